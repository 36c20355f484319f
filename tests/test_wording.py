"""How cards are worded, the same in every face."""

from __future__ import annotations

import random
from datetime import datetime
from pathlib import Path

import pytest

from quizzer.card import Card, Place
from quizzer.library import DeckFile
from quizzer.marking import Slip, Verdict
from quizzer.markup import hide
from quizzer.question import ask
from quizzer.session import Summary
from quizzer.wording import (
    about_text,
    answer_text,
    asked_for,
    counted,
    one_line,
    plain,
    question_text,
    summary_line,
    topic_of,
    verdict_line,
    visible,
    when,
)


def cloze(text: str, hole: int = 1, answer: str = "12", heading: str = "", cue: str = "") -> Card:
    place = Place(heading=heading) if heading else None
    question = hide(text, hole)
    return Card("d:x~1", "cloze", question, answer, "d:x", text, hole, cue, place=place)


@pytest.mark.parametrize(
    ("text", "asked", "filled"),
    [
        ("It has ==12== layers.", "It has [...] layers.", "It has **12** layers."),
        ("It has ==12::how many== layers.", "It has [how many] layers.", "It has **12** layers."),
        ("pre==12==fix", "pre[...]fix", "pre12fix"),
        ("see ==12==(b)", r"see \[...\](b)", "see **12**(b)"),
    ],
)
def test_the_gap_of_a_cloze_card_and_what_fills_it(text, asked, filled):
    assert question_text(cloze(text)) == asked
    assert question_text(cloze(text), shown=True) == filled


@pytest.mark.parametrize(
    ("heading", "says"),
    [
        ("Size", "Size. Fill the gap."),
        ("", "Fill the gap."),
        ("The 12 layers", "Fill the gap."),
        ("layers", "Fill the gap."),
    ],
)
def test_a_gap_is_asked_under_its_heading_unless_that_tells_or_repeats(heading, says):
    card = cloze("It has ==12== layers.", heading=heading)
    assert asked_for(ask(card, random.Random(1))) == says


VARIED = {"compute": "x / 3", "vary": (("x", ("1", "2")),)}


@pytest.mark.parametrize(
    ("card", "says"),
    [
        (Card("i", "qa", "q", "12", "i", tolerance="5%"), "Type the number, to within 5%."),
        (Card("i", "qa", "q", "40 GB", "i", tolerance="2 GB"), "Type the number, to within 2 GB."),
        (Card("i", "qa", "q", "12", "i", tolerance="0%"), "Type the number."),
        (Card("i", "qa", "q", "12", "i"), "Type the number."),
        (Card("i", "compute", "{x}?", "", "i", **VARIED), "Type the number, to within 0.5%."),
        (
            Card("i", "compute", "{x}?", "", "i", unit="bytes", tolerance="5%", **VARIED),
            "Type the number of bytes, to within 5%.",
        ),
    ],
)
def test_a_number_is_asked_for_with_how_exact_it_must_be(card, says):
    assert asked_for(ask(card, random.Random(1), "number")) == says


def test_answers_of_every_form_are_text():
    assert answer_text(Card("i", "order", "q", ("a", "b"), "i")) == "1. a\n2. b"
    assert answer_text(Card("i", "choice", "q", ("a", "b"), "i")) == "- a\n- b"
    assert answer_text(Card("i", "match", "q", (("a", "x"), ("b", "y")), "i")) == "- a → x\n- b → y"


def test_an_option_that_looks_like_a_list_stays_what_it_is():
    card = Card("i", "match", "q", (("-", "a dash"), ("# h", "x")), "i")
    assert answer_text(card) == "- - → a dash\n- # h → x"
    assert answer_text(card, markdown=True) == "- \\- → a dash\n- \\# h → x"
    assert answer_text(Card("i", "choice", "q", "# right", "i"), markdown=True) == "\\# right"


def test_formulas_are_unicode_in_plain_text_and_code_is_left_alone():
    assert plain("the $d_k$ of `$x$`") == "the dₖ of `$x$`"
    assert one_line("the  `$x$`\nof $d_k$") == "the $x$ of dₖ"


