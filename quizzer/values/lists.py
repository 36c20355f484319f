"""The items of a value that lists several."""

from __future__ import annotations

import re

_SEPARATOR = re.compile(r"[;,](?:\s+(?:and|&)\s)?|(?<=\s)(?:and|&)(?=\s)")


def parts(text: str) -> tuple[str, ...]:
    """The items of a list value: `110M, 340M` gives two, any other value itself.

    Commas, semicolons, `and` and `&` separate, but not inside brackets, TeX or code, and no comma
    between two digits (`1,500M` is one value, and `8,62,540B` one mistake).
    """
    if not _SEPARATOR.search(text):
        return (text.strip(),) if text.strip() else ()
    text = text.strip().removeprefix("both ")
    out, start, depth, verbatim, position = [], 0, 0, "", 0
    while position < len(text):
        sign = text[position]
        if verbatim:
            verbatim = "" if sign == verbatim else verbatim
        elif sign in "$`" and text.find(sign, position + 1) > 0:
            verbatim = sign
        elif sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth = max(depth - 1, 0)
        elif depth == 0 and (found := _SEPARATOR.match(text, position)):
            around = text[max(position - 1, 0) : position + 2]
            if not re.fullmatch(r"\d,\d", around):
                out.append(text[start:position])
                start = position = found.end()
                continue
        position += 1
    out.append(text[start:])
    return tuple(item for item in map(str.strip, out) if item)
