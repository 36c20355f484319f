"""`quizzer preview`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from quizzer.cli.setup import PATH, Setup, say


@click.command()
@click.argument("file", type=PATH)
@click.option("--html", "as_html", is_flag=True, help="Print a page for a browser.")
@click.pass_obj
def preview(setup: Setup, file: Path, as_html: bool) -> None:
    """Show the cards of a deck or note as they will be asked, beside their source.

    They are shown anew whenever FILE is saved, and progress is not touched. Where standard output
    is no terminal, they are printed. A note without cards is shown to be read.
    """
    from quizzer import preview as previewing

    streams = (sys.stdin, sys.stdout, sys.stderr)
    is_terminal = all(it.isatty() for it in streams) and os.environ.get("TERM") != "dumb"
    on_screen = is_terminal and not as_html
    try:
        found = previewing.read(file)
    except previewing.NoCardsError:
        if not on_screen:
            raise
        from quizzer.tui.screens.note import run_note

        run_note(file, setup.config)
        return
    if on_screen:
        from quizzer.tui.screens.preview import run_preview

        run_preview(found, setup.config)
        return
    say(previewing.html(found) if as_html else previewing.text(found))
    if found.problems:
        say(f"quizzer: {previewing.said(found.problems, file)}", err=True)
    if found.faults:
        sys.exit(1)
