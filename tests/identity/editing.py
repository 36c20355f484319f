"""Decks and notes before and after an edit, and what the matching makes of them."""

from quizzer.identity.matching import match
from quizzer.identity.said import Said
from quizzer.parse import decks, notes


def of_deck(text, deck_id="deck"):
    """What the cards of a YAML deck say, by id."""
    deck, problems = decks.read(text.encode(), "deck.yaml", deck_id)
    assert not problems
    return {card.id: Said.by(card, deck.id) for card in deck.cards}


def of_note(text, note="note.md"):
    """What the cards of a note say, by id."""
    reading = notes.read(text, note)
    deck, _ = decks.deck_of(reading.draft, note, note.removesuffix(".md"))
    return {card.id: Said.by(card, deck.id) for card in deck.cards}


class Edit:
    """What became of the cards: `kept` leads from old ids to new ones."""

    def __init__(self, before, after):
        self.gone = [said for card, said in before.items() if card not in after]
        self.come = [said for card, said in after.items() if card not in before]
        of_a_deck = lambda deck: [said for said in after.values() if said.deck == deck]  # noqa: E731
        self.matching = match(self.gone, self.come, of_a_deck)
        moved = {old.id: new.id for old, new in self.matching.pairs}
        assert len(set(moved.values())) == len(self.matching.pairs)
        self.kept = {card: card for card in before if card in after} | moved
        self.lost = [before[card] for card in before if card not in self.kept]
        self.doubts = [(old.id, new.id) for old, new in self.matching.doubts]
