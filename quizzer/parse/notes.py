"""Markdown notes: from a text to the entries of a deck, and what in it looked like a card."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from quizzer.errors import Problem
from quizzer.key import digest, slug
from quizzer.markup import hide, marks
from quizzer.parse import frontmatter, note_rules
from quizzer.parse.card_directive import with_card
from quizzer.parse.directives import PATTERN, Context, Directive, directives
from quizzer.parse.faults import faults
from quizzer.parse.forms import Draft, Entry, Value
from quizzer.parse.markdown import Block, Document, Kind
from quizzer.parse.tables import table
from quizzer.parse.yaml.source import CONTROL

RULES: Mapping[Kind, tuple[Callable[[Block, Context], Iterable[Entry]], ...]] = {
    "question": (note_rules.question,),
    "paragraph": (note_rules.cloze, note_rules.astray),
    "bullets": (note_rules.term,),
    "numbers": (note_rules.order,),
    "table": (table,),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a note holds for Quizzer.

    `is_deck` tells whether its front matter says `quizzer: true`: it is a deck as it stands,
    without being built.
    """

    draft: Draft
    problems: list[Problem]
    is_deck: bool = False

    @property
    def counts(self) -> dict[str, int]:
        """How many cards each rule made."""
        return counts(self.draft.entries)


def counts(entries: Iterable[Entry]) -> dict[str, int]:
    """How many cards each rule made: a term makes two, a cloze one for each mark."""
    found = Counter[str]()
    for entry in entries:
        cards = 2 if entry.form == "term" else 1
        if entry.form == "cloze":
            cards = sum(1 for _ in marks(str(entry.values["cloze"])))
        found[_rule(entry)] += cards
    return dict(sorted(found.items()))


def _rule(entry: Entry) -> str:
    kind = _place(entry).get("kind")
    return kind or (entry.form if entry.form in ("term", "cloze", "order") else "qa")


def _place(entry: Entry) -> Mapping[str, str]:
    place: Any = entry.values["place"]
    return place if isinstance(place, Mapping) else {}


def read(text: str, note: str, path: str = "") -> Reading:
    """The cards that a note makes, and what looked like one and is none.

    `note` is its path below the notes folder, in POSIX form; `path` is what problems call it
    (the same by default). Any text is a note, and nothing in one that was never written for
    Quizzer is worse than a warning.
    """
    path = path or note
    page, front, problems = frontmatter.split(text.removeprefix("\ufeff"), path)
    draft = Draft(frontmatter.deck(front, page, note), [])
    quizzer = front.get("quizzer")
    if quizzer == "skip":
        return Reading(draft, problems)
    found: list[Problem] = []
    for section in page.sections:
        context = Context(note, path, section, found, draft.aliases)
        draft.entries += _walk(_gathered(section.blocks), context)
    if not quizzer and not PATTERN.search(text) and _is_project_page(text, page):
        found = _questions_only(draft, found, path)
    draft.entries = _asked_once(_sound(draft.entries, path, found), path, found)
    return Reading(draft, sorted([*problems, *found]), quizzer == "true")


_BELONGS = ("bullets", "numbers", "code", "maths", "table")


