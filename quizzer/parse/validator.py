"""Holds a YAML tree against the table of forms, and makes a draft of what is right in it."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence as Items
from typing import Any

from quizzer.card import Form
from quizzer.errors import Problem
from quizzer.parse import kinds
from quizzer.parse.faults import Fault, faults
from quizzer.parse.forms import CARD_KEYS, DECK_KEYS, FORMS, Draft, Entry, Key, Value, form_of
from quizzer.parse.kinds import Placed, what
from quizzer.parse.meant import lacking, no_card, stranger, stray
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
_MISSING = {
    "vary": "write `vary: {n: [12, 24]}`, a list of numbers for each name in the formula",
    "compute": "write `compute: 12 * n`, the formula of the answer",
}
"""What to write for a key that is missing, if not a text."""
_MOST_STRANGERS = 100
"""Unknown keys of one map that are told; a map with more is something else than a card."""


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
            self.problems.append(Problem(self._path, 1, 1, "F01", "the file holds no deck", hint))
        elif not isinstance(node, Mapping | Refused):
            self._report(node, "F01", f"a deck begins with its title, not with {what(node)}", hint)
        if isinstance(node, Sequence):
            return Draft({}, self._entries(node))
        if not isinstance(node, Mapping):
            return None
        meant = self.strangers(node, _DECK)
        given = {*node, *meant.values()}
        for key in DECK_KEYS:
            if key.required and key.name not in given and "" not in given and not node.torn:
                self._report(node, "F03", f"`{key.name}` is missing", hint)
        values, _ = self.values(node, _DECK)
        cards: Items[Node] = values.pop("cards", ())
        if meant:
            cards = self._beside(node, meant, cards)
        aliases: dict[str, tuple[str, ...]] = values.pop("aliases", {})
        return Draft(values, self._entries(cards), aliases)

    def _beside(self, node: Mapping, meant: dict[str, str], cards: Items[Node]) -> Items[Node]:
        """The cards of a deck with unknown keys: those under a key that was meant to be `cards`,
        without the last if a key at the margin was meant to be in it.
        """
        for name, key in meant.items():
            under = node[name]
            if key == "cards" and "cards" not in node and isinstance(under, Sequence):
                return under
        names = list(node)
        last = cards[-1] if cards else None
        if isinstance(last, Mapping):
            behind = names[names.index("cards") :]
            if any(name in _CARD and name in meant and name not in last for name in behind):
                return cards[:-1]
        return cards

    def _entries(self, cards: Items[Node]) -> list[Entry]:
        """The entries of those cards that are right."""
        told = len(self.problems)
        entries = [entry for card in cards if (entry := self._entry(card))]
        if len(self.problems) == told:
            return entries
        del self.problems[told:]
        return [entry for card in self._without_strays(cards) if (entry := self._entry(card))]

    def _without_strays(self, cards: Items[Node]) -> list[Node]:
        """The cards without items that belong to the card above them, which are told; that card
        is spoilt.
        """
        kept: list[Node] = []
        spoilt: Node | None = None
        for card in cards:
            above = kept[-1] if kept else None
            if isinstance(above, Mapping) and (told := stray(card, above)):
                self._report(card, *told)
                kept[-1] = spoilt = Refused(above.mark)
            elif not isinstance(card, str) or above is None or above is not spoilt:
                kept.append(card)
        return kept

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
        for number in (fault.item, fault.inner):
            if number is not None and isinstance(at, Mapping | Sequence):
                at = list(at.values() if isinstance(at, Mapping) else at)[number]
        self._report(at, fault.rule, fault.message, fault.hint)

    def values(self, node: Mapping, keys: _Keys) -> tuple[dict[str, Any], bool]:
        """The values that are what their keys want, and whether all are; strange keys are left
        out.
        """
        values: dict[str, Any] = {}
        sound = True
        textual = keys.textual
        for name, it in node.items():
            if name in textual and isinstance(it, str):
                text = it if type(it) is str else str(it)
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
        form = form_of(names)
        if form is None:
            self._report_mixed(node, names)
            return None
        if strange or "" in node:  # a key that was refused, and told
            return None
        missing = lacking(form, names)
        if not missing or node.torn:
            return None if missing else form
        if not any(_CARD[name].required for name in names):
            hint = "write `q:` and `a:`, or `term:` and `definition:`, or `cloze:`"
            self._report(node, "F03", "this card asks nothing", hint)
            return None
        for name in missing:
            hint = _MISSING.get(name, f"write `{name}:` and a text")
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
        if "compute" in names and "a" in (one, other):
            hint = "take `a` out: the answer is computed"
        message = f"`{one}` and `{other}` belong to different forms"
        self._report(node.key(other), "F04", message, hint)

    def strangers(self, node: Mapping, keys: _Keys) -> dict[str, str]:
        """The keys that are not known, which are told, each with the key that was meant."""
        meant: dict[str, str] = {}
        for key, value in node.placed():
            if key in keys or type(value) is Refused or len(meant) == _MOST_STRANGERS:
                continue
            meant[str(key)], message, hint = stranger(key, is_of_card=keys is not _DECK)
            self._report(key, "F02", message, hint)
        return meant

    def _no_card(self, node: Node) -> None:
        """Tells what is wrong with an item under `cards:` that is no map of keys."""
        if isinstance(node, Void):
            self._report(node, "F01", "nothing follows this dash", "write a card or take it out")
        elif isinstance(node, str):
            self._report(*no_card(node))
        elif isinstance(node, Sequence):
            message = "a card is keys and their texts, not a list"
            self._report(node, "F01", message, "take one dash out")
