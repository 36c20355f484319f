"""How a question, its answer and a session's end are worded, the same in every face.

Card text stays Markdown; a face renders it in its own way. Nothing that a terminal would obey is
left in any text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizzer import maths, values
from quizzer.key import slug
from quizzer.markup import formulas, in_line, marks
from quizzer.terminal import visible

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from quizzer.calibration import Calibration
    from quizzer.card import Answer, Card
    from quizzer.confusion import Confusion
    from quizzer.errors import Problem
    from quizzer.identity.said import Said
    from quizzer.library import DeckFile
    from quizzer.marking import Verdict
    from quizzer.question import Question
    from quizzer.quiz import Attempt, Score
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

SURE = ("guessing", "unsure", "fairly sure", "sure")
"""How sure one can be before an answer is shown, by key; `calibration.LEVELS` has the numbers."""

SURE_KEYS = " · ".join(f"{key} {name}" for key, name in enumerate(SURE, 1))

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
    if question.format == "number":
        asked = f"number of {card.unit}" if card.unit else "number"
        leeway = values.leeway(card.tolerance)
        within = f", to within {leeway}" if leeway else ""
        return visible(f"Type the {'percentage' if card.unit == '%' else asked}{within}.")
    return {
        "typed": "Type the answer.",
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


def new_answer_text(card: Card) -> str:
    """The answer that a card has now, beside an older one: of drawn numbers the formula."""
    if not card.compute:
        return answer_text(card)
    return old_answer_text(card, f"`{card.compute}` {card.unit}".rstrip())


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


def how_sure() -> str:
    """What is asked before an answer is shown, with what each word means in numbers."""
    from quizzer.calibration import LEVELS

    levels = (f"{name} {level:.0%}" for name, level in zip(SURE, LEVELS, strict=True))
    return f"How sure are you? Space skips.\n{', '.join(levels)}"


def calibration_lines(found: Calibration) -> list[str]:
    """What the learner's claims are worth, in a sentence a line."""
    if found.sure is None or found.share is None:
        return [
            "No answer yet of which you said how sure you were.",
            "You are asked if config.toml has `confidence = true` below [study].",
        ]
    answers = counted(found.answers, "answer")
    return [
        f"{answers}: {found.sure:.0%} sure on average, {found.share:.0%} right.",
        _LEANINGS[found.leaning],
        f"Brier score {found.brier:.2f}; 0 is best, always saying 50% has 0.25.",
    ]


_LEANINGS = {
    "overconfident": "You are overconfident.",
    "underconfident": "You are underconfident.",
    "calibrated": "You are about as sure as you should be.",
    "unknown": "Too few yet to say which way you lean.",
}


def when(moment: datetime, now: datetime) -> str:
    """A time to come as one would say it: `at 14:05`, `tomorrow`, `on Friday 4 December`."""
    days = (moment.date() - now.date()).days
    if days <= 0:
        return f"at {moment:%H:%M}"
    return "tomorrow" if days == 1 else f"on {moment:%A} {moment.day} {moment:%B}"


def topic_of(deck: DeckFile) -> str:
    """The topic a deck belongs to, from the folder of its id; empty for a deck outside folders."""
    folder, split, _ = deck.id.rpartition("/")
    return _folder_name(folder) if split else ""


def _folder_name(folder: str) -> str:
    words = _NUMBER.sub("", folder.rpartition("/")[2]).replace("-", " ").replace("_", " ")
    return visible(words[:1].upper() + words[1:])


# a quiz

_SHOWN = 80
"""So much of a long reply is shown again."""


def topic_name(topic: str, decks: Iterable[DeckFile]) -> str:
    """What a topic of a quiz is called: the title of the deck, or the name of the folder."""
    titles = (deck.title for deck in decks if deck.id == topic)
    return visible(next(titles, "")) or _folder_name(topic)


def fewer_text(wanted: int, found: int) -> str:
    """What to say where a quiz has fewer questions than were wanted; else empty."""
    if found == wanted:
        return ""
    return f"{counted(found, 'question')}, not {wanted}: these decks have no more for a quiz."


def place_text(number: int, of: int, left_ms: int | None) -> str:
    """Where one is in a quiz, and how much time is left where that is limited."""
    place = f"{number} of {of}"
    if left_ms is None:
        return place
    minutes, seconds = divmod(-(-left_ms // 1000), 60)
    return f"{place}, {minutes}:{seconds:02} left"


def reply_text(question: Question, reply: str) -> str:
    """A reply as the log keeps it, to be read: options and pairs in a row."""
    if not question.options:
        return " ".join(visible(reply[:_SHOWN]).split()) + "…" * (len(reply) > _SHOWN)
    import json

    items = (" → ".join(one) if isinstance(one, list) else one for one in json.loads(reply))
    return ", ".join(map(one_line, items))


def open_text(unanswered: Collection[int], flagged: Collection[int]) -> str:
    """What there is to go back to in an exam."""
    found = [
        f"{what}: {', '.join(map(str, sorted(numbers)))}."
        for what, numbers in (("Not answered", unanswered), ("Flagged", flagged))
        if numbers
    ]
    return " ".join(found) or "All questions are answered."


def score_text(score: Score) -> str:
    """A score with its share."""
    return f"{score.right} of {score.of} ({score.right / score.of:.0%})"


def attempt_text(attempt: Attempt, at: datetime) -> str:
    """An earlier quiz like this one, to compare it with."""
    same = ", these very questions" if attempt.same else ""
    return f"Before, on {at.day} {at:%B %Y}: {score_text(attempt.score)}{same}."


# what is taken for what

NO_CONFUSIONS = (
    "Nothing is confused so far. Once you choose a wrong option or type a wrong answer, in a "
    "review or a quiz, what you took for what appears here."
)
"""What is said until something was taken for something else."""

_LONGEST = 60


def taken_text(one: Confusion) -> str:
    """What was taken for something else, all of it where several things have that value."""
    *names, name = map(_short, one.taken)
    return f"{', '.join(names)} or {name}" if names else name


def on_text(one: Confusion) -> str:
    """On what it was confused: a column as it is called, a question in quotes, or nothing."""
    place = one.cards[0].place
    if not one.on or (place and place.column == one.on):
        return one_line(one.on)
    return f'"{_short(one.on)}"'


def confusion_text(one: Confusion) -> str:
    """What was taken for what: `GPT-2 for GPT-3 on Layers`."""
    on = on_text(one)
    return f"{taken_text(one)} for {_short(one.asked)}" + (f" on {on}" if on else "")


def day_text(day: datetime, now: datetime) -> str:
    """A day that is past, with its year if that is not this one: `12 November`."""
    return f"{day.day} {day:%B}" if day.year == now.year else f"{day.day} {day:%B %Y}"


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()}…"


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
