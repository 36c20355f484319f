"""Drills as questions of quizzes: how many, always the same for a seed, and what comes of them."""

from __future__ import annotations

import json
import re

import pytest

from quizzer.errors import UsageError
from quizzer.quiz import CONTRAST, FORMATS, Score, Wanted
from quizzer.study import Helping
from quizzer.study.replies import logged

from .conftest import answer_all

ROWS = [f"Model {letter}" for letter in "ABCDEFGH"]


def table(*columns: str, title: str = "Tables") -> str:
    """A deck of a table, in which each row has another number in every column."""
    cells = "".join(
        f'  - {{q: "{row}: {column}?", a: "{100 * at + n}", place: {{note: {title}.md,'
        f" heading: Sizes, table: Model, row: {row}, column: {column}, kind: ask}}}}\n"
        for at, column in enumerate(columns, 1)
        for n, row in enumerate(ROWS)
    )
    return f"deck: {title}\ncards:\n{cells}"


PROSE = "deck: Prose\ncards:\n" + "".join(
    f"  - {{q: What is {n}?, a: word {n}, accept: [w {n}], id: p{n}}}\n" for n in range(20)
)
BOTH = {"own/tables.yaml": table("Layers", "Heads", "Width"), "own/prose.yaml": PROSE}


def drills(paper) -> list:
    return [item for item in paper.items if "/drill" in item.question.card.id.replace(":", "/")]


# how many, and which


@pytest.mark.parametrize("seed", range(10))
def test_at_most_a_fifth_of_the_questions_of_decks_with_tables_are_drills(learner, seed):
    paper = learner(BOTH).quizzing.draw(Wanted(count=30, seed=seed))
    of_tables = [item for item in paper.items if item.slot.deck == "tables"]
    assert len(paper.items) == 30
    assert len(drills(paper)) == len(of_tables) // 5 >= 2
    assert {item.slot.deck for item in drills(paper)} == {"tables"}


def test_a_deck_without_tables_is_asked_no_drill(learner):
    paper = learner(BOTH).quizzing.draw(Wanted(("prose",), seed=7))
    assert (len(paper.items), drills(paper)) == (20, [])


def test_where_the_values_of_a_column_do_not_decide_others_give_the_drills(learner):
    same = table("Layers", "Heads").replace('"201"', '"200"')
    undecided = re.sub(r'(Heads\?", a: )"\d+"', r'\1"about 200"', same)
    study = learner({"own/tables.yaml": undecided})
    for seed in range(5):
        paper = study.quizzing.draw(Wanted(count=16, seed=seed, formats=("number", "compare")))
        assert [item.question.card.place.column for item in drills(paper)] == ["Layers"] * 3


def test_no_more_is_read_and_built_than_is_taken(learner, monkeypatch):
    from quizzer.study import drilling

    study, built, compare = learner(BOTH), [], drilling.compare
    monkeypatch.setattr(study.library, "cards", None)
    counted = lambda *of: (built.append(card) or card for card in compare(*of))  # noqa: E731
    monkeypatch.setattr(drilling, "compare", counted)
    paper = study.quizzing.draw(Wanted(count=30, seed=7))
    assert len(built) == len(drills(paper)) > 0


def test_a_seed_gives_the_same_drills_to_everybody(learner):
    study = learner(BOTH)
    paper = study.quizzing.draw(Wanted(count=30, seed=7))
    study.begin()
    answer_all(study)
    assert study.quizzing.draw(Wanted(count=30, seed=7)) == paper
    assert drills(study.quizzing.draw(Wanted(count=30, seed=8))) != drills(paper)


def test_without_compare_among_the_formats_there_is_no_drill(learner):
    formats = tuple(name for name in FORMATS if name != "compare")
    assert drills(learner(BOTH).quizzing.draw(Wanted(count=30, formats=formats, seed=7))) == []


def test_compare_alone_asks_drills_only_and_of_all_kinds_that_the_tables_give(learner):
    study = learner(BOTH)
    paper = study.quizzing.draw(Wanted(count=15, formats=("compare",), seed=7))
    assert len(drills(paper)) == len(paper.items) == 15
    assert {item.question.format for item in paper.items} == {"choice", "order"}
    assert len({item.question.card.id for item in paper.items}) == 15
    all_of_them = study.quizzing.draw(Wanted(count=500, formats=("compare",), seed=7))
    assert 15 < len(all_of_them.items) < 60


def test_compare_with_a_format_that_no_card_has_asks_drills_only(learner):
    paper = learner(BOTH).quizzing.draw(Wanted(count=5, formats=("match", "compare"), seed=7))
    assert len(drills(paper)) == 5


def test_compare_alone_is_refused_where_there_are_no_tables(learner):
    with pytest.raises(UsageError) as refused:
        learner(BOTH).quizzing.draw(Wanted(("prose",), formats=("compare",)))
    assert str(refused.value) == (
        "these decks have no card that a quiz can ask: ask for other formats"
    )


