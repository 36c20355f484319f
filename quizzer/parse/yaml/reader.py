"""Reads YAML, and writes it: bounded, every scalar a text, every fault said with its place."""

from __future__ import annotations

import gc
import re
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from yaml.error import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.reader import ReaderError

from quizzer.errors import Problem
from quizzer.parse.yaml.diagnosis import bracketed_key, diagnose, reserved
from quizzer.parse.yaml.escapes import folded, spoilt
from quizzer.parse.yaml.layout import misplaced
from quizzer.parse.yaml.lines import ODD_SPACES, Diagnosis, bad_start
from quizzer.parse.yaml.pieces import Stream, Text
from quizzer.parse.yaml.recovery import Progress
from quizzer.parse.yaml.source import BLOT, blotted, decode, has_stowaways
from quizzer.parse.yaml.tree import Mapping, Mark, Node, Refused, Scalar, Sequence, Spot, Void

try:
    from yaml.cyaml import CParser as Parser  # type: ignore[attr-defined]
except ImportError:  # PyYAML was built without libyaml
    from yaml import BaseLoader as Parser  # type: ignore[assignment]

DEPTH_LIMIT = 8
"""Levels of lists and maps inside each other."""
_CARD_DEPTH = 3
"""The level of the keys of a card."""
ERROR_LIMIT = 10_000
"""Syntax errors after which a file is read no further."""


def read(data: bytes, path: str) -> tuple[Node | None, list[Problem]]:
    """The tree of a YAML file and every fault in it; None for a file that says nothing.

    After a syntax error reading goes on at the next item of the list, or key of the file, so
    that the tree holds all that can be read.
    """
    text, problems = decode(data, path)
    if text is None:
        return None, problems
    reader = _Reader(text, path, problems)
    with paused_gc():
        if has_stowaways(text) or not reader.read():
            text, problems = blotted(text, path)
            if text is None:
                return None, problems
            reader = _Reader(text, path, problems)
            reader.read()
    return reader.root, sorted(problems)


def read_bare(data: bytes) -> Node | None:
    """The tree of a file in which nothing is wrong, else None; in a third less time than `read`.

    What it saves are places, which hardly any file needs: most texts are mere `str`.
    """
    text, problems = decode(data, "")
    if text is None or has_stowaways(text):
        return None
    reader = _Reader(text, "", problems, bare=True)
    with paused_gc():
        return reader.root if reader.read() and not problems else None


