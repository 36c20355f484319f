"""A quiz at a real terminal, killed in the middle, and gone on with."""

from __future__ import annotations

import json
import re
import sqlite3

import pytest

NAMES = "Peru Chile Bolivia Ecuador Uruguay Paraguay Brazil Colombia".split()
DECK = (
    "deck: Capitals\ncards:\n"
    + "".join(
        f"  - {{q: What is the capital of {name}?, a: {name}ville, accept: [{name} city]}}\n"
        for name in NAMES
    )
    + "  - {q: Order these., order: [first, second, third, fourth]}\n"
)
QUIZ = ("quiz", "--plain", "capitals", "--seed", "7", "--formats", "typed,order")


@pytest.fixture
def capitals(own_home):
    folder = own_home / "decks"
    folder.mkdir(parents=True)
    (folder / "capitals.yaml").write_text(DECK, encoding="utf-8")


def reply(shown: str) -> str:
    """The answer to the last question shown: right, but for Peru, nearly right for Chile."""
    asked = shown[shown.rindex("[") :]
    if "Order these." in asked:
        letters = {item: letter for letter, item in re.findall(r"([a-d])\) (\w+)", asked)}
        return " ".join(letters[item] for item in ("first", "second", "third", "fourth"))
    name = re.search(r"capital of (\w+)\?", asked)[1]
    return {"Peru": "no idea", "Chile": "Chilevlile"}.get(name, f"{name}ville")


def take(screen, numbers: range, answered: dict[str, str]) -> None:
    """Answer the questions of these numbers; what is nearly right is said to be right."""
    for number in numbers:
        screen.wait(f"[{number} of 9]", "\n>\n")
        said = answered.setdefault(str(number), reply(screen.text))
        screen.send(f"{said}\r")
        if said == "Chilevlile":
            screen.wait("y counts it as right")
            screen.send("y\r")


def kept(own_home) -> list[tuple]:
    """What is kept of each quiz that was finished: its questions, answers and score."""
    connection = sqlite3.connect(own_home / "data" / "progress.db")
    rows = connection.execute("SELECT seq, kind, data FROM acts ORDER BY seq").fetchall()
    connection.close()
    acts = [(seq, kind, json.loads(data)) for seq, kind, data in rows]
    quizzes = {seq: data for seq, kind, data in acts if kind == "quiz"}
    return [
        (
            quizzes[end["seq"]],
            [
                (data["number"], data["reply"], data["verdict"], data["accepted"])
                for _, kind, data in acts
                if kind == "quiz-answer" and data["seq"] == end["seq"]
            ],
            (end["right"], end["of"]),
        )
        for _, ended, end in acts
        if ended == "quiz-end"
    ]


def outcome(printed: str) -> list[str]:
    """What was printed of the result, without earlier attempts."""
    lines = printed.replace("\r\n", "\n").split("\n")
    end = lines[lines.index("By topic:") :]
    return [line.rstrip() for line in end if line.strip() and not line.startswith("Before")]


@pytest.mark.parametrize("killed_at", [2, 5])
def test_a_quiz_killed_and_resumed_ends_as_one_that_was_not(
    terminal, quizzer, capitals, own_home, killed_at
):
    size = (100, 120)
    answered: dict[str, str] = {}
    screen = terminal(*QUIZ, size=size)
    screen.wait("Seed: 7", "9 questions, not 20")
    take(screen, range(1, killed_at), answered)
    screen.wait(f"[{killed_at} of 9]")
    screen.send("half an ans")
    screen.kill()
    assert kept(own_home) == []

    screen = terminal(*QUIZ, size=size)
    screen.wait(f"{killed_at - 1} of 9 answered", f"[{killed_at} of 9]")
    take(screen, range(killed_at, 10), answered)
    screen.wait("Score: 8 of 9")
    resumed = outcome(screen.text)
    assert screen.end() == 0

    replies = []
    for number in range(1, 10):
        said = answered[str(number)]
        replies += [said, "y"] if said == "Chilevlile" else [said]
    whole = quizzer(*QUIZ, typed="\n".join(replies) + "\n")
    assert outcome(whole.stdout) == resumed
    first, second = kept(own_home)
    assert first == second
    assert len(first[1]) == 10
    assert first[2] == (8, 9)
    said = "progress is sound: the log and what follows from it agree\n"
    assert quizzer("doctor").stdout == said
