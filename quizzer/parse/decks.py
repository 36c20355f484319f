"""Decks: their YAML read into cards, drafts made into decks and written as YAML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from quizzer.card import Answer, Card, Deck, Place
from quizzer.errors import Problem
from quizzer.key import CardKey, digest, slug
from quizzer.markup import hide, marks
from quizzer.parse import yaml
from quizzer.parse.faults import faults
from quizzer.parse.forms import CARD_KEYS, DECK_KEYS, Draft, Entry, Key
from quizzer.parse.validator import validate


def read(data: bytes, path: str, default_id: str) -> tuple[Deck | None, list[Problem]]:
    """The deck that a YAML file holds, without its faulty cards, and every fault of the file;
    None if it is no deck at all.
    """
    with yaml.paused_gc():  # until tree and draft, too, are gone
        return _read(data, path, default_id)


def _read(data: bytes, path: str, default_id: str) -> tuple[Deck | None, list[Problem]]:
    problems: list[Problem] = []
    draft = _right(data, path)
    if draft is None:
        draft, problems = _faulty(data, path)
    if draft is None:
        return None, sorted(problems)
    deck, clashes = _deck(draft, path, default_id)
    return deck, sorted(problems + clashes)


def _right(data: bytes, path: str) -> Draft | None:
    """The draft of a file in which nothing is wrong, else None."""
    tree = yaml.read_bare(data)
    draft, problems = validate(tree, path) if tree else (None, [])
    return None if problems else draft


def _faulty(data: bytes, path: str) -> tuple[Draft | None, list[Problem]]:
    """What is right in a file, as far as it can be read, and what is wrong and where."""
    tree, problems = yaml.read(data, path)
    if tree is None and problems:
        return None, problems
    draft, others = validate(tree, path)
    return draft, problems + others


def deck_of(draft: Draft, path: str, default_id: str) -> tuple[Deck, list[Problem]]:
    """The deck that a draft makes, without its faulty cards, and every fault of those."""
    problems: list[Problem] = []
    sound: list[Entry] = []
    for entry in draft.entries:
        wrong = [
            Problem(path, entry.line, entry.column, fault.rule, fault.message, fault.hint)
            for fault in faults(entry.form, entry.values)
        ]
        problems += wrong
        if not wrong:
            sound.append(entry)
    deck, clashes = _deck(Draft(draft.values, sound, draft.aliases), path, default_id)
    return deck, sorted(problems + clashes)


def _deck(draft: Draft, path: str, default_id: str) -> tuple[Deck, list[Problem]]:
    """The deck of a draft whose entries are sound; of entries with one id only the first."""
    values: Mapping[str, Any] = draft.values
    deck_id: str = values.get("id", default_id)
    tags: tuple[str, ...] = values.get("tags", ())
    cards: list[Card] = []
    problems: list[Problem] = []
    taken: dict[str, Entry] = {}
    for entry in draft.entries:
        key, made = _cards(entry, deck_id, tags)
        ids = (key,) if len(made) == 1 else (key, *(card.id for card in made))
        if twins := [taken[card_id] for card_id in ids if card_id in taken]:
            problems.append(_clash(entry, twins[0], path))
            continue
        for card_id in ids:
            taken[card_id] = entry
        cards += made
    order = values.get("order")
    deck = Deck(
        deck_id,
        values.get("deck") or PurePosixPath(deck_id).name,
        tuple(cards),
        values.get("description", ""),
        None if order is None else float(order),
        tags,
        values.get("once") == "true",
        tuple(draft.aliases.items()),
    )
    return deck, problems


def _clash(entry: Entry, twin: Entry, path: str) -> Problem:
    if "id" in entry.values:
        message, hint = f"the id `{entry.values['id']}`", "give each card an id of its own"
    elif entry.form == "term":
        message, hint = f"the term `{entry.values['term']}`", "keep one of the two"
    else:
        message, hint = "the same question", "reword one of the two, or give it an `id`"
    message += f" stands in line {twin.line} already"
    return Problem(path, entry.line, entry.column, "F13", message, hint)


def _cards(entry: Entry, deck_id: str, deck_tags: tuple[str, ...]) -> tuple[str, list[Card]]:
    """What a sound entry is known by, and its cards: one, or the siblings of a term or cloze."""
    values: Mapping[str, Any] = entry.values
    place = Place(**values["place"]) if "place" in values else None
    tags = tuple(dict.fromkeys(deck_tags + values["tags"])) if "tags" in values else deck_tags
    key, family = _key(entry, deck_id, place)

    get = values.get

    def card(
        card_id: str, question: str, answer: Answer, text: str = "", hole: int = 0, cue: str = ""
    ) -> Card:
        return Card(  # by position, which takes a third of the time that names would
            card_id,
            entry.form,
            question,
            answer,
            family,
            text,
            hole,
            cue,
            get("wrong", ()),
            get("accept", ()),
            get("tolerance", ""),
            get("why", ""),
            get("hint", ""),
            get("source", ""),
            get("as_of", ""),
            tags,
            get("unconfirmed") == "true",
            get("suspended") == "true",
            get("lint", ""),
            place,
            entry.line,
            entry.column,
        )

    match entry.form:
        case "qa" | "choice":
            made = [card(key, values["q"], values["a"])]
        case "term":
            term, definition = values["term"], values["definition"]
            made = [
                card(f"{key}~definition", term, definition),
                card(f"{key}~term", definition, term),
            ]
        case "cloze":
            text = values["cloze"]
            made = [
                card(f"{key}~{n}", hide(text, n), mark.hidden, text, n, mark.cue)
                for n, mark in enumerate(marks(text), 1)
            ]
        case "order":
            made = [card(key, values["q"], values["order"])]
        case "match":
            made = [card(key, values["q"], tuple(values["match"].items()))]
        case "compute":
            formula, unit = values["compute"], get("unit", "")
            asked = card(key, values["q"], f"`{formula}` {unit}".rstrip())
            vary = tuple(values["vary"].items())
            made = [asked._replace(vary=vary, compute=formula, unit=unit)]
    return key, made


_slug = lru_cache(4096)(slug)


def _key(entry: Entry, deck_id: str, place: Place | None) -> tuple[str, str]:
    """An entry's id, but for the part that tells siblings apart, and the id siblings share."""
    values: Mapping[str, Any] = entry.values
    if "id" in values:
        return values["id"], values["id"]
    heading = _slug(place.heading) if place and place.heading else ""
    if place and place.kind:
        row = _slug(place.row) if place.row else ""
        column = _slug(place.column) if place.column else ""
        cell = CardKey(deck_id, heading, row, column)
        return str(cell._replace(aspect=f"{column}/{place.kind}")), str(cell)
    match entry.form:
        case "term":
            subject = _slug(values["term"])
        case "cloze":
            subject = digest(hide(values["cloze"], 0))
        case _:
            subject = digest(values["q"])
    key = str(CardKey(deck_id, heading, subject)) if heading else f"{deck_id}:{subject}"
    return key, key


def write(draft: Draft, heading_comment: str) -> str:
    """A draft as the YAML of a generated deck: a comment in one line, then the keys in the table's
    order.
    """
    cards = [_shown(CARD_KEYS, entry.values) for entry in draft.entries]
    deck = _shown(DECK_KEYS, {**draft.values, "aliases": draft.aliases})
    comment = " ".join(heading_comment.removeprefix("# ").splitlines())
    return f"# {comment}\n{yaml.dump({**deck, 'cards': cards})}"


def _shown(keys: Iterable[Key], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that say something, in the order of the keys and as a person writes them."""
    out: dict[str, Any] = {}
    for key in keys:
        value = values.get(key.name)
        if key.kind == "flag":
            value = True if value == "true" else None
        elif key.kind == "place" and value:
            value = {part: value[part] for part in Place._fields if value.get(part)}
        elif key.kind == "number" and value:
            value = int(value) if value.isdecimal() else float(value)
        if value not in (None, "", (), {}):
            out[key.name] = value
    return out
