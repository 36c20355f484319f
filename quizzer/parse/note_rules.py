"""What in a note is a card, tables apart. A rule is a function: (block, context) -> entries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizzer.markup import marks
from quizzer.parse.directives import PATTERN, At, Context
from quizzer.parse.forms import Entry, Value
from quizzer.parse.markdown import Block
from quizzer.parse.tables import is_link, is_picture

LABEL = re.compile(r"(?P<label>Q|A|Why|Hint):(?!\S)[ \t]*(?P<text>.*)")
"""A line that begins a side of a question."""


def question(block: Block, context: Context) -> Iterator[Entry]:
    """`Q:`, `A:` and, if wanted, `Why:` and `Hint:`, each with the blocks that follow it."""
    for at, sides in _questions(block):
        labels = [label for label, _ in sides]
        values: dict[str, Value] = {label.lower(): text for label, text in sides if text}
        if len(labels) > len(set(labels)):
            twice = max(labels, key=labels.count)
            hint = "keep one of them, or begin the next card with `Q:`"
            context.report(at, "N04", f"a question has two `{twice}:`", hint, "warning")
        elif "q" not in values:
            hint = "write the question behind it"
            context.report(at, "N04", "`Q:` asks nothing", hint, "warning")
        else:
            yield context.entry("qa", at, values)


def _questions(block: Block) -> Iterator[tuple[At, list[tuple[str, str]]]]:
    """Where each question of the block begins, and its sides by label."""
    at = At(block.line)
    sides: list[tuple[str, list[str]]] = []
    end = block.line
    for part in block.blocks:
        lines = part.text.split("\n") if part.kind == "paragraph" else [part.text]
        for number, line in enumerate(lines):
            found = LABEL.match(line)
            if found and found["label"] == "Q" and sides:
                yield at, [(label, _side(texts)) for label, texts in sides]
                at, sides = At(part.line + number), []
            if found:
                sides.append((found["label"], [found["text"]]))
            else:
                gap = [""] if number == 0 and part.line > end + 1 else []
                sides[-1][1].extend([*gap, line])
        end = part.end
    yield at, [(label, _side(texts)) for label, texts in sides]


def _side(lines: Sequence[str]) -> str:
    return "\n".join(lines).strip("\n").rstrip()


_ASTRAY = re.compile(r"^(?:\*\*)?[QA](?:\*\*)?:", re.MULTILINE)


def astray(block: Block, context: Context) -> Iterator[Entry]:
    """No card, but told: a `Q:`, an `A:` or a directive where it is none."""
    if found := PATTERN.search(block.text):
        hint = "put it on a line of its own above the block, with a blank line before it"
        context.report(_at(block, found), "N02", "a directive inside a paragraph", hint)
    elif found := _ASTRAY.search(block.text):
        hint = "`Q:` begins a paragraph at the margin, and `A:` follows it"
        message = f"`{found[0]}` belongs to no card"
        context.report(_at(block, found), "N04", message, hint, "warning")
    return iter(())


def _at(block: Block, found: re.Match[str]) -> At:
    return At(block.line + block.text.count("\n", 0, found.start()))


_BEFORE = re.compile(r"[\w)\]}]")
_AFTER = re.compile(r"[\w(\[{]")


def cloze(block: Block, context: Context) -> Iterator[Entry]:
    """A paragraph with `==marks==`, in a list or out of it.

    A mark that clings to words on both sides is none, but two comparisons: `a==1 and b==2`.
    """
    text = block.text
    found = list(marks(text))
    for mark in found:
        if _BEFORE.match(text[mark.start - 1 : mark.start]) and _AFTER.match(text, mark.end):
            message = f"`{text[mark.start : mark.end]}` hides nothing: words touch it"
            hint = "put `code` marks around a comparison, or spaces around what is to be hidden"
            context.report(block, "N05", message, hint, "info")
            return
    if found:
        yield context.entry("cloze", block, {"cloze": text})


_TERM = re.compile(
    r"\*\*(?=\S)(?P<term>(?:[^*\\]|\\.|\*(?!\*))+)(?<=\S)\*\*(?::\s+|\s*—\s*)(?P<definition>\S.*)",
    re.DOTALL,
)
_ALMOST = re.compile(r"\*\*[^*]+(?::\*\*|\*\*\s+(?::|[-–]+\s))")
_LONGEST_TERM = 80


def term(block: Block, context: Context) -> Iterator[Entry]:
    """List items `- **Term**: definition` or `- **Term** — definition`."""
    told = False
    for item in block.blocks:
        paragraph = next(iter(item.blocks), None)
        if not paragraph or paragraph.kind != "paragraph" or any(marks(paragraph.text)):
            continue
        found = _TERM.fullmatch(paragraph.text)
        fault = _no_term(found["term"], found["definition"], item) if found else ""
        if found and not fault:
            yield context.entry("term", item, found.groupdict())
        elif (fault or _ALMOST.match(paragraph.text)) and not told:
            told = True
            message = fault or "this looks like a term and its definition, and is none"
            hint = "a term is written `- **Term**: definition`"
            context.report(item, "N05", message, hint, "info")


def _no_term(term: str, definition: str, item: Block) -> str:
    """Why what looks like a term and its definition is none; empty if it is one."""
    if is_link(term) or is_link(definition):
        return "a link is neither a term nor a definition"
    if is_picture(term) or is_picture(definition):
        return "a picture is neither a term nor a definition"
    if len(term) > _LONGEST_TERM:
        return "a term of so many words is a sentence"
    if definition.endswith(":") and len(item.blocks) > 1:
        return "the definition goes on below its paragraph"
    return ""


def order(block: Block, context: Context) -> Iterator[Entry]:
    """An ordered list under `<!-- quizzer: order "question" -->`."""
    directive = context.directive("order")
    if not directive:
        return
    for item in block.blocks:
        if [part.kind for part in item.blocks] != ["paragraph"]:
            message = "an item to be put in order is one paragraph"
            context.report(item, "N03", message, "move what is below it out of the list")
            return
    items = tuple(" ".join(item.blocks[0].text.split()) for item in block.blocks)
    yield context.entry("order", block, {"q": directive.question, "order": items})
