"""Rules on how a question is put."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzer.lint.page import Face, Finding, Page
from quizzer.lint.prose import THING, Prose, shortened

LONGEST = 150
"""Words of a question that is still read before it is answered."""

_ASKS = "what|which|why|how|when|where|who|whose"


def too_long(page: Page) -> Iterator[Finding]:
    """A question that is an essay."""
    for face in page.of("qa", "choice", "order", "match", "compute"):
        if (count := len(face.front.words)) > LONGEST:
            yield Finding(
                face.card,
                "q",
                face.front.text,
                f"the question has {count} words: it will be skipped, not read",
                "leave out what is not needed to answer it",
            )


def two_in_one(page: Page) -> Iterator[Finding]:
    """Two questions on one card."""
    for face in page.of("qa", "compute"):
        found = _AND_ASKS.match(face.front.plain) or _ASKS_TWICE.search(face.front.plain)
        if found:
            second = " ".join(found[found.lastgroup or 0].split())
            yield Finding(
                face.card,
                "q",
                second,
                f"a second question begins at `{second}`: who knows half cannot rate it",
                "make a card of each",
            )


_AND_ASKS = re.compile(
    rf"(?:[^?,]*, )?(?:{_ASKS})\b(?:(?!\b(?:between|both|whether|depend\w*)\b)[^?])*?,? and "
    r"(?P<second>(?:what|why|how|when|where|who)(?! to\b)"
    r"(?: (?:is|are|was|were|do|does|did|can|much|many))?)\b"
    r"[^?.]{0,200}\?"
    r"|.{0,80}?\b(?:pros|(?<!dis)advantages|benefits|strengths) and "
    r"(?P<other>cons|disadvantages|drawbacks|weaknesses)\b",
    re.IGNORECASE | re.DOTALL,
)
_ASKS_TWICE = re.compile(
    rf"\?[\s)]+(?!why(?: or why)?(?: not)?\?)(?P<second>(?:and )?(?:{_ASKS})\b[^?]{{0,80}}\?)",
    re.IGNORECASE,
)


def yes_or_no(page: Page) -> Iterator[Finding]:
    """A question that a coin answers."""
    for face in page.of("qa"):
        if face.is_built:
            continue
        found = _YES_OR_NO.fullmatch(face.back.plain)
        if _TRUE_OR_FALSE.search(face.front.plain):
            found = _TRUE.match(face.back.plain)
        elif found and _ASKS_OPENLY.search(face.front.plain):
            continue
        if found or (found := _either(face)):
            yield Finding(
                face.card,
                "a",
                found["word"],
                f"`{found['word']}` is right in half of all guesses",
                "ask openly (why, when, which, how many), so that the answer has to be recalled",
            )


_ASKS_OPENLY = re.compile(r"\b(?:what|which|who|whose|how|why|where)\b", re.IGNORECASE)
_TRUE_OR_FALSE = re.compile(r"\b(?:true|t) ?(?:or|/) ?(?:false|f)\b", re.IGNORECASE)
_TRUE = re.compile(r"\s*(?P<word>true|false|t|f)\b", re.IGNORECASE)
_YES_OR_NO = re.compile(r"\s*(?P<word>yes|no|true|false)\s*[.!]?\s*", re.IGNORECASE)


def _either(face: Face) -> re.Match[str] | None:
    """The answer, if it is one of the two that `Is it this or that?` offers."""
    found = _EITHER.fullmatch(face.front.plain.strip())
    offered = found and (Prose(found["one"]).words[-2:], Prose(found["other"]).words[:2])
    words = face.back.words
    if not offered or not words or len(words) > 2:
        return None
    last, first = offered
    is_offered = last[-len(words) :] == words or first[: len(words)] == words
    return re.fullmatch(r"\s*(?P<word>.*?)\W*", face.back.plain) if is_offered else None


_EITHER = re.compile(
    r"(?:is|are|was|were|do|does|did|has|have|can|will|should)\b"
    r"(?P<one>[^?,;]*) or (?P<other>[^?,;]*)\?",
    re.IGNORECASE,
)


def vague(page: Page) -> Iterator[Finding]:
    """A question that names a subject and nothing that is asked of it."""
    for face in page.of("qa"):
        found = _VAGUE.fullmatch(face.front.plain.strip())
        if found and not _ASPECT.match(found["what"]):
            asked = " ".join(face.front.text.split())
            subject = _VERB.sub("", asked).rstrip(".?!: ")
            yield Finding(
                face.card,
                "q",
                face.front.text,
                f"`{shortened(asked)}` does not say what is asked about {shortened(subject)}",
                "ask for one thing: what it is for, what it costs, how it differs from …",
            )


_VERBS = (
    r"(?:please )?(?:describe|explain|discuss|what about|(?:tell|talk|write)(?: me)?(?: about)"
    r"|what (?:do|can) you (?:know|say|tell me) (?:about|of)) "
)
_VERB = re.compile(_VERBS, re.IGNORECASE)
_VAGUE = re.compile(
    _VERBS + r"(?P<what>(?:(?:a|an|the) )?(?!(?:how|why|what|when|where)\b)[^\s,;:?.!]+"
    r"(?: [^\s,;:?.!]+){0,2})[.?!:]*",
    re.IGNORECASE,
)
_ASPECT = re.compile(
    r"the (?:steps?|stages?|sources?|causes?|types?|kinds?|roles?|purposes?|uses?|differences?"
    r"|ideas?|effects?|structure|shape|meaning|origin|syntax)\b",
    re.IGNORECASE,
)


def unreferred(page: Page) -> Iterator[Finding]:
    """A question about `it` that does not say what."""
    for face in page.of("qa", "choice", "order", "match", "cloze", "compute"):
        if face.card.form == "cloze" and face.card.place and face.card.place.heading:
            continue  # the heading is shown with the gap
        text = face.front.plain
        found = _PRONOUN.match(text) if face.card.form in ("qa", "cloze") else None
        if not found or _NAMED_LATER.search(text, found.end()):
            found = _ELSEWHERE.search(text)
            if found and _SENTENCE.search(text, 0, found.start()):
                continue  # what came before may be meant
        if found and not _shows_something(face):
            yield Finding(
                face.card,
                "q",
                found["word"],
                f"`{found['word']}` refers to nothing that this card shows",
                "name what is meant, so that the card makes sense alone",
            )


def _shows_something(face: Face) -> bool:
    """Whether the question shows code, a picture or a quotation that a pronoun may refer to."""
    return any(sign in face.front.plain for sign in (THING, "\n", ":", '"', "“")) or (
        "![" in face.front.text
    )


_PRONOUN = re.compile(
    r"(?:(?:what|which|why|how|when|where|who|whose|is|are|was|were|do|does|did|can|could|will"
    r"|would|should|much|many|long|often|far|has|have|had|in|of|for|by|to|from|and)\s+)*"
    r"(?:(?:wrote|made|invented|discovered|said|proposed)\s+)?"
    r"(?P<word>it|its|he|she|they|their|this|these|those)\b"
    r"(?!.*\b(?:that|(?:to|for|of)\s+\w+|if|when|whether|which|who|whose|called|named|said|means?|like)\b)"
    r"(?! (?:possible|true|important|necessary|useful|better|good|bad|safe|worth|takes?|costs?)\b)",
    re.IGNORECASE | re.DOTALL,
)
_SENTENCE = re.compile(r"[.?!:]\s")
_NAMED_LATER = re.compile(rf"[A-Z0-9{THING}]")
_ELSEWHERE = re.compile(
    r"\b(?P<word>(?:shown|described|mentioned|listed|defined) above|the above|as above"
    r"|the (?:model|figure|diagram|example|code|text|table|list|equation|formula|function) above"
    r"|(?:the |this )?previous (?:card|question|slide|example|section|chapter)"
    r"|(?:in|of|from) this (?:paper|article|chapter|lecture|video|course|section|notes?|post"
    r"|slide|deck|book|document|module|lesson))\b",
    re.IGNORECASE,
)


def without_subject(page: Page) -> Iterator[Finding]:
    """A short question for something that every subject has, and no subject."""
    for face in page.of("qa", "choice"):
        if found := _WITHOUT_SUBJECT.fullmatch(face.front.plain.strip()):
            yield Finding(
                face.card,
                "q",
                found["what"],
                f"`{found['what']}` of what? The question does not say",
                "name the subject in the question",
            )


_OF_SOMETHING = (
    "size|number|name|year|date|authors?|purpose|goal|aim|differences?|(?:dis)?advantages?"
    "|drawbacks?|benefits?|limitations?|results?|roles?|causes?|effects?|reasons?|formula"
    "|definition|values?|defaults?|default value|length|width|height|depth|costs?|price"
    "|(?:time |space )?complexity|runtime|inputs?|outputs?|architecture|objective|founders?"
    "|inventors?|capital|population|licen[cs]e|idea|intuition|problem|solution|syntax|steps"
    "|types|kinds|functions?|properties|symptoms|treatment|(?:boiling|melting) point"
    "|(?:default )?port|tokeni[sz]er|vocabulary(?: size)?|learning rate|batch size"
    "|context (?:length|window)|loss(?: function)?|optimi[sz]er|training data|data ?set"
    "|(?:hyper)?parameters"
)
_WITHOUT_SUBJECT = re.compile(
    r"(?:what|which|who|how (?:large|big|long|many)) (?:is|are|was|were) (?:the|its) "
    rf"(?P<what>(?:main |exact |full |key )?(?:{_OF_SOMETHING}))\s*\??",
    re.IGNORECASE,
)


def volatile(page: Page) -> Iterator[Finding]:
    """A question whose answer will change, without a date."""
    for face in page.of("qa", "choice"):
        text = face.front.plain
        found = _VOLATILE.match(text)
        if not found and _CURRENCY.search(face.back.text) and not _CURRENCY.search(text):
            found = _PRICE.search(text)
        if found and not face.card.as_of and not _DATED.search(text):
            yield Finding(
                face.card,
                "q",
                found["what"],
                f"`{found['what']}` will be another one day",
                "write `as_of:` and the month, or put the date into the question",
            )


_VOLATILE = re.compile(
    r"(?:what|which|who)(?:'s|(?: \w+)? (?:is|are)) (?:the )?"
    r"(?P<what>(?:latest|newest|current|most recent) (?:stable |major |lts |world )*"
    r"(?:versions?|releases?|president|prime minister|chancellor|ceo|cto|chair\w*"
    r"|champions?|record|price|population|pope|maintainers?|holder|lts)"
    r"|(?:current )?state[- ]of[- ]the[- ]art)\b",
    re.IGNORECASE,
)
_PRICE = re.compile(r"\bhow much (?:does|do|is|are)\b.*\b(?P<what>costs?)\b", re.IGNORECASE)
_CURRENCY = re.compile(r"[$€£]\s?\d|\d\s?[€£]")
_DATED = re.compile(r"\b(?:1\d|20)\d\d\b")
