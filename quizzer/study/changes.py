"""What edits did to the cards: which vanished, appeared or say something else, and are which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import lru_cache
from typing import NamedTuple

from quizzer.card import Card
from quizzer.identity.said import Said, same_answer
from quizzer.library import DeckFile, Library
from quizzer.store import Act, Content, Store
from quizzer.study.clock import Clock

Pair = tuple[Said, Said]


class _Seen(NamedTuple):
    """What was known of a card: its deck, the digest of what it said, and since when."""

    deck: str
    digest: str
    changed: int


class Changes:
    """What edits did to the cards of some decks, matched with what was known of them.

    Decks that are `elsewhere` are not looked at now, so that nothing of them is gone.
    """

    def __init__(
        self,
        library: Library,
        store: Store,
        clock: Clock,
        fresh: Iterable[DeckFile],
        elsewhere: Set[str],
    ) -> None:
        self._elsewhere = elsewhere
        self._library = library
        self._store = store
        self._clock = clock
        self._cards: dict[str, Said] = {}
        self._digests: dict[str, str] = {}
        for deck in fresh:
            for card in library.cards(deck):
                if self._digests.setdefault(card.id, found := fingerprint(card)) is found:
                    self._cards[card.id] = Said.by(card, deck.id)
        self._seen = {card: _Seen(*seen) for card, seen in store.contents.digests().items()}
        self._gone_before = store.contents.gone()
        self._answered = store.touched()

    def settle(self) -> set[str]:
        """Match, and keep what came of it.

        While cards are missing whose decks have errors, nobody can tell whether new cards are
        those: decks with any are given back, and are to be looked at again.
        """
        changed = [
            card
            for card, found in self._digests.items()
            if card in self._seen and self._seen[card].digest != found
        ]
        before = self._store.contents.said(changed)
        remarked = list(self._remarked(before))
        settled = {said.id for pair in remarked for said in pair}
        gone, unsure = self._gone()
        come = [said for card, said in self._cards.items() if card not in self._seen]
        pairs, doubts, rows = self._matched(
            [said for said in gone if said.id not in settled],
            [said for said in come if said.id not in settled],
        )
        pairs += remarked
        known = {old.id for old, _ in pairs}
        lost = [said for said in gone if said.id not in known]
        pairs += self._matched(lost, list(self._copies(lost)))[0]
        self._note_answers([*pairs, *((before[card], self._cards[card]) for card in before)], rows)
        self._move(pairs)
        self._switch(pairs)
        matched = {new.id for _, new in pairs}
        waiting = [said for said in come if said.id not in matched] if unsure else []
        for said in waiting:
            del self._cards[said.id]
        self._keep(pairs)
        self._store.contents.keep_gone({said.id for said in gone} - {old.id for old, _ in pairs})
        self._note_doubts(doubts)
        return {said.deck for said in waiting}

    def _gone(self) -> tuple[list[Said], bool]:
        """The cards that vanished for certain, and whether others may have, too."""
        here = self._library.ids()
        whole = lru_cache(self._library.is_whole)
        missing = [
            card
            for card, seen in self._seen.items()
            if card not in here and seen.deck not in self._elsewhere
        ]
        found = [card for card in missing if whole(self._seen[card].deck)]
        return list(self._store.contents.said(found).values()), len(found) < len(missing)

    def _copies(self, gone: Iterable[Said]) -> Iterator[Said]:
        """The cards that say what one says that was answered and vanished just now, and have no
        history: it was copied there before it was cut.
        """
        lost = {
            (said.question, said.answer)
            for said in gone
            if said.id not in self._gone_before and self._has_history(said.id)
        }
        for deck in self._library.decks if lost else ():
            for card in self._library.cards(deck):
                is_copy = (card.question, card.answer) in lost and card.id in self._seen
                if is_copy and not self._has_history(card.id):
                    yield Said.by(card, deck.id)

    def _matched(
        self, gone: list[Said], come: list[Said]
    ) -> tuple[list[Pair], list[Pair], Mapping[str, str]]:
        if not gone or not come:
            return [], [], {}
        from quizzer.identity.matching import match

        found = match(gone, come, lru_cache(self._peers), self._gone_before)
        apart = self._store.apart()

        def told_apart(pair: Pair) -> bool:
            return (self._library.names.uid(pair[0].id), pair[1].id) in apart

        sure = [pair for pair in found.pairs if not told_apart(pair)]
        taken = [pair for pair in sure if self._has_history(pair[1].id)]
        doubts = [pair for pair in (*found.doubts, *taken) if not told_apart(pair)]
        return [pair for pair in sure if pair not in taken], doubts, found.rows

    def _peers(self, deck: str) -> list[Said]:
        """What the cards of a deck say now."""
        file = self._library.deck(deck)
        return [Said.by(card, deck) for card in self._library.cards(file)] if file else []

    def _has_history(self, card: str) -> bool:
        """Whether the card that has this id just now was ever answered."""
        return self._library.names.uid(card) in self._answered

    def _remarked(self, before: Mapping[str, Said]) -> Iterator[Pair]:
        """The cards of cloze texts with a written id whose marks are other ones now."""
        entries = {said.entry for said in before.values() if said.form == "cloze"}
        if not entries:
            return
        from quizzer.identity.matching import rematch

        now: defaultdict[str, list[Said]] = defaultdict(list)
        for said in self._cards.values():
            if said.entry in entries and said.form == "cloze":
                now[said.entry].append(said)
        numbers: defaultdict[str, list[str]] = defaultdict(list)
        for card in self._seen:
            entry, _, _ = card.rpartition("~")
            if entry in now:
                numbers[entry].append(card)
        for entry, cards in now.items():
            old = self._store.contents.said(numbers[entry])
            yield from (
                (one, other)
                for one, other in rematch(list(old.values()), cards)
                if one.id != other.id
            )

    def _note_answers(self, pairs: Iterable[Pair], rows: Mapping[str, str]) -> None:
        self._store.contents.supersede(
            (self._library.names.uid(old.id), old.answer)
            for old, new in pairs
            if self._has_history(old.id)
            and _asks_the_same(old, new, rows)
            and not same_answer(old.answer, new.answer, new.form, rows)
        )

    def _move(self, pairs: Iterable[Pair]) -> None:
        names = self._library.names
        moves = [(names.uid(old.id), new.id) for old, new in pairs]
        if moves:
            self._library.names = self._store.relink(moves, "match", *self._clock.moment())

    def _switch(self, pairs: Iterable[Pair]) -> None:
        """A deck that is gone was on or off: so is the one that has its cards now."""
        switches = self._store.switches()
        for gone, deck in dict.fromkeys((old.deck, new.deck) for old, new in pairs):
            if gone in switches and deck not in switches and not self._library.deck(gone):
                act = Act("deck", "", {"deck": deck, "on": switches[gone]})
                self._store.act(act, *self._clock.moment())

    def _keep(self, pairs: Iterable[Pair]) -> None:
        seen = self._seen | {new.id: self._seen[old.id] for old, new in pairs}
        moved = {new.id for _, new in pairs}
        now = self._clock.now
        contents = []
        for card, said in self._cards.items():
            found, was = self._digests[card], seen.get(card)
            if was is None or was.digest != found:
                contents.append(Content(said, found, now))
            elif card in moved or was.deck != said.deck:
                contents.append(Content(said, found, was.changed))
        self._store.contents.drop(old.id for old, _ in pairs)
        self._store.contents.keep(contents)

    def _note_doubts(self, doubts: Iterable[Pair]) -> None:
        names = self._library.names
        self._store.contents.doubt(
            (names.uid(old.id), new.id) for old, new in doubts if self._has_history(old.id)
        )


def _asks_the_same(old: Said, new: Said, rows: Mapping[str, str]) -> bool:
    """Whether a changed answer is a changed answer; a table may draw other rows to compare."""
    if new.kind == "order":
        return sorted(rows.get(str(row), str(row)) for row in old.answer) == sorted(new.answer)
    from quizzer.key import digest

    return new.kind != "compare" or digest(old.question) == digest(new.question)


def fingerprint(card: Card) -> str:
    """Stands for all that a card says; where it stands in its file does not matter."""
    from hashlib import blake2b

    said = (
        card.form,
        card.question,
        card.answer,
        card.text,
        card.cue,
        card.wrong,
        card.accept,
        card.tolerance,
        card.why,
        card.hint,
        card.source,
        card.as_of,
        card.tags,
        card.unconfirmed,
        card.place,
    )
    whole = (*said, card.vary) if card.vary else said
    return blake2b(repr(whole).encode(), digest_size=12).hexdigest()
