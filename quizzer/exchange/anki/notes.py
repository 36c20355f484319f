"""Cards as Anki notes: which cards share a note, and what its fields say.

A field is HTML in which Anki looks for more: cloze marks in double braces, `[sound:x]`,
`[[type:x]]`. So text is escaped twice, for the browser and for Anki; the entities that then stand
for a brace, a bracket or a colon look the same on the card.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from html import escape, unescape
from itertools import count

from quizzer.card import Card, Deck
from quizzer.compute import example
from quizzer.exchange.anki.notetypes import FIELDS, Kind
from quizzer.markup import in_line, marks
from quizzer.parse import markdown
from quizzer.values import leeway

NEVER_CHANGED = 1735704000_000
"""When a card's content last changed if nobody saw it change, in UTC milliseconds."""

Cards = Sequence[Card]


@dataclass(frozen=True, slots=True)
class Note:
    """A note and its cards, each an ordinal (from 0) and whether it is suspended.

    Anki knows the note by `guid` and takes it for newer than its own by `modified`, in seconds.
    `fields` are HTML, in the order of `FIELDS`.
    """

    guid: str
    kind: Kind
    modified: int
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    cards: tuple[tuple[int, bool], ...]


def notes(
    decks: Sequence[Deck], changed: Mapping[str, int], uids: Mapping[str, str]
) -> Iterator[tuple[Deck, Note]]:
    """The notes of all decks in order, each with its deck; a note met again is left out.

    `changed` says by a card's id when its content was last seen to change (UTC milliseconds),
    `uids` what its first id was.
    """
    known: set[str] = set()
    for deck in decks:
        for cards in _by_note([example(card) for card in deck.cards]):
            firsts = [uids.get(card.id, card.id) for card in cards]
            name = next((name for name in _names(cards[0], firsts) if name not in known), None)
            if name is None:
                continue
            known.add(name)
            ordinals = _ordinals(cards, firsts, name)
            kind, content = _content(cards, ordinals, seed=name)
            tags = tuple(dict.fromkeys(filter(None, map(_tag, (*deck.tags, *cards[0].tags)))))
            fields = _about(cards[0]) | {"Tags": _text(" ".join(tags))} | content
            note = Note(
                guid=blake2b(name.encode(), digest_size=10).hexdigest(),
                kind=kind,
                modified=max(changed.get(card.id, NEVER_CHANGED) for card in cards) // 1000,
                fields=tuple(fields.get(field, "") for field in FIELDS),
                tags=tags,
                cards=tuple(
                    (ordinal, card.suspended) for ordinal, card in zip(ordinals, cards, strict=True)
                ),
            )
            yield deck, note


def _by_note(cards: Cards) -> Iterator[Cards]:
    """The two cards of a term belong together, and so do the marks of a cloze text."""
    groups: dict[tuple[str, bool], list[Card]] = {}
    for card in cards:
        groups.setdefault((_id(card), _shares(card)), []).append(card)
    yield from groups.values()


def _shares(card: Card) -> bool:
    return card.form in ("term", "cloze")


def _id(card: Card) -> str:
    return card.entry if _shares(card) else card.id


def _names(card: Card, firsts: Sequence[str]) -> list[str]:
    """What the note may be known by for ever, best first: an older id before the present one.

    Different forms never share a note, as their note types cannot be exchanged.
    """
    if not _shares(card):
        return [f"card {first}" for first in firsts]
    stems = [_stem(first)[0] for first in firsts]
    older = [stem for stem in stems if stem != card.entry]
    return [f"{card.form} {stem}" for stem in (*older, card.entry)]


def _stem(uid: str) -> tuple[str, str]:
    entry, _, part = uid.rpartition("~")
    return (entry, part) if entry else (uid, "")


