"""The verb that shows what the learner takes for what, and drills it."""

from __future__ import annotations

import gc
import sys
from datetime import datetime
from typing import TYPE_CHECKING

import click

from quizzer.cli.setup import Setup, deck_ids, print_json, say
from quizzer.confusion import Confusion
from quizzer.errors import UsageError
from quizzer.wording import NO_CONFUSIONS, confusion_text, counted, day_text

if TYPE_CHECKING:
    from quizzer.study import Study

_ANY = 0
"""What `--drill` without a number stands for."""


def _number(ctx: click.Context, option: click.Parameter, value: str | None) -> int | None:
    """The number after `--drill`, if there is one."""
    if not value:
        return None if value is None else _ANY
    return click.IntRange(1)(value, option, ctx)


@click.command()
@click.argument("decks", nargs=-1, metavar="[DECK]...", shell_complete=deck_ids)
@click.option(
    "--drill",
    callback=_number,
    is_flag=False,
    flag_value="",
    metavar="[N]",
    help="Drill the most frequent, or that of number N.",
)
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
@click.pass_obj
def confusions(setup: Setup, decks: tuple[str, ...], drill: int | None, as_json: bool) -> None:
    """Show what you take for what, the most often confused first, of all decks or of those named.

    It counts the wrong options that you chose and the wrong answers that you typed, in reviews
    and in quizzes. A drill puts both side by side, where it is certain which is which: a quiz,
    in lines.
    """
    if as_json and drill is not None:
        raise UsageError("--json and --drill exclude one another", "give one of them")
    with setup.study() as study:
        found = study.confusions.found(decks)
        if drill is not None and found:
            _drill(study, found, drill)
            return
        local = study.clock.local
        if as_json:
            print_json([_data(one, local(one.last)) for one in found])
            return
        now = local(study.clock.now)
        for number, one in enumerate(found, 1):
            say(f"{number}. {_line(one, local(one.last), now)}")
        if not found:
            say(NO_CONFUSIONS)


def _drill(study: Study, found: list[Confusion], number: int) -> None:
    if number > len(found):
        raise UsageError(f"nothing confused has the number {number}", f"there are {len(found)}")
    chosen = found[number - 1 : number] or found
    drills = filter(None, map(study.confusions.contrast, chosen))
    quiz = study.quizzing.drill(next(drills, []))
    from quizzer.cli.quiz_plain import quiz_plain

    gc.enable()
    quiz_plain(study, quiz, sys.stdin, sys.stdout)


def _data(one: Confusion, last: datetime) -> dict[str, object]:
    return {
        "asked": one.asked,
        "taken": one.taken[0] if len(one.taken) == 1 else list(one.taken),
        "on": one.on,
        "times": one.times,
        "last": last.isoformat("T", "seconds"),
        "cards": [card.id for card in one.cards],
    }


def _line(one: Confusion, last: datetime, now: datetime) -> str:
    """`GPT-2 for GPT-3 on Layers  3 times, last on 12 November`."""
    day = day_text(last, now)
    times = f"{counted(one.times, 'time')}, last on {day}" if one.times > 1 else f"once, on {day}"
    return f"{confusion_text(one)}  {times}"
