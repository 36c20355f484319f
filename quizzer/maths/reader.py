"""Reads a formula into a small tree, with pylatexenc's parser."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

from pylatexenc.latexwalker import (
    LatexCharsNode,
    LatexCommentNode,
    LatexEnvironmentNode,
    LatexGroupNode,
    LatexMacroNode,
    LatexMathNode,
    LatexSpecialsNode,
    LatexWalker,
    LatexWalkerError,
)

from quizzer.maths import commands
from quizzer.maths.formula import Atom, Fence, Frac, Grid, Node, Root, Row, Scripts


class MalformedTeXError(ValueError):
    """The formula cannot be parsed: a brace is missing, or an argument."""


def read(tex: str) -> Node:
    """The tree of a formula without its dollar signs; raises MalformedTeXError."""
    try:
        walker = LatexWalker(tex, latex_context=commands.context(), tolerant_parsing=False)
        nodes, _, _ = walker.get_latex_nodes()
    except LatexWalkerError as error:
        raise MalformedTeXError(str(error)) from error
    rows = _Reader(nodes).rows()
    return rows[0][0] if len(rows) == len(rows[0]) == 1 else Grid(rows, aligned=True)


_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])|\d+(?:\.\d+)?")
_SPACE_RUN = re.compile(r"\s+")


class _Reader:
    """Reads what pylatexenc parsed, one token after the other.

    A token is a character, or a node that is no run of characters.
    """

    def __init__(self, nodes: list[Any]) -> None:
        self.tokens: list[Any] = list(_tokens(nodes))
        self.at = 0

    def rows(self) -> tuple[tuple[Node, ...], ...]:
        """All of it as the cells of a table, cut at `&` and `\\\\`."""
        rows: list[list[Node]] = [[]]
        while True:
            rows[-1].append(self.row())
            if self.at >= len(self.tokens):
                break
            if self._next() == "\\right":
                raise MalformedTeXError("\\right without \\left")
            if self._next() == "\\\\":
                rows.append([])
            self.at += 1
        if len(rows) > 1 and rows[-1] == [Row(())]:
            rows.pop()
        return tuple(map(tuple, rows))

    def whole(self) -> Node:
        """All of it as one formula."""
        rows = self.rows()
        return rows[0][0] if len(rows) == len(rows[0]) == 1 else Grid(rows)

    def row(self) -> Node:
        """Everything up to the end of a cell, a line or a fence, or the end of it all."""
        items: list[Node] = []
        while self.at < len(self.tokens):
            sign = self._next()
            if sign in ("&", "\\\\", "\\right"):
                break
            if sign in ("^", "_", "'"):
                self._script(items)
            else:
                items += self.item()
        return items[0] if len(items) == 1 else Row(tuple(items))

    def item(self) -> list[Node]:
        """The next thing; a list, as some commands show nothing."""
        token = self.tokens[self.at]
        self.at += 1
        if isinstance(token, str):
            return self._character(token)
        if isinstance(token, LatexMacroNode):
            return self._macro(token)
        if isinstance(token, LatexGroupNode | LatexMathNode):
            inner = _Reader(token.nodelist).whole()
            signs = ("op", "rel", "punct")  # in braces they are letters: 1{,}024
            return [Atom(inner.text) if isinstance(inner, Atom) and inner.kind in signs else inner]
        if isinstance(token, LatexEnvironmentNode):
            return [self._environment(token)]
        if isinstance(token, LatexCommentNode):
            return [Atom(f"%{token.comment}")]
        if _sign(token) == "~":
            return [Atom(" ", "space")]
        raise MalformedTeXError(f"misplaced {token.latex_verbatim()}")

    def _character(self, token: str) -> list[Node]:
        if token.isspace():
            return []
        if token == ":" and self.at < len(self.tokens):
            if self._next() == "=":
                self.at += 1
                return [Atom(":=", "rel")]
            if self._next().isspace():
                return [Atom(":", "punct")]
        return [Atom(token, commands.kind(token))]

    def _script(self, items: list[Node]) -> None:
        """Hangs a script, or primes, on the last item."""
        sign = self._next()
        self.at += 1
        if sign == "'":
            sign, script = "^", self._primes()
        else:
            script = self._argument()
        base = items.pop() if items else Row(())
        if not isinstance(base, Scripts):
            base = Scripts(base, None, None, _has_limits(base))
        present = base.low if sign == "_" else base.high
        if present is not None:
            if not (_are_primes(present) or _are_primes(script)):
                raise MalformedTeXError(f"double {sign}")
            script = Row((*_items(present), *_items(script)))
        low, high = (script, base.high) if sign == "_" else (base.low, script)
        items.append(Scripts(base.base, low, high, base.limits))

    def _primes(self) -> Node:
        count = 1
        while self._next() == "'":
            self.at += 1
            count += 1
        return Atom("′" * count)

    def _argument(self) -> Node:
        """What a script applies to: the next single thing."""
        while self._next() == " ":
            self.at += 1
        if self._next() in ("\\not", "\\middle", "\\left") or self.at >= len(self.tokens):
            raise MalformedTeXError("an argument is missing")
        token = self.tokens[self.at]
        if isinstance(token, str) and len(token) > 1:  # x^10 raises the 1 only
            self.tokens[self.at] = token[1:]
            return Atom(token[0])
        items = self.item()
        return items[0] if len(items) == 1 else Row(tuple(items))

    def _macro(self, node: Any) -> list[Node]:
        name = node.macroname
        if name == "left":
            return [self._fence()]
        if name == "not":
            inner = self._argument()
            if isinstance(inner, Atom):
                return [Atom(unicodedata.normalize("NFC", inner.text + "\u0338"), inner.kind)]
            return [Atom("\\not"), inner]
        if name == "middle":
            return [Atom(self._delimiter(), "rel")]
        if name in commands.SILENT:
            return []
        if name in commands.SPACES:
            return [Atom(commands.SPACES[name], "space")]
        if name in commands.ARGUMENTS:
            return _with_arguments(node)
        text = commands.shown(name)
        if not text:
            return self._source(node)
        return [Atom(text, "rel" if name == "mid" else commands.kind(text))]

    def _source(self, node: Any) -> list[Node]:
        """An unknown command as it is written, with the groups and scripts behind it."""
        written = node.latex_verbatim().strip()
        for token in self.tokens[self.at :]:
            is_script = _sign(token) in ("^", "_") or written[-1] in "^_"
            if not is_script and not isinstance(token, LatexGroupNode):
                break
            written += token if isinstance(token, str) else token.latex_verbatim()
            self.at += 1
        return [Atom(_SPACE_RUN.sub(" ", written), "word")]

    def _delimiter(self) -> str:
        argument = self._argument()
        if not isinstance(argument, Atom):
            raise MalformedTeXError("no delimiter after \\left, \\middle or \\right")
        return {".": "", "<": "⟨", ">": "⟩"}.get(argument.text, argument.text)

    def _fence(self) -> Node:
        left, body = self._delimiter(), self.row()
        if self._next() != "\\right":
            raise MalformedTeXError("\\left without \\right")
        self.at += 1
        right = self._delimiter()
        if isinstance(body, Grid) and not (body.left or body.right or body.aligned):
            return Grid(body.rows, left, right)
        return Fence(left, body, right)

    def _environment(self, node: Any) -> Node:
        name = node.environmentname
        if name in commands.MATRICES:
            return Grid(_Reader(node.nodelist).rows(), *commands.MATRICES[name])
        if name in commands.ALIGNED:
            return Grid(_Reader(node.nodelist).rows(), aligned=True)
        return Atom(_SPACE_RUN.sub(" ", node.latex_verbatim()))

    def _next(self) -> str:
        return _sign(self.tokens[self.at]) if self.at < len(self.tokens) else ""


def _tokens(nodes: list[Any]) -> Iterator[Any]:
    for node in nodes:
        if not isinstance(node, LatexCharsNode):
            yield node
            continue
        at = 0
        while at < len(node.chars):
            number = _NUMBER.match(node.chars, at)
            end = number.end() if number else at + 1
            while end < len(node.chars) and _is_mark(node.chars[end]):
                end += 1
            yield node.chars[at:end]
            at = end


def _sign(token: Any) -> str:
    """A token as it is compared: a character, a special sign, or a command with its backslash."""
    if isinstance(token, str):
        return token
    if isinstance(token, LatexSpecialsNode):
        return str(token.specials_chars)
    return f"\\{token.macroname}" if isinstance(token, LatexMacroNode) else ""


def _items(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, Row) else (node,)


def _are_primes(node: Node) -> bool:
    return isinstance(node, Atom) and node.text.startswith("′")


def _has_limits(base: Node) -> bool:
    if not isinstance(base, Atom):
        return False
    if base.kind == "big":
        return base.text not in commands.INTEGRALS
    return base.kind == "word" and base.text.split(" ")[-1] in commands.LIMITS


def _with_arguments(node: Any) -> list[Node]:
    """A command with its arguments."""
    name = node.macroname
    given = [arg for arg in node.nodeargd.argnlist if arg is not None] if node.nodeargd else []
    if not given:
        raise MalformedTeXError(f"\\{name} without its argument")
    if name in commands.WORDS:
        return [_word(given[-1], literal=commands.WORDS[name] == "text")]
    *rest, body = [_Reader(_inside(arg)).whole() for arg in given]
    first = rest[0] if rest else None
    if name in commands.FONTS:
        return [_mapped(body, lambda char: commands.styled(char, commands.FONTS[name]))]
    if name in commands.ACCENTS:
        return [_accented(node, body)]
    match name:
        case "sqrt":
            return [Root(body, first)]
        case "overset" | "stackrel":
            return [Scripts(body, None, first, limits=True)]
        case "underset":
            return [Scripts(body, first, None, limits=True)]
        case "xrightarrow" | "xleftarrow":
            arrow = Atom("→" if name == "xrightarrow" else "←", "rel")
            return [Scripts(arrow, first, body, limits=True)]
        case "binom" | "dbinom" | "tbinom" if first:
            return [Grid(((first,), (body,)), "(", ")")]
        case "tag":
            return [Atom("  ", "space"), Fence("(", body, ")")]
        case "pmod":
            return [Atom(" ", "space"), Fence("(", Row((Atom("mod", "word"), body)), ")")]
        case "label":
            return []
    return [Frac(first, body) if first else body]


def _inside(arg: Any) -> list[Any]:
    """What an argument holds, without its braces."""
    return list(arg.nodelist) if isinstance(arg, LatexGroupNode) else [arg]


def _word(arg: Any, literal: bool) -> Node:
    """A roman word; in a `literal` one spaces stand and only `$...$` is maths."""
    if not literal:
        return _joined(_items(_Reader(_inside(arg)).whole()))
    out: list[Node] = []
    for child in _inside(arg):
        if isinstance(child, LatexCharsNode | LatexSpecialsNode):
            out.append(Atom(_SPACE_RUN.sub(" ", child.latex_verbatim().replace("~", " "))))
        else:
            out += _Reader([child]).item()
    return _joined(tuple(out))


def _joined(items: tuple[Node, ...]) -> Node:
    """Atoms written together as one word, if there is nothing but atoms."""
    texts = [item.text for item in items if isinstance(item, Atom)]
    if len(texts) != len(items):
        return Row(items)
    return Atom("".join(texts), "word" if len("".join(texts)) > 1 else "ord")


def _mapped(node: Node, change: Callable[[str], str]) -> Node:
    """The same with every character changed, except in scripts."""
    match node:
        case Atom(text, how):
            changed = "".join(char if _is_mark(char) else change(char) for char in text)
            return Atom(unicodedata.normalize("NFC", changed), how)
        case Row(items):
            return Row(tuple(_mapped(item, change) for item in items))
        case Scripts(base, low, high, limits):
            return Scripts(_mapped(base, change), low, high, limits)
    return node


def _accented(node: Any, body: Node) -> Node:
    """A letter with its accent; only lines above and below go over several letters."""
    mark = commands.ACCENTS[node.macroname]
    if isinstance(body, Atom) and sum(not _is_mark(char) for char in body.text) == 1:
        return _mapped(body, lambda char: char + mark)
    line = {"\u0304": "\u0305"}.get(mark, mark)
    if isinstance(body, Atom | Row) and line in ("\u0305", "\u0332"):
        return _mapped(body, lambda char: char + line)
    return Atom(node.latex_verbatim().strip(), "word")


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Me")
