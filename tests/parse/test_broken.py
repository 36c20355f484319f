"""Decks as people spoil them. Beside each stands what its author is told, as `quizzer check` words
it, and which of its cards load all the same.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml as judge

from quizzer.parse import decks
from quizzer.parse.yaml import reader

BROKEN = sorted((Path(__file__).parents[1] / "data" / "broken").glob("*.yaml"))
JARGON = re.compile(r"mapping|scalar|sequence|block|flow|token|node|indicator|expected|simple key")


@pytest.fixture(params=["libyaml", "PyYAML's own parser"])
def _each_parser(request, monkeypatch):
    if request.param != "libyaml":
        monkeypatch.setattr(reader, "Parser", judge.BaseLoader)


def test_the_broken_decks_are_there():
    assert len(BROKEN) > 120


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_deck_is_told_with_the_remedy_and_its_good_cards_load(path):
    deck, problems = decks.read(path.read_bytes(), path.name, "d")
    questions = [" ".join(card.question.split()) for card in deck.cards] if deck else []
    report = [*map(str, problems), *(f"loads: {question}" for question in questions)]
    wanted = path.with_suffix(".txt").read_text(encoding="utf-8")
    assert "\n".join(report) + "\n" == wanted


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_what_an_author_is_told_is_in_the_deck_and_in_plain_words(path):
    data = path.read_bytes()
    _, problems = decks.read(data, path.name, "d")
    lines = data.decode("utf-8-sig", "replace").split("\n")
    assert problems
    for problem in problems:
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
        assert problem.hint
        assert not JARGON.search(re.sub(r"['`].*['`]", "", problem.message + problem.hint))


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("C# is a language", "C# is a language"),
        ("foo#bar", "foo#bar"),
        ("12:30", "12:30"),
        ("it's", "it's"),
        ("https://arxiv.org/abs/1706.03762#page=5", "https://arxiv.org/abs/1706.03762#page=5"),
        ("'a: b'", "a: b"),
        ('"a: b"', "a: b"),
        ("a:b", "a:b"),
        ("a :b", "a :b"),
        ("-1 to 1", "-1 to 1"),
        ("--all", "--all"),
        ("x - y", "x - y"),
        ("100% of it", "100% of it"),
        ("me@example.org", "me@example.org"),
        ("a * b & c ! d | e > f", "a * b & c ! d | e > f"),
        ("the [CLS] token", "the [CLS] token"),
        ("the {{n}} in it", "the {{n}} in it"),
        ("$\\theta$, not $\\nabla f$", "$\\theta$, not $\\nabla f$"),
        ('"one\\ntwo"', "one\ntwo"),
        ("“curly quotes” – and a dash", "“curly quotes” – and a dash"),
        ("no-break\u00a0space", "no-break\u00a0space"),
        ("~", "~"),
        ("no", "no"),
        ("x == 1 and y == 2", "x == 1 and y == 2"),
        ("{{c1::a}}".join("''"), "{{c1::a}}"),
        ("<b>bold</b>", "<b>bold</b>"),
        ("=======", "======="),
        ("b # a comment", "b"),
        ("|\n      - one\n      - two", "- one\n- two"),
        ("|\n      ```python\n      x = 1\n      ```", "```python\nx = 1\n```"),
        (">\n      one\n      two", "one two"),
        (">\n      the scale\n      - and the shift", "the scale - and the shift"),
        (">\n      laid out:\n\n      $$x$$\n\n      - so", "laid out:\n$$x$$\n- so"),
        (">\n      two:\n        - one\n        - two", "two:\n  - one\n  - two"),
        ("one\n      two", "one two"),
        ("x\n      + y", "x + y"),
        ("\n      below its key", "below its key"),
    ],
)
def test_a_near_miss_is_no_problem(written, value):
    text = f"deck: D\ncards:\n  - q: Which?\n    a: {written}\n  - q: Else?\n    a: b\n"
    deck, problems = decks.read(text.encode(), "deck.yaml", "d")
    assert problems == []
    assert deck.cards[0].answer == value


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize(
    "text",
    [
        "---\ndeck: D\ncards:\n- q: Which?\n  a: b\n",
        "deck: D\ncards:\n- q: Which?\n  a: b\n...\n",
        "# comment\n\ndeck : D\n\ncards :\n\n  -   q : Which?\n\n      a :   b\n",
        "deck: D\r\ncards:\r\n- q: Which?\r\n  a: b\r\n",
        '{"deck": "D", "cards": [{"q": "Which?", "a": "b"}]}',
        "deck: D\ncards:\n-\n  q: Which?\n  a: b\n",
        "deck: D\ncards:\n- q: Which?\n  a: b\n  tags:\n  - c\n  wrong: [d,\n    e,\n  ]\n",
    ],
)
def test_a_deck_may_be_laid_out_in_many_ways(text):
    deck, problems = decks.read(text.encode(), "deck.yaml", "d")
    assert problems == []
    assert [(card.question, card.answer) for card in deck.cards] == [("Which?", "b")]


SPOILT = [
    "  - q: what: now\n    a: b\n",
    "  - q\n    a: b\n",
    "  - q What\n    a: b\n",
    "  - q:What\n    a: b\n",
    "  - q:\u00a0What\n    a: b\n",
    "  -q: What\n   a: b\n",
    "  – q: What\n    a: b\n",
    "   - q: What\n     a: b\n",
    "    - q: What\n      a: b\n",
    " - q: What\n   a: b\n",
    "  - q: What\n      a: b\n",
    "  - q: What\n   a: b\n",
    "  - q: What\n  a: b\n",
    "  q: What\n  a: b\n",
    "  - q: What\n\ta: b\n",
    "  - q: What\n\u00a0\u00a0a: b\n",
    "  - q: What\n    a b\n",
    "  - q: What\n    a: 'it's'\n",
    "  - q: What\n    a: 'open\n",
    '  - q: "What\n    a: b\n',
    '  - q: "What\\s"\n    a: b\n',
    "  - q: What\n    a: [b\n",
    "  - q: What\n    a: {{b}}\n",
    "  - q: What\n    a: @b\n",
    "  - q: What\n    a: b\n    a: c\n",
    "  - q: What\n    a:\n    - b\n   - c\n",
    "  - q: What\n    a: b\n    wrong:\n  - c\n",
    "  - q: What\n  - a: b\n",
    "  - What\n",
    "  - - q: What\n      a: b\n",
    "  -\n",
    "  ---\n",
    "---\n",
    "<<<<<<< HEAD\n  - q: What\n    a: b\n=======\n  - q: Which\n    a: b\n>>>>>>> other\n",
]
"""Cards, and what else may stand between cards, each with one fault."""


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize("at", range(4))
@pytest.mark.parametrize("spoilt", SPOILT)
def test_a_fault_costs_no_neighbour_and_is_told_once(spoilt, at):
    cards = [f"  - q: {word}?\n    a: the {word}\n" for word in ("One", "Two", "Three")]
    cards.insert(at, spoilt)
    text = "deck: D\ncards:\n" + "".join(cards) + "tags: [t]\n"
    deck, problems = decks.read(text.encode(), "deck.yaml", "d")
    loaded = [card.question for card in deck.cards]
    assert [question for question in loaded if question != "What"] == ["One?", "Two?", "Three?"]
    assert deck.tags == ("t",)
    assert len(problems) == 1
