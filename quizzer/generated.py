"""How a deck begins that was built from a note: the sign that it may be built anew."""

from __future__ import annotations

from pathlib import Path

_BEFORE, _AFTER = "# Generated from ", " by quizzer build; edit the note"


def first_line(note: str) -> str:
    """The first line of a deck built from a note, named by its path below the notes' folder."""
    return f"{_BEFORE}{note}{_AFTER}"


def note_named(line: str) -> str | None:
    """The note that the first line of a deck names, None if the deck is written by hand."""
    if not line.startswith(_BEFORE):
        return None
    return line.removeprefix(_BEFORE).rstrip("\r\n").removesuffix(_AFTER)


def note_of(path: Path) -> str | None:
    """The note that a deck file is built from, None if it is written by hand. Raises OSError."""
    if not path.is_file():  # a pipe would be waited for
        return None
    with path.open(encoding="utf-8", errors="replace") as file:
        return note_named(file.readline(65536))
