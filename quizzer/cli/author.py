"""The author's verbs: check and build."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import ExitStack, closing
from pathlib import Path

import click

from quizzer.cli.setup import PATH, Setup, print_json, say
from quizzer.errors import Problem, Severity, UsageError
from quizzer.terminal import visible
from quizzer.wording import counted


@click.command()
@click.argument("paths", nargs=-1, type=PATH, metavar="[PATH]...")
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
@click.option("--select", multiple=True, metavar="IDS", help="Only these rules: C04,M or T01.")
@click.option("--ignore", multiple=True, metavar="IDS", help="Not these rules.")
@click.option("--strict", is_flag=True, help="Fail on warnings as well.")
@click.option("--explain", metavar="ID", help="Say why there is a rule, with examples.")
@click.option("--history", is_flag=True, help="Look for cards that you often forget.")
@click.pass_obj
def check(
    setup: Setup,
    paths: tuple[Path, ...],
    as_json: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    strict: bool,
    explain: str | None,
    history: bool,
) -> None:
    """Find faults in decks and notes: those below PATH, or all that are in use.

    IDS are ids of rules or their beginnings, with commas between them.
    """
    from quizzer import lint

    if explain is not None:
        say(lint.explained(explain).removesuffix("\n"))
        return
    is_chosen = lint.chosen(select, ignore)
    for path in paths:
        if not path.exists():
            raise UsageError(f"no such file or folder: {path}", "check the path")
    problems = [one for one in _problems(setup, paths, is_chosen, history) if is_chosen(one.rule)]
    if as_json:
        print_json([problem._asdict() for problem in problems])
    else:
        styled = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        for problem in problems:
            click.echo(_shown(problem) if styled else visible(str(problem)))
        say(_total(problems), err=True)
    severe = {"error", "warning"} if strict else {"error"}
    if any(problem.severity in severe for problem in problems):
        sys.exit(1)


def _problems(
    setup: Setup, paths: tuple[Path, ...], is_chosen: Callable[[str], bool], history: bool
) -> list[Problem]:
    from quizzer import check as checking
    from quizzer import lint

    rules = [rule for rule in lint.RULES if is_chosen(rule.id)]
    with ExitStack() as stack:
        fared, library = None, None
        if history:
            study = stack.enter_context(setup.study())
            fared, library = checking.history_of(study.store), study.library
        if paths:
            return checking.check(paths, rules, fared)
        library = library or stack.enter_context(closing(setup.library()))
        return checking.check_library(library, rules, fared)


_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}


def _shown(problem: Problem) -> str:
    """A problem in colours; what a deck wrote is never one of them."""
    kind = f"{problem.severity} {problem.rule}"
    where, _, rest = visible(str(problem)).partition(f": {kind}: ")
    return (
        f"{click.style(where, bold=True)}: {click.style(kind, _COLOURS[problem.severity])}: {rest}"
    )


_NOUNS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "remark"}


def _total(problems: Iterable[Problem]) -> str:
    count = Counter(problem.severity for problem in problems)
    said = (counted(count[one], noun) for one, noun in _NOUNS.items() if count[one])
    return ", ".join(said) or "no problems"


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
