from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.parse.markdown import document, html, plain, terminal_parser

ANY_TEXT = st.text(st.characters(codec="utf-8"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*one* **two** `three`", "<em>one</em> <strong>two</strong> <code>three</code>"),
        ("a < b & <script>x</script>", "a &lt; b &amp; &lt;script&gt;x&lt;/script&gt;"),
        ("<!-- note -->", "&lt;!-- note --&gt;"),
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("```python\nx < 1\n```", '<pre><code class="language-python">x &lt; 1\n</code></pre>'),
        ("[here](https://a.b/c)", '<a href="https://a.b/c">here</a>'),
        ("[here](javascript:x)", "[here](javascript:x)"),
        ("![a cat](https://a.b/c.png)", "[image: a cat]"),
        ("![](cat.png)", "[image: cat.png]"),
    ],
)
def test_card_text_as_html_escapes_everything_and_loads_nothing(text, expected):
    assert html(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$d_k$ is 64", r"\(d_k\) is 64"),
        ("$a<b$", r"\(a&lt;b\)"),
        ("so $$x^2$$ holds", r"so \[x^2\] holds"),
        ("$$\nx\n$$", r"<p>\[x\]</p>"),
        ("the loss\n$$\nx\n$$\nis", "<p>the loss</p>\n<p>\\[x\\]</p>\n<p>is</p>"),
        ("- a\n  $$\n  x\n  y\n  $$", "<ul>\n<li>a<p>\\[x\ny\\]</p>\n</li>\n</ul>"),
        ("costs $5 and $6", "costs $5 and $6"),
        ("between $5-$10", "between $5-$10"),
        (r"\$5$ $x$", r"$5$ \(x\)"),
        ("`$x$`", "<code>$x$</code>"),
        ("$$\nnever closed\n\nnext", "<p>$$\nnever closed</p>\n<p>next</p>"),
        ("$$\na\n\nb\n$$", "<p>$$\na</p>\n<p>b\n$$</p>"),
        ("$$a$$ and text", r"\[a\] and text"),
    ],
)
def test_dollars_enclose_tex_as_pandoc_reads_them(text, expected):
    assert html(text) == expected


def test_what_mathjax_would_obey_is_text_in_html():
    assert html(r"\\(x\\)") == r"\<span></span>(x\<span></span>)"


def test_a_table_as_html():
    assert "<th>a</th>" in html("| a | b |\n|---|---|\n| $x$ | `y` |")
    assert r"<td>\(x\)</td>" in html("| a | b |\n|---|---|\n| $x$ | `y` |")


@given(ANY_TEXT)
def test_html_of_any_text_holds_no_raw_markup(text):
    assert "<script" not in html(text + "<script>")


def tokens(text):
    parser = terminal_parser(lambda tex: f"inline {tex}", lambda tex: f"display {tex}")
    for token in parser.parse(text):
        yield token.type, token.content
        yield from ((child.type, child.content) for child in token.children or ())


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("so $x$", ("text", "inline x")),
        ("so $$x$$ too", ("text", "inline x")),
        ("$$\nx\n$$", ("fence", "display x")),
        ("<b>x</b>", ("text", "<b>x</b>")),
        ("<div>\nx", ("text", "<div>")),
        ("![a cat](https://a.b/c.png)", ("text", "[image: a cat]")),
        ("https://a.b and train.py", ("text", "https://a.b and train.py")),
        ("~~x~~", ("s_open", "")),
        ("[x](https://a.b)", ("link_open", "")),
        ("| a |\n|---|\n| $x$ |", ("text", "inline x")),
    ],
)
def test_the_terminal_is_given_text_links_and_code(text, token):
    assert token in tokens(text)


@given(ANY_TEXT)
def test_the_terminal_is_given_no_other_kind_of_token(text):
    kinds = {kind for kind, _ in tokens(text)}
    assert not {kind for kind in kinds if kind.startswith(("maths", "html", "image"))}


NOTE = """\
---
title: A title
---
Before any heading.

# The `BERT` *model*

It reads
both ways.

## Size

1. one
   more
2. two

| Model | Layers |
|---|---|
| base | 12 |
| large |

## Size

> quoted

Setext
======

```python
# no heading
```
"""


def test_sections_know_their_path_anchor_and_line():
    found = [(s.path, s.anchor, s.line) for s in document(NOTE).sections]
    assert found == [
        ((), "", 1),
        (("The BERT model",), "the-bert-model", 6),
        (("The BERT model", "Size"), "size", 11),
        (("The BERT model", "Size"), "size-1", 22),
        (("Setext",), "setext", 26),
    ]


def test_blocks_know_their_lines_and_their_source():
    page = document(NOTE)
    assert page.front == "title: A title"
    _, bert, size, again, setext = page.sections
    (paragraph,) = bert.blocks
    assert (paragraph.text, paragraph.line, paragraph.end) == ("It reads\nboth ways.", 8, 9)
    numbers, table = size.blocks
    assert [item.blocks[0].text for item in numbers.blocks] == ["one\nmore", "two"]
    assert [item.line for item in numbers.blocks] == [13, 15]
    assert table.text.startswith("| Model | Layers |")
    assert [(row.line, row.cells) for row in table.rows] == [
        (17, ("Model", "Layers")),
        (19, ("base", "12")),
        (20, ("large", "")),
    ]
    assert [block.kind for block in again.blocks[0].blocks] == ["paragraph"]
    assert setext.blocks[0].text == "```python\n# no heading\n```"


def test_a_rule_right_below_an_answer_makes_it_no_heading():
    (section,) = document("Q: a\nA: b\n---\nmore").sections
    assert [block.kind for block in section.blocks] == ["paragraph", "rule", "paragraph"]


def test_lines_end_in_any_way():
    assert document(NOTE.replace("\n", "\r\n")) == document(NOTE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no markup  at all", "no markup at all"),
        ("**a** _b_ `c` [d](e) ![f](g)", "a b c d f"),
        (r"the $\sqrt{d_k}$ in it", r"the $\sqrt{d_k}$ in it"),
        ('Intro <a name="intro"></a>', "Intro"),
        (r"C\# &amp; D", "C# & D"),
    ],
)
def test_plain_text_is_without_markup(text, expected):
    assert plain(text) == expected


@given(ANY_TEXT)
def test_any_text_is_a_document_whose_lines_it_has(text):
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    for section in document(text).sections:
        for block in section.blocks:
            assert 1 <= block.line <= block.end <= lines
