"""The learner's verbs: review, due, stats, suspended, unsuspend."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

import click

from quizzer.cli.setup import Setup, deck_ids, print_json, say
from quizzer.errors import UsageError

if TYPE_CHECKING:
    from quizzer.study import Helping


def require_terminal(verb: str = "review") -> None:
    """Raise UsageError where the screens of a verb cannot be shown."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if not all(stream.isatty() for stream in streams) or os.environ.get("TERM") == "dumb":
        raise UsageError("this needs a terminal", f"`quizzer {verb} --plain` works without one")


def open_interface(setup: Setup, helping: Helping | None = None) -> None:
    """Open the terminal interface: at home, or in a session on a helping."""
    require_terminal()
    with setup.study() as study:
        if helping is not None:
            study.begin(helping)
        from quizzer.tui.app import run_app

        run_app(study, in_session=helping is not None)


@click.command()
@click.argument("decks", nargs=-1, metavar="[DECK]...", shell_complete=deck_ids)
@click.option("--plain", is_flag=True, help="Lines in, lines out: for screen readers and pipes.")
@click.option("--new", "more_new", type=click.IntRange(1, 999), help="So many more new cards.")
@click.option("--ahead", type=click.IntRange(1, 365), metavar="DAYS", help="Cards due by then.")
@click.option("--missed", is_flag=True, help="The cards that the last quiz or drill was missed on.")
@click.option("--practice", is_flag=True, help="All cards; the schedule stays as it is.")
@click.option("--tag", default="", help="Practise the cards that bear this tag.")
@click.pass_obj
def review(
    setup: Setup,
    decks: tuple[str, ...],
    plain: bool,
    more_new: int | None,
    ahead: int | None,
    missed: bool,
    practice: bool,
    tag: str,
) -> None:
    """Study today's cards of all decks that are on, or of the decks named.

    A DECK is an id, the beginning of one, or a path.
    """
    if sum(map(bool, (more_new, ahead, missed, practice or tag))) > 1:
        said = "--new, --ahead, --missed and --practice exclude one another"
        raise UsageError(said, "give one of them")
    from quizzer.study import Helping

    helping = Helping(decks, more_new or 0, ahead or 0, practice or bool(tag), tag, missed)
    if not plain:
        open_interface(setup, helping)
        return
    from quizzer.cli.plain import review_plain

    with setup.study() as study:
        study.begin(helping)
        gc.enable()
        review_plain(study, sys.stdin, sys.stdout)


@click.command()
@click.argument("decks", nargs=-1, metavar="[DECK]...", shell_complete=deck_ids)
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
@click.pass_obj
def due(setup: Setup, decks: tuple[str, ...], as_json: bool) -> None:
    """Say what today holds: new, learning and due cards after the day's limits."""
    with setup.study() as study:
        today = study.agenda.today(decks)
        if as_json:
            print_json(
                {
                    "new": today.new,
                    "learning": today.learning,
                    "due": today.due,
                    "next_due": today.next_due and today.next_due.isoformat(),
                    "decks": [
                        {"id": deck, "new": new, "learning": learning, "due": due}
                        for deck, (new, learning, due) in today.decks.items()
                    ],
                }
            )
            return
        titles = {deck.id: deck.title for deck in study.library.decks}
        for deck, counts in today.decks.items():
            say("{:5} new {:5} learning {:5} due  ".format(*counts) + titles[deck])
        if today.decks:
            say(f"{today.new:5} new {today.learning:5} learning {today.due:5} due  in all")
        elif today.next_due:
            say(f"Nothing is due until {today.next_due:%A %d %B %H:%M}.")
        else:
            say("Nothing is due.")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
@click.pass_obj
def stats(setup: Setup, as_json: bool) -> None:
    """Show how the learning goes."""
    with setup.study() as study:
        found = study.stats()
        if as_json:
            print_json(found._asdict())
            return
        from quizzer.schedule.steps import interval_text

        kept = "-" if found.true_retention is None else f"{found.true_retention:.1%}"
        for name, value in (
            ("cards in the library", found.cards),
            ("of them seen", found.seen),
            ("answers", found.reviews),
            ("answers today", found.reviews_today),
            ("answering today", interval_text(found.minutes_today * 60)),
            ("remembered when asked again", kept),
            ("days in a row", found.streak),
        ):
            say(f"{value!s:>8}  {name}")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
@click.pass_obj
def suspended(setup: Setup, as_json: bool) -> None:
    """List the cards that are suspended: id and question."""
    with setup.study() as study:
        cards = study.agenda.suspended()
        if as_json:
            print_json([{"id": card.id, "question": card.question} for card in cards])
            return
        for card in cards:
            say(f"{card.id}\t{' '.join(card.question.split())}")


@click.command()
@click.argument("cards", nargs=-1, metavar="ID...")
@click.option("--all", "every", is_flag=True, help="All suspended cards.")
@click.pass_obj
def unsuspend(setup: Setup, cards: tuple[str, ...], every: bool) -> None:
    """Bring suspended cards back, by id."""
    if bool(cards) == every:
        raise UsageError("name cards by id, or give --all", "`quizzer suspended` lists them")
    with setup.study() as study:
        waiting = [card.id for card in study.agenda.suspended()]
        for card in cards:
            if card not in waiting:
                raise UsageError(f"no suspended card {card!r}", "`quizzer suspended` lists them")
        chosen = waiting if every else cards
        study.agenda.unsuspend(chosen)
        say(f"{len(chosen)} brought back")
