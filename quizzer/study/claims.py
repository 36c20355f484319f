"""How sure the learner was of their answers, as the log has it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from quizzer.calibration import Calibration, Claim, calibration
from quizzer.card import Card, Slot
from quizzer.library import Library
from quizzer.schedule.fsrs import Rating
from quizzer.store import Act, Store

if TYPE_CHECKING:
    from quizzer.marking import Verdict


class Claims:
    """Claims are acts that stand right before the answers they were made of."""

    def __init__(self, library: Library, store: Store) -> None:
        self._library = library
        self._store = store

    def act(self, card: str, sure: float, verdict: Verdict | None) -> Act:
        """A claim for the log; one that a verdict does not settle is up to the rating."""
        if verdict is None or verdict.kind == "nearly":
            return Act("confidence", card, {"sure": sure})
        return Act("confidence", card, {"sure": sure, "right": verdict.kind == "right"})

    def calibration(self) -> Calibration:
        """How sure the learner was, held against how often they were right."""
        said = {
            (stamp.device, stamp.seq + 1): act.data for stamp, act in self._store.acts("confidence")
        }
        return calibration(
            Claim(row.card, stamp.at, data["sure"], data.get("right", row.rating > Rating.AGAIN))
            for stamp, row in self._store.log()
            if (data := said.get((stamp.device, stamp.seq)))
        )

    def with_cards(self, claims: Iterable[Claim]) -> list[tuple[Claim, Card]]:
        """Claims with their cards, but for those whose cards are in no deck any more."""
        found = []
        for claim in claims:
            with suppress(LookupError):
                found.append((claim, self._library.card(Slot(claim.card, "", ""))))
        return found
