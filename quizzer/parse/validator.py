"""Holds a YAML tree against the table of forms, and makes a draft of what is right in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Sequence as Items
from difflib import get_close_matches
from typing import Any

from quizzer.card import Form
from quizzer.errors import Problem
from quizzer.parse import kinds
from quizzer.parse.faults import Fault, faults
from quizzer.parse.forms import CARD_KEYS, DECK_KEYS, FORMS, Draft, Entry, Key, Value, form_of
from quizzer.parse.kinds import Placed, what
from quizzer.parse.yaml.tree import Mapping, Node, Refused, Sequence, Void

_TEXTUAL = ("text", "line", "answer")


class _Keys(dict[str, Key]):
    """Keys by name; those in `textual` take a text."""

    def __init__(self, keys: Iterable[Key]) -> None:
        super().__init__((key.name, key) for key in keys)
        self.textual = frozenset(name for name, key in self.items() if key.kind in _TEXTUAL)


_DECK = _Keys(DECK_KEYS)
_CARD = _Keys(CARD_KEYS)
_CARRIED = {form: _Keys(key for key in CARD_KEYS if form in key.forms) for form in FORMS}
_REQUIRED = {
    form: tuple(key.name for key in keys.values() if key.required)
    for form, keys in _CARRIED.items()
}
_MEANT = {
    "question": "q",
    "front": "q",
    "answer": "a",
    "back": "a",
    "title": "deck",
    "explain": "why",
    "explanation": "why",
    "distractors": "wrong",
    "alias": "aliases",
}
"""Keys that other programs have, and what they are here."""
_MOST_STRANGERS = 100
"""Unknown keys of one map that are told; a map with more is something else than a card."""
_NOT_OFFERED = ("vary", "compute", "unit", "place")
"""Keys for later versions, and one that only `quizzer build` writes."""
_QUOTES = "\"'“”„‘’‚«»`"
_DASHES = "-–—"


def validate(node: Node | None, path: str) -> tuple[Draft | None, list[Problem]]:
    """A deck's draft with all entries that are right, and every fault of the others; None if the
    tree is no deck at all.
    """
    validator = _Validator(path)
    return validator.deck(node), validator.problems


def card_values(node: Mapping, path: str) -> tuple[dict[str, Value], list[Problem]]:
    """What a map says with keys of a card, which need not make a whole card."""
    validator = _Validator(path)
    validator.strangers(node, _CARD)
    return validator.values(node, _CARD)[0], validator.problems


class _Validator:
    """Gathers the problems of one tree."""

    def __init__(self, path: str) -> None:
        self.problems: list[Problem] = []
        self._path = path
        self._forms: dict[tuple[str, ...], Form] = {}

    def _report(self, at: Placed, rule: str, message: str, hint: str) -> None:
        line, column = getattr(at, "line", 1), getattr(at, "column", 1)  # a bare text has none
        self.problems.append(Problem(self._path, line, column, rule, message, hint))

    def deck(self, node: Node | None) -> Draft | None:
        """The draft of a whole file."""
        hint = "write `deck: TITLE`, then `cards:` and below it a list of cards"
        if node is None:
            self.problems.append(Problem(self._path, 1, 1, "F01", "the file is empty", hint))
        elif not isinstance(node, Mapping | Refused):
            self._report(node, "F01", f"a deck is a map of keys, not {what(node)}", hint)
        if not isinstance(node, Mapping):
            return None
        strange = self.strangers(node, _DECK)
        for key in DECK_KEYS:
            if key.required and key.name not in node and not strange:
                self._report(node, "F03", f"`{key.name}` is missing", hint)
        values, _ = self.values(node, _DECK)
        cards: Items[Node] = values.pop("cards", ())
        aliases: dict[str, tuple[str, ...]] = values.pop("aliases", {})
        entries = [entry for item in cards if (entry := self._entry(item))]
        return Draft(values, entries, aliases)

    def _entry(self, node: Node) -> Entry | None:
        if not isinstance(node, Mapping):
            self._no_card(node)
            return None
        names = tuple(node)
        form = self._forms.get(names)
        if form is None:
            form = self._form(node)
            if form is None:
                self.values(node, _CARD)
                return None
            self._forms[names] = form
        values, sound = self.values(node, _CARRIED[form])
        if sound or all(name in values for name in _REQUIRED[form]):
            for fault in faults(form, values):
                sound = False
                self._report_fault(fault, node)
        mark = node.mark
        return Entry(form, values, mark.line + 1, mark.column + 1) if sound else None

    def _report_fault(self, fault: Fault, node: Mapping) -> None:
        at: Node = node.get(fault.key, node)
        if fault.item is not None and isinstance(at, Mapping | Sequence):
            at = list(at.values() if isinstance(at, Mapping) else at)[fault.item]
        self._report(at, fault.rule, fault.message, fault.hint)

    def values(self, node: Mapping, keys: _Keys) -> tuple[dict[str, Any], bool]:
        """The values that are what their keys want, and whether all are; strange keys are left
        out.
        """
        values: dict[str, Any] = {}
        sound = True
        textual = keys.textual
        for name, it in node.items():
            if isinstance(it, str) and name in textual:
                text = str(it)
                if text[-1:] > " " and "\n" not in text and not text.isspace():
                    values[name] = text
                    continue
            if name in keys and (read := kinds.value(keys[name], it, self._report)) is not None:
                values[name] = read
            else:
                sound = False
        return values, sound

    def _form(self, node: Mapping) -> Form | None:
        """The form that the keys of a card make; None, which is told, if they make none."""
        strange = self.strangers(node, _CARD)
        names = [name for name in node if name in _CARD]
        if any(_CARD[name].forms == ("compute",) for name in names):
            for fault in faults("compute", node):
                self._report_fault(fault, node)
            return None
        form = form_of(names)
        if form is None:
            self._report_mixed(node, names)
            return None
        if strange:
            return None
        lacking = [name for name in _REQUIRED[form] if name not in names]
        if not lacking:
            return form
        if not any(_CARD[name].required for name in names):
            hint = "write `q:` and `a:`, or `term:` and `definition:`, or `cloze:`"
            self._report(node, "F03", "this card asks nothing", hint)
            return None
        for name in lacking:
            hint = f"write `{name}:` and a text"
            if form == "qa" and name == "a" and form_of([*names, "order"]):
                hint += ", or `order:` or `match:` and what is to be ordered or matched"
            self._report(node, "F03", f"`{name}` is missing", hint)
        return None

    def _report_mixed(self, node: Mapping, names: Items[str]) -> None:
        """Tells which two keys cannot stand in one card."""
        pairs = ((one, other) for at, other in enumerate(names) for one in names[:at])
        one, other = next(pair for pair in pairs if not form_of(pair))
        hint = "make a card of each"
        for name in (one, other):
            if not _CARD[name].required:
                goes_with = " and ".join(f"`{it}`" for it in _REQUIRED[_CARD[name].forms[0]])
                hint = f"`{name}` goes with {goes_with} alone"
        message = f"`{one}` and `{other}` belong to different forms"
        self._report(node.key(other), "F04", message, hint)

    def strangers(self, node: Mapping, keys: _Keys) -> bool:
        """Whether there are keys that are not known, which is told."""
        strange = [key for key, it in node.placed() if key not in keys and type(it) is not Refused]
        for key in strange[:_MOST_STRANGERS]:
            self._report(key, "F02", *_stranger(key, keys))
        return bool(strange)

    def _no_card(self, node: Node) -> None:
        """Tells what is wrong with an item under `cards:` that is no map of keys."""
        if isinstance(node, Void):
            self._report(node, "F01", "nothing follows this dash", "write a card or take it out")
        elif isinstance(node, str):
            key, sign, text = re.split(r"(:|\s|$)", node, maxsplit=1)
            if sign == ":" and key in _CARD:
                hint = f"write `{key}: {text}`"
                self._report(node, "F01", "no space after the colon", hint)
                return
            hint = "write `- q: ...`, and `a: ...` in the line below"
            if key in ("q", "term", "cloze"):
                hint = f"write `{key}: {text or '...'}`"
            self._report(node, "F01", "this card has no keys", hint)
        elif isinstance(node, Sequence):
            self._report(node, "F01", "a card is a map of keys, not a list", "take one dash out")


def _stranger(name: str, keys: _Keys) -> tuple[str, str]:
    """What to say about an unknown key: the message and the hint."""
    bare = name.strip(_QUOTES + _DASHES + " ")
    known = bare if bare in keys else _MEANT.get(bare.casefold(), bare.casefold())
    if not bare:
        return "no key before the colon", "write `key: text`"
    if name[0] in _DASHES and known in keys:
        return "no space after the dash", f"write `- {known}: ...`"
    if name[0] in _QUOTES and known in keys:
        return f"the quotes around {name} are part of the key", f"write `{known}: ...`"
    if bare.partition(":")[0] in keys:
        key, _, text = bare.partition(":")
        return "no space after the colon", f"write `{key}: {text}`"
    message = f"unknown key `{bare[:40]}`"
    if known in keys:
        return message, f"did you mean `{known}`?"
    if keys is _DECK and known in _CARD:
        return message, "it belongs to a card: put it under `cards:`, after a dash or below one"
    if keys is _CARD and known in _DECK:
        return message, "it belongs to the deck: put it above `cards:`, at the margin"
    offered = [name for name in keys if name not in _NOT_OFFERED]
    meant = [name for name, key in _MEANT.items() if key in keys]
    if near := get_close_matches(known, offered + meant, 1, 0.6):
        return message, f"did you mean `{_MEANT.get(near[0], near[0])}`?"
    return message, "the keys here are " + ", ".join(offered)
