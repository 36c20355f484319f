"""`quizzer quiz`: a scored test, taken or listed."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from quizzer.cli.learn import require_terminal
from quizzer.cli.setup import Setup, deck_ids, print_json, say
from quizzer.errors import UsageError

if TYPE_CHECKING:
    from quizzer.library import Library
    from quizzer.question import Question
    from quizzer.quiz import Paper, Wanted, Way


def _formats(_: click.Context, __: click.Parameter, value: str | None) -> tuple[Way, ...]:
    """The formats that a text names, in the order in which they are known."""
    if value is None:
        return ()
    from quizzer.quiz import FORMATS

    names = [name.strip().casefold() for name in value.split(",")]
    for name in names:
        if name == "recall":
            raise UsageError("recall cannot be quizzed: nothing could mark it", _known())
        if name not in FORMATS:
            from difflib import get_close_matches

            near = get_close_matches(name, FORMATS, 1)
            raise UsageError(
                f"no format {name!r}", f"did you mean {near[0]}?" if near else _known()
            )
    return tuple(it for it in FORMATS if it in names)


def _known() -> str:
    from quizzer.quiz import FORMATS

    return f"formats: {', '.join(FORMATS)}"


@click.command()
@click.argument("decks", nargs=-1, metavar="[DECK|TOPIC]...", shell_complete=deck_ids)
@click.option("--count", type=click.IntRange(1, 999), help="So many questions (20).")
@click.option("--minutes", type=click.IntRange(1, 999), help="The time there is.")
@click.option("--formats", callback=_formats, metavar="A,B", help="Ask in these ways only.")
@click.option("--seed", type=click.IntRange(0, 999_999_999), help="The quiz of this number.")
@click.option("--exam", is_flag=True, help="Say nothing of the answers until the end.")
@click.option("--practice", is_flag=True, help="Say of each answer whether it is right (default).")
@click.option("--plain", is_flag=True, help="Lines in, lines out: for screen readers and pipes.")
@click.option("--list", "listed", is_flag=True, help="Print the quiz; do not take it.")
@click.option("--json", "as_json", is_flag=True, help="With --list: for scripts.")
@click.pass_context
def quiz(
    ctx: click.Context,
    decks: tuple[str, ...],
    count: int | None,
    minutes: int | None,
    formats: tuple[Way, ...],
    seed: int | None,
    exam: bool,
    practice: bool,
    plain: bool,
    listed: bool,
    as_json: bool,
) -> None:
    """Take a quiz on the decks that are on, or on those named. It leaves the schedule alone.

    A DECK is an id, the beginning of one, a title, or a path. The same seed gives the same quiz,
    to take again or to share. A quiz that was interrupted goes on when it is called for again.
    """
    if exam and practice:
        raise UsageError("--exam and --practice exclude one another", "give one of them")
    if as_json and not listed:
        raise UsageError("--json goes with --list", "`quizzer quiz --list --json`")
    from quizzer.quiz import COUNT, Wanted

    if not (plain or listed):
        require_terminal("quiz")
    setup: Setup = ctx.obj
    with setup.study() as study:
        named = _decks(study.library, decks)
        wanted = Wanted(named, count or COUNT, minutes or 0, formats, seed, exam)
        if listed:
            _list(study.quizzing.draw(wanted), as_json)
            return
        given = {it for it in ctx.params if ctx.get_parameter_source(it) != ParameterSource.DEFAULT}
        taken = study.quizzing.unfinished(lambda begun: _agree(begun, wanted, given))
        taken = taken or study.quizzing.begin(wanted)
        if not plain:
            from quizzer.tui.app import run_app

            run_app(study, quiz=taken)
            return
        from quizzer.cli.quiz_plain import quiz_plain

        gc.enable()
        quiz_plain(study, taken, sys.stdin, sys.stdout)


def _decks(library: Library, names: tuple[str, ...]) -> tuple[str, ...]:
    """The names as `Library.named` has them: folders for a topic, for a title the id."""
    return tuple(deck for name in names for deck in _named(library, name))


def _named(library: Library, name: str) -> list[str]:
    from quizzer.wording import topic_of

    said = name.casefold()
    topics = {deck.id.rpartition("/")[0] + "/": topic_of(deck) for deck in library.decks}
    if folders := [
        folder for folder, topic in topics.items() if topic and topic.casefold() == said
    ]:
        return sorted(folders)
    titled = [deck.id for deck in library.decks if deck.title.casefold() == said]
    if len(titled) == 1 and library.deck(name) is None:
        return titled
    try:
        library.named([name])
    except UsageError:
        if titled:
            hint = f"name one by its id: {', '.join(sorted(titled))}"
            raise UsageError(f"{len(titled)} decks are called {name!r}", hint) from None
        raise _unknown(library, name, filter(None, topics.values())) from None
    return [name]


def _unknown(library: Library, name: str, topics: Iterable[str]) -> UsageError:
    """What to say of a name that fits no deck and no topic."""
    path = Path(name).absolute()
    if path.exists():
        if any(path.is_relative_to(folder.path.absolute()) for folder in library.folders):
            hint = "a deck is a .yaml file, or a note whose front matter says `quizzer: true`"
            return UsageError(f"{name} is no deck", hint)
        hint = "`quizzer decks add DIR` adds one, `quizzer --decks DIR quiz` reads one for once"
        return UsageError(f"{name} is in no deck folder, so it cannot be quizzed", hint)
    from difflib import get_close_matches

    known = [*topics, *(deck.title for deck in library.decks), *(deck.id for deck in library.decks)]
    by_name = {one.casefold(): one for one in known}
    near = get_close_matches(name.casefold(), by_name, 1)
    hint = f"did you mean {by_name[near[0]]}?" if near else "`quizzer decks` lists them"
    return UsageError(f"no deck or topic {name!r}", hint)


def _agree(begun: Wanted, wanted: Wanted, given: set[str]) -> bool:
    """Whether a quiz is what is wanted, as far as anything was said of that."""
    said: dict[str, Any] = {
        name: getattr(wanted, name)
        for name in ("decks", "count", "minutes", "formats", "seed")
        if name in given
    }
    if given & {"exam", "practice"}:
        said["exam"] = wanted.exam
    return replace(begun, **said) == begun


def _list(paper: Paper, as_json: bool) -> None:
    from quizzer.card import LETTERS
    from quizzer.wording import fewer_text, one_line

    if fewer := fewer_text(paper.wanted.count, len(paper.items)):
        say(fewer, err=True)
    questions = [item.question for item in paper.items]
    if as_json:
        print_json({"seed": paper.wanted.seed, "questions": list(map(_listed, questions))})
        return
    say(f"Seed: {paper.wanted.seed}")
    for number, question in enumerate(questions, 1):
        say(f"{number}. {one_line(question.card.question)}")
        for side, left in enumerate(question.left, 1):
            say(f"   {side}) {one_line(left)}")
        for letter, option in zip(LETTERS, question.options, strict=False):
            say(f"   {letter}) {one_line(option)}")
        say(f"   = {_in_row(_answer(question))}")


def _in_row(answer: str | list[str] | dict[str, str]) -> str:
    from quizzer.wording import one_line

    if isinstance(answer, dict):
        answer = [f"{left} → {right}" for left, right in answer.items()]
    return one_line(answer if isinstance(answer, str) else "; ".join(answer))


def _listed(question: Question) -> dict[str, Any]:
    return {
        "card": question.card.id,
        "format": question.format,
        "question": question.card.question,
        "options": list(question.options) or None,
        "answer": _answer(question),
    }


def _answer(question: Question) -> str | list[str] | dict[str, str]:
    """The answer as exports have it; of what is ordered or matched, the part that is asked."""
    answer = question.card.answer
    if isinstance(answer, str):
        return answer
    if question.left:
        return {pair[0]: pair[1] for pair in answer if pair[0] in question.left}
    return [str(item) for item in answer if item in question.options]
