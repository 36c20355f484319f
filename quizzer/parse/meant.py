"""What an author meant by a key or a card that fits nothing in the table of forms."""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import get_close_matches

from quizzer.card import Form
from quizzer.parse.forms import CARD_KEYS, DECK_KEYS, form_of
from quizzer.parse.yaml.lines import FALSE_DASHES, ODD_SPACES, no_key, sign_name
from quizzer.parse.yaml.tree import Mapping, Node, Refused, Scalar, Spot, Void

_DECK = tuple(dict.fromkeys(key.name for key in DECK_KEYS))
_CARD = tuple(dict.fromkeys(key.name for key in CARD_KEYS))
_LISTS = {key.name for key in CARD_KEYS if key.kind in ("texts", "pairs", "lists")}
_ELSEWHERE = {
    "question": "q",
    "front": "q",
    "answer": "a",
    "back": "a",
    "title": "deck",
    "questions": "cards",
    "flashcards": "cards",
    "explain": "why",
    "explanation": "why",
    "distractors": "wrong",
    "alias": "aliases",
}
"""Keys that other programs have, and what they are here."""
_NOT_OFFERED = "place"
"""A key that only `quizzer build` writes."""
_QUOTES = "\"'“”„‘’‚«»`"
_FIRST_WORD = re.compile(r"\w+")
_ENDS = re.compile(r"^\W+|\W+$")
_NEXT_KEY = re.compile(rf" (?:{'|'.join(_CARD)}) ?[:：].*")
"""The next line of a card, where it was taken for part of the same text."""


def stranger(name: str, *, is_of_card: bool) -> tuple[str, str, str]:
    """What to say about an unknown key of a card or a deck: the key that was meant (empty if that
    is not known), the message and the hint.
    """
    keys, other = (_CARD, _DECK) if is_of_card else (_DECK, _CARD)
    bare = _ENDS.sub("", name)
    known = bare if bare in keys else _ELSEWHERE.get(bare.casefold(), bare.casefold())
    message = f"unknown key `{name[:40]}`"
    if not bare:
        return "", "no key before the colon", "write `key: text`"
    if known in keys:
        return known, *_misspelt(name, known)
    key, _, text = bare.partition(":")
    if text and key in keys:
        return key, "no space after the colon", f"write `{key}: {text}`"
    if known in other and is_of_card:
        return "", message, "it belongs to the deck: put it above `cards:`, at the margin"
    if known in other:
        hint = "it belongs to a card: put it under `cards:`, after a dash or below one"
        return "", message, hint
    offered = [key for key in keys if key != _NOT_OFFERED]
    others = [elsewhere for elsewhere, key in _ELSEWHERE.items() if key in keys]
    swapped = [key for key in offered if sorted(key) == sorted(known)]
    if near := swapped or get_close_matches(known, offered + others, 1, 0.6):
        meant = _ELSEWHERE.get(near[0], near[0])
        return meant, message, f"did you mean `{meant}`?"
    if " " in bare:
        return "", message, "if it is text, put it in single quotes behind its key, as `q: ...`"
    return "", message, "the keys here are " + ", ".join(offered)


def _misspelt(name: str, known: str) -> tuple[str, str]:
    """What to say about a key that is `known` but for its case or some signs."""
    odd = next((sign for sign in name if sign in ODD_SPACES), "")
    if name[0] == "-":
        return "no space after the dash", f"write `- {known}: ...`"
    if name[0] in FALSE_DASHES:
        return f"`{name[0]}` is not the dash of a list", f"write `- {known}: ...`"
    if name[0] in _QUOTES:
        return f"the quotes around {name} are part of the key", f"write `{known}: ...`"
    if odd:
        return f"{sign_name(odd)} is part of the key", f"write `{known}: ...`"
    return f"unknown key `{name[:40]}`", f"did you mean `{known}`?"


def no_card(node: Scalar) -> tuple[Refused, str, str, str]:
    """Where a card that is a mere text goes wrong, and what to say of it: the rule, the message
    and the hint. Its first key may lack the colon, or the space behind.
    """
    text = _NEXT_KEY.sub("", node)
    first = _FIRST_WORD.match(text)
    if first and first[0] in _CARD and (slip := no_key(f"- {text}", 0)):
        at = Refused(Spot(node.line - 1, node.column + slip.spot.column - len("- ") - 1))
        return at, "F01", slip.message, slip.hint
    at = Refused(node.mark)
    if text in _CARD:
        return at, "F01", f"no colon follows `{text}`", f"write `{text}: ` and the text"
    hint = "write `- q: ...`, and `a: ...` in the line below"
    return at, "F01", "this card has no keys", hint


def stray(node: Node, above: Mapping) -> tuple[str, str, str] | None:
    """What to say of an item that belongs to the card above it (the rule, the message and the
    hint): the list of its last key, or the second half of a card that a dash cuts in two.
    """
    if isinstance(node, str) and above:
        name, last = next(reversed(above.items()))
        if isinstance(last, Void) and not last.comment and name in _LISTS:
            message = f"the list of `{name}` stands in the column of the cards"
            return "F01", message, f"begin it in column {above.column}"
    elif isinstance(node, Mapping) and above.keys().isdisjoint(node):
        halves = _lacks_something(above) and _lacks_something(node)
        if halves and _lacks_something({**above, **node}) is False:
            hint = f"take it out, and begin `{next(iter(node))}` in column {above.column}"
            return "F14", "this dash cuts a card in two", hint
    return None


def _lacks_something(names: Collection[str]) -> bool | None:
    """Whether keys make no whole card; None if they belong to different forms."""
    form = form_of(names)
    return bool(lacking(form, names)) if form else None


def lacking(form: Form, names: Collection[str]) -> list[str]:
    """The keys that a form needs beside these."""
    return [
        key.name
        for key in CARD_KEYS
        if key.required and form in key.forms and key.name not in names
    ]
