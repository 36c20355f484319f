"""The installed program in a real pseudo-terminal, seen through a terminal emulator."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import suppress

import pytest

pexpect = pytest.importorskip("pexpect", reason="pseudo-terminals are POSIX")
pyte = pytest.importorskip("pyte")


class Terminal:
    """A program on a pseudo-terminal; `wait` reads until the screen shows what is expected."""

    def __init__(self, command: list[str], environ: dict[str, str], size: tuple[int, int]) -> None:
        columns, rows = size
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.process = pexpect.spawn(
            command[0], command[1:], env=environ, dimensions=(rows, columns), timeout=20
        )

    def send(self, *keys: str) -> None:
        for key in keys:
            self.process.send(key)

    def _read(self) -> None:
        with suppress(pexpect.TIMEOUT):
            self._stream.feed(self.process.read_nonblocking(65536, timeout=0.05))

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self._screen.display)

    def wait(self, *expected: str, gone: str = "", other_than: str = "") -> str:
        """Read until all of `expected` are on the screen, `gone` is not, and it is another one."""
        until = time.monotonic() + 20
        while time.monotonic() < until:
            try:
                self._read()
            except pexpect.EOF:
                break
            there = all(text in self.text for text in expected)
            if there and not (gone and gone in self.text) and self.text != other_than:
                return self.text
        raise AssertionError(f"{expected} not on screen:\n{self.text}")

    def end(self) -> int:
        """Read until the program ends; return its exit code."""
        self.process.expect(pexpect.EOF)
        self.process.close()
        return self.process.exitstatus

    def kill(self) -> None:
        self.process.kill(9)
        self.process.close(force=True)


@pytest.fixture
def environ(own_home):
    """The environment of a learner with a home of their own; the terminal tells its size."""
    inherited = {name: it for name, it in os.environ.items() if name not in ("COLUMNS", "LINES")}
    return {
        **inherited,
        "QUIZZER_HOME": str(own_home),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
    }


@pytest.fixture
def terminal(environ):
    """Start quizzer on a pseudo-terminal; killed at the end if it still runs."""
    running = []

    def start(*arguments: str, size: tuple[int, int] = (80, 24)) -> Terminal:
        running.append(Terminal([sys.executable, "-m", "quizzer", *arguments], environ, size))
        return running[-1]

    yield start
    for one in running:
        one.process.close(force=True)


@pytest.fixture
def quizzer(environ):
    """Run a verb of quizzer and give back what it printed."""

    def run(*arguments: str, typed: str = "") -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "-m", "quizzer", *arguments],
            env=environ,
            input=typed,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )

    return run
