"""Questions that put two things side by side, one of which was taken for the other.

They are built only where it is certain which is which: by the values of a table, by the wrong
options that an author wrote, or since both are answers of one kind and neither says the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from random import Random

from quizzer import distractors, marking
from quizzer.card import Card, Deck
from quizzer.columns import amount, by_lot, columns, is_certain
from quizzer.key import slug
from quizzer.values import Aliases, contains, equal, overlap

_OTHERS = 10
"""Of the other cards that are answered by what was taken, so many are asked."""

_LONGEST = 160
"""Characters of a definition that can still be read beside another one."""


def contrast(deck: Deck, cards: Sequence[Card], asked: str, taken: str, rng: Random) -> list[Card]:
    """What was `asked` and what was `taken` for it on some cards of a deck, side by side.

    Of two rows, each column gives the value of one, drawn by `rng`, to be told whose it is. A term
    is asked by its definition and the definition by its term, of both; of a match these two lines.
    Any other card is asked with the two answers alone, and so are other cards which what was taken
    answers. There are none for what is the answer of no card.
    """
    aliases = distractors.joined(dict(deck.aliases))
    found = [*_of_rows(deck, asked, taken, rng), *_of_matches(deck, cards, asked, taken)]
    if cards[0].form == "term":
        found += _of_terms(deck, asked, taken, aliases)
    else:
        found += _of_answers(deck, cards, taken, aliases)
    return list({card.id: card for card in found}.values())


def _of_rows(deck: Deck, asked: str, taken: str, rng: Random) -> Iterator[Card]:
    """Two rows of the deck's tables, in each column in which their values decide."""
    for column in columns(deck):
        pair = [cell for cell in column.cells if cell.row in (asked, taken)]
        told = any(contains(a.value, b.row, column.aliases) for a in pair for b in pair)
        if len(pair) == 2 and column.differ(*pair) and not told:
            right, wrong = rng.sample(pair, 2)
            rows = by_lot(right.row, wrong.row, column.name)
            question = column.prompts(pair).whose(right.value, " or ".join(rows))
            yield column.drill("contrast", "choice", question, right.row, (right, wrong))


def _of_matches(deck: Deck, cards: Iterable[Card], asked: str, taken: str) -> Iterator[Card]:
    """Two lines of a match alone."""
    for card in cards:
        if card.form == "match":
            pairs = tuple((pair[0], pair[1]) for pair in card.answer if pair[0] in (asked, taken))
            if len(pairs) == 2:
                yield _drill(deck, card, taken)._replace(answer=pairs)


def _of_terms(deck: Deck, asked: str, taken: str, aliases: Aliases) -> Iterator[Card]:
    """Two terms, asked for by their definitions and the other way round."""
    terms = {
        (_term(card), distractors.kind(card)): card for card in deck.cards if card.form == "term"
    }
    between = " or ".join(by_lot(asked, taken))
    for kind in ("term", "definition"):
        one, other = terms.get((asked, kind)), terms.get((taken, kind))
        if not (one and other and _are_apart(one, other, aliases)):
            continue
        if kind == "definition" and not (_is_short(one) and _is_short(other)):
            continue
        for card, wrong in ((one, other), (other, one)):
            question = f"Which term is this, {between}?\n\n{card.question}"
            if kind == "definition":
                question = f"What does {card.question} mean?"
            drill = _drill(deck, card, str(wrong.answer))
            yield drill._replace(form="choice", question=question, why=_both(card, wrong))


def _term(card: Card) -> str:
    return str(card.answer) if distractors.kind(card) == "term" else card.question


def _both(card: Card, wrong: Card) -> str:
    """What is said of a term in its `why`, and what the other one means."""
    term = _term(wrong)
    meaning = wrong.question if term == wrong.answer else str(wrong.answer)
    return "\n\n".join(filter(None, (card.why, f"{term}: {meaning}")))


def _is_short(card: Card) -> bool:
    answer = str(card.answer)
    return len(answer) <= _LONGEST and "\n" not in answer


def _of_answers(deck: Deck, cards: Sequence[Card], taken: str, aliases: Aliases) -> Iterator[Card]:
    """The cards with what was taken as the only wrong option, and the other way round those that
    it answers.
    """
    for card in cards:
        if wrong := _wrong(deck, card, taken, aliases):
            yield _drill(deck, card, wrong)
    right = dict.fromkeys(card.answer for card in cards if isinstance(card.answer, str))
    yield from islice(
        (
            _drill(deck, card, wrong)
            for card in deck.cards
            if isinstance(card.answer, str) and equal(card.answer, taken, aliases)
            for answer in right
            if (wrong := _wrong(deck, card, answer, aliases))
        ),
        _OTHERS,
    )


def _wrong(deck: Deck, card: Card, option: str, aliases: Aliases) -> str:
    """An option as it is spelt if it is certainly wrong: the author of the card says so, or it is
    the answer of another card of the same kind; else empty.
    """
    for written in card.wrong:
        if equal(written, option, aliases):
            return written
    kind = distractors.kind(card)
    if not kind or distractors.column(card):
        return ""
    kin = [one for one in deck.cards if distractors.kind(one) == kind and one.id != card.id]
    alike = [one for one in kin if equal(str(one.answer), option, aliases)]
    question = distractors.asked(card)
    if not alike or any(distractors.asked(one) == question for one in alike):
        return ""
    return str(alike[0].answer) if _are_apart(card, alike[0], aliases) else ""


def _are_apart(one: Card, other: Card, aliases: Aliases) -> bool:
    """Whether what answers one of two cards of a kind is certainly no answer to the other one."""
    if not (is_certain(one) and is_certain(other)):
        return False
    a, b = str(one.answer), str(other.answer)
    if any(marking.typed(*pair).kind != "wrong" for pair in ((one, b), (other, a))):
        return False
    low, high = amount(a), amount(b)
    if low and high:
        return low.below(high) or high.below(low)
    return not overlap(a, b, aliases)


def _drill(deck: Deck, card: Card, wrong: str) -> Card:
    """A card that is asked with one wrong option; its own one is the `entry`."""
    key = f"{deck.id}:drill/{card.id.removeprefix(f'{deck.id}:')}/{slug(wrong)}"
    return card._replace(id=key, entry=card.id, wrong=(wrong,))
