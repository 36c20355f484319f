"""config.toml read, told off and written."""

import re
from pathlib import Path

import pytest

from quizzer import config
from quizzer.config import Config, Limits
from quizzer.errors import AccessError, UsageError
from quizzer.schedule.fsrs import DEFAULT_PARAMETERS


@pytest.fixture
def file(tmp_path):
    return tmp_path / "config.toml"


def read(file, text, encoding="utf-8"):
    file.write_text(text, encoding=encoding)
    return config.read(file)


def test_without_a_file_everything_has_its_default(file):
    assert config.read(file) == Config()


def test_every_key_is_read(file):
    found = read(
        file,
        """
        [study]
        new_per_day = 5
        reviews_per_day = 50
        day_starts = 3
        retention = 0.85
        steps = [0.5, 15]
        relearning_steps = [20]
        maximum_interval = 365
        confidence = true
        formats = "card"
        [decks]
        folders = ["notes"]
        [limits."fundamentals/"]
        new_per_day = 2
        [formats]
        "fundamentals" = "recall"
        [look]
        theme = "nord"
        [keys]
        "review.undo" = "z"
        """,
    )
    assert found == Config(
        new_per_day=5,
        reviews_per_day=50,
        day_starts=3,
        retention=0.85,
        steps=(0.5, 15),
        relearning_steps=(20,),
        maximum_interval=365,
        confidence=True,
        folders=(Path("notes"),),
        limits={"fundamentals/": Limits(new=2)},
        formats={"": "card", "fundamentals": "recall"},
        theme="nord",
        keys={"review.undo": "z"},
    )
    assert found.schedule().learning == (30, 900)


def test_a_file_saved_by_notepad_is_read(file):
    assert read(file, "[study]\nnew_per_day = 5\n", "utf-8-sig").new_per_day == 5


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "[study]\nnew_per_day = -1",
            "study.new_per_day is a whole number from 0 to 9999, not -1",
        ),
        (
            "[study]\nnew_per_day = inf",
            "study.new_per_day is a whole number from 0 to 9999, not inf",
        ),
        (
            "[study]\nday_starts = nan",
            "study.day_starts is a whole number from 0 to 23, not nan",
        ),
        (
            "[study]\nretention = nan",
            "study.retention is a number from 0.7 to 0.99, not nan",
        ),
        (
            '[limits."a"]\nnew_per_day = -inf',
            'limits."a".new_per_day is a whole number from 0 to 9999, not -inf',
        ),
        (
            '[study]\nformats = "hard"',
            "study.formats is one of mastery, card, choice, typed, recall",
        ),
        (
            '[formats]\n"a/b" = []',
            'formats."a/b" is one of mastery, card, choice, typed, recall',
        ),
        ("[study]\nconfidence = 1", "study.confidence is true or false"),
        ("[study]\nsteps = [1, 0]", "study.steps is a list of minutes, e.g. [1, 10]"),
        ("[study]\nsteps = [nan]", "study.steps is a list of minutes, e.g. [1, 10]"),
        (
            "[study]\nsteps = [0.001, 10]",
            "study.steps has 0.001 minutes, less than a second; the shortest step is 0.02",
        ),
        (
            "[study]\nrelearning_steps = [1e-9]",
            "study.relearning_steps has 1e-09 minutes, less than a second; "
            "the shortest step is 0.02",
        ),
        (
            "[study]\nparameters = [true]",
            "study.parameters is a list of 21 numbers",
        ),
        (
            f"[study]\nparameters = {['nan', *DEFAULT_PARAMETERS[1:]]}".replace("'", ""),
            "study.parameters does not fit: w[0] is nan and must be from 0.001 to 100",
        ),
        (
            '[decks]\nfolders = "notes"',
            'decks.folders is a list of paths, e.g. ["~/notes"]',
        ),
        (
            '[decks]\nfolders = ["~nosuchuser/x"]',
            "decks.folders has '~nosuchuser/x', which begins with a home folder that is not known; "
            "write the path in full",
        ),
        (
            '[decks]\nfolders = ["a\\u0000b"]',
            "decks.folders has 'a\\x00b', which is no path",
        ),
        (
            '[keys]\nreview.undo = "z"',
            'keys.review is no key: write the action in quotes, e.g. "review.undo" = "z"',
        ),
        ("[look]\ntheme = 3", 'look.theme is a name, e.g. "quizzer-light"'),
        ("[study]\nnew_pr_day = 3", "study.new_pr_day is unknown: did you mean new_per_day?"),
        ("[studdy]", "[studdy] is unknown: did you mean study?"),
    ],
    ids=lambda value: value.splitlines()[-1][:30],
)
def test_a_fault_is_said_with_its_key(file, text, fault):
    with pytest.raises(UsageError) as raised:
        read(file, text)
    assert str(raised.value) == f"{file}:{text.count(chr(10)) + 1}: {fault}"


