"""Rules on numbers and columns: what they must find, and what they must leave alone."""

from __future__ import annotations

import pytest


def column(*cells: str, tolerance: str = "") -> str:
    """The cards of a table's column whose rows are A, B, C, …"""
    more = f", tolerance: {tolerance}" if tolerance else ""
    return "\n".join(
        f"- {{q: How much has {row}?, a: '{cell}'{more}, "
        f"place: {{row: {row}, column: Size, kind: ask}}}}"
        for row, cell in zip("ABCDEFGH", cells, strict=False)
    )


BAD = [
    # C17
    (
        "C17",
        "- {q: How large is PaLM?, a: '8,62,540B'}",
        "`8,62,540B` is no number: digits are grouped by three",
    ),
    (
        "C17",
        "- {q: 'Why has it 1,7500 million parameters?', a: x}",
        "`1,7500 million` is no number: digits are grouped by three",
    ),
    (
        "C17",
        "- {cloze: 'It has ==5,40B== parameters.'}",
        "`5,40B` is no number: digits are grouped by three",
    ),
    (
        "C17",
        "- {q: How many live in Tokyo?, a: '13,96,0000'}",
        "`13,96,0000` is no number: digits are grouped by three",
    ),
    # C18
    (
        "C18",
        column("40 GB", "750 GB", "16 GB", "570"),
        "`570` has no unit, and most of its column counts in byte",
    ),
    (
        "C18",
        column("3 s", "4", "5 s", "6 s", "7 s"),
        "`4` has no unit, and most of its column counts in second",
    ),
    ("C18", column("2k", "2048", "512", "1024"), "`2k` stands in one column with `2048`"),
    ("C18", column("2k", "4k", "8k", "1,024"), "`1,024` stands in one column with `2k`"),
    # T03
    (
        "T03",
        column("1.5B", "6B", "7B", tolerance="15%"),
        "`15%` lets `6B` pass, the answer for B",
    ),
    (
        "T03",
        column("2018", "2019", tolerance="'1'"),
        "`1` lets `2018` pass, the answer for A",
    ),
    (
        "T03",
        column("95 GB", "100 GB", tolerance="5%"),
        "`5%` lets `95 GB` pass, the answer for A",
    ),
]

GOOD = [
    ("C17", "- {q: How large is it?, a: '8,625,400'}"),
    ("C17", "- {q: Which interval?, a: 'Beta(10,10) on [0,1]'}"),
    ("C17", "- {q: Which powers?, a: '2,4,8,16'}"),
    ("C17", "- {q: How much is a lakh?, a: '1,00,000'}"),
    ("C17", "- {q: Which call?, a: '`f(1,20)` B'}"),
    ("C18", column("40 GB", "750 GB", "16 GB", "570 GB")),
    ("C18", column("40 GB", "750", "16", "570 GB")),
    ("C18", column("110M", "1.5B", "175B", "7B")),
    ("C18", column("2k", "4k", "2,048,000 tokens", "8k")),
    ("C18", column("40 GB", "570")),
    ("T03", column("1.5B", "6B", "7B", tolerance="5%")),
    ("T03", column("1.5B", "1.5B", "1,500M", tolerance="10%")),
    ("T03", column("2018", "2019")),
    ("T03", column("6B", "7B", tolerance="20%").replace("kind: ask", "kind: order")),
    ("T03", "- {q: How much has A?, a: 6B, tolerance: 20%}\n- {q: How much has B?, a: 7B}"),
]


@pytest.mark.parametrize(("rule", "cards", "message"), BAD)
def test_these_are_told(says, rule, cards, message):
    assert message in says(rule, cards)


@pytest.mark.parametrize(("rule", "cards"), GOOD)
def test_these_are_left_alone(says, rule, cards):
    assert says(rule, cards) == []


def test_two_rows_that_pass_for_each_other_are_both_told(says):
    assert says("T03", column("6B", "7B", tolerance="20%")) == [
        "`20%` lets `7B` pass, the answer for B",
        "`20%` lets `6B` pass, the answer for A",
    ]
