"""The author's verbs: check and build."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

from quizzer.cli.setup import Setup, print_json
from quizzer.errors import Problem, UsageError


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
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
        shelf = setup.library()
        problems = [*shelf.problems, *shelf.repeated_ids()]
    if as_json:
        print_json([problem._asdict() for problem in problems])
    else:
        for problem in problems:
            click.echo(str(problem))
        click.echo(_total(problems), err=True)
    if any(problem.severity == "error" for problem in problems):
        sys.exit(1)


def _total(problems: Iterable[Problem]) -> str:
    count = Counter(problem.severity for problem in problems)
    return ", ".join(f"{n} {severity}s" for severity, n in count.items()) or "no problems"


@click.command()
@click.argument("notes", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "decks",
    type=click.Path(path_type=Path),
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
        click.echo(str(problem), err=True)
    if only_check:
        stale = building.stale(built, decks)
        for difference in stale:
            click.echo(difference.diff, nl=False)
        click.echo(f"{len(stale)} decks out of date" if stale else "up to date", err=True)
    else:
        building.write(built, decks)
        stale = []
    rules = ", ".join(f"{count} {rule}" for rule, count in built.counts.items())
    click.echo(f"{len(built.decks)} decks, {sum(built.counts.values())} cards: {rules}", err=True)
    if stale or any(problem.severity == "error" for problem in built.problems):
        sys.exit(1)
