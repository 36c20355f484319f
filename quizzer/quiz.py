"""A quiz: what is wanted of it, what it asks, what came of it, and all that as the log keeps it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal, NamedTuple, TypeVar

from quizzer.card import Card, Slot, frozen, restored
from quizzer.marking import Verdict
from quizzer.question import Format, Question

Way = Format | Literal["compare", "contrast"]
"""What a quiz can be wanted to ask: cards in a format, or drills, each in a format of its own."""

FORMATS: tuple[Way, ...] = (
    "choice",
    "choose-all",
    "typed",
    "number",
    "cloze",
    "order",
    "match",
    "compare",
)
"""How a quiz can ask. Recall is not among them: nothing could mark it."""

CONTRAST: tuple[Way, ...] = ("contrast",)
"""How a quiz asks that drills what was confused; no other one does."""

COUNT = 20
"""How many questions a quiz has where nothing else is said."""

SEEDS = 1_000_000
"""Seeds that are drawn lie below this, so that they can be passed on by word of mouth."""

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a quiz is to be.

    `decks` are ids, beginnings of ids or paths, none being those that are on; `minutes` limits
    its time, 0 does not; no `formats` are all of them; without a `seed` one is drawn. An `exam`
    says nothing of the answers until its end, and lets them be changed until then.
    """

    decks: tuple[str, ...] = ()
    count: int = COUNT
    minutes: int = 0
    formats: tuple[Way, ...] = ()
    seed: int | None = None
    exam: bool = False

    @property
    def is_drill(self) -> bool:
        """Whether it drills what was confused; its seed alone does not give it again."""
        return self.formats == CONTRAST


class Item(NamedTuple):
    """One question of a quiz; `slot` leads to its card's history and source.

    A drill has the slot of the card that it is nearest to, but for the entry. The topic is the
    folder of its deck's id, or that id where all decks lie in one folder.
    """

    slot: Slot
    topic: str
    question: Question


class Paper(NamedTuple):
    """A quiz as it is set: what was wanted, its seed decided, and its questions in order."""

    wanted: Wanted
    items: tuple[Item, ...]


class Answer(NamedTuple):
    """An answer as it was marked: the reply as the log keeps it, and how long it took (ms).

    `accepted` is what the learner said to an answer that was nearly right.
    """

    reply: str
    verdict: Verdict
    took: int
    accepted: bool = False

    @property
    def right(self) -> bool:
        """Whether it counts."""
        return self.verdict.kind == "right" or self.accepted


class Score(NamedTuple):
    """So many right of so many asked."""

    right: int
    of: int


class Mistake(NamedTuple):
    """A question that was not answered rightly, by its number from 1; None was not answered."""

    number: int
    item: Item
    answer: Answer | None


class Attempt(NamedTuple):
    """An earlier quiz like this one: when it ended (UTC ms); `same` had these very questions."""

    at: int
    score: Score
    same: bool


class Result(NamedTuple):
    """What came of a quiz; `took` is the time it was open (ms), `earlier` has the oldest first."""

    score: Score
    by_topic: dict[str, Score]
    by_format: dict[Way, Score]
    mistakes: tuple[Mistake, ...]
    took: int
    earlier: tuple[Attempt, ...] = ()


# what came of it


def result(
    items: Sequence[Item],
    answers: Mapping[int, Answer],
    took: int,
    earlier: Iterable[Attempt] = (),
) -> Result:
    """What came of a quiz, the answers by the number of the question, from 1.

    What was not answered, or nearly rightly and not accepted, is a mistake. Topics come by name,
    formats as in FORMATS.
    """
    right = [n in answers and answers[n].right for n in range(1, len(items) + 1)]
    return Result(
        Score(sum(right), len(items)),
        _scores(sorted({item.topic for item in items}), (item.topic for item in items), right),
        _scores(FORMATS, (item.question.format for item in items), right),
        tuple(
            Mistake(number, item, answers.get(number))
            for number, (item, good) in enumerate(zip(items, right, strict=True), 1)
            if not good
        ),
        took,
        tuple(earlier),
    )


def _scores(order: Iterable[Key], keys: Iterable[Key], right: Sequence[bool]) -> dict[Key, Score]:
    found = list(zip(keys, right, strict=True))
    asked, good = Counter(key for key, _ in found), Counter(key for key, fits in found if fits)
    return {key: Score(good[key], asked[key]) for key in order if asked[key]}


# as the log keeps it


def packed(paper: Paper) -> dict[str, Any]:
    """A quiz as the log keeps it: cards as they were when it was set, whatever becomes of them."""
    return {
        **{field.name: getattr(paper.wanted, field.name) for field in fields(Wanted)},
        "questions": [
            {
                "slot": item.slot,
                "topic": item.topic,
                "format": item.question.format,
                "options": item.question.options,
                "left": item.question.left,
                "card": _said(item.question.card),
            }
            for item in paper.items
        ],
    }


def unpacked(data: Mapping[str, Any]) -> Paper:
    """A quiz from what the log keeps; what this version does not know of a card is passed over."""
    items = (
        Item(
            Slot(*one["slot"]),
            one["topic"],
            Question(
                restored(one["card"]), one["format"], tuple(one["options"]), tuple(one["left"])
            ),
        )
        for one in data["questions"]
    )
    return Paper(wanted(data), tuple(items))


def wanted(data: Mapping[str, Any]) -> Wanted:
    """What a quiz was to be, from what the log keeps of it."""
    return Wanted(*(frozen(data[field.name]) for field in fields(Wanted)))


def _said(card: Card) -> dict[str, Any]:
    return {
        name: value
        for name, value in card._asdict().items()
        if name not in Card._field_defaults or value != Card._field_defaults[name]
    }
