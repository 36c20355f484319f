"""A card's Markdown on screen, formulas laid out in Unicode."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from textual.widget import Widget
from textual.widgets import Static

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_MARKED_UP = re.compile(r"[\\`*_\[\]<>&$#|~\n]|^\s*(?:[-+=]|\d+[.)])|://|www\.|@", re.MULTILINE)


def card_text(text: str, width: int, *, classes: str) -> Widget:
    """A widget that shows card text; what stands in it is never markup of the terminal's.

    A displayed formula is laid out in two dimensions, and a table drawn, where `width` columns
    allow it.

    A text without any Markdown is shown as it is, which spares loading a Markdown parser.
    """
    if not _MARKED_UP.search(text):
        return Static(text, classes=classes, markup=False)
    from textual.widgets import Markdown

    from quizzer import maths
    from quizzer.parse.markdown import terminal_parser

    def parser() -> MarkdownIt:
        room = max(width, 20)
        return terminal_parser(maths.inline, partial(maths.display, width=room), room)

    return Markdown(text, classes=classes, parser_factory=parser, open_links=False)
