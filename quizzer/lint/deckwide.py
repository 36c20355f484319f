"""Rules that hold the cards of one deck against each other, through an index and never in pairs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from quizzer.lint.page import Face, Finding, Page
from quizzer.lint.prose import fingerprint
from quizzer.values import normal

COMMON = 4
"""How many times as often as a word its near twin must stand in a deck to be what was meant."""


def contradiction(page: Page) -> Iterator[Finding]:
    """One question with two answers."""
    seen: dict[str, Face] = {}
    for face in page.of("qa", "term", "cloze"):
        card = face.card
        other = seen.setdefault(_shown(face), face)
        if other is not face and _answer(other, page) != _answer(face, page):
            yield Finding(
                card,
                "q",
                "" if card.form == "cloze" else card.question,
                f"the same is asked in line {other.card.line}, with another answer",
                "say in both questions what tells them apart",
            )


def _answer(face: Face, page: Page) -> str:
    return normal(face.back.text, page.aliases)


def _shown(face: Face) -> str:
    """What the learner sees before the answer; of a cloze that is its heading and its cue, too."""
    card = face.card
    heading = card.place.heading if card.place and card.form == "cloze" else ""
    return fingerprint(f"{card.form == 'cloze'} {heading} {card.question} {card.cue}")


def misspelt(page: Page) -> Iterator[Finding]:
    """A word that is a common word of the deck with two letters exchanged."""
    counts: Counter[str] = Counter()
    first: dict[str, Face] = {}
    for face in page.faces:
        if face.is_reversed or face.card.hole > 1:
            continue
        for word in {*_WORD.findall(face.front.plain), *_WORD.findall(face.back.plain)}:
            counts[word.casefold()] += 1
            first.setdefault(word.casefold(), face)
    for word, count in counts.items():
        if _TWINS.fullmatch(word):
            continue
        for at in range(len(word) - 1):
            if _is_spelling(word, at):
                continue
            twin = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            if twin != word and counts[twin] >= COMMON * count:
                face = first[word]
                yield Finding(
                    face.card,
                    "",
                    _as_written(word, face),
                    f"`{_as_written(word, face)}` looks like `{_as_written(twin, first[twin])}`"
                    " with two letters exchanged",
                    f"write `{_as_written(twin, first[twin])}`",
                )
                break


_WORD = re.compile(r"\b(?:[A-Z]{4,40}|[^\W\d_]{6,40})\b")
_TWINS = re.compile(
    "angels|angles|trails|trials|united|untied|sacred|scared|martial|marital|silver|sliver|barely"
    "|barley|nuclear|unclear|complaint|compliant|perfect|prefect|perform|preform|infarction"
    "|infraction|dairies|diaries"
)
"""Words that stay words when two of their letters are exchanged."""


def _is_spelling(word: str, at: int) -> bool:
    """Whether exchanging the letter there makes the word of another country, or a form of it:
    centre and center, beschreiben and beschrieben.
    """
    pair = {*word[at : at + 2]}
    return pair == {"i", "e"} or (pair in ({"r", "e"}, {"l", "e"}) and at == len(word) - 2)


def _as_written(word: str, face: Face) -> str:
    words = (*_WORD.findall(face.front.plain), *_WORD.findall(face.back.plain))
    return str(next(one for one in words if one.casefold() == word))
