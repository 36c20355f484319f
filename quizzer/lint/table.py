"""The rules. Why there is each, with examples, stands in rules.md."""

from __future__ import annotations

from collections.abc import Iterator

from quizzer.lint import (
    answers,
    choices,
    deckwide,
    history,
    leaks,
    notation,
    numbers,
    off,
    questions,
)
from quizzer.lint.page import Finding, Page
from quizzer.lint.rule import Find, Rule


def _each(*finds: Find) -> Find:
    def find(page: Page) -> Iterator[Finding]:
        for one in finds:
            yield from one(page)

    return find


def _off(page: Page) -> Iterator[Finding]:
    return off.faulty(page, [rule.id for rule in RULES])


RULES = (
    Rule("C00", "warning", "A `lint` key that switches nothing off, or does not say why", _off),
    Rule("C01", "error", "A cloze that shows nothing but its gap", leaks.nothing_shown),
    Rule("C02", "error", "One question with two answers", deckwide.contradiction),
    Rule(
        "C04",
        "warning",
        "An answer of more than 40 words, or a question of more than 150",
        _each(answers.too_long, questions.too_long),
    ),
    Rule("C05", "warning", "Two questions on one card", questions.two_in_one),
    Rule("C06", "warning", "A set of five or more to be recited", answers.unordered_set),
    Rule("C07", "warning", "A question that is answered by yes or no", questions.yes_or_no),
    Rule(
        "C08", "warning", "A question that names a subject and asks nothing of it", questions.vague
    ),
    Rule("C09", "warning", "A pronoun that refers to nothing on the card", questions.unreferred),
    Rule("C10", "warning", "A question or hint that says the answer", leaks.leak),
    Rule("C11", "warning", "A cloze that hides too much", leaks.gap),
    Rule("C12", "warning", "A question without its subject", questions.without_subject),
    Rule("C14", "error", "A source that is not there", notation.broken_source),
    Rule("C15", "warning", "A fact that will change, without a date", questions.volatile),
    Rule("C16", "warning", "An answer that is not known", answers.uncertain),
    Rule("C17", "error", "Digits grouped as in no number", numbers.misgrouped),
    Rule(
        "C18",
        "warning",
        "A number without the unit of its column, or in another notation",
        _each(numbers.without_unit, numbers.mixed_notation),
    ),
    Rule("C19", "warning", "A word of the deck with two letters exchanged", deckwide.misspelt),
    Rule(
        "C20",
        "error",
        "A formula, piece of code or mark that is not closed",
        _each(notation.unreadable, notation.open_gap),
    ),
    Rule(
        "C21",
        "error",
        "A picture or sound that is not there, or that a terminal would have to show",
        _each(notation.missing_file, notation.only_picture),
    ),
    Rule("C25", "warning", "A sequence of five or more steps to be recited", answers.steps),
    Rule("M01", "warning", "A choice between two options", choices.too_few),
    Rule("M02", "error", "Two options that say the same", choices.same_options),
    Rule("M03", "error", "A wrong answer that another card calls right", choices.also_right),
    Rule("M04", "warning", "An option about the other options", choices.about_options),
    Rule(
        "M05",
        "warning",
        "A right answer that is by far the longest option",
        choices.longest_is_right,
    ),
    Rule("M07", "warning", "A question for what is not so, without emphasis", choices.negative),
    Rule("T01", "error", "An answer of more than five words to be typed", answers.too_much_to_type),
    Rule(
        "T02",
        "warning",
        "An answer to be typed of which a right part is marked wrong",
        answers.refused_variant,
    ),
    Rule("T03", "error", "A tolerance that accepts the value of another row", numbers.tolerant),
    Rule("D01", "warning", "A card that you forget again and again", history.leech),
    Rule("D02", "info", "A card that takes you more than 30 seconds", history.slow),
)
"""Every rule, by id. An id is never given to another rule."""

OF_HISTORY = frozenset(rule for rule in RULES if rule.id.startswith("D"))
"""The rules that look at how a card was answered."""

ERRORS = tuple(rule for rule in RULES if rule.severity == "error")
"""The rules whose cards are not built."""
