"""What a YAML file says: texts, lists and maps that know where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Protocol, TypeAlias


class Mark(Protocol):
    """A place in the file, counted from 0 in lines and characters."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


class Spot(NamedTuple):
    """A mark of our own."""

    line: int
    column: int


_START = Spot(0, 0)


class _Placed:
    """What stands somewhere; `line` and `column` count from 1, in characters."""

    __slots__ = ()
    mark: Mark

    @property
    def line(self) -> int:
        return self.mark.line + 1

    @property
    def column(self) -> int:
        return self.mark.column + 1


class Scalar(_Placed, str):
    """A text."""

    __slots__ = ("mark",)


class Void(Scalar):
    """The empty text where nothing was written, or nothing but a comment (`# ...`)."""

    __slots__ = ("comment",)
    comment: str


class Sequence(_Placed, list["Node"]):
    """A list; `flow` tells whether it was written in brackets."""

    __slots__ = ("flow", "mark")

    def __init__(self, mark: Mark = _START, flow: bool = False) -> None:
        self.mark = mark
        self.flow = flow


class Mapping(_Placed, dict[str, "Node"]):
    """A map; `flow` tells whether it was written in braces, `marks` where its keys stand (if that
    is known: keys without one are said to stand where the map does), `torn` whether a syntax
    error cost some of its keys.
    """

    __slots__ = ("flow", "mark", "marks", "torn")

    def __init__(self, mark: Mark = _START, flow: bool = False) -> None:
        self.mark = mark
        self.flow = flow
        self.marks: dict[str, Mark] = {}
        self.torn = False

    def placed(self) -> Iterator[tuple[Scalar, Node]]:
        """The items, each key a text that knows where it stands."""
        return ((self.key(name), node) for name, node in self.items())

    def key(self, name: str) -> Scalar:
        """A key as a text that knows where it stands."""
        text = Scalar(name)
        text.mark = self.marks.get(name, self.mark)
        return text


class Refused(_Placed):
    """A value that cannot be used; a Problem says why."""

    __slots__ = ("mark",)

    def __init__(self, mark: Mark) -> None:
        self.mark = mark


Node: TypeAlias = Scalar | Sequence | Mapping | Refused
