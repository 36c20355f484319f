"""Finding decks, reading what changed, and doing without a cache."""

from __future__ import annotations

import os
import sqlite3

import pytest

from quizzer.card import Slot
from quizzer.disk import Folder
from quizzer.library import Library
from quizzer.parse import decks
from quizzer.values import equal

DECK = "deck: {}\ncards:\n  - q: What is {}?\n    a: x\n"


@pytest.fixture
def shelf(tmp_path):
    """Write files below a folder and open the library over it."""
    opened = []

    def start(files=(), *folders) -> Library:
        for name in files:
            path = tmp_path / "decks" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(DECK.format(path.stem, path.stem), encoding="utf-8")
        where = [Folder(tmp_path / folder, "given") for folder in folders or ["decks"]]
        opened.append(Library(where, tmp_path / "cache.db"))
        return opened[-1]

    yield start
    for library in opened:
        library.close()


def ids(library):
    return [deck.id for deck in library.decks]


def test_yaml_below_a_folder_is_a_deck_and_nothing_else_is(shelf):
    files = ["a.yaml", "sub/b.yml", "UPPER.YAML", "c.txt", "plain.md", "README.md"]
    hidden = [".hidden/d.yaml", ".#a.yaml", "._a.yaml"]
    assert ids(shelf(files + hidden)) == ["UPPER", "a", "sub/b"]


def test_a_note_is_a_deck_only_if_it_says_so(shelf, tmp_path):
    library = shelf()
    (tmp_path / "decks").mkdir()
    long = "x" * 5000
    note = f"---\nabstract: {long}\nquizzer: true\n---\n# Note\n\nQ: What?\nA: This.\n"
    (tmp_path / "decks" / "note.md").write_text(note, encoding="utf-8")
    library.refresh()
    assert ids(library) == ["note"]
    (card,) = library.cards(library.decks[0])
    assert card.source == "note.md#note"


def test_an_unchanged_deck_is_read_once(shelf):
    assert [deck.id for deck in shelf(["a.yaml"]).changed] == ["a"]
    assert shelf().changed == []


def test_a_deck_id_does_not_depend_on_what_was_cached(shelf):
    assert ids(shelf(["sub/a.yaml"])) == ["sub/a"]
    assert ids(shelf((), "decks/sub")) == ["a"]
    assert ids(shelf((), "decks", "decks/sub")) == ["sub/a"]
    assert ids(shelf((), "decks", "decks/sub")) == ["sub/a"]


@pytest.mark.skipif(os.name == "nt", reason="such names are POSIX")
@pytest.mark.parametrize("name", [b"bad\xff.yaml", b"\x1b]0;x\x07.yaml"])
def test_a_name_that_is_no_text_is_a_problem_and_hides_no_other(shelf, tmp_path, name):
    library = shelf(["a.yaml"])
    (tmp_path / "decks" / os.fsdecode(name)).write_text("deck: X\n", encoding="utf-8")
    library.refresh()
    assert ids(library) == ["a"]
    (problem,) = library.problems
    assert problem.rule == "L07"
    assert str(problem).isascii()
    assert "\x1b" not in str(problem)


@pytest.mark.skipif(os.name == "nt", reason="pipes in folders are POSIX")
def test_a_pipe_is_no_deck(shelf, tmp_path):
    library = shelf(["a.yaml"])
    os.mkfifo(tmp_path / "decks" / "pipe.yaml")
    library.refresh()
    assert ids(library) == ["a"]


def test_two_first_starts_at_once_share_one_cache(shelf, tmp_path, monkeypatch):
    from quizzer import cache

    first = shelf(["a.yaml"])
    looks = iter([-1])
    real = cache._version
    monkeypatch.setattr(cache, "_version", lambda db: next(looks, None) or real(db))
    second = shelf()
    assert second.changed == []
    assert [card.question for card in first.cards(first.decks[0])] == ["What is a?"]


