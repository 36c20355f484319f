"""How a question, its answer and a session's end are worded, the same in every face.

Card text stays Markdown; a face renders it in its own way. Nothing that a terminal would obey is
left in any text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizzer import maths
from quizzer.key import slug
from quizzer.markup import formulas, in_line, marks
from quizzer.terminal import visible

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from quizzer.card import Answer, Card
    from quizzer.errors import Problem
    from quizzer.identity.said import Said
    from quizzer.library import DeckFile
    from quizzer.marking import Verdict
    from quizzer.question import Question
    from quizzer.session import Summary

_NUMBER = re.compile(r"^\d+[-_. ]*")

RATINGS = ("Again", "Hard", "Good", "Easy")

GRADING = (
    "Again means you did not remember: say so even when you almost did.",
    "Good means you remembered, and Hard that you remembered with real effort; "
    "Hard is never a softer Again.",
    "Easy means you knew at once and want to see the card less often.",
)
"""What the ratings mean, for somebody who rates for the first time."""


_SLIPS = {
    "typed": 'You typed "{given}"; it is "{expected}".',
    "chosen": 'You chose "{given}"; it is "{expected}".',
    "extra": '"{given}" is not one of them.',
    "missing": '"{expected}" is missing.',
    "order": '"{expected}" comes before "{given}".',
    "match": '"{given}" goes with "{expected}".',
}


def counted(number: int, noun: str) -> str:
    """A number of things, in words that fit."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def asked_for(question: Question) -> str:
    """What the learner is to do, in a few words; empty where the question says it all."""
    card = question.card
    if card.form == "term":
        return "Name the term." if card.id.endswith("~term") else "Say what it means."
    return {
        "typed": "Type the answer.",
        "number": "Type the number.",
        "choice": "Choose one.",
        "choose-all": "Choose all that are right.",
        "order": "Put them in order.",
        "match": "Match each line on the left.",
        "cloze": " ".join(filter(None, (_heading(card), "Fill the gap."))),
    }.get(question.format, "")


def _heading(card: Card) -> str:
    """The heading a text with a gap stands under, unless that says the answer or nothing new."""
    heading = card.place.heading if card.place else ""
    name, hidden = f"-{slug(heading)}-", f"-{slug(str(card.answer))}-"
    known = name in f"-{slug(card.question)}-" or hidden in name or name in hidden
    return visible(f"{heading}.") if heading and not known else ""


def question_text(card: Card, *, shown: bool = False) -> str:
    """The question; of a cloze card the text with its gap, or, once shown, with the gap filled."""
    if card.form != "cloze":
        return visible(card.question)
    text, out, last = card.text, [], 0
    for number, mark in enumerate(marks(text), 1):
        part = mark.hidden
        if number == card.hole:
            cue = mark.cue or "..."
            around = text[mark.start - 1 : mark.start] + text[mark.end : mark.end + 1]
            strong = "**" if not any(map(str.isalnum, around)) else ""
            linking = text[mark.end : mark.end + 1] in ("(", "[", ":")
            gap = f"\\[{cue}\\]" if linking else f"[{cue}]"
            part = f"{strong}{mark.hidden}{strong}" if shown else gap
        out += [text[last : mark.start], part]
        last = mark.end
    return visible("".join(out) + text[last:])


def answer_text(card: Card | Said, *, markdown: bool = False) -> str:
    """The answer: a list for choose-all, numbered for order, pairs for match.

    As `markdown`, an option that happens to begin like a list or heading is kept from being one.
    """
    answer = card.answer

    def option(text: str) -> str:
        return in_line(text) if markdown else text

    if isinstance(answer, str):
        return visible(option(answer) if card.form == "choice" else answer)
    lines = []
    for number, item in enumerate(answer, 1):
        if isinstance(item, tuple):
            lines.append(f"- {option(item[0])} → {item[1]}")
        else:
            sign = f"{number}." if card.form == "order" else "-"
            lines.append(f"{sign} {option(str(item))}")
    return visible("\n".join(lines))


CHANGED = "This card was edited: its answer is another one now."
"""Said before a card is asked whose answer the learner knows as it was before."""

CHANGED_WAYS = (
    ("keep", "you know it all the same; the schedule stays"),
    ("relearn", "it is new to you; begin from the start"),
    ("suspend", "you do not want it any more"),
)
"""What the learner can say to that, and what each means."""


def old_answer_text(card: Card, answer: Answer) -> str:
    """The answer that a card had before, as `answer_text` shows the one it has."""
    return answer_text(card._replace(answer=answer))


def about_text(card: Card) -> str:
    """What comes after the answer: why, how sure and how old it is, and where it comes from."""
    parts = [card.why]
    if card.unconfirmed:
        parts.append("*Unconfirmed: no primary source states it.*")
    if card.as_of:
        parts.append(f"*As of {card.as_of}.*")
    if card.source:
        parts.append(f"Source: {card.source}")
    return visible("\n\n".join(part for part in parts if part))


def verdict_line(verdict: Verdict) -> str:
    """`Right.`, `Nearly.` or `Wrong.`, and then what was wrong, in a sentence each."""
    slips = (
        _SLIPS[kind].format(given=one_line(given), expected=one_line(expected))
        for kind, given, expected in verdict.slips
    )
    return " ".join([f"{verdict.kind.capitalize()}.", *slips])


def first_fault(faults: Sequence[Problem], see: str = "") -> str:
    """The first of these faults in a line, and how many more there are; `see` shows them all."""
    first, *others = faults
    hint = f": {first.hint}" if first.hint else ""
    where = f": `{see}`" if see else ""
    more = f" (and {len(others)} more{where})" if others else ""
    return f"{first.path}:{first.line}:{first.column}: {first.message}{hint}{more}"


def summary_line(summary: Summary) -> str:
    """A session in a line or two."""
    if not summary.total:
        return "Nothing answered."
    minutes = summary.took / 60_000
    time = f"{minutes:.0f} min" if minutes >= 1 else f"{summary.took / 1000:.0f} s"
    rated = " · ".join(
        f"{name} {count}" for name, count in zip(RATINGS, summary.answers, strict=True) if count
    )
    cards = counted(summary.cards, "card")
    new = f", {summary.new} of them new" if summary.new else ""
    return f"{counted(summary.total, 'answer')} on {cards}{new}, in {time}: {rated}."


def when(moment: datetime, now: datetime) -> str:
    """A time to come as one would say it: `at 14:05`, `tomorrow`, `on Friday 4 December`."""
    days = (moment.date() - now.date()).days
    if days <= 0:
        return f"at {moment:%H:%M}"
    return "tomorrow" if days == 1 else f"on {moment:%A} {moment.day} {moment:%B}"


def topic_of(deck: DeckFile) -> str:
    """The topic a deck belongs to, from the folder of its id; empty for a deck outside folders."""
    folder, split, _ = deck.id.rpartition("/")
    words = _NUMBER.sub("", folder.rpartition("/")[2]).replace("-", " ").replace("_", " ")
    return visible(words[:1].upper() + words[1:]) if split else ""


def plain(text: str) -> str:
    """Card text for lines of plain text: Markdown as it stands, formulas in Unicode."""
    out, last = [], 0
    for formula in formulas(text):
        shown = maths.display(formula.tex) if formula.displayed else maths.inline(formula.tex)
        out += [text[last : formula.start], f"\n{shown}\n" if formula.displayed else shown]
        last = formula.end
    return visible("".join(out) + text[last:])


def one_line(text: str) -> str:
    """Card text on a single line, formulas in Unicode and without the marks of code."""
    return " ".join(plain(text).replace("`", "").split())
