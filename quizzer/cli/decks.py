"""`quizzer decks`: what there is, and what is studied."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from quizzer.cli.setup import PATH, Setup, deck_ids, print_json, say, whole
from quizzer.errors import UsageError


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
@click.pass_context
def decks(ctx: click.Context, as_json: bool) -> None:
    """List the decks; `quizzer decks VERB --help` tells how to change the list."""
    if ctx.invoked_subcommand is None:
        _list(ctx.obj, as_json)


def _list(setup: Setup, as_json: bool) -> None:
    with setup.study() as study:
        states = study.agenda.deck_states()
        if as_json:
            print_json(
                [
                    {
                        "id": state.file.id,
                        "title": state.file.title,
                        "path": str(state.file.path),
                        "on": state.on,
                        "cards": state.file.cards,
                        "new": state.new,
                        "learning": state.learning,
                        "due": state.due,
                        "suspended": state.suspended,
                    }
                    for state in states
                ]
            )
            return
        width = max((len(state.file.id) for state in states), default=0)
        for state in states:
            file = state.file
            says = f"{file.cards:5} cards {state.new:5} new {state.learning:5} learning"
            says += f" {state.due:5} due {state.suspended:5} suspended"
            off = "" if state.on else "  (off)"
            say(f"{file.id:<{width}} {says}  {file.title}{off}")
            if file.replaces:
                say(f"{'':<{width}} {file.path} replaces the shipped {file.replaces}")


@decks.command()
@click.argument("folder", type=PATH)
@click.pass_obj
def add(setup: Setup, folder: Path) -> None:
    """Register FOLDER: every deck below it belongs to the library from now on."""
    folder = whole(folder)
    if not folder.is_dir():
        raise UsageError(f"no folder {folder}", "name one that exists")
    folders = [whole(one) for one in setup.config.folders]
    if folder in folders:
        say(f"{folder} is registered already")
        return
    from quizzer.config import save_folders

    save_folders(setup.places.settings, [*folders, folder])
    say(f"{folder} registered")


@decks.command()
@click.argument("folder", type=PATH)
@click.pass_obj
def remove(setup: Setup, folder: Path) -> None:
    """Forget a registered FOLDER; its files and your progress stay."""
    folder = whole(folder)
    folders = [whole(one) for one in setup.config.folders]
    if folder not in folders:
        known = ", ".join(map(str, folders)) or "none"
        raise UsageError(f"{folder} is not registered", f"registered: {known}")
    from quizzer.config import save_folders

    save_folders(setup.places.settings, [one for one in folders if one != folder])
    say(f"{folder} forgotten")


@decks.command()
@click.argument("names", nargs=-1, required=True, metavar="DECK...", shell_complete=deck_ids)
@click.pass_obj
def on(setup: Setup, names: tuple[str, ...]) -> None:
    """Study these decks."""
    _switch(setup, names, True)


@decks.command()
@click.argument("names", nargs=-1, required=True, metavar="DECK...", shell_complete=deck_ids)
@click.pass_obj
def off(setup: Setup, names: tuple[str, ...]) -> None:
    """Leave these decks alone; what was learned of them stays."""
    _switch(setup, names, False)


def _switch(setup: Setup, names: Sequence[str], on: bool) -> None:
    with setup.study() as study:
        chosen = study.library.named(names)
        study.agenda.switch(chosen, on)
        for deck in chosen:
            say(f"{deck.id} {'on' if on else 'off'}")
