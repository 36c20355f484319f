"""The verbs that write for an author: new, schema and ids."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from shlex import quote

import click

from quizzer.cli.setup import PATH, Setup, say, whole
from quizzer.errors import Problem, UsageError
from quizzer.wording import counted

SCHEMA_FILE = "deck.schema.json"
"""What the first line of a new deck calls the schema beside it."""
_TEMPLATE = Path(__file__).with_name("new-deck.yaml")
_ENDINGS = (".yaml", ".yml")


@click.command()
@click.argument("name", metavar="NAME|PATH")
@click.pass_obj
def new(setup: Setup, name: str) -> None:
    """Begin a deck: NAME in your own deck folder, or the file at PATH.

    A path has a separator or ends in .yaml. Beside the deck stands its schema, by which an editor
    completes and validates.
    """
    path, title = _target(setup, name)
    _refuse_twins(setup, path)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(_begun(title))
    except FileExistsError:
        raise UsageError(f"{path} is there already", "edit it, or choose another name") from None
    _put_schema(path.parent)
    say(str(path))
    deck, folder = quote(str(path)), quote(str(path.parent))
    say("Edit it in an editor, then", err=True)
    say(f"  find faults:    quizzer check {deck}", err=True)
    say(f"  see the cards:  quizzer preview {deck}", err=True)
    if _folder_of(setup, path) is None:
        say(f"  register it:    quizzer decks add {folder}", err=True)
    say("  study:          quizzer", err=True)


def _target(setup: Setup, name: str) -> tuple[Path, str]:
    """Where a deck of this name goes, and its title."""
    from quizzer.key import slug
    from quizzer.parse.yaml.source import CONTROL

    separators = tuple(filter(None, (os.sep, os.altsep)))
    if any(map(name.__contains__, separators)) or name.lower().endswith(_ENDINGS):
        path = whole(Path(name))
        if name.endswith(separators) or path.is_dir():
            raise UsageError(f"{path} is a folder", f"name a file in it: {path / 'capitals.yaml'}")
        if path.suffix.lower() not in _ENDINGS:
            path = path.with_name(f"{path.name}.yaml")
        words = " ".join(path.stem.replace("-", " ").replace("_", " ").split())
        title = words[:1].upper() + words[1:]
    else:
        title = " ".join(name.split())
        path = setup.places.decks / f"{slug(title)}.yaml"
    if CONTROL.search(title) or not str(path).isprintable():
        raise UsageError(f"{name!a} holds characters that no name has", "leave them out")
    if path.name.startswith(".") or not any(map(str.isalnum, title)):
        raise UsageError(f"{name!r} is no name for a deck", "begin it with a letter")
    return path, title


def _refuse_twins(setup: Setup, path: Path) -> None:
    """Stop if the deck would bear the id of another: two in one folder, or a shipped one."""
    from quizzer.disk import default_id, shipped

    for ending in _ENDINGS:
        twin = path.with_suffix(ending)
        if twin.exists():
            raise UsageError(f"{twin} is there already", "edit it, or choose another name")
    if path.is_relative_to(setup.places.decks):
        deck = default_id(path, setup.places.decks)
        if shipped().joinpath(f"{deck}.yaml").exists():
            hint = "choose another name: yours would take its place"
            raise UsageError(f"a shipped deck has the id {deck}", hint)


def _begun(title: str) -> str:
    from quizzer.parse import yaml

    written = yaml.dump({"deck": title})
    return _TEMPLATE.read_text(encoding="utf-8").replace("deck: TITLE\n", written, 1)


def _put_schema(folder: Path) -> None:
    """Write the schema of decks into a folder, unless a file of that name is none of Quizzer's."""
    from quizzer.files import replace_file
    from quizzer.parse.schema import HEAD, schema

    path = folder / SCHEMA_FILE
    text = schema()
    there = path.read_text(encoding="utf-8", errors="replace") if path.exists() else HEAD
    if not there.startswith(HEAD):
        say(f"{path} is not Quizzer's, and is left as it is", err=True)
    elif there != text:
        replace_file(path, text.encode())


