"""The housekeeping verbs: doctor, where, completion."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Any

import click

from quizzer.cli.setup import Setup, print_json, say


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
@click.pass_obj
def doctor(setup: Setup, as_json: bool) -> None:
    """Verify the progress against its log, and repair what can be made anew from it.

    The configuration is read, too. Cards that vanished and may only be reworded are listed, too.
    """
    from quizzer.store import Store

    with Store.open(setup.places.progress) as store:
        faults = store.faults()
        damaged = [fault for fault in faults if fault.startswith("database damaged")]
        if faults and not damaged:
            store.rebuild()
        left = store.faults() if faults else []
    configured = setup.config_is_sound()
    doubts = _doubts(setup) if configured and not left else []
    if as_json:
        found = {"faults": faults, "left": left, "doubts": doubts}
        print_json({"path": str(setup.places.progress), **found})
    else:
        for fault in faults:
            say(f"{'not repaired' if fault in left else 'repaired'}: {fault}")
        if damaged:
            say("put a copy of the file back in its place, or move it aside", err=True)
        if not faults:
            say("progress is sound: the log and what follows from it agree")
        for doubt in doubts:
            say(f"{doubt['id']} is in no deck any more; perhaps it is {doubt['perhaps'][0]}")
        if doubts:
            say("`quizzer orphans list` tells more, `quizzer orphans adopt` decides", err=True)
    if left or not configured:
        sys.exit(1)


def _doubts(setup: Setup) -> list[dict[str, Any]]:
    with setup.study() as study:
        return [
            {"id": orphan.id, "perhaps": list(orphan.perhaps)}
            for orphan in study.histories.doubts()
        ]


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
@click.pass_obj
def where(setup: Setup, as_json: bool) -> None:
    """Say where Quizzer keeps decks, progress, configuration and cache."""
    from quizzer.disk import shipped

    places = setup.places
    with suppress(OSError):  # what cannot be made can still be named
        places.decks.mkdir(parents=True, exist_ok=True)
    found: dict[str, str | list[str]] = {
        "decks": str(places.decks),
        "progress": str(places.progress),
        "config": str(places.settings),
        "cache": str(places.cache),
        "shipped": str(shipped()),
        "registered": [],
    }
    if setup.config_is_sound():
        found["registered"] = [str(folder) for folder in setup.config.folders]
    if as_json:
        print_json(found)
        return
    for name, path in found.items():
        for one in [path] if isinstance(path, str) else path:
            say(f"{name:<11}{one}")


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the completion script: `quizzer completion bash >> ~/.bashrc`."""
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None
    root = ctx.find_root().command
    say(found(root, {}, "quizzer", "_QUIZZER_COMPLETE").source())
