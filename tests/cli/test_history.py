"""Histories whose cards were edited, as the verbs show and change them."""

from __future__ import annotations

import json
import sqlite3
import zipfile

import pytest

ADAM = "  - q: Which optimiser keeps two moving averages?\n    a: Adam\n"
REWORDED = "  - q: Which optimizer has two moving averages?\n    a: Adam\n"
DOUBTFUL = "  - q: Which optimiser keeps two moving means of its gradients?\n    a: AdamW\n"
DROP = "  - q: What does dropout drop?\n    a: units\n    id: drop\n"


def text(*cards: str) -> str:
    return "deck: Training\ncards:\n" + "".join(cards)


@pytest.fixture
def learnt(quizzer, deck, watch):
    """Two cards that were learnt, and the deck as it was saved after that."""

    def start(*cards: str):
        deck("train.yaml", text(ADAM, DROP))
        quizzer("review", "--plain", typed="\n4\n\n4\n")
        deck("train.yaml", text(*cards))

    return start


def ids(quizzer) -> dict[str, str]:
    exported = json.loads(quizzer("export", "--to", "json", "-o", "-").stdout)
    return {card["question"]: card["id"] for deck in exported["decks"] for card in deck["cards"]}


def test_what_was_known_again_is_listed_and_can_be_taken_back(quizzer, learnt):
    learnt(REWORDED, DROP)
    listed = quizzer("relink")
    new = ids(quizzer)["Which optimizer has two moving averages?"]
    old = listed.stdout.split()[2]
    assert listed.stdout == (
        f"2026-11-24 09:00  {old} -> {new}  (known again)\n"
        "    Which optimizer has two moving averages?\n"
    )
    back = quizzer("relink", new, old)
    assert back.stdout == f"2026-11-24 09:00  {new} -> {old}  (by you)\n"
    assert quizzer("orphans", "list").stdout == (
        f"{old}  1 answer, last 2026-11-24: Which optimizer has two moving averages?\n"
    )
    assert json.loads(quizzer("relink", "--json").stdout)[0] == {
        "at": "2026-11-24T09:00:00+00:00",
        "uid": old,
        "old": old,
        "new": new,
        "by": "match",
    }


def test_a_card_that_was_never_answered_has_no_history_to_list(quizzer, deck):
    deck("train.yaml", text(ADAM))
    quizzer("due")
    deck("train.yaml", text(REWORDED))
    assert quizzer("relink").stdout == "no history went to another card so far\n"
    assert len(json.loads(quizzer("relink", "--json").stdout)) == 1


def test_nothing_to_list(quizzer, learnt):
    learnt(ADAM, DROP)
    assert quizzer("relink").stdout == "no history went to another card so far\n"
    assert quizzer("orphans", "list").stdout == "every history has its card\n"
    assert json.loads(quizzer("orphans", "list", "--json").stdout) == []
    assert quizzer("orphans", "forget", "--all").stdout == "every history has its card\n"


def test_a_doubt_is_told_by_the_doctor_and_decided_by_adopting(quizzer, learnt):
    learnt(DOUBTFUL, DROP)
    said = quizzer("doctor")
    (orphan,) = json.loads(quizzer("orphans", "list", "--json").stdout)
    (perhaps,) = orphan["perhaps"]
    assert said.stdout == (
        "progress is sound: the log and what follows from it agree\n"
        f"{orphan['id']} is in no deck any more; perhaps it is {perhaps}\n"
    )
    assert said.stderr == "`quizzer orphans list` tells more, `quizzer orphans adopt` decides\n"
    assert json.loads(quizzer("doctor", "--json").stdout)["doubts"] == [
        {"id": orphan["id"], "perhaps": [perhaps]}
    ]
    assert quizzer("orphans", "list").stdout.splitlines()[1] == (
        f"    perhaps {perhaps}: Which optimiser keeps two moving means of its gradients?"
    )
    assert quizzer("orphans", "adopt", orphan["id"]).exit_code == 0
    assert quizzer("orphans", "list").stdout == "every history has its card\n"
    assert quizzer("doctor").stdout.count("\n") == 1


@pytest.mark.parametrize(("options", "typed"), [(("--all", "--yes"), ""), (("drop",), "y\n")])
def test_forget_asks_and_keeps_a_copy(quizzer, learnt, progress, options, typed):
    learnt(ADAM)
    result = quizzer("orphans", "forget", *options, typed=typed)
    copy = progress.with_name("progress-2026-11-24T090000.db")
    assert result.exit_code == 0
    assert result.stdout == (
        f"this history forgotten; a copy of all progress as it was before: {copy}\n"
    )
    assert quizzer("orphans", "list").stdout == "every history has its card\n"
    database = sqlite3.connect(copy)
    assert database.execute("SELECT count(*) FROM memory").fetchone() == (2,)
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()