def _ordinals(cards: Cards, firsts: Sequence[str], name: str) -> list[int]:
    """Which card of its note each is. A cloze mark keeps its number when others come or go."""
    match cards[0].form:
        case "term":
            return [int(card.id.endswith("~term")) for card in cards]
        case "cloze":
            own = [_stem(first) for first in firsts]
            numbers = [
                int(part) if name == f"cloze {stem}" and part.isdecimal() else 0
                for stem, part in own
            ]
            later = count(max(numbers) + 1)
            return [(number or next(later)) - 1 for number in numbers]
    return [0]


def _content(cards: Cards, ordinals: Sequence[int], seed: str) -> tuple[Kind, dict[str, str]]:
    card = cards[0]
    if card.form == "cloze":
        numbers = {card.hole: n + 1 for card, n in zip(cards, ordinals, strict=True)}
        return "cloze", {"Front": _cloze(card.text, numbers)}
    front, answer = _html(card.question), card.answer
    if isinstance(answer, str):
        if card.form == "term":
            sides = (front, _html(answer))
            term, definition = reversed(sides) if ordinals[0] else sides
            return "two-way", {"Front": term, "Back": definition}
        if card.form == "choice":
            return "choice", {"Front": front} | _choice((answer,), card.wrong, seed)
        if card.accept or card.tolerance or card.form == "compute":
            return "typed", {"Front": front} | _typed(answer, card)
        return "basic", {"Front": front, "Back": _html(answer)}
    items = tuple(item for item in answer if isinstance(item, str))
    pairs = tuple(item for item in answer if isinstance(item, tuple))
    if card.form == "choice":
        return "choice", {"Front": front} | _choice(items, card.wrong, seed)
    return "choice", {"Front": front} | (_match(pairs, seed) if pairs else _order(items, seed))


def _typed(answer: str, card: Card) -> dict[str, str]:
    spellings = (answer, *card.accept)
    typed = next((text for text in spellings if "$" not in text), answer)
    also = [f"also right: {_html(text)}" for text in card.accept]
    also += [f"within {_html(allowed)}"] if (allowed := leeway(card.tolerance)) else []
    beside = f'\n<div class="also">{"; ".join(also)}</div>' if also else ""
    return {
        "Back": _html(answer) + beside,
        "Typed": _inert(escape(text_of(_html(typed)))),
    }


def _choice(right: Sequence[str], wrong: Sequence[str], seed: str) -> dict[str, str]:
    options = _shuffled(dict.fromkeys((*right, *wrong)), seed)
    return {
        "Options": _list('ol type="A" class="options"', options),
        "Back": _list('ol type="A" class="options"', options, right),
    }


def _order(items: Sequence[str], seed: str) -> dict[str, str]:
    return {
        "Options": _list('ul class="options"', _disarranged(items, seed)),
        "Back": _list('ol class="options"', items),
    }


def _match(pairs: Sequence[tuple[str, str]], seed: str) -> dict[str, str]:
    lefts = [left for left, _ in pairs]
    rights = list(dict.fromkeys(right for _, right in pairs))
    rows = (f"<tr><td>{_item(left)}</td><td>{_item(right)}</td></tr>" for left, right in pairs)
    return {
        "Options": '<div class="match">'
        + _list('ol class="options"', lefts)
        + _list('ol type="a" class="options"', _disarranged(rights, seed))
        + "</div>",
        "Back": f"<table><tbody>{''.join(rows)}</tbody></table>",
    }


def _list(tag: str, items: Sequence[str], right: Sequence[str] = ()) -> str:
    lines = (
        f'<li class="right">{_item(item)} ✓</li>' if item in right else f"<li>{_item(item)}</li>"
        for item in items
    )
    return f"<{tag}>{''.join(lines)}</{tag.split()[0]}>"


def _shuffled(items: Sequence[str] | Mapping[str, None], seed: str) -> list[str]:
    """An order that follows from the card and the texts alone, so that every export agrees."""
    return sorted(items, key=lambda item: blake2b(f"{seed}\n{item}".encode()).digest())


