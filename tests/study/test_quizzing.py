"""A quiz as it is set, taken, interrupted and finished, and that it leaves the schedule alone."""

from __future__ import annotations

from collections import Counter

import pytest

from quizzer.errors import UsageError
from quizzer.marking import Slip, Verdict
from quizzer.quiz import Paper, Score, Wanted
from quizzer.study import Helping

from .conftest import answer_all


def typed(title: str, names: str, more: str = "") -> str:
    """A deck of cards that are typed: the capital of each of the names is `<name>ville`."""
    cards = "".join(
        f"  - {{id: {name}, q: What is the capital of {name}?, a: {name}ville,"
        f" accept: [{name} city], why: It is {name}'s.}}\n"
        for name in names.split()
    )
    return f"deck: {title}\n{more}cards:\n{cards}"


WORLD = {
    "own/europe/north.yaml": typed("North", "norway sweden finland iceland"),
    "own/europe/south.yaml": typed("South", "spain italy greece malta"),
    "own/asia/east.yaml": typed("East", "japan korea mongolia china"),
}
TYPED = ("typed",)


def asked(paper: Paper) -> list[str]:
    return [item.question.card.id for item in paper.items]


def take(quiz, wrong=(), until=99):
    """Answer the questions that are left, rightly but for the cards named."""
    for number, item in quiz.questions.items():
        if number <= until and number not in quiz.answers:
            quiz.go(number)
            name = item.question.card.id
            quiz.answer(number, "no idea" if name in wrong else f"{name}ville")
    return quiz


# which questions


def test_a_seed_gives_the_same_quiz_on_every_machine(learner):
    orders = "".join(
        f"  - {{id: '{n}', q: Put {n} in order., order: [one {n}, two {n}, three {n}, four {n}]}}\n"
        for n in range(20)
    )
    study = learner({"own/orders.yaml": f"deck: Orders\ncards:\n{orders}"})
    paper = study.quizzing.draw(Wanted(count=3, seed=7))
    assert [" ".join(item.question.options) for item in paper.items] == [
        "three 6 four 6 two 6 one 6",
        "four 7 one 7 two 7 three 7",
        "four 1 three 1 two 1 one 1",
    ]


def test_without_a_seed_one_is_drawn_and_told(learner):
    study = learner(WORLD)
    one, other = (study.quizzing.draw(Wanted(count=6)) for _ in range(2))
    assert one.wanted.seed != other.wanted.seed
    assert study.quizzing.draw(Wanted(count=6, seed=one.wanted.seed)) == one


def test_topics_have_their_share_and_seen_cards_are_asked_like_unseen_ones(learner):
    study = learner(WORLD)
    before = study.quizzing.draw(Wanted(count=6, seed=7))
    assert Counter(item.topic for item in before.items) == {"europe": 4, "asia": 2}
    study.begin()
    answer_all(study)
    assert study.quizzing.draw(Wanted(count=6, seed=7)) == before


def test_decks_that_are_off_are_asked_only_if_they_are_named(learner):
    study = learner(WORLD)
    study.agenda.switch(study.library.named(["asia/east"]), on=False)
    assert {item.slot.deck for item in study.quizzing.draw(Wanted(seed=7)).items} == {
        "europe/north",
        "europe/south",
    }
    named = study.quizzing.draw(Wanted(("asia",), seed=7))
    assert {item.slot.deck for item in named.items} == {"asia/east"}


def test_a_tutorial_is_asked_only_if_it_is_named(learner):
    study = learner({"own/t.yaml": typed("T", "peru chile", "once: true\n"), **WORLD})
    assert len(study.quizzing.draw(Wanted(seed=7)).items) == 12
    assert sorted(asked(study.quizzing.draw(Wanted(("t",), seed=7)))) == ["chile", "peru"]


def test_a_suspended_card_is_left_out_and_changes_no_other_question(learner):
    study = learner(WORLD)
    whole = asked(study.quizzing.draw(Wanted(count=6, seed=7)))
    slot = next(item.slot for item in study.quizzing.draw(Wanted(count=6, seed=7)).items)
    study.begin(Helping(practice=True))
    while study.advance().card.id != slot.uid:
        study.answer(3, "typed")
    study.suspend()
    without = asked(study.quizzing.draw(Wanted(count=6, seed=7)))
    assert set(whole) - set(without) == {slot.uid}
    assert len(without) == 6