def test_forget_takes_no_for_an_answer(quizzer, learnt, progress):
    learnt(ADAM)
    result = quizzer("orphans", "forget", "drop", typed="n\n")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "nothing forgotten" in result.stderr
    assert len(json.loads(quizzer("orphans", "list", "--json").stdout)) == 1
    assert list(progress.parent.glob("progress-*.db")) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("relink", "one"), "relink takes two ids, or none: see `quizzer relink --help`"),
        (("relink", "dorp", "drop"), "no card or orphan 'dorp': did you mean 'drop'?"),
        (("relink", "drop", "drap"), "no card 'drap': did you mean 'drop'?"),
        (("relink", "drop", "drop"), "'drop' has this history already: nothing is to be done"),
        (("orphans", "adopt", "x"), "no orphan 'x': `quizzer orphans list` lists them"),
        (("orphans", "forget"), "which orphans?: name them, or write --all"),
        (("orphans", "forget", "x"), "no orphan 'x': `quizzer orphans list` lists them"),
    ],
)
def test_wrong_use(quizzer, learnt, arguments, message):
    learnt(ADAM, DROP)
    result = quizzer(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"quizzer: {message}\n"


def test_adopting_without_a_likely_card(quizzer, learnt):
    learnt(ADAM)
    result = quizzer("orphans", "adopt", "drop")
    assert result.exit_code == 2
    assert result.stderr == (
        "quizzer: nothing tells which card 'drop' is now: name it after the orphan\n"
    )


# an answer that is another one now


@pytest.fixture
def changed(quizzer, deck, watch):
    """Review a card whose answer was changed since it was learnt, with these replies."""
    deck("train.yaml", text(DROP))
    quizzer("review", "--plain", typed="\n4\n")
    deck("train.yaml", text(DROP.replace("units", "units, at random")))
    watch.set("2026-12-24 09:00")
    return lambda *replies: quizzer("review", "--plain", typed="".join(f"{it}\n" for it in replies))


SHOWN = """\
[0 new, 0 learning, 1 due]
This card was edited: its answer is another one now.
What does dropout drop?
It was: units
It is: units, at random
k) keep: you know it all the same; the schedule stays
r) relearn: it is new to you; begin from the start
s) suspend: you do not want it any more
>\x20
"""
ASKED = "Type the answer.\nWhat does dropout drop?\n> \n"


@pytest.mark.parametrize(
    ("replies", "after"),
    [
        ((":q",), "Nothing answered.\n"),
        (("", ":q"), f"[0 new, 0 learning, 1 due]\n{ASKED}Nothing answered.\n"),
        (("keep", ":q"), f"[0 new, 0 learning, 1 due]\n{ASKED}Nothing answered.\n"),
        (("r", ":q"), f"[0 new, 0 learning, 1 due]\n{ASKED}Nothing answered.\n"),
        (("s",), "Suspended.\nNothing answered.\n"),
        (("what?", ":q"), "k keeps, r relearns, s suspends; an empty line keeps\n> \n"),
        (("k", ":u", ":q"), f"[0 new, 0 learning, 1 due]\n{ASKED}Taken back.\n{SHOWN}"),
    ],
)
def test_both_answers_are_shown_and_the_learner_says_what_to_do(changed, replies, after):
    said = changed(*replies)
    assert said.exit_code == 0
    assert said.stdout.startswith(SHOWN)
    assert said.stdout.removeprefix(SHOWN).startswith(after)


def test_relearnt_it_has_the_steps_of_a_new_card(changed):
    assert "1 again 1m  2 hard 6m  3* good 10m" in changed("r", "", ":q").stdout
    assert "It was" not in changed(":q").stdout


def test_to_anki_a_reworded_card_is_the_card_it_was(quizzer, learnt, tmp_path):
    learnt(ADAM, DROP)
    before = notes(quizzer, tmp_path / "before.apkg")
    learnt(REWORDED, DROP)
    after = notes(quizzer, tmp_path / "after.apkg")
    assert before.keys() == after.keys()
    assert before != after


def notes(quizzer, path) -> dict[str, str]:
    """What the notes of an export say, by the ids under which Anki knows them."""
    assert quizzer("export", "--to", "apkg", "-o", path).exit_code == 0
    with zipfile.ZipFile(path) as package:
        package.extract("collection.anki2", path.parent)
    database = sqlite3.connect(path.parent / "collection.anki2")
    found = dict(database.execute("SELECT guid, flds FROM notes"))
    database.close()
    return found
