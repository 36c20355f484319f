"""How sure a learner was: logged with the answer, taken back with it, held against what came."""

from __future__ import annotations

import pytest

from quizzer.calibration import Claim
from quizzer.errors import AccessError
from quizzer.study import Helping
from quizzer.study.replies import mark

from .conftest import deck

TYPED = "deck: T\ncards:\n  - {q: Who made GPT-2?, a: OpenAI, accept: [open ai], id: made}\n"
CHOICE = "deck: C\ncards:\n  - {q: Which?, a: GELU, wrong: [ReLU, Tanh], id: which}\n"


@pytest.fixture
def study(learner):
    """A learner in a session who says how sure they are, of two plain cards or those of a deck."""

    def start(text="", practice=False, **config):
        decks = {"own/a.yaml": text or deck("A", "x y")}
        one = learner(decks, **({"confidence": True, "formats": {"": "card"}} | config))
        one.begin(Helping(practice=practice))
        return one

    return start


def said(study) -> list[tuple[float, bool]]:
    """How sure the learner was, level by level, for each answer, and whether it was right."""
    found = study.claims.calibration()
    return [
        (level.sure, end)
        for level in found.levels
        for end in [True] * level.right + [False] * (level.answers - level.right)
    ]


def test_a_claim_stands_right_before_its_answer(study):
    one = study()
    question = one.advance()
    one.answer(3, question.format, sure=0.95)
    ((stamp, act),) = one.store.acts("confidence")
    ((answered, review),) = one.store.log()
    assert (act.card, act.data) == (review.card, {"sure": 0.95})
    assert (stamp.device, stamp.seq + 1, stamp.at) == (
        answered.device,
        answered.seq,
        answered.at,
    )


def test_both_are_kept_in_one_commit(study):
    one = study()
    question = one.advance()
    statements = []
    one.store._db.set_trace_callback(statements.append)
    one.answer(3, question.format, sure=0.95)
    assert statements.count("COMMIT") == 1


def test_an_answer_that_was_not_kept_leaves_no_claim(study, monkeypatch):
    one = study()
    question = one.advance()

    def full(*_):
        raise AccessError("disk full", "make room")

    with monkeypatch.context() as patch:
        patch.setattr(one.store, "record", full)
        with pytest.raises(AccessError, match="disk full"):
            one.answer(3, question.format, sure=0.25)
    assert one.store.acts("confidence") == []
    one.answer(3, question.format, sure=0.95)
    assert said(one) == [(0.95, True)]


def test_taking_an_answer_back_takes_its_claim_back(study):
    one = study()
    question = one.advance()
    one.answer(1, question.format, sure=0.95)
    question = one.undo()
    assert one.claims.calibration().answers == 0
    one.answer(3, question.format, sure=0.50)
    assert said(one) == [(0.50, True)]


def test_an_answer_without_a_claim_does_not_count(study):
    one = study()
    question = one.advance()
    one.answer(1, question.format, sure=0.95)
    one.answer(1, one.advance().format)
    assert one.claims.calibration().answers == 1


def test_claims_leave_memory_as_it_is(study):
    one = study()
    question = one.advance()
    one.answer(3, question.format, sure=0.25)
    question = one.advance()
    one.answer(1, question.format, sure=0.95)
    assert one.store.faults() == []
    before = one.store.standings()
    one.store.rebuild()
    assert one.store.standings() == before
    one.undo()
    assert one.store.faults() == []
    assert len(one.store.standings()) == 1


@pytest.mark.parametrize(
    ("text", "reply", "rating", "right"),
    [
        (TYPED, "openai", 1, True),
        (TYPED, "google", 3, False),
        (TYPED, "opneai", 3, True),
        (TYPED, "opneai", 1, False),
        (TYPED, "", 3, True),
        (TYPED, "", 1, False),
        (CHOICE, ["GELU"], 1, True),
        (CHOICE, ["ReLU"], 4, False),
    ],
)
def test_the_verdict_says_what_was_right_and_else_the_rating(study, text, reply, rating, right):
    one = study(text)
    question = one.advance()
    verdict = mark(question, reply) if reply else None
    one.answer(rating, question.format, sure=0.95, verdict=verdict)
    assert said(one) == [(0.95, right)]


@pytest.mark.parametrize(
    ("text", "reply", "asks"),
    [
        (deck("A", "x"), "", True),
        ("deck: G\ncards:\n  - cloze: It is ==this==.\n", "", True),
        (TYPED, "google", True),
        (TYPED, "", False),
        (CHOICE, '["ReLU"]', True),
        (CHOICE, "", False),
    ],
)
def test_who_gives_no_answer_is_not_asked(study, text, reply, asks):
    one = study(text)
    assert one.advance()
    assert one.asks_how_sure(reply) is asks


def test_nobody_is_asked_who_did_not_say_so(study):
    one = study(confidence=False)
    assert one.advance()
    assert not one.asks_how_sure("")


def test_practice_counts(study):
    one = study(practice=True)
    question = one.advance()
    one.answer(1, question.format, sure=0.95)
    assert said(one) == [(0.95, False)]


def test_a_mistake_on_fresh_numbers_is_shown_as_it_was_asked(study):
    one = study('deck: D\ncards:\n  - {q: "{n} + 1?", vary: {n: [4, 5]}, compute: n + 1}\n')
    question = one.advance()
    one.answer(1, "number", "9", sure=0.95)
    (mistake,) = one.claims.calibration().mistakes
    assert mistake.asked == (question.card.question, question.card.answer)


def test_mistakes_come_with_the_cards_as_they_are_now(study, tmp_path, watch):
    one = study()
    for _ in range(2):
        question = one.advance()
        one.answer(1, question.format, sure=0.95)
        watch.wait(1)
    cards = [card.question for _, card in one.claims.with_cards(one.claims.calibration().mistakes)]
    assert cards == ["What is y?", "What is x?"]
    (tmp_path / "own" / "a.yaml").write_text(deck("A", "x"), encoding="utf-8")
    one.refresh()
    assert [
        card.question for _, card in one.claims.with_cards(one.claims.calibration().mistakes)
    ] == ["What is x?"]
    assert one.claims.with_cards([Claim("nowhere", 1, 0.95, False)]) == []


FRESH = """\
deck: F
cards:
  - {q: "What is twice {n}?", vary: {n: [20, 21]}, compute: 2 * n, unit: GB, id: twice}
"""


def test_of_fresh_numbers_a_claim_keeps_those_that_were_asked(study):
    one = study(FRESH)
    question = one.advance()
    verdict = mark(question, "9")
    one.store.act(one.claims.act("twice", 0.95, verdict, question), *one.clock.moment())
    one.answer(1, question.format, "9")
    ((_, card),) = one.claims.with_cards(one.claims.calibration().mistakes)
    asked = (question.card.question, question.card.answer)
    assert (card.question, card.answer) == asked
    assert asked in [("What is twice 20?", "40 GB"), ("What is twice 21?", "42 GB")]


def test_where_a_claim_does_not_say_which_numbers_were_asked_the_formula_stands(study):
    one = study(FRESH)
    claim = Claim("twice", 1, 0.95, right=False)
    ((_, card),) = one.claims.with_cards([claim])
    assert (card.question, card.answer) == ("What is twice {n}?", "`2 * n` GB")
