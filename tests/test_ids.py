from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.ids import with_ids
from quizzer.parse import decks

CAPITALS = """\
deck: Capitals
cards:
  # the Andes
  - q: What is the capital of Peru?
    a: Lima  # on the coast

  - id: exclave
    term: Exclave
    definition: A part of a country that is cut off from the rest of it.

  # Oceania
  - cloze: The capital of Australia is ==Canberra::city==.
"""


def named(text, deck="d"):
    """The text with ids, and what is said of cards that cannot have one."""
    found = with_ids(text.encode(), "deck.yaml", deck)
    return found.data.decode(), [str(problem) for problem in found.problems]


def ids_of(text):
    return [card.id for card in decks.read(text.encode(), "deck.yaml", "d")[0].cards]


def test_each_card_without_an_id_gets_one_at_its_end():
    text, problems = named(CAPITALS, "capitals")
    assert problems == []
    assert (
        text
        == """\
deck: Capitals
cards:
  # the Andes
  - q: What is the capital of Peru?
    a: Lima  # on the coast
    id: capitals:e264b43b5c

  - id: exclave
    term: Exclave
    definition: A part of a country that is cut off from the rest of it.

  # Oceania
  - cloze: The capital of Australia is ==Canberra::city==.
    id: capitals:a9f7578d75
"""
    )


@pytest.mark.parametrize(
    ("card", "inserted"),
    [
        ("- q: One?\n  a: 1", "  id: d:646c3c26c0"),
        ("- q: One?\n  a: 1\n  wrong: [2]", "  id: d:646c3c26c0"),
        ("- q: One?\n  order: [1, 2]", "  id: d:646c3c26c0"),
        ("- term: Exclave\n  definition: x", "  id: d:exclave"),
        ("- cloze: It is ==this== or ==that==.", "  id: d:cc3398da7f"),
        (
            "- q: One?\n  a: 1\n  place: {heading: Size, row: GPT-2, column: Layers, kind: ask}",
            "  id: d:size/gpt-2/layers/ask",
        ),
    ],
)
def test_it_is_the_id_that_the_entry_has_anyway(card, inserted):
    before = f"deck: D\ncards:\n{card}\n"
    text, problems = named(before)
    assert problems == []
    assert text == f"{before}{inserted}\n"
    assert ids_of(text) == ids_of(before)


@pytest.mark.parametrize(
    ("deck", "term", "inserted"),
    [("a #1: b", "T", "id: 'a #1: b:t'"), ("12", "30", "id: '12:30'"), ("it's", "T", "id: it's:t")],
)
def test_an_id_that_is_no_text_to_yaml_is_quoted(deck, term, inserted):
    text, problems = named(f"deck: D\ncards:\n- term: {term}\n  definition: x\n", deck)
    assert problems == []
    assert text.endswith(f"\n  {inserted}\n")


# Where the line goes


@pytest.mark.parametrize(
    "marked",
    [
        "- q: One?\n  a: 1\n  >>>\n\n# the next\n- {id: x, q: Two?, a: 2}\n",
        "- q: One?\n  a: 1\n    # and more of it\n  >>>\n  # the next\n\n",
        "-   q: One?\n    a: 1\n    >>>\n",
        "-\n  q: One?\n  a: 1\n  >>>\n-\n  id: x\n  q: Two?\n  a: 2\n",
        "- q: One?\n  a: |\n    # a heading\n    text\n    # a heading\n  >>>\n",
        "- q: One?\n  a: |+\n    text\n  >>>\n\n\n",
        "- q: One?\n  a: long\n    and longer\n  >>>\n",
        '- q: One?\n  a: "long\n\n  and longer"\n  >>>\n',
        "- q: One?\n  wrong: [\n  2,\n 3\n]\n  a: 1\n  >>>\n",
        "- q: One?\n  a: 1\n  wrong: [\n  2,\n 3\n]\n  >>>\n",
        "- q: One?\n  order:\n  - 1\n  - 2\n  >>>\n",
        "- ? q\n  : One?\n  ? a\n  : 1\n  >>>\n",
        "- q: One?\n  a: 1\n  >>>\ntags: [x]\n",
        "- q: One?\n  a: 1\n  >>>\n\n# the tags\ntags: [x]\n",
        "- q: One?\n  a: 1\n  >>>\n...\n# the end\n",
    ],
)
def test_the_line_stands_below_the_last_one_of_its_card(marked):
    before = "deck: D\ncards:\n" + re.sub(" *>>>\n", "", marked)
    text, problems = named(before)
    assert problems == []
    assert text == "deck: D\ncards:\n" + marked.replace(">>>", "id: d:646c3c26c0")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["", "\n"])
