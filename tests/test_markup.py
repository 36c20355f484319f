from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.markup import formulas, hide, in_line, marks
from quizzer.parse.markdown import html


def hidden(text):
    """What the marks of a text hide."""
    return [mark.hidden for mark in marks(text)]


def tex(text):
    """The formulas of a text."""
    return [formula.tex for formula in formulas(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BERT selects ==15%== of the ==tokens==.", ["15%", "tokens"]),
        ("==a==", ["a"]),
        ("==two\nlines==", ["two\nlines"]),
        ("==a = b==", ["a = b"]),
        ("==`a == b`==", ["`a == b`"]),
        ("==$a == b$==", ["$a == b$"]),
        ("==costs $5== and $6", ["costs $5"]),
        ("==$5== and ==$6==", ["$5", "$6"]),
        ("==a `==", ["a `"]),
        ("== a ==b==", ["b"]),
    ],
)
def test_a_mark_hides_what_stands_between_its_signs(text, expected):
    assert hidden(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "==",
        "====",
        "x == 1 and y == 2",
        "== a==",
        "==a ==",
        "===a===",
        "==a===",
        "`==a==`",
        "``==a== ` ==b==``",
        "$==a==$",
        "$$\n==a==\n$$",
        "```\n==a==\n```",
        "~~~python\n==a==",
        "==a `b== c` d",
        "==a $b== c$ d",
    ],
)
def test_what_is_no_mark_or_stands_in_code_or_tex(text):
    assert hidden(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("==15%::a share==", ("15%", "a share")),
        ("==a::b::c==", ("a::b", "c")),
        ("==a::==", ("a::", "")),
        ("==::a==", ("::a", "")),
        ("==std::vector :: a type==", ("std::vector", "a type")),
    ],
)
def test_the_last_two_colons_split_off_the_cue(text, expected):
    (mark,) = marks(text)
    assert (mark.hidden, mark.cue) == expected


def test_a_mark_knows_where_it_stands():
    (mark,) = marks("a ==b== c")
    assert (mark.start, mark.end) == (2, 7)


@pytest.mark.parametrize(
    ("hole", "expected"), [(0, "[...] of [...]"), (1, "[...] of b"), (2, "a of [...]")]
)
def test_one_mark_is_hidden_or_all(hole, expected):
    assert hide("==a== of ==b::cue==", hole) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$x$ and $$y$$", ["x", "y"]),
        ("==$x$== and $y$", ["x", "y"]),
        ("$5 and $6", []),
        (r"\$x$", []),
        ("`$x$` and ``$y$ ` $z$``", []),
        ("`$x$", ["x"]),
        ("``$x$` $y$", ["x", "y"]),
        ("```\n$x$\n```\n$y$", ["y"]),
        ("$`$` $x$", ["`", "x"]),
    ],
)
def test_formulas_stand_outside_code(text, expected):
    assert tex(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "==" + "`a`" * 2_000,
        "==" + "$a$" * 2_000,
        "".join("`" * n + " " for n in range(1, 2_000)) + "==a",
        "==a` " * 50_000,
        "==a " * 50_000,
        "$a" * 50_000,
        "$$" * 50_000 + "==",
        "```\n" * 50_001 + "==",
        "=" * 200_000,
    ],
    ids=["code", "TeX", "runs", "code marks", "openers", "dollar", "display", "fences", "signs"],
)
def test_hostile_text_is_read_in_linear_time(text):
    assert hidden(text) == []  # in more than that, it would not end
    tex(text + "$")


PIECES = ["==", "=", "`", "``", "```\n", "$", "$$", "\n", " ", "a", "::", "\\", "~~~", "5"]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_marks_and_formulas_never_overlap_in_part(text):
    spans = [(mark.start, mark.end) for mark in marks(text)]
    assert spans == sorted(spans)
    for start, end in spans:
        assert text[start : start + 2] == text[end - 2 : end] == "=="
        for formula in formulas(text):
            inside = start < formula.start and formula.end < end
            assert inside or formula.end <= start or end <= formula.start


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("-", r"\-"),
        ("- dash", r"\- dash"),
        ("# right", r"\# right"),
        ("1. one", r"1\. one"),
        ("> 5", r"\> 5"),
        ("---", r"\---"),
        ("-5", "-5"),
        ("#5", "#5"),
        ("1.5B", "1.5B"),
        ("*so*", "*so*"),
        ("```\n- x\n```", "```\n- x\n```"),
    ],
)
def test_an_option_of_one_line_begins_no_block(text, kept):
    assert in_line(text) == kept
    assert not any(block in html(kept) for block in ("<ul>", "<ol>", "<h1>", "<hr", "<blockquote"))
