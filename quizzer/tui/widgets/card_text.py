"""A card's Markdown on screen, formulas laid out in Unicode."""

from __future__ import annotations

from functools import partial

from markdown_it import MarkdownIt
from textual.widgets import Markdown

from quizzer import maths
from quizzer.parse.markdown import terminal_parser


class CardText(Markdown):
    """Card text as Textual Markdown; what stands in it is never markup of the terminal's."""

    def __init__(self, markdown: str = "", *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(markdown, id=id, parser_factory=self._parser, open_links=False)

    def _parser(self) -> MarkdownIt:
        width = max(20, self.size.width or 80)
        return terminal_parser(maths.inline, partial(maths.display, width=width))
