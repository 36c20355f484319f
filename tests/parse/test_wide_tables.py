"""Tables that are wider than the screen."""

import pytest

from quizzer.parse.markdown import terminal_parser

TABLE = """\
| Model | Positional encoding | Size |
|---|---|---|
| BERT | *learned* | $n$ |
| GPT-4 | undisclosed | |
"""
LISTED = """\
<p><strong>BERT</strong></p>
<ul>
<li>
<p>Positional encoding: <em>learned</em></p>
</li>
<li>
<p>Size: &lt;n&gt;</p>
</li>
</ul>
<p><strong>GPT-4</strong></p>
<ul>
<li>
<p>Positional encoding: undisclosed</p>
</li>
</ul>
"""
NEEDED = len("Model") + len("undisclosed") + len("Size") + 3 * 3 + 1


def rendered(width):
    return terminal_parser("<{}>".format, str, width).render(TABLE)


@pytest.mark.parametrize("width", [NEEDED, 200, None])
def test_a_table_whose_longest_words_fit_stays_one(width):
    assert rendered(width).startswith("<table>")


@pytest.mark.parametrize("width", [NEEDED - 1, 1])
def test_a_table_in_which_words_would_be_cut_becomes_a_list(width):
    assert rendered(width) == "".join(LISTED.splitlines())


def test_a_wide_table_without_rows_stays_one():
    assert (
        terminal_parser(str, str, 1).render("| Model | Year |\n|---|---|\n").startswith("<table>")
    )


def test_what_is_around_a_wide_table_stays():
    parser = terminal_parser(str, str, 10)
    around = parser.render(f"Before.\n\n{TABLE}\nAfter.").split(parser.render(TABLE))
    assert around == ["<p>Before.</p>\n", "<p>After.</p>\n"]
