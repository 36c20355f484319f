"""`quizzer export`."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from quizzer.card import Deck
from quizzer.cli.setup import PATH, Setup, deck_ids, say
from quizzer.errors import AccessError, UsageError
from quizzer.files import replace_file
from quizzer.wording import counted


@click.command()
@click.argument("decks", nargs=-1, metavar="[DECK]...", shell_complete=deck_ids)
@click.option("--to", "kind", type=click.Choice(["csv", "json", "apkg"]), required=True)
@click.option(
    "-o",
    "--output",
    type=PATH,
    required=True,
    metavar="FILE",
    help="Where to write; - is standard output (csv and json).",
)
@click.pass_obj
def export(setup: Setup, decks: tuple[str, ...], kind: str, output: Path) -> None:
    """Write the decks named, or all, to FILE: csv, json, or apkg for Anki."""
    if kind == "apkg" and str(output) == "-":
        raise UsageError("an Anki package is no text for standard output", "name a file with -o")
    with setup.study() as study:
        exported = study.exported(decks)
        cards = sum(len(deck.cards) for deck in exported)
        try:
            if kind == "apkg":
                from quizzer.exchange import apkg

                names = study.library.names
                uids = {card.id: names.uid(card.id) for deck in exported for card in deck.cards}
                apkg.write(exported, output, study.last_changes(), uids)
            else:
                _write_text(exported, kind, output)
        except OSError as error:
            if str(output) == "-":
                raise
            hint = "choose another file with -o"
            raise AccessError(f"{output} cannot be written: {error.strerror}", hint) from error
        if str(output) != "-":
            said = f"{counted(cards, 'card')} of {counted(len(exported), 'deck')}"
            say(f"{said} written to {output}", err=True)


def _write_text(decks: Sequence[Deck], kind: str, output: Path) -> None:
    from quizzer.exchange import csv, json

    text = io.StringIO(newline="")
    if kind == "csv":
        csv.write(decks, text)
    else:
        json.write(decks, text)
    data = text.getvalue().encode()
    if str(output) == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    else:
        replace_file(output, data)
