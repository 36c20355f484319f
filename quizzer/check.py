"""Everything that is wrong with decks and notes: how they are written, and the cards themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from quizzer import lint
from quizzer.build import note_deck
from quizzer.card import Card, Deck
from quizzer.disk import contents, deck_files, default_id, read_deck
from quizzer.errors import Problem
from quizzer.files import real
from quizzer.generated import note_named
from quizzer.library import Library, repeated, taken
from quizzer.store import Store

History = Mapping[str, lint.Record]
"""How the learner fared with each card, by its id."""


class _Read(NamedTuple):
    """A deck, or a note as the deck it makes, and the file it stands in."""

    path: Path
    deck: Deck


def check(
    paths: Sequence[Path],
    rules: Collection[lint.Rule] = lint.RULES,
    history: History | None = None,
) -> list[Problem]:
    """Everything wrong with these decks and notes, and with those below the folders among them.

    Notes are read as `build` would, whether or not they say `quizzer: true`; what such a note and
    the deck built from it both have is told of the note alone. Problems come by path and line.
    """
    problems: list[Problem] = []
    read = list(_read(paths, problems))
    folders = [path if path.is_dir() else path.parent for path in paths]
    problems += _linted(read, folders, rules, history or {})
    return sorted(problems)


def check_library(
    library: Library, rules: Collection[lint.Rule] = lint.RULES, history: History | None = None
) -> list[Problem]:
    """Everything wrong with the decks in use, by path and line."""
    problems = [*library.problems, *library.repeated_ids()]
    read = [_Read(deck.path, library.whole(deck)) for deck in library.decks]
    folders = [folder.path for folder in library.folders]
    problems += _linted(read, folders, rules, history or {})
    return sorted(problems)


def history_of(store: Store) -> dict[str, lint.Record]:
    """How the learner fared with each card, practice left out."""
    names = store.names()
    answers: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for _, review in store.log():
        if not review.practice:
            answers[review.card].append((review.rating, review.took))
    return {
        names.id(uid): lint.Record(standing.memory.lapses, tuple(answers[uid]))
        for uid, standing in store.standings().items()
        if standing.memory
    }


def _read(paths: Iterable[Path], problems: list[Problem]) -> Iterator[_Read]:
    """The decks and notes among these files and below these folders."""
    decks: dict[str, Path] = {}
    cards: dict[str, Path] = {}
    seen: set[Path] = set()
    for path in paths:
        folder = path if path.is_dir() else path.parent
        for file in deck_files(path, problems) if path.is_dir() else [path]:
            if real(file) in seen:
                continue
            seen.add(real(file))
            deck, found = read_deck(file, default_id(file, folder))
            problems += found
            if deck is None:
                if file.suffix.lower() == ".md" and not found:
                    note = note_deck(file, folder)
                    problems += note.problems
                    if note.deck:
                        yield _Read(file, note.deck)
                continue
            if decks.setdefault(deck.id, file) != file:
                problems.append(taken(deck.id, file, decks[deck.id]))
            for card in deck.cards:
                if cards.setdefault(card.id, file) != file:
                    problems.append(repeated(card, file, cards[card.id]))
            yield _Read(file, deck)


def _linted(
    read: Iterable[_Read], folders: Sequence[Path], rules: Collection[lint.Rule], history: History
) -> Iterator[Problem]:
    """What these rules tell of the cards; the notes come first."""
    headings: dict[Path, frozenset[str]] = {}
    of_notes: dict[str, list[tuple[Path, set[tuple[str, str]]]]] = defaultdict(list)
    for path, deck in sorted(read, key=lambda one: one.path.suffix.lower() != ".md"):
        near = lint.Nearby([path.parent, *folders], headings)
        page = lint.Page(deck, near.anchors, near.exists, history)
        told = lint.lint(page, rules)
        if not told:
            continue
        text = contents(path)[0].decode("utf-8-sig", "replace")
        keys = [(_below(finding.card, deck), rule.id) for rule, finding in told]
        if path.suffix.lower() == ".md":
            of_notes[path.name].append((real(path), set(keys)))
        elif note := note_named(text.partition("\n")[0]):
            already = _told(of_notes, note)
            told = [one for one, key in zip(told, keys, strict=True) if key not in already]
        yield from lint.problems(told, page, str(path), text)


def _below(card: Card, deck: Deck) -> str:
    """A card's id without that of its deck, which a note and its deck need not share."""
    return card.id.removeprefix(f"{deck.id}:")


def _told(
    of_notes: Mapping[str, list[tuple[Path, set[tuple[str, str]]]]], note: str
) -> set[tuple[str, str]]:
    """What was told of a note, by cards and rules."""
    for path, keys in of_notes.get(note.rpartition("/")[2], ()):
        if f"/{path.as_posix()}".endswith(f"/{note}"):
            return keys
    return set()
