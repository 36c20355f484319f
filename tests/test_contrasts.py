"""Two things side by side: what can be asked of a pair, and what cannot."""

from __future__ import annotations

from random import Random

import pytest

from quizzer.card import Card, Deck, Place
from quizzer.contrasts import contrast
from quizzer.parse.decks import read
from quizzer.question import ask

DECK = r"""
deck: Deck
aliases: {ReLU: [rectifier]}
cards:
  - {term: Self-attention, definition: Looks at itself., why: It is one sequence.}
  - {term: Cross-attention, definition: Looks elsewhere.}
  - {q: Which activation has GPT-2?, a: GELU, wrong: [ReLU, Tanh], id: gpt-2}
  - {q: Which activation has BERT?, a: GELU, id: bert}
  - {q: Which activation has T5?, a: ReLU, wrong: [GELU, Tanh], id: t5}
  - {q: Which activation is a ramp?, a: ReLU, id: ramp}
  - {q: Which use RoPE?, a: [PaLM, LLaMA], wrong: [BERT, GPT-2], id: rope}
  - {q: Match these., match: {BERT: encoder, GPT-2: decoder, T5: both}, id: match}
  - {q: In which year came BERT?, a: 2018, id: year-bert}
  - {q: In which year came GPT-2?, a: 2019, id: year-gpt}
"""


def deck(text: str = DECK) -> Deck:
    found, problems = read(text.encode(), "deck.yaml", "deck")
    assert not problems
    return found


def drills(of: str, asked: str, taken: str, text: str = DECK) -> list[tuple]:
    """What is asked, and with which right and wrong answers, after a mistake on one card."""
    whole = deck(text)
    cards = [card for card in whole.cards if card.id == of]
    found = contrast(whole, cards, asked, taken, Random(1))
    assert all(card.entry in {one.id for one in whole.cards} for card in found)
    assert len({card.id for card in found}) == len(found)
    return [(card.question, card.answer, card.wrong) for card in found]


SELF, CROSS = "Self-attention", "Cross-attention"
ITSELF, ELSEWHERE = "Looks at itself.", "Looks elsewhere."
WHICH = "Which term is this, Self-attention or Cross-attention?"


@pytest.mark.parametrize("card", ["deck:self-attention~term", "deck:self-attention~definition"])
def test_two_terms_are_asked_for_by_both_definitions_and_the_other_way_round(card):
    assert drills(card, SELF, CROSS) == [
        (f"{WHICH}\n\n{ITSELF}", SELF, (CROSS,)),
        (f"{WHICH}\n\n{ELSEWHERE}", CROSS, (SELF,)),
        ("What does Self-attention mean?", ITSELF, (ELSEWHERE,)),
        ("What does Cross-attention mean?", ELSEWHERE, (ITSELF,)),
    ]


def test_what_the_other_term_means_is_said_after_the_answer():
    whole = deck()
    first, second, *_ = contrast(whole, whole.cards[:1], SELF, CROSS, Random(1))
    assert first.why == "It is one sequence.\n\nCross-attention: Looks elsewhere."
    assert second.why == "Self-attention: Looks at itself."


@pytest.mark.parametrize("longer", ["word " * 40, "|-\n      one\n\n      two"])
def test_definitions_that_are_long_are_no_options(longer):
    text = DECK.replace("definition: Looks elsewhere.", f"definition: {longer.strip()}")
    if "|-" in longer:
        text = DECK.replace(
            "{term: Cross-attention, definition: Looks elsewhere.}",
            f"term: Cross-attention\n    definition: {longer}",
        )
    asked = drills("deck:self-attention~term", SELF, CROSS, text)
    assert [answer for _, answer, _ in asked] == [SELF, CROSS]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Looks at itself.", "looks at itself"),
        ("Looks at itself.", "Looks at itself and elsewhere."),
        ("undisclosed", "Looks elsewhere."),
    ],
)
def test_terms_whose_definitions_may_both_be_true_are_not_told_apart(one, other):
    text = DECK.replace(ITSELF, one).replace(ELSEWHERE, other)
    asked = drills("deck:self-attention~term", SELF, CROSS, text)
    assert ITSELF not in [answer for _, answer, _ in asked]
    assert other not in [answer for _, answer, _ in asked]


