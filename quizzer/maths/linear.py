"""A formula in one line: compounds in brackets, scripts raised and lowered where Unicode can."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import zip_longest

from quizzer.maths.formula import Atom, Fence, Frac, Grid, Kind, Node, Root, Row, Scripts


def write(node: Node) -> str:
    """The formula in one line."""
    return _text(node).strip()


def lines(node: Node) -> list[str]:
    """The formula in as many lines as its author gave it."""
    if isinstance(node, Grid) and node.aligned:
        return [_cells(row, aligned=True) for row in node.rows]
    return [write(node)]


def script(node: Node) -> str:
    """A formula as it stands in a script: without space around its operators."""
    return _text(node, tight=True).strip()


def raised(text: str) -> str | None:
    """The text in superscript characters, if every one of its characters has one."""
    return _shifted(text, _superscripts())


def lowered(text: str) -> str | None:
    """The text in subscript characters, if every one of its characters has one."""
    return _shifted(text, _subscripts())


def _shifted(text: str, table: dict[str, str]) -> str | None:
    out = [table.get(char, "") for char in text]
    return "".join(out) if text and all(out) else None


@cache
def _superscripts() -> dict[str, str]:
    # A transposition sign, a star and a prime are raised signs to begin with.
    return _table("<super>") | {"⊤": "ᵀ", "*": "*", "∗": "*", "′": "′", "†": "†", "∘": "°"}


@cache
def _subscripts() -> dict[str, str]:
    return _table("<sub>")


def _table(tag: str) -> dict[str, str]:
    """The characters that Unicode itself calls the raised or lowered form of another."""
    blocks = (range(0xB2, 0xBA), range(0x2B0, 0x2E5), range(0x1D2C, 0x1DC0), range(0x2070, 0x20A0))
    out: dict[str, str] = {}
    for char in (chr(code) for block in (*blocks, range(0x2C7C, 0x2C7E)) for code in block):
        form, _, base = unicodedata.decomposition(char).partition(" ")
        if form == tag and " " not in base:
            out.setdefault(chr(int(base, 16)), char)
    out["-"] = out["\u2212"]
    return out


def spaced(items: tuple[Node, ...], tight: bool = False) -> Iterator[tuple[str, Node]]:
    """Each item of a row with the space before it, by the rules of TeX made fit for one font.

    An operator with nothing to its left is a sign, and takes no space; with nothing to its right,
    either, it stands for itself, as in `p(· | x)`. Words are kept apart from their neighbours, but
    not from an opening bracket.
    """
    previous: Kind | None = None
    for item, following in zip_longest(items, items[1:]):
        first, last = edges(item)
        if first == "op" and previous in (None, "op", "rel", "punct", "open", "big"):
            alone = following is None or edges(following)[0] in ("rel", "punct", "close")
            first, last = "ord", "ord" if alone else "open"
        yield _gap(previous, first, tight), item
        previous = last


def _gap(left: Kind | None, right: Kind, tight: bool) -> str:
    if left is None or "space" in (left, right):
        return ""
    if "word" in (left, right):
        glued = (
            left == "open" or right in ("close", "punct") or (left == "word" and right == "open")
        )
        return "" if glued or (tight and {left, right} & {"op", "rel", "punct"}) else " "
    if left == "big" or (right == "big" and left in ("ord", "close")):
        return "" if right in ("close", "punct") else " "
    spacious = {left, right} & {"op", "rel"} or left == "punct"
    return " " if spacious and not tight and right != "punct" and left != "open" else ""


def edges(node: Node) -> tuple[Kind, Kind]:
    """How a node begins and ends, as far as the space around it goes."""
    match node:
        case Atom(text, kind):
            return "space" if text[:1] == " " else kind, "space" if text[-1:] == " " else kind
        case Scripts(base):
            return edges(base)
        case Row(items) if items:
            return edges(items[0])[0], edges(items[-1])[1]
        case Fence(left, _, right) | Grid(_, left, right):
            return "open" if left else "ord", "close" if right else "ord"
    return "ord", "ord"


def _text(node: Node, tight: bool = False) -> str:
    match node:
        case Atom(text):
            return text
        case Row(items):
            return _row(items, tight)
        case Frac(top, bottom):
            return f"{_operand(top, tight)}/{_operand(bottom, tight, divisor=True)}"
        case Root(body, degree):
            return _root(body, degree, tight)
        case Scripts():
            return _scripts(node, tight)
        case Fence(left, body, right):
            return f"{left}{_text(body, tight)}{right}"
        case Grid():
            return _grid(node)


def _row(items: tuple[Node, ...], tight: bool) -> str:
    out = ""
    for gap, item in spaced(tuple(_apart(items)), tight):
        text = _text(item, tight)
        if not gap and re.search(r"[_^]\w+$", out) and text[:1].isalnum():
            gap = " "
        out += gap + text
    return out


def _apart(items: tuple[Node, ...]) -> Iterator[Node]:
    """The items, a fraction that touches another factor in brackets."""
    solid = _items(Row(items))
    for item in items:
        if isinstance(item, Frac):
            at = next(n for n, other in enumerate(solid) if other is item)
            before = edges(solid[at - 1])[1] if at else "rel"
            after = edges(solid[at + 1])[0] if at + 1 < len(solid) else "rel"
            if {before, after} & {"ord", "word", "big"} or before == "close" or after == "open":
                yield Fence("(", item, ")")
                continue
        yield item


def _operand(node: Node, tight: bool, divisor: bool = False) -> str:
    text = _text(node, tight)
    return text if _is_simple(node, divisor) else f"({text})"


def _is_simple(node: Node, divisor: bool) -> bool:
    """Whether a part of a fraction needs no brackets: one factor, or, above the bar, a product.

    Factors are `x`, `exp(x)`, `(a + b)` and, since they belong together, `∂x`, `∇x` and `dx`.
    """
    items = _items(node)
    if len(items) > 1 and isinstance(items[0], Atom):
        sign = () if divisor else ("-", "±")
        items = items[1:] if items[0].text in ("∂", "∇", "d", "Δ", *sign) else items
    kinds: list[str] = []
    depth = 0
    for item in items:
        first, last = edges(item)
        if depth == 0:
            kinds.append("bracket" if first == "open" else first)
        depth += (first == "open") - (last == "close")
    others = ("bracket",) if divisor or kinds[:1] == ["word"] else ("bracket", "ord")
    simple = all(kind in ("ord", "word", "bracket") for kind in kinds[:1])
    nested = any(isinstance(item, Frac) for item in items)
    return simple and not nested and all(kind in others for kind in kinds[1:])


def _items(node: Node) -> tuple[Node, ...]:
    """What stands side by side, thin spaces apart."""
    items = node.items if isinstance(node, Row) else (node,)
    return tuple(item for item in items if not (isinstance(item, Atom) and item.text == " "))


def _root(body: Node, degree: Node | None, tight: bool) -> str:
    index = ""
    if degree is not None:
        written = script(degree)
        index = raised(written) or f"({written})"
    text = _text(body, tight)
    return f"{index}√{text}" if is_single(body) else f"{index}√({text})"


def is_single(body: Node) -> bool:
    """Whether a root needs no bar over its body: a letter or number, perhaps with a subscript."""
    if isinstance(body, Scripts):
        return body.high is None and is_single(body.base)
    return isinstance(body, Atom) and body.kind in ("ord", "word")


def _scripts(node: Scripts, tight: bool) -> str:
    base = _text(node.base, tight)
    if isinstance(node.base, Row | Frac | Root | Scripts) and base:
        base = f"({base})"
    low = script(node.low) if node.low is not None else ""
    high = script(node.high) if node.high is not None else ""
    below = lowered(low) or (f"_{_enclosed(low)}" if low else "")
    above = raised(high) or (f"^{_enclosed(high)}" if high else "")
    # π²_ref, not π_ref²: a small character behind a word would seem to belong to it
    small_first = below.startswith("_") and not above.startswith("^")
    return f"{base}{above}{below}" if small_first else f"{base}{below}{above}"


def _enclosed(text: str) -> str:
    """A script that has no small characters: in brackets unless it is a single word or sign."""
    plain = text.isalnum() and text == unicodedata.normalize("NFKC", text)
    bracketed = re.fullmatch(r"\([^()]*\)", text)
    return text if plain or bracketed or len(text) == 1 else f"({text})"


def _cells(row: tuple[Node, ...], aligned: bool) -> str:
    """The cells of a row with commas between them, except where the next says `if` or `=`."""
    out = ""
    for number, cell in enumerate(row):
        goes_on = aligned or out.endswith(",") or edges(cell)[0] == "word"
        out += ("" if number == 0 else " " if goes_on else ", ") + write(cell)
    return out.strip() if aligned else out


def _grid(node: Grid) -> str:
    text = "; ".join(filter(None, (_cells(row, node.aligned) for row in node.rows)))
    closing = "}" if node.left == "{" and not node.right else node.right
    return f"{node.left}{text}{closing}"
