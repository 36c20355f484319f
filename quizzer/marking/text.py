"""A text without what makes no difference to any answer."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from quizzer import maths

_TEX = re.compile(r"\$([^$]+)\$")
_EMOJI = re.compile("[\u2600-\u27bf\u2b00-\u2bff\ufe0f\u20e3\U0001f000-\U0001faff]")
_BEYOND_ASCII = re.compile(r"[^\0-\x7f]")
_SIGNS = str.maketrans(
    {"×": "x", "√": "sqrt", "≤": "<=", "≥": ">=", "≠": "!=", "→": "->", "·": "*", "−": "-"}
    | {
        "′": "'",
        "∞": "infinity",
        "\N{FRACTION SLASH}": "/",
        "∑": "sum",
        "∏": "prod",
        "∇": "nabla",
        "±": "+-",
    }
    | dict.fromkeys("‐‑‒–—", "-")
)
_GREEK = "GREEK SMALL LETTER "
_LATIN = re.compile(
    r"LATIN SMALL (?:LETTER|LIGATURE) (?:DOTLESS )?(?P<plain>[A-Z]|AE|OE)(?: WITH .+)?"
)


def seen(text: str) -> str:
    """What is to be read in a text that was typed or pasted: no emoji and nothing invisible, the
    digits of any script as 0 to 9, and one space or line break where there were more."""
    text = _BEYOND_ASCII.sub(lambda found: _read(found[0]), text)
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.splitlines())))


@lru_cache(maxsize=1024)
def _read(char: str) -> str:
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    kind, *code = unicodedata.decomposition(char).split() or [""]
    if kind == "<fraction>":  # 1½ is not 11/2
        return " " + "".join(chr(int(point, 16)) for point in code)
    return "" if _EMOJI.match(char) or unicodedata.category(char) == "Cf" else char


def shown(text: str) -> str:
    """The text as it is shown: TeX as Unicode, no emphasis."""
    text = _TEX.sub(lambda found: maths.inline(found[1]), text)
    text = maths.inline(text) if "\\" in text else text
    return " ".join(text.replace("**", "").replace("`", "").split())


def spelt_out(text: str) -> str:
    """Lower case, signs as they are typed, and Greek letters by their names, so that `sigma` and
    `sqrt` may be typed."""
    return "".join(map(_letter, text.casefold().translate(_SIGNS)))


def _letter(char: str) -> str:
    name = unicodedata.name(char, "") if char > "\x7f" else ""
    if not name.startswith(_GREEK):
        return char
    return name.rpartition(" ")[2].casefold().replace("lamda", "lambda")


def unaccented(text: str) -> str:
    """A text in lower case, decomposed, without accents or strokes: ł is l, and æ ae."""
    return "".join(_unaccented(char) if char > "\x7f" else char for char in text)


@lru_cache(maxsize=1024)
def _unaccented(char: str) -> str:
    if unicodedata.combining(char):
        return ""
    latin = _LATIN.fullmatch(unicodedata.name(char, ""))
    return latin["plain"].casefold() if latin else char


def with_carets(text: str) -> str:
    """The text with `^` before what is raised, so that x² and x₂ stay apart when folded."""
    raised = [unicodedata.decomposition(char).startswith("<super>") for char in text]
    return "".join(
        f"^{char}" if up and not before else char
        for char, up, before in zip(text, raised, [False, *raised], strict=False)
    )
