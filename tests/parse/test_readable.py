"""Notes as they are read: what stands in them for Quizzer alone is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.parse.readable import readable


@pytest.mark.parametrize(
    ("note", "read"),
    [
        ("---\ntitle: T\n---\n\n# T\n", "\n\n\n\n# T\n"),
        ("---\n\nprose\n\n---\n", "---\n\nprose\n\n---\n"),
        ("<!-- quizzer: card\nwrong: [a]\n-->\nQ: x?\n\nA: b", "\n\n\nQ: x?\n\nA: b"),
        ("- a\n  <!-- a remark -->\n- b", "- a\n\n- b"),
        ("BERT selects ==15%::a share==.", "BERT selects 15%."),
        ("- It hides ==80%==\n  of them.", "- It hides 80%\n  of them."),
        (
            "```html\n<!-- quizzer: skip -->\n==x==\n```",
            "```html\n<!-- quizzer: skip -->\n==x==\n```",
        ),
        ("An ==open mark.\n\nA second == is none.", "An ==open mark.\n\nA second == is none."),
        ("a\r\nb\rc", "a\nb\nc"),
    ],
)
def test_front_matter_and_comments_are_left_out_and_gaps_filled(note, read):
    assert readable(note) == read


@given(
    st.lists(st.sampled_from(["---", "a: b", "<!-- x", "-->", "Q: y", "==z==", "- w", "", "```"]))
)
def test_every_line_stands_where_it_stood(lines):
    note = "\n".join(lines)
    read = readable(note).split("\n")
    assert len(read) == note.count("\n") + 1
    assert all(shown in ("", line.replace("==", "")) or shown == line
               for shown, line in zip(read, note.split("\n"), strict=True))  # fmt: skip
