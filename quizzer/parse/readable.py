"""A note as it is read, not as it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quizzer.markup import reveal
from quizzer.parse import frontmatter
from quizzer.parse.markdown import Block


def readable(note: str) -> str:
    """The note without front matter and comments, the gaps of its clozes filled.

    Every line stands where it stood: what is left out leaves an empty one.
    """
    note = note.replace("\r\n", "\n").replace("\r", "\n")
    lines = note.split("\n")
    page, _, _ = frontmatter.split(note, "")
    if page.front is not None:
        end = next(n for n, line in enumerate(lines) if n and line.startswith("---"))
        lines[: end + 1] = [""] * (end + 1)
    for block in _all(block for section in page.sections for block in section.blocks):
        part = slice(block.line - 1, block.end)
        if block.kind == "html" and block.text.strip().startswith("<!--"):
            lines[part] = [""] * (block.end - block.line + 1)
        elif block.kind == "paragraph":
            lines[part] = reveal("\n".join(lines[part])).split("\n")
    return "\n".join(lines)


def _all(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        yield from _all(block.blocks)
