"""A preview as a page for a browser."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from quizzer import maths
from quizzer.preview.reading import Preview, said
from quizzer.terminal import visible
from quizzer.wording import about_text, answer_text, asked_for, counted, one_line, question_text

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_STYLE = Path(__file__).with_name("page.css")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def html(preview: Preview) -> str:
    """The cards beside their lines as one HTML page, which loads nothing and runs nothing.

    No text of the file is HTML: card text is rendered from Markdown, everything else escaped.
    """
    cards = "".join(_in_html(preview, number) for number in range(1, len(preview.faces) + 1))
    title = escape(visible(preview.title))
    faults = ""
    if preview.faults:
        faults = f'<p class="fault">{escape(visible(said(preview.faults, preview.path)))}</p>\n'
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>
{_STYLE.read_text(encoding="utf-8")}</style>
</head>
<body>
<header>
<h1>{title}</h1>
<p>{counted(len(preview.faces), "card")} from <code>{escape(visible(str(preview.path)))}</code></p>
{faults}</header>
<main>
{cards}</main>
</body>
</html>"""


def _in_html(preview: Preview, number: int) -> str:
    face = preview.faces[number - 1]
    question, card = face.question, face.question.card
    asked = (
        _block("p", "asked", escape(asked_for(question))),
        _block("div", "question", _rendered(question_text(card))),
        _options("1", question.left),
        _options("a", question.options),
    )
    shown = (
        _block("div", "filled", _rendered(face.filled)),
        _block("div", "answer", _rendered(answer_text(card, markdown=True))),
        _block("div", "about", _rendered(about_text(card))),
        _block("div", "about", _rendered(face.hint)),
    )
    lines = (
        f'<code data-line="{line}">{escape(visible(text)) or " "}</code>\n'
        for line, text in preview.excerpt(face)
    )
    where = escape(visible(f"{preview.path.name}:{card.line}"))
    return f"""<section class="card" id="card-{number}">
<h2><a href="#card-{number}">{preview.place(number)}</a></h2>
<div class="face">
{"".join(asked)}<details open><summary>Answer</summary>
{"".join(shown)}</details>
</div>
<figure class="source">
<figcaption>{where}</figcaption>
<pre>{"".join(lines)}</pre>
</figure>
</section>
"""


def _block(tag: str, name: str, content: str) -> str:
    return f'<{tag} class="{name}">{content}</{tag}>\n' if content else ""


def _options(kind: str, options: Sequence[str]) -> str:
    items = "".join(f"<li>{escape(one_line(option))}</li>" for option in options)
    return f'<ol type="{kind}">{items}</ol>\n' if items else ""


def _rendered(text: str) -> str:
    """Card text as HTML with its formulas as a terminal shows them; headings below the card's."""
    parser = _parser()
    tokens = parser.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"
    rendered: str = parser.renderer.render(tokens, parser.options, {})
    return rendered.strip()


@cache
def _parser() -> MarkdownIt:
    from quizzer.parse.markdown import terminal_parser

    return terminal_parser(maths.inline, maths.display)
