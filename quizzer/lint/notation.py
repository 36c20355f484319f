"""Rules on formulas and code that cannot be shown, and on files and notes that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from quizzer.card import Card
from quizzer.lint.page import Finding, Page, Side
from quizzer.lint.prose import shortened
from quizzer.markup import formulas, marks, without_verbatim
from quizzer.maths import is_readable


class _Part(NamedTuple):
    card: Card
    side: Side
    text: str


def _parts(page: Page) -> Iterator[_Part]:
    """Every text that is shown of the cards, once for siblings."""
    told: set[str] = set()
    for card in page.deck.cards:
        if card.entry in told:
            continue
        told.add(card.entry)
        yield _Part(card, "q", card.text or card.question)
        answers = card.answer if isinstance(card.answer, tuple) else (card.answer,)
        for answer in answers if card.form != "cloze" else ():
            for text in (answer,) if isinstance(answer, str) else answer:
                yield _Part(card, "a", text)
        for wrong in card.wrong:
            yield _Part(card, "wrong", wrong)
        if card.hint:
            yield _Part(card, "hint", card.hint)
        if card.why:
            yield _Part(card, "why", card.why)


def unreadable(page: Page) -> Iterator[Finding]:
    """A formula that cannot be drawn, and one that is none because a dollar is missing."""
    for card, side, text in _parts(page):
        if "$" not in text and "\\" not in text and "`" not in text:
            continue
        for formula in formulas(text):
            if not is_readable(formula.tex):
                yield Finding(
                    card,
                    side,
                    formula.tex,
                    f"`{shortened(formula.tex)}` cannot be drawn, and is shown as it stands",
                    "see that each brace and each \\left has its twin",
                )
        rest = without_verbatim(text, "□")
        if _BROKEN.search(rest):
            yield Finding(
                card,
                side,
                "",
                "a formula between single dollars goes over the end of a line",
                "write it on one line, or between $$",
            )
        elif found := _COMMAND.search(rest) or _OPEN.search(rest):
            yield Finding(
                card,
                side,
                found["tex"],
                f"`{found['tex']}` stands outside any formula",
                "put the formula between dollars, with no space just inside them",
            )
        if _TICK.search(rest):
            yield Finding(
                card, side, "`", "a backtick without its twin", "close the code, or write \\`"
            )


def open_gap(page: Page) -> Iterator[Finding]:
    """A mark of a cloze text that opens and is never closed, and so hides nothing."""
    for card, side, text in _parts(page):
        if card.form != "cloze" or side != "q":
            continue
        out, last = [], 0
        for mark in marks(text):
            out += [text[last : mark.start], "□"]
            last = mark.end
        rest = without_verbatim("".join(out) + text[last:], "□")
        if found := _OPEN_GAP.search(rest):
            hint = "close it with `==` right behind what is to be hidden"
            yield Finding(card, side, found[0], f"`{found[0]}` opens and is never closed", hint)


_OPEN_GAP = re.compile(r"(?<![=\w])==[^\s=]\S{0,20}")

_TEX = (
    r"(?P<tex>\\(?:[dt]?frac|sqrt|sum|prod|int|oint|alpha|beta|gamma|delta|epsilon|varepsilon|zeta"
    r"|eta|theta|kappa|lambda|mu|nu|xi|rho|sigma|tau|phi|varphi|chi|psi|omega|pi|Gamma|Delta|Theta"
    r"|Lambda|Sigma|Phi|Psi|Omega|times|cdot|leq?|geq?|neq?|approx|infty|partial|nabla|math(?:rm|bf|bb"
    r"|cal|it)|text|left|right|hat|bar|vec|log|ln|exp|sin|cos|lim)(?![A-Za-z]))"
)
_COMMAND = re.compile(rf"(?<![\\\w]){_TEX}")
_OPEN = re.compile(rf"\$\S[^$\n]{{0,200}}?(?<!\w\w){_TEX}")
_BROKEN = re.compile(r"(?<![\\$])\$(?=\S)(?=[^$]{0,400}\\[A-Za-z])[^$\n]*\n[^$]*\S\$(?!\d)")
_TICK = re.compile(r"(?<![\\\w`])`(?=\w\w)")


def missing_file(page: Page) -> Iterator[Finding]:
    """A picture or sound that is not there."""
    for card, side, text in _parts(page):
        for found in _FILE.finditer(without_verbatim(text)):
            name = found["image"] or found["tag"] or found["sound"]
            if "://" not in name and not name.startswith("data:") and page.exists(name) is False:
                yield Finding(
                    card,
                    side,
                    name,
                    f"there is no file `{name}`",
                    "check its path, which is counted from the folder of this file",
                )


_FILE = re.compile(
    r"!\[[^\[\]]*\]\(<?(?P<image>[^()<>\s]+)[^()]*\)"
    r"|<(?:img|audio|video|source)\b[^<>]*?\bsrc=[\"']?(?P<tag>[^\"'<>\s]+)"
    r"|\[sound:(?P<sound>[^\[\]]+)\]"
)


def only_picture(page: Page) -> Iterator[Finding]:
    """A question that is a picture, which a terminal does not show."""
    for face in page.of("qa", "choice", "cloze", "compute"):
        text = without_verbatim(face.card.question)
        if _FILE.search(text) and (not face.front.words or _POINTS.search(face.front.plain)):
            yield Finding(
                face.card,
                "q",
                "",
                "the question is in a picture, which a terminal does not show",
                "say in words what is to be seen",
            )


_POINTS = re.compile(
    r"\b(?:this|these|that|the|following|above|below) (?:\w+ )?(?:picture|image|figure|diagram"
    r"|photo|plot|graph|chart|drawing|map|flag|logo|icon|symbol)\b|\b(?:shown|depicted|pictured)\b"
    r"|\bwhat is this\b|\bsee (?:above|below)\b",
    re.IGNORECASE,
)
_NOTE = re.compile(r"(?P<note>[^\s#?:]+\.md)(?:#(?P<anchor>\S*))?", re.IGNORECASE)


def broken_source(page: Page) -> Iterator[Finding]:
    """A source that names a note or heading that is not there.

    That a note is not there is said only where others of the deck are: the notes of a deck may
    be kept elsewhere.
    """
    named = [(card, found) for card in page.deck.cards if (found := _NOTE.fullmatch(card.source))]
    absent: list[tuple[Card, str]] = []
    for card, found in named:
        if card.place and found["note"] == card.place.note:
            continue  # `build` wrote it
        anchors = page.anchors(found["note"])
        if anchors is None:
            absent.append((card, found["note"]))
        elif found["anchor"] and found["anchor"] not in anchors:
            yield Finding(
                card,
                "source",
                found["anchor"],
                f"{found['note']} has no heading `#{found['anchor']}`",
                _nearest(found["anchor"], anchors),
            )
    if absent and any(page.exists(found["note"]) for _, found in named):
        for card, note in absent:
            message = f"there is no note `{note}`"
            yield Finding(card, "source", note, message, "check its path below the notes folder")


def _nearest(anchor: str, anchors: frozenset[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(anchor, sorted(filter(None, anchors)), 1, 0.4)
    return f"did you mean `#{near[0]}`?" if near else "name a heading as a link to it does"