def test_a_card_that_was_renamed_is_asked_all_the_same(learner, tmp_path):
    cards = "".join(
        f"  - {{id: {name}, q: Which is in {name}?, a: {name}ville, wrong: [a, b, c]}}\n"
        for name in ("japan", "korea", "china")
    )
    first = learner({"own/d.yaml": f"deck: D\ncards:\n{cards}"})
    first.begin()
    answer_all(first)
    renamed = cards.replace("id: japan", "id: nippon").replace("id: korea", "id: hanguk")
    moved = learner({"own/d.yaml": f"deck: D\ncards:\n{renamed}"})
    assert moved.library.names.uid("nippon") == "japan"
    for path in tmp_path.glob("progress.db*"):
        path.rename(path.with_name(f"old-{path.name}"))
    anew = learner()
    assert anew.library.names.uid("nippon") == "nippon"
    questions = [
        [item.question for item in study.quizzing.draw(Wanted(formats=("choice",), seed=7)).items]
        for study in (moved, anew)
    ]
    assert questions[0] == questions[1]


def test_of_one_entry_one_card_is_asked_and_cards_of_one_row_stand_apart(learner):
    cloze = "  - cloze: ==One== and ==two== and ==three==.\n"
    rows = "".join(
        f"  - {{q: Which {column} has row {row}?, a: {column}{row}, accept: [x{row}], place:"
        f" {{note: n.md, heading: H, table: T, row: r{row}, column: {column}, kind: ask}}}}\n"
        for row in range(4)
        for column in ("size", "year", "name")
    )
    study = learner({"own/d.yaml": f"deck: D\ncards:\n{cloze}{rows}"})
    for seed in range(10):
        items = study.quizzing.draw(Wanted(count=50, seed=seed, formats=("typed", "cloze"))).items
        assert len(items) == 13
        near = [item.slot.near for item in items if item.slot.near]
        assert all(len(set(near[at : at + 2])) == 2 for at in range(9))


def test_formats_are_those_wanted(learner):
    forms = (
        "deck: D\ncards:\n"
        "  - {q: Who?, a: Google, accept: [google ai]}\n"
        "  - {q: How many?, a: 1.5B, tolerance: 5%}\n"
        "  - {q: Order them., order: [a, b, c]}\n"
        "  - {q: Why on earth would anybody do that?, a: Nobody has ever found out why they do.}\n"
    )
    study = learner({"own/d.yaml": forms})
    for formats in (("typed",), ("number",), ("order",), ("number", "order")):
        items = study.quizzing.draw(Wanted(formats=formats, seed=7)).items
        assert {item.question.format for item in items} == set(formats)
        assert len(items) == len(formats)


@pytest.mark.parametrize(
    ("cards", "formats", "said"),
    [
        (
            "  - {q: Why on earth?, a: Nobody has ever found out why they do that.}\n",
            (),
            "these decks have no card that a quiz can ask: `quizzer decks` lists others",
        ),
        (
            "  - {q: Who?, a: Google, accept: [google ai]}\n",
            ("match",),
            "these decks have no card that a quiz can ask: ask for other formats",
        ),
    ],
)
def test_a_deck_without_anything_to_ask_is_refused(learner, cards, formats, said):
    study = learner({"own/d.yaml": f"deck: D\ncards:\n{cards}"})
    with pytest.raises(UsageError) as refused:
        study.quizzing.begin(Wanted(formats=formats))
    assert str(refused.value) == said
    assert study.quizzing.unfinished() is None


def test_only_the_cards_that_are_asked_are_read(learner, monkeypatch):
    names = " ".join(f"n{number}" for number in range(400))
    study = learner({"own/many.yaml": typed("Many", names)})
    read, card = [], study.library.card
    monkeypatch.setattr(study.library, "card", lambda slot: read.append(slot) or card(slot))
    study.quizzing.draw(Wanted(count=50, formats=TYPED, seed=7))
    assert len(read) == 50


# taking it


def memory(study) -> list[tuple]:
    return study.store._db.execute("SELECT * FROM memory ORDER BY card").fetchall()