@click.command()
def schema() -> None:
    """Print the JSON Schema of decks, by which an editor completes and validates."""
    from quizzer.parse.schema import schema as written

    say(written().removesuffix("\n"))


@click.command()
@click.argument("files", nargs=-1, required=True, type=PATH, metavar="FILE...")
@click.option("--write", is_flag=True, help="Insert the lines; without it they are only shown.")
@click.option("--force", is_flag=True, help="Write into a file that git shows as modified, too.")
@click.pass_obj
def ids(setup: Setup, files: tuple[Path, ...], write: bool, force: bool) -> None:
    """Give each card of hand-written decks an `id` of its own: the one it has now.

    From then on even a card that is rewritten as a whole keeps its history. Lines are inserted,
    and no other byte is touched.
    """
    from quizzer.files import replace_file
    from quizzer.ids import Named, with_ids

    changes: dict[Path, Named] = {}
    problems: list[Problem] = []
    for file in files:
        data, found = _written_by_hand(file)
        named = with_ids(data, str(file), _deck_id(setup, file)) if not found else None
        if named and named.added:
            changes[file] = named
        problems += named.problems if named else found
    for problem in problems:
        say(str(problem), err=True)
    if any(problem.severity == "error" for problem in problems):
        say("nothing is written", err=True)
        sys.exit(1)
    if write and not force and (changed := next(filter(_uncommitted, changes), None)):
        raise UsageError(f"git shows {changed} as modified", "commit it first, or add --force")
    for file, named in changes.items():
        number = counted(named.added, "id")
        if write:
            replace_file(file, named.data)
            say(f"{file}: {number} inserted", err=True)
        else:
            say(_difference(file, file.read_bytes(), named.data))
            say(f"{file}: {number} to insert: add --write", err=True)
    if problems:
        sys.exit(1)
    if not changes:
        say("every card has an id", err=True)


def _written_by_hand(file: Path) -> tuple[bytes, list[Problem]]:
    """The bytes of a deck that a person wrote, or the problem why there are none."""
    from quizzer.disk import contents
    from quizzer.generated import note_of

    if not file.exists():
        raise UsageError(f"no such file: {file}", "check the path")
    if file.suffix.lower() == ".md":
        raise UsageError(
            f"{file} is a note", "write `id: ...` in a `card` directive above the block"
        )
    data, problems = contents(file)
    if not problems and note_of(file) is not None:
        raise UsageError(f"{file} was made by quizzer build", "edit the note that it names")
    return data, problems


def _deck_id(setup: Setup, file: Path) -> str:
    """The id that the deck in a file has unless it says another."""
    from quizzer.disk import default_id

    path = whole(file)
    return default_id(path, _folder_of(setup, path) or path.parent)


def _folder_of(setup: Setup, path: Path) -> Path | None:
    """The folder of the library that a file lies below, if there is one."""
    from quizzer.disk import deck_folders

    folders = deck_folders(setup.places, setup.config, setup.given)
    return next(filter(path.is_relative_to, (whole(folder.path) for folder in folders)), None)


def _uncommitted(file: Path) -> bool:
    """Whether git knows the file, and it is not as it was committed last."""
    import subprocess

    from quizzer.files import real

    path = real(file)
    git = ["git", "-C", str(path.parent), "--literal-pathspecs", "--no-optional-locks"]
    settings = ["-c", "core.fsmonitor=false"]  # a program that the repository may name
    status = ["status", "--porcelain", "--untracked-files=no", "--", path.name]
    try:
        told = subprocess.run([*git, *settings, *status], capture_output=True, check=False)
    except OSError:  # there is no git
        return False
    return bool(told.stdout.strip())


def _difference(file: Path, before: bytes, after: bytes) -> str:
    from difflib import unified_diff

    old, new = (data.decode("utf-8").splitlines() for data in (before, after))
    names = f"{file} (as it is)", f"{file} (with ids)"
    return "\n".join(unified_diff(old, new, *names, lineterm="", n=1))