def _gathered(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, those of a question and its sides put together as one block."""
    run: list[Block] = []
    for block in blocks:
        found = note_rules.LABEL.match(block.text) if block.kind == "paragraph" else None
        begins = found is not None and found["label"] == "Q"
        if run and not begins and (found or block.kind in _BELONGS):
            run.append(block)
            continue
        yield from _joined(run)
        run = [block] if begins else []
        if not begins:
            yield block
    yield from _joined(run)


def _joined(run: Sequence[Block]) -> Iterator[Block]:
    if run:
        yield Block("question", run[0].text, run[0].line, run[-1].end, tuple(run))


_HOLDERS = ("bullets", "numbers", "item", "quote")
_MEANT_FOR = {"table": ("table", "a table"), "order": ("numbers", "an ordered list (1. 2. 3.)")}


def _walk(blocks: Iterable[Block], context: Context) -> Iterator[Entry]:
    """What the blocks make, each under the directives that stand above it."""
    above: list[Directive] = []
    for block in blocks:
        if block.kind == "html" and block.text.lstrip().startswith("<!--"):
            above += directives(block, context)
            continue
        here = replace(context, directives=tuple(above))
        above = []
        if not any(one.word == "skip" or one.faulty for one in here.directives):
            yield from _made(block, here)
    for directive in above:
        if not directive.faulty:
            message = f"no block follows this `{directive.word}`"
            hint = "put it right above the block it is meant for"
            context.report(directive, "N03", message, hint)


def _made(block: Block, context: Context) -> Iterator[Entry]:
    for directive in context.directives:
        kind, what = _MEANT_FOR.get(directive.word, (block.kind, ""))
        if kind != block.kind:
            message = f"`{directive.word}` does not stand above {what}"
            context.report(directive, "N03", message, f"put it right above {what}")
    entries = [entry for rule in RULES.get(block.kind, ()) for entry in rule(block, context)]
    if block.kind in _HOLDERS and not context.directive("order"):
        entries += _walk(block.blocks, replace(context, directives=()))
    for directive in context.directives:
        if directive.word in ("card", "lint"):
            entries = with_card(directive, entries, context)
    for entry in entries:
        if entry.form != "qa" or "a" in entry.values:
            yield entry
        else:
            hint = "the answer begins with `A:`, on a line of its own"
            context.report(entry, "N04", "`Q:` has no `A:`", hint, "warning")


# A note that was never written for Quizzer

_PROJECT_TEXT = (
    re.compile(r"\[!\["),
    re.compile(
        r"\b(?:pip3?|pipx|conda|brew|npm|gem|cargo|apt|apt-get|choco|scoop|dotnet tool) install\b"
        r"|\b(?:uv|cargo|yarn|pnpm|poetry|pdm) add\b|\bgo (?:get|install)\b|\bdocker pull\b"
    ),
)
_PROJECT_HEADING = (
    re.compile(r"\W*(?:install|usage\b|quick ?start|getting started|how to use)", re.IGNORECASE),
    re.compile(
        r"\W*(?:contribut|licen[cs]e\b|change ?log|release notes|code of conduct|donat|sponsor"
        r"|credits\b|maintainers|acknowledge?ments)",
        re.IGNORECASE,
    ),
)


def _is_project_page(text: str, page: Document) -> bool:
    """Whether this is the front page of a project, by two of four signs.

    They are badges, a command that installs it, headings on its use, and headings on its
    licence and helpers. What such a page lists are features and options, not facts to learn.
    """
    titles = [section.path[-1] for section in page.sections if section.path]
    signs = [bool(sign.search(text)) for sign in _PROJECT_TEXT]
    signs += [any(map(sign.match, titles)) for sign in _PROJECT_HEADING]
    return sum(signs) >= 2


def _questions_only(draft: Draft, problems: Sequence[Problem], path: str) -> list[Problem]:
    """Leaves the draft its questions, which nobody writes by chance, and the problems of those."""
    kept = [entry for entry in draft.entries if _rule(entry) == "qa"]
    dropped = [entry for entry in draft.entries if _rule(entry) != "qa"]
    draft.entries = kept
    found = [problem for problem in problems if problem.rule == "N04"]
    if dropped:
        cards = sum(counts(dropped).values())
        message = (
            f"this looks like a project's page: its lists and tables ({cards} cards) are left out"
        )
        hint = "if they are to be learnt, begin the note with `---`, `quizzer: true`, `---`"
        found.append(Problem(path, dropped[0].line, 1, "N06", message, hint, "info"))
    return found


# What cannot be asked


def _sound(entries: Iterable[Entry], path: str, problems: list[Problem]) -> Iterator[Entry]:
    """The entries without faults, and without control characters, which a terminal would obey."""
    for entry in entries:
        control = next(filter(None, map(CONTROL.search, _texts(entry.values.values()))), None)
        if control:
            message = f"U+{ord(control[0]):04X} is a control character: the card is not made"
            problems.append(Problem(path, entry.line, 1, "N07", message, "delete it"))
            continue
        found = list(faults(entry.form, entry.values))
        for fault in found:
            where = (path, entry.line, 1, fault.rule, fault.message, fault.hint)
            problems.append(Problem(*where, "error" if entry.form == "compute" else "warning"))
        if not found:
            yield entry


def _texts(values: Iterable[Value]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping):
            yield from _texts((*value, *value.values()))
        else:
            yield from value


def _asked_once(entries: Iterable[Entry], path: str, problems: list[Problem]) -> list[Entry]:
    """The entries whose question stands once under their heading; no other can be told apart."""
    subjects = [(_subject(entry), entry) for entry in entries]
    times = Counter(subject for subject, _ in subjects)
    first: dict[tuple[str, ...], Entry] = {}
    for subject, entry in subjects:
        if first.setdefault(subject, entry) is not entry:
            message = f"this is asked in line {first[subject].line} too: neither is a card"
            hint = "reword one of them, or put them under different headings"
            problems.append(Problem(path, entry.line, 1, "N08", message, hint, "warning"))
    return [entry for subject, entry in subjects if times[subject] == 1]


def _subject(entry: Entry) -> tuple[str, ...]:
    values, place = entry.values, _place(entry)
    heading = slug(place.get("heading", ""))
    if "id" in values:
        return "", str(values["id"]), str(entry.line)
    if "kind" in place:
        return (heading, *(slug(place.get(part, "")) for part in ("row", "column", "kind")))
    if entry.form == "term":
        return heading, slug(str(values["term"]))
    asked = str(values["q"]) if "q" in values else hide(str(values["cloze"]), 0)
    return heading, digest(asked), ""