@contextmanager
def paused_gc() -> Iterator[None]:
    """Holds off the garbage collector, which would walk a growing tree again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class _Stop(Exception):  # noqa: N818
    """A fault behind which the piece cannot be read; if it is the `last`, the file neither."""

    def __init__(self, rule: str, diagnosis: Diagnosis, last: bool = False) -> None:
        super().__init__(diagnosis.message)
        self.rule = rule
        self.diagnosis = diagnosis
        self.last = last


_LITERAL = ("'", "|")
"""The styles of a text that is as it was written."""
_FOLDING = (None, "", ">")
"""The styles of a text whose lines are joined."""
_BRACKETS = re.compile(r"(?<![\[{ ]) *(?P<at>[\[{])[\[{ ]*$")
_COMMENT = re.compile(r"[ \t]*(#[^\n]*)?")


class _Reader:
    """Builds the tree from a parser's events, piece by piece."""

    def __init__(self, text: str, path: str, problems: list[Problem], bare: bool = False) -> None:
        self._at = Progress(Text(text))
        self._problems = problems
        self._path = path
        self._bare = bare
        self._blotted = bool(problems)
        self._marks = "&" in text or "!" in text  # else there is no anchor and no tag

    @property
    def root(self) -> Node | None:
        """The tree, as far as it could be read."""
        return self._at.root

    def read(self) -> bool:
        """Reads the whole text; after an error what follows it, as a piece of its own.

        False if it gave up: at a control character, which no parser reads past, or at any error
        if the tree is to be bare.
        """
        pieces = deque([self._at.piece])
        errors = 0
        while pieces:
            self._at.begin(pieces.popleft())
            try:
                self._parse()
                continue
            except ReaderError:
                return False
            except (MarkedYAMLError, _Stop) as error:
                if self._bare:
                    return False
                stop = error if isinstance(error, _Stop) else self._explained(error)
            errors += 1
            if errors > ERROR_LIMIT:
                message = f"more than {ERROR_LIMIT:,} errors: the rest is not read"
                spot = stop.diagnosis.spot
                stop = _Stop("Y09", Diagnosis(spot, message, "mend those first"), last=True)
            if not self._is_told(stop.diagnosis.spot):
                self._report(stop.rule, stop.diagnosis)
            if stop.last:
                break
            pieces.extendleft(reversed(self._at.after(stop.diagnosis)))
        if isinstance(self.root, Mapping):
            self.root.torn = self._at.torn
        return True

    def _parse(self) -> None:
        at = self._at
        parser = Parser(Stream(at.text.text, at.piece))
        self._next: Callable[[], Any] = parser.get_event
        self._line = at.piece.line
        self._careful = self._blotted or self._line > 0
        self._next()
        if type(self._next()) is StreamEndEvent:
            return
        event = self._next()
        if at.root is None:
            self._node(event, 1, self._plant)
        elif at.piece.in_list and at.items is not None:
            if type(event) is not SequenceStartEvent:
                raise _Stop("Y02", misplaced(at.text.lines, at.piece.line))
            self._fill_list(at.items, 2)
        elif isinstance(at.root, Mapping) and type(event) is MappingStartEvent:
            self._fill_map(at.root, 1)
        else:
            raise self._stop("Y02", event, "this line has no key", "write `key: text`")
        self._next()
        event = self._next()
        if type(event) is DocumentStartEvent:
            raise self._second_document(event)

    def _second_document(self, start: Any) -> _Stop:
        """Tells of a `---`: what follows is part of the deck, unless it begins as the deck does."""
        try:
            self._next()
            key = self._next()
        except (MarkedYAMLError, ReaderError):
            key = None
        if isinstance(self.root, Mapping) and type(key) is ScalarEvent and key.value in self.root:
            hint = "put it into a file of its own"
            return self._stop("Y06", start, "a second deck begins here", hint, last=True)
        dash = None if self._at.items is None else self._at.items.mark.column
        spot = self._at.spot(start.start_mark)
        return _Stop("Y06", Diagnosis(spot, "`---` cuts the deck in two", "delete the line", dash))

    def _plant(self, node: Node) -> None:
        self._at.root = node

    def _node(self, event: Any, depth: int, put: Callable[[Node], object]) -> None:
        """Reads a value and hands it to `put`: a list or map before it is filled, so that an
        error within leaves what came before.
        """
        kind = type(event)
        if kind is ScalarEvent:
            put(self._scalar(event))
            return
        mark = self._mark(event)
        if kind is AliasEvent:
            self._report("Y04", self._marked(event))
            put(Refused(mark))
            return
        is_marked = event.anchor or event.tag
        if is_marked:
            self._report("Y04", self._marked(event))
        if depth > DEPTH_LIMIT:
            raise self._too_deep(self._at.spot(event.start_mark))
        flow = bool(event.flow_style)
        if kind is MappingStartEvent:
            node = Mapping(mark, flow)
            put(Refused(mark) if is_marked else node)
            self._fill_map(node, depth)
        else:
            items = Sequence(mark, flow)
            put(Refused(mark) if is_marked else items)
            if not flow and depth == (2 if isinstance(self._at.root, Mapping) else 1):
                self._at.items = items
            self._fill_list(items, depth)

    def _fill_list(self, node: Sequence, depth: int) -> None:
        follow, at = self._next, self._at
        resumable = node is at.items and not self._bare
        while type(event := follow()) is not SequenceEndEvent:
            if resumable:
                at.item = event.start_mark
            self._node(event, depth + 1, node.append)
            if resumable:
                at.item = None

    def _fill_map(self, node: Mapping, depth: int) -> None:
        follow, careful, bare, marked = self._next, self._careful, self._bare, self._marks
        while type(event := follow()) is not MappingEndEvent:
            if type(event) is not ScalarEvent or (key := event.value) in node:
                self._refuse_key(node, event, depth)
                continue
            if careful or event.style or (marked and (event.anchor or event.tag)):
                if isinstance(self._unusual(event), Refused):
                    self._refuse_key(node, event, depth)
                    continue
                self._place_key(node, event, depth)
            elif not bare:
                self._place_key(node, event, depth)
            if depth == 1:
                node[key] = Refused(self._mark(event))  # until its value could be read
            if type(event := follow()) is not ScalarEvent:
                self._node(event, depth + 1, partial(node.__setitem__, key))
            elif (
                bare
                and event.value
                and (
                    event.style in _LITERAL
                    if event.style
                    else event.start_mark.line == event.end_mark.line  # type: ignore[union-attr]
                )
                and not (marked and (event.anchor or event.tag))
            ):
                node[key] = event.value  # type: ignore[assignment]
            else:
                node[key] = self._scalar(event)

    def _place_key(self, node: Mapping, event: Any, depth: int) -> None:
        """Says where a key stands. Stops at a line that only seems to begin with spaces."""
        key = event.value
        node.marks[key] = self._mark(event)
        if depth <= _CARD_DEPTH and not event.style and key and key[0] in ODD_SPACES:
            spot = self._at.spot(event.start_mark)
            if found := bad_start(self._at.text.line(spot.line), spot.line):
                raise _Stop("Y02", found)

    def _refuse_key(self, node: Mapping, event: Any, depth: int) -> None:
        """Passes over a key that cannot be used, and its value."""
        if type(event) in (MappingStartEvent, SequenceStartEvent):
            self._at.torn |= depth == 1
            opened = self._at.spot(event.start_mark)
            raise _Stop("Y08", bracketed_key(self._at.text.line(opened.line), opened))
        mark, key = self._mark(event), ""
        if type(event) is AliasEvent:
            self._report("Y04", self._marked(event))
        elif event.value in node:
            key = event.value
            if depth > 1 or not isinstance(node[key], Refused):
                message = f"the key `{key}` stands in line {node.key(key).line} as well"
                spot = self._at.spot(event.start_mark)
                self._report("Y07", Diagnosis(spot, message, "keep one of the two"))
        event, first = self._next(), node.get(key)
        if depth == 1 and isinstance(first, Sequence) and type(event) is SequenceStartEvent:
            self._at.items = first
            self._fill_list(first, depth + 1)
            return
        self._node(event, depth + 1, _forget)
        node.marks.setdefault(key, mark)
        node[key] = Refused(mark)

    def _scalar(self, event: Any) -> Scalar | Refused:
        if self._careful or event.style or event.anchor or event.tag or not event.value:
            return self._unusual(event)
        if event.start_mark.line != event.end_mark.line:
            return self._unusual(event)
        text = Scalar(event.value)
        text.mark = event.start_mark
        return text

    def _unusual(self, event: Any) -> Scalar | Refused:
        """A text that is quoted, empty or marked in some way, or that stands after an error."""
        mark = self._mark(event)
        if event.anchor or event.tag:
            self._report("Y04", self._marked(event))
            return Refused(mark)
        if self._blotted and BLOT in event.value:
            return Refused(mark)
        text, piece = self._at.text.text, self._at.piece
        start = piece.start + event.start_mark.index
        if event.style in ("'", '"'):
            self._at.quote = mark
        raw = text[start : piece.start + event.end_mark.index]
        spot = self._at.spot(event.start_mark)
        if event.style == '"' and (told := spoilt(raw, spot)):
            self._report("Y03", told)
            return Refused(mark)
        if event.style in _FOLDING and (told := folded(raw, spot, text.endswith("- ", 0, start))):
            self._report("Y10", told)
            return Refused(mark)
        if event.value or event.style:
            scalar = Scalar(event.value)
        else:
            scalar = Void()
            comment = _COMMENT.match(text, start)
            scalar.comment = (comment and comment[1]) or ""
        scalar.mark = mark
        return scalar

    def _mark(self, event: Any) -> Mark:
        mark: Mark = event.start_mark
        return Spot(mark.line + self._line, mark.column) if self._line else mark

    def _marked(self, event: Any) -> Diagnosis:
        spot = self._at.spot(event.start_mark)
        return reserved(self._at.text.line(spot.line), spot)

    def _stop(self, rule: str, event: Any, message: str, hint: str, last: bool = False) -> _Stop:
        return _Stop(rule, Diagnosis(self._at.spot(event.start_mark), message, hint), last)

    def _report(self, rule: str, found: Diagnosis) -> None:
        line, column = found.spot.line + 1, found.spot.column + 1
        told = Problem(self._path, line, column, rule, found.message, found.hint)
        self._problems.append(told)

    def _is_told(self, spot: Spot) -> bool:
        """Whether the last problem is at a spot already."""
        last = self._problems[-1] if self._problems else None
        return last is not None and (last.line, last.column) == (spot.line + 1, spot.column + 1)

    def _explained(self, error: MarkedYAMLError) -> _Stop:
        at = self._at
        spot = at.spot(error.problem_mark or Spot(0, 0))
        if "nesting depth" in (error.problem or ""):  # newer versions of libyaml have a limit, too
            return self._too_deep(spot)
        opened = at.spot(error.context_mark) if error.context_mark else None
        what, where = error.problem or "", error.context or ""
        return _Stop("Y02", diagnose(at.text.lines, what, spot, where, opened, at.quote))

    def _too_deep(self, spot: Spot) -> _Stop:
        """Tells of too many levels where the brackets begin that open them."""
        start = _BRACKETS.search(self._at.text.line(spot.line), 0, spot.column + 1)
        spot = Spot(spot.line, start.start("at")) if start else spot
        message = f"more than {DEPTH_LIMIT} levels of lists and maps"
        hint = "put a text with brackets in single quotes"
        return _Stop("Y05", Diagnosis(spot, message, hint))


def _forget(_: Node) -> None:
    pass
