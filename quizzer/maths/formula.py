"""The tree of a formula: what the reader makes and the writers show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["ord", "word", "big", "op", "rel", "punct", "open", "close", "space"]
"""What rules the space around a sign, much as TeX's classes of atoms do; `word` is a name of
several letters, `big` an operator with limits."""


@dataclass(frozen=True, slots=True)
class Atom:
    """Text that is never taken apart; `kind` rules the space around it, as in TeX."""

    text: str
    kind: Kind = "ord"


@dataclass(frozen=True, slots=True)
class Row:
    """Things side by side."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Frac:
    """One thing over another, with a bar."""

    top: Node
    bottom: Node


@dataclass(frozen=True, slots=True)
class Root:
    """A root, square if it has no degree."""

    body: Node
    degree: Node | None


@dataclass(frozen=True, slots=True)
class Scripts:
    """A base with what stands low and high beside it, or below and above it (`limits`)."""

    base: Node
    low: Node | None
    high: Node | None
    limits: bool = False


@dataclass(frozen=True, slots=True)
class Fence:
    """A body between delimiters that grow with it; an empty delimiter is not drawn."""

    left: str
    body: Node
    right: str


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells in rows, between delimiters; in an `aligned` grid each row is a formula."""

    rows: tuple[tuple[Node, ...], ...]
    left: str = ""
    right: str = ""
    aligned: bool = False


Node = Atom | Row | Frac | Root | Scripts | Fence | Grid
