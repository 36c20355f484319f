"""The learner's editor, opened at a line."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path, PureWindowsPath
from typing import Any

from textual.app import App, SuspendNotSupported

_WAYS = {
    ("+{line}", "{path}"): (
        "dte editor elvis emacs emacsclient ex geany gedit gvim jmacs joe jpico jstar kak "
        "lvim mcedit mg micro mvim nano ne nvi nvim pico pluma rgvim rnano rvim sensible-editor vi "
        "view vile vim vimr vis xed xemacs zile"
    ),
    ("--goto", "{path}:{line}"): (
        "code code-insiders code-oss codium cursor kiro positron trae vscodium windsurf"
    ),
    ("{path}:{line}",): "atom helix hx pulsar subl sublime_text zed zeditor",
    ("--line", "{line}", "{path}"): (
        "charm clion goland idea kate kwrite mate phpstorm pycharm rubymine rustrover webstorm"
    ),
    ("-n{line}", "{path}"): "notepad++",
}
"""How editors are told which line to go to. Any other is only given the path: most that do not
know `+LINE` take it for the name of a new file."""

_BY_NAME = {name: way for way, names in _WAYS.items() for name in names.split()}
_ENDING = re.compile(r"[-.]?\d|\.")

_BACKSLASHES = os.name == "nt"
"""Whether a backslash stands between folders, and so protects nothing."""


def command(editor: str, path: Path, line: int) -> list[str]:
    """What opens a file at a line (1-based); `editor` is a command with its options.

    Raises ValueError for quotes that do not close.
    """
    words = shlex.split(editor, posix=not _BACKSLASHES)
    if _BACKSLASHES:
        words = [word.strip('"') for word in words]
    way = _BY_NAME.get(_name(words[0]), ("{path}",))
    return [*words, *(part.format(path=path.absolute(), line=line) for part in way)]


def _name(program: str) -> str:
    """The name of an editor without its folder, ending and version: `emacs` for `emacs-29.1`."""
    return _ENDING.split(PureWindowsPath(program).name.lower(), maxsplit=1)[0]


def chosen(env: Mapping[str, str] = os.environ) -> str:
    """The command of the learner's editor, empty where there is none."""
    return env.get("VISUAL", "").strip() or env.get("EDITOR", "").strip()


def edit(app: App[Any], path: Path, line: int, env: Mapping[str, str] = os.environ) -> str:
    """Open a file in $VISUAL or $EDITOR, which has the terminal until it ends.

    Returns what went wrong, in a sentence; an editor with a window of its own may return at
    once.
    """
    editor = chosen(env)
    where = f"the card is in {path}:{line}"
    if not editor:
        return f"Set $VISUAL or $EDITOR to edit it here; {where}"
    try:
        words = command(editor, path, line)
    except ValueError as error:
        return f"{editor} is no command ({error}); {where}"
    program = shutil.which(words[0], path=env.get("PATH"))
    if program is None:
        return f"{words[0] or editor} could not be started: there is no such program; {where}"
    try:
        with app.suspend():
            failed = _run([program, *words[1:]])
    except SuspendNotSupported:
        return f"An editor cannot be opened from here; {where}"
    return f"{editor} {failed}; {where}" if failed else ""


def _run(words: Sequence[str]) -> str:
    """Run the editor to its end; returns what it failed in."""
    try:
        with _interrupts_are_for_the_editor():
            status = subprocess.run(words, check=False).returncode
    except OSError as error:
        return f"could not be started ({error.strerror})"
    return f"ended with status {status}" if status else ""


@contextmanager
def _interrupts_are_for_the_editor() -> Iterator[None]:
    """Ctrl+C ends what has the terminal, and not what waits for it."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