def _disarranged(items: Sequence[str], seed: str) -> list[str]:
    shuffled = _shuffled(items, seed)
    return shuffled[1:] + shuffled[:1] if shuffled == list(items) else shuffled


def _about(card: Card) -> dict[str, str]:
    status = ["Unconfirmed"] if card.unconfirmed else []
    status += [f"As of {card.as_of}"] if card.as_of else []
    place = card.place
    return {
        "Hint": _html(card.hint),
        "Why": _html(card.why),
        "Source": _source(card.source or (place.note if place else "")),
        "Heading": _html(place.heading) if place else "",
        "Status": _text(" · ".join(status)),
        "CardId": _inert(escape(_id(card))),
    }


def _source(source: str) -> str:
    if re.match(r"https?://\S+\Z", source):
        return f'<a href="{_inert(escape(source))}">{_text(source)}</a>'
    return _text(source)


def _tag(tag: str) -> str:
    """Anki separates tags by spaces."""
    return _inert("_".join(tag.split()))


_OPEN, _CUE, _CLOSE = "⸢\ufdd0⸢", "⸣\ufdd1⸢", "⸣\ufdd2⸣"
_MARKED = re.compile(f"{_OPEN}(.*?)(?:{_CUE}(.*?))?{_CLOSE}", re.DOTALL)
_RESERVED = dict.fromkeys((0xFDD0, 0xFDD1, 0xFDD2), "\ufffd")
_ENDS_CLOZE = re.compile(r":(?=:|\Z)|(?<=image-occlusion):|\}\Z")


def _cloze(text: str, numbers: Mapping[int, int]) -> str:
    """A cloze text as HTML with Anki's marks, numbered by hole; other marks are shown.

    The marks go through Markdown as stand-ins: punctuation, as `==` is, around a noncharacter
    that no text holds.
    """
    text = text.translate(_RESERVED)
    out, last, asked = [], 0, []
    for hole, mark in enumerate(marks(text), 1):
        out.append(text[last : mark.start])
        if hole in numbers:
            cue = _CUE + mark.cue if mark.cue else ""
            out.append(f"{_OPEN}{mark.hidden}{cue}{_CLOSE}")
            asked.append(numbers[hole])
        else:
            out.append(mark.hidden)
        last = mark.end
    marked = "".join((*out, text[last:]))
    html = _html(marked)
    if len(_MARKED.findall(html)) != len(asked):  # one stood in a link's address, say
        html = _inert(escape(marked)).replace("\n", "<br>")
    number = iter(asked)

    def written(found: re.Match[str]) -> str:
        hidden, cue = (_ENDS_CLOZE.sub(_entity, part or "") for part in found.groups())
        return f"{{{{c{next(number)}::{hidden}{'::' if cue else ''}{cue}}}}}"

    return _MARKED.sub(written, html)


def _item(text: str) -> str:
    """An option, which is one line and not, say, a list that begins with its hyphen."""
    return _html(in_line(text))


def _html(text: str) -> str:
    return _inert(markdown.html(text)) if text else ""


def _text(text: str) -> str:
    """A text that is no Markdown; MathJax reads across entities, but not across elements."""
    return _inert(re.sub(r"\\(?=[()\[\]])", r"\\<span></span>", escape(text)))


_TAG = re.compile(r"<[^>]*>")


def text_of(html: str) -> str:
    """A field's text without tags and entities, as Anki sorts notes by it."""
    return unescape(_TAG.sub("", html)).replace("\xa0", " ")


_OBEYED = re.compile(
    r"\{(?=\{)|(?<=\})\}|\[(?=\[type:|sound:|anki:|/?latex\]|/?\$\$?\])", re.IGNORECASE
)
_CONTROL = dict.fromkeys(n for n in (*range(32), 127) if chr(n) not in "\n\t")


def _inert(html: str) -> str:
    """HTML that Anki takes literally, in the normal form and without what it would strip."""
    return _OBEYED.sub(_entity, unicodedata.normalize("NFC", html.translate(_CONTROL)))


def _entity(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"
