"""What every verb starts from: the learner's places, configuration and decks."""

from __future__ import annotations

import json
import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quizzer.config import Config, read
from quizzer.errors import QuizzerError
from quizzer.places import Places, places
from quizzer.terminal import visible

if TYPE_CHECKING:
    from quizzer.library import Library
    from quizzer.study import Study

PATH = click.Path(readable=False, path_type=Path)
"""A path as it was given; whether it can be read is for the verb to find out and to say."""


def whole(path: Path) -> Path:
    """A path from the root, without `..`, so that one folder has one name."""
    return Path(os.path.normpath(path.absolute()))


class Setup:
    """Opens what a verb asks for; `given` are the folders named with --decks."""

    def __init__(self, given: tuple[Path, ...]) -> None:
        self.given = given

    @cached_property
    def places(self) -> Places:
        """Where things are kept."""
        return places()

    @cached_property
    def config(self) -> Config:
        """What config.toml says."""
        return read(self.places.settings)

    def config_is_sound(self) -> bool:
        """Whether config.toml can be read; where not, stderr says why, for verbs that go on."""
        try:
            return bool(self.config)
        except QuizzerError as error:
            say(f"quizzer: {error}", err=True)
            return False

    def study(self) -> Study:
        """The learner's library and progress; what is wrong with the decks is said on stderr."""
        from quizzer.study import Study

        study = Study.open(self.places, self.config, self.given)
        report_faults(study)
        return study

    def library(self) -> Library:
        """The learner's library without their progress."""
        from quizzer.library import open_library

        return open_library(self.places, self.config, self.given)


def report_faults(study: Study) -> None:
    """Say on stderr what keeps decks from being whole, and that the clock jumped back if it did."""
    problems = study.problems() if study.library.changed else study.library.problems
    faults = [problem for problem in problems if problem.severity == "error"]
    faults.sort(key=lambda problem: problem.rule != "L01")  # what was asked for just now first
    if faults:
        from quizzer.wording import first_fault

        say(f"quizzer: {first_fault(faults, 'quizzer check')}", err=True)
    if study.clock.behind > 60_000:
        last = study.clock.local(study.store.last_at()).isoformat(" ", "minutes")
        say(
            f"quizzer: the clock is behind the last answer ({last}): set it right; "
            "until then answers are logged at that time",
            err=True,
        )


def deck_ids(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    """The ids of decks that begin so, for the shell's completion."""
    library = Setup(()).library()
    return [deck.id for deck in library.decks if deck.id.startswith(incomplete)]


def say(text: str, *, err: bool = False) -> None:
    """Write a line on stdout or stderr, and never anything that a terminal would obey."""
    click.echo(visible(text), err=err)


def print_json(value: Any) -> None:
    """Write a value as JSON on stdout."""
    say(json.dumps(value, ensure_ascii=False, indent=2))
