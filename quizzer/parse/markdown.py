"""Markdown: what the notes are made of, and how card text is shown elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.front_matter import front_matter_plugin

from quizzer.parse.wide_tables import narrowed

Kind = Literal[
    "paragraph",
    "bullets",
    "numbers",
    "item",
    "quote",
    "code",
    "maths",
    "table",
    "html",
    "rule",
    "question",  # not Markdown's: a paragraph `Q:` with the sides that follow it
]


class Row(NamedTuple):
    """A line of a table: its 1-based line in the note and its cells, as many as the header has."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list, table, ... of a note, from `line` to `end` (1-based, both included).

    `text` is a paragraph's Markdown as it stands, and the source lines of any other block. A list
    holds items, an item or a quote holds blocks; a table's first row is its header.
    """

    kind: Kind
    text: str
    line: int
    end: int
    blocks: tuple[Block, ...] = ()
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the blocks up to the next one.

    `path` holds the headings it stands under as plain text, outermost first, its own last; it is
    empty for what precedes the first heading. `anchor` is what GitHub calls the heading in a link.
    """

    path: tuple[str, ...]
    anchor: str
    line: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A note: its front matter, which begins on line 2 (None if it has none), and its sections."""

    front: str | None
    sections: tuple[Section, ...]


def document(text: str, *, front_matter: bool = True) -> Document:
    """The blocks of a note; any text is one."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    parser = _block_parser(front_matter)
    tokens = parser.parse(text)
    front = None
    if tokens and tokens[0].type == "front_matter":
        front = tokens.pop(0).content
    found = _sections(_blocks(iter(tokens), lines))
    return Document(front, tuple(found))


@cache
def _block_parser(front_matter: bool) -> MarkdownIt:
    """Blocks only: what stands inside them is parsed when it is shown."""
    parser = _parser(html=True)
    parser.core.ruler.disable(["inline", "text_join"])
    return parser.use(front_matter_plugin) if front_matter else parser


class _Heading(NamedTuple):
    level: int
    text: str
    line: int


_KINDS: dict[str, Kind] = {
    "paragraph_open": "paragraph",
    "bullet_list_open": "bullets",
    "ordered_list_open": "numbers",
    "list_item_open": "item",
    "blockquote_open": "quote",
    "table_open": "table",
    "fence": "code",
    "code_block": "code",
    "maths_block": "maths",
    "html_block": "html",
    "hr": "rule",
}
_SIDE = re.compile(r"^(?:Q|A|Why|Hint):", re.MULTILINE)


def _blocks(tokens: Iterator[Token], lines: Sequence[str]) -> Iterator[Block | _Heading]:
    """The blocks up to the token that closes what holds them."""
    for token in tokens:
        if token.nesting < 0:
            return
        begin, end = token.map or (0, 0)
        source = "\n".join(lines[begin:end]).rstrip()
        end = begin + source.count("\n") + 1
        begin += 1
        if token.type in ("heading_open", "paragraph_open"):
            text = next(tokens).content
            next(tokens)
            if token.type == "paragraph_open":
                yield Block("paragraph", text, begin, end)
            elif token.markup == "-" and _SIDE.search(text):
                yield Block("paragraph", text, begin, end - 1)
                yield Block("rule", lines[end - 1], end, end)
            else:
                yield _Heading(int(token.tag[1]), text, begin)
        elif token.type == "table_open":
            yield Block("table", source, begin, end, rows=tuple(_rows(tokens)))
        elif token.nesting:
            inner = tuple(b for b in _blocks(tokens, lines) if isinstance(b, Block))
            yield Block(_KINDS[token.type], source, begin, end, inner)
        elif token.type in _KINDS:
            yield Block(_KINDS[token.type], source, begin, end)


def _rows(tokens: Iterator[Token]) -> Iterator[Row]:
    cells: list[str] = []
    line = 0
    for token in tokens:
        match token.type:
            case "tr_open":
                cells, line = [], (token.map or (0, 0))[0] + 1
            case "inline":
                cells.append(token.content)
            case "tr_close":
                yield Row(line, tuple(cells))
            case "table_close":
                return


def _sections(blocks: Iterator[Block | _Heading]) -> Iterator[Section]:
    above: list[tuple[int, str]] = []
    anchor, line, own = "", 1, list[Block]()
    taken: dict[str, int] = {}

    def section() -> Section:
        return Section(tuple(title for _, title in above), anchor, line, tuple(own))

    for block in blocks:
        if isinstance(block, Block):
            own.append(block)
            continue
        if own or above:
            yield section()
        title = plain(block.text)
        above = [*(pair for pair in above if pair[0] < block.level), (block.level, title)]
        anchor, line, own = _anchor(title), block.line, []
        number = taken[anchor] = taken.get(anchor, -1) + 1
        anchor += f"-{number}" if number else ""
    yield section()


