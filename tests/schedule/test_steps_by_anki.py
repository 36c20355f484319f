"""Anki itself as the judge of steps, intervals and fuzz."""

import os
import random
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from quizzer.schedule import days
from quizzer.schedule.fsrs import DEFAULT_PARAMETERS
from quizzer.schedule.steps import Memory, Settings, State, answer, preview, wait

GOOD = 3
DAY = 86_400_000

TODAY = 20_600
DAWN = days.start_ms(TODAY, 0)
UID = "deck:heading/question"

JUDGED = [
    Settings(fuzz=False),
    Settings(fuzz=False, retention=0.8, learning=(600,), relearning=(300, 1200)),
    Settings(fuzz=False, learning=(60, 600, 86_400), relearning=(86_400,)),
    Settings(fuzz=False, retention=0.97, learning=(3 * 86_400,)),
    # parameters without short-term memory, so that Anki has no steps of its own making either
    Settings(
        fuzz=False,
        relearning=(),
        parameters=(*DEFAULT_PARAMETERS[:17], 0.0, *DEFAULT_PARAMETERS[18:]),
    ),
]


def steps_of(state, settings):
    return settings.learning if state == State.LEARNING else settings.relearning


def standing(rng, settings):
    """A card in any state (None: new), last answered some days before TODAY."""
    states = [State.NEW, State.LEARNING, State.REVIEW, State.REVIEW]
    if settings.relearning:
        states.append(State.RELEARNING)
    state = rng.choice(states)
    if state == State.NEW:
        return None
    elapsed = rng.choice((0, 0, 1, rng.randint(1, 30), rng.randint(1, 400)))
    last = TODAY - elapsed
    step = 0 if state == State.REVIEW else rng.randrange(len(steps_of(state, settings)))
    return Memory(
        state=state,
        step=step,
        stability=round(10 ** rng.uniform(-1, 3), 2),
        difficulty=round(rng.uniform(1, 10), 2),
        due=last + rng.choice((rng.randint(1, 10), rng.randint(1, 400))),
        day=last,
        at=DAWN - elapsed * DAY,
        first=last,
        reps=3,
        lapses=rng.randint(0, 2),
    )


def anki_previews(folder, settings, cards):
    """What Anki would make of each card for the four ratings: state, seconds, trace and lapses.

    It is to run in a process of its own: Anki asks only once whether to leave out fuzz.
    """
    if not settings.fuzz:
        os.environ["ANKI_TEST_MODE"] = "1"
    from anki.cards_pb2 import FsrsMemoryState
    from anki.collection import Collection

    col = Collection(f"{folder}/collection.anki2")
    col.set_config("fsrs", True)
    config = col.decks.get_config(1)
    config["new"]["delays"] = [seconds / 60 for seconds in settings.learning]
    config["lapse"]["delays"] = [seconds / 60 for seconds in settings.relearning]
    config["rev"]["maxIvl"] = settings.maximum_interval
    config["desiredRetention"] = settings.retention
    config["fsrsParams6"] = list(settings.parameters)
    col.decks.update_config(config)
    note = col.new_note(col.models.by_name("Basic"))
    note["Front"] = "question"
    col.add_note(note, 1)
    card = note.cards()[0]
    found = []
    for memory in cards:
        if memory is None:
            card.type = card.queue = 0
            card.memory_state = card.last_review_time = None
        else:
            elapsed = TODAY - memory.day
            card.type = int(memory.state)
            card.queue = 2 if memory.state == State.REVIEW else 1
            card.ivl = memory.due - memory.day
            card.due = col.sched.today - elapsed + card.ivl
            card.left = len(steps_of(memory.state, settings)) - memory.step
            card.reps, card.lapses = memory.reps, memory.lapses
            card.memory_state = FsrsMemoryState(
                stability=memory.stability, difficulty=memory.difficulty
            )
            card.last_review_time = col.sched.day_cutoff - elapsed * 86_400 - 43_200
        col.update_card(card)
        found.append(
            [
                flattened(getattr(col._backend.get_scheduling_states(card.id), rating).normal)
                for rating in ("again", "hard", "good", "easy")
            ]
        )
    col.close()
    return found


def flattened(normal):
    """One of Anki's states as (state, seconds, stability, difficulty, lapses)."""
    kind = normal.WhichOneof("kind")
    state = State[kind.upper()]
    if state == State.REVIEW:
        seconds, lapses = normal.review.scheduled_days * 86_400, normal.review.lapses
        trace = normal.review.memory_state
    else:
        learning = normal.learning if state == State.LEARNING else normal.relearning.learning
        seconds, trace = learning.scheduled_secs, learning.memory_state
        lapses = normal.relearning.review.lapses if state == State.RELEARNING else 0
    return state, seconds, trace.stability, trace.difficulty, lapses


@pytest.fixture(scope="module")
def anki():
    yield from in_a_process_of_its_own()


@pytest.fixture
def fuzzy_anki():
    yield from in_a_process_of_its_own()


def in_a_process_of_its_own():
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        yield lambda *arguments: process.submit(anki_previews, *arguments).result()


@pytest.mark.parametrize("settings", JUDGED)
def test_anki_gives_the_same_steps_and_intervals(anki, tmp_path, settings):
    rng = random.Random(4)
    cards = [standing(rng, settings) for _ in range(200)]
    for memory, theirs in zip(cards, anki(str(tmp_path), settings, cards), strict=True):
        for ours, (state, seconds, stability, difficulty, lapses) in zip(
            preview(memory, DAWN, 0, settings, UID), theirs, strict=True
        ):
            assert (ours.state, wait(ours)) == (state, seconds), memory
            assert ours.stability == pytest.approx(stability, rel=1e-4)
            assert ours.difficulty == pytest.approx(difficulty, rel=1e-4)
            if memory and memory.state == State.REVIEW:
                assert ours.lapses == lapses


def test_anki_fuzzes_to_the_same_intervals(fuzzy_anki, tmp_path):
    """The end of learning at many counts of answers, for memories of a day to forty."""
    settings = Settings()
    learning = answer(None, GOOD, DAWN, 0, settings, UID)._replace(due=TODAY)
    for stability in (1, 2, 3, 5, 7, 12, 20, 40):
        cards = [learning._replace(stability=stability, reps=reps) for reps in range(200)]
        ours = {wait(answer(card, GOOD, DAWN, 0, settings, UID)) for card in cards}
        folder = tmp_path / str(stability)
        folder.mkdir()
        theirs = {good[1] for _, _, good, _ in fuzzy_anki(str(folder), settings, cards)}
        assert ours == theirs