def test_a_quiz_leaves_memory_and_the_day_as_they_are(learner):
    study = learner(WORLD)
    study.begin(Helping(("europe",)))
    answer_all(study, rating=1)
    before, today = memory(study), study.agenda.today()
    assert len(before) == 8
    quiz = study.quizzing.begin(Wanted(formats=TYPED, seed=7))
    quiz.flag(2)
    take(quiz, wrong=["spain", "japan"]).finish()
    assert (memory(study), study.agenda.today()) == (before, today)
    assert study.store.faults() == []
    study.store.rebuild()
    assert memory(study) == before


def test_practice_says_at_once_and_takes_one_answer(learner):
    study = learner(WORLD)
    quiz = study.quizzing.begin(Wanted(("europe/north",), formats=TYPED, seed=7))
    name = quiz.questions[1].question.card.id
    assert quiz.answer(1, f"{name}ville") == Verdict("right")
    with pytest.raises(ValueError, match="question 1 is answered"):
        quiz.answer(1, "other")
    assert quiz.answer(2, "") == Verdict("wrong")
    assert quiz.result.score == Score(1, 4)


@pytest.mark.parametrize(
    "card",
    [
        "q: Who?, a: Google, accept: [google ai]",
        "q: How many?, a: 1.5B, tolerance: 5%",
        "cloze: It takes ==all==.",
        "q: Which?, a: GELU, wrong: [ReLU, SwiGLU, Tanh]",
        "q: Which?, a: [PaLM, LLaMA], wrong: [BERT, GPT-2]",
        "q: Order them., order: [a, b, c]",
        "q: Match them., match: {a: x, b: y}",
    ],
)
def test_an_empty_reply_is_wrong_however_it_is_asked(learner, card):
    study = learner({"own/d.yaml": f"deck: D\ncards:\n  - {{{card}}}\n"})
    assert study.quizzing.begin(Wanted(seed=7)).answer(1, "") == Verdict("wrong")


def test_nearly_right_counts_if_the_learner_says_so_in_practice(learner):
    study = learner({"own/d.yaml": typed("D", "norway sweden")})
    for exam, right in ((False, 1), (True, 0)):
        quiz = study.quizzing.begin(Wanted(formats=TYPED, seed=7, exam=exam))
        name = quiz.questions[1].question.card.id
        reply = f"{name}vlile"
        nearly = Verdict("nearly", (Slip("typed", reply, f"{name}ville"),))
        assert quiz.answer(1, reply) == nearly
        if exam:
            with pytest.raises(ValueError, match="the answer to question 1 cannot be accepted"):
                quiz.accept(1)
        else:
            quiz.accept(1)
        with pytest.raises(ValueError, match="the answer to question 2 cannot be accepted"):
            quiz.accept(2)
        result = quiz.finish()
        assert result.score == Score(right, 2)
        assert [it.number for it in result.mistakes] == ([1, 2] if exam else [2])


def test_in_an_exam_the_last_answer_counts_and_questions_can_be_flagged(learner):
    study = learner(WORLD)
    quiz = study.quizzing.begin(Wanted(("asia",), formats=TYPED, seed=7, exam=True))
    name = quiz.questions[1].question.card.id
    quiz.answer(1, "no idea")
    quiz.answer(1, f"{name}ville")
    quiz.flag(2)
    quiz.flag(3)
    quiz.flag(2)
    assert quiz.flagged == {3}
    assert quiz.finish().score == Score(1, 4)


def test_the_next_question_is_the_next_without_an_answer(learner):
    study = learner(WORLD)
    quiz = study.quizzing.begin(Wanted(("asia",), formats=TYPED, seed=7, exam=True))
    assert quiz.at == 1
    quiz.answer(1, "x")
    assert quiz.advance()
    assert quiz.at == 2
    assert quiz.advance()
    assert quiz.at == 3
    quiz.answer(4, "x")
    assert quiz.advance()
    assert quiz.at == 2
    for number in (2, 3):
        quiz.answer(number, "x")
    assert not quiz.advance()
    with pytest.raises(LookupError, match="no question 5"):
        quiz.go(5)


# time


