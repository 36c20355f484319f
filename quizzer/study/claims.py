"""How sure the learner was of their answers, as the log has it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from quizzer.calibration import Calibration, Claim, calibration
from quizzer.card import Card, Slot, frozen
from quizzer.library import Library
from quizzer.schedule.fsrs import Rating
from quizzer.store import Act, Store

if TYPE_CHECKING:
    from quizzer.marking import Verdict
    from quizzer.question import Question


class Claims:
    """Claims are acts that stand right before the answers they were made of."""

    def __init__(self, library: Library, store: Store) -> None:
        self._library = library
        self._store = store

    def act(
        self, card: str, sure: float, verdict: Verdict | None, question: Question | None = None
    ) -> Act:
        """A claim for the log; one that a verdict does not settle is up to the rating.

        Of a question with fresh numbers it keeps what was asked.
        """
        data: dict[str, Any] = {"sure": sure}
        if verdict and verdict.kind != "nearly":
            data["right"] = verdict.kind == "right"
        if question and question.card.compute:
            data["asked"] = [question.card.question, question.card.answer]
        return Act("confidence", card, data)

    def calibration(self) -> Calibration:
        """How sure the learner was, held against how often they were right."""
        said = {
            (stamp.device, stamp.seq + 1): act.data for stamp, act in self._store.acts("confidence")
        }
        return calibration(
            Claim(
                row.card,
                stamp.at,
                data["sure"],
                data.get("right", row.rating > Rating.AGAIN),
                frozen(data.get("asked")),
            )
            for stamp, row in self._store.log()
            if (data := said.get((stamp.device, stamp.seq)))
        )

    def with_cards(self, claims: Iterable[Claim]) -> list[tuple[Claim, Card]]:
        """Claims with their cards as they were asked, but for cards that are in no deck any more.

        Where the log does not say which numbers were asked, the question has their names, and the
        answer is the formula.
        """
        found = []
        for claim in claims:
            with suppress(LookupError):
                card = self._library.card(Slot(claim.card, "", ""))
                found.append((claim, _as_asked(card, claim)))
        return found


def _as_asked(card: Card, claim: Claim) -> Card:
    if claim.asked is None:
        return card
    question, answer = claim.asked
    return card._replace(question=question, answer=answer, vary=())
