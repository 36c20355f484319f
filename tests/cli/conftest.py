"""A learner at the command line: verbs run in this process or, where that matters, in their own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import datetime

import pytest
from click.testing import CliRunner

from quizzer.cli import cli


@pytest.fixture(autouse=True)
def buffered(monkeypatch):
    """Output is held back until it is flushed, as it is for everybody but some developers."""
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """The folder of the shipped decks, as verbs in this process see it: empty."""
    folder = tmp_path / "shipped"
    folder.mkdir()
    monkeypatch.setattr("quizzer.disk.shipped", lambda *_: folder)
    return folder


@pytest.fixture
def quizzer(shipped):
    """Run a verb in this process; what it did not mean to raise reaches the test."""

    def run(*arguments, typed: str = "", color: bool = False):
        words = [str(argument) for argument in arguments]
        return CliRunner().invoke(cli, words, typed, catch_exceptions=False, color=color)

    return run


@pytest.fixture
def process(own_home):
    """Run a verb in a process of its own, with the decks that are shipped."""

    def run(*arguments, typed="", encoding="utf-8", env=(), **how) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "-m", "quizzer", *map(str, arguments)],
            env={**os.environ, "QUIZZER_HOME": str(own_home), **dict(env)},
            input=typed,
            encoding=encoding,
            timeout=60,
            **({"capture_output": True} | how),
        )

    return run


@pytest.fixture
def deck(own_home):
    """Write a file into the learner's own deck folder; return its path."""

    def write(name: str, content: str | bytes):
        path = own_home / "decks" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def config(own_home):
    """Write the learner's config.toml; return its path."""

    def write(content: str | bytes):
        path = own_home / "config" / "config.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def progress(own_home):
    """The progress database of the learner."""
    return own_home / "data" / "progress.db"


class Watch:
    """The time as verbs in this process read it: it stands still until it is set."""

    def __init__(self) -> None:
        self.set("2026-11-24 09:00")

    def set(self, utc: str) -> None:
        self.now = int(datetime.fromisoformat(f"{utc}+00:00").timestamp() * 1e9)


@pytest.fixture
def watch():
    """A watch that shows UTC."""
    if not hasattr(time, "tzset"):
        pytest.skip("the time zone of a process cannot be set here")
    found = Watch()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "UTC")
        time.tzset()
        patch.setattr("quizzer.study.clock.time.time_ns", lambda: found.now)
        yield found
    time.tzset()