def test_where_every_cell_is_suspended_there_is_no_drill(learner):
    study = learner({"own/tables.yaml": table("Layers")})
    study.begin()
    while study.advance():
        study.suspend()
    with pytest.raises(UsageError, match="no card that a quiz can ask"):
        study.quizzing.draw(Wanted(formats=("compare",)))


WORDED = (
    table("Layers")
    + """\
  - q: Which is deeper, Model A or Model B?
    a: Model B
    wrong: [Model A]
    place: {note: Tables.md, heading: Sizes, table: Model, column: Layers, row: Model A,
      kind: compare}
  - q: Put them in order, the deepest first.
    order: [Model D, Model C, Model B]
    place: {note: Tables.md, heading: Sizes, table: Model, column: Layers, kind: order}
"""
)


def test_drills_over_a_table_use_its_own_words(learner):
    study = learner({"own/tables.yaml": WORDED})
    asked = {}
    for seed in range(4):
        paper = study.quizzing.draw(Wanted(count=8, formats=("compare",), seed=seed))
        asked |= {it.question.card.question: it.question.card for it in drills(paper)}
    orders = [card for card in asked.values() if card.form == "order"]
    assert {card.question for card in orders} == {"Put them in order, the deepest first."}
    assert all(list(card.answer) == sorted(card.answer, reverse=True) for card in orders)
    pairs = [card for card in asked.values() if card.form == "choice"]
    assert sum(card.question.startswith("Which is deeper, Model ") for card in pairs) >= 3
    assert all(card.answer > card.wrong[0] for card in pairs)


# what comes of them


def wrong(question) -> list[str]:
    """A wrong reply to a drill."""
    if question.format == "order":
        return list(reversed(question.card.answer))
    return [next(it for it in question.options if it not in question.card.answer)]


@pytest.fixture
def quiz(learner):
    """A quiz of three drills, on a table and by a learner who has answered everything once."""
    study = learner({"own/tables.yaml": table("Layers")})
    study.begin()
    answer_all(study)
    study.quiz = study.quizzing.begin(Wanted(count=3, formats=("compare",), seed=7))
    return study


def memory(study) -> list[tuple]:
    return study.store._db.execute("SELECT * FROM memory ORDER BY card").fetchall()


def test_a_drill_is_answered_kept_and_gone_on_with_like_any_question(quiz, learner):
    before = memory(quiz)
    for number, item in list(quiz.quiz.questions.items())[:2]:
        quiz.quiz.answer(number, wrong(item.question))
    again = learner().quizzing.unfinished()
    assert (again.questions, again.answers) == (quiz.quiz.questions, quiz.quiz.answers)
    answer = again.questions[3].question.card.answer
    again.answer(3, [answer] if isinstance(answer, str) else list(answer))
    assert again.finish().score == Score(1, 3)
    assert memory(quiz) == before
    quiz.store.rebuild()
    assert (memory(quiz), quiz.store.faults()) == (before, [])


def test_of_a_missed_drill_the_card_of_the_right_value_is_studied(quiz, watch):
    asked = {}
    for number, item in quiz.quiz.questions.items():
        quiz.quiz.answer(number, wrong(item.question))
        answer = item.question.card.answer
        asked[item.slot.uid] = answer if isinstance(answer, str) else answer[0]
    quiz.quiz.finish()
    watch.wait(60)
    quiz.begin(Helping(missed=True))
    assert sorted(answer_all(quiz)) == sorted(f"{row}: Layers?" for row in asked.values())


def test_a_wrong_order_of_values_takes_nothing_for_another(quiz):
    for number, item in quiz.quiz.questions.items():
        quiz.quiz.answer(number, wrong(item.question))
    assert quiz.confusions.found() == []


# drills of what was confused


@pytest.fixture
def confused(learner):
    """A learner who took Model B for Model A on layers, once."""
    study = learner(BOTH)
    study.begin(Helping(practice=True))
    while study.advance().card.question != "Model A: Layers?":
        study.bury()
    study.answer(1, "choice", logged(["101"]))
    return study


def test_a_pair_is_drilled_in_practice_on_every_column_that_tells_it_apart(confused):
    (one,) = confused.confusions.found()
    quiz = confused.quizzing.drill(confused.confusions.contrast(one))
    questions = [item.question for item in quiz.questions.values()]
    assert {it.card.place.column for it in questions} == {"Layers", "Heads", "Width"}
    assert all(set(it.options) == {"Model A", "Model B"} for it in questions)
    assert (quiz.wanted.exam, quiz.wanted.formats, quiz.wanted.count) == (False, CONTRAST, 3)
    assert json.loads(json.dumps(quiz.wanted.decks)) == ["tables"]


def test_what_is_answered_wrongly_in_a_drill_is_confused_once_more(confused):
    (one,) = confused.confusions.found()
    for _ in range(5):
        quiz = confused.quizzing.drill(confused.confusions.contrast(one))
        for number, item in quiz.questions.items():
            quiz.answer(number, list(item.question.card.wrong))
    found = confused.confusions.found()
    assert sum(it.times for it in found) == 1 + 5 * 3
    assert {(it.asked, it.taken) for it in found} == {
        ("Model A", ("Model B",)),
        ("Model B", ("Model A",)),
    }
    assert len(found) == len({(it.asked, it.on) for it in found}), "values and names are one"
    for it in found:
        assert confused.confusions.contrast(it), "each can be drilled again"
        assert all("drill" not in card.id for card in it.cards)


