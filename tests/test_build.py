from __future__ import annotations

import ast
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from quizzer.build import build, stale, write
from quizzer.errors import AccessError, QuizzerError, UsageError
from quizzer.parse import decks

NOTE = "# Attention\n\nQ: What does it divide by?\nA: $\\sqrt{d_k}$\n"
DECK = """\
# Generated from basics/attention.md by quizzer build; edit the note
deck: Attention
cards:
  - q: What does it divide by?
    a: $\\sqrt{d_k}$
    source: basics/attention.md#attention
    place:
      note: basics/attention.md
      heading: Attention
"""


@pytest.fixture
def notes(tmp_path):
    folder = tmp_path / "notes"
    put(folder / "basics" / "attention.md", NOTE)
    return folder


@pytest.fixture
def target(tmp_path):
    return tmp_path / "decks"


def put(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_note_makes_a_deck_with_folders_kept(notes, target):
    built = build(notes)
    assert built.decks == {"basics/attention.yaml": DECK}
    assert built.counts == {"qa": 1}
    assert built.problems == []
    assert [change.state for change in write(built, target)] == ["missing"]
    deck, problems = decks.read(
        (target / "basics" / "attention.yaml").read_bytes(), "attention.yaml", "basics/attention"
    )
    assert problems == []
    assert deck.cards[0].answer == r"$\sqrt{d_k}$"


def test_readmes_hidden_folders_and_notes_without_cards_make_no_deck(notes):
    for name in (
        "README.md",
        "basics/readme.md",
        ".trash/old.md",
        "x.markdown",
        "x.txt",
        ".#a.md",
        "._a.md",
    ):
        put(notes / name, NOTE)
    put(notes / "prose.md", "# Prose\n\nNothing to learn.\n")
    put(notes / "skipped.md", "---\nquizzer: skip\n---\n" + NOTE)
    (notes / "folder.md").mkdir()
    with suppress(OSError):  # not everybody may make links on Windows
        (notes / "link.md").symlink_to("nowhere")
    built = build(notes)
    assert list(built.decks) == ["basics/attention.yaml"]
    assert built.problems == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
def test_what_is_no_file_is_passed_by(notes, target):
    for path in (notes / "pipe.md", target / "pipe.yaml"):
        path.parent.mkdir(exist_ok=True)
        os.mkfifo(path)
    built = build(notes)
    assert list(built.decks) == ["basics/attention.yaml"]
    assert [change.path for change in write(built, target)] == ["basics/attention.yaml"]


def test_what_is_no_file_but_has_the_name_of_a_deck_stops_the_build(notes, target):
    path = target / "basics" / "attention.yaml"
    path.mkdir(parents=True)
    with pytest.raises(QuizzerError, match=r"was not made by quizzer build"):
        write(build(notes), target)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize("name", ["a\ndeck: pwn\n#", "a\tb", "a\x1bb", "a\u202eb"])
def test_a_note_whose_name_holds_a_control_character_is_told_and_makes_no_deck(notes, name):
    path = put(notes / f"{name}.md", NOTE)
    built = build(notes)
    assert list(built.decks) == ["basics/attention.yaml"]
    assert [str(problem) for problem in built.problems] == [
        f"{path}:1:1: error N09: the name of the file holds a control character\n    rename it"
    ]


def test_a_deck_of_its_own_is_left_untouched_if_it_is_right(notes, target):
    write(build(notes), target)
    file = target / "basics" / "attention.yaml"
    os.utime(file, (1, 1))
    assert write(build(notes), target) == []
    assert file.stat().st_mtime == 1
    put(file, DECK.replace("\n", "\r\n"))
    assert write(build(notes), target) == []


def test_a_changed_note_makes_its_deck_stale_with_a_diff(notes, target):
    write(build(notes), target)
    put(notes / "basics" / "attention.md", NOTE.replace("divide by", "scale by"))
    (change,) = stale(build(notes), target)
    assert (change.path, change.state) == ("basics/attention.yaml", "differs")
    assert change.diff == (
        "--- basics/attention.yaml (as it is)\n"
        "+++ basics/attention.yaml (as the notes make it)\n"
        "@@ -1,7 +1,7 @@\n"
        " # Generated from basics/attention.md by quizzer build; edit the note\n"
        " deck: Attention\n"
        " cards:\n"
        "-  - q: What does it divide by?\n"
        "+  - q: What does it scale by?\n"
        "     a: $\\sqrt{d_k}$\n"
        "     source: basics/attention.md#attention\n"
        "     place:\n"
    )
    assert write(build(notes), target) == [change]
    assert stale(build(notes), target) == []


def test_what_is_left_over_goes_and_what_people_wrote_stays(notes, target):
    write(build(notes), target)
    own = put(target / "own.yaml", "deck: Mine\ncards:\n  - {q: a, a: b}\n")
    other = put(target / "notes.txt", "# Generated from x by quizzer build; edit the note\n")
    (notes / "basics" / "attention.md").rename(notes / "basics" / "moved.md")
    changes = write(build(notes), target)
    assert [(change.path, change.state) for change in changes] == [
        ("basics/attention.yaml", "leftover"),
        ("basics/moved.yaml", "missing"),
    ]
    assert own.exists()
    assert other.exists()
    assert sorted(path.name for path in (target / "basics").iterdir()) == ["moved.yaml"]


@pytest.mark.parametrize("ending", ["yaml", "yml"])
def test_a_hand_written_deck_of_the_same_name_stops_the_build(notes, target, ending):
    own = put(target / f"basics/attention.{ending}", "deck: Mine\ncards: []\n")
    put(notes / "another.md", NOTE)
    with pytest.raises(QuizzerError) as raised:
        write(build(notes), target)
    assert str(raised.value) == (
        f"{own} was not made by quizzer build, and a note makes a deck of its name: "
        "rename the file or the note"
    )
    assert own.read_text(encoding="utf-8") == "deck: Mine\ncards: []\n"
    assert not (target / "another.yaml").exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"caf\xe9\n", "1:1: error N09: the note is not UTF-8: byte 0xE9\n    save it as UTF-8"),
        (b"a\nb\xff", "2:1: error N09: the note is not UTF-8: byte 0xFF\n    save it as UTF-8"),
        (b"\xff\xfeQ\0", "1:1: error N09: the note is UTF-16, not UTF-8\n    save it as UTF-8"),
        (
            b"\x89PNG\r\n\0",
            "1:1: error N09: the note is binary, not text\n    a note is a text file in UTF-8",
        ),
        (
            b"a" * 10_000_001,
            "1:1: error N09: the note is too large: 10 MB\n    split it: a note has at most 10 MB",
        ),
    ],
    ids=["latin-1", "broken", "utf-16", "binary", "large"],
)
def test_a_note_that_cannot_be_read_is_told_and_its_deck_kept(notes, target, content, message):
    write(build(notes), target)
    path = put(notes / "basics" / "attention.md", content)
    put(notes / "other.md", NOTE)
    built = build(notes)
    assert [str(problem) for problem in built.problems] == [f"{path}:{message}"]
    assert [change.path for change in write(built, target)] == ["other.yaml"]
    assert (target / "basics" / "attention.yaml").exists()


