"""Every figure that a shipped card asks for stands in `data/claims.csv`, with where it is from."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from quizzer import maths
from quizzer.disk import deck_files, default_id, read_deck, shipped
from quizzer.markup import formulas

DECKS, NOTES = shipped("decks"), shipped("notes")


class Claim(NamedTuple):
    """A figure that a card asks for; `where` is the place in the source, or how it is computed."""

    note: str
    card: str
    claim: str
    figure: str
    source: str
    where: str
    basis: str


with (Path(__file__).parent / "data" / "claims.csv").open(encoding="utf-8", newline="") as file:
    CLAIMS = [Claim(**row) for row in csv.DictReader(file)]

CARDS = {
    card.id: card
    for path in deck_files(DECKS, [])
    for card in read_deck(path, default_id(path, DECKS))[0].cards
    if card.place and (NOTES / card.place.note).exists()
}
NAMED = sorted({card.place.note for card in CARDS.values()})
NAMES = re.compile(r"(Llama|PaLM|Gemma|GPT|Mixtral|T5) \d+(\.\d+|x\d+B)?")
FIGURE = re.compile(
    r"(?<![\w.,-])\d(?:[\d.,]*\d)?"
    r"|^(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|twice)\b",
    re.IGNORECASE,
)
VARIABLE = re.compile(
    r"(?<![\\A-Za-z])[A-Za-z]|\\(?:alpha|beta|gamma|eta|lambda|theta|sigma|mathrm)"
)


def answer(card) -> str:
    if isinstance(card.answer, str):
        return card.answer
    return "\n".join(one if isinstance(one, str) else one[1] for one in card.answer)


def figures(text: str) -> set[str]:
    """The numbers of a text, and the one it begins with in words; not those of names and formulas.

    A formula without a variable, such as `$3 \\times 10^{23}$`, is a number.
    """
    for formula in reversed(list(formulas(text))):
        amount = "" if VARIABLE.search(formula.tex) else maths.inline(formula.tex)
        text = text[: formula.start] + amount + text[formula.end :]
    return {found[0].lower() for found in FIGURE.finditer(NAMES.sub("", text))}


@cache
def sources(note: str) -> str:
    """What a note says under its heading Sources."""
    text = (NOTES / note).read_text(encoding="utf-8")
    return text.partition("\n## Sources\n")[2]


@pytest.mark.parametrize("note", NAMED)
def test_each_figure_that_a_card_asks_for_is_a_claim(note):
    missing = {}
    for card in CARDS.values():
        if card.place.note == note and card.form != "compute":
            claimed = (figures(one.figure) for one in CLAIMS if one.card == card.id)
            missing[card.id] = figures(answer(card)).difference(*claimed)
    assert {card: said for card, said in missing.items() if said} == {}


@pytest.mark.parametrize("note", NAMED)
def test_each_claim_is_one_of_its_card_and_names_a_source_of_its_note(note):
    for claim in CLAIMS:
        if claim.note == note:
            card = CARDS[claim.card]
            assert card.place.note == note, claim
            assert claim.figure in answer(card), claim
            assert all((claim.claim, claim.figure, claim.source, claim.where)), claim
            for source in claim.source.split("; "):
                assert source in sources(note), claim


def test_at_most_one_claim_in_ten_is_from_memory():
    bases = [claim.basis for claim in CLAIMS]
    assert set(bases) <= {"looked up", "recalled"}
    assert {claim.note for claim in CLAIMS} <= set(NAMED)
    assert bases.count("recalled") < len(bases) / 10