OUTSIDE = """\
deck: Outside
cards:
  - {term: Self-attention, definition: Looks at itself.}
  - {term: Cross-attention, definition: Looks elsewhere.}
  - {q: Which activation?, a: GELU, wrong: [ReLU, Tanh], id: gelu}
  - {q: Which activation has T5?, a: ReLU, wrong: [GELU, Tanh], id: relu}
  - {q: Which are open?, a: [BERT, T5], wrong: [GPT-3, GPT-4], id: several}
  - {q: Match., match: {BERT: encoder, GPT-2: decoder, T5: both}, id: match}
  - {q: In which year came BERT?, a: 2018, id: bert}
  - {q: In which year came T5?, a: 2019, id: t5}
"""


@pytest.mark.parametrize(
    ("question", "asked", "given", "formats"),
    [
        ("Self-attention", "choice", ["Looks elsewhere."], ["choice"] * 4),
        ("Which activation?", "choice", ["ReLU"], ["choice"] * 2),
        ("Which activation?", "choice", ["Tanh"], ["choice"]),
        ("Which are open?", "choose-all", ["BERT", "GPT-3"], ["choose-all"]),
        ("Match.", "match", [("BERT", "decoder")], ["match"]),
        ("In which year came BERT?", "number", "2019", ["choice"] * 2),
    ],
    ids=["a term", "a choice", "an option of one card", "several", "a match", "a year"],
)
def test_what_is_in_no_table_is_drilled_and_counted_once_more(
    learner, question, asked, given, formats
):
    study = learner({"own/outside.yaml": OUTSIDE})
    study.begin(Helping(practice=True))
    while study.advance().card.question != question:
        study.bury()
    study.answer(1, asked, logged(given))
    (one,) = study.confusions.found()
    quiz = study.quizzing.drill(study.confusions.contrast(one))
    assert [item.question.format for item in quiz.questions.values()] == formats
    for number, item in quiz.questions.items():
        quiz.answer(number, wrong_one(item.question))
    assert quiz.finish().score == Score(0, len(formats))
    found = study.confusions.found()
    assert sum(it.times for it in found) == 1 + len(formats) + (asked == "match")
    asked_and_taken = {(one.asked, one.taken), (one.taken[0], (one.asked,))}
    assert {(it.asked, it.taken) for it in found} <= asked_and_taken
    assert all("drill" not in card.id for it in found for card in it.cards)
    assert study.quizzing.missed(study.library.decks).new


def wrong_one(question):
    """A wrong reply to a question that puts two side by side."""
    if question.format == "match":
        return list(
            zip(
                question.left,
                [dict(question.card.answer)[it] for it in reversed(question.left)],
                strict=True,
            )
        )
    if question.format == "choose-all":
        return list(question.options)
    return list(question.card.wrong)


def test_what_was_right_in_a_drill_is_no_mistake_when_a_row_has_another_name(confused, tmp_path):
    (one,) = confused.confusions.found()
    quiz = confused.quizzing.drill(confused.confusions.contrast(one))
    for number, item in quiz.questions.items():
        quiz.answer(number, [item.question.card.answer])
    path = tmp_path / "own/tables.yaml"
    path.write_text(re.sub("Model (A|B)", r"Type \1", path.read_text()))
    confused.refresh()
    assert [(it.asked, it.taken, it.times) for it in confused.confusions.found()] == [
        ("Type A", ("Type B",), 1)
    ]


def test_two_missed_drills_of_one_value_bring_its_card_once(confused):
    (one,) = confused.confusions.found()
    card, *_ = confused.confusions.contrast(one)
    beside = card._replace(id=f"{card.id}-too", wrong=("Model C",))
    confused.quizzing.drill([card, beside]).finish()
    missed = confused.quizzing.missed(confused.library.decks)
    assert [slot.uid for slot in missed.new] == [confused.library.names.uid(card.entry)]


def test_a_drill_leaves_a_quiz_that_was_interrupted_and_is_not_gone_on_with(confused):
    exam = confused.quizzing.begin(Wanted(exam=True, seed=7))
    (one,) = confused.confusions.found()
    confused.quizzing.drill(confused.confusions.contrast(one))
    assert confused.quizzing.unfinished().questions == exam.questions
    exam.finish()
    assert confused.quizzing.unfinished() is None


def test_drills_are_not_compared(confused):
    (one,) = confused.confusions.found()
    cards = confused.confusions.contrast(one)
    assert confused.quizzing.drill(cards).finish().earlier == ()
    assert confused.quizzing.drill(cards).finish().earlier == ()


def test_without_cards_there_is_no_drill(confused):
    with pytest.raises(UsageError) as refused:
        confused.quizzing.drill([])
    assert str(refused.value) == (
        "no question tells these apart: "
        "no card has what you answered, or nothing says that it is wrong there"
    )
