"""What is taken for what: wrong replies as the log has them, and whose answers they are."""

from __future__ import annotations

import json

import pytest

from quizzer.card import Card, Deck, Place
from quizzer.confusion import Confusion, confusions, mistakes, owners

LAYERS = {"GPT-2": "48", "GPT-3": "96", "LLaMA": "80", "Llama 2": "80", "T5": "24"}


def cell(row: str, value: str, column: str = "Layers") -> Card:
    place = Place("models.md", "Specifications", "Model", row, column, "ask")
    return Card(f"m:{row}/{column}", "qa", f"{row}: {column}?", value, f"m:{row}", place=place)


def term(name: str, definition: str) -> list[Card]:
    return [
        Card(f"m:{name}~term", "term", definition, name, f"m:{name}"),
        Card(f"m:{name}~definition", "term", name, definition, f"m:{name}"),
    ]


SELF, CROSS = "Looks at its own sequence.", "Looks at another sequence."
MAKER = Card(
    "m:maker",
    "choice",
    "Which of these came from Google?",
    ("BERT", "T5"),
    "m:maker",
    wrong=("GPT-1", "LLaMA"),
    place=Place("models.md", "Makers", "Model", "Google", "Company", "reverse"),
)
ACTIVATION = Card(
    "m:activation", "choice", "Which activation?", "GELU", "m:activation", wrong=("ReLU", "Tanh")
)
FIRST = Card(
    "m:first",
    "choice",
    "Which came first, BERT or T5?",
    "BERT",
    "m:first",
    wrong=("T5",),
    place=Place("models.md", "Makers", "Model", "T5", "Month", "compare"),
)
MATCH = Card(
    "m:match",
    "match",
    "Match each.",
    (("BERT", "encoder"), ("GPT-2", "decoder"), ("T5", "both")),
    "m:match",
)
ORDER = Card("m:order", "order", "Order them.", ("GPT-1", "BERT", "T5"), "m:order")
DECK = Deck(
    "m",
    "Models",
    (
        *(cell(row, value) for row, value in LAYERS.items()),
        cell("GPT-2", "WebText", "Data"),
        cell("GPT-3", "filtered Common Crawl", "Data"),
        cell("T5", "C4", "Data"),
        cell("GPT-4", "7", "Heads"),
        *term("Self-attention", SELF),
        *term("Cross-attention", CROSS),
        MAKER,
        FIRST,
        ACTIVATION,
        MATCH,
        ORDER,
        Card("m:year", "qa", "In which year?", "2018", "m:year"),
    ),
    aliases=(("C4", ("Colossal Clean Crawled Corpus",)),),
)
CARDS = {card.id: card for card in DECK.cards}


def confused(
    card: str, asked: str, reply: str | list[object], *, passed: bool = False
) -> list[Confusion]:
    text = reply if isinstance(reply, str) else json.dumps(reply)
    return confusions(owners(mistakes(CARDS[card], asked, text, 1, passed=passed), DECK))


@pytest.mark.parametrize(
    ("card", "asked", "reply", "about", "taken", "on"),
    [
        # a row of a table: the rows that have the wrong value in the same column
        ("m:GPT-3/Layers", "choice", ["48"], "GPT-3", ["GPT-2"], "Layers"),
        ("m:GPT-3/Layers", "choice", ["80"], "GPT-3", ["LLaMA", "Llama 2"], "Layers"),
        ("m:GPT-3/Layers", "number", "48.0", "GPT-3", ["GPT-2"], "Layers"),
        ("m:GPT-2/Data", "typed", "Colossal Clean Crawled Corpus", "GPT-2", ["T5"], "Data"),
        # or the text itself, also where another column has it
        ("m:GPT-3/Layers", "number", "47", "96", ["47"], "GPT-3: Layers?"),
        ("m:GPT-3/Layers", "choice", ["7"], "96", ["7"], "GPT-3: Layers?"),
        # a term, whichever way it is asked
        (
            "m:Self-attention~definition",
            "choice",
            [CROSS],
            "Self-attention",
            ["Cross-attention"],
            "",
        ),
        (
            "m:Self-attention~term",
            "choice",
            ["Cross-attention"],
            "Self-attention",
            ["Cross-attention"],
            "",
        ),
        (
            "m:Self-attention~term",
            "typed",
            "cross attention",
            "Self-attention",
            ["Cross-attention"],
            "",
        ),
        # what is chosen too many of several, and a wrong option in other letters
        ("m:maker", "choose-all", ["BERT", "LLaMA"], "Google", ["LLaMA"], "Company"),
        ("m:activation", "choice", ["ReLU"], "GELU", ["ReLU"], "Which activation?"),
        ("m:activation", "typed", "relu", "GELU", ["ReLU"], "Which activation?"),
        ("m:first", "choice", ["T5"], "BERT", ["T5"], "Month"),
        # in a match, the left side that the right one goes with
        ("m:match", "match", [["BERT", "decoder"]], "BERT", ["GPT-2"], "Match each."),
        ("m:year", "number", "2017", "2018", ["2017"], "In which year?"),
    ],
)
def test_a_wrong_answer_is_known_by_whose_answer_it_is(card, asked, reply, about, taken, on):
    (found,) = confused(card, asked, reply)
    assert (found.asked, list(found.taken), found.on) == (about, taken, on)
    assert found.cards == (CARDS[card],)


