"""What must hold between the values of a card, whatever it was written in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

from quizzer import compute
from quizzer.card import Form
from quizzer.compute import FormulaError
from quizzer.markup import marks, without_verbatim
from quizzer.values import number

MOST_MARKS = 50
"""Cloze marks of one text, each of which makes a card that holds the whole of it."""

Values = Mapping[str, Any]
"""The values of a card by key, each of the kind that the table of forms says."""


class Fault(NamedTuple):
    """What is wrong with the value of a key, or with its item number `item` (from 0), or with
    what stands in that at `inner`.
    """

    key: str
    rule: str
    message: str
    hint: str
    item: int | None = None
    inner: int | None = None


def faults(form: Form, values: Values) -> Iterator[Fault]:
    """The faults of a card whose keys, and the kinds of their values, are right."""
    return _RULES[form](values)


def _folded(text: str) -> str:
    """A text without what does not make it another: case, spacing, a closing sentence mark."""
    return " ".join(text.casefold().split()).strip(" .!?…")


def _option(text: str) -> str:
    """A text without what does not make it another option; code, formulas and signs do."""
    if "`" in text or "$" in text:
        return text.strip()
    return " ".join(text.casefold().split()).rstrip(" .…")


def _qa(values: Values) -> Iterator[Fault]:
    question, answer = values["q"], values["a"]
    if abs(len(question) - len(answer)) < 4 and _folded(question) == _folded(answer):
        hint = "give an answer that the question does not say already"
        yield Fault("a", "F11", "the answer repeats the question", hint)
    yield from _tolerance(values)
    if "tolerance" in values and number(answer) is None:
        message = f"`tolerance` needs an answer that is a number, and `{answer}` is none"
        hint = "take it out, or answer with one number, as 1.5B or 40 GB"
        yield Fault("tolerance", "F08", message, hint)


def _tolerance(values: Values) -> Iterator[Fault]:
    tolerance = values.get("tolerance", "0")
    if not _TOLERANCE.fullmatch(tolerance) or number(tolerance) is None:
        message = f"`{tolerance}` is neither a number nor a percentage"
        yield Fault("tolerance", "F08", message, "write `tolerance: 5%`, or a number")


_TOLERANCE = re.compile(r"(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?(?: ?%)?")


def _term(values: Values) -> Iterator[Fault]:
    if _folded(values["term"]) == _folded(values["definition"]):
        yield Fault("definition", "F11", "the definition repeats the term", "say what it means")


_ANKI_MARK = re.compile(r"\{\{c\d+::(?P<text>[^{}]*)\}\}")
_SPACED_MARK = re.compile(r"==[ \t][^=\n]*==|==[^=\n]*[ \t]==")


def _cloze(values: Values) -> Iterator[Fault]:
    text = values["cloze"]
    count = sum(1 for _ in islice(marks(text), MOST_MARKS + 1))
    if count > MOST_MARKS:
        message = f"more than {MOST_MARKS} parts of the text are marked as hidden"
        yield Fault("cloze", "F07", message, "split it into several cards")
    if count:
        return
    hint = "mark what to hide: ==hidden== or ==hidden::hint=="
    if found := _ANKI_MARK.search(text):
        hint = f"write =={found['text']}== for {found[0]}"
    elif _SPACED_MARK.search(text):
        hint = "no space may stand just inside the marks: ==hidden=="
    elif text.count("==") > 1:
        hint = "a mark inside code or TeX is text: put == around the whole code or formula"
    yield Fault("cloze", "F07", "no part of the text is marked as hidden", hint)


def _choice(values: Values) -> Iterator[Fault]:
    answer = values["a"]
    right = (answer,) if isinstance(answer, str) else answer
    answers = {_option(text) for text in right}
    for at, text in enumerate(values["wrong"]):
        if _option(text) in answers:
            yield Fault("wrong", "F09", f"`{text}` is a right answer", "take it out", at)
    for key, texts in (("a", right), ("wrong", values["wrong"])):
        for at, text in _repeated(texts):
            yield Fault(key, "F09", f"`{text}` stands here twice", "keep one", at)


def _order(values: Values) -> Iterator[Fault]:
    if len(values["order"]) < 2:
        yield Fault("order", "F10", "one item has no order", "give two or more")
    for at, text in _repeated(values["order"]):
        yield Fault("order", "F10", f"`{text}` stands here twice", "keep one", at)


def _match(values: Values) -> Iterator[Fault]:
    pairs = values["match"]
    if len(pairs) < 2:
        yield Fault("match", "F10", "one pair leaves nothing to match", "give two or more")
    for side, texts in (("left", pairs), ("right", pairs.values())):
        for at, text in _repeated(texts):
            message = f"`{text}` stands on the {side} twice, so that two matchings are right"
            yield Fault("match", "F10", message, f"make the {side} sides differ", at)


def _repeated(texts: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The texts that say what an earlier one says, each with its number."""
    seen: set[str] = set()
    for at, text in enumerate(texts):
        if (option := _option(text)) in seen:
            yield at, text
        seen.add(option)