def test_what_is_not_answered_when_time_is_over_is_missed(learner, watch):
    study = learner(WORLD)
    quiz = study.quizzing.begin(Wanted(("asia",), minutes=2, formats=TYPED, seed=7))
    watch.wait(90)
    assert quiz.left_ms == 30_000
    take(quiz, until=2)
    watch.wait(31)
    assert quiz.left_ms == 0
    assert quiz.answer(3, f"{quiz.questions[3].question.card.id}ville") is None
    result = quiz.finish()
    assert (result.score, result.took) == (Score(2, 4), 120_000)
    assert [mistake.answer for mistake in result.mistakes] == [None, None]


def test_without_a_limit_time_is_only_told(learner, watch):
    study = learner(WORLD)
    quiz = study.quizzing.begin(Wanted(("asia",), formats=TYPED, seed=7))
    quiz.go(1)
    watch.wait(7200)
    take(quiz, until=1)
    assert quiz.left_ms is None
    assert quiz.finish().took == 7_200_000


def test_time_passes_only_while_the_quiz_is_open(learner, watch):
    study = learner(WORLD)
    quiz = study.quizzing.begin(Wanted(("asia",), minutes=10, formats=TYPED, seed=7))
    watch.wait(60)
    take(quiz, until=1)
    watch.wait(86_400)
    again = learner().quizzing.unfinished()
    assert again.left_ms == 9 * 60_000
    watch.wait(30)
    assert again.left_ms == 8.5 * 60_000
    again.flag(2)
    assert learner().quizzing.unfinished().left_ms == 8.5 * 60_000
    watch.wait(30)
    again.pause()
    assert learner().quizzing.unfinished().left_ms == 8 * 60_000


def test_a_quiz_that_is_open_twice_ends_once(learner):
    study = learner(WORLD)
    one = study.quizzing.begin(Wanted(("asia",), formats=TYPED, seed=7))
    other = study.quizzing.unfinished()
    one.finish()
    assert other.answer(1, "too late") is None
    assert not study.store.acts("quiz-answer")
    assert other.finish().earlier == ()
    assert len(study.store.acts("quiz-end")) == 1


# interrupted


@pytest.mark.parametrize("exam", [False, True], ids=["practice", "exam"])
@pytest.mark.parametrize("done", [0, 1, 5, 12])
def test_a_quiz_that_was_interrupted_ends_as_if_it_had_not_been(learner, done, exam):
    wanted = Wanted(formats=TYPED, seed=7, exam=exam)
    wrong = ["spain", "japan", "norway"]
    whole = take(learner(WORLD).quizzing.begin(wanted), wrong).finish()

    broken = learner().quizzing.begin(wanted)
    broken.flag(3)
    take(broken, wrong, until=done)
    again = learner().quizzing.unfinished()
    assert (again.questions, again.answers) == (broken.questions, broken.answers)
    assert (again.wanted, again.flagged, again.resumed) == (broken.wanted, {3}, True)
    assert again.at == min(done + 1, 12)
    assert take(again, wrong).finish()._replace(earlier=()) == whole._replace(earlier=())
    assert learner().quizzing.unfinished() is None


def test_what_was_accepted_stays_accepted(learner):
    study = learner({"own/d.yaml": typed("D", "norway sweden")})
    quiz = study.quizzing.begin(Wanted(formats=TYPED, seed=7))
    quiz.answer(1, f"{quiz.questions[1].question.card.id}vlile")
    quiz.accept(1)
    assert learner().quizzing.unfinished().answers == quiz.answers


def test_an_edit_of_the_deck_does_not_change_a_quiz_that_has_begun(learner):
    quiz = learner(WORLD).quizzing.begin(Wanted(("asia",), formats=TYPED, seed=7))
    learner({"own/asia/east.yaml": typed("East", "japan")})
    again = learner().quizzing.unfinished()
    assert again.questions == quiz.questions
    assert take(again).finish().score == Score(4, 4)


def test_no_quiz_is_lost_by_beginning_another(learner):
    study = learner(WORLD)
    assert study.quizzing.unfinished() is None
    first = study.quizzing.begin(Wanted(formats=TYPED, seed=1))
    first.answer(1, "Lima")
    study.quizzing.begin(Wanted(formats=TYPED, seed=2)).finish()
    third = study.quizzing.begin(Wanted(formats=TYPED, seed=3))
    assert study.quizzing.unfinished().wanted.seed == 3
    again = study.quizzing.unfinished(lambda wanted: wanted.seed == 1)
    assert again.answers == first.answers
    assert study.quizzing.unfinished(lambda wanted: wanted.seed == 2) is None
    third.finish()
    assert study.quizzing.unfinished().wanted.seed == 1
    again.finish()
    assert study.quizzing.unfinished() is None