def test_a_question_is_asked_with_the_two_answers_and_so_are_others_the_wrong_one_answers():
    assert drills("gpt-2", "GELU", "ReLU") == [
        ("Which activation has GPT-2?", "GELU", ("ReLU",)),
        ("Which activation has T5?", "ReLU", ("GELU",)),
    ]
    assert drills("gpt-2", "GELU", "Tanh") == [("Which activation has GPT-2?", "GELU", ("Tanh",))]


def test_where_the_card_itself_cannot_be_asked_others_that_hold_both_are():
    assert drills("bert", "GELU", "ReLU") == [("Which activation has T5?", "ReLU", ("GELU",))]


def test_a_wrong_option_is_found_in_another_spelling():
    assert drills("gpt-2", "GELU", "rectifier")[0] == (
        "Which activation has GPT-2?",
        "GELU",
        ("ReLU",),
    )


def test_of_several_right_answers_all_stay():
    assert drills("rope", "PaLM, LLaMA", "BERT") == [
        ("Which use RoPE?", ("PaLM", "LLaMA"), ("BERT",))
    ]


def test_of_a_match_the_two_lines_stay():
    (found,) = drills("match", "BERT", "GPT-2")
    assert found[1] == (("BERT", "encoder"), ("GPT-2", "decoder"))


def test_answers_of_one_kind_are_wrong_for_each_other():
    assert drills("year-bert", "2018", "2019") == [
        ("In which year came BERT?", "2018", ("2019",)),
        ("In which year came GPT-2?", "2019", ("2018",)),
    ]


@pytest.mark.parametrize(
    ("card", "asked", "taken"),
    [
        ("year-bert", "2018", "2017"),
        ("bert", "GELU", "Tanh"),
        ("gpt-2", "GELU", "Swish"),
        ("deck:self-attention~term", SELF, "nonsense"),
        ("match", "BERT", "GPT-3"),
    ],
    ids=[
        "a year of no card",
        "it may be true as well",
        "an option of no card",
        "no term",
        "no line",
    ],
)
def test_what_nobody_says_is_wrong_is_not_asked(card, asked, taken):
    assert drills(card, asked, taken) == []


@pytest.mark.parametrize(
    ("year", "more"),
    [
        ("2018", ", tolerance: 1%"),
        ("2018", ", accept: ['2019']"),
        ("2018", ", unconfirmed: true"),
        ("2018", ", suspended: true"),
    ],
)
def test_a_number_that_may_be_right_is_not_asked(year, more):
    text = DECK.replace(f"a: {year}, id", f"a: {year}{more}, id")
    assert drills("year-bert", year, "2019", text) == []


def test_a_question_with_two_right_answers_is_not_asked_with_one_of_them():
    text = DECK.replace("came GPT-2?", "came BERT?")
    assert drills("year-bert", "2018", "2019", text) == []


def test_of_many_cards_that_the_wrong_answer_answers_some_are_asked():
    text = "deck: D\ncards:\n" + "".join(
        f"  - {{q: Is {n} even?, a: {says}, wrong: [{other}], id: q{n}}}\n"
        for n in range(40)
        for says, other in [("it is", "it is not") if n % 2 == 0 else ("it is not", "it is")]
    )
    assert len(drills("q0", "it is", "it is not", text)) == 11


def test_a_cell_of_a_table_is_asked_only_with_what_its_author_calls_wrong():
    place = Place("n.md", "Sizes", "Model", "GPT-2", "Layers", "ask")
    cell = Card("d:a", "qa", "GPT-2: Layers?", "48", "d:a", wrong=("24",), place=place)
    other = cell._replace(
        id="d:b", question="T5: Layers?", answer="96", place=place._replace(row="T5")
    )
    whole = Deck("d", "D", (cell, other))
    (found,) = contrast(whole, [cell], "GPT-2", "24", Random(1))
    assert (found.question, found.wrong) == ("GPT-2: Layers?", ("24",))
    assert contrast(whole, [cell], "GPT-2", "96", Random(1)) == []


def test_every_drill_is_asked_with_two_options_or_as_before():
    whole = deck()
    for of, asked, taken in (("gpt-2", "GELU", "ReLU"), ("year-bert", "2018", "2019")):
        cards = [card for card in whole.cards if card.id == of]
        for drill in contrast(whole, cards, asked, taken, Random(1)):
            question = ask(drill, Random(2), "choice", drill.wrong)
            assert sorted(question.options) == sorted((asked, taken))
