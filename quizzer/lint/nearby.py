"""What stands around a deck or note: the files and headings it may name. Reads notes, once each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from quizzer.files import real
from quizzer.parse.markdown import document
from quizzer.parse.yaml.source import SIZE_LIMIT


class Nearby:
    """The files below some folders, and the headings of the notes among them.

    `headings` keeps those that were read, for others to share.
    """

    def __init__(
        self, folders: Sequence[Path], headings: dict[Path, frozenset[str]] | None = None
    ) -> None:
        self._folders = folders
        self._headings = {} if headings is None else headings

    def exists(self, name: str) -> bool:
        """Whether one of the folders has a file of this name."""
        return next(self._files(name), None) is not None

    def anchors(self, name: str) -> frozenset[str] | None:
        """The headings of the note of this name, as links name them; None if there is no note."""
        path = next(self._files(name), None)
        if path is None:
            return None
        if path not in self._headings:
            self._headings[path] = _headings(path)
        return self._headings[path]

    def _files(self, name: str) -> Iterator[Path]:
        for folder in self._folders:
            try:
                path = real(folder / name)
                if path.is_file():
                    yield path
            except (OSError, ValueError):  # no file's name
                continue


def _headings(path: Path) -> frozenset[str]:
    try:
        if path.stat().st_size > SIZE_LIMIT:
            return frozenset()
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return frozenset()
    return frozenset(section.anchor for section in document(text).sections)