def test_line_breaks_and_the_byte_order_mark_stay(ending, start, end):
    before = f"{start}deck: D\ncards:\n- q: One?\n  a: 1{end}".replace("\n", ending)
    text, problems = named(before)
    assert problems == []
    assert text == (
        f"{start}deck: D\ncards:\n- q: One?\n  a: 1\n  id: d:646c3c26c0{end}".replace("\n", ending)
    )


def test_among_mixed_line_breaks_a_line_ends_as_the_one_above_it():
    text, _ = named("deck: D\r\ncards:\n- q: One?\n  a: 1\n- q: Two?\r\n  a: 2\r\n")
    assert text.splitlines(keepends=True)[4] == "  id: d:646c3c26c0\n"
    assert text.endswith("  a: 2\r\n  id: d:8885b62d46\r\n")


# What gets no id


def test_a_deck_in_which_every_card_has_an_id_is_left_alone():
    data = named(CAPITALS)[0].encode()
    assert with_ids(data, "deck.yaml", "d") == (data, 0, [])


def test_a_card_in_braces_is_told_of():
    text, problems = named("deck: D\ncards:\n- {q: One?,\n   a: 1}\n- q: Two?\n  a: 2\n")
    assert text == "deck: D\ncards:\n- {q: One?,\n   a: 1}\n- q: Two?\n  a: 2\n  id: d:8885b62d46\n"
    assert problems == [
        "deck.yaml:3:3: warning I01: no line can be inserted in a card in braces\n"
        "    write `id: d:646c3c26c0` there"
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("deck: D\ncards:\n- q: One?\n", "deck.yaml:3:3: error F03: `a` is missing"),
        ("deck: D\ncards: {}\n", "deck.yaml:2:8: error F05: `cards` must be a list, not a map"),
        ("", "deck.yaml:1:1: error F01: the file holds no deck"),
    ],
)
def test_a_deck_with_faults_is_left_alone(text, problem):
    after, problems = named(text)
    assert after == text
    assert [one.partition("\n")[0] for one in problems] == [problem]


def test_where_a_line_would_change_a_card_nothing_is_inserted():
    before = 'deck: D\ncards:\n- q: One?\n  a: "1\n\n# not a comment"\n'
    text, problems = named(before)
    assert text == before
    assert problems == [
        "deck.yaml:1:1: error I02: an inserted id would change a card: nothing is inserted\n"
        "    write the ids by hand"
    ]


# Whatever a deck looks like

CARDS = [
    "  - q: What is {0}?\n    a: It is {0}\n",
    "  -  a: |\n       It is {0}\n       # by far\n     q: What is {0}?\n",
    "  - term: Number {0}\n    definition: >-\n      a\n\n      number\n",
    "  - cloze: Of {0} it is ==two== or ==ten==.\n    tags:\n    - x\n",
    "  - id: mine {0}\n    q: What is {0}?\n    wrong: [a,\n  b]\n    a: It\n",
    "  -\n    q: Order {0}\n    order: [x, y]\n    # so far\n",
    "  - {{q: What is {0}?, match: {{a: b, c: d}}}}\n",
]
BETWEEN = ["", "\n", "# on the left\n", "    # indented\n\n", "  # one\n\n  # two\n"]


@st.composite
def written_decks(draw):
    """A deck, and how many of its cards a line can give an id."""
    chosen = draw(st.lists(st.tuples(st.sampled_from(CARDS), st.sampled_from(BETWEEN)), min_size=1))
    parts = [card.format(number) + between for number, (card, between) in enumerate(chosen)]
    cards = "cards:\n" + "".join(parts)
    head = "deck: Numbers\n"
    text = draw(st.sampled_from([head + cards, cards + head, "\ufeff" + head + cards]))
    text = text.rstrip("\n") if draw(st.booleans()) else text
    without_id = sum("mine" not in card and "{{" not in card for card, _ in chosen)
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"]))), without_id


@given(written_decks())
def test_lines_are_inserted_and_no_card_becomes_another(deck):
    before, without_id = deck
    text, problems = named(before)
    assert {problem.split(": ")[1] for problem in problems} <= {"warning I01"}
    assert ids_of(text) == ids_of(before)
    lines = text.splitlines(keepends=True)
    kept = [line for line in lines if not re.match(" *id: d:", line)]
    assert len(lines) - len(kept) == without_id
    if without_id and not before.endswith("\n"):
        kept[-1] = kept[-1].rstrip("\r\n")
    assert "".join(kept) == before
    assert named(text)[0] == text
