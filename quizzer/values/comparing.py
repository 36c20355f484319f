"""Whether two values say the same, one says the other, or both may be true."""

from __future__ import annotations

from quizzer.values.lists import parts
from quizzer.values.numbers import number
from quizzer.values.spans import loosely, spans
from quizzer.values.texts import NO_ALIASES, Aliases, closed_up, same


def is_open(text: str) -> bool:
    """Whether a text leaves open what the value is: empty, a dash, `n/a` or `undisclosed …`."""
    folded = text.strip().casefold()
    return folded in ("", "-", "–", "—", "n/a") or folded.startswith("undisclosed")


def equal(a: str, b: str, aliases: Aliases = NO_ALIASES) -> bool:
    """Whether two values say the same, whatever their spelling and the order of a list.

    A count in k or M equals both its decimal and its binary reading (`2k` is 2,000 and 2,048,
    which do not equal each other). An amount may be in words, in another unit of its kind, a
    fraction, a range or a date.
    """
    if same_amount(a, b):
        return True
    items, rest = parts(a), list(parts(b))
    if len(items) != len(rest) or not items:
        return False
    for item in items:
        twin = next((other for other in rest if _same_item(item, other, aliases)), None)
        if twin is None:
            return False
        rest.remove(twin)
    return True


def same_amount(a: str, b: str) -> bool:
    """Whether two texts are one amount, range or date."""
    found = spans(a)
    return bool(found) and any(span.is_bounded for span in set(found) & set(spans(b)))


def _same_item(a: str, b: str, aliases: Aliases) -> bool:
    first, second = number(a), number(b)
    if first and second:
        return first.same(second)
    one, other = aliases.words(a), aliases.words(b)
    if len(one) == len(other) and all(map(same, one, other)):
        return True
    return closed_up(one) == closed_up(other) or same_amount(a, b)


def contains(a: str, b: str, aliases: Aliases = NO_ALIASES) -> bool:
    """Whether `a` says all that `b` says, word by word: `byte-level BPE` contains `BPE`.

    A hyphenated compound is one word, so `encoder-decoder` does not contain `decoder`.
    """
    whole, piece = aliases.words(a), aliases.words(b)
    if not piece:
        return False
    for at in range(len(whole) - len(piece) + 1):
        if all(map(same, whole[at : at + len(piece)], piece)):
            return True
    items = parts(a)
    return all(any(_same_item(item, part, aliases) for item in items) for part in parts(b))


def overlap(a: str, b: str, aliases: Aliases = NO_ALIASES) -> bool:
    """Whether two values can be true of one thing: one contains the other, or they are amounts
    that meet, as `12 to 24` and `20 to 30`, `over 90` and `95`, `about 12` and `12.5`, `2018` and
    `11 June 2018` do.
    """
    first, second = number(a), number(b)
    if first and second and aliases is NO_ALIASES and a[0].isdecimal() and b[0].isdecimal():
        return first.same(second)
    if contains(a, b, aliases) or contains(b, a, aliases):
        return True
    return any(one.meets(other) for one in loosely(a) for other in loosely(b))
