"""The verbs for histories whose cards were renamed, reworded or removed: relink and orphans."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

import click

from quizzer.cli.setup import Setup, print_json, say
from quizzer.errors import AccessError, UsageError
from quizzer.study.histories import Orphan, Relinking
from quizzer.wording import counted, one_line


@click.command()
@click.argument("ids", nargs=-1, metavar="[OLD NEW]")
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
@click.pass_obj
def relink(setup: Setup, ids: tuple[str, ...], as_json: bool) -> None:
    """Let the card NEW have the history of OLD, both named by their ids.

    Without ids it lists every history that went to another card; `quizzer relink NEW OLD` takes
    one of those back. With --json also cards are listed that were never answered.
    """
    if len(ids) not in (0, 2):
        raise UsageError("relink takes two ids, or none", "see `quizzer relink --help`")
    with setup.study() as study:
        histories = study.histories
        done = [histories.relink(*ids)] if ids else histories.relinked()
        if as_json:
            print_json([one._asdict() | {"at": one.at.isoformat("T", "seconds")} for one in done])
            return
        answered = [one for one in done if histories.has_answers(one.uid)]
        if ids and any(orphan.uid == ids[1] for orphan in histories.orphans()):
            say(f"the history that {ids[1]} had is put aside: `quizzer orphans list`", err=True)
        for one in answered:
            say(_line(one))
            with suppress(LookupError):
                say(f"    {one_line(histories.card(one.new).question)}")
        if not answered:
            say("no history went to another card so far")


def _line(one: Relinking) -> str:
    by = "known again" if one.by == "match" else "by you"
    return f"{one.at:%Y-%m-%d %H:%M}  {one.old or 'nowhere'} -> {one.new}  ({by})"


@click.group()
def orphans() -> None:
    """Histories whose cards are in no deck any more: list, adopt, forget."""


@orphans.command("list")
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
@click.pass_obj
def list_orphans(setup: Setup, as_json: bool) -> None:
    """List the histories without a card, and the cards that each may belong to."""
    with setup.study() as study:
        found = study.histories.orphans()
        if as_json:
            print_json([_data(orphan) for orphan in found])
            return
        for orphan in found:
            say(_orphan_line(orphan))
            for other in orphan.perhaps:
                say(f"    perhaps {other}: {one_line(study.histories.card(other).question)}")
        if not found:
            say("every history has its card")


def _data(orphan: Orphan) -> dict[str, object]:
    return {
        "id": orphan.id,
        "question": orphan.said.question if orphan.said else "",
        "answers": orphan.answers,
        "last": orphan.last.isoformat("T", "seconds"),
        "perhaps": list(orphan.perhaps),
    }


def _orphan_line(orphan: Orphan) -> str:
    says = f": {one_line(orphan.said.question)}" if orphan.said else ""
    return f"{orphan.id}  {counted(orphan.answers, 'answer')}, last {orphan.last:%Y-%m-%d}{says}"


@orphans.command()
@click.argument("orphan")
@click.argument("card", required=False)
@click.pass_obj
def adopt(setup: Setup, orphan: str, card: str | None) -> None:
    """Give the history of ORPHAN to CARD, or to the one that it is likely to belong to."""
    with setup.study() as study:
        (found,) = _named(study.histories.orphans(), [orphan])
        if card is None and not found.perhaps:
            message = f"nothing tells which card {orphan!r} is now"
            raise UsageError(message, "name it after the orphan")
        if card is None and len(found.perhaps) > 1:
            several = ", ".join(found.perhaps)
            raise UsageError(f"{orphan!r} may be one of several cards", f"name one: {several}")
        say(_line(study.histories.adopt(found, card or found.perhaps[0])))


@orphans.command()
@click.argument("ids", nargs=-1, metavar="[ORPHAN]...")
@click.option("--all", "every", is_flag=True, help="All orphans.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def forget(setup: Setup, ids: tuple[str, ...], every: bool, yes: bool) -> None:
    """Let go of the histories of ORPHANs for good; a copy of all progress is written before."""
    if bool(ids) == every:
        raise UsageError("which orphans?", "name them, or write --all")
    with setup.study() as study:
        found = study.histories.orphans()
        chosen = found if every else _named(found, ids)
        for orphan in chosen:
            say(_orphan_line(orphan), err=True)
        if not chosen:
            say("every history has its card")
            return
        what = "this history" if len(chosen) == 1 else f"these {len(chosen)} histories"
        if not yes and not click.confirm(f"Forget {what}?", err=True):
            say("nothing forgotten", err=True)
            return
        name = f"progress-{study.clock.local(study.clock.now):%Y-%m-%dT%H%M%S}.db"
        copy = setup.places.progress.with_name(name)
        if copy.exists():
            raise AccessError(f"{copy} is there already", "try again in a second")
        study.store.back_up(copy)
        study.histories.forget(chosen)
    say(f"{what} forgotten; a copy of all progress as it was before: {copy}")


def _named(orphans: Sequence[Orphan], ids: Sequence[str]) -> list[Orphan]:
    by_id = {orphan.id: orphan for orphan in orphans}
    for name in ids:
        if name not in by_id:
            raise UsageError(f"no orphan {name!r}", "`quizzer orphans list` lists them")
    return [by_id[name] for name in dict.fromkeys(ids)]
