"""`quizzer check`: which rules, as what, in which colours, and how it ends."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest

from quizzer.store import Review, Store

DECK = """\
deck: D
cards:
  - q: Describe LoRA.
    a: x
  - q: Which position embedding does LLaMA use?
    a: RoPE
    wrong: [ALiBi]
  - q: Why?
"""
VAGUE = "{path}:3:8: warning C08: `Describe LoRA.` does not say what is asked about LoRA\n"
ASK = "    ask for one thing: what it is for, what it costs, how it differs from …\n"
TWO = "{path}:7:13: warning M01: of two options every second guess is right\n"
NOTHING = (
    "{path}:8:5: error F03: `a` is missing\n"
    "    write `a:` and a text, or `order:` or `match:` and what is to be ordered or matched\n"
)
MORE = "    add a wrong answer that somebody might give, or take `wrong` out\n"


@pytest.fixture
def path(deck):
    return deck("d.yaml", DECK)


def rules(result) -> list[str]:
    return re.findall(r"(?:error|warning|info) (\w\d\d):", result.stdout)


def test_all_that_is_wrong_is_said_with_what_to_do(quizzer, path):
    result = quizzer("check", path)
    assert result.exit_code == 1
    assert result.stdout.startswith((VAGUE + ASK + TWO + MORE).format(path=path))
    assert rules(result) == ["C08", "M01", "F03"]
    assert result.stderr == "1 error, 2 warnings\n"
    assert quizzer("check").stdout == result.stdout


@pytest.mark.parametrize(
    ("options", "told", "code"),
    [
        ("--select C", "C08", 0),
        ("--select C --strict", "C08", 1),
        ("--select c08,M01", "C08 M01", 0),
        ("--select C08 --select F", "C08 F03", 1),
        ("--ignore M --ignore F", "C08", 0),
        ("--ignore M,F --strict", "C08", 1),
        ("--select C,M --ignore M01", "C08", 0),
        ("--select D --strict", "", 0),
    ],
)
def test_rules_are_selected_and_ignored(quizzer, path, options, told, code):
    result = quizzer("check", path, *options.split())
    assert (" ".join(rules(result)), result.exit_code) == (told, code)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--select C44", "no rule 'C44': did you mean C14?"),
        ("--ignore C04,M08", "no rule 'M08': did you mean M07?"),
        ("--explain C99", "no rule 'C99': did you mean C19?"),
        ("--explain F03", "F03 is about what can be read: its message says what to write instead"),
    ],
)
def test_a_rule_that_is_none_is_wrong_use(quizzer, path, options, said):
    result = quizzer("check", path, *options.split())
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"quizzer: {said}\n"


def test_a_rule_is_explained(quizzer):
    result = quizzer("check", "--explain", "C08")
    assert result.exit_code == 0
    assert result.stdout == (
        "C08 (warning): A question that names a subject and asks nothing of it\n"
        "\n"
        "Anything about the subject would be an answer, and each time another one comes to mind.\n"
        "\n"
        "Instead of\n"
        "\n"
        "      - q: Describe LoRA.\n"
        "        a: It trains two thin matrices beside each frozen weight.\n"
        "\n"
        "write\n"
        "\n"
        "      - q: What does LoRA train in place of a weight matrix?\n"
        "        a: Two thin matrices whose product is added to it\n"
        "\n"
        "For one card it is switched off by `lint: off C08 REASON`, in a note by\n"
        "<!-- quizzer: lint off C08 REASON --> above the block.\n"
    )


def test_problems_are_json_for_scripts(quizzer, path):
    result = quizzer("check", path, "--json", "--select", "M01", "--strict")
    assert json.loads(result.stdout) == [
        {
            "path": str(path),
            "line": 7,
            "column": 13,
            "rule": "M01",
            "severity": "warning",
            "message": "of two options every second guess is right",
            "hint": "add a wrong answer that somebody might give, or take `wrong` out",
            "card": "d:e6d1d4f42a",
        }
    ]
    assert (result.exit_code, result.stderr) == (1, "")
    assert quizzer("check", path, "--json", "--select", "D").stdout == "[]\n"


def test_history_tells_of_cards_that_are_often_forgotten(quizzer, deck, progress):
    path = deck("d.yaml", "deck: D\ncards:\n  - q: Describe LoRA.\n    a: x\n    id: lora\n")
    with Store.open(progress) as store:
        for number in range(8):
            store.record(Review("lora", 1, "recall", 45_000), number * 10**9, 0)
    for where in ([path], []):
        result = quizzer("check", *where, "--history")
        assert result.stdout == (
            f"{path}:3:5: warning D01: remembered 0 times of 8\n"
            "    rewrite it: it breaks C08, which `quizzer check --explain ID` explains\n"
            f"{path}:3:5: info D02: half of its answers took more than 45 s\n"
            "    ask for less on one card\n" + VAGUE.format(path=path) + ASK
        )
        assert result.stderr == "2 warnings, 1 remark\n"
    assert rules(quizzer("check", path)) == ["C08"]


@pytest.mark.skipif(os.name != "posix", reason="a pseudo-terminal")
def test_colours_are_for_a_terminal_that_wants_them(path, own_home):
    import pty

    def on_a_terminal(**environ: str) -> str:
        ours, theirs = pty.openpty()
        command = [sys.executable, "-m", "quizzer", "check", str(path), "--select", "C,M,F"]
        environ = {**os.environ, "QUIZZER_HOME": str(own_home), "TERM": "xterm", **environ}
        with subprocess.Popen(command, env=environ, stdout=theirs, stderr=subprocess.DEVNULL):
            os.close(theirs)
            out = b""
            try:
                while part := os.read(ours, 4096):
                    out += part
            except OSError:  # the other end was closed
                pass
            os.close(ours)
        return out.decode().replace("\r\n", "\n")

    plain = (VAGUE + ASK + TWO + MORE + NOTHING).format(path=path)
    assert on_a_terminal(NO_COLOR="1") == plain
    coloured = on_a_terminal()
    assert f"\x1b[1m{path}:3:8\x1b[0m: \x1b[33mwarning C08\x1b[0m: `Describe LoRA.`" in coloured
    assert "\x1b[31merror F03\x1b[0m: `a` is missing" in coloured
    assert f"\x1b[1m{path}:7:13\x1b[0m: \x1b[33mwarning M01\x1b[0m: of two options" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == plain
