"""The verbs that write for an author: what they put where, and what they leave alone."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from quizzer.card import Form
from quizzer.parse import decks
from quizzer.parse.schema import schema

CAPITALS = """\
deck: Capitals
cards:
  - q: What is the capital of Peru?
    a: Lima
  - id: exclave
    term: Exclave
    definition: A part of a country that is cut off from the rest of it.
"""
PERU = "    id: capitals:e264b43b5c\n"
NAMED = CAPITALS.replace("    a: Lima\n", f"    a: Lima\n{PERU}")


# new


def test_new_begins_a_deck_in_the_own_folder(quizzer, own_home):
    result = quizzer("new", "Capitals of  the World")
    path = own_home / "decks" / "capitals-of-the-world.yaml"
    assert (result.exit_code, result.stdout) == (0, f"{path}\n")
    assert result.stderr == (
        "Edit it in an editor, then\n"
        f"  find faults:    quizzer check {path}\n"
        f"  see the cards:  quizzer preview {path}\n"
        "  study:          quizzer\n"
    )
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# yaml-language-server: $schema=deck.schema.json"
    assert "deck: Capitals of the World" in lines
    assert (own_home / "decks" / "deck.schema.json").read_text(encoding="utf-8") == schema()


def test_a_new_deck_has_no_problem_and_a_card_to_study(quizzer):
    path = quizzer("new", "Capitals").stdout.strip()
    for where in ((), (path,)):
        result = quizzer("check", *where)
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", "no problems\n")
    (deck,) = json.loads(quizzer("decks", "--json").stdout)
    assert (deck["title"], deck["cards"], deck["new"]) == ("Capitals", 1, 1)


def test_a_new_deck_shows_each_form_behind_a_hash(quizzer):
    path = quizzer("new", "Capitals").stdout.strip()
    text = Path(path).read_text(encoding="utf-8")
    uncommented = re.sub(r"(?m)^( *)# (description:|tags:|- |  \S)", r"\1\2", text)
    deck, problems = decks.read(uncommented.encode(), path, "capitals")
    assert problems == []
    assert {card.form for card in deck.cards} == {*Form.__args__}
    assert {"accept", "tolerance"} <= {key for card in deck.cards for key in said_by(card)}


def said_by(card):
    return {key for key, value in card._asdict().items() if value}


@pytest.mark.parametrize(
    ("name", "file", "title"),
    [
        ("C++", "cplusplus.yaml", "C++"),
        ("Größte Städte: Europa", "grösste-städte-europa.yaml", "Größte Städte: Europa"),
        ("#1: 'yes'", "sharp1-yes.yaml", "#1: 'yes'"),
        ("2018", "2018.yaml", "2018"),
    ],
)
def test_a_name_makes_the_file_and_stays_the_title(quizzer, own_home, name, file, title):
    assert quizzer("new", name).stdout == f"{own_home / 'decks' / file}\n"
    (deck,) = json.loads(quizzer("decks", "--json").stdout)
    assert (deck["id"], deck["title"]) == (file.removesuffix(".yaml"), title)


@pytest.mark.parametrize(
    ("argument", "file", "title"),
    [
        ("capitals.yaml", "capitals.yaml", "Capitals"),
        ("capitals.YML", "capitals.YML", "Capitals"),
        ("./capitals", "capitals.yaml", "Capitals"),
        ("a b/of-the_world", "a b/of-the_world.yaml", "Of the world"),
        ("v1.2/intro", "v1.2/intro.yaml", "Intro"),
    ],
)
def test_new_writes_where_it_is_told(quizzer, tmp_path, monkeypatch, argument, file, title):
    monkeypatch.chdir(tmp_path)
    result = quizzer("new", argument)
    path = tmp_path / file
    assert result.stdout == f"{path}\n"
    assert f"deck: {title}\n" in path.read_text(encoding="utf-8")
    assert (path.parent / "deck.schema.json").exists()
    folder = f"'{path.parent}'" if " " in argument else path.parent
    assert f"  register it:    quizzer decks add {folder}\n" in result.stderr


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("???", "'???' is no name for a deck: begin it with a letter"),
        ("", "'' is no name for a deck: begin it with a letter"),
        ("./.hidden", "'./.hidden' is no name for a deck: begin it with a letter"),
        ("a\x1bb", r"'a\x1bb' holds characters that no name has: leave them out"),
        ("./a\u200bb.yaml", r"'./a\u200bb.yaml' holds characters that no name has: leave them out"),
        ("./", "{here} is a folder: name a file in it: {here}/capitals.yaml"),
        ("./none/", "{here}/none is a folder: name a file in it: {here}/none/capitals.yaml"),
        ("./decks", "{here}/decks is a folder: name a file in it: {here}/decks/capitals.yaml"),
    ],
)
def test_new_refuses_what_is_no_name(quizzer, tmp_path, monkeypatch, name, said):
    (tmp_path / "decks").mkdir()
    monkeypatch.chdir(tmp_path)
    result = quizzer("new", name)
    said = said.format(here=tmp_path).replace("/capitals", f"{os.sep}capitals")
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"quizzer: {said}\n")
    assert [path.name for path in tmp_path.rglob("*.yaml")] == []


@pytest.mark.parametrize("file", ["capitals.yaml", "capitals.yml"])
def test_new_never_overwrites(quizzer, deck, file):
    path = deck(file, CAPITALS)
    result = quizzer("new", "Capitals")
    said = f"quizzer: {path} is there already: edit it, or choose another name\n"
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", said)
    assert path.read_text(encoding="utf-8") == CAPITALS
    assert list(path.parent.iterdir()) == [path]


def test_new_does_not_follow_a_link_to_nowhere(quizzer, own_home):
    path = own_home / "decks" / "capitals.yaml"
    path.parent.mkdir(parents=True)
    path.symlink_to(own_home / "elsewhere.yaml")
    assert "is there already" in quizzer("new", "Capitals").stderr
    assert not (own_home / "elsewhere.yaml").exists()


def test_new_takes_no_shipped_deck_its_place(quizzer, shipped):
    (shipped / "capitals.yaml").write_text(CAPITALS, encoding="utf-8")
    result = quizzer("new", "Capitals")
    assert result.exit_code == 2
    assert result.stderr == (
        "quizzer: a shipped deck has the id capitals: "
        "choose another name: yours would take its place\n"
    )


def test_where_a_folder_cannot_be_made_new_says_so(quizzer, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = quizzer("new", tmp_path / "file" / "capitals.yaml")
    assert result.exit_code == 3
    assert result.stderr.startswith(f"quizzer: cannot read or write {tmp_path / 'file'}: ")


def test_the_schema_beside_a_deck_is_kept_up_to_date(quizzer, own_home):
    quizzer("new", "Capitals")
    beside = own_home / "decks" / "deck.schema.json"
    beside.write_text(schema().replace("The question.", "What is asked."), encoding="utf-8")
    quizzer("new", "Rivers")
    assert beside.read_text(encoding="utf-8") == schema()


def test_a_schema_of_somebody_else_is_left_alone(quizzer, deck):
    beside = deck("deck.schema.json", "{}")
    result = quizzer("new", "Capitals")
    assert result.exit_code == 0
    assert f"{beside} is not Quizzer's, and is left as it is\n" in result.stderr
    assert beside.read_text(encoding="utf-8") == "{}"


# schema


def test_schema_prints_the_schema(quizzer):
    result = quizzer("schema")
    assert (result.exit_code, result.stdout, result.stderr) == (0, schema(), "")


# ids


def test_ids_shows_what_it_would_insert(quizzer, deck):
    path = deck("capitals.yaml", CAPITALS)
    result = quizzer("ids", path)
    assert result.exit_code == 0
    assert result.stdout == (
        f"--- {path} (as it is)\n+++ {path} (with ids)\n@@ -4,2 +4,3 @@\n"
        f"     a: Lima\n+{PERU}   - id: exclave\n"
    )
    assert result.stderr == f"{path}: 1 id to insert: add --write\n"
    assert path.read_text(encoding="utf-8") == CAPITALS


def test_ids_inserts_lines_and_touches_no_other_byte(quizzer, deck):
    path = deck("capitals.yaml", b"\xef\xbb\xbf" + CAPITALS.replace("\n", "\r\n").encode())
    result = quizzer("ids", "--write", path)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"{path}: 1 id inserted\n"
    assert path.read_bytes() == b"\xef\xbb\xbf" + NAMED.replace("\n", "\r\n").encode()
    again = quizzer("ids", "--write", path)
    assert (again.exit_code, again.stdout, again.stderr) == (0, "", "every card has an id\n")


@pytest.mark.skipif(sys.platform == "win32", reason="modes and links are of another kind there")
def test_mode_and_link_stay(quizzer, deck, tmp_path):
    path = deck("capitals.yaml", CAPITALS)
    path.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    assert quizzer("ids", "--write", link).exit_code == 0
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert path.read_text(encoding="utf-8").count("    id: link:") == 1


@pytest.mark.parametrize(
    ("file", "prefix"), [("capitals.yaml", "capitals"), ("south/america.yaml", "south/america")]
)
def test_the_ids_are_those_that_the_library_has(quizzer, deck, file, prefix):
    path = deck(file, CAPITALS)
    quizzer("ids", "--write", path)
    assert f"    id: {prefix}:e264b43b5c\n" in path.read_text(encoding="utf-8")


def test_a_registered_folder_is_one_of_the_library(quizzer, tmp_path):
    folder = tmp_path / "mine"
    (folder / "south").mkdir(parents=True)
    quizzer("decks", "add", folder)
    result = quizzer("new", folder / "south" / "america.yaml")
    assert "register it" not in result.stderr
    quizzer("ids", "--write", folder / "south" / "america.yaml")
    text = (folder / "south" / "america.yaml").read_text(encoding="utf-8")
    assert "    id: south/america:e264b43b5c\n" in text


def test_history_stays_and_outlives_a_card_rewritten_as_a_whole(quizzer, deck):
    path = deck("capitals.yaml", CAPITALS)
    quizzer("review", "--plain", typed="\n3\n:q\n")
    assert state(quizzer) == (1, 2)
    quizzer("ids", "--write", path)
    assert state(quizzer) == (1, 2)
    text = path.read_text(encoding="utf-8")
    text = text.replace("What is the capital of Peru?", "Where does Peru's government sit?")
    path.write_text(text.replace("a: Lima", "a: In Lima"), encoding="utf-8")
    assert state(quizzer) == (1, 2)


def state(quizzer):
    (deck,) = json.loads(quizzer("decks", "--json").stdout)
    return deck["learning"], deck["new"]


def test_every_fault_is_told_and_then_no_file_is_written(quizzer, deck):
    sound = deck("capitals.yaml", CAPITALS)
    faulty = deck(
        "faulty.yaml", "deck: D\ncards:\n  - q: One?\n  - q: Two?\n    hnit: x\n    a: y\n"
    )
    result = quizzer("ids", "--write", sound, faulty)
    assert (result.exit_code, result.stdout) == (1, "")
    assert [line for line in result.stderr.splitlines() if not line.startswith("    ")] == [
        f"{faulty}:3:5: error F03: `a` is missing",
        f"{faulty}:5:5: error F02: unknown key `hnit`",
        "nothing is written",
    ]
    assert sound.read_text(encoding="utf-8") == CAPITALS


def test_cards_in_braces_are_told_and_the_others_written(quizzer, deck):
    path = deck("capitals.yaml", CAPITALS + "  - {q: Of Chile?, a: Santiago}\n")
    result = quizzer("ids", "--write", path)
    assert result.exit_code == 1
    assert result.stderr == (
        f"{path}:8:5: warning I01: no line can be inserted in a card in braces\n"
        f"    write `id: capitals:86bad09f53` there\n"
        f"{path}: 1 id inserted\n"
    )
    assert path.read_text(encoding="utf-8") == NAMED + "  - {q: Of Chile?, a: Santiago}\n"


@pytest.mark.parametrize(
    ("file", "text", "code", "said"),
    [
        (
            "rivers.yaml",
            "# Generated from rivers.md by quizzer build; edit the note\n" + CAPITALS,
            2,
            "quizzer: {path} was made by quizzer build: edit the note that it names\n",
        ),
        (
            "rivers.md",
            "---\nquizzer: true\n---\nQ: One?\nA: 1\n",
            2,
            "quizzer: {path} is a note: write `id: ...` in a `card` directive above the block\n",
        ),
        ("latin.yaml", b"deck: \xff\n", 1, None),
    ],
)
def test_ids_refuses_what_nobody_wrote_by_hand(quizzer, deck, file, text, code, said):
    path = deck(file, text)
    before = path.read_bytes()
    result = quizzer("ids", "--write", "--force", path)
    assert (result.exit_code, result.stdout) == (code, "")
    if said:
        assert result.stderr == said.format(path=path)
    assert path.read_bytes() == before


def test_ids_wants_a_file(quizzer, tmp_path):
    result = quizzer("ids", tmp_path / "none.yaml")
    assert result.stderr == f"quizzer: no such file: {tmp_path / 'none.yaml'}: check the path\n"
    assert result.exit_code == 2
    result = quizzer("ids", tmp_path)
    assert result.stderr.startswith(f"{tmp_path}:1:1: error L03: is a folder\n")
    assert result.exit_code == 1


# ids, where there is git


@pytest.fixture
def git(deck, monkeypatch):
    """Run git where the deck lies."""
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    folder = deck("capitals.yaml", CAPITALS).parent
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")

    def run(*words):
        author = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        subprocess.run(["git", "-C", folder, *author, *words], check=True, capture_output=True)

    run("init")
    return run


ODD = "o.yaml" if sys.platform == "win32" else ":(top)capitals.yaml"
"""A file name that git would take for more than one."""


def commit(git):
    git("add", ".")
    git("commit", "-m", "Begin")


def test_a_committed_deck_is_written(quizzer, own_home, git):
    commit(git)
    path = own_home / "decks" / "capitals.yaml"
    assert quizzer("ids", "--write", path).stderr == f"{path}: 1 id inserted\n"


@pytest.mark.parametrize("staged", [False, True])
@pytest.mark.parametrize("name", ["capitals.yaml", ODD])
def test_a_modified_deck_is_written_only_by_force(quizzer, own_home, git, staged, name):
    path = own_home / "decks" / "capitals.yaml"
    path = path.rename(path.with_name(name))
    commit(git)
    changed = CAPITALS + "# changed\n"
    path.write_text(changed, encoding="utf-8")
    if staged:
        git("add", ".")
    said = f"quizzer: git shows {path} as modified: commit it first, or add --force\n"
    result = quizzer("ids", "--write", path)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", said)
    assert path.read_text(encoding="utf-8") == changed
    assert quizzer("ids", path).exit_code == 0
    assert quizzer("ids", "--write", "--force", path).exit_code == 0
    assert "    id: " in path.read_text(encoding="utf-8")


def test_a_link_to_a_modified_deck_is_written_only_by_force(quizzer, own_home, git, tmp_path):
    commit(git)
    path = own_home / "decks" / "capitals.yaml"
    path.write_text(CAPITALS + "# changed\n", encoding="utf-8")
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    result = quizzer("ids", "--write", link)
    assert result.stderr.startswith(f"quizzer: git shows {link} as modified: ")


def test_a_deck_that_git_does_not_know_is_written(quizzer, own_home, git):
    path = own_home / "decks" / "capitals.yaml"
    assert quizzer("ids", "--write", path).stderr == f"{path}: 1 id inserted\n"


def test_without_git_a_deck_is_written(quizzer, deck, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    path = deck("capitals.yaml", CAPITALS)
    assert quizzer("ids", "--write", path).stderr == f"{path}: 1 id inserted\n"
