"""A card's identity: ids made of where it stands and what it is about."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b
from typing import NamedTuple

_NOT_WORD = re.compile(r"[\W_]+")
_FOLDED = re.compile(r"[\s.,;:!?'\"“”‘’*_`]+")
_FOLDED_ASCII = bytes(b" "[0] if _FOLDED.match(chr(code)) else code for code in range(256))


def slug(text: str) -> str:
    """A text as a part of an id: case, markup, punctuation and no-break spaces folded away.

    `+` and `#` are spelt out (C, C++ and C# are three terms); a text of symbols alone is known
    by its digest.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    out = _NOT_WORD.sub("-", folded.replace("+", "plus").replace("#", "sharp")).strip("-")
    return out or digest(text)


def digest(question: str) -> str:
    """Ten characters for a question, whatever its case, spacing, emphasis and sentence marks."""
    folded = unicodedata.normalize("NFKC", question).casefold()
    if folded.isascii():
        words = b" ".join(folded.encode().translate(_FOLDED_ASCII).split())
    else:
        words = _FOLDED.sub(" ", folded).strip().encode()
    return blake2b(words, digest_size=5).hexdigest()


class CardKey(NamedTuple):
    """The parts of an id that was not written: where a card stands and what it is about.

    Never what it answers, so that answers may be rewritten freely. `subject` is a table's row,
    a term, or the digest of a question; `aspect` a table's column and kind.
    """

    deck: str
    heading: str
    subject: str
    aspect: str = ""

    def __str__(self) -> str:
        return f"{self.deck}:" + "/".join(filter(None, self[1:]))
