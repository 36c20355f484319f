"""Finding decks, reading what changed, and doing without a cache."""

from __future__ import annotations

import os
import sqlite3

import pytest

from quizzer.errors import AccessError
from quizzer.library import Folder, Library

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


def test_a_cache_damaged_inside_says_what_to_delete(shelf, tmp_path):
    library = shelf(["a.yaml"])
    library._cache._db.execute("DROP TABLE bodies")
    with pytest.raises(AccessError, match=r"delete .*cache.db: it only saves time"):
        library.cards(library.decks[0])


def test_a_folder_that_is_not_there_is_a_problem(shelf, tmp_path):
    (problem,) = shelf((), "nowhere").problems
    assert str(problem) == (
        f"{tmp_path}/nowhere:1:1: error L01: no such folder\n    check the path after --decks"
    )
