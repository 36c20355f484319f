"""Reads the value of a key as the kind that the table of forms wants, or tells what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import isfinite
from typing import Any, Protocol

from quizzer.card import Place
from quizzer.parse.forms import Key, Kind
from quizzer.parse.yaml.lines import FALSE_DASHES, single
from quizzer.parse.yaml.tree import Mapping, Node, Refused, Scalar, Sequence, Void


class Placed(Protocol):
    """What stands somewhere in a file."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


Report = Callable[[Placed, str, str, str], None]
"""Takes a fault: where it is, its rule, what is wrong and what to write instead."""

_HASHTAG = re.compile(r"#?([^\s#,]+)")
_SIGNS = re.compile(r"[:#\[\]{}'\"]")
_TABLE_KINDS = ("ask", "reverse", "compare", "order")


def value(key: Key, node: Node, report: Report) -> Any:
    """The value of a key; None if it is not what the key wants, which is reported."""
    if isinstance(node, Refused):
        return None
    if isinstance(node, str) and not node.strip():
        _report_empty(key, node, report)
        return None
    return _READERS[key.kind](key.name, node, report)


def what(node: Node) -> str:
    """What a node is, in a word."""
    return {Mapping: "a map", Sequence: "a list"}.get(type(node), "a text")


def _report_empty(key: Key, node: Scalar, report: Report) -> None:
    name = key.name
    if isinstance(node, Void) and node.comment:
        hint = f"put the text in single quotes: {name}: {single(node.comment)}"
        if name == "tags":
            hint = f"write `tags: [{', '.join(_HASHTAG.findall(node.comment))}]`"
        elif key.kind == "texts":
            hint = f"write `{name}: [{', '.join(map(single, node.comment.split(', ')))}]`"
        report(node, "F06", f"`{name}` is empty, for `#` begins a comment", hint)
        return
    hint = f"write something after `{name}:`"
    if key.kind == "cards":
        hint = "write a list of cards below it"
    elif not key.required:
        hint += ", or take it out"
    report(node, "F06", f"`{name}` is empty", hint)


def _text(name: str, node: Node, report: Report) -> str | None:
    if isinstance(node, str):
        return node.rstrip()
    if _is_refused(node):
        return None
    if isinstance(node, Mapping | Sequence) and node.flow:
        hint = f"put the text in single quotes: {name}: {single(_written(node))}"
    elif isinstance(node, Sequence):
        hint = f"for a list in Markdown write `{name}: |` above it"
    else:
        hint = f"write the text behind `{name}:`, in single quotes if it holds a colon"
    report(node, "F05", f"`{name}` must be a text, not {what(node)}", hint)
    return None


def _line(name: str, node: Node, report: Report) -> str | None:
    text = _text(name, node, report)
    if text and "\n" in text:
        report(node, "F05", f"`{name}` has several lines", "write it in one")
        return None
    return text


def _flag(name: str, node: Node, report: Report) -> str | None:
    if node in ("true", "false"):
        return str(node)
    shown = f"`{node}`" if isinstance(node, str) else what(node)
    hint = f"write `{name}: true`, or take it out"
    report(node, "F05", f"`{name}` must be true or false, not {shown}", hint)
    return None


def _number(name: str, node: Node, report: Report) -> str | None:
    try:
        if isinstance(node, str) and isfinite(float(node)):
            return str(node)
    except ValueError:
        pass
    shown = f"`{node}`" if isinstance(node, str) else what(node)
    report(node, "F05", f"`{name}` must be a number, not {shown}", f"write `{name}: 20`")
    return None


def _texts(name: str, node: Node, report: Report) -> tuple[str, ...] | None:
    if not isinstance(node, Sequence):
        hint = f"write `{name}: [{_items(node) if isinstance(node, str) else '...'}]`"
        if isinstance(node, str) and node[0] in "-" + FALSE_DASHES:
            hint = "begin each item with a dash and a space: `- ...`"
        report(node, "F05", f"`{name}` must be a list, not {what(node)}", hint)
        return None
    if not node:
        report(node, "F06", f"`{name}` is empty", f"write `{name}: [...]`, or take it out")
        return None
    texts = [_item(name, item, report) for item in node]
    return tuple(filter(None, texts)) if all(texts) else None


def _items(text: str) -> str:
    """The items that a text was meant to be, as they are written in brackets."""
    text = text.strip(" []")
    return single(text) if _SIGNS.search(text) else text