def test_all_faults_are_said_at_once_each_with_its_line(file):
    text = """
        # mine
        [study]
        new_per_day = 5
        retention = 2  # more = better?
        steps = [
            0,
        ]
        [limits."a.b/"]
        new_per_day = -1
        [look]
        "theme" = 3
    """
    with pytest.raises(UsageError) as raised:
        read(file, text)
    assert str(raised.value) == (
        f"{file}:5: study.retention is a number from 0.7 to 0.99, not 2; "
        "line 6: study.steps is a list of minutes, e.g. [1, 10]; "
        'line 10: limits."a.b/".new_per_day is a whole number from 0 to 9999, not -1; '
        'line 12: look.theme is a name, e.g. "quizzer-light"'
    )


def test_a_fault_in_an_inline_table_is_said_with_the_line_around_it(file):
    with pytest.raises(UsageError, match=re.escape(f"{file}:3: limits.")):
        read(file, '\n[limits]\n"a" = {new_per_day = -1}')


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "[study",
            "1: Expected ']' at the end of a table declaration: "
            "write the name of a table in brackets, e.g. [study]",
        ),
        (
            "[look]\ntheme = nord",
            "2:9: Invalid value: a text stands in quotes, and true and false in small letters",
        ),
        (
            "[study]\nnew_per_day: 5",
            "2:12: Expected '=' after a key in a key/value pair: write it as name = value",
        ),
        (
            "[study]\nnew_per_day = 5 cards",
            "2:17: Expected newline or end of document after a statement: "
            "write one setting a line, and a text in quotes",
        ),
        (
            '[decks]\nfolders = ["C:\\decks", "D:\\notes"]',
            "2:17: Unescaped '\\' in a string: write a path with \\ in single quotes",
        ),
        (
            "[study]\nnew_per_day = 1\nnew_per_day = 2",
            "3: Cannot overwrite a value: write each name once",
        ),
        ("[look]\n\n[look]", "3:6: Cannot declare ('look',) twice: write each table once"),
        ('[look]\ntheme = """x', "2: Unterminated string: mend the line, or move the file away"),
    ],
    ids=["bracket", "no quotes", "colon", "words", "backslash", "twice", "table twice", "open"],
)
def test_what_is_no_toml_is_said_with_its_line_and_a_way_out(file, text, said):
    with pytest.raises(UsageError) as raised:
        read(file, text)
    assert str(raised.value) == f"{file}:{said}"


@pytest.mark.parametrize("text", ["a = " + "9" * 5000, "a = " + "[" * 5000], ids=["long", "deep"])
def test_what_python_cannot_read_is_said_with_its_file(file, text):
    with pytest.raises(UsageError, match=re.escape(str(file))) as raised:
        read(file, text)
    assert raised.value.hint == "mend the line, or move the file away"


def test_what_is_no_utf_8_is_said_with_its_file(file):
    with pytest.raises(AccessError, match=re.escape(f"cannot read {file}")):
        read(file, "[study]", "utf-16")


def test_saved_folders_are_read_again(file):
    config.save_folders(file, [Path("/a"), Path("/b")])
    assert config.read(file).folders == (Path("/a"), Path("/b"))


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_saving_folders_leaves_everything_else_as_it_stands(file, newline):
    before = newline.join(["# mine", "[study]", "new_per_day = 5 # few", ""])
    file.write_bytes(before.encode())
    config.save_folders(file, [Path("/a")])
    after = file.read_bytes().decode()
    assert after.startswith(before)
    assert config.read(file) == Config(new_per_day=5, folders=(Path("/a"),))


def test_saving_folders_drops_notepads_mark(file):
    file.write_text("[study]\nnew_per_day = 5\n", encoding="utf-8-sig")
    config.save_folders(file, [Path("/a")])
    assert config.read(file) == Config(new_per_day=5, folders=(Path("/a"),))


def test_a_full_disk_leaves_the_former_file(file, monkeypatch):
    file.write_text("# precious\n", encoding="utf-8")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(AccessError, match="No space left"):
        config.save_folders(file, [Path("/a")])
    assert file.read_text(encoding="utf-8") == "# precious\n"
    assert list(file.parent.iterdir()) == [file]
