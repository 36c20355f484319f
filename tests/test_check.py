"""What is told of decks and notes, of which of them, and in which order."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizzer.build import build, read_note, write
from quizzer.check import check, check_library, history_of
from quizzer.disk import Folder
from quizzer.library import Library
from quizzer.lint import RULES, Record
from quizzer.store import Review, Store

DECK = "deck: {}\ncards:\n  - q: What is {}?\n    a: x\n"
VAGUE = "deck: Vague\ncards:\n  - q: Describe LoRA.\n    a: x\n"
NOTE = """\
# LoRA

Q: Describe LoRA.

A: x

Q: Which position embedding does LLaMA use?

A: RoPE

<!-- quizzer: card
accept: [ALiBi]
-->

Q: Which position embedding does MPT use?

A: A bias that grows with distance
"""


def brief(problems):
    """Path's name, line, column and rule of each."""
    return [
        (one.path.rpartition("/")[2].rpartition("\\")[2], one.line, one.column, one.rule)
        for one in problems
    ]


def write_text(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_read_once_however_it_is_named(tmp_path):
    path = write_text(tmp_path / "a.yaml", DECK.format("A", "a"))
    assert check([tmp_path, path, tmp_path / ".." / tmp_path.name / "a.yaml"]) == []


def test_an_id_that_two_files_share_is_told(tmp_path):
    for name in ("a", "b"):
        write_text(tmp_path / f"{name}.yaml", DECK.format(name, name) + "    id: mine\n")
    (problem,) = check([tmp_path])
    assert (problem.line, problem.message) == (3, f"the id 'mine' stands in {tmp_path}/a.yaml, too")


def test_a_deck_id_that_two_files_share_is_told(tmp_path):
    for name in ("a", "b"):
        write_text(tmp_path / f"{name}.yaml", "id: mine\n" + DECK.format(name, name))
    (problem,) = check([tmp_path])
    assert problem.message == f"the deck id 'mine' is taken by {tmp_path}/a.yaml"


def test_faults_of_reading_and_of_writing_come_together_by_path_and_line(tmp_path):
    write_text(tmp_path / "b.yaml", VAGUE + "  - q: Why?\n  - q: Explain BERT.\n    a: yes\n")
    write_text(tmp_path / "a.yaml", VAGUE)
    assert brief(check([tmp_path / "b.yaml", tmp_path])) == [
        ("a.yaml", 3, 8, "C08"),
        ("b.yaml", 3, 8, "C08"),
        ("b.yaml", 5, 5, "F03"),
        ("b.yaml", 6, 8, "C08"),
        ("b.yaml", 7, 8, "C07"),
    ]


def test_a_problem_names_the_card_and_what_to_do(tmp_path):
    path = write_text(tmp_path / "a.yaml", VAGUE.replace("a: x", "a: x\n    id: lora"))
    (problem,) = check([path])
    assert problem.card == "lora"
    assert str(problem) == (
        f"{path}:3:8: warning C08: `Describe LoRA.` does not say what is asked about LoRA\n"
        "    ask for one thing: what it is for, what it costs, how it differs from …"
    )


def test_only_the_rules_that_are_wanted_are_asked(tmp_path):
    path = write_text(tmp_path / "a.yaml", VAGUE.replace("a: x", "a: yes"))
    wanted = [rule for rule in RULES if rule.id == "C07"]
    assert brief(check([path], wanted)) == [("a.yaml", 4, 8, "C07")]


@pytest.fixture
def course(tmp_path):
    """A folder of notes and the decks that were built from it."""
    write_text(tmp_path / "notes" / "1" / "lora.md", NOTE)
    write(build(tmp_path / "notes"), tmp_path / "decks")
    return tmp_path


def test_a_note_is_checked_as_the_deck_it_makes(course):
    assert brief(check([course / "notes"])) == [("lora.md", 3, 4, "C08"), ("lora.md", 17, 4, "T01")]


def test_what_a_note_and_its_deck_share_is_told_of_the_note(course):
    assert brief(check([course / "decks", course / "notes"])) == brief(check([course / "notes"]))
    assert brief(check([course])) == brief(check([course / "notes"]))


def test_a_deck_alone_is_told_what_is_wrong_with_it(course):
    assert brief(check([course / "decks"])) == [("lora.yaml", 4, 8, "C08")]


def test_a_card_that_only_the_deck_has_is_told_of_the_deck(course):
    deck = course / "decks" / "1" / "lora.yaml"
    write_text(deck, deck.read_text(encoding="utf-8") + "  - q: Describe MPT.\n    a: x\n")
    told = brief(check([course / "decks", course / "notes"]))
    assert [one[0] for one in told] == ["lora.yaml", "lora.md", "lora.md"]


def test_a_deck_of_another_note_with_the_same_name_is_told(course):
    write_text(course / "2" / "lora.yaml", VAGUE)
    told = check([course / "2", course / "notes"])
    assert [problem.rule for problem in told] == ["C08", "C08", "T01"]


def test_a_deck_built_from_another_note_of_the_same_name_is_told(course):
    write_text(course / "other" / "2" / "lora.md", NOTE)
    write(build(course / "other"), course / "others")
    told = brief(check([course / "others", course / "notes"]))
    assert [one[0] for one in told] == ["lora.md", "lora.md", "lora.yaml"]


def test_a_source_that_is_not_there_is_not_built(course):
    path = course / "notes" / "2.md"
    write_text(
        path, "# Two\n\n<!-- quizzer: card\nsource: 1/lora.md#lara\n-->\n\nQ: Two?\n\nA: 2\n"
    )
    draft, problems = read_note(path, course / "notes")
    assert (draft.entries, brief(problems)) == ([], [("2.md", 4, 19, "C14")])


def test_a_card_with_an_error_is_not_built_and_told_where_it_is_built(course):
    draft, problems = read_note(course / "notes" / "1" / "lora.md", course / "notes")
    assert [entry.values["q"] for entry in draft.entries] == [
        "Describe LoRA.",
        "Which position embedding does LLaMA use?",
    ]
    assert brief(problems) == [("lora.md", 17, 4, "T01")]
    assert problems == [one for one in check([course / "notes"]) if one.severity == "error"]


def test_of_a_row_only_the_cell_with_an_error_is_not_built(tmp_path):
    table = "| Model | Size | Year |\n|---|---|---|\n| A | 8,62,540B | 2018 |\n| B | 1B | 2019 |\n"
    path = write_text(tmp_path / "t.md", f"# T\n\n{table}")
    draft, problems = read_note(path, tmp_path)
    assert [entry.values["q"] for entry in draft.entries] == ["B: Size?", "A: Year?", "B: Year?"]
    assert brief(problems) == [("t.md", 5, 7, "C17")]


def test_an_error_that_is_switched_off_is_built(course):
    directive = "<!-- quizzer: lint off T01 it is a motto -->\n\n<!-- quizzer: card"
    path = course / "notes" / "1" / "lora.md"
    write_text(path, NOTE.replace("<!-- quizzer: card", directive))
    draft, problems = read_note(path, course / "notes")
    assert (len(draft.entries), problems) == (3, [])
    assert brief(check([path])) == [("lora.md", 3, 4, "C08")]


def test_sources_lead_to_the_notes_that_are_checked_too(course):
    deck = write_text(course / "own" / "deck.yaml", DECK.format("Own", "LoRA"))
    text = deck.read_text(encoding="utf-8")
    write_text(deck, text + "    source: 1/lora.md#lora\n")
    assert check([course / "own", course / "notes"], RULES) == check([course / "notes"])
    write_text(deck, text + "    source: 1/lora.md#lara\n")
    (problem, *_) = check([deck, course / "notes"])[2:]
    assert (problem.line, problem.column, problem.rule) == (5, 23, "C14")
    assert problem.hint == "did you mean `#lora`?"
    assert check([deck]) == []


def test_a_lint_key_never_hides_that_a_card_cannot_be_read(tmp_path):
    text = "deck: D\ncards:\n  - q: Why?\n    a: why\n    lint: off F11 as it is\n"
    assert [one.rule for one in check([write_text(tmp_path / "a.yaml", text)])] == ["F11"]


def test_the_decks_in_use_are_checked(tmp_path):
    write_text(tmp_path / "decks" / "a.yaml", VAGUE)
    write_text(tmp_path / "decks" / "b.yaml", "deck: B\ncards:\n  - q: Why?\n")
    library = Library([Folder(tmp_path / "decks", "own")], tmp_path / "cache.db")
    assert brief(check_library(library)) == [("a.yaml", 3, 8, "C08"), ("b.yaml", 3, 5, "F03")]
    library.close()


def test_how_a_learner_fared_is_told_of_cards_in_use(tmp_path):
    path = write_text(tmp_path / "a.yaml", VAGUE.replace("a: x", "a: x\n    id: lora"))
    history = {"lora": Record(7, ((1, 40_000),) * 3)}
    assert [one.rule for one in check([path], RULES, history)] == ["D01", "D02", "C08"]


def test_the_history_of_a_card_leaves_practice_and_what_was_undone_out(tmp_path):
    with Store.open(tmp_path / "progress.db") as store:
        for number, rating in enumerate((3, 1, 4)):
            store.record(Review("card", rating, "recall", 1000 * number), number * 10**9, 0)
        store.record(Review("card", 1, "recall", 9_000, practice=True), 10**10, 0)
        stamp, _ = store.record(Review("card", 1, "recall", 8_000), 11**10, 0)
        store.undo(stamp, 12**10, 0)
        store.record(Review("old", 3, "recall", 7_000), 13**10, 0)
        store.relink([("old", "new")], "match", 14**10, 0)
        assert store.names().id("old") == "new"
        history = history_of(store)
    assert history["card"].answers == ((3, 0), (1, 1000), (4, 2000))
    assert history["new"].answers == ((3, 7000),)
    assert set(history) == {"card", "new"}


def test_links_that_lead_nowhere_are_told(tmp_path):
    ring, loose = tmp_path / "ring.yaml", tmp_path / "loose.yaml"
    ring.symlink_to(ring)
    loose.symlink_to(tmp_path / "gone.yaml")
    told = {Path(one.path).name: (one.rule, one.message, one.hint) for one in check([tmp_path])}
    hint = "mend or delete the link: it leads nowhere"
    assert told == {
        "loose.yaml": ("L03", "cannot be read: No such file or directory", hint),
        "ring.yaml": ("L03", "cannot be read: Too many levels of symbolic links", hint),
    }
