"""The command line. A verb is imported when it is used, so that none pays for another."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

from quizzer import __version__
from quizzer.cli.setup import PATH, Setup, say
from quizzer.errors import AccessError, QuizzerError, UsageError

_VERBS = {
    "review": ("learn", "Study the cards that are due."),
    "due": ("learn", "Say what today holds."),
    "quiz": ("quiz", "Take a scored test."),
    "stats": ("learn", "Show how the learning goes."),
    "calibration": ("calibration", "Hold how sure you were against how often you were right."),
    "confusions": ("confusions", "Show what you take for what."),
    "suspended": ("learn", "List the cards that are suspended."),
    "unsuspend": ("learn", "Bring suspended cards back."),
    "decks": ("decks", "List decks; add, remove, switch on or off."),
    "check": ("author", "Find faults in decks and notes."),
    "build": ("author", "Make decks from Markdown notes."),
    "preview": ("preview", "Show the cards of a deck or note beside their source."),
    "new": ("write", "Begin a deck."),
    "ids": ("write", "Give the cards of a deck ids of their own."),
    "schema": ("write", "Print the JSON Schema of decks, for editors."),
    "export": ("export", "Write decks as CSV, JSON or an Anki package."),
    "relink": ("history", "Give a card the history of another."),
    "orphans": ("history", "List, adopt or forget histories without a card."),
    "doctor": ("care", "Verify the progress, and repair it."),
    "where": ("care", "Say where Quizzer keeps its files."),
    "completion": ("care", "Print the completion script for a shell."),
}


_INTERRUPTED = 130
"""What a shell expects of a program that Ctrl+C ended."""


class _Verbs(click.Group):
    """Knows its verbs by name and one line each, and imports one only to run it.

    A fault is said in one line, and the exit code tells its kind.
    """

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        sys.exit(self._run(*args, **extra | {"prog_name": "quizzer", "standalone_mode": False}))

    def _run(self, *args: Any, **extra: Any) -> int:
        try:
            return int(super().main(*args, **extra) or 0)
        except QuizzerError as error:
            return _stopped_by(error)
        except click.ClickException as error:
            context = error.ctx if isinstance(error, click.UsageError) else None
            verb = context.command_path if context else "quizzer"
            said = " ".join(error.format_message().split()).rstrip(".")
            hint = "" if said.endswith("?") else f"see `{verb} --help`"
            return _stopped_by(UsageError(said, hint))
        except click.Abort:
            return _INTERRUPTED
        except OSError as error:
            if not error.filename:
                _drop_output()
            what = error.filename or "the output"
            said = f"cannot read or write {what}: {error.strerror}"
            return _stopped_by(AccessError(said, "check its permissions and the room on the disk"))

    def invoke(self, ctx: click.Context) -> None:
        try:
            super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:  # whoever read the output has enough
            _drop_output()
            ctx.exit()

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _VERBS:
            return None
        module = import_module(f"quizzer.cli.{_VERBS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in _VERBS and not name.startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(name, _VERBS, 1)
            hint = f"did you mean `quizzer {near[0]}`?" if near else "see `quizzer --help`"
            raise UsageError(f"no verb {name!r}", hint)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Verbs"):
            formatter.write_dl([(name, help_text) for name, (_, help_text) in _VERBS.items()])


@click.group(
    cls=_Verbs,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="quizzer", message="%(prog)s %(version)s")
@click.option(
    "--decks",
    "given",
    type=PATH,
    multiple=True,
    metavar="DIR",
    help="Use the decks below DIR as well; may be given more than once.",
)
@click.pass_context
def cli(ctx: click.Context, given: tuple[Path, ...]) -> None:
    """Flashcards in the terminal, made from your notes.

    Without a verb it opens the terminal interface.
    """
    ctx.obj = Setup(given)
    if ctx.invoked_subcommand is None:
        from quizzer.cli.learn import open_interface

        open_interface(ctx.obj)


def main() -> None:
    """Run the command line on the process's own arguments and streams."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:  # it was closed by whoever started the process
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    cli()


def _stopped_by(error: QuizzerError) -> int:
    say(f"quizzer: {error}", err=True)
    return error.exit_code


def _drop_output() -> None:
    """Let go of what could not be written, or Python tries again at its end, and complains."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
