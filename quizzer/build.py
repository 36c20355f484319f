"""Builds decks from a folder of notes, and tells whether those at hand are still what it builds."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path
from typing import Literal, NamedTuple

from quizzer import lint
from quizzer.card import Deck
from quizzer.errors import AccessError, Problem, QuizzerError, UsageError
from quizzer.files import replace_file
from quizzer.generated import first_line, note_of
from quizzer.parse import decks, notes
from quizzer.parse.forms import Draft, Entry
from quizzer.parse.yaml.source import CONTROL, SIZE_LIMIT


@dataclass(frozen=True, slots=True)
class Built:
    """What a folder of notes makes.

    `decks` holds the text of each deck by its path below the target folder, in POSIX form;
    `counts` the number of cards by rule. A note that cannot be read is no reason to remove its
    deck: `unread` names the decks of those.
    """

    decks: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    unread: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Stale:
    """A deck in the target folder that is not what the notes make, with a unified diff."""

    path: str
    state: Literal["missing", "differs", "leftover"]
    diff: str


def build(folder: Path) -> Built:
    """The decks that the notes of a folder make: every `.md` below it but README.md.

    What begins with a dot is passed by. The same notes give the same bytes on every machine.
    Raises AccessError if there is no such folder, QuizzerError if it holds no note.
    """
    built = Built()
    notes_by_deck: dict[str, str] = {}
    for path in _notes(folder):
        note = path.relative_to(folder).as_posix()
        deck = f"{note[: -len(path.suffix)]}.yaml"
        draft, problems = read_note(path, folder)
        twin = notes_by_deck.setdefault(deck.casefold(), note)
        if twin != note:
            message = f"{twin} makes the deck {deck} already"
            problems = [Problem(str(path), 1, 1, "N10", message, "rename one of them")]
            draft = None
        built.problems.extend(problems)
        if draft is None:
            built.unread.add(deck)
        elif draft.entries:
            built.decks[deck] = decks.write(draft, first_line(note))
            built.counts.update(notes.counts(draft.entries))
    return built


def is_built_from(deck: Path, note: Path, folder: Path) -> bool:
    """Whether a deck is just what a note below `folder` makes. Raises OSError."""
    draft, _ = read_note(note, folder)
    if draft is None:
        return False
    text = decks.write(draft, first_line(note.relative_to(folder).as_posix()))
    return deck.read_bytes().replace(b"\r\n", b"\n") == text.encode()


def rebuild(note: Path, folder: Path, deck: Path) -> list[Problem]:
    """Build one deck anew from its note below `folder`; it stays as it is if the note has errors.

    Returns the note's problems. Raises AccessError.
    """
    name = note.relative_to(folder).as_posix()
    draft, problems = read_note(note, folder)
    if draft and draft.entries and all(one.severity != "error" for one in problems):
        text = decks.write(draft, first_line(name))
        try:
            if deck.read_bytes() != text.encode():
                _replace(deck, text)
        except OSError as error:
            raise _inaccessible(deck, "written", error) from error
    return problems


def read_note(path: Path, folder: Path) -> tuple[Draft | None, list[Problem]]:
    """What a note below a folder makes, cards with errors left out, and every fault of it, also
    those that make a card none to learn.

    There is no draft if the note cannot be read.
    """
    read = note_deck(path, folder)
    if read.draft and read.deck:
        near = lint.Nearby([path.parent, folder])
        page = lint.Page(read.deck, near.anchors, near.exists)
        if told := lint.lint(page, lint.ERRORS):
            faulty = {finding.card.entry for _, finding in told}
            _leave_out(read.draft, read.deck, faulty)
            read.problems.extend(lint.problems(told, page, str(path), read.text))
    return read.draft, sorted(read.problems)


class NoteDeck(NamedTuple):
    """A note as the deck it makes, cards with errors left out, and what is wrong with it.

    There are neither draft nor deck if the note cannot be read.
    """

    text: str
    draft: Draft | None
    deck: Deck | None
    problems: list[Problem]


def note_deck(path: Path, folder: Path) -> NoteDeck:
    """Read a note below a folder as the deck that it makes."""
    note = path.relative_to(folder).as_posix()
    text, problems = _text(path, note)
    if text is None:
        return NoteDeck("", None, None, problems)
    reading = notes.read(text, note, str(path))
    draft = reading.draft
    deck, faults = decks.deck_of(draft, str(path), note[: -len(path.suffix)])
    wrong = {(fault.line, fault.column) for fault in faults if fault.severity == "error"}
    draft.entries = [one for one in draft.entries if (one.line, one.column) not in wrong]
    return NoteDeck(text, draft, deck, [*reading.problems, *faults])


def _leave_out(draft: Draft, deck: Deck, faulty: Container[str]) -> None:
    """Leave the entries out whose cards are faulty; `faulty` holds what siblings share."""

    def is_faulty(entry: Entry) -> bool:
        (alone, _) = decks.deck_of(Draft(draft.values, [entry], draft.aliases), "", deck.id)
        return any(card.entry in faulty for card in alone.cards)

    draft.entries = [entry for entry in draft.entries if not is_faulty(entry)]


def stale(built: Built, target: Path) -> list[Stale]:
    """The decks in the target folder that are missing, differ or are left over from old notes.

    Raises QuizzerError where a hand-written deck has the name of a built one, and AccessError
    where a file cannot be read.
    """
    there = _generated(target)
    _refuse_clashes(built, target, there)
    found: list[Stale] = []
    for path in sorted(built.decks.keys() | there.keys() - built.unread):
        old, new = there.get(path, ""), built.decks.get(path, "")
        if old == new:
            continue
        state: Literal["missing", "differs", "leftover"] = "differs"
        if path not in there:
            state = "missing"
        elif path not in built.decks:
            state = "leftover"
        lines = unified_diff(
            old.splitlines(keepends=True),
            new.splitlines(keepends=True),
            f"{path} (as it is)" if old else "nothing",
            f"{path} (as the notes make it)" if new else "nothing",
        )
        found.append(Stale(path, state, "".join(lines)))
    return found


def write(built: Built, target: Path) -> list[Stale]:
    """Make the target folder hold the built decks, and tell what was changed.

    Files are replaced whole, one after the other; those that are right are left untouched.
    Raises as `stale` does, before anything is written, and AccessError where a file cannot be
    written.
    """
    changes = stale(built, target)
    for change in changes:
        file = target / change.path
        try:
            if change.state == "leftover":
                file.unlink()
            else:
                _replace(file, built.decks[change.path])
        except OSError as error:
            raise _inaccessible(file, "written", error) from error
    return changes


def _notes(folder: Path) -> list[Path]:
    """The notes below a folder, sorted by their path in POSIX form."""
    if folder.is_file():
        raise UsageError(f"{folder} is a file", "name the folder that holds the notes")
    if not folder.is_dir():
        raise AccessError(f"{folder}: no such folder", "name the folder that holds the notes")
    found = [
        path
        for path in _files(folder, ".md")
        if path.name.casefold() != "readme.md" and path.is_file()
    ]
    if not found:
        raise QuizzerError(f"{folder} holds no notes", "a note is a file NAME.md, and no README.md")
    return found


def _files(folder: Path, ending: str) -> list[Path]:
    """The files of that ending below a folder; nothing whose name begins with a dot."""

    def stop(error: OSError) -> None:
        raise _inaccessible(Path(error.filename), "read", error) from error

    found: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=stop):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [
            Path(place, name)
            for name in names
            if name.casefold().endswith(ending) and not name.startswith(".")
        ]
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def _text(path: Path, note: str) -> tuple[str | None, list[Problem]]:
    """The text of a note, or the problem why there is none."""
    line, hint = 1, "save it as UTF-8"
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= SIZE_LIMIT else b""
        if CONTROL.search(note) or "\n" in note or "\t" in note:
            message, hint = "the name of the file holds a control character", "rename it"
        elif size > SIZE_LIMIT:
            message = f"the note is too large: {size // 1_000_000} MB"
            hint = f"split it: a note has at most {SIZE_LIMIT // 1_000_000} MB"
        elif data.startswith((b"\xff\xfe", b"\xfe\xff")):
            message = "the note is UTF-16, not UTF-8"
        elif b"\0" in data:
            message, hint = "the note is binary, not text", "a note is a text file in UTF-8"
        else:
            return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        message = f"the note is not UTF-8: byte 0x{error.object[error.start]:02X}"
    except OSError as error:
        message, hint = f"the note cannot be read: {error.strerror}", "check its permissions"
    return None, [Problem(str(path), line, 1, "N09", message, hint)]


def _generated(target: Path) -> dict[str, str]:
    """The built decks in a folder: their text by path, lines ended by a newline alone."""
    found: dict[str, str] = {}
    for path in _files(target, ".yaml") if target.is_dir() else ():
        if _is_generated(path):
            text = path.read_bytes().decode("utf-8", "replace")
            found[path.relative_to(target).as_posix()] = text.replace("\r\n", "\n")
    return found


def _is_generated(path: Path) -> bool:
    """Whether a file may be replaced or removed."""
    try:
        return note_of(path) is not None
    except OSError as error:
        raise _inaccessible(path, "read", error) from error


def _refuse_clashes(built: Built, target: Path, there: dict[str, str]) -> None:
    for deck in sorted(built.decks.keys() - there.keys()):
        for path in (target / deck, (target / deck).with_suffix(".yml")):
            if os.path.lexists(path) and not _is_generated(path):
                raise QuizzerError(
                    f"{path} was not made by quizzer build, and a note makes a deck of its name",
                    "rename the file or the note",
                )


def _replace(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    replace_file(file, text.encode("utf-8"))


def _inaccessible(path: Path, how: str, error: OSError) -> AccessError:
    return AccessError(f"{path} cannot be {how}: {error.strerror}", "check its permissions")
