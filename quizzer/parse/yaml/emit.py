"""Writes texts, lists and maps as YAML that people can read and every YAML reader reads alike."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from quizzer.parse.yaml.lines import ODD_SPACES
from quizzer.parse.yaml.source import CONTROL

Atom: TypeAlias = str | bool | int | float
Data: TypeAlias = "Atom | Sequence[Data] | Mapping[str, Data]"

_STEP = 2
_LONGEST_KEY = 1000
"""A longer key is written after a `?`; YAML allows a plain one 1,024 characters."""
_NEVER_PLAIN = re.compile(
    rf"[-?:,\[\]{{}}#&*!|>'\"%@`.=~<\s{ODD_SPACES}]|.*(?::(?:\s|$)|\s#|[^\S ]|\s$)"
)
_TYPED = re.compile(
    r"true|false|yes|no|on|off|y|n|null"
    r"|[-+]?[\d_.,:]+(?:e[-+]?\d+)?|[-+]?\.(?:inf|nan)|0[xob][\da-f_]+"
    r"|\d{4}-\d\d?-\d\d?(?:[t\s].*)?",
    re.IGNORECASE,
)
"""What some version of YAML takes for a boolean, a number or a date."""
_ESCAPED = re.compile(f"\n|{CONTROL.pattern}")


def dump(data: Data) -> str:
    """The data as YAML in block style: one line a text, `|` for a text of several lines.

    Whatever an editor might take for more than text (`no`, `2018`, `1:30`) is quoted. The same
    data gives the same bytes.
    """
    if isinstance(data, Atom):
        return _atom(data, _STEP) + "\n"
    return _collection(data, 0) if data else _empty(data)


def _collection(data: Sequence[Data] | Mapping[str, Data], indent: int) -> str:
    pad = " " * indent
    if isinstance(data, Mapping):
        return "".join(f"{pad}{_key(key, pad)}:{_value(it, indent)}" for key, it in data.items())
    return "".join(f"{pad}-{_item(it, indent)}" for it in data)


def _key(key: str, pad: str) -> str:
    written = _line(key)
    return written if len(written) <= _LONGEST_KEY else f"? {written}\n{pad}"


def _value(data: Data, indent: int) -> str:
    if isinstance(data, Atom):
        return f" {_atom(data, indent + _STEP)}\n"
    return "\n" + _collection(data, indent + _STEP) if data else f" {_empty(data)}"


def _item(data: Data, indent: int) -> str:
    if isinstance(data, Atom) or not data:
        return _value(data, indent)
    inner = indent + _STEP
    return " " + _collection(data, inner)[inner:]


def _empty(data: Data) -> str:
    return "{}\n" if isinstance(data, Mapping) else "[]\n"


def _atom(text: Atom, indent: int) -> str:
    """A text, number or boolean as it follows a key; later lines of a text are indented."""
    if not isinstance(text, str):
        return str(text).lower()
    if not text.strip("\n") or "\n" not in text or CONTROL.search(text):
        return _line(text)
    start = str(_STEP) if text.lstrip("\n")[0] in " \t" else ""
    end = "-" if text[-1] != "\n" else "+" if text.endswith("\n\n") else ""
    pad = " " * indent
    lines = text.removesuffix("\n").split("\n")
    return "\n".join([f"|{start}{end}", *(pad + line if line else "" for line in lines)])


def _line(text: str) -> str:
    if _ESCAPED.search(text):
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        escaped = _ESCAPED.sub(lambda sign: f"\\u{ord(sign[0]):04X}", escaped)
        return f'"{escaped}"'
    if not text or _NEVER_PLAIN.match(text) or _TYPED.fullmatch(text):
        return "'" + text.replace("'", "''") + "'"
    return text
