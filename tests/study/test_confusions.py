"""What a learner takes for what, from the answers that the log keeps."""

from __future__ import annotations

import pytest

from quizzer.errors import UsageError
from quizzer.quiz import Wanted
from quizzer.study import Helping
from quizzer.study.replies import logged

from .conftest import at

PLACE = "note: m.md, heading: Sizes, table: Model, kind: ask"
CELLS = {
    ("GPT-2", "Layers"): "48",
    ("GPT-3", "Layers"): "96",
    ("T5", "Layers"): "24",
    ("GPT-2", "Context"): "1,024",
    ("GPT-3", "Context"): "2,048",
}
MODELS = "deck: Models\naliases: {C4: [Clean Crawled Corpus]}\ncards:\n" + "".join(
    f'  - {{q: "{row}: {column}?", a: "{value}",'
    f" place: {{{PLACE}, row: {row}, column: {column}}}}}\n"
    for (row, column), value in CELLS.items()
)
TERMS = """\
deck: Terms
cards:
  - {term: Self-attention, definition: Looks at itself.}
  - {term: Cross-attention, definition: Looks elsewhere.}
"""


@pytest.fixture
def study(learner):
    return learner({"own/models.yaml": MODELS, "own/terms.yaml": TERMS})


def reply(study, question: str, asked: str, given, rating: int = 1, *, practice: bool = True):
    """Answer the card with this question, whenever it comes."""
    study.begin(Helping(practice=practice))
    while study.advance().card.question != question:
        study.bury()
    study.answer(rating, asked, logged(given))


def found(study, *decks: str) -> list[tuple]:
    return [(*one[:4], [card.id for card in one.cards]) for one in study.confusions.found(decks)]


LAYERS = ("GPT-3", ("GPT-2",), "Layers")
LAYERS_CARD = ["models:sizes/gpt-3/layers/ask"]


def test_nothing_is_confused_before_anything_was_wrong(study):
    assert found(study) == []
    reply(study, "GPT-3: Layers?", "choice", ["96"], 3)
    assert found(study) == []


def test_wrong_options_and_wrong_texts_count_in_reviews_and_in_practice(study, watch):
    reply(study, "GPT-3: Layers?", "choice", ["48"], practice=False)
    assert found(study) == [(*LAYERS, 1, LAYERS_CARD)]
    watch.set("2026-11-25 10:00")
    reply(study, "GPT-3: Layers?", "number", "48", practice=True)
    reply(study, "Self-attention", "choice", ["Looks elsewhere."])
    assert found(study) == [
        (*LAYERS, 2, LAYERS_CARD),
        ("Self-attention", ("Cross-attention",), "", 1, ["terms:self-attention~definition"]),
    ]
    assert study.confusions.found()[0].last == at("2026-11-25 10:00")


def test_an_answer_that_was_undone_does_not_count(study):
    reply(study, "GPT-3: Layers?", "choice", ["48"])
    study.undo()
    assert found(study) == []


def test_what_was_rated_as_known_counts_only_if_it_is_anothers_answer(study):
    reply(study, "GPT-3: Layers?", "number", "95", 3)
    assert found(study) == []
    reply(study, "GPT-2: Layers?", "number", "96", 3)
    assert len(found(study)) == 1


def test_it_can_be_of_some_decks_only(study):
    reply(study, "GPT-3: Layers?", "choice", ["48"])
    reply(study, "Self-attention", "choice", ["Looks elsewhere."])
    assert [one[0] for one in found(study, "terms")] == ["Self-attention"]
    assert len(found(study, "models", "terms")) == 2
    with pytest.raises(UsageError, match=r"no deck 'modls': did you mean models\?"):
        found(study, "modls")


