"""The table of rules, choosing among them, explaining them, and where findings stand."""

from __future__ import annotations

import re
import time
from textwrap import dedent

import pytest

from quizzer.errors import UsageError
from quizzer.lint import ERRORS, RULES, Page, Record, chosen, explained, lint, problems
from quizzer.lint.off import offs
from quizzer.parse import decks

EXAMPLES = re.compile(
    r"Instead of\n\n(?P<bad>.+)\nwrite\n\n(?P<good>.+)\n\nFor one card", re.DOTALL
)


def told(cards: str) -> list[str]:
    """The rules that cards in YAML break."""
    text = f"deck: D\ncards:\n{cards}"
    deck, faults = decks.read(text.encode(), "d.yaml", "d")
    assert faults == []
    history = {deck.cards[0].id: Record(6, ((3, 60_000),) * 3)}
    return [rule.id for rule, _ in lint(Page(deck, history=history))]


def test_ids_are_unique():
    ids = [rule.id for rule in RULES]
    assert len(set(ids)) == len(ids)
    assert {rule.severity for rule in ERRORS} == {"error"}


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.id not in ("C14", "C21")])
def test_the_examples_of_a_rule_break_it_and_break_nothing(rule):
    examples = EXAMPLES.search(explained(rule.id))
    bad, good = (dedent(examples[side]) for side in ("bad", "good"))
    assert rule.id in told(bad)
    assert set(told(good)) <= {"D01", "D02"}


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_explains_itself(rule):
    words = explained(rule.id.lower())
    assert words.startswith(f"{rule.id} ({rule.severity}): {rule.title}\n\n")
    assert f"lint: off {rule.id} REASON" in words
    assert EXAMPLES.search(words)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("C99", "no rule 'C99': did you mean C19?"),
        ("c4", "no rule 'c4': did you mean C14?"),
        ("F11", "F11 is about what can be read: its message says what to write instead"),
    ],
)
def test_a_rule_that_is_none_is_not_explained(name, said):
    with pytest.raises(UsageError) as error:
        explained(name)
    assert str(error.value) == said


def test_what_is_no_id_at_all_gets_the_list_of_rules():
    with pytest.raises(UsageError, match=r"^no rule 'xyz': the rules are C00, C01, .*, D02$"):
        explained("xyz")


@pytest.mark.parametrize(
    ("select", "ignore", "rules"),
    [
        ((), (), "C04 C05 M01 F11"),
        (("C",), (), "C04 C05"),
        (("c04,M01",), (), "C04 M01"),
        (("C04", "M"), (), "C04 M01"),
        ((), ("C",), "M01 F11"),
        (("C",), ("C05",), "C04"),
        (("C05",), ("C",), "C05"),
        (("C",), ("C",), ""),
        ((), ("F1",), "C04 C05 M01"),
        ((" C04 , C05 ",), (), "C04 C05"),
    ],
)
def test_rules_are_chosen_by_ids_and_their_beginnings(select, ignore, rules):
    is_chosen = chosen(select, ignore)
    assert " ".join(filter(is_chosen, ["C04", "C05", "M01", "F11"])) == rules


def test_choosing_a_rule_that_is_none_offers_the_nearest():
    with pytest.raises(UsageError, match=r"^no rule 'C44': did you mean C14\?$"):
        chosen(["C44"], [])
    with pytest.raises(UsageError, match=r"^no rule 'M9': did you mean "):
        chosen([], ["C04,M9"])


def test_what_siblings_share_is_told_once():
    assert told("  - cloze: It was released by ==a company== in ==a year==.\n").count("C09") == 1


PLACES = """\
deck: D
cards:
  - q: Is it so?
    a: >-
      No
  - {q: "Is the \\"yes\\" right?", a: "yes", source: x}
  - cloze: They said
      that ==a b c d e
      f g h i j== is so
  - q: 'Describe ''LoRA''.'
    a: x
    wrong: [y]
"""


def test_a_finding_stands_where_its_words_do():
    deck, faults = decks.read(PLACES.encode(), "d.yaml", "d")
    assert faults == []
    page = Page(deck)
    found = sorted(problems(lint(page), page, "d.yaml", PLACES))
    assert [(one.line, one.column, one.rule) for one in found] == [
        (3, 11, "C09"),
        (5, 7, "C07"),
        (6, 38, "C07"),
        (8, 14, "C11"),
        (12, 13, "M01"),
    ]


NOTE = """\
# T

<!-- quizzer: card
wrong: [ALiBi]
-->

Q: Which position embedding
does LLaMA use?

A: RoPE

## Terms

- **LoRA** — TODO
"""


def test_in_a_note_a_directive_above_the_block_is_looked_at_too():
    from quizzer.parse import notes

    reading = notes.read(NOTE, "n.md")
    deck, faults = decks.deck_of(reading.draft, "n.md", "n")
    assert faults == []
    page = Page(deck)
    found = problems(lint(page), page, "n.md", NOTE)
    assert [(one.line, one.column, one.rule) for one in sorted(found)] == [
        (4, 9, "M01"),
        (14, 14, "C16"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "why is it " * 5_000,
        "and what " * 5_000 + "?",
        "what " + "a, " * 20_000 + "and",
        "1," * 20_000,
        "which of " + "these is " * 5_000,
        "![" * 20_000,
        "(" * 20_000,
        "describe " + "x" * 40_000,
        "a -> " * 10_000,
        "**" * 20_000,
        "off " + "C04 " * 10_000,
        "\\" * 20_000 + "frac",
        "the main " * 5_000,
    ],
)
def test_hostile_text_takes_no_longer_than_other_text(text):
    cards = f"- q: '{text}'\n  a: '{text}'\n  lint: '{text}'\n"
    data = f"deck: D\ncards:\n{cards}".encode()
    deck, _ = decks.read(data, "d.yaml", "d")
    begin = time.process_time()
    if deck:
        page = Page(deck)
        problems(lint(page), page, "d.yaml", data.decode())
    assert time.process_time() - begin < 2
    assert len(list(offs(text))) <= 1
