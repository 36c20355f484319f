"""What goes wrong around Quizzer: one line with the way out, an exit code, nothing lost."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from functools import partial
from types import SimpleNamespace

import pytest

from quizzer.cli.learn import open_interface
from quizzer.errors import UsageError

GOOD = """\
deck: Good
cards:
  - {q: What is one?, a: eins, id: one}
  - {q: What is two?, a: zwei, id: two}
  - {q: What is three?, a: drei, id: three}
"""
GOOD_IS_DUE = (
    "    3 new     0 learning     0 due  Good\n    3 new     0 learning     0 due  in all\n"
)

posix = pytest.mark.skipif(os.name != "posix", reason="signals, pipes and limits as POSIX has them")


def stopped(result, code: int, said: str) -> None:
    """The verb said this one line on stderr, nothing on stdout, and ended with this code."""
    assert (result.exit_code, result.stdout, result.stderr) == (code, "", f"quizzer: {said}\n")


@pytest.fixture
def permissions(tmp_path):
    """Skips where permissions bind nobody, as they do not bind root."""
    probe = tmp_path / "probe"
    probe.touch()
    probe.chmod(0)
    if os.name != "posix" or os.access(probe, os.R_OK):
        pytest.skip("whoever runs the tests may read and write everything")


@pytest.fixture
def answered(quizzer, deck, progress):
    """Progress with one answer in it; the path of the database."""
    deck("good.yaml", GOOD)
    quizzer("review", "--plain", typed="\n4\n:q\n")
    return progress


# decks that cannot be read, or not whole


FAULTY = {
    "truncated": (
        b"deck: X\ncards:\n  - q: What is",
        "3:5: `a` is missing",
    ),
    "broken": (
        b"deck: X\ncards:\n  - q: What\n   a: x\n",
        "4:4: ",
    ),
    "empty": (b"", "1:1: "),
    "binary": (bytes(range(256)) * 4, "1:1: the file is binary, not text: "),
    "latin1": (b"deck: Caf\xe9\ncards: []\n", "1:10: the file is not UTF-8: byte 0xE9: "),
    "utf16": ("deck: X\ncards: []\n".encode("utf-16"), "1:1: the file is UTF-16, not UTF-8: "),
    "deep": (b"deck: X\ncards: " + b"[" * 100_000, "2:"),
    "aliased": (
        b"deck: X\ncards:\n  - &a {q: x, a: y}\n  - *a\n",
        "3:5: a text that begins with & must be quoted: ",
    ),
    "laughs": (
        b"deck: X\na: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\ncards: *c\n",
        "2:4: a text that begins with & must be quoted: ",
    ),
    "tagged": (
        b"deck: X\ncards:\n  - q: !!python/object/apply:os.getcwd []\n    a: y\n",
        "3:8: a text that begins with ! must be quoted: ",
    ),
    "several": (
        b"deck: X\ncards:\n  - {q: x, a: y}\n---\ndeck: Y\n",
        "4:1: a second deck begins here: ",
    ),
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_faulty_deck_is_said_in_a_line_and_the_others_are_usable(quizzer, deck, name):
    content, said = FAULTY[name]
    deck("good.yaml", GOOD)
    path = deck(f"{name}.yaml", content)
    due = quizzer("due", "good")
    assert (due.exit_code, due.stdout) == (0, GOOD_IS_DUE)
    (line,) = due.stderr.splitlines()
    assert line.startswith(f"quizzer: {path}:{said}")
    check = quizzer("check")
    assert check.exit_code == 1
    assert f"{path}:{said[:2]}" in check.stdout
    assert path.read_bytes() == content


def test_a_deck_of_50_mb_is_refused_unread(quizzer, deck):
    deck("good.yaml", GOOD)
    path = deck("big.yaml", "")
    os.truncate(path, 50 * 2**20)
    due = quizzer("due")
    assert (due.exit_code, due.stdout) == (0, GOOD_IS_DUE)
    assert due.stderr == (
        f"quizzer: {path}:1:1: 52 MB is too large (at most 10 MB): split it into several files\n"
    )


@posix
def test_a_deck_that_the_system_cannot_read(quizzer, deck):
    deck("good.yaml", GOOD)
    path = deck("good.yaml", GOOD).with_name("dangling.yaml")
    path.symlink_to("/no/where")
    due = quizzer("due")
    assert (due.exit_code, due.stdout) == (0, GOOD_IS_DUE)
    assert due.stderr == (
        f"quizzer: {path}:1:1: cannot be read: No such file or directory: "
        "mend or delete the link: it leads nowhere\n"
    )


def test_a_deck_without_permission(quizzer, deck, permissions):
    deck("good.yaml", GOOD)
    path = deck("secret.yaml", GOOD)
    path.chmod(0)
    due = quizzer("due")
    assert (due.exit_code, due.stdout) == (0, GOOD_IS_DUE)
    assert due.stderr == (
        f"quizzer: {path}:1:1: cannot be read: Permission denied: check its permissions\n"
    )
    assert quizzer("check", path).exit_code == 1


@pytest.mark.parametrize("where", ["", "below"])
def test_a_folder_without_permission(quizzer, deck, permissions, where):
    folder = deck("below/secret.yaml", GOOD).parents[0 if where else 1]
    folder.chmod(0)
    due, check, named = quizzer("due"), quizzer("check"), quizzer("check", folder)
    folder.chmod(0o755)
    assert (due.exit_code, due.stdout) == (0, "Nothing is due.\n")
    assert due.stderr == (
        f"quizzer: {folder}:1:1: cannot be read: Permission denied: check its permissions\n"
    )
    assert (check.exit_code, named.exit_code) == (1, 1)


@posix
def test_what_is_no_regular_file_is_no_deck(quizzer, deck):
    path = deck("good.yaml", GOOD)
    os.mkfifo(path.with_name("pipe.yaml"))
    path.with_name("endless.yaml").symlink_to("/dev/zero")
    due = quizzer("due")
    assert (due.exit_code, due.stdout, due.stderr) == (0, GOOD_IS_DUE, "")
    check = quizzer("check", path.with_name("pipe.yaml"))
    assert check.exit_code == 1
    assert "L03: is no file that can be read" in check.stdout


@posix
@pytest.mark.parametrize("name", [b"caf\xe9.yaml", b"red\x1b[31m.yaml", b"two\nlines.yaml"])
def test_a_file_whose_name_no_terminal_can_show(process, deck, name):
    folder = deck("good.yaml", GOOD).parent
    try:
        (folder / os.fsdecode(name)).write_text(GOOD)
    except OSError:
        pytest.skip("the file system refuses the name")
    due = process("due", "good")
    assert (due.returncode, due.stdout) == (0, GOOD_IS_DUE)
    (line,) = due.stderr.splitlines()
    assert line.endswith(
        ":1:1: its name holds bytes that are no text, or control characters: rename it"
    )
    assert line.isprintable()
    assert process("check").returncode == 1


def test_a_folder_named_like_a_deck_is_a_folder(quizzer, deck):
    deck("good.yaml/good.yaml", GOOD)
    due = quizzer("due")
    assert (due.exit_code, due.stdout, due.stderr) == (0, GOOD_IS_DUE, "")


def test_an_id_in_two_files(quizzer, deck):
    one = deck("one.yaml", "deck: One\ncards:\n  - {q: a, a: b, id: same}\n")
    two = deck("two.yaml", "deck: Two\ncards:\n  - {q: c, a: d}\n  - {q: e, a: f, id: same}\n")
    check = quizzer("check", one, two)
    assert check.exit_code == 1
    assert check.stdout == (
        f"{two}:4:5: error L06: the id 'same' stands in {one}, too\n"
        "    give one of the two another `id:`; until then only the other one is asked\n"
    )
    assert quizzer("check").exit_code == 1
    assert "    2 new     0 learning     0 due  in all\n" in quizzer("due").stdout


def test_two_decks_of_one_id(quizzer, deck):
    one = deck("one.yaml", "deck: One\nid: same\ncards:\n  - {q: a, a: b}\n")
    two = deck("two.yaml", "deck: Two\nid: same\ncards:\n  - {q: c, a: d}\n")
    due = quizzer("due")
    assert due.exit_code == 0
    assert due.stdout.endswith("    1 new     0 learning     0 due  in all\n")
    assert due.stderr == (
        f"quizzer: {two}:1:1: the deck id 'same' is taken by {one}: give one of the two another "
        "`id:`; until then only the other one is used\n"
    )


def test_of_several_faults_the_first_is_said_and_where_to_see_the_others(quizzer, deck):
    path = deck("bad.yaml", "deck: Bad\ncards:\n" + "  - q: What?\n" * 3)
    (line,) = quizzer("due").stderr.splitlines()
    assert line.startswith(f"quizzer: {path}:3:5: `a` is missing: ")
    assert line.endswith(" (and 2 more: `quizzer check`)")


def test_a_folder_given_for_one_run_that_is_missing(quizzer, deck):
    deck("good.yaml", GOOD)
    due = quizzer("--decks", "/no/where", "due")
    assert (due.exit_code, due.stdout) == (0, GOOD_IS_DUE)
    assert due.stderr == (
        "quizzer: /no/where:1:1: no such folder: check the path after --decks\n"
    ).replace("/no/where", os.path.abspath("/no/where"))  # noqa: PTH100


def test_a_registered_folder_that_is_gone(quizzer, deck, tmp_path):
    deck("good.yaml", GOOD)
    folder = tmp_path / "stick"
    folder.mkdir()
    quizzer("decks", "add", folder)
    folder.rmdir()
    due = quizzer("due")
    assert (due.exit_code, due.stdout) == (0, GOOD_IS_DUE)
    assert due.stderr == (
        f"quizzer: {folder}:1:1: no such folder: make it, or `quizzer decks remove {folder}`\n"
    )
    assert quizzer("decks", "remove", folder).exit_code == 0
    assert quizzer("due").stderr == ""


# progress that cannot be opened


def test_progress_from_a_newer_version(quizzer, answered):
    database = sqlite3.connect(answered)
    database.execute("PRAGMA user_version = 99")
    database.close()
    before = answered.read_bytes()
    for verb in ("due", "stats", "doctor", "decks"):
        stopped(
            quizzer(verb),
            3,
            f"{answered} was written by a newer Quizzer (format 99, this one knows 2): "
            "update Quizzer",
        )
    assert answered.read_bytes() == before


def test_progress_that_is_no_database(quizzer, answered):
    answered.write_text("these are my shopping lists, and they are long\n" * 100)
    before = answered.read_bytes()
    for verb in ("due", "doctor"):
        stopped(
            quizzer(verb),
            3,
            f"progress in {answered}: file is not a database: "
            "it is no Quizzer database; move it aside, or put a copy back in its place",
        )
    assert answered.read_bytes() == before


def test_progress_that_was_cut_off(quizzer, answered):
    os.truncate(answered, 10_000)
    before = answered.read_bytes()
    for verb in ("due", "doctor"):
        stopped(
            quizzer(verb),
            3,
            f"progress in {answered}: database disk image is malformed: "
            "it is damaged; put a copy back in its place, or move it aside and begin anew",
        )
    assert answered.read_bytes() == before


def test_progress_that_another_program_holds(quizzer, answered, monkeypatch):
    monkeypatch.setattr("sqlite3.connect", partial(_impatient, sqlite3.connect))
    other = sqlite3.connect(answered, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    said = (
        f"quizzer: progress in {answered}: database is locked: "
        "another program holds it; close that one and try again\n"
    )
    assert quizzer("due").exit_code == 0
    result = quizzer("review", "--plain", typed="\n3\n")
    assert (result.exit_code, result.stderr) == (3, said)
    other.close()
    assert json.loads(quizzer("stats", "--json").stdout)["reviews"] == 1
    assert quizzer("review", "--plain", typed="\n3\n").exit_code == 0


def _impatient(connect, *arguments, **options):
    return connect(*arguments, **options | {"timeout": 0})


def test_progress_in_a_folder_that_is_none(quizzer, own_home, deck):
    deck("good.yaml", GOOD)
    (own_home / "data").write_text("a file")
    result = quizzer("due")
    assert result.exit_code == 3
    assert result.stderr.startswith(f"quizzer: progress in {own_home / 'data' / 'progress.db'}: ")


def test_progress_that_is_a_folder(quizzer, deck, progress):
    deck("good.yaml", GOOD)
    progress.mkdir(parents=True)
    stopped(
        quizzer("due"),
        3,
        f"progress in {progress}: unable to open database file: "
        "check that its folder exists and can be written",
    )


@pytest.mark.parametrize("what", ["file", "folder"])
def test_progress_that_is_read_only(quizzer, answered, permissions, what):
    (answered if what == "file" else answered.parent).chmod(0o555)
    try:
        result = quizzer("review", "--plain", typed="\n3\n")
    finally:
        answered.parent.chmod(0o755)
        answered.chmod(0o644)
    assert result.exit_code == 3
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"quizzer: progress in {answered}: ")
    assert line.endswith(": it cannot be written; check its permissions and those of its folder")
    assert json.loads(quizzer("stats", "--json").stdout)["reviews"] == 1


def test_a_full_disk_as_sqlite_tells_it(quizzer, deck, config, progress, monkeypatch):
    config("[study]\nnew_per_day = 300\n")
    cards = "".join(f"  - {{q: No {n}?, a: x}}\n" for n in range(300))
    deck("many.yaml", f"deck: Many\ncards:\n{cards}")
    quizzer("due")
    connect = sqlite3.connect

    def full(*arguments, **options):
        database = connect(*arguments, **options)
        database.execute("PRAGMA max_page_count = 1")  # which means no more than it has
        return database

    monkeypatch.setattr("sqlite3.connect", full)
    result = quizzer("review", "--plain", typed="\n4\n" * 300)
    monkeypatch.setattr("sqlite3.connect", connect)
    assert result.exit_code == 3
    assert result.stderr == (
        f"quizzer: progress in {progress}: database or disk is full: "
        "the disk is full; make room and answer again, nothing before was lost\n"
    )
    kept = json.loads(quizzer("stats", "--json").stdout)["reviews"]
    assert kept == result.stdout.count("\n[") > 0


@posix
def test_a_disk_that_takes_no_more(process, deck, progress):
    deck(
        "many.yaml",
        "deck: Many\ncards:\n" + "".join(f"  - {{q: No {n}?, a: x}}\n" for n in range(40)),
    )
    assert process("due").returncode == 0
    limited = partial(_limit, 40_000)
    full = process("review", "--plain", "many", typed="\n4\n" * 20, preexec_fn=limited)
    assert full.returncode == 3
    assert full.stderr == (
        f"quizzer: progress in {progress}: disk I/O error: "
        "the disk could not be read or written; check it before going on\n"
    )
    shown = full.stdout.count("\n[")  # the cards that came after an answer
    assert 0 < shown < 20
    assert json.loads(process("stats", "--json").stdout)["reviews"] == shown
    assert process("doctor").returncode == 0
    assert process("review", "--plain", "many", typed="\n4\n").returncode == 0


def _limit(size: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_a_clock_that_jumped_back(quizzer, deck, watch, progress):
    deck("good.yaml", GOOD)
    quizzer("review", "--plain", typed="\n4\n:q\n")
    watch.set("2026-11-20 09:00")
    due = quizzer("due")
    assert (due.exit_code, due.stdout.splitlines()[-1]) == (
        0,
        "    2 new     0 learning     0 due  in all",
    )
    assert due.stderr == (
        "quizzer: the clock is behind the last answer (2026-11-24 09:00+00:00): set it right; "
        "until then answers are logged at that time\n"
    )
    assert quizzer("review", "--plain", typed="\n4\n:q\n").exit_code == 0
    database = sqlite3.connect(progress)
    first, second = database.execute("SELECT at FROM reviews ORDER BY seq").fetchall()
    database.close()
    assert first == second
    watch.set("2026-11-24 10:00")
    assert quizzer("due").stderr == ""


# the cache may fail in any way


@pytest.mark.parametrize("content", [b"garbage", b"", b"SQLite format 3\0" + b"\0" * 4000])
def test_a_damaged_cache_is_made_anew(quizzer, own_home, deck, content):
    deck("good.yaml", GOOD)
    quizzer("due")
    cache = own_home / "cache" / "decks.db"
    whole = cache.read_bytes()
    cache.write_bytes(content)
    due = quizzer("due")
    assert (due.exit_code, due.stdout, due.stderr) == (0, GOOD_IS_DUE, "")
    assert len(cache.read_bytes()) == len(whole)


def test_a_cache_of_another_version_is_made_anew(quizzer, own_home, deck):
    deck("good.yaml", GOOD)
    cache = own_home / "cache" / "decks.db"
    cache.parent.mkdir()
    database = sqlite3.connect(cache)
    database.execute("PRAGMA user_version = 99")
    database.execute("CREATE TABLE files (a, b)")
    database.close()
    due = quizzer("due")
    assert (due.exit_code, due.stdout, due.stderr) == (0, GOOD_IS_DUE, "")


def test_without_a_cache_folder_decks_are_read_each_time(quizzer, own_home, deck):
    deck("good.yaml", GOOD)
    (own_home / "cache").write_text("a file")
    for _ in range(2):
        due = quizzer("due")
        assert (due.exit_code, due.stdout, due.stderr) == (0, GOOD_IS_DUE, "")


def test_a_cache_that_cannot_be_written_is_done_without(quizzer, own_home, deck, permissions):
    deck("good.yaml", GOOD)
    quizzer("due")
    cache = own_home / "cache"
    (cache / "decks.db").chmod(0o444)
    cache.chmod(0o555)
    deck("more.yaml", "deck: More\ncards:\n  - {q: x, a: y}\n")
    due = quizzer("due")
    cache.chmod(0o755)
    assert (due.exit_code, due.stderr) == (0, "")
    assert "    1 new     0 learning     0 due  More\n" in due.stdout


def test_a_cache_that_another_program_holds_is_done_without(quizzer, own_home, deck, monkeypatch):
    deck("good.yaml", GOOD)
    quizzer("due")
    monkeypatch.setattr("sqlite3.connect", partial(_impatient, sqlite3.connect))
    other = sqlite3.connect(own_home / "cache" / "decks.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    due = quizzer("due")
    other.close()
    assert (due.exit_code, due.stdout, due.stderr) == (0, GOOD_IS_DUE, "")


# configuration


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[study]\nnew_per_dya = 3\n", "study.new_per_dya is unknown: did you mean new_per_day?"),
        ("[studdy]\n", "[studdy] is unknown: did you mean study?"),
        ("study = 3\n", "[study] is a table"),
        (
            "[study]\nnew_per_day = 'many'\n",
            "study.new_per_day is a whole number from 0 to 9999, not 'many'",
        ),
        ("[study]\nday_starts = 24\n", "study.day_starts is a whole number from 0 to 23, not 24"),
        (
            "[study]\nretention = 90\nsteps = 10\n",
            "study.retention is a number from 0.7 to 0.99, not 90; "
            "line 3: study.steps is a list of minutes, e.g. [1, 10]",
        ),
        ("[decks]\nfolders = '~/a'\n", 'decks.folders is a list of paths, e.g. ["~/notes"]'),
        (
            "[study]\nparameters = [1, 2]\n",
            "study.parameters does not fit: FSRS-6 takes 21 parameters, not 2",
        ),
        (
            "[study]\nnew_per_day = inf\n",
            "study.new_per_day is a whole number from 0 to 9999, not inf",
        ),
        ("[limits]\ngeo = 3\n", 'limits.geo is no table: write e.g. [limits."geo"]'),
        (
            "[limits.geo]\nnew_per_day = -1\n",
            'limits."geo".new_per_day is a whole number from 0 to 9999, not -1',
        ),
    ],
)
def test_faults_of_the_configuration_are_said_all_at_once(quizzer, config, content, said):
    path = config(content)
    line = 2 if content.count("\n") > 1 else 1
    for verb in (["due"], ["decks", "add", path.parent], ["review", "--plain"]):
        stopped(quizzer(*verb), 2, f"{path}:{line}: {said}")
    assert path.read_text() == content


def test_a_configuration_that_is_no_toml(quizzer, config):
    path = config("[study\n")
    stopped(
        quizzer("due"),
        2,
        f"{path}:1:7: Expected ']' at the end of a table declaration: "
        "write the name of a table in brackets, e.g. [study]",
    )


def test_a_faulty_configuration_stops_no_verb_that_helps_to_find_it(quizzer, config, deck):
    said = "study.new_per_day is a whole number from 0 to 9999, not -1"
    path = config("[study]\nnew_per_day = -1\n")
    where, doctor = quizzer("where"), quizzer("doctor")
    assert f"\nconfig     {path}\n" in where.stdout
    assert "registered" not in where.stdout
    assert "progress is sound" in doctor.stdout
    assert (where.exit_code, doctor.exit_code) == (0, 1)
    for result in (where, doctor):
        assert result.stderr == f"quizzer: {path}:2: {said}\n"
    for words in ("--help", "--version", "doctor --help", "schema", "completion bash"):
        result = quizzer(*words.split())
        assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize("content", [b"\xff\xfe", None])
def test_a_configuration_that_cannot_be_read(quizzer, config, content):
    path = config(content or b"")
    if content is None:
        path.unlink()
        path.mkdir()
    result = quizzer("due")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith(f"quizzer: cannot read {path}: ")


@posix
def test_where_answers_even_if_nothing_can_be_made(process):
    result = process("where", env={"QUIZZER_HOME": "/proc/nowhere"})
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("decks      /proc/nowhere/decks\n")


# streams


@pytest.mark.parametrize("words", ["", "review", "review --practice"])
def test_the_interface_needs_a_terminal(quizzer, words):
    stopped(
        quizzer(*words.split()),
        2,
        "this needs a terminal: `quizzer review --plain` works without one",
    )


def test_a_dumb_terminal_is_none(monkeypatch):
    terminal = SimpleNamespace(isatty=lambda: True)
    for stream in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(f"sys.{stream}", terminal)
    monkeypatch.setenv("TERM", "dumb")
    with pytest.raises(UsageError, match="this needs a terminal"):
        open_interface(None)


@pytest.fixture
def many(deck):
    """More cards than a pipe holds."""
    cards = "".join(f"  - {{q: What is the square of {n}?, a: {n * n}}}\n" for n in range(3000))
    deck("many.yaml", "deck: Many\ncards:\n" + cards)


@posix
@pytest.mark.parametrize(
    "words",
    ["export many --to json -o -", "export many --to csv -o -", "decks", "due", "stats"],
)
def test_a_pipe_that_closes_early_is_no_fault(process, many, tmp_path, words):
    process("due")
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = process(*words.split(), stdout=writing, stderr=subprocess.PIPE, capture_output=False)
    finally:
        os.close(writing)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert "Broken pipe" not in done.stderr


@posix
@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
def test_head_takes_a_line_and_leaves(process, many, own_home):
    quizzer = f'"{sys.executable}" -m quizzer'
    script = f"set -o pipefail; {quizzer} export many --to csv -o - | head -1"
    done = subprocess.run(
        ["bash", "-c", script],
        env={**os.environ, "QUIZZER_HOME": str(own_home)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("id,deck,form,")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="Linux has it")  # noqa: PTH110
@pytest.mark.parametrize(
    "words",
    [
        "due",
        "decks --json",
        "export many --to csv -o -",
        "export good --to json -o -",
        "review --plain empty",
    ],
)
def test_output_to_a_full_disk(process, deck, many, words):
    deck("good.yaml", GOOD)
    deck("empty.yaml", "deck: Empty\ncards: []\n")
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = process(*words.split(), stdout=full, stderr=subprocess.PIPE, capture_output=False)
    assert done.returncode == 3
    assert done.stderr == (
        "quizzer: cannot read or write the output: No space left on device: "
        "check its permissions and the room on the disk\n"
    )


@posix
@pytest.mark.parametrize("words", ["", "due", "review --plain", "decks --json"])
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_a_stream_that_is_closed(own_home, words, closed):
    script = f'exec "{sys.executable}" -m quizzer {words} {closed}'
    done = subprocess.run(
        ["sh", "-c", script], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == (0 if words else 2)
    assert "Traceback" not in done.stderr


@posix
def test_ctrl_c_keeps_what_was_answered(deck, own_home, process):
    deck("good.yaml", GOOD)
    running = subprocess.Popen(
        [sys.executable, "-m", "quizzer", "review", "--plain", "good"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with running:
        running.stdin.write("\n4\n")
        running.stdin.flush()
        while "What is two?" not in running.stdout.readline():
            pass
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=60)
    assert running.returncode == 130
    assert errors.strip() == ""
    assert json.loads(process("stats", "--json").stdout)["reviews"] == 1
