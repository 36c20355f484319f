"""What decks/README.md and notes/README.md show is what Quizzer does."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from quizzer.build import build
from quizzer.card import Answer, Card
from quizzer.cli import cli
from quizzer.compute import example as example_of
from quizzer.disk import shipped
from quizzer.ids import with_ids
from quizzer.parse import decks
from quizzer.parse.forms import CARD_KEYS, DECK_KEYS, FORMS, KINDS, Key

ON_DECKS = (shipped("decks") / "README.md").read_text(encoding="utf-8")
ON_NOTES = (shipped("notes") / "README.md").read_text(encoding="utf-8")


class Example(NamedTuple):
    """A deck or note that a page shows, and below it its cards or what `quizzer check` says."""

    language: str
    text: str
    cards: str
    said: str


_EXAMPLE = re.compile(
    r"^```(?P<language>yaml|markdown)\n(?P<text>.*?)^```\n\n"
    r"(?:\| asks \| wants \|\n\|---\|---\|\n(?P<cards>(?:\|[^\n]*\n)+)"
    r"|```text\n(?P<said>.*?)^```\n)",
    re.MULTILINE | re.DOTALL,
)
EXAMPLES = [Example(*found.groups("")) for found in _EXAMPLE.finditer(ON_DECKS + ON_NOTES)]


def first_line(example: Example) -> str:
    return example.text.partition("\n")[0]


@pytest.fixture
def file(example, tmp_path, monkeypatch):
    """The file that an example is; cards alone become a deck."""
    monkeypatch.chdir(tmp_path)
    name, text = "note.md", example.text
    if example.language == "yaml":
        text = text if text.startswith("deck: ") else f"deck: Example\ncards:\n{text}"
        name = f"{text.splitlines()[0].removeprefix('deck: ').lower()}.yaml"
    Path(name).write_text(text, encoding="utf-8")
    return Path(name)


def cards_of(file: Path) -> Iterable[Card]:
    """The cards of a deck, or of what a note is built to; fresh numbers as an export has them."""
    data = file.read_bytes()
    if file.suffix == ".md":
        (built,) = build(Path()).decks.values()
        data = built.encode()
    deck, _ = decks.read(data, file.name, file.stem)
    return map(example_of, deck.cards)


def in_a_line(answer: Answer) -> str:
    if not isinstance(answer, str):
        answer = ", ".join(part if isinstance(part, str) else " = ".join(part) for part in answer)
    return " ".join(answer.split())


def test_every_example_has_its_cards_or_faults_below_it():
    pages = ON_DECKS + ON_NOTES
    assert len(EXAMPLES) == len(re.findall("(?m)^```(yaml|markdown)$", pages))
    assert pages.count("\n```text\n") == sum(bool(example.said) for example in EXAMPLES)


@pytest.mark.parametrize("example", EXAMPLES, ids=first_line)
def test_check_says_of_an_example_what_stands_below_it(file, example):
    result = CliRunner().invoke(cli, ["check", str(file)], catch_exceptions=False)
    assert result.stdout == example.said


@pytest.mark.parametrize("example", [one for one in EXAMPLES if one.cards], ids=first_line)
def test_an_example_makes_the_cards_below_it(file, example):
    rows = [f"| {in_a_line(card.question)} | {in_a_line(card.answer)} |" for card in cards_of(file)]
    assert rows == example.cards.splitlines()


@pytest.mark.parametrize(
    "example", [one for one in EXAMPLES if "\n    id: " in one.text], ids=first_line
)
def test_the_ids_of_an_example_are_those_that_ids_would_insert(file, example):
    without = re.sub(r"(?m)^    id: .*\n", "", example.text)
    assert with_ids(without.encode(), file.name, file.stem).data.decode() == example.text


# The tables of keys

NAMES = {
    "qa": "question",
    "term": "term",
    "cloze": "cloze",
    "choice": "choice",
    "order": "order",
    "match": "match",
    "compute": "computed",
}


def table(keys: Iterable[Key], by_form: bool) -> str:
    lines = ["| key | of | value | what it is |" if by_form else "| key | value | what it is |"]
    lines += ["|---|---|---|---|" if by_form else "|---|---|---|"]
    for key in keys:
        forms = ", ".join(NAMES[form] for form in key.forms)
        of = f" {forms} |" if len(key.forms) < len(FORMS) else " any |"
        value = KINDS[key.kind] + (", needed" if key.required else "")
        lines += [f"| `{key.name}` |{of if by_form else ''} {value} | {key.doc} |"]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(("keys", "by_form"), [(DECK_KEYS, False), (CARD_KEYS, True)])
def test_every_key_is_listed(keys, by_form):
    assert table(keys, by_form) in ON_DECKS
