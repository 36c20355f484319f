"""Decks and notes that are saved, seen as it happens."""

from __future__ import annotations

import asyncio
import os
import platform
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Iterator, Sequence
from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from watchfiles import Change

_STEP = 50
"""Milliseconds without a further change after which what was seen is told."""

_LONGEST = 400
"""Milliseconds after which it is told in any case."""

_POLL = 500
"""Milliseconds between two looks where the system cannot tell of changes."""

_SECOND_LOOK = 1.0
"""Seconds after which what such a look found is told again.

It goes by times in whole seconds, so that of two saves within one the other is not seen.
"""

_BLIND = "microsoft" in platform.release().lower()
"""Whether this is Linux on Windows (WSL), which hears nothing of what programs of Windows save."""

_WATCHES_TREES = sys.platform in ("darwin", "win32")
"""Whether the system itself watches all that is below a folder.

Elsewhere each folder is watched by itself, those that no deck is looked for in left out.
"""

_ENDINGS = (".yaml", ".yml", ".md")


async def changes(folders: Sequence[Path], files: Sequence[Path] = ()) -> AsyncIterator[set[Path]]:
    """What is saved, removed or renamed: decks and notes below these folders, and these files.

    Of a file that is a link, also what it leads to. Nothing of it need be there yet. First comes
    an empty set, and again whenever the watch had to begin anew: what was saved before that may
    not be seen. Where the system can watch no more, the files are looked at again and again. Ends
    if there is nothing to watch, or no way to.
    """
    tries = _tries()
    while (poll := next(tries, None)) is not None:
        ground = _survey(folders, files)
        if not ground.trees | ground.folders:
            return
        try:
            async with aclosing(_seen(ground, poll or _BLIND)) as seen:
                async for paths in seen:
                    tries = _tries()
                    yield paths
        except (OSError, RuntimeError, ExceptionGroup):  # watchfiles raises all of them
            continue


def _tries() -> Iterator[bool]:
    """How to watch, without or with polling; a folder may be gone again at the first try."""
    return iter((False, False, True))


class _Ground(NamedTuple):
    """What is watched: `trees` with all below them, `folders` without; and what counts in them.

    That is what is below the `roots`, the `files`, and the folders `above` both, which may come
    and go. All paths are as the system knows them, the links in their folders followed.
    """

    trees: frozenset[Path]
    folders: frozenset[Path]
    roots: frozenset[Path]
    files: frozenset[Path]
    above: frozenset[Path]

    def watcher(
        self, paths: Iterable[Path], below: bool, poll: bool, stop: asyncio.Event
    ) -> AsyncGenerator[set[tuple[Change, str]], None]:
        """Watches these folders, with all `below` them or without, until `stop` is set."""
        from watchfiles import awatch

        return awatch(
            *paths,
            watch_filter=self.counts,
            step=_STEP,
            debounce=_LONGEST,
            stop_event=stop,
            recursive=below,
            force_polling=poll,
            poll_delay_ms=_POLL,
            ignore_permission_denied=False,
        )

    def counts(self, _: Change, name: str) -> bool:
        """Whether a change to this path is told."""
        path = Path(name)
        if path in self.files or self._is_boundary(path):
            return True
        is_deck, is_file = path.suffix.lower() in _ENDINGS, os.path.isfile  # Path's may raise
        return (is_deck or not is_file(path)) and self._is_inside(path)

    def is_moved(self, paths: Iterable[Path]) -> bool:
        """Whether a change to these paths may be one of what there is to watch."""
        is_folder = os.path.isdir  # that of Path may raise
        return any(self._is_boundary(path) or is_folder(path) for path in paths)

    def _is_boundary(self, path: Path) -> bool:
        return path in self.roots or path in self.above

    def _is_inside(self, path: Path) -> bool:
        roots = [root for root in self.roots if path.is_relative_to(root)]
        return any(not _is_hidden(path.relative_to(root)) for root in roots)


def _survey(folders: Iterable[Path], files: Iterable[Path]) -> _Ground:
    roots = {way for folder in folders for way in _ways(folder)}
    single = {way for file in files for way in _ways(file)}
    trees = {Path(os.path.realpath(folder)) for folder in folders}
    below: set[Path] = set()
    is_link = os.path.islink  # that of Path may raise
    for root in trees:
        for place, names, inside in os.walk(root):
            names[:] = [name for name in names if not name.startswith(".")]
            below.add(Path(place))
            for name in inside:
                path = Path(place, name)
                if path.suffix.lower() in _ENDINGS and is_link(path):
                    single.update(_ways(path))
    single |= roots
    above = {parent for path in single for parent in path.parents}
    beside = {_nearest(path) for path in single}
    trees, watched = (trees, beside) if _WATCHES_TREES else (set(), beside | below)
    return _Ground(*map(_there, (trees, watched)), *map(frozenset, (roots, single, above)))


def _nearest(path: Path) -> Path:
    """The folder that a path is in, or would be in if those between were there."""
    is_folder = os.path.isdir  # that of Path may raise
    return next(filter(is_folder, path.parents), Path(path.anchor))


def _ways(path: Path) -> tuple[Path, Path]:
    """Where a path is, and where it leads."""
    return Path(os.path.realpath(path.parent), path.name), Path(os.path.realpath(path))


def _there(paths: Iterable[Path]) -> frozenset[Path]:
    """Those of these folders that can be watched."""
    return frozenset(
        path
        for path in paths
        if os.access(path, os.R_OK | os.X_OK) and path.is_dir() and str(path).isprintable()
    )


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


async def _seen(ground: _Ground, poll: bool) -> AsyncGenerator[set[Path], None]:
    """The paths that change, until what there is to watch has changed; first an empty set.

    Raises OSError or RuntimeError where the system cannot watch.
    """
    stop = asyncio.Event()
    watchers = [
        ground.watcher(paths, below, poll, stop)
        for paths, below in ((ground.trees, True), (ground.folders, False))
        if paths
    ]
    upcoming = {asyncio.ensure_future(anext(watcher)): watcher for watcher in watchers}
    try:
        await asyncio.sleep(0)  # a watcher begins at once, or fails
        for watching in filter(asyncio.Future.done, upcoming):
            watching.result()
        paths: set[Path] = set()
        yield paths
        look_again = poll
        while True:
            done, _ = await asyncio.wait(
                upcoming,
                timeout=_SECOND_LOOK if look_again else None,
                return_when=asyncio.FIRST_COMPLETED,
            )
            look_again = poll and bool(done)
            if done:
                paths = set()
            for watching in done:
                watcher = upcoming.pop(watching)
                paths |= {Path(path) for _, path in watching.result()}
                upcoming[asyncio.ensure_future(anext(watcher))] = watcher
            yield paths
            if ground.is_moved(paths):
                return
    finally:
        stop.set()
        await asyncio.gather(*upcoming, return_exceptions=True)
