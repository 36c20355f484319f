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
from quizzer.parse.yaml.diagnosis import Diagnosis, diagnose, in_double_quotes, misplaced, quoted
from quizzer.parse.yaml.pieces import Piece, Stream, Text
from quizzer.parse.yaml.source import BLOT, blotted, decode, has_stowaways
from quizzer.parse.yaml.tree import Mapping, Mark, Node, Refused, Scalar, Sequence, Spot, Void

try:
    from yaml.cyaml import CParser as Parser  # type: ignore[attr-defined]
except ImportError:  # PyYAML was built without libyaml
    from yaml import BaseLoader as Parser  # type: ignore[assignment]

DEPTH_LIMIT = 8
"""Levels of lists and maps inside each other."""
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
    """A fault behind which the piece cannot be read."""

    def __init__(self, rule: str, diagnosis: Diagnosis) -> None:
        super().__init__(diagnosis.message)
        self.rule = rule
        self.diagnosis = diagnosis


_COMMENT = re.compile(r"[ \t]*(#[^\n]*)?")
_WORD = re.compile(r"[^\s,\[\]{}]*")
_BARE_KEY = re.compile(r"(\w+)\s*")


class _Reader:
    """Builds the tree from a parser's events, piece by piece."""

    def __init__(self, text: str, path: str, problems: list[Problem], bare: bool = False) -> None:
        self.root: Node | None = None
        self._problems = problems
        self._path = path
        self._text = Text(text)
        self._bare = bare
        self._blotted = bool(problems)
        self._piece = Piece(0, 0, len(text))
        self._list: Sequence | None = None  # the list whose next item is read after an error
        self._item: Mark | None = None  # where its open item begins
        self._quote: Mark | None = None  # where the last quoted text begins

    def read(self) -> bool:
        """Reads the whole text; after an error what follows it, as a piece of its own.

        False if it gave up: at a control character, which no parser reads past, or at any error
        if the tree is to be bare.
        """
        pieces = deque([self._piece])
        errors = 0
        while pieces:
            self._piece = pieces.popleft()
            self._item = self._quote = None
            try:
                self._parse()
                continue
            except ReaderError:
                return False
            except (MarkedYAMLError, _Stop) as error:
                if self._bare:
                    return False
                stop = error if isinstance(error, _Stop) else _Stop("Y02", self._explained(error))
            errors += 1
            if errors > ERROR_LIMIT:
                message = f"more than {ERROR_LIMIT:,} errors: the rest is not read"
                stop = _Stop("Y09", Diagnosis(stop.diagnosis.spot, message, "mend those first"))
            self._report(stop.rule, *stop.diagnosis)
            if stop.rule in ("Y06", "Y09"):
                break
            pieces.extendleft(reversed(self._rest(stop.diagnosis.spot.line)))
        return True

    def _parse(self) -> None:
        parser = Parser(Stream(self._text.text, self._piece))
        self._next: Callable[[], Any] = parser.get_event
        self._careful = self._blotted or self._piece.line > 0
        self._next()
        if type(self._next()) is StreamEndEvent:
            return
        event = self._next()
        if self.root is None:
            self._node(event, 1, self._plant)
        elif self._piece.in_list and self._list is not None:
            if type(event) is not SequenceStartEvent:
                spot = Spot(self._piece.line, self._list.mark.column)
                raise _Stop("Y02", misplaced(self._text.lines, spot))
            self._fill_list(self._list, 2)
        elif isinstance(self.root, Mapping) and type(event) is MappingStartEvent:
            self._fill_map(self.root, 1)
        else:
            raise self._stop("Y02", event, "this line has no key", "write `key: text`")
        self._next()
        event = self._next()
        if type(event) is DocumentStartEvent:
            hint = "a file holds one: delete the `---`"
            raise self._stop("Y06", event, "a second document begins here", hint)

    def _plant(self, node: Node) -> None:
        self.root = node

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
            self._report_marked(event)
            put(Refused(mark))
            return
        marked = event.anchor or event.tag
        if marked:
            self._report_marked(event)
        if depth > DEPTH_LIMIT:
            message = f"more than {DEPTH_LIMIT} levels of lists and maps"
            raise self._stop("Y05", event, message, "put a text with brackets in single quotes")
        flow = bool(event.flow_style)
        if kind is MappingStartEvent:
            node = Mapping(mark, flow)
            put(Refused(mark) if marked else node)
            self._fill_map(node, depth)
        else:
            items = Sequence(mark, flow)
            put(Refused(mark) if marked else items)
            if not flow and depth == (2 if isinstance(self.root, Mapping) else 1):
                self._list = items
            self._fill_list(items, depth)

    def _fill_list(self, node: Sequence, depth: int) -> None:
        follow = self._next
        resumable = node is self._list and not self._bare
        while type(event := follow()) is not SequenceEndEvent:
            if resumable:
                self._item = event.start_mark
            self._node(event, depth + 1, node.append)
            if resumable:
                self._item = None

    def _fill_map(self, node: Mapping, depth: int) -> None:
        follow, careful, bare = self._next, self._careful, self._bare
        while type(event := follow()) is not MappingEndEvent:
            if type(event) is not ScalarEvent or event.value in node:
                self._refuse_key(node, event, depth)
                continue
            key = event.value
            if careful or event.style or event.anchor or event.tag:
                if isinstance(self._unusual(event), Refused):
                    self._refuse_key(node, event, depth)
                    continue
                node.marks[key] = self._mark(event)
            elif not bare:
                node.marks[key] = event.start_mark  # type: ignore[assignment]
            if depth == 1:
                node[key] = Refused(self._mark(event))  # until its value could be read
            if type(event := follow()) is not ScalarEvent:
                self._node(event, depth + 1, partial(node.__setitem__, key))
            elif bare and event.value and not (event.style == '"' or event.anchor or event.tag):
                node[key] = event.value  # type: ignore[assignment]
            else:
                node[key] = self._scalar(event)

    def _scalar(self, event: Any) -> Scalar | Refused:
        if self._careful or event.style or event.anchor or event.tag or not event.value:
            return self._unusual(event)
        text = Scalar(event.value)
        text.mark = event.start_mark
        return text

    def _unusual(self, event: Any) -> Scalar | Refused:
        """A text that is quoted, empty or marked in some way, or that stands after an error."""
        mark = self._mark(event)
        if event.anchor or event.tag:
            self._report_marked(event)
            return Refused(mark)
        if self._blotted and BLOT in event.value:
            return Refused(mark)
        start = self._piece.start + event.start_mark.index
        if event.style in ("'", '"'):
            self._quote = mark
        if event.style == '"':
            raw = self._text.text[start : self._piece.start + event.end_mark.index]
            if fault := in_double_quotes(raw, Spot(mark.line, mark.column)):
                self._report("Y03", *fault)
                return Refused(mark)
        if event.value or event.style:
            text = Scalar(event.value)
        else:
            text = Void()
            comment = _COMMENT.match(self._text.text, start)
            text.comment = (comment and comment[1]) or ""
        text.mark = mark
        return text

    def _mark(self, event: Any) -> Mark:
        mark: Mark = event.start_mark
        base = self._piece.line
        return Spot(mark.line + base, mark.column) if base else mark

    def _stop(self, rule: str, event: Any, message: str, hint: str) -> _Stop:
        mark = self._mark(event)
        return _Stop(rule, Diagnosis(Spot(mark.line, mark.column), message, hint))

    def _report(self, rule: str, mark: Mark, message: str, hint: str) -> None:
        line, column = mark.line + 1, mark.column + 1
        self._problems.append(Problem(self._path, line, column, rule, message, hint))

    def _report_marked(self, event: Any) -> None:
        """Tells of an alias, an anchor or a tag: what bears one is no mere text."""
        found = _WORD.match(self._text.text, self._piece.start + event.start_mark.index)
        written = found[0] if found else ""
        kind = {"*": "an alias", "&": "an anchor"}.get(written[:1], "a tag")
        hint = f"put a text that begins with `{written[:1]}` in single quotes"
        self._report("Y04", self._mark(event), f"`{written}` is {kind} of YAML", hint)

    def _refuse_key(self, node: Mapping, event: Any, depth: int) -> None:
        """Passes over a key that cannot be used, and its value."""
        mark, key = self._mark(event), ""
        if type(event) is not ScalarEvent:  # `{{n}}`, for one, is a map with a map for its key
            what = {MappingStartEvent: "a map", SequenceStartEvent: "a list"}.get(type(event))
            if what:
                hint = f"put the text in single quotes: {quoted(self._text.line(mark.line))}"
                self._report("Y08", mark, f"{what} cannot be a key", hint)
            self._node(event, depth + 1, _forget)
        elif event.value in node:
            key = event.value
            message = f"the key `{key}` stands in line {node.key(key).line} as well"
            self._report("Y07", mark, message, "keep one of the two")
        self._node(self._next(), depth + 1, _forget)
        node.marks.setdefault(key, mark)
        node[key] = Refused(mark)

    def _explained(self, error: MarkedYAMLError) -> Diagnosis:
        def spot(mark: Any) -> Spot | None:
            return Spot(mark.line + self._piece.line, mark.column) if mark else None

        at = spot(error.problem_mark) or Spot(self._piece.line, 0)
        opened = spot(error.context_mark)
        context = error.context or ""
        found = diagnose(self._text.lines, error.problem or "", at, context, opened, self._quote)
        if self._item is None:
            stray = context.startswith("while parsing a block") and found.spot.column > 0
            self._refuse_last(found.spot, stray)
        return found

    def _refuse_last(self, spot: Spot, stray: bool) -> None:
        """Refuses what could be read but is where the error is: a value, the item above a
        `stray` line that is no item, a key without its colon.
        """
        root, line = self.root, self._text.line(spot.line)
        key = next(reversed(root), "") if isinstance(root, Mapping) else ""
        last = root[key] if isinstance(root, Mapping) and root else root
        if last is self._list and self._list:
            item = self._list[-1]
            if item.line == spot.line + 1 or (stray and not line.lstrip(" ").startswith("-")):
                self._list[-1] = Refused(item.mark)
        elif isinstance(root, Mapping) and last is not None and last.line == spot.line + 1:
            root[key] = Refused(last.mark)
        bare = _BARE_KEY.fullmatch(line)
        if isinstance(root, Mapping) and spot.column == 0 and bare and bare[1] not in root:
            root.marks[bare[1]] = spot
            root[bare[1]] = Refused(spot)

    def _rest(self, line: int) -> list[Piece]:
        """What is still to be read after an error in a line."""
        if self._item is not None and self._list is not None:
            line = self._piece.line + self._item.line
            self._list[-1] = Refused(Spot(line, self._item.column))
        elif isinstance(self.root, Mapping) and self.root:
            key = next(reversed(self.root))
            dash = self._text.dash(line + 1)
            if dash and isinstance(self.root[key], Refused) and not key.startswith("-"):
                self.root[key] = self._list = Sequence(dash)
        column = None if self._list is None else self._list.mark.column
        return self._text.rest(self._piece, line, column, not isinstance(self.root, Sequence))


def _forget(_: Node) -> None:
    pass
