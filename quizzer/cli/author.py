"""The author's verbs: check and build."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import click

from quizzer.cli.setup import PATH, Setup, print_json, say
from quizzer.errors import Problem, UsageError
from quizzer.wording import counted


@click.command()
@click.argument("paths", nargs=-1, type=PATH, metavar="[PATH]...")
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
@click.pass_obj
def check(setup: Setup, paths: tuple[Path, ...], as_json: bool) -> None:
    """Find faults in decks and notes: those below PATH, or all that are in use."""
    from quizzer import library

    for path in paths:
        if not path.exists():
            raise UsageError(f"no such file or folder: {path}", "check the path")
    if paths:
        problems = library.check(paths)
    else:
        with closing(setup.library()) as shelf:
            problems = [*shelf.problems, *shelf.repeated_ids()]
    if as_json:
        print_json([problem._asdict() for problem in problems])
    else:
        for problem in problems:
            say(str(problem))
        say(_total(problems), err=True)
    if any(problem.severity == "error" for problem in problems):
        sys.exit(1)


_NOUNS = {"error": "error", "warning": "warning", "info": "remark"}


def _total(problems: Iterable[Problem]) -> str:
    count = Counter(problem.severity for problem in problems)
    return ", ".join(counted(n, _NOUNS[severity]) for severity, n in count.items()) or "no problems"


@click.command()
@click.argument("notes", type=PATH)
@click.option(
    "-o",
    "--output",
    "decks",
    type=PATH,
    required=True,
    metavar="DECKS",
    help="The folder that the decks go to.",
)
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail if out of date.")
def build(notes: Path, decks: Path, only_check: bool) -> None:
    """Make decks from the Markdown notes below NOTES, one for each note that has cards.

    Only decks that were built before are replaced or removed.
    """
    from quizzer import build as building

    built = building.build(notes)
    for problem in built.problems:
        say(str(problem), err=True)
    if only_check:
        stale = building.stale(built, decks)
        for difference in stale:
            say(difference.diff.removesuffix("\n"))
        say(f"{counted(len(stale), 'deck')} out of date" if stale else "up to date", err=True)
    else:
        building.write(built, decks)
        stale = []
    rules = ", ".join(f"{count} {rule}" for rule, count in built.counts.items())
    made = f"{counted(len(built.decks), 'deck')}, {counted(built.counts.total(), 'card')}"
    say(f"{made}: {rules}" if rules else made, err=True)
    if stale or any(problem.severity == "error" for problem in built.problems):
        sys.exit(1)