def test_a_cache_that_is_no_database_is_made_anew(shelf, tmp_path):
    (tmp_path / "cache.db").write_bytes(b"not a database at all" * 300)
    assert ids(shelf(["a.yaml"])) == ["a"]


def test_a_cache_that_is_locked_is_done_without(shelf, tmp_path, monkeypatch):
    shelf().close()
    other = sqlite3.connect(tmp_path / "cache.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    monkeypatch.setattr("quizzer.cache._PATIENCE", 0.01)
    assert ids(shelf(["a.yaml"])) == ["a"]
    other.close()


def asked(library):
    return [card.question for deck in library.decks for card in library.cards(deck)]


@pytest.mark.parametrize("start", [0, 200, 4096], ids=["all", "tables", "rows"])
def test_a_cache_that_is_damaged_inside_is_made_anew(shelf, tmp_path, start):
    shelf(["a.yaml", "b.yaml"]).close()
    whole = (tmp_path / "cache.db").read_bytes()
    damaged = whole[:start] + b"\xff" * (len(whole) - start)
    (tmp_path / "cache.db").write_bytes(damaged)
    for _ in range(2):
        library = shelf()
        assert asked(library) == ["What is a?", "What is b?"]
        library.close()
    assert shelf().changed == []


def test_a_cache_that_fails_while_it_is_open_is_read_anew(shelf, tmp_path):
    library = shelf(["a.yaml", "b.yaml"])
    before = library.decks
    library._cache._db.execute("DROP TABLE bodies")
    assert asked(library) == ["What is a?", "What is b?"]
    assert library.decks == before
    library.refresh()
    assert library.changed == []
    assert not (tmp_path / "cache.db").exists()


def test_a_cache_that_fails_amid_a_deck_repeats_and_loses_no_card(shelf, tmp_path):
    library = shelf()
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "table.yaml").write_text(TABLE, encoding="utf-8")
    library.refresh()
    (deck,) = library.decks
    slots = library.slots(deck)
    found = [next(slots), next(slots)]
    library._cache._db.close()
    found += slots
    assert found == list(library.slots(deck))
    assert len(found) == 40


def test_a_cache_that_is_locked_is_left_to_who_holds_it(shelf, tmp_path, monkeypatch):
    monkeypatch.setattr("quizzer.cache._PATIENCE", 0.01)
    library = shelf(["a.yaml"])
    other = sqlite3.connect(tmp_path / "cache.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert asked(library) == ["What is a?"]
    other.close()
    library = shelf()
    assert library.changed == []
    assert asked(library) == ["What is a?"]


def test_a_folder_that_is_not_there_is_a_problem(shelf, tmp_path):
    (problem,) = shelf((), "nowhere").problems
    assert str(problem) == (
        f"{tmp_path}/nowhere:1:1: error L01: no such folder\n    check the path after --decks"
    )


TABLE = """
deck: Table
id: table
aliases:
  BPE: [byte-pair encoding]
cards:
""" + "".join(
    f"  - q: How many layers has M{row}?\n    a: '{row}'\n"
    f"    place: {{note: n.md, heading: H, table: T, row: M{row}, column: Layers, kind: ask}}\n"
    for row in range(40)
)
OTHERS = """
deck: Others
id: others
cards:
  - {q: How many heads has it?, a: 16}
  - {q: When did it come out?, a: 2018}
  - {q: How many layers has it?, a: 48}
  - {q: Why so many?, a: Nobody knows}
  - {q: Why so few?, a: Nobody asked}
  - {q: WHY so many?, a: Somebody knows, id: again}
  - {q: How  many LAYERS has m7?, a: seven}
"""


@pytest.fixture
def tables(shelf, tmp_path):
    """A library of a deck with a column of forty rows and one of other cards."""
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "table.yaml").write_text(TABLE, encoding="utf-8")
    (tmp_path / "decks" / "others.yaml").write_text(OTHERS, encoding="utf-8")
    return shelf()


