import csv
import io
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quizzer.exchange import csv as exported

from .card_makers import SIX_FORMS, computed, deck, qa


def written(*decks):
    out = io.StringIO(newline="")
    exported.write(decks, out)
    return out.getvalue()


def read(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_header_comes_first_and_lines_end_as_rfc_4180_says():
    assert written() == (
        "id,deck,form,question,answer,hint,why,source,tags,"
        "wrong,accept,tolerance,as_of,unconfirmed\r\n"
    )
    assert written(deck(qa("a", "b"))).count("\r\n") == 2


def test_a_row_a_card():
    rows = read(written(SIX_FORMS, deck(qa("a", "b"))))
    assert [row["question"] for row in rows] == [card.question for card in SIX_FORMS.cards] + ["a"]
    assert {row["deck"] for row in rows} == {"fundamentals/attention", "deck"}


def test_every_column_of_a_card():
    card = qa(
        "Q",
        "A",
        hint="h",
        why="w",
        source="s",
        tags=("t", "u"),
        wrong=("x", "y"),
        accept=("a", "b"),
        tolerance="5%",
        as_of="2024",
        unconfirmed=True,
    )
    assert read(written(deck(card))) == [
        {
            "id": "deck:Q",
            "deck": "deck",
            "form": "qa",
            "question": "Q",
            "answer": "A",
            "hint": "h",
            "why": "w",
            "source": "s",
            "tags": "t; u",
            "wrong": "x; y",
            "accept": "a; b",
            "tolerance": "5%",
            "as_of": "2024",
            "unconfirmed": "true",
        }
    ]


def test_of_a_card_with_fresh_numbers_there_is_one_instance():
    (row,) = read(written(deck(computed("What is {n} squared?", "n**2"))))
    assert (row["form"], row["question"], row["answer"]) == (
        "compute",
        "What is 12 squared?",
        "144",
    )


def test_lists_and_pairs_can_be_read():
    answers = [row["answer"] for row in read(written(SIX_FORMS))]
    assert answers[-3:] == [
        "GPT-2; GPT-3",
        "GPT-1; BERT; GPT-2; GPT-3",
        "BERT = encoder; T5 = both; GPT-2 = decoder",
    ]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ('=HYPERLINK("http://x.org","y")', '\'=HYPERLINK("http://x.org","y")'),
        ("+SUM(A1:A9)", "'+SUM(A1:A9)"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("  =1+1", "'  =1+1"),
        ("＝1+1", "'＝1+1"),
        ("- first\n- second", "'- first\n- second"),
        ("'=1", "''=1"),
        ("-1.5", "-1.5"),
        ("+1,500", "+1,500"),
        ("-2.5e-3 %", "-2.5e-3 %"),
        ("-.5", "-.5"),
        ("1 = 1", "1 = 1"),
        ("'tis", "'tis"),
        ("—", "—"),
        ("", ""),
    ],
)
def test_a_formula_is_text_and_a_number_is_a_number(text, cell):
    (row,) = read(written(deck(qa("q", text))))
    assert row["answer"] == cell


@given(text=st.text(alphabet=st.sampled_from("=+-@'\t\r\n ＠a1.,;\"%eE"), max_size=12))
@example("'")
def test_no_cell_is_a_formula_and_none_loses_anything(text):
    (row,) = read(written(deck(qa("q", text, name="n"))))
    cell = row["answer"]
    number = r"[+-]?[\d,]*\.?\d+(e[+-]?\d+)?\s?%?"
    assert not re.match(r"[=+\-@＠\t\r\n]", cell) or re.fullmatch(number, cell, re.IGNORECASE)
    marked = cell.startswith("'") and re.match(r"'*(\s*[=+\-@＠]|[\t\r\n])", cell)
    assert (cell[1:] if marked else cell) == text


def test_a_long_row_of_digits_takes_no_long_time():
    (row,) = read(written(deck(qa("q", "-" + "1" * 100_000 + "x", name="n"))))
    assert row["answer"].startswith("'-1")