def _compute(values: Values) -> Iterator[Fault]:
    faults = [*_vary(values), *_braces(values)]
    yield from faults
    yield from _unit(values)
    yield from _tolerance(values)
    vary = values["vary"]
    try:
        formula = compute.Formula(values["compute"], vary)
        if not faults:
            compute.attempt(formula, vary)
    except FormulaError as error:
        yield Fault("compute", "F12", error.message, error.hint)


def _vary(values: Values) -> Iterator[Fault]:
    vary = values["vary"]
    if not vary:
        yield Fault("vary", "F12", "nothing varies", "write `vary: {n: [12, 24]}`")
    elif len(vary) > compute.MOST_NAMES:
        message = f"{len(vary)} names vary, and {compute.MOST_NAMES} are the most"
        yield Fault("vary", "F12", message, "write some of the values into the formula")
    for at, (name, texts) in enumerate(vary.items()):
        if not compute.is_name(name):
            hint = "a name is a word, as n or width, and none of the functions"
            yield Fault("vary", "F12", f"`{name}` cannot be the name of a value", hint, at)
        if len(texts) > compute.MOST_VALUES:
            message = f"`{name}` has {len(texts):,} values, and {compute.MOST_VALUES} are the most"
            yield Fault("vary", "F12", message, "leave some of them out", at)
            continue
        for inner, text in enumerate(texts):
            try:
                compute.amount(text)
            except FormulaError as error:
                yield Fault("vary", "F12", error.message, error.hint, at, inner)


def _braces(values: Values) -> Iterator[Fault]:
    """What stands in braces in the question without values, and the other way round."""
    question, vary = values["q"], values["vary"]
    for name in sorted(compute.braced(without_verbatim(question)).difference(vary)):
        hint = f"write `{name}: [...]` there; braces of another meaning stand in code or a formula"
        yield Fault("q", "F12", f"`{{{name}}}` is not in `vary`", hint)
    shown = compute.braced(question)
    for at, name in enumerate(vary):
        if compute.is_name(name) and name not in shown:
            hint = f"write {{{name}}} where its value is to stand, or take it out"
            yield Fault("vary", "F12", f"`{name}` does not stand in the question", hint, at)


def _unit(values: Values) -> Iterator[Fault]:
    unit = values.get("unit")
    if unit and number(f"1 {unit}") is None:
        message = f"`{unit}` cannot stand behind a number as its unit"
        yield Fault("unit", "F12", message, "write a word or two, or a symbol such as GB or %")


_RULES: dict[Form, Callable[[Values], Iterator[Fault]]] = {
    "qa": _qa,
    "term": _term,
    "cloze": _cloze,
    "choice": _choice,
    "order": _order,
    "match": _match,
    "compute": _compute,
}
