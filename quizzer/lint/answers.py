"""Rules on what an answer asks of the learner."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzer import marking
from quizzer.lint.page import Face, Finding, Page
from quizzer.lint.prose import shortened

LONGEST = 40
"""Words of an answer that can still be recalled and rated as one thing."""
LONGEST_TYPED = 5
"""Words of an answer that is typed the same way twice."""
TOO_MANY = 5
"""Items or steps that are more than one can hold in mind at once."""


def too_long(page: Page) -> Iterator[Finding]:
    """An answer of many sentences."""
    for face in page.of("qa", "term"):
        count = len(face.back.words)
        if count > LONGEST and not face.is_reversed:
            yield Finding(
                face.card,
                "a",
                face.back.text,
                f"the answer has {count} words, which is more than one thing",
                "make a card of each thing in it; what only explains goes into `why:`",
            )


def unordered_set(page: Page) -> Iterator[Finding]:
    """A list to be recited."""
    for face in page.of("qa"):
        asked = face.front.plain.strip()
        found = None if _FEW.match(asked) else _LISTS.match(asked)
        if found and (count := _items(face)) >= TOO_MANY:
            yield Finding(
                face.card,
                "q",
                found[0].strip(),
                f"{count} things are to be recited at once",
                "ask for each by what tells it apart; if they have an order, write `order:`",
            )


_NUMBER = r"(?:[5-9]|\d\d|five|six|seven|eight|nine|ten|twelve)"
_LISTS = re.compile(
    rf"(?:list|name|enumerate|give|state|recite) (?:all|some|at least|{_NUMBER}|the {_NUMBER}"
    r"|the (?:[\w-]+ ){0,2}[\w-]+(?<!s)s\b)"
    rf"|(?:what|which) are (?:all )?(?:the )?(?:{_NUMBER}|main|major|key|different|various) "
    r"|what are the (?:[\w-]+ )?[\w-]+(?<!s)s of\b",
    re.IGNORECASE,
)
_FEW = re.compile(r"(?:[\w']+ ){1,4}(?:[2-4]|two|three|four)\b", re.IGNORECASE)


def _items(face: Face) -> int:
    """How many items the answer lists; 0 where it is no list, or its items are sentences."""
    if face.back.items:
        return face.back.items
    items = [line for line in face.back.plain.splitlines() if line.strip()]
    if len(items) == 1:
        items = re.split(r"[,;]\s+(?:and |or )?|\s+and\s+", face.back.plain)
    return len(items) if all(len(one.split()) <= 8 for one in items) else 0


def steps(page: Page) -> Iterator[Finding]:
    """A procedure to be recited."""
    for face in page.of("qa"):
        in_order = _IN_ORDER.search(face.front.plain)
        numbered = len(_NUMBERED.findall(face.back.text)) if in_order else 0
        chain = face.back.plain.strip().rstrip(".")
        arrows = 0 if _SENTENCE.search(chain) else len(_ARROW.findall(chain))
        if (count := numbered or arrows + 1) >= TOO_MANY:
            yield Finding(
                face.card,
                "a",
                face.back.text,
                f"{count} steps are to be recited in order",
                "write them as `order:`, or ask on a card each what follows one of them",
            )


_IN_ORDER = re.compile(
    r"\b(?:steps?|order|stages?|phases?|sequence|process|procedure|(?:life ?)?cycle|algorithm"
    r"|path)\b|^how\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^[ \t]*\d{1,3}[.)][ \t]+\S", re.MULTILINE)
_ARROW = re.compile(r"\s(?:→|->|=>|⟶|➜)\s")
_SENTENCE = re.compile(r"[.;:!?]\s|\n")


def uncertain(page: Page) -> Iterator[Finding]:
    """An answer that does not know."""
    for face in page.of("qa", "term", "cloze", "choice"):
        found = _UNCERTAIN.search(face.back.plain)
        if found and not face.card.unconfirmed and not face.is_reversed:
            what = found[0].strip(" \n*-:#")
            yield Finding(
                face.card,
                "q" if face.card.form == "cloze" else "a",
                what,
                f"`{what}` says that the answer is not known",
                "look it up, write `unconfirmed: true`, or leave the card out until it is known",
            )


_UNCERTAIN = re.compile(
    r"(?<=\w )\(\?\)$|(?<![\w?.,])[\d.,]+(?: ?[kKMBT%])?\?(?=\s|$)|(?<=\w)\?\?+$"
    r"|^\W*(?:TODO|TBD|FIXME)(?=:|\W*$)|(?i:\brumou?red\b|\bI(?:'m| am) not sure\b)"
    r"|\A\s*(?i:maybe|perhaps) (?=[A-Z0-9])|\A\s*(?i:n/a|unknown|not sure|don't know)\W*\Z",
    re.MULTILINE,
)


def too_much_to_type(page: Page) -> Iterator[Finding]:
    """An answer to be typed that is a sentence."""
    for face in page.of("qa"):
        card = face.card
        count = len(face.back.words)
        if card.accept and not card.tolerance and count > LONGEST_TYPED:
            yield Finding(
                card,
                "a",
                face.back.text,
                f"{count} words are to be typed, which nobody types the same way twice",
                "ask for a word or two of it, or take `accept` out, and the learner rates it",
            )


def refused_variant(page: Page) -> Iterator[Finding]:
    """An answer to be typed of which a part, right by itself, is marked wrong."""
    for face in page.of("qa"):
        card = face.card
        if not card.accept or card.tolerance:
            continue
        for variant in _variants(face.back.text.strip()):
            if marking.typed(card, variant).kind != "right":
                yield Finding(
                    card,
                    "a",
                    face.back.text,
                    f"`{variant}` would be marked wrong, and is what `{shortened(face.back.text)}`"
                    " says",
                    f"write `{variant}` under `accept:` too",
                )
                break


_BRACKETED = re.compile(r"([^()]{2,}?) *\(([^()]{2,})\)")


def _variants(answer: str) -> Iterator[str]:
    """What a learner may type for an answer with a part in brackets."""
    if found := _BRACKETED.fullmatch(answer):
        yield found[1]
        if found[2].isupper():
            yield found[2]
