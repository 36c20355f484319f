"""The log is the truth: it is kept, it is only appended to, and everything follows from it."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzer.errors import AccessError
from quizzer.schedule.steps import Settings, State
from quizzer.store import Act, Review, Standing, Store, opening

DATA = Path(__file__).parents[1] / "data"
NOON = 1_790_000_000_000
DAY = 86_400_000


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "progress.db") as opened:
        yield opened


def good(card: str, rating: int = 3) -> Review:
    return Review(card, rating, "recall", 2_000)


def raw(store: Store) -> list[tuple]:
    """The projection as it lies in the file."""
    connection = sqlite3.connect(store._path)
    try:
        tables = ("memory ORDER BY card", "switches ORDER BY deck", "names ORDER BY card")
        return [row for it in tables for row in connection.execute(f"SELECT * FROM {it}")]
    finally:
        connection.close()


def test_an_answer_is_a_row_and_a_memory(store):
    stamp, standing = store.record(good("a"), NOON, 60)
    assert (stamp.at, stamp.seq, stamp.offset) == (NOON, 1, 60)
    assert standing.memory.state == State.LEARNING
    assert store.standing("a") == standing
    assert [(row.card, row.rating, row.took) for _, row in store.log()] == [("a", 3, 2_000)]


def test_practice_is_logged_and_leaves_memory_alone(store):
    _, standing = store.record(good("a")._replace(practice=True), NOON, 0)
    assert standing == Standing()
    assert raw(store) == []
    assert len(list(store.log())) == 1


def test_what_was_answered_is_there_when_the_store_is_opened_again(tmp_path):
    with Store.open(tmp_path / "p.db") as store:
        _, before = store.record(good("a"), NOON, 0)
        store.act(Act("suspend", "b"), NOON, 0)
        store.act(Act("deck", "", {"deck": "d", "on": False}), NOON, 0)
    with Store.open(tmp_path / "p.db") as store:
        assert store.standing("a") == before
        assert store.standing("b").suspended is True
        assert store.switches() == {"d": False}


@pytest.mark.parametrize("table", ["reviews", "acts"])
@pytest.mark.parametrize(
    "verb",
    ["UPDATE {} SET at = 0", "DELETE FROM {}", "REPLACE INTO {0} SELECT * FROM {0}"],
)
def test_the_log_refuses_to_be_changed(store, table, verb):
    store.record(good("a"), NOON, 0)
    store.act(Act("suspend", "a"), NOON, 0)
    with pytest.raises(sqlite3.IntegrityError, match="only ever appended"):
        store._db.execute(verb.format(table))


def test_a_time_never_precedes_the_last_one(store):
    store.record(good("a"), NOON, 0)
    stamp, standing = store.record(good("b"), NOON - DAY, 0)
    assert stamp.at == NOON
    assert standing.memory.at == NOON
    assert store.last_at() == NOON


def test_undo_leaves_what_was_before_and_keeps_the_row(store):
    store.record(good("a"), NOON, 0)
    before = raw(store)
    stamp, _ = store.record(good("a", 1), NOON + DAY, 0)
    store.undo(stamp, NOON + DAY, 0)
    assert raw(store) == before
    assert [row.rating for _, row in store.log()] == [3]
    assert store._value("SELECT count(*) FROM reviews") == 2


def test_undo_of_a_first_answer_makes_the_card_new_again(store):
    stamp, _ = store.record(good("a"), NOON, 0)
    assert store.undo(stamp, NOON, 0) == Standing()
    assert raw(store) == []


def test_undo_of_what_is_not_in_the_log_is_a_programming_error(store):
    stamp, _ = store.record(good("a"), NOON, 0)
    with pytest.raises(LookupError):
        store.undo(stamp._replace(seq=99), NOON, 0)


def test_settings_hold_from_when_they_were_logged(store):
    store.record(good("a", 4), NOON, 0)
    store.use(Settings(retention=0.8), NOON, 0)
    store.use(Settings(retention=0.8), NOON, 0)
    store.record(good("b", 4), NOON, 0)
    assert store.standing("b").memory.due > store.standing("a").memory.due
    assert store._value("SELECT count(*) FROM acts WHERE kind = 'settings'") == 1
    assert store.faults() == []


def test_settings_logged_by_another_quizzer_hold_here_too(tmp_path):
    with Store.open(tmp_path / "p.db") as one, Store.open(tmp_path / "p.db") as other:
        one.record(good("a"), NOON, 0)
        other.use(Settings(retention=0.75), NOON, 0)
        one.record(good("a", 4), NOON, 0)
        assert one.faults() == []


def test_two_stores_that_take_turns_see_each_others_rows_and_settings(tmp_path):
    with Store.open(tmp_path / "p.db") as one, Store.open(tmp_path / "p.db") as other:
        for turn, (store, retention) in enumerate([(one, 0.8), (other, 0.85), (one, 0.9)] * 2):
            store.record(good("a", 4), NOON + turn * DAY, 0)
            store.use(Settings(retention=retention), NOON + turn * DAY + 1, 0)
        assert one.last_at() == other.last_at() == NOON + 5 * DAY + 1
        stamps = [stamp.seq for stamp, _ in one.log()]
        assert len(stamps) == len(set(stamps)) == 6
        assert one.faults() == other.faults() == []


moments = st.integers(0, 40 * DAY)
cards = st.sampled_from(["a", "b", "c"])
events = st.one_of(
    st.builds(Review, cards, st.integers(1, 4), st.just("recall"), st.just(1), st.just("")),
    st.builds(Review, cards, st.just(1), st.just("typed"), st.just(1), st.just("x"), st.just(True)),
    st.builds(
        Act, st.sampled_from(["suspend", "unsuspend", "relearn", "forget"]), cards, st.just({})
    ),
    st.builds(
        Act, st.just("bury"), cards, st.builds(lambda day: {"day": day}, st.integers(1, 30_000))
    ),
    st.builds(
        Act,
        st.just("deck"),
        st.just(""),
        st.builds(lambda deck, on: {"deck": deck, "on": on}, cards, st.booleans()),
    ),
    st.builds(
        lambda retention, steps: Settings(retention=retention, learning=steps),
        st.sampled_from([0.8, 0.9, 0.95]),
        st.sampled_from([(), (60,), (60, 600)]),
    ),
    st.lists(st.tuples(cards, cards), min_size=1, max_size=3),
    st.just("undo"),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(events, moments, st.sampled_from([-480, 0, 120])), max_size=25))
def test_a_rebuild_from_the_log_equals_the_projection(tmp_path_factory, script):
    with Store.open(tmp_path_factory.mktemp("s") / "p.db") as store:
        done = []
        for event, moment, offset in script:
            at = NOON + moment
            if event == "undo":
                if done:
                    store.undo(done.pop(), at, offset)
            elif isinstance(event, Settings):
                store.use(event, at, offset)
            elif isinstance(event, list):
                store.relink(event, "match", at, offset)
            elif isinstance(event, Review):
                done.append(store.record(event, at, offset)[0])
            else:
                stamp, _ = store.act(event, at, offset)
                done += [stamp] if event.card else []
        kept = raw(store)
        assert store.faults() == []
        store.rebuild()
        assert raw(store) == kept


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(cards, st.integers(1, 4), moments), min_size=1, max_size=20),
    st.integers(1, 20),
)
def test_undo_of_any_suffix_is_as_if_it_never_happened(tmp_path_factory, script, depth):
    with Store.open(tmp_path_factory.mktemp("s") / "p.db") as store:
        seen, stamps = [raw(store)], []
        for card, rating, moment in script:
            stamps.append(store.record(good(card, rating), NOON + moment, 0)[0])
            seen.append(raw(store))
        for _ in range(min(depth, len(stamps))):
            store.undo(stamps.pop(), NOON, 0)
            assert raw(store) == seen[len(stamps)]


def test_doctor_sees_and_mends_a_projection_that_differs(store):
    store.record(good("a"), NOON, 0)
    right = raw(store)
    store._db.execute("UPDATE memory SET stability = stability + 1e-9")
    store._db.execute("INSERT INTO switches VALUES ('d', 1)")
    store._db.execute("INSERT INTO names VALUES ('a', 'b')")
    assert store.faults() == [
        "memory differs from the log for 1 cards: a",
        "decks are switched otherwise than the log says",
        "histories belong to other cards than the log says",
    ]
    store.rebuild()
    assert store.faults() == []
    assert raw(store) == right


@pytest.mark.skipif(os.name == "nt", reason="file modes are POSIX")
def test_others_cannot_read_the_progress(tmp_path):
    path = tmp_path / "data" / "progress.db"
    with Store.open(path) as store:
        store.record(good("a"), NOON, 0)
        for file in (path, path.with_name("progress.db-wal"), path.with_name("progress.db-shm")):
            assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_two_quizzers_answer_on_one_store(tmp_path):
    path = tmp_path / "p.db"
    script = (
        "import sys; from pathlib import Path; from quizzer.store import Review, Store\n"
        "with Store.open(Path(sys.argv[1])) as store:\n"
        "    for n in range(100):\n"
        "        store.record(Review(f'card {n % 7}', 1 + n % 4, 'recall', 1), 1790000000000, 0)\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", script, str(path)]) for _ in range(2)]
    assert [process.wait() for process in running] == [0, 0]
    with Store.open(path) as store:
        stamps = [stamp.seq for stamp, _ in store.log()]
        assert sorted(stamps) == list(range(1, 201))
        assert store.faults() == []


def test_a_store_can_be_used_from_another_thread(store):
    done = []
    thread = threading.Thread(target=lambda: done.append(store.record(good("a"), NOON, 0)))
    thread.start()
    thread.join()
    assert done


def corrupt(path):
    path.write_bytes(b"no database, but long enough to be taken for something" * 100)


def newer(path):
    Store.open(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()


def folder(path):
    path.mkdir()


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (
            corrupt,
            "progress in {}: file is not a database: it is no Quizzer database; "
            "move it aside, or put a copy back in its place",
        ),
        (
            newer,
            "{} was written by a newer Quizzer (format 99, this one knows 2): update Quizzer",
        ),
        (
            folder,
            "progress in {}: unable to open database file: "
            "check that its folder exists and can be written",
        ),
    ],
    ids=lambda value: getattr(value, "__name__", "message"),
)
def test_what_cannot_be_opened_says_the_way_out(tmp_path, spoil, message):
    path = tmp_path / "p.db"
    spoil(path)
    with pytest.raises(AccessError) as caught:
        Store.open(path)
    assert str(caught.value) == message.format(path)
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("version", [0, 1])
def test_a_foreign_database_is_left_alone_and_says_the_way_out(tmp_path, version):
    path = tmp_path / "p.db"
    foreign = sqlite3.connect(path)
    foreign.execute("CREATE TABLE theirs (x)")
    foreign.execute(f"PRAGMA user_version = {version}")
    foreign.close()
    with pytest.raises(AccessError, match="it is no Quizzer database; move it aside"):
        Store.open(path)


def test_a_locked_store_says_so_and_loses_nothing(tmp_path, monkeypatch):
    path = tmp_path / "p.db"
    with Store.open(path) as store:
        store.record(good("a"), NOON, 0)
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        store._db.execute("PRAGMA busy_timeout = 1")
        with pytest.raises(AccessError) as caught:
            store.record(good("b"), NOON, 0)
        other.execute("ROLLBACK")
        other.close()
        assert str(caught.value) == (
            f"progress in {path}: database is locked: "
            "another program holds it; close that one and try again"
        )
        store.record(good("b"), NOON, 0)
        assert [row.card for _, row in store.log()] == ["a", "b"]


def test_a_full_disk_says_so_and_loses_nothing(store):
    store.record(good("a"), NOON, 0)
    pages = store._value("PRAGMA page_count")
    store._db.execute(f"PRAGMA max_page_count = {pages}")

    def answer_on():
        for n in range(500):
            store.record(good(f"card {n}"), NOON, 0)

    with pytest.raises(AccessError, match="the disk is full; make room and answer again"):
        answer_on()
    before = len(list(store.log()))
    store._db.execute("PRAGMA max_page_count = 100000")
    store.record(good("z"), NOON, 0)
    assert len(list(store.log())) == before + 1
    assert store.faults() == []


def test_a_read_only_store_says_so(tmp_path):
    path = tmp_path / "p.db"
    with Store.open(path) as store:
        store._db.execute("PRAGMA query_only = ON")
        with pytest.raises(AccessError, match="it cannot be written; check its permissions"):
            store.record(good("a"), NOON, 0)


def test_progress_of_the_first_version_goes_on(tmp_path):
    path = tmp_path / "p.db"
    old = sqlite3.connect(path)
    old.executescript((DATA / "progress-1.sql").read_text(encoding="utf-8"))
    old.close()
    with Store.open(path) as store:
        assert store.faults() == []
        assert len(list(store.log())) == 1
        (said,) = store.contents.said(["a:394f39f301"]).values()
        assert (said.deck, said.answer) == ("a", "Adam")
        assert store.contents.digests()["a:394f39f301"] == ("a", "0123", 1_789_000_000_000)
    fresh = tmp_path / "fresh.db"
    Store.open(fresh).close()
    assert tables(path) == tables(fresh)


def tables(path):
    """The tables of a database, each with its columns."""
    db = sqlite3.connect(path)
    query = "SELECT m.name, c.* FROM sqlite_master m JOIN pragma_table_info(m.name) c"
    found = sorted(db.execute(f"{query} WHERE m.type = 'table'"))
    db.close()
    return found


def test_a_migration_that_fails_changes_nothing(tmp_path, monkeypatch):
    path = tmp_path / "p.db"
    with Store.open(path) as store:
        store.record(good("a"), NOON, 0)
    newer, steps = opening.VERSION + 1, opening._MIGRATIONS
    monkeypatch.setattr(opening, "VERSION", newer)
    monkeypatch.setattr(opening, "_MIGRATIONS", (*steps, "CREATE TABLE more (x);\nnonsense;\n"))
    with pytest.raises(AccessError):
        Store.open(path)
    monkeypatch.setattr(opening, "_MIGRATIONS", (*steps, "CREATE TABLE more (x);\n"))
    with Store.open(path) as store:
        assert store._value("PRAGMA user_version") == newer
        assert len(list(store.log())) == 1