@pytest.mark.parametrize(
    ("card", "asked", "reply"),
    [
        ("m:GPT-3/Layers", "recall", ""),
        ("m:GPT-3/Layers", "choice", ["96"]),
        ("m:activation", "choice", ["gelu"]),
        ("m:GPT-3/Layers", "number", "96 "),
        ("m:T5/Data", "typed", "Colossal Clean Crawled Corpus"),
        ("m:maker", "choose-all", ["BERT"]),
        ("m:maker", "typed", "LLaMA"),
        ("m:Cross-attention~term", "typed", "Cross-atention"),
        ("m:match", "match", [["BERT", "encoder"], ["gone", "decoder"]]),
        ("m:order", "order", ["BERT", "GPT-1", "T5"]),
        ("m:GPT-3/Layers", "choice", "not JSON"),
        ("m:GPT-3/Layers", "choice", "7"),
        ("m:GPT-3/Layers", "choice", [1, None, ["48"]]),
        ("m:match", "match", [["BERT"], "decoder", 1, None, [[], {}]]),
    ],
)
def test_what_is_right_nearly_right_or_no_reply_confuses_nothing(card, asked, reply):
    assert confused(card, asked, reply) == []


def test_an_answer_with_fresh_numbers_confuses_nothing():
    card = Card("m:size", "compute", "How many?", "12", "m:size")
    assert mistakes(card, "number", "13", 1) == []


def test_what_the_learner_let_pass_counts_only_if_it_is_anothers_answer():
    assert confused("m:GPT-3/Layers", "number", "ninety-six", passed=True) == []
    assert confused("m:activation", "choice", ["the GELU"], passed=True) == []
    assert len(confused("m:GPT-3/Layers", "number", "48", passed=True)) == 1
    assert len(confused("m:activation", "choice", ["ReLU"], passed=True)) == 1


def test_mistakes_are_counted_the_most_frequent_first_and_the_last_before_the_rest():
    made = [
        mistake
        for card, reply, at in (
            ("m:GPT-3/Layers", ["48"], 3),
            ("m:GPT-2/Layers", ["96"], 5),
            ("m:GPT-3/Layers", ["48"], 4),
            ("m:GPT-2/Data", ["filtered Common Crawl"], 6),
        )
        for mistake in mistakes(CARDS[card], "choice", json.dumps(reply), at)
    ]
    found = confusions(owners(made, DECK))
    assert [(one.asked, one.on, one.times, one.last) for one in found] == [
        ("GPT-3", "Layers", 2, 4),
        ("GPT-2", "Data", 1, 6),
        ("GPT-2", "Layers", 1, 5),
    ]
    assert found[0].cards == (CARDS["m:GPT-3/Layers"],)


def test_a_term_is_counted_together_both_ways_and_a_text_in_any_letters():
    made = [
        *mistakes(CARDS["m:Self-attention~term"], "choice", '["Cross-attention"]', 1),
        *mistakes(CARDS["m:Self-attention~definition"], "choice", json.dumps([CROSS]), 2),
    ]
    (found,) = confusions(owners(made, DECK))
    assert (found.times, len(found.cards)) == (2, 2)
    made = [
        mistake
        for said in ("WebText2", "webtext2 ", "Web  Text")
        for mistake in mistakes(CARDS["m:GPT-3/Data"], "typed", said, 1)
    ]
    assert sorted(one.times for one in confusions(owners(made, DECK))) == [1, 2]


def test_a_value_that_is_nobodys_is_held_against_the_right_one():
    cell = Card(
        "t:a",
        "qa",
        "How large is the corpus of GPT-1?",
        "7,000 books",
        "t:a",
        place=Place("t.md", "Data", "Model", "GPT-1", "Corpus", "ask"),
    )
    (one,) = confusions((mistake, ()) for mistake in mistakes(cell, "typed", "5,000 books", 1))
    assert (one.asked, one.taken) == ("7,000 books", ("5,000 books",))
    assert one.on == "How large is the corpus of GPT-1?"


@pytest.mark.parametrize("reply", ["?", "…", "  -- "])
def test_what_says_nothing_is_taken_for_nothing(reply):
    assert mistakes(Card("t:a", "qa", "Which?", "GELU", "t:a"), "typed", reply, 1) == []
