"""Decks and notes on disk: the folders of a library, the files below them, and how one is read."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from quizzer.card import Deck
from quizzer.config import Config
from quizzer.errors import Problem
from quizzer.places import Places

Origin = Literal["shipped", "own", "registered", "given"]


class Folder(NamedTuple):
    """A folder whose decks belong to the library, and how it came to."""

    path: Path
    origin: Origin


def shipped(name: Literal["decks", "notes"] = "decks") -> Path:
    """The folder of the decks or notes that come with Quizzer, installed or in a checkout."""
    package = Path(__file__).parent
    installed = package / name
    return installed if installed.is_dir() else package.parent / name


def deck_folders(places: Places, config: Config, given: Sequence[Path] = ()) -> list[Folder]:
    """The folders of this learner's library, in the order in which they are read."""
    return [
        Folder(shipped(), "shipped"),
        Folder(places.decks, "own"),
        *(Folder(path.absolute(), "registered") for path in config.folders),
        *(Folder(path.absolute(), "given") for path in given),
    ]


def deck_files(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    """Every file below a folder that may be a deck, sorted; hidden ones are passed over.

    What cannot be looked at, or has a name that no terminal should be shown, is a problem.
    """

    def report(error: OSError) -> None:
        problems.append(unreadable(Path(error.filename), error))

    for root, folders, names in os.walk(folder, onerror=report):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            if name.startswith(".") or not name.lower().endswith((".yaml", ".yml", ".md")):
                continue
            if name.lower() == "readme.md" or (not path.is_file() and path.exists()):
                continue
            if str(path).isprintable():
                yield path
            else:
                problems.append(_unspeakable(path))


def default_id(path: Path, folder: Path) -> str:
    """The id of a deck that names none: its path below the deck folder, without the ending."""
    return path.relative_to(folder).with_suffix("").as_posix()


def read_deck(path: Path, deck_id: str) -> tuple[Deck | None, list[Problem]]:
    """Read a deck file, or a note that says `quizzer: true`; None where the file is no deck."""
    data, problems = contents(path)
    if problems:
        return None, problems
    if path.suffix.lower() == ".md":
        return _read_note(data, path, deck_id)
    from quizzer.parse import decks

    return decks.read(data, str(path), deck_id)


def contents(path: Path) -> tuple[bytes, list[Problem]]:
    """The bytes of a deck or note, or the problem why there are none."""
    from quizzer.parse.yaml.source import SIZE_LIMIT

    if path.exists() and not path.is_file():
        text = "is a folder" if path.is_dir() else "is no file that can be read"
        return b"", [Problem(str(path), 1, 1, "L03", text, "name a deck or note")]
    try:
        size = path.stat().st_size
        if size > SIZE_LIMIT:
            text = f"{size // 10**6} MB is too large (at most {SIZE_LIMIT // 10**6} MB)"
            return b"", [Problem(str(path), 1, 1, "L04", text, "split it into several files")]
        return path.read_bytes(), []
    except OSError as error:
        return b"", [unreadable(path, error)]


def _read_note(data: bytes, path: Path, deck_id: str) -> tuple[Deck | None, list[Problem]]:
    front = data.removeprefix(b"\xef\xbb\xbf").split(b"\n---", 1)[0]
    if not front.startswith(b"---") or b"quizzer:" not in front:
        return None, []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        said = f"is not UTF-8 (byte {error.start + 1})"
        return None, [Problem(str(path), 1, 1, "L05", said, "save it as UTF-8")]
    from quizzer.parse import decks, notes

    reading = notes.read(text, f"{deck_id}.md", str(path))
    if not reading.is_deck:
        return None, []
    deck, problems = decks.deck_of(reading.draft, str(path), deck_id)
    return deck, [*reading.problems, *problems]


def missing(folder: Folder) -> Problem:
    """The problem of a deck folder that is not there."""
    way_out = {
        "registered": f"make it, or `quizzer decks remove {folder.path}`",
        "given": "check the path after --decks",
    }
    hint = way_out.get(folder.origin, "")
    return Problem(str(folder.path), 1, 1, "L01", "no such folder", hint)


def unreadable(path: Path, error: OSError) -> Problem:
    """The problem of a file that the system does not let us read."""
    text = f"cannot be read: {error.strerror}"
    astray = error.errno in (errno.ELOOP, errno.ENOENT) and path.is_symlink()
    hint = "mend or delete the link: it leads nowhere" if astray else "check its permissions"
    return Problem(str(path), 1, 1, "L03", text, hint)


def _unspeakable(path: Path) -> Problem:
    shown = ascii(str(path)).strip("'")
    text = "its name holds bytes that are no text, or control characters"
    return Problem(shown, 1, 1, "L07", text, "rename it")
