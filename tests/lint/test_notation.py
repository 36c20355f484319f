"""Rules on formulas, files and sources: what they must find, and what they must leave alone."""

from __future__ import annotations

import pytest

from quizzer.lint import Nearby

BAD = [
    # C20
    (
        "C20",
        r"- {q: What divides the scores?, a: '$\sqrt{d_k$'}",
        r"`\sqrt{d_k` cannot be drawn, and is shown as it stands",
    ),
    (
        "C20",
        r"- {q: 'What is $\left( x$?', a: y}",
        r"`\left( x` cannot be drawn, and is shown as it stands",
    ),
    (
        "C20",
        r"- {q: What is the angle?, a: x, why: 'It is \theta.'}",
        r"`\theta` stands outside any formula",
    ),
    (
        "C20",
        r"- {q: Which?, a: '$ \frac{a}{b} $', wrong: [x, y]}",
        r"`\frac` stands outside any formula",
    ),
    (
        "C20",
        r"- {q: What is Euler's identity?, a: '$e^{i\pi} + 1 = 0'}",
        r"`\pi` stands outside any formula",
    ),
    ("C20", "- {q: 'What does `print(x) do?', a: x}", "a backtick without its twin"),
    (
        "C20",
        f"- {{q: What is it?, a: '${'{' * 30}x{'}' * 30}$'}}",
        f"`{'{' * 30}x{'}' * 28}…` cannot be drawn, and is shown as it stands",
    ),
    (
        "C20",
        "- q: What is it?\n  a: |\n    $\\alpha +\n    \\beta$",
        "a formula between single dollars goes over the end of a line",
    ),
    (
        "C20",
        "- {cloze: 'Blood is ==red. Plasma is ==yellow==.'}",
        "`==red.` opens and is never closed",
    ),
    # C21
    (
        "C21",
        "- {q: What is a U-Net?, a: '![a net](lost.png)'}",
        "there is no file `lost.png`",
    ),
    (
        "C21",
        "- {q: What is heard?, a: x, why: '[sound:lost.mp3]'}",
        "there is no file `lost.mp3`",
    ),
    (
        "C21",
        "- {q: '![](net.png) Which architecture is shown?', a: U-Net}",
        "the question is in a picture, which a terminal does not show",
    ),
    (
        "C21",
        "- {q: '<img src=\"net.png\">', a: U-Net}",
        "the question is in a picture, which a terminal does not show",
    ),
    # C14
    (
        "C14",
        "- {q: What?, a: x, source: 'bert.md#pre-trainin'}",
        "bert.md has no heading `#pre-trainin`",
    ),
    ("C14", "- {q: What?, a: x, source: 'bert.md#data'}", "bert.md has no heading `#data`"),
    (
        "C14",
        "- {q: What?, a: x, source: bert.md}\n- {q: Why?, a: x, source: brt.md}",
        "there is no note `brt.md`",
    ),
]

GOOD = [
    ("C20", r"- {q: What divides the scores?, a: '$\sqrt{d_k}$'}"),
    ("C20", r"- {q: What does `\theta` stand for in TeX?, a: $\theta$}"),
    ("C20", r"- {q: Which command is unknown?, a: '$\foo{x}$'}"),
    ("C20", r"- {q: Where is it kept?, a: '$HOME, or C:\Users\text'}"),
    ("C20", "- {q: Is $5 more than $6?, a: less}"),
    ("C20", "- {q: Which keys give è?, a: ⌥ + ` + e}"),
    ("C20", r"- {q: Which key is \` on a keyboard?, a: the one below Esc}"),
    ("C20", "- {cloze: 'It holds ==always== when a==b, or a == c.'}"),
    ("C20", "- {cloze: 'In `==red` the sign is ==text==.'}"),
    ("C21", "- {q: What is a U-Net?, a: '![a net](net.png)'}"),
    ("C21", "- {q: What is a U-Net?, a: '![a net](https://example.org/net.png)'}"),
    ("C21", "- {q: 'Which net halves and doubles its input? ![](net.png)', a: U-Net}"),
    ("C21", "- {q: 'What does `![](lost.png)` show?', a: a picture}"),
    ("C14", "- {q: What?, a: x, source: 'bert.md#pre-training'}"),
    ("C14", "- {q: What?, a: x, source: brt.md}"),
    ("C14", "- {q: What?, a: x, source: 'https://example.org/bert.md#data'}"),
    ("C14", "- {q: What?, a: x, source: 'Devlin et al. (2018), section 3.1'}"),
    (
        "C14",
        "- {q: What?, a: x, source: 'gone.md#data', place: {note: gone.md, heading: Data}}",
    ),
]


@pytest.fixture
def near(tmp_path):
    """A folder with a note and a picture."""
    (tmp_path / "bert.md").write_text("# BERT\n\n## Pre-training\n", encoding="utf-8")
    (tmp_path / "net.png").write_bytes(b"")
    found = Nearby([tmp_path])
    return {"anchors": found.anchors, "exists": found.exists}


@pytest.mark.parametrize(("rule", "cards", "message"), BAD)
def test_these_are_told(says, near, rule, cards, message):
    assert says(rule, cards, **near) == [message]


@pytest.mark.parametrize(("rule", "cards"), GOOD)
def test_these_are_left_alone(says, near, rule, cards):
    assert says(rule, cards, **near) == []


def test_the_nearest_heading_is_offered(found, near):
    (problem,) = found("C14", "- {q: What?, a: x, source: 'bert.md#pre-trainin'}", **near)
    assert problem.hint == "did you mean `#pre-training`?"
    (problem,) = found("C14", "- {q: What?, a: x, source: 'bert.md#xyz'}", **near)
    assert problem.hint == "name a heading as a link to it does"


@pytest.mark.parametrize("name", ["", "\0", "a" * 5000, "loop.md", "..", "/dev/null"])
def test_a_strange_name_is_no_file(tmp_path, name):
    (tmp_path / "loop.md").symlink_to(tmp_path / "loop.md")
    assert Nearby([tmp_path]).exists(name) is False
    assert Nearby([tmp_path]).anchors(name) is None