def test_a_card_with_an_error_is_not_built_and_the_others_are(notes):
    one = "\n<!-- quizzer: card\nid: x\n-->\nQ: a?\nA: b\n"
    other = "\n<!-- quizzer: card id: x -->\nQ: c?\nA: d\n"
    path = put(notes / "basics" / "attention.md", NOTE + one + other)
    built = build(notes)
    assert "q: a?" in built.decks["basics/attention.yaml"]
    assert "q: c?" not in built.decks["basics/attention.yaml"]
    assert built.counts == {"qa": 2}
    assert [str(problem).partition("\n")[0] for problem in built.problems] == [
        f"{path}:13:1: error F13: the id `x` stands in line 9 already"
    ]


def test_two_notes_whose_decks_some_systems_cannot_tell_apart(notes):
    put(notes / "basics" / "Attention.md", NOTE)
    if len(list((notes / "basics").iterdir())) == 1:
        pytest.skip("this system cannot tell them apart")
    built = build(notes)
    assert list(built.decks) == ["basics/Attention.yaml"]
    assert str(built.problems[0]) == (
        f"{notes / 'basics' / 'attention.md'}:1:1: error N10: "
        "basics/Attention.md makes the deck basics/attention.yaml already\n    rename one of them"
    )


def test_a_folder_that_holds_no_notes_is_told(tmp_path):
    (tmp_path / "README.md").touch()
    with pytest.raises(AccessError, match="missing: no such folder"):
        build(tmp_path / "missing")
    with pytest.raises(UsageError, match=r"README\.md is a file"):
        build(tmp_path / "README.md")
    with pytest.raises(QuizzerError, match="holds no notes"):
        build(tmp_path)


def test_a_target_that_cannot_be_written_is_told(notes, tmp_path):
    (tmp_path / "decks").touch()
    with pytest.raises(AccessError, match=r"attention\.yaml cannot be written: "):
        write(build(notes), tmp_path / "decks")


TABLE = """
# Models

<!-- quizzer: table
reverse:
  Company: "Which of these came from {value}?"
compare:
  Time: "Which came first, {a} or {b}?"
order:
  Time: Put these in order.
alias: {x: [y], z: [w]}
undisclosed: ask
-->
| Model | Company | Time |
|---|---|---|
| BERT | Google | 2018 |
| T5 | Google | 2019 |
| GPT-3 | OpenAI | 2020 |
| GPT-4 | OpenAI | 2023 |
| Gemma | undisclosed | 2024 |
"""
SCRIPT = """
import locale, sys
from pathlib import Path
from quizzer.build import build
locale.setlocale(locale.LC_ALL, "")
sys.stdout.buffer.write(repr(build(Path(sys.argv[1])).decks).encode())
"""


def test_the_same_notes_make_the_same_bytes_everywhere(notes):
    put(notes / "models.md", TABLE)
    put(notes / "Über.md", NOTE)

    def run(**environment):
        command = [sys.executable, "-c", SCRIPT, str(notes)]
        here = str(Path(__file__).parents[1])
        system = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT") if key in os.environ}
        environment = {"PYTHONPATH": here, "PYTHONDONTWRITEBYTECODE": "1", **system, **environment}
        return subprocess.run(command, env=environment, check=True, capture_output=True).stdout

    first = run(PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
    assert first == run(PYTHONHASHSEED="2", TZ="Asia/Tokyo", LC_ALL="C")
    assert ast.literal_eval(first.decode()) == build(notes).decks
