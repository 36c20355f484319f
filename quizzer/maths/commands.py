"""What TeX commands there are, which take arguments, and what the others show."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from functools import cache
from typing import Any

from pylatexenc.latex2text import get_default_latex_context_db
from pylatexenc.macrospec import (
    EnvironmentSpec,
    LatexContextDb,
    MacroSpec,
    MacroStandardArgsParser,
    SpecialsSpec,
)

from quizzer.maths.formula import Kind


def _by_name(table: dict[str, str]) -> dict[str, str]:
    """Each of the names on the right with what stands on the left."""
    return {name: value for value, names in table.items() for name in names.split()}


ACCENTS = _by_name(
    {
        "\u0302": "hat widehat",
        "\u0303": "tilde widetilde",
        "\u0304": "bar",
        "\u0305": "overline",
        "\u0332": "underline",
        "\u20d7": "vec overrightarrow",
        "\u0307": "dot",
        "\u0308": "ddot",
        "\u030c": "check",
        "\u0306": "breve",
        "\u0301": "acute",
        "\u0300": "grave",
        "\u030a": "mathring",
    }
)
FONTS = _by_name(
    {
        "BOLD": "mathbf boldsymbol bm",
        "DOUBLE-STRUCK": "mathbb mathds",
        "SCRIPT": "mathcal mathscr",
        "FRAKTUR": "mathfrak",
    }
)
WORDS = _by_name(
    {
        "text": "text textrm textit textbf textsf texttt textnormal mbox",
        "maths": "mathrm mathit mathsf mathtt operatorname",
    }
)
SPACES = _by_name({" ": ", : ; > thinspace enspace space", "  ": "quad qquad"}) | {" ": " "}
SILENT = _by_name(
    {
        "": "limits nolimits displaystyle textstyle scriptstyle scriptscriptstyle nonumber notag "
        "hline ! / - allowbreak big bigl bigr bigm Big Bigl Bigr Bigm bigg biggl biggr biggm "
        "Bigg Biggl Biggr Biggm"
    }
)
ARGUMENTS = _by_name(
    {
        "{{": "frac dfrac tfrac cfrac nicefrac binom dbinom tbinom overset underset stackrel",
        "{": f"substack tag label pmod {' '.join((*ACCENTS, *FONTS, *WORDS))}",
        "[{": "sqrt xrightarrow xleftarrow",
    }
) | {"operatorname": "*{"}
MATRICES = {
    name: (left, right)
    for (left, right), names in {
        ("", ""): ("matrix", "smallmatrix", "array"),
        ("(", ")"): ("pmatrix",),
        ("[", "]"): ("bmatrix",),
        ("{", "}"): ("Bmatrix",),
        ("|", "|"): ("vmatrix",),
        ("‖", "‖"): ("Vmatrix",),
        ("{", ""): ("cases", "dcases"),
    }.items()
    for name in names
}
ALIGNED = _by_name(
    {
        "": "align align* aligned alignat alignat* alignedat eqnarray eqnarray* equation equation* "
        "split gather gather* gathered multline multline* flalign flalign*"
    }
)


@cache
def context() -> LatexContextDb:
    """The commands and environments that take arguments, for the parser; all others take none."""
    line_end = MacroSpec(
        "\\", args_parser=MacroStandardArgsParser("*[", optional_arg_no_space=True)
    )
    db = LatexContextDb()
    db.add_context_category(
        "maths",
        macros=[line_end, *(MacroSpec(name, spec) for name, spec in ARGUMENTS.items())],
        environments=[
            EnvironmentSpec("array", "[{"),
            *(EnvironmentSpec(name, "{") for name in ("alignat", "alignat*", "alignedat")),
        ],
        specials=[SpecialsSpec(sign) for sign in "&^_~"],
    )
    db.set_unknown_macro_spec(MacroSpec(""))
    db.set_unknown_environment_spec(EnvironmentSpec(""))
    return db


LIMITS = _by_name({"": "max min sup inf lim limsup liminf argmax argmin"})
_FUNCTIONS = LIMITS | _by_name({"": "arg Pr det dim ker hom deg gcd lg mod Tr tr"})
_SIGNS = _by_name(
    {
        "‖": "|",
        "≠": "ne",
        "←": "gets",
        "⇔": "iff",
        "⇒": "implies",
        "⇐": "impliedby",
        "∧": "land",
        "∨": "lor",
        "¬": "neg",
        "ℜ": "Re",
        "ℑ": "Im",
        "⊨": "models",
        "′": "prime",
        "≔": "coloneqq",
        "[": "lbrack",
        "]": "rbrack",
        ":": "colon",
        "∋": "ni owns",
        "✓": "checkmark",
        "%": "%",
        "mod": "bmod",
    }
)


@cache
def shown(name: str) -> str:
    """What a command without arguments shows: a sign or a name; nothing if it is unknown.

    The signs are pylatexenc's, and some that it lacks.
    """
    if name in _SIGNS or name in _FUNCTIONS:
        return _SIGNS.get(name, name)
    text = getattr(_texts().get_macro_spec(name), "simplify_repl", None)
    if not isinstance(text, str) or not text.isprintable() or any(sign in text for sign in "%?"):
        return ""
    return text.strip()


@cache
def _texts() -> Any:
    return get_default_latex_context_db()


def styled(char: str, style: str) -> str:
    """A letter or digit in a style, as Unicode names it, or itself where there is none."""
    sign = unicodedata.name(char, "")
    for part in ("LATIN ", "GREEK ", "LETTER "):
        sign = sign.replace(part, "")
    older = {"FRAKTUR": "BLACK-LETTER"}.get(style, style)  # ℂ and its like are named otherwise
    for name in (f"MATHEMATICAL {style} {sign}", f"{older} {sign}"):
        with suppress(KeyError):
            return unicodedata.lookup(name)
    return char


INTEGRALS = frozenset("∫∬∭∮")
_BIG = INTEGRALS | frozenset("∑∏∐⋃⋂⋁⋀⨁⨂⨀")
_BINARY = frozenset("+-*±∓×·÷∗∘⋆∙⊕⊖⊗⊘⊙⊎⊓⊔∧∨∪∩∖⋅†‡")
_OPENING = frozenset("([{⟨⌊⌈")
_CLOSING = frozenset(")]}⟩⌋⌉")
_LETTERS = frozenset("∀∂∃∄∅∆∇∎∞∠√∛∜⊤")  # in the blocks of relations, but none
_RELATION_BLOCKS = ((0x2190, 0x22ED), (0x22F2, 0x22FF), (0x27F0, 0x27FF), (0x2900, 0x2AFF))


def kind(text: str) -> Kind:
    """How a sign, or a name, is spaced."""
    if len(text) > 1:
        return "word" if text[0].isalpha() else "ord"
    if text in _BIG:
        return "big"
    if text in _BINARY:
        return "op"
    if text in _OPENING:
        return "open"
    if text in _CLOSING:
        return "close"
    if text in (",", ";"):
        return "punct"
    if text in _LETTERS:
        return "ord"
    related = any(first <= ord(text) <= last for first, last in _RELATION_BLOCKS)
    return "rel" if related or text in ("=", "<", ">", "⟂", "≔") else "ord"
