"""Directives: comments in a note that tune what the block below them becomes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import NamedTuple, Protocol

from quizzer.card import Form
from quizzer.errors import Problem, Severity
from quizzer.parse import yaml
from quizzer.parse.forms import Entry, Value
from quizzer.parse.markdown import Block, Section
from quizzer.parse.yaml.tree import Mark, Spot

WORDS = ("skip", "card", "order", "table", "lint")
PATTERN = re.compile(r"<!--\s*quizzer\s*:")


class Placed(Protocol):
    """What stands somewhere in the note: a block, a directive, a YAML value."""

    @property
    def line(self) -> int: ...


class At(NamedTuple):
    """A place in the note."""

    line: int
    column: int = 1


@dataclass(frozen=True, slots=True)
class Directive:
    """`<!-- quizzer: WORD ... -->`: `question` belongs to order, `settings` to the others.

    One that is `faulty` was told of; the block below it makes no cards.
    """

    word: str
    line: int
    column: int
    question: str = ""
    settings: yaml.Mapping = field(default_factory=yaml.Mapping)
    faulty: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """Where a block stands, which directives stand above it, and where its faults are told.

    `note` is the note's path below the notes folder, in POSIX form; `path` the one that problems
    name. `aliases` gathers what the tables say of other spellings.
    """

    note: str
    path: str
    section: Section
    problems: list[Problem]
    aliases: dict[str, tuple[str, ...]]
    directives: tuple[Directive, ...] = ()

    def directive(self, word: str) -> Directive | None:
        """The directive of this word above the block, if there is one."""
        return next((one for one in self.directives if one.word == word), None)

    def report(
        self, at: Placed, rule: str, message: str, hint: str = "", severity: Severity = "error"
    ) -> None:
        """Tell a fault of what stands at `at`."""
        column = getattr(at, "column", 1)
        self.problems.append(Problem(self.path, at.line, column, rule, message, hint, severity))

    def entry(self, form: Form, at: Placed, values: Mapping[str, Value], **place: str) -> Entry:
        """An entry that says where it comes from."""
        heading = self.section.path[-1] if self.section.path else ""
        anchor = f"#{self.section.anchor}" if self.section.anchor else ""
        where = {"note": self.note, "heading": heading, **place}
        where = {part: text for part, text in where.items() if text}
        return Entry(form, {**values, "source": self.note + anchor, "place": where}, at.line)


def nearest(word: str, known: Sequence[str]) -> str:
    """A hint for a word that is not known: the one that was meant, or all there are."""
    near = get_close_matches(word, known, 1, 0.5)
    return f"did you mean `{near[0]}`?" if near else "one of: " + ", ".join(known)


_COMMENT = re.compile(r"<!--(?P<text>.*?)(?P<end>-->|\Z)", re.DOTALL)
_DIRECTIVE = re.compile(r"\s*quizzer(?:\s*:\s*(?P<word>\S*)|\s+(?P<bare>\S+))")
_QUESTION = re.compile(r"""(["“'])(?P<text>.+)(["”'])""", re.DOTALL)


def directives(block: Block, context: Context) -> Iterator[Directive]:
    """The directives in an HTML comment; other comments are none of Quizzer's business."""
    for comment in _COMMENT.finditer(block.text):
        found = _DIRECTIVE.match(comment["text"])
        if not found or (found["bare"] and found["bare"] not in WORDS):
            continue
        word = found["word"] or ""
        before = block.text[: comment.start()]
        column = len(before) - before.rfind("\n")
        at = Directive(word, block.line + before.count("\n"), column)
        if not comment["end"]:
            yield _refused(at, "this directive is never closed", "close it with `-->`", context)
        elif found["bare"]:
            hint = f"write `<!-- quizzer: {found['bare']}`"
            yield _refused(at, "a colon is missing after `quizzer`", hint, context)
        elif word not in WORDS:
            message = f"`{word}` is no directive" if word else "this directive says nothing"
            yield _refused(at, message, nearest(word, WORDS), context)
        else:
            start = comment.start("text") + found.end()
            yield _filled(at, block, start, comment.end("text"), context)


def _refused(at: Directive, message: str, hint: str, context: Context) -> Directive:
    context.report(at, "N02", message, hint)
    return replace(at, faulty=True)


def _filled(at: Directive, block: Block, start: int, end: int, context: Context) -> Directive:
    """The directive with what stands between its word and the end of the comment."""
    rest = block.text[start:end]
    if at.word == "skip":
        if rest.strip():
            context.report(at, "N02", "`skip` stands alone", "write `<!-- quizzer: skip -->`")
        return at
    if at.word == "order":
        if question := _QUESTION.fullmatch(rest.strip()):
            return replace(at, question=" ".join(question["text"].split()))
        hint = 'write `<!-- quizzer: order "In which order ...?" -->`'
        return _refused(at, "`order` needs its question in quotes", hint, context)
    if at.word == "lint":
        return _lint(at, "\n".join(map(str.strip, rest.strip().splitlines())), context)
    lead = len(rest) - len(rest.lstrip(" \t"))
    line = block.line - 1 + block.text.count("\n", 0, start)
    column = start + lead - (block.text.rfind("\n", 0, start) + 1)
    node, problems = read_yaml(rest[lead:], context.path, Spot(line, column))
    context.problems.extend(problems)
    if node is None or isinstance(node, yaml.Mapping):
        return replace(at, settings=node or yaml.Mapping(), faulty=bool(problems))
    return _refused(at, f"`{at.word}` takes keys", "write `key: value`, one a line", context)


def _lint(at: Directive, rest: str, context: Context) -> Directive:
    """`lint off C04 REASON`, which is the key `lint` of the cards below."""
    if not rest:
        hint = "write `<!-- quizzer: lint off C04 REASON -->`"
        return _refused(at, "this `lint` says nothing", hint, context)
    settings = yaml.Mapping(Spot(at.line - 1, at.column - 1))
    settings["lint"] = yaml.Scalar(rest)
    settings["lint"].mark = settings.mark
    return replace(at, settings=settings)


def read_yaml(text: str, path: str, start: Spot) -> tuple[yaml.Node | None, list[Problem]]:
    """YAML that begins at `start` (counted from 0) of a note; positions are those of the note."""

    def shift(node: yaml.Node) -> None:
        node.mark = _moved(node.mark, start)
        if isinstance(node, yaml.Mapping):
            node.marks = {key: _moved(mark, start) for key, mark in node.marks.items()}
            for value in node.values():
                shift(value)
        elif isinstance(node, yaml.Sequence):
            for value in node:
                shift(value)

    node, problems = yaml.read(text.encode("utf-8", "replace"), path)
    if node is not None:
        shift(node)
    return node, [_shifted(problem, start) for problem in problems]


def _moved(mark: Mark, start: Spot) -> Spot:
    return Spot(mark.line + start.line, mark.column + (start.column if mark.line == 0 else 0))


_LINE = re.compile(r"(?<=\bline )\d+")


def _shifted(problem: Problem, start: Spot) -> Problem:
    def moved(text: str) -> str:
        return _LINE.sub(lambda number: str(int(number[0]) + start.line), text)

    line, column = _moved(Spot(problem.line - 1, problem.column), start)
    return problem._replace(
        line=line + 1,
        column=column,
        message=moved(problem.message),
        hint=moved(problem.hint),
    )
