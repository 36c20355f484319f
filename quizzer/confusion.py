"""What is taken for what: wrong answers, and whose right answers they are."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from quizzer import distractors, marking
from quizzer.card import Card, Deck
from quizzer.values import Aliases, equal


class Mistake(NamedTuple):
    """Something wrong that was `said`, chosen or typed, of what a card asks `about`.

    It was said `at` a time (UTC ms). Where the learner let it pass, by rating that they knew, it
    counts only if it is another thing's answer: a card may say since then what was right.
    """

    card: Card
    about: str
    said: str
    at: int
    passed: bool = False


class Confusion(NamedTuple):
    """One thing `taken` for the one `asked`: how many `times`, when `last` (UTC ms), which cards.

    `taken` are all things whose answer was given, or the text of an answer that is nobody's. `on`
    is the table's column, the question of a card outside tables, and empty for a term. A value of
    a table that is nobody's was taken for the right one, on the question.
    """

    asked: str
    taken: tuple[str, ...]
    on: str
    times: int
    last: int
    cards: tuple[Card, ...]


def mistakes(card: Card, asked: str, reply: str, at: int, *, passed: bool = False) -> list[Mistake]:
    """What is wrong in a reply, as the log has it, to a card that was `asked` in some format.

    An order names nothing that was taken for another, signs alone say nothing, and what an answer
    with fresh numbers was an answer to is not in the log.
    """
    if card.form == "compute" or not any(map(str.isalnum, reply)):
        return []
    if card.form == "match":
        sides = {str(pair[0]): str(pair[1]) for pair in card.answer}
        pairs = (tuple(map(str, pair)) for pair in _listed(reply) if isinstance(pair, list))
        wrong = [
            (pair[0], pair[1])
            for pair in pairs
            if len(pair) == 2 and sides.get(pair[0], pair[1]) != pair[1]
        ]
    elif asked in ("choice", "choose-all"):
        right = [card.answer] if isinstance(card.answer, str) else list(map(str, card.answer))
        chosen = [option for option in _listed(reply) if isinstance(option, str)]
        about = _about(card)
        wrong = [(about, one) for one in chosen if not any(equal(one, other) for other in right)]
    else:
        is_wrong = isinstance(card.answer, str) and marking.typed(card, reply).kind == "wrong"
        wrong = [(_about(card), reply)] if is_wrong else []
    return [Mistake(card, about, said, at, passed) for about, said in wrong]


def _listed(reply: str) -> list[Any]:
    """The options or pairs of a reply; none where it is no such list."""
    try:
        listed = json.loads(reply)
    except ValueError:
        return []
    return listed if isinstance(listed, list) else []


def _about(card: Card) -> str:
    """What a card asks about: a row, a term, or else its answer."""
    if isinstance(card.answer, str):
        return _owner(card, card.answer)
    row = card.place.row if card.place else ""
    return row or ", ".join(map(str, card.answer))


def _owner(card: Card, answer: str) -> str:
    """What has an answer of this card: its row or term, or the answer itself, if it is a name."""
    if card.place and card.place.kind == "ask" and card.place.row:
        return card.place.row
    return card.question if card.form == "term" and card.id.endswith("~definition") else answer


def owners(made: Iterable[Mistake], deck: Deck) -> Iterator[tuple[Mistake, tuple[str, ...]]]:
    """Each mistake made on the cards of a deck, and whose answer it was: every row of the same
    column, or term, that has it, or else the wrong option of that text, or the row or term of that
    name; none where it is nobody's.

    What is another spelling of the right answer in this deck is no mistake.
    """
    aliases = distractors.joined(dict(deck.aliases))
    beside: defaultdict[str, list[Card]] = defaultdict(list)
    for card in deck.cards:
        if alike := _alike(card):
            beside[alike].append(card)
    for mistake in made:
        names = _owners(mistake, beside[_alike(mistake.card)], aliases)
        if mistake.about not in names:
            yield mistake, names


def _alike(card: Card) -> str:
    """Names the cards whose answers are of one column, or of one kind outside tables."""
    return distractors.column(card) or distractors.kind(card)


def _owners(mistake: Mistake, beside: Sequence[Card], aliases: Aliases) -> tuple[str, ...]:
    card = mistake.card
    if card.form == "match":
        return tuple(str(pair[0]) for pair in card.answer if pair[1] == mistake.said)
    names = [
        _owner(one, str(one.answer))
        for one in beside
        if equal(str(one.answer), mistake.said, aliases)
    ]
    names = names or [option for option in card.wrong if equal(option, mistake.said, aliases)]
    names = names or [row for one in beside if (row := _owner(one, "")) == mistake.said]
    return tuple(dict.fromkeys(names))


def confusions(found: Iterable[tuple[Mistake, tuple[str, ...]]]) -> list[Confusion]:
    """Mistakes with the `owners` of what was said, counted: the most often made first, of equal
    ones the last.
    """
    groups: defaultdict[tuple[str, ...], list[tuple[Mistake, tuple[str, ...]]]] = defaultdict(list)
    for mistake, taken in found:
        if taken or not mistake.passed:
            said = " ".join(mistake.said.casefold().split())
            names = taken or ("", said)
            groups[*_held_against(mistake, taken), *names].append((mistake, taken))
    counted = []
    for (about, on, *_), group in groups.items():
        mistake, taken = group[0]
        last = max(one.at for one, _ in group)
        cards = tuple({one.card.id: one.card for one, _ in group}.values())
        counted.append(Confusion(about, taken or (mistake.said,), on, len(group), last, cards))
    return sorted(counted, key=lambda one: (-one.times, -one.last, one.asked, one.taken))


def _held_against(mistake: Mistake, taken: Sequence[str]) -> tuple[str, str]:
    """What was asked, and on what: of a value that is nobody's not the row, but the right value."""
    card = mistake.card
    if not taken and isinstance(card.answer, str) and distractors.column(card):
        return card.answer, card.question
    return mistake.about, _on(card)


def _on(card: Card) -> str:
    """On what something was taken for another thing."""
    if card.place and card.place.kind:
        return card.place.column
    return "" if card.form == "term" else card.question