def _item(name: str, node: Node, report: Report) -> str | None:
    if isinstance(node, str) and node.strip():
        return node.rstrip()
    if isinstance(node, str):
        report(node, "F06", f"an item of `{name}` is empty", "write it or take it out")
    elif not _is_refused(node):
        hint = f"put the text in single quotes: {single(_written(node))}"
        report(node, "F05", f"an item of `{name}` must be a text, not {what(node)}", hint)
    return None


def _answer(name: str, node: Node, report: Report) -> str | tuple[str, ...] | None:
    read = _texts if isinstance(node, Sequence) else _text
    return read(name, node, report)


def _pairs(name: str, node: Node, report: Report) -> dict[str, str] | None:
    if not isinstance(node, Mapping):
        hint = f"write `{name}: {{left: right, left: right}}`"
        if isinstance(node, Sequence) and all(isinstance(item, Mapping) for item in node):
            hint = "write { and } for [ and ]" if node.flow else "take the dashes out"
        report(node, "F05", f"`{name}` must be pairs, not {what(node)}", hint)
        return None
    pairs: dict[str, str] = {}
    for left, right in node.placed():
        if isinstance(right, Scalar) and not right.strip():
            one, _, other = left.partition(":")
            hint = f"write `{one}: {other or '...'}`, with a space after the colon"
            report(left, "F06", f"`{left}` has nothing on its right", hint)
        elif text := _item(name, right, report):
            pairs[str(left)] = text
    return pairs if len(pairs) == len(node) else None


def _place(name: str, node: Node, report: Report) -> dict[str, str] | None:
    if not isinstance(node, Mapping):
        hint = "it is for `quizzer build` to write: take it out"
        report(node, "F05", f"`{name}` must be a map, not {what(node)}", hint)
        return None
    place: dict[str, str] = {}
    for part, text in node.placed():
        if part not in Place._fields:
            report(part, "F02", f"`{name}` has no `{part}`", "it has " + ", ".join(Place._fields))
        elif part == "kind" and text not in _TABLE_KINDS:
            report(part, "F05", "`kind` is unknown", "there are " + ", ".join(_TABLE_KINDS))
        elif read := _item(name, text, report):
            place[str(part)] = read
    return place if len(place) == len(node) else None


def _lists(name: str, node: Node, report: Report) -> dict[str, tuple[str, ...]] | None:
    if not isinstance(node, Mapping):
        hint = f"write `{name}:` and below it, indented, `value: [another spelling]`"
        if name == "vary":
            hint = "write `vary: {n: [12, 24]}`, a list of numbers for each name in the question"
        report(node, "F05", f"`{name}` must be a map, not {what(node)}", hint)
        return None
    read = {
        str(key): None if isinstance(texts, Refused) else _texts(key, texts, report)
        for key, texts in node.placed()
    }
    lists = {key: texts for key, texts in read.items() if texts}
    return lists if len(lists) == len(node) else None


def _cards(name: str, node: Node, report: Report) -> Sequence | None:
    if isinstance(node, Sequence):
        return node
    hint = "begin each card with a dash and a space: `- q: ...`"
    report(node, "F05", f"`{name}` must be a list, not {what(node)}", hint)
    return None


_READERS: dict[Kind, Callable[[str, Node, Report], Any]] = {
    "text": _text,
    "line": _line,
    "flag": _flag,
    "number": _number,
    "texts": _texts,
    "answer": _answer,
    "pairs": _pairs,
    "place": _place,
    "lists": _lists,
    "cards": _cards,
}


def _is_refused(node: Node) -> bool:
    """Whether a Problem has been told already of the node, or of something in it."""
    if isinstance(node, Mapping | Sequence):
        return any(map(_is_refused, node.values() if isinstance(node, Mapping) else node))
    return isinstance(node, Refused)


def _written(node: Node) -> str:
    """A list or map as it was written in brackets or braces, or a pair without either."""
    match node:
        case Sequence():
            return f"[{', '.join(map(_written, node))}]"
        case Mapping():
            pairs = (k if isinstance(v, Void) else f"{k}: {_written(v)}" for k, v in node.items())
            braced = not node or next(node.placed())[0].column > node.column
            return f"{{{', '.join(pairs)}}}" if braced else ", ".join(pairs)
    return str(node) if isinstance(node, str) else "..."