def test_a_summary_is_a_line():
    assert summary_line(Summary((0, 0, 0, 0), 0, 0, 0)) == "Nothing answered."
    said = summary_line(Summary((1, 0, 3, 0), 3, 2, 125_000))
    assert said == "4 answers on 3 cards, 2 of them new, in 2 min: Again 1 · Good 3."


@pytest.mark.parametrize(
    ("deck", "topic"),
    [
        ("0-fundamentals/1-rnn", "Fundamentals"),
        ("4-agent-applications/1-tools", "Agent applications"),
        ("x/2_more things/y", "More things"),
        ("model-tables", ""),
    ],
)
def test_a_decks_topic_is_its_folder_said_nicely(deck, topic):
    assert topic_of(DeckFile(deck, "T", Path("x"), "shipped", number=1, cards=1)) == topic


def test_times_to_come_are_said_as_one_would():
    now = datetime(2026, 11, 24, 9)
    assert when(datetime(2026, 11, 24, 14, 5), now) == "at 14:05"
    assert when(datetime(2026, 11, 25, 4), now) == "tomorrow"
    assert when(datetime(2026, 12, 4, 4), now) == "on Friday 4 December"


@pytest.mark.parametrize(
    ("verdict", "line"),
    [
        (Verdict("right"), "Right."),
        (Verdict("wrong"), "Wrong."),
        (
            Verdict("nearly", (Slip("typed", "casual", "causal"),)),
            'Nearly. You typed "casual"; it is "causal".',
        ),
        (
            Verdict("wrong", (Slip("chosen", "ReLU", "GELU"),)),
            'Wrong. You chose "ReLU"; it is "GELU".',
        ),
        (
            Verdict("wrong", (Slip("extra", given="{BERT}"), Slip("missing", expected="PaLM"))),
            'Wrong. "{BERT}" is not one of them. "PaLM" is missing.',
        ),
        (
            Verdict("nearly", (Slip("order", "BERT", "GPT-1"),)),
            'Nearly. "GPT-1" comes before "BERT".',
        ),
        (
            Verdict("wrong", (Slip("match", "BERT", "encoder"),)),
            'Wrong. "BERT" goes with "encoder".',
        ),
        (
            Verdict("nearly", (Slip("typed", "\x1b]0;pwn\x07", "`$x$` $d_k$"),)),
            r'Nearly. You typed "\u001b]0;pwn\u0007"; it is "$x$ dₖ".',
        ),
    ],
)
def test_a_verdict_is_a_line_that_says_what_was_wrong(verdict, line):
    assert verdict_line(verdict) == line


HOSTILE = "\x1b]0;pwn\x07 x\x9b1m"


def test_nothing_that_a_terminal_would_obey_is_left_in_a_text():
    assert visible(HOSTILE) == r"\u001b]0;pwn\u0007 x\u009b1m"
    assert visible("two\n\tlines") == "two\n\tlines"
    card = cloze(f"==12== {HOSTILE}", heading=f"Of {HOSTILE}")
    file = DeckFile(f"a/{HOSTILE}/b", "T", Path("x"), "own", number=1, cards=1)
    for text in (
        plain(HOSTILE),
        one_line(HOSTILE),
        topic_of(file),
        question_text(card),
        asked_for(ask(card, random.Random(1))),
        answer_text(Card("i", "qa", "q", HOSTILE, "i")),
        answer_text(Card("i", "order", "q", (HOSTILE, "b"), "i")),
        question_text(Card("i", "qa", HOSTILE, "a", "i")),
        about_text(Card("i", "qa", "q", "a", "i", why=HOSTILE, source=HOSTILE)),
    ):
        assert r"]0;pwn\u0007 x" in text
        assert text.isprintable() or "\n" in text


def test_numbers_of_things():
    assert (counted(1, "card"), counted(0, "card")) == ("1 card", "0 cards")
