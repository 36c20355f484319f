"""What each verb prints, for people and for scripts, and the exit code it ends with."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from quizzer import __version__
from quizzer.stats import stats

CAPITALS = """\
deck: Capitals
cards:
  - q: What is the capital of Peru?
    a: Lima
    id: peru
  - term: Exclave
    definition: A part of a country that is cut off from the rest of it.
  - cloze: The capital of Australia is ==Canberra==.
    id: australia
"""
FORMS = """\
deck: Forms
tags: [models]
cards:
  - {q: Who released GPT-2?, a: OpenAI, accept: [open ai], id: typed, why: It says so., hint: Open}
  - {q: How many parameters has GPT-2?, a: 1.5B, tolerance: 5%, id: number, as_of: 2019-11}
  - {q: Which activation has GPT-2?, a: GELU, wrong: [ReLU, Tanh], id: choice}
  - {q: Which use RoPE?, a: [PaLM, LLaMA], wrong: [BERT], id: several, unconfirmed: true}
  - {q: Order these., order: [GPT-1, GPT-2, GPT-3], id: order, source: notes.md#models}
  - {q: Match these., match: {BERT: encoder, GPT-2: decoder}, id: match, tags: [kinds]}
"""
LAYERS = "deck: Models\ncards:\n" + "".join(
    f'  - {{q: How many layers has {row}?, a: "{value}", {more}, place: {{note: m.md,'
    f" heading: Sizes, table: Model, row: {row}, column: Layers, kind: ask}}}}\n"
    for row, value, more in (
        ("GPT-3", 96, "accept: [ninety-six]"),
        ("GPT-2", 48, "suspended: true"),
        ("LLaMA", 80, "suspended: true"),
        ("Llama 2", 80, "suspended: true"),
    )
)
TOKEN = "  - {q: What comes first?, a: '`[CLS]`', accept: ['[CLS]'], id: token}\n"
NOTE = """\
---
{front}
title: Rivers
---

# Rivers

Q: Which river flows through Vienna?

A: The Danube
"""


def questions(number: int, title: str = "Numbers") -> str:
    cards = "".join(f"  - q: What is {n} squared?\n    a: the {n}th\n" for n in range(number))
    return f"deck: {title}\ncards:\n{cards}"


# what there is


def test_version_and_help(quizzer):
    assert quizzer("--version").output == f"quizzer {__version__}\n"
    helped = quizzer("--help")
    assert helped.exit_code == 0
    assert helped.output.startswith("Usage: quizzer [OPTIONS] [COMMAND] [ARGS]...")
    assert "  due          Say what today holds.\n" in helped.output
    assert quizzer("-h").output == helped.output


@pytest.mark.parametrize(
    "verb",
    [
        ["review"],
        ["due"],
        ["stats"],
        ["confusions"],
        ["suspended"],
        ["unsuspend"],
        ["decks"],
        ["decks", "add"],
        ["decks", "remove"],
        ["decks", "on"],
        ["decks", "off"],
        ["check"],
        ["build"],
        ["export"],
        ["doctor"],
        ["where"],
        ["completion"],
    ],
    ids=" ".join,
)
def test_every_verb_explains_itself(quizzer, verb):
    helped = quizzer(*verb, "--help")
    assert helped.exit_code == 0
    assert helped.output.startswith(f"Usage: quizzer {' '.join(verb)} ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("nonsense", "no verb 'nonsense': see `quizzer --help`"),
        ("decs", "no verb 'decs': did you mean `quizzer decks`?"),
        ("reveiw --plain", "no verb 'reveiw': did you mean `quizzer review`?"),
        ("build", "Missing argument 'NOTES': see `quizzer build --help`"),
        (
            "review --new 1 --ahead 2",
            "--new, --ahead, --missed and --practice exclude one another: give one of them",
        ),
        ("review --plain nowhere", "no deck 'nowhere': `quizzer decks` lists them"),
        ("due capitls", "no deck 'capitls': did you mean capitals?"),
        ("unsuspend", "name cards by id, or give --all: `quizzer suspended` lists them"),
        ("unsuspend peru", "no suspended card 'peru': `quizzer suspended` lists them"),
        ("check /no/where", f"no such file or folder: {Path('/no/where')}: check the path"),
        (
            "export --to apkg -o -",
            "an Anki package is no text for standard output: name a file with -o",
        ),
    ],
)
def test_wrong_use_is_one_line_on_stderr_and_exit_code_2(quizzer, deck, words, said):
    deck("capitals.yaml", CAPITALS)
    result = quizzer(*words.split())
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"quizzer: {said}\n")


@pytest.mark.parametrize(
    "words",
    [
        "due --jsn",
        "review --ahead 999",
        "export -o x",
        "export --to pdf -o x",
        "decks nonsense",
        "completion csh",
    ],
)
def test_what_the_option_parser_refuses_is_one_line_too(quizzer, words):
    result = quizzer(*words.split())
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith("quizzer: ")


def test_exit_codes_tell_problems_from_wrong_use_and_from_what_cannot_be_read(
    quizzer, deck, progress
):
    path = deck("capitals.yaml", CAPITALS)
    assert quizzer("check", path).exit_code == 0
    assert quizzer("check", deck("bad.yaml", "deck: [\n")).exit_code == 1
    assert quizzer("check", "/no/where").exit_code == 2
    progress.parent.mkdir()
    progress.write_text("not a database, but long enough to be looked at as one " * 20)
    assert quizzer("due").exit_code == 3


@pytest.mark.parametrize(
    "words",
    ["due", "decks", "stats", "confusions", "suspended", "check", "export --to json -o -"],
)
def test_stdout_is_data_and_stderr_everything_else(quizzer, deck, words):
    deck("capitals.yaml", CAPITALS)
    bad = deck("bad.yaml", "deck: Bad\ncards:\n  - q: What?\n")
    as_json = [] if "json" in words else ["--json"]
    result = quizzer(*words.split(), *as_json)
    json.loads(result.stdout)
    if words != "check":
        assert result.stderr.startswith(f"quizzer: {bad}:3:5: `a` is missing: ")


# decks


def test_decks_as_text(quizzer, deck):
    deck("capitals.yaml", CAPITALS)
    deck("more/numbers.yaml", questions(3))
    quizzer("decks", "off", "more/numbers")
    assert quizzer("decks").output == (
        "capitals         4 cards     4 new     0 learning     0 due     0 suspended  Capitals\n"
        "more/numbers     3 cards     3 new     0 learning"
        "     0 due     0 suspended  Numbers  (off)\n"
    )


def test_decks_as_json_counts_before_todays_limits(quizzer, deck):
    path = deck("numbers.yaml", questions(25))
    quizzer("review", "--plain", typed="\n1\n\n4\n:s\n:q\n")
    assert json.loads(quizzer("decks", "--json").stdout) == [
        {
            "id": "numbers",
            "title": "Numbers",
            "path": str(path),
            "on": True,
            "cards": 25,
            "new": 22,
            "learning": 1,
            "due": 0,
            "suspended": 1,
        }
    ]


def test_due_as_json_counts_after_todays_limits(quizzer, deck, watch):
    deck("numbers.yaml", questions(25))
    assert json.loads(quizzer("due", "--json").stdout) == {
        "new": 20,
        "learning": 0,
        "due": 0,
        "next_due": "2026-11-24T09:00:00+00:00",
        "decks": [{"id": "numbers", "new": 20, "learning": 0, "due": 0}],
    }
    quizzer("review", "--plain", typed="\n4\n:q\n")
    watch.set("2027-03-01 09:00")
    found = json.loads(quizzer("due", "--json").stdout)
    assert found["decks"] == [{"id": "numbers", "new": 20, "learning": 0, "due": 1}]


def test_due_as_text(quizzer, deck, watch):
    deck("capitals.yaml", CAPITALS)
    deck("numbers.yaml", questions(2))
    assert quizzer("due").output == (
        "    3 new     0 learning     0 due  Capitals\n"
        "    2 new     0 learning     0 due  Numbers\n"
        "    5 new     0 learning     0 due  in all\n"
    )


def test_nothing_due_says_when_there_will_be(quizzer, deck, watch):
    assert quizzer("due").output == "Nothing is due.\n"
    assert json.loads(quizzer("due", "--json").stdout)["next_due"] is None
    deck("one.yaml", questions(1))
    quizzer("review", "--plain", typed="\n3\n\n\n3\n")
    assert quizzer("due").output == "Nothing is due until Thursday 26 November 04:00.\n"
    found = json.loads(quizzer("due", "--json").stdout)
    assert found["next_due"] == "2026-11-26T04:00:00+00:00"


def test_times_carry_the_learners_offset(process, deck):
    deck("one.yaml", questions(1))
    for zone, offset in (("UTC0", "+00:00"), ("XYZ-05:45", "+05:45")):
        found = json.loads(process("due", "one", "--json", env={"TZ": zone}).stdout)
        moment = datetime.fromisoformat(found["next_due"])
        assert moment.isoformat().endswith(offset)


def test_a_deck_is_named_by_id_by_its_beginning_or_by_path(quizzer, deck, monkeypatch):
    deck("geo/capitals.yaml", CAPITALS)
    path = deck("geo/rivers.yaml", questions(1))
    deck("numbers.yaml", questions(2))

    def named(*names: object) -> list[str]:
        found = json.loads(quizzer("due", *names, "--json").stdout)
        return [one["id"] for one in found["decks"]]

    assert named("geo/rivers") == ["geo/rivers"]
    assert named("geo") == ["geo/capitals", "geo/rivers"]
    assert named("num", "geo/c") == ["geo/capitals", "numbers"]
    assert named(path) == ["geo/rivers"]
    monkeypatch.chdir(path.parent)
    assert named("rivers.yaml") == ["geo/rivers"]


def test_decks_given_for_one_run_may_be_several_folders(quizzer, tmp_path):
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.yaml").write_text(questions(1, name.title()))
    given = ["--decks", tmp_path / "here", "--decks", tmp_path / "there"]
    assert quizzer(*given, "decks").output == (
        "here      1 cards     1 new     0 learning     0 due     0 suspended  Here\n"
        "there     1 cards     1 new     0 learning     0 due     0 suspended  There\n"
    )
    assert quizzer("decks").output == ""


def test_an_own_deck_replaces_the_shipped_one_of_its_id_and_decks_says_so(quizzer, shipped, deck):
    (shipped / "numbers.yaml").write_text(questions(9, "Shipped"))
    path = deck("numbers.yaml", questions(1, "Mine"))
    assert quizzer("decks").output == (
        "numbers     1 cards     1 new     0 learning     0 due     0 suspended  Mine\n"
        f"        {path} replaces the shipped {shipped / 'numbers.yaml'}\n"
    )


def test_decks_on_and_off(quizzer, deck):
    deck("geo/a.yaml", questions(1, "A"))
    deck("geo/b.yaml", questions(1, "B"))
    assert quizzer("decks", "off", "geo").output == "geo/a off\ngeo/b off\n"
    assert quizzer("due").output == "Nothing is due.\n"
    assert quizzer("decks", "on", "geo/b").output == "geo/b on\n"
    found = json.loads(quizzer("decks", "--json").stdout)
    assert {one["id"]: one["on"] for one in found} == {"geo/a": False, "geo/b": True}


# folders


def test_a_registered_vault_gives_only_notes_that_say_so(quizzer, tmp_path):
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "plain.md").write_text(NOTE.format(front="tags: [geo]"))
    (vault / "README.md").write_text(NOTE.format(front="quizzer: true"))
    assert quizzer("decks", "add", vault).output == f"{vault} registered\n"
    assert quizzer("decks").output == ""
    (vault / "rivers.md").write_text(NOTE.format(front="quizzer: true"))
    assert (
        quizzer("decks").output
        == "rivers     1 cards     1 new     0 learning     0 due     0 suspended  Rivers\n"
    )
    assert quizzer("decks", "remove", vault).output == f"{vault} forgotten\n"
    assert quizzer("decks").output == ""
    assert (vault / "rivers.md").exists()


def test_a_folder_is_registered_once_however_it_is_named(quizzer, tmp_path, monkeypatch):
    vault = tmp_path / "vault"
    (vault / "deep").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert quizzer("decks", "add", "vault").output == f"{vault} registered\n"
    for name in (vault, "vault/", "vault/deep/.."):
        again = quizzer("decks", "add", name)
        assert (again.exit_code, again.output) == (0, f"{vault} is registered already\n")
    assert quizzer("decks", "remove", "vault/deep/..").exit_code == 0


def test_folders_that_cannot_be_registered_or_forgotten(quizzer, tmp_path):
    missing, file = tmp_path / "missing", tmp_path / "file"
    file.touch()
    for path in (missing, file):
        result = quizzer("decks", "add", path)
        assert result.exit_code == 2
        assert result.stderr == f"quizzer: no folder {path}: name one that exists\n"
    result = quizzer("decks", "remove", missing)
    assert result.exit_code == 2
    assert result.stderr == f"quizzer: {missing} is not registered: registered: none\n"


def test_registering_leaves_the_rest_of_the_configuration_as_it_stands(quizzer, config, tmp_path):
    before = """\
# mine
[study]
retention = 0.92 # a little more
new_per_day = 7

[look]
theme = "nord"
"""
    path = config(before)
    quizzer("decks", "add", tmp_path)
    assert path.read_text().startswith(before)
    (tmp_path / "more").mkdir()
    quizzer("decks", "add", tmp_path / "more")
    assert quizzer("where").output.endswith(
        f"registered {tmp_path}\nregistered {tmp_path / 'more'}\n"
    )
    quizzer("decks", "remove", tmp_path)
    assert quizzer("where").output.endswith(f"\nregistered {tmp_path / 'more'}\n")
    quizzer("decks", "remove", tmp_path / "more")
    assert path.read_text().startswith(before)
    assert "registered" not in quizzer("where").output


def test_where_names_every_place_and_makes_the_deck_folder(quizzer, own_home, shipped):
    assert quizzer("where").output == (
        f"decks      {own_home / 'decks'}\n"
        f"progress   {own_home / 'data' / 'progress.db'}\n"
        f"config     {own_home / 'config' / 'config.toml'}\n"
        f"cache      {own_home / 'cache'}\n"
        f"shipped    {shipped}\n"
    )
    assert (own_home / "decks").is_dir()
    assert json.loads(quizzer("where", "--json").stdout) == {
        "decks": str(own_home / "decks"),
        "progress": str(own_home / "data" / "progress.db"),
        "config": str(own_home / "config" / "config.toml"),
        "cache": str(own_home / "cache"),
        "shipped": str(shipped),
        "registered": [],
    }


# progress


def test_stats_count_answers_that_were_not_taken_back(quizzer, deck, watch):
    deck("numbers.yaml", questions(3))
    quizzer("review", "--plain", typed="\n4\n\n4\n:u\n:q\n")
    first = json.loads(quizzer("stats", "--json").stdout)
    assert first == {
        "cards": 3,
        "seen": 1,
        "reviews": 1,
        "reviews_today": 1,
        "minutes_today": 0.0,
        "true_retention": None,
        "streak": 1,
    }
    watch.set("2026-12-30 09:00")
    quizzer("review", "--plain", typed="\n3\n\n4\n:q\n")
    assert json.loads(quizzer("stats", "--json").stdout)["true_retention"] == 1.0
    assert quizzer("stats").output == (
        "       3  cards in the library\n"
        "       2  of them seen\n"
        "       3  answers\n"
        "       2  answers today\n"
        "      0s  answering today\n"
        "  100.0%  remembered when asked again\n"
        "       1  days in a row\n"
    )


@pytest.mark.parametrize(
    ("minutes", "said"), [(0.25, "15s"), (0.99, "59s"), (12, "12m"), (90, "1.5h")]
)
def test_stats_say_a_time_of_less_than_a_minute_in_seconds(quizzer, monkeypatch, minutes, said):
    numbers = stats([], 0, 0)._replace(minutes_today=minutes)
    monkeypatch.setattr("quizzer.study.Study.stats", lambda _: numbers)
    assert f" {said}  answering today\n" in quizzer("stats").output


def test_what_is_taken_for_what(quizzer, deck, config, watch):
    config('[study]\nformats = "card"\n')
    deck("models.yaml", LAYERS + TOKEN)
    assert (quizzer("confusions").output, quizzer("confusions", "--json").stdout) == (
        "Nothing is confused so far. Once you choose a wrong option or type a wrong answer, in a"
        " review or a quiz, what you took for what appears here.\n",
        "[]\n",
    )
    watch.set("2025-11-12 09:00")
    quizzer("review", "--plain", typed="48\n\n`[SEP]`\x1b[2J\n\n:q\n")
    watch.set("2026-11-12 09:00")
    quizzer("review", "--plain", typed=f"48\n\n{'long ' * 50}\n\n:q\n")
    assert quizzer("confusions").output == (
        "1. GPT-2 for GPT-3 on Layers  2 times, last on 12 November\n"
        f'2. {"long " * 11}long… for [CLS] on "What comes first?"  once, on 12 November\n'
        '3. [SEP]\\u001b[2J for [CLS] on "What comes first?"  once, on 12 November 2025\n'
    )
    found = json.loads(quizzer("confusions", "--json").stdout)
    assert found[0] == {
        "asked": "GPT-3",
        "taken": "GPT-2",
        "on": "Layers",
        "times": 2,
        "last": "2026-11-12T09:00:00+00:00",
        "cards": ["models:sizes/gpt-3/layers/ask"],
    }
    assert quizzer("confusions", "mod").output == quizzer("confusions").output
    assert quizzer("confusions", "modls").stderr == (
        "quizzer: no deck 'modls': did you mean models?\n"
    )


def test_what_is_confused_in_practice_counts_too(quizzer, deck, watch):
    deck("layers.yaml", LAYERS)
    deck("choice.yaml", "deck: C\ncards:\n  - {q: Which?, a: GELU, wrong: [ReLU, Tanh], id: c}\n")
    shown = quizzer("review", "choice", "--plain", "--practice").output
    (letter,) = re.findall(r"(?m)^([a-c])\) ReLU$", shown)
    quizzer("review", "choice", "--plain", "--practice", typed=f"{letter}\n\n")
    watch.set("2026-11-25 09:00")
    quizzer("review", "layers", "--plain", "--practice", typed="80\n\n")
    assert quizzer("confusions").output == (
        "1. LLaMA or Llama 2 for GPT-3 on Layers  once, on 25 November\n"
        '2. ReLU for GELU on "Which?"  once, on 24 November\n'
    )
    found = json.loads(quizzer("confusions", "--json").stdout)
    assert [one["taken"] for one in found] == [["LLaMA", "Llama 2"], "ReLU"]


def test_suspended_cards_are_listed_and_brought_back(quizzer, deck):
    deck("capitals.yaml", CAPITALS)
    assert (quizzer("suspended").output, quizzer("suspended", "--json").stdout) == ("", "[]\n")
    quizzer("review", "--plain", typed=":s\n:b\n:s\n:q\n")
    assert quizzer("suspended").output == (
        "peru\tWhat is the capital of Peru?\naustralia~1\tThe capital of Australia is [...].\n"
    )
    assert json.loads(quizzer("suspended", "--json").stdout) == [
        {"id": "peru", "question": "What is the capital of Peru?"},
        {"id": "australia~1", "question": "The capital of Australia is [...]."},
    ]
    assert quizzer("unsuspend", "peru").output == "1 brought back\n"
    assert quizzer("suspended").output.startswith("australia~1\t")
    assert quizzer("unsuspend", "--all").output == "1 brought back\n"
    assert quizzer("suspended").output == ""


def test_nothing_is_brought_back_if_one_of_the_ids_is_wrong(quizzer, deck):
    deck("capitals.yaml", CAPITALS)
    quizzer("review", "--plain", typed=":s\n:q\n")
    assert quizzer("unsuspend", "peru", "chile").exit_code == 2
    assert quizzer("suspended").output.startswith("peru\t")


def test_doctor_finds_progress_sound(quizzer, deck, progress):
    deck("capitals.yaml", CAPITALS)
    quizzer("review", "--plain", typed="\n3\n:q\n")
    result = quizzer("doctor")
    assert (result.exit_code, result.output) == (
        0,
        "progress is sound: the log and what follows from it agree\n",
    )
    assert json.loads(quizzer("doctor", "--json").stdout) == {
        "path": str(progress),
        "faults": [],
        "left": [],
        "doubts": [],
    }


def test_doctor_makes_what_follows_from_the_log_anew(quizzer, deck, progress):
    deck("capitals.yaml", CAPITALS)
    quizzer("review", "--plain", typed="\n4\n:q\n")

    def stored(statement: str) -> list[tuple]:
        database = sqlite3.connect(progress)
        with database:
            rows = database.execute(statement).fetchall()
        database.close()
        return rows

    right = stored("SELECT * FROM memory")
    stored("UPDATE memory SET stability = stability * 2")
    found = json.loads(quizzer("doctor", "--json").stdout)
    assert (len(found["faults"]), found["left"]) == (1, [])
    assert stored("SELECT * FROM memory") == right
    stored("DELETE FROM memory")
    result = quizzer("doctor")
    assert result.exit_code == 0
    assert result.output.startswith("repaired: memory differs from the log for 1 card")
    assert stored("SELECT * FROM memory") == right


# export


def test_export_to_json_has_one_entry_a_card(quizzer, deck):
    deck("capitals.yaml", CAPITALS)
    result = quizzer("export", "capitals", "--to", "json", "-o", "-")
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout) == {
        "format": 1,
        "quizzer": __version__,
        "decks": [
            {
                "id": "capitals",
                "title": "Capitals",
                "cards": [
                    {
                        "id": "peru",
                        "form": "qa",
                        "question": "What is the capital of Peru?",
                        "answer": "Lima",
                    },
                    {
                        "id": "capitals:exclave~definition",
                        "form": "term",
                        "question": "Exclave",
                        "answer": "A part of a country that is cut off from the rest of it.",
                    },
                    {
                        "id": "capitals:exclave~term",
                        "form": "term",
                        "question": "A part of a country that is cut off from the rest of it.",
                        "answer": "Exclave",
                    },
                    {
                        "id": "australia~1",
                        "form": "cloze",
                        "question": "The capital of Australia is [...].",
                        "answer": "Canberra",
                    },
                ],
            }
        ],
    }


def test_export_to_json_has_all_that_a_card_has(quizzer, deck):
    deck("forms.yaml", FORMS)
    found = json.loads(quizzer("export", "--to", "json", "-o", "-").stdout)
    cards = {card.pop("id"): card for card in found["decks"][0]["cards"]}
    assert {name: card["answer"] for name, card in cards.items()} == {
        "typed": "OpenAI",
        "number": "1.5B",
        "choice": "GELU",
        "several": ["PaLM", "LLaMA"],
        "order": ["GPT-1", "GPT-2", "GPT-3"],
        "match": {"BERT": "encoder", "GPT-2": "decoder"},
    }
    assert cards["typed"] == {
        "form": "qa",
        "question": "Who released GPT-2?",
        "answer": "OpenAI",
        "accept": ["open ai"],
        "why": "It says so.",
        "hint": "Open",
        "tags": ["models"],
    }
    assert (cards["number"]["tolerance"], cards["number"]["as_of"]) == ("5%", "2019-11")
    assert cards["choice"]["wrong"] == ["ReLU", "Tanh"]
    assert cards["several"]["unconfirmed"] is True
    assert cards["order"]["source"] == "notes.md#models"
    assert cards["match"]["tags"] == ["models", "kinds"]


def test_export_to_csv_and_to_a_package(quizzer, deck, tmp_path):
    deck("capitals.yaml", CAPITALS)
    deck("numbers.yaml", questions(3))
    table, package = tmp_path / "cards.csv", tmp_path / "cards.apkg"
    result = quizzer("export", "--to", "csv", "-o", table)
    assert (result.stdout, result.stderr) == ("", f"7 cards of 2 decks written to {table}\n")
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8"), newline="")))
    assert [row["deck"] for row in rows] == ["capitals"] * 4 + ["numbers"] * 3
    only = quizzer("export", "num", "--to", "apkg", "-o", package)
    assert (only.stdout, only.stderr) == ("", f"3 cards of 1 deck written to {package}\n")
    assert "collection.anki2" in zipfile.ZipFile(package).namelist()


@pytest.mark.parametrize("kind", ["csv", "json", "apkg"])
def test_a_target_that_cannot_be_written_is_said_in_a_line(quizzer, deck, tmp_path, kind):
    deck("capitals.yaml", CAPITALS)
    for target, why in (
        (tmp_path, "Is a directory"),
        (tmp_path / "no" / "such" / "folder", "No such file or directory"),
    ):
        result = quizzer("export", "--to", kind, "-o", target)
        assert (result.exit_code, result.stdout) == (3, "")
        assert result.stderr == (
            f"quizzer: {target} cannot be written: {why}: choose another file with -o\n"
        )


# check


def test_check_finds_nothing_wrong(quizzer, deck, tmp_path):
    deck("capitals.yaml", CAPITALS)
    note = tmp_path / "rivers.md"
    note.write_text(NOTE.format(front="tags: [geo]"))
    for paths in ([], [deck("forms.yaml", FORMS)], [note], [tmp_path]):
        result = quizzer("check", *paths)
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", "no problems\n")


def test_check_reports_every_fault_of_decks_and_notes_below_the_paths(quizzer, tmp_path):
    deck, note = tmp_path / "bad.yaml", tmp_path / "bad.md"
    deck.write_text("deck: Bad\ncards:\n  - q: What?\n  - q: Why?\n    a: So\n    hnt: x\n")
    note.write_text("# Bad\n\nQ: What?\n\nSome prose.\n")
    result = quizzer("check", deck, note)
    assert result.exit_code == 1
    assert result.stderr == "2 errors, 1 warning\n"
    assert [line.partition(": ")[0] for line in result.stdout.splitlines()[::2]] == [
        f"{note}:3:1",
        f"{deck}:3:5",
        f"{deck}:6:5",
    ]
    assert quizzer("check", note).exit_code == 0
    below = quizzer("check", tmp_path)
    assert sorted(below.stdout.splitlines()) == sorted(result.stdout.splitlines())


def test_check_without_a_path_checks_the_whole_library(quizzer, deck, tmp_path):
    bad = deck("bad.yaml", "deck: Bad\ncards:\n  - q: What?\n    a:\n")
    result = quizzer("--decks", tmp_path / "missing", "check")
    assert result.exit_code == 1
    own, _, given, hint = result.stdout.splitlines()
    assert own.startswith(f"{bad}:4:7: error F")
    assert own.endswith(": `a` is empty")
    assert given == f"{tmp_path / 'missing'}:1:1: error L01: no such folder"
    assert hint == "    check the path after --decks"


def test_check_as_json(quizzer, tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text("deck: Bad\ncards:\n  - q: What?\n    a: this\n    wyh: so\n")
    result = quizzer("check", path, "--json")
    assert (result.exit_code, result.stderr) == (1, "")
    (problem,) = json.loads(result.stdout)
    keys = ["path", "line", "column", "rule", "severity", "message", "hint", "card"]
    assert sorted(problem) == sorted(keys)
    assert (problem["path"], problem["line"], problem["column"]) == (str(path), 5, 5)
    assert (problem["severity"], problem["rule"][0]) == ("error", "F")


# build


@pytest.fixture
def notes(tmp_path):
    """A folder with one note, and where its decks go."""
    folder = tmp_path / "notes"
    (folder / "geo").mkdir(parents=True)
    (folder / "geo" / "rivers.md").write_text(NOTE.format(front="tags: [geo]"), encoding="utf-8")
    return folder, tmp_path / "built"


def test_build_makes_a_deck_a_note_and_says_what_each_rule_made(quizzer, notes):
    folder, target = notes
    result = quizzer("build", folder, "-o", target)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "1 deck, 1 card: 1 qa\n"
    built = target / "geo" / "rivers.yaml"
    assert built.read_text().startswith(
        "# Generated from geo/rivers.md by quizzer build; edit the note\n"
    )
    assert quizzer("check", built).exit_code == 0


def test_build_check_tells_stale_decks_from_those_up_to_date(quizzer, notes):
    folder, target = notes
    stale = quizzer("build", folder, "-o", target, "--check")
    assert (stale.exit_code, stale.stderr) == (1, "1 deck out of date\n1 deck, 1 card: 1 qa\n")
    assert not target.exists()
    quizzer("build", folder, "-o", target)
    fresh = quizzer("build", folder, "-o", target, "--check")
    assert (fresh.exit_code, fresh.stdout) == (0, "")
    assert fresh.stderr == "up to date\n1 deck, 1 card: 1 qa\n"
    note = folder / "geo" / "rivers.md"
    note.write_text(note.read_text().replace("The Danube", "The Thames"))
    stale = quizzer("build", folder, "-o", target, "--check")
    assert stale.exit_code == 1
    assert "\n-    a: The Danube\n+    a: The Thames\n" in stale.stdout


def test_build_leaves_hand_written_decks_alone_and_refuses_their_names(quizzer, notes):
    folder, target = notes
    by_hand = target / "mine.yaml"
    by_hand.parent.mkdir()
    by_hand.write_text(CAPITALS)
    assert quizzer("build", folder, "-o", target).exit_code == 0
    assert by_hand.read_text() == CAPITALS
    (folder / "mine.md").write_text(NOTE.format(front="tags: [geo]"))
    clash = quizzer("build", folder, "-o", target)
    assert clash.exit_code == 1
    assert clash.stderr == (
        f"quizzer: {by_hand} was not made by quizzer build, and a note makes a deck of its name: "
        "rename the file or the note\n"
    )
    assert by_hand.read_text() == CAPITALS


def test_build_says_what_is_wrong_with_a_note_and_fails(quizzer, notes):
    folder, target = notes
    (folder / "latin.md").write_bytes(b"# Caf\xe9\n")
    result = quizzer("build", folder, "-o", target)
    assert result.exit_code == 1
    assert result.stderr == (
        f"{folder / 'latin.md'}:1:1: error N09: the note is not UTF-8: byte 0xE9\n"
        "    save it as UTF-8\n"
        "1 deck, 1 card: 1 qa\n"
    )


@pytest.mark.parametrize(
    ("where", "code", "said"),
    [
        ("missing", 3, "{path}: no such folder: name the folder that holds the notes"),
        ("empty", 1, "{path} holds no notes: a note is a file NAME.md, and no README.md"),
        ("file", 2, "{path} is a file: name the folder that holds the notes"),
    ],
)
def test_build_needs_a_folder_of_notes(quizzer, tmp_path, where, code, said):
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").touch()
    path = tmp_path / where
    result = quizzer("build", path, "-o", tmp_path / "built")
    assert result.exit_code == code
    assert result.stderr == f"quizzer: {said.format(path=path)}\n"


TABLE = """
# Models ½ × √2

| Model | Company | Year |
|---|---|---|
| GPT-2 | OpenAI | 2019 |
| BERT | Google | 2018 |
| Größe | Ümlaut | 2020 |

- **Ärger**: trouble, naïve
- Sets keep =={no, order}== at all.
"""


def test_the_same_notes_give_the_same_bytes_whatever_the_process_is_like(process, notes, tmp_path):
    folder, _ = notes
    (folder / "models.md").write_text(TABLE, encoding="utf-8")
    built = []
    for zone, locale, seed in (("Asia/Tokyo", "C", "1"), ("America/New_York", "tr_TR.UTF-8", "2")):
        target = tmp_path / seed
        env = {"TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed, "PYTHONUTF8": "0"}
        result = process("build", folder, "-o", target, env=env)
        assert (result.returncode, result.stdout) == (0, "")
        built.append(
            {str(path.relative_to(target)): path.read_bytes() for path in target.rglob("*.yaml")}
        )
    assert sorted(built[0]) == [str(Path("geo/rivers.yaml")), "models.yaml"]
    assert built[0] == built[1]


# completion


@pytest.mark.parametrize(
    ("shell", "line"),
    [
        ("bash", "complete -o nosort -F _quizzer_completion quizzer"),
        ("zsh", "compdef _quizzer_completion quizzer"),
        ("fish", 'complete --no-files --command quizzer --arguments "(_quizzer_completion)"'),
    ],
)
def test_completion_prints_a_script_for_each_shell(quizzer, shell, line):
    result = quizzer("completion", shell)
    assert result.exit_code == 0
    assert line in result.stdout
    assert f"_QUIZZER_COMPLETE={shell}_complete" in result.stdout


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
@pytest.mark.parametrize(
    ("line", "completed"),
    [("quizzer sus", "suspended"), ("quizzer decks re", "remove"), ("quizzer due --js", "--json")],
)
def test_bash_completes_what_is_being_typed(own_home, tmp_path, line, completed):
    program = tmp_path / "quizzer"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m quizzer "$@"\n')
    program.chmod(0o755)
    words = line.split()
    script = (
        f"PATH={tmp_path}:$PATH; source <(quizzer completion bash); "
        f"COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _quizzer_completion quizzer; "
        'echo "${COMPREPLY[@]}"'
    )
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == (f"{completed}\n", "")


@pytest.mark.parametrize("verb", ["review", "due", "decks off", "export"])
def test_the_shell_completes_the_ids_of_decks(process, deck, verb):
    deck("rivers.yaml", "deck: Rivers\ncards:\n  - {q: a, a: b}\n")
    words = f"quizzer {verb} riv"
    env = {
        "_QUIZZER_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    assert process(env=env).stdout.splitlines() == ["plain,rivers"]