# what came of it


def test_a_quiz_ends_once(learner):
    study = learner(WORLD)
    quiz = study.quizzing.begin(Wanted(("asia",), formats=TYPED, seed=7))
    quiz.answer(1, f"{quiz.questions[1].question.card.id}vlile")
    result = quiz.finish()
    assert quiz.answer(3, "x") is None
    with pytest.raises(ValueError, match="the answer to question 1 cannot be accepted"):
        quiz.accept(1)
    assert quiz.finish() == result
    assert len(study.store.acts("quiz-end")) == 1


def test_attempts_at_the_same_decks_formats_and_mode_are_compared(learner, watch):
    study = learner(WORLD)

    def attempt(seed=7, wrong=(), **other):
        wanted = Wanted(**{"decks": ("asia",), "formats": TYPED, "seed": seed} | other)
        return take(study.quizzing.begin(wanted), wrong).finish()

    assert attempt(wrong=["japan", "china"]).earlier == ()
    watch.wait(60)
    for other in ({"exam": True}, {"decks": ("europe",)}, {"formats": ("typed", "order")}):
        attempt(**other)
    study.quizzing.begin(Wanted(("asia",), formats=TYPED, seed=7))
    watch.wait(60)
    attempt(seed=8, count=2)
    earlier = attempt(minutes=5).earlier
    assert [(it.score, it.same) for it in earlier] == [(Score(2, 4), True), (Score(2, 2), False)]
    assert earlier[1].at - earlier[0].at == 120_000


# what was missed


def missed(study, *decks: str) -> list[str]:
    found = study.quizzing.missed(study.library.named(decks) or study.library.decks)
    return sorted(slot.uid for slot in (*found.new, *found.due, *(it for _, it in found.learning)))


def test_what_was_missed_can_be_studied_at_once_and_counts(learner, watch):
    study = learner(WORLD)
    study.begin(Helping(("europe/north",)))
    answer_all(study)
    watch.wait(60)
    wrong = ["norway", "spain", "japan"]
    take(study.quizzing.begin(Wanted(formats=TYPED, seed=7)), wrong).finish()
    assert missed(study) == ["japan", "norway", "spain"]
    assert missed(study, "europe") == ["norway", "spain"]
    before = study.store.standing("norway").memory
    study.agenda.switch(study.library.named(["asia"]), on=False)
    study.begin(Helping(missed=True))
    assert len(answer_all(study)) == 3
    assert study.store.standing("norway").memory.reps == before.reps + 1
    assert study.store.standing("japan").memory is not None


def test_what_was_remembered_since_is_missed_no_more(learner, watch):
    study = learner(WORLD)
    quiz = study.quizzing.begin(Wanted(("asia",), formats=TYPED, seed=7))
    take(quiz, wrong=["japan", "korea", "china"]).finish()
    watch.wait(60)
    study.begin(Helping(("asia",)))
    for _ in range(4):
        remembered = study.advance().card.id in ("japan", "mongolia")
        study.answer(3 if remembered else 1, "typed")
    assert missed(study) == ["china", "korea"]
    study.begin(Helping(("asia",), practice=True))
    while study.advance().card.id != "korea":
        study.answer(1, "typed")
    study.suspend()
    assert missed(study) == ["china"]


def test_the_last_finished_quiz_counts_and_there_must_be_one(learner, watch):
    study = learner(WORLD)
    study.quizzing.begin(Wanted(("asia",), formats=TYPED, seed=7))
    with pytest.raises(UsageError) as refused:
        missed(study)
    assert str(refused.value) == "no quiz was finished yet: `quizzer quiz` takes one"
    take(study.quizzing.begin(Wanted(formats=TYPED, seed=7)), ["japan"]).finish()
    watch.wait(1)
    take(study.quizzing.begin(Wanted(formats=TYPED, seed=7)), ["spain"]).finish()
    study.quizzing.begin(Wanted(formats=TYPED, seed=7))
    assert missed(study) == ["spain"]
