"""Rules on what gives an answer away, and on what a cloze hides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzer.card import HIDDEN
from quizzer.lint.page import Face, Finding, Page
from quizzer.lint.prose import THING, Prose, shortened

LONGEST_GAP = 8
"""Words of a gap that can still be filled in one way."""
LONGEST_LEAK = 20
"""Words of an answer that is looked for in its question."""
SENTENCE = 4
"""Words from which on a question is a sentence, and no mere pattern such as `plural: sheep`."""


def leak(page: Page) -> Iterator[Finding]:
    """A question or hint that contains its answer."""
    for face in page.of("qa", "term", "cloze"):
        answer = face.back.words
        if face.is_built or THING in face.back.plain or not _is_telling(answer):
            continue
        card = face.card
        text = face.back.plain.strip()
        if len(face.front.words) >= SENTENCE and _is_said(face):
            message = f"the question says the answer, `{shortened(text)}`"
            yield Finding(card, "q", text, message, "reword it without the answer")
        elif card.hints and _within(answer, Prose(card.hints).words):
            message = f"the hint says the answer, `{shortened(text)}`"
            yield Finding(card, "hint", text, message, "reword it, or give the first letters")


def _is_telling(words: tuple[str, ...]) -> bool:
    """Whether the words are more than a number or a letter, which may stand anywhere by chance."""
    return sum(map(len, words)) >= 5 and any(not word[0].isdigit() for word in words)


def _is_said(face: Face) -> bool:
    """Whether the question says the answer, but not as one of those it offers, in quotes, or as
    what it asks about: the capital of Monaco.
    """
    said = face.front.plain
    if face.card.form == "qa":
        said = _QUOTED.sub(" ", said)
        if _OFFERS.search(said):
            return False
        said = _ABOUT.sub(" ", said)
    return _within(face.back.words, Prose(said).words)


def _within(words: tuple[str, ...], text: tuple[str, ...]) -> bool:
    size = len(words)
    return size <= LONGEST_LEAK and any(
        text[at : at + size] == words for at in range(len(text) - size + 1)
    )


_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|‘[^’]*’|(?<!\w)'[^']*'(?!\w)")
_ABOUT = re.compile(r"\b(?:of|for|in|than|from) (?:the )?[^?.,;:]{0,80}\?\s*$", re.IGNORECASE)
_OFFERS = re.compile(
    r"\b(?:or|oder|ou|nebo|versus|vs|between|which of|plural)\b|\w/\w|[|=]"
    r"|(?:^|\s)\(?[a-d][.)]",
    re.IGNORECASE,
)


def gap(page: Page) -> Iterator[Finding]:
    """A cloze that hides too much."""
    for face in page.of("cloze"):
        card = face.card
        hidden = str(card.answer)
        words, shown = len(face.back.words), len(face.front.words)
        if not _shows(face):
            continue
        if words > LONGEST_GAP:
            message = f"a gap of {words} words can be filled in many ways"
            yield Finding(card, "q", hidden, message, "hide the one or two words that matter")
        elif words > 2 * shown:
            message = "more of the text is hidden than is left to go by"
            yield Finding(card, "q", hidden, message, "hide less, or ask it as `q:` and `a:`")


def nothing_shown(page: Page) -> Iterator[Finding]:
    """A cloze that shows nothing but its gap."""
    for face in page.of("cloze"):
        if not _shows(face):
            yield Finding(
                face.card,
                "q",
                face.card.text,
                "the whole text is hidden, so that the question is a gap and nothing else",
                "leave what is to be filled in some surroundings",
            )


def _shows(face: Face) -> bool:
    return bool(face.card.cue or face.card.question.replace(HIDDEN, "").strip(" .,;:!?-*_#>"))
