"""The forms a card can be written in and the keys each may carry, in one table."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

from quizzer.card import Form

Value = str | tuple[str, ...] | Mapping[str, str | tuple[str, ...]]


@dataclass(slots=True)
class Entry:
    """One item under `cards:` as its author wrote it: the values by key, texts kept as text.

    A list is a tuple of strings, a map a mapping of strings or, for `vary`, of lists. `line` and
    `column` (1-based) say where the entry begins in the deck or note.
    """

    form: Form
    values: dict[str, Value]
    line: int = 1
    column: int = 1


@dataclass(slots=True)
class Draft:
    """A deck as written, before its entries are made into cards.

    `values` holds the keys of the deck itself: deck, id, description, order, tags; `aliases`
    maps a value to its other spellings.
    """

    values: dict[str, Value]
    entries: list[Entry]
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)


Kind = Literal[
    "text", "line", "flag", "number", "texts", "answer", "pairs", "place", "lists", "cards"
]
"""What the value of a key must be."""

KINDS: dict[Kind, str] = {
    "text": "a text",
    "line": "a text in one line",
    "flag": "true or false",
    "number": "a number",
    "texts": "a list of texts",
    "answer": "a text or a list of texts",
    "pairs": "a map of texts",
    "place": "a map",
    "lists": "a map of lists of texts",
    "cards": "a list of cards",
}
"""The kinds in words."""

FORMS: tuple[Form, ...] = get_args(Form)

TITLES: dict[Form, str] = {
    "qa": "Question and answer",
    "term": "Term and definition",
    "cloze": "Text with hidden parts",
    "choice": "Multiple choice",
    "order": "Items to put in order",
    "match": "Pairs to match",
    "compute": "Computed question",
}
"""The forms in words."""


class Key(NamedTuple):
    """A key, the kind of its value, what it is for, the forms that may carry it, and whether
    they must.
    """

    name: str
    kind: Kind
    doc: str
    forms: tuple[Form, ...] = FORMS
    required: bool = False


DECK_KEYS = (
    Key("deck", "line", "The title.", required=True),
    Key("id", "line", "What the deck is known by, if not by its path."),
    Key("description", "text", "What the deck is about."),
    Key("order", "number", "Its place among the decks; those without one come last."),
    Key("tags", "texts", "Tags of all its cards."),
    Key("once", "flag", "`true` switches the deck off when all of it was answered."),
    Key("aliases", "lists", "Other spellings of a value, as `BPE: [byte-pair encoding]`."),
    Key("cards", "cards", "The cards.", required=True),
)
CARD_KEYS = (
    Key("q", "text", "The question.", ("qa", "choice", "order", "match", "compute"), True),
    Key("a", "text", "The answer.", ("qa",), True),
    Key("a", "answer", "The answer, or the list of all right answers.", ("choice",), True),
    Key("term", "text", "A term, asked for by its definition.", ("term",), True),
    Key("definition", "text", "What the term means, asked for by it.", ("term",), True),
    Key("cloze", "text", "A text with `==hidden==` or `==hidden::hint==` parts.", ("cloze",), True),
    Key("wrong", "texts", "Wrong answers to choose among.", ("choice",), True),
    Key("order", "texts", "The items in their right order.", ("order",), True),
    Key(
        "match",
        "pairs",
        "What belongs to what, as `{Peru: Lima, Chile: Santiago}`.",
        ("match",),
        True,
    ),
    Key(
        "vary",
        "lists",
        "Numbers to draw from for each name in the question, as `{n: [12, 24]}`.",
        ("compute",),
        True,
    ),
    Key("compute", "line", "The formula of the answer, as `12 * n`.", ("compute",), True),
    Key("unit", "line", "The unit of the answer.", ("compute",)),
    Key("accept", "texts", "Other spellings of the answer, which is typed.", ("qa",)),
    Key("tolerance", "line", "How far a typed number may be off, as `5%`.", ("qa", "compute")),
    Key("why", "text", "An explanation, shown after the answer."),
    Key("hint", "text", "A hint, shown if asked for."),
    Key("source", "line", "The note and heading, or the address, that it comes from."),
    Key("as_of", "line", "When this was so: a date, month or year; shown after the answer."),
    Key("tags", "texts", "Tags of the card, beside those of the deck."),
    Key("unconfirmed", "flag", "`true` if no primary source confirms it; said after the answer."),
    Key("suspended", "flag", "`true` if it is not to be asked."),
    Key("lint", "text", "Rules of `quizzer check` switched off, and why: `off C04 reason`."),
    Key("id", "line", "What the card is known by, unique in all decks."),
    Key("place", "place", "Where in a note it was built from; `quizzer build` writes it."),
)

_NEEDED = {
    form: {key.name for key in CARD_KEYS if form in key.forms and key.required} for form in FORMS
}
_CARRIERS = {
    key.name: {form for it in CARD_KEYS if it.name == key.name for form in it.forms}
    for key in CARD_KEYS
}


def form_of(names: Collection[str]) -> Form | None:
    """The form that may carry all these keys of a card and lacks the fewest that it needs; None
    if no form may carry them all.
    """
    fitting = [form for form in FORMS if all(form in _CARRIERS.get(name, ()) for name in names)]
    return min(fitting, key=lambda form: len(_NEEDED[form].difference(names)), default=None)