def _anchor(title: str) -> str:
    """A heading's name in a link, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-")


_INLINE = re.compile(r"[\\`*_\[<&!$~]")


def plain(text: str) -> str:
    """A line of Markdown without its markup; formulas stay as they are written."""
    if not _INLINE.search(text):
        return " ".join(text.split())
    (inline,) = _inline_parser().parseInline(text)
    return " ".join("".join(map(_words, inline.children or [])).split())


def _words(token: Token) -> str:
    match token.type:
        case "softbreak" | "hardbreak":
            return " "
        case "maths_inline":
            return f"${token.content}$"
        case "maths_display":
            return f"$${token.content}$$"
        case "html_inline":
            return ""
    return token.content


@cache
def _inline_parser() -> MarkdownIt:
    return _parser(html=True)


_TEX = re.compile(
    r"\$\$(?P<display>(?:[^$\\]|\\.)+)\$\$"
    r"|\$(?![\s$])(?P<inline>(?:[^$\\]|\\.)+)(?<!\s)\$(?!\d)",
    re.DOTALL,
)


def _inline_maths(state: StateInline, silent: bool) -> bool:
    found = state.src[state.pos] == "$" and _TEX.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push(f"maths_{found.lastgroup}", "", 0)
        token.content = found[found.lastgroup or 0].strip()
    state.pos = found.end()
    return True


def _displayed_maths(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`$$` at the start of a line to the next `$$`, which ends its line; no blank line between."""
    if state.is_code_block(start):
        return False
    lines: list[str] = []
    for line in range(start, end):
        text = state.getLines(line, line + 1, state.blkIndent, False).rstrip()
        if line > start and (not text or state.sCount[line] < state.blkIndent):
            return False
        if line == start:
            text = text.lstrip()
            if not text.startswith("$$"):
                return False
            text = text[2:]
        tex, closed, rest = text.partition("$$")
        lines.append(tex)
        if closed:
            break
    content = "\n".join(lines).strip()
    if not closed or rest or not content:
        return False
    if not silent:
        token = state.push("maths_block", "", 0)
        token.block = True
        token.content = content
        token.map = [start, line + 1]
        state.line = line + 1
    return True


def _parser(html: bool) -> MarkdownIt:
    """CommonMark with tables, strikethrough and TeX between dollars, as on GitHub.

    The rules for dollars are Pandoc's: no space just inside, no digit just after, so that
    "$5 and $6" is money.
    """
    parser = MarkdownIt("commonmark", {"html": html}).enable(["table", "strikethrough"])
    parser.inline.ruler.before("escape", "maths", _inline_maths)
    interrupts = ["paragraph", "reference", "blockquote", "list"]
    parser.block.ruler.before("fence", "maths", _displayed_maths, {"alt": interrupts})
    return parser


def terminal_parser(
    inline_maths: Callable[[str], str],
    display_maths: Callable[[str], str],
    width: int | None = None,
) -> MarkdownIt:
    """A parser of card and note text for Textual's `Markdown(parser_factory=...)`.

    Both callables turn TeX into what a terminal can show: inline formulas become text,
    displayed ones a block of code. A table for which `width` columns are too few becomes a list.
    Raw HTML and images are shown as text; nothing but a written link can be clicked (words like
    `train.py` are no web addresses).
    """

    def shown(token: Token) -> Token:
        match token.type:
            case "maths_inline" | "maths_display":
                return Token("text", "", 0, content=inline_maths(token.content))
            case "maths_block":
                text = display_maths(token.content)
                return Token("fence", "code", 0, map=token.map, info="text", content=text)
            case "image":
                return Token("text", "", 0, content=f"[image: {_alt(token)}]")
        if token.children:
            token.children = [shown(child) for child in token.children]
        return token

    def show(state: StateCore) -> None:
        state.tokens = [shown(token) for token in state.tokens]
        if width is not None:
            state.tokens = list(narrowed(state.tokens, width))

    parser = _parser(html=False)
    parser.core.ruler.push("show", show)
    return parser


def html(text: str) -> str:
    r"""Card text as HTML for Anki: everything escaped, formulas as MathJax `\(x\)` and `\[x\]`.

    Raw HTML is shown as it was typed, an image as its description: nothing is loaded from
    elsewhere. A text of one paragraph comes without `<p>`.
    """
    parser = _html_parser()
    env: EnvType = {}
    tokens = parser.parse(text, env)
    if [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]:
        tokens = tokens[1:2]
    rendered: str = parser.renderer.render(tokens, parser.options, env)
    return rendered.strip()


_MATHJAX = re.compile(r"\\(?=[()\[\]])")


@cache
def _html_parser() -> MarkdownIt:
    def rule(write: Callable[[Token], str]) -> Callable[..., str]:
        def render(
            _: RendererProtocol, tokens: Sequence[Token], at: int, *__: OptionsDict | EnvType
        ) -> str:
            return write(tokens[at])

        return render

    parser = _parser(html=False)
    for kind, write in {
        "text": lambda token: _MATHJAX.sub(r"\\<span></span>", escapeHtml(token.content)),
        "image": lambda token: escapeHtml(f"[image: {_alt(token)}]"),
        "maths_inline": lambda token: rf"\({escapeHtml(token.content)}\)",
        "maths_display": lambda token: rf"\[{escapeHtml(token.content)}\]",
        "maths_block": lambda token: f"<p>\\[{escapeHtml(token.content)}\\]</p>\n",
    }.items():
        parser.add_render_rule(kind, rule(write))
    return parser


def _alt(image: Token) -> str:
    return image.content or str(image.attrs.get("src", ""))