def alike(library, question):
    """What the cards answer that are alike to one: those of its column, those of its kind."""
    slots = (slot for deck in library.decks for slot in library.slots(deck))
    (slot,) = (slot for slot in slots if library.card(slot).question == question)
    in_column, of_kind, _ = library.alike(slot)
    return [card.answer for card in in_column], [card.answer for card in of_kind]


def test_cards_that_ask_for_the_same_column_are_alike_the_nearest_only(tables):
    in_column, _ = alike(tables, "How many layers has M20?")
    assert in_column == [str(row) for row in range(12, 29) if row != 20]


def test_cards_that_ask_for_the_same_kind_are_alike(tables):
    assert alike(tables, "How many heads has it?") == ([], ["48"])
    assert alike(tables, "When did it come out?") == ([], [])


def test_texts_of_no_kind_are_not_alike(tables):
    assert alike(tables, "Why so many?") == ([], [])


def test_the_same_question_in_another_deck_comes_along_while_it_is_asked(tables, tmp_path):
    near = ["2", "3", "4", "5", "6", "8", "9", "10", "11", "12"]
    assert alike(tables, "How many layers has M7?")[1] == [*near, "seven"]
    others = OTHERS.replace("has m7?", "has it not?")
    (tmp_path / "decks" / "others.yaml").write_text(others, encoding="utf-8")
    tables.refresh()
    assert alike(tables, "How many layers has M7?")[1] == near


def test_how_else_values_are_spelt_is_known_of_each_deck(tables):
    for deck in tables.decks:
        (_, _, aliases) = tables.alike(next(tables.slots(deck)))
        assert equal("BPE", "byte-pair encoding", aliases) == (deck.id == "table")


def test_nothing_is_alike_to_a_card_that_is_nowhere(shelf):
    with pytest.raises(LookupError, match="a:gone"):
        shelf(["a.yaml"]).alike(Slot("a:gone", "a:gone", "a"))


def test_a_deck_from_the_cache_is_whole(shelf, tmp_path):
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "table.yaml").write_text(TABLE, encoding="utf-8")
    for _ in range(2):
        library = shelf()
        (deck,) = library.decks
        assert library.whole(deck).aliases == (("BPE", ("byte-pair encoding",)),)
    assert library.changed == []


def test_a_cache_of_an_earlier_version_is_made_anew(shelf, tmp_path):
    with sqlite3.connect(tmp_path / "cache.db") as before:
        before.execute("CREATE TABLE bodies (file INTEGER, position INTEGER, body TEXT)")
        before.execute("PRAGMA user_version = 3")
    before.close()
    library = shelf(["a.yaml"])
    assert [card.question for card in library.cards(library.decks[0])] == ["What is a?"]
    assert shelf().changed == []


EVERY_FORM = """
deck: Forms
tags: [models]
cards:
  - {q: What is it?, a: 1.5B, tolerance: 5%, why: So it is., as_of: 2019}
  - {q: Who?, a: OpenAI, accept: [open ai], unconfirmed: true, suspended: true}
  - {term: Lapse, definition: Forgetting., tags: [memory]}
  - {cloze: "BERT masks ==15%::a share== of ==all tokens==.", hint: Not many.}
  - {q: Which of these?, a: [BERT, T5], wrong: [GPT-2]}
  - {q: In which order?, order: [GPT-1, GPT-2, GPT-3]}
  - {q: Which is what?, match: {BERT: encoder, T5: encoder-decoder}}
  - {q: "How many have {n} layers?", vary: {n: [12, 24]}, compute: 12 * n, unit: heads}
"""


def test_cards_come_out_of_the_cache_as_they_went_in(shelf, tmp_path):
    path = tmp_path / "decks" / "forms.yaml"
    path.parent.mkdir()
    path.write_text(EVERY_FORM, encoding="utf-8")
    library = shelf()
    (read, _) = decks.read(EVERY_FORM.encode(), str(path), "forms")
    assert library.whole(library.decks[0]) == read
    assert len(read.cards) == 10