def test_it_follows_a_card_that_moved_and_forgets_one_that_is_gone(study, tmp_path):
    reply(study, "GPT-3: Layers?", "choice", ["48"])
    path = tmp_path / "own/models.yaml"
    path.write_text(MODELS.replace("Sizes", "Dimensions"))
    study.refresh()
    assert found(study) == [(*LAYERS, 1, ["models:dimensions/gpt-3/layers/ask"])]
    path.write_text("deck: Models\ncards:\n  - {q: What?, a: That}\n")
    study.refresh()
    assert found(study) == []


def test_what_was_confused_is_put_side_by_side(study):
    reply(study, "GPT-3: Layers?", "choice", ["48"])
    reply(study, "Self-attention", "choice", ["Looks elsewhere."])
    layers, terms = sorted(study.confusions.found(), key=lambda one: one.asked)
    cards = study.confusions.contrast(layers)
    assert [card.place.column for card in cards] == ["Layers", "Context"]
    assert {cards[0].answer, *cards[0].wrong} == {"GPT-2", "GPT-3"}
    cards = study.confusions.contrast(terms)
    assert [card.answer for card in cards] == [
        "Self-attention",
        "Cross-attention",
        "Looks at itself.",
        "Looks elsewhere.",
    ]


def test_what_is_the_answer_of_no_card_is_put_beside_nothing(study):
    reply(study, "GPT-3: Layers?", "number", "47")
    reply(study, "Self-attention", "typed", "No idea at all.")
    assert [study.confusions.contrast(one) for one in study.confusions.found()] == [[], []]


# in quizzes


def quizzed(study, question: str, *replies, exam: bool = True, asked: str = "number"):
    """Reply to this question in a quiz, again and again; leave the quiz as it is."""
    quiz = study.quizzing.begin(Wanted(formats=(asked,), seed=7, exam=exam))
    (number,) = (n for n, it in quiz.questions.items() if it.question.card.question == question)
    for given in replies:
        quiz.answer(number, given)
    return quiz, number


def test_wrong_answers_count_in_quizzes_like_those_in_reviews(study):
    reply(study, "GPT-3: Layers?", "choice", ["48"])
    quizzed(study, "GPT-3: Layers?", "48", exam=False)
    quizzed(study, "GPT-3: Layers?", ["48"], asked="choice")
    assert found(study) == [(*LAYERS, 3, LAYERS_CARD)]


def test_the_last_answer_to_a_question_of_an_exam_counts_and_of_each_quiz_one(study, watch):
    quizzed(study, "GPT-3: Layers?", "48", "96")
    assert found(study) == []
    quizzed(study, "GPT-3: Layers?", "96", "48")
    watch.set("2026-11-25 10:00")
    quizzed(study, "GPT-3: Layers?", "24", "48")
    assert found(study) == [(*LAYERS, 2, LAYERS_CARD)]
    assert study.confusions.found()[0].last == at("2026-11-25 10:00")


def test_what_was_not_answered_in_a_quiz_counts_not(study):
    quizzed(study, "GPT-3: Layers?", "", exam=False)
    assert found(study) == []


@pytest.mark.parametrize(("accepted", "times"), [(True, 0), (False, 1)])
def test_what_was_accepted_in_a_quiz_is_no_mistake_if_the_card_says_something_else_now(
    learner, accepted, times
):
    text = "deck: D\ncards:\n  - {q: Who?, a: Google, accept: [alphabet]}\n"
    study = learner({"own/d.yaml": text})
    quiz, number = quizzed(study, "Who?", "Gogle", exam=False, asked="typed")
    assert found(study) == [], "nearly right is not wrong"
    if accepted:
        quiz.accept(number)
    again = learner({"own/d.yaml": text.replace("Google", "Microsoft")})
    assert len(found(again)) == times


def test_a_quiz_answer_follows_its_card(study, tmp_path):
    quizzed(study, "GPT-3: Layers?", "48")
    (tmp_path / "own/models.yaml").write_text(MODELS.replace("Sizes", "Dimensions"))
    study.refresh()
    assert found(study) == [(*LAYERS, 1, ["models:dimensions/gpt-3/layers/ask"])]
