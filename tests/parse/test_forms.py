from __future__ import annotations

import pytest

from quizzer.card import Form
from quizzer.parse import yaml
from quizzer.parse.forms import CARD_KEYS, DECK_KEYS, FORMS, form_of
from quizzer.parse.validator import card_values, validate


def check(text):
    """The entries of a deck with these cards, and what is wrong with the others."""
    node, told = yaml.read(f"deck: D\ncards:\n{text}\n".encode(), "deck.yaml")
    assert told == []
    draft, problems = validate(node, "deck.yaml")
    return draft.entries, [str(problem) for problem in problems]


# The table

EXAMPLES: dict[Form, str] = {
    "qa": "{q: What?, a: This}",
    "term": "{term: Word, definition: What it means}",
    "cloze": "{cloze: It is ==hidden==}",
    "choice": "{q: What?, a: This, wrong: [That]}",
    "order": "{q: In which order?, order: [one, two]}",
    "match": "{q: What belongs where?, match: {a: b, c: d}}",
    "compute": "{q: 'What is {n} * 2?', vary: {n: [1, 2]}, compute: n * 2}",
}
KINDS = {
    "text": "a text",
    "line": "5%",
    "flag": "true",
    "number": "20",
    "texts": "[one, two]",
    "answer": "[one, two]",
    "pairs": "{a: b, c: d}",
    "place": "{note: n.md, row: GPT-2, kind: ask}",
    "lists": "{a: [b]}",
}


@pytest.mark.parametrize(("form", "card"), EXAMPLES.items())
def test_the_keys_of_a_card_tell_its_form(form, card):
    (entry,), problems = check(f"- {card}")
    assert problems == []
    assert (entry.form, entry.line, entry.column) == (form, 3, 3)


@pytest.mark.parametrize("form", EXAMPLES)
@pytest.mark.parametrize("key", [key for key in CARD_KEYS if not key.required], ids=str)
def test_a_form_carries_the_keys_that_the_table_says(form, key):
    card = EXAMPLES[form].replace("a: This", "a: 7")
    value = "GB" if key.name == "unit" else KINDS[key.kind]
    text = f"- {card[:-1]}, {key.name}: {value}}}"
    entries, problems = check(text)
    assert bool(entries) == (form in key.forms)
    assert bool(problems) == (form not in key.forms)


def test_the_table_describes_every_key_once_for_a_form():
    for form in FORMS:
        names = [key.name for key in CARD_KEYS if form in key.forms]
        assert len(names) == len(set(names))
    assert all(key.doc.endswith(".") for key in (*CARD_KEYS, *DECK_KEYS))


@pytest.mark.parametrize(
    ("keys", "form"),
    [
        (["q", "a"], "qa"),
        (["q"], "qa"),
        (["q", "wrong"], "choice"),
        (["tolerance", "a"], "qa"),
        (["vary"], "compute"),
        (["q", "term"], None),
        (["nonsense"], None),
    ],
)
def test_the_form_of_some_keys_is_the_one_that_lacks_least(keys, form):
    assert form_of(keys) == form


def test_a_value_is_a_text_as_it_was_written():
    (entry,), _ = check(
        "- q: 2018\n  a: no\n  why: |\n    one\n\n    - two\n  tags: [1.10, 0x1F]\n"
        "  suspended: false"
    )
    assert entry.values == {
        "q": "2018",
        "a": "no",
        "why": "one\n\n- two",
        "tags": ("1.10", "0x1F"),
        "suspended": "false",
    }


# Faults of a card


@pytest.mark.parametrize(
    ("card", "place", "problem", "hint"),
    [
        (
            "- q: What?\n  a: #1",
            "4:5",
            "F06: `a` is empty, for `#` begins a comment",
            "put the text in single quotes: a: '#1'",
        ),
        ("- q:\n  a: b", "3:5", "F06: `q` is empty", "write something after `q:`"),
        ("- q: '  '\n  a: b", "3:6", "F06: `q` is empty", "write something after `q:`"),
        ("- q: \u00a0\n  a: b", "3:6", "F06: `q` is empty", "write something after `q:`"),
        (
            "- q: a\n  a: b\n  hint:",
            "5:8",
            "F06: `hint` is empty",
            "write something after `hint:`, or take it out",
        ),
        (
            "- q: What?\n  a: [CLS]",
            "4:6",
            "F05: `a` must be a text, not a list",
            "put the text in single quotes: a: '[CLS]'",
        ),
        (
            "- q: {n}\n  a: b",
            "3:6",
            "F05: `q` must be a text, not a map",
            "put the text in single quotes: q: '{n}'",
        ),
        (
            "- q: What?\n  a: b\n  why:\n    - one",
            "6:5",
            "F05: `why` must be a text, not a list",
            "for a list in Markdown write `why: |` above it",
        ),
        (
            "- q:\n    what: now\n  a: b",
            "4:5",
            "F05: `q` must be a text, not a map",
            "write the text behind `q:`, in single quotes if it holds a colon",
        ),
        (
            "- q: a\n  a: b\n  tags: one, two",
            "5:9",
            "F05: `tags` must be a list, not a text",
            "write `tags: [one, two]`",
        ),
        (
            "- q: a\n  a: b\n  wrong: [c: d, e]",
            "5:11",
            "F05: an item of `wrong` must be a text, not a map",
            "put the text in single quotes: 'c: d'",
        ),
        (
            "- q: a\n  a: b\n  wrong: [c, [SEP]]",
            "5:14",
            "F05: an item of `wrong` must be a text, not a list",
            "put the text in single quotes: '[SEP]'",
        ),
        (
            "- q: a\n  a: b\n  wrong: [c, '']",
            "5:14",
            "F06: an item of `wrong` is empty",
            "write it or take it out",
        ),
        (
            "- q: a\n  a: b\n  wrong: []",
            "5:10",
            "F06: `wrong` is empty",
            "write `wrong: [...]`, or take it out",
        ),
        (
            "- q: a\n  a: b\n  suspended: yes",
            "5:14",
            "F05: `suspended` must be true or false, not `yes`",
            "write `suspended: true`, or take it out",
        ),
        (
            "- q: a\n  a: b\n  source: |\n    c\n    d",
            "5:11",
            "F05: `source` has several lines",
            "write it in one",
        ),
        (
            "- q: a\n  match: [b, c]",
            "4:10",
            "F05: `match` must be pairs, not a list",
            "write `match: {left: right, left: right}`",
        ),
        (
            "- q: a\n  match: {b:c, d: e}",
            "4:11",
            "F06: `b:c` has nothing on its right",
            "write `b: c`, with a space after the colon",
        ),
        (
            "- q: a\n  a: b\n  place: {rwo: c}",
            "5:11",
            "F02: `place` has no `rwo`",
            "it has note, heading, table, row, column, kind",
        ),
        (
            "- q: a\n  a: b\n  place: {kind: asked}",
            "5:11",
            "F05: `kind` is unknown",
            "there are ask, reverse, compare, order",
        ),
        ("- q: a\n  anwser: b", "4:3", "F02: unknown key `anwser`", "did you mean `a`?"),
        ("- q: a\n  a: b\n  hnit: c", "5:3", "F02: unknown key `hnit`", "did you mean `hint`?"),
        ("- Q: a\n  a: b", "3:3", "F02: unknown key `Q`", "did you mean `q`?"),
        (
            "- q: a\n  a: b\n  zzz: c",
            "5:3",
            "F02: unknown key `zzz`",
            "the keys here are q, a, term, definition, cloze, wrong, order, match, vary, compute, "
            "unit, accept, tolerance, why, hint, source, as_of, tags, unconfirmed, suspended, "
            "lint, id",
        ),
        (
            "- q: a\n  a: b\n  description: c",
            "5:3",
            "F02: unknown key `description`",
            "it belongs to the deck: put it above `cards:`, at the margin",
        ),
        (
            "- “q”: a\n  a: b",
            "3:3",
            "F02: the quotes around “q” are part of the key",
            "write `q: ...`",
        ),
        ("- q: a\n  –a: b", "4:3", "F02: `–` is not the dash of a list", "write `- a: ...`"),
        ("- {q:a, a: b}", "3:4", "F02: no space after the colon", "write `q: a`"),
        ("- '': a\n  a: b", "3:3", "F02: no key before the colon", "write `key: text`"),
        (
            "- q: a",
            "3:3",
            "F03: `a` is missing",
            "write `a:` and a text, or `order:` or `match:` and what is to be ordered or matched",
        ),
        ("- term: a", "3:3", "F03: `definition` is missing", "write `definition:` and a text"),
        (
            "- why: a",
            "3:3",
            "F03: this card asks nothing",
            "write `q:` and `a:`, or `term:` and `definition:`, or `cloze:`",
        ),
        (
            "- q: a\n  a: b\n  term: c",
            "5:3",
            "F04: `q` and `term` belong to different forms",
            "make a card of each",
        ),
        (
            "- cloze: ==a==\n  accept: [b]",
            "4:3",
            "F04: `cloze` and `accept` belong to different forms",
            "`accept` goes with `q` and `a` alone",
        ),
        (
            "- q: a\n  a: b\n  wrong: [c]\n  accept: [b]",
            "6:3",
            "F04: `wrong` and `accept` belong to different forms",
            "`accept` goes with `q` and `a` alone",
        ),
        (
            "- q: '{n}?'\n  a: 12 n\n  vary: {n: [1]}\n  compute: 12 * n",
            "5:3",
            "F04: `a` and `vary` belong to different forms",
            "take `a` out: the answer is computed",
        ),
        (
            "- q: a\n  a: 5\n  tolerance: a bit",
            "5:14",
            "F08: `a bit` is neither a number nor a percentage",
            "write `tolerance: 5%`, or a number",
        ),
        (
            "- q: a\n  a: about half\n  tolerance: 5%",
            "5:14",
            "F08: `tolerance` needs an answer that is a number, and `about half` is none",
            "take it out, or answer with one number, as 1.5B or 40 GB",
        ),
        (
            "- cloze: Nothing",
            "3:10",
            "F07: no part of the text is marked as hidden",
            "mark what to hide: ==hidden== or ==hidden::hint==",
        ),
        (
            "- cloze: An {{c1::Anki::hint}} mark",
            "3:10",
            "F07: no part of the text is marked as hidden",
            "write ==Anki::hint== for {{c1::Anki::hint}}",
        ),
        (
            "- cloze: if x == 1 and y == 2",
            "3:10",
            "F07: no part of the text is marked as hidden",
            "no space may stand just inside the marks: ==hidden==",
        ),
        (
            "- cloze: a `==mark==` in code",
            "3:10",
            "F07: no part of the text is marked as hidden",
            "a mark inside code or TeX is text: put == around the whole code or formula",
        ),
        (
            "- q: a\n  a: GELU\n  wrong: [ReLU, gelu]",
            "5:17",
            "F09: `gelu` is a right answer",
            "take it out",
        ),
        (
            "- q: a\n  a: [b, c]\n  wrong: [d, c]",
            "5:14",
            "F09: `c` is a right answer",
            "take it out",
        ),
        ("- q: a\n  a: b\n  wrong: [c, C]", "5:14", "F09: `C` stands here twice", "keep one"),
        ("- q: a\n  a: [b, B]\n  wrong: [c]", "4:10", "F09: `B` stands here twice", "keep one"),
        ("- q: a\n  order: [b]", "4:10", "F10: one item has no order", "give two or more"),
        ("- q: a\n  order: [b, c, B]", "4:17", "F10: `B` stands here twice", "keep one"),
        (
            "- q: a\n  match: {b: c}",
            "4:10",
            "F10: one pair leaves nothing to match",
            "give two or more",
        ),
        (
            "- q: a\n  match: {BERT: encoder, T5: both, RoBERTa: Encoder}",
            "4:45",
            "F10: `Encoder` stands on the right twice, so that two matchings are right",
            "make the right sides differ",
        ),
        (
            "- q: What is GELU?\n  a: what is  GELU",
            "4:6",
            "F11: the answer repeats the question",
            "give an answer that the question does not say already",
        ),
        (
            "- term: GELU\n  definition: gelu.",
            "4:15",
            "F11: the definition repeats the term",
            "say what it means",
        ),
        (
            "- q: '{n}?'\n  compute: 12 * n",
            "3:3",
            "F03: `vary` is missing",
            "write `vary: {n: [12, 24]}`, a list of numbers for each name in the formula",
        ),
        (
            "- q: '{n}?'\n  vary: {n: [1]}",
            "3:3",
            "F03: `compute` is missing",
            "write `compute: 12 * n`, the formula of the answer",
        ),
        (
            "- q: '{n}?'\n  vary: n\n  compute: 12 * n",
            "4:9",
            "F05: `vary` must be a map, not a text",
            "write `vary: {n: [12, 24]}`, a list of numbers for each name in the question",
        ),
        (
            "- q: '{n}?'\n  vary: {n: []}\n  compute: 12 * n",
            "4:13",
            "F06: `n` is empty",
            "write `n: [...]`, or take it out",
        ),
        ("- q what", "3:3", "F01: no colon follows `q`", "write `q: what`"),
        (
            "- a mere text",
            "3:3",
            "F01: this card has no keys",
            "write `- q: ...`, and `a: ...` in the line below",
        ),
        ("- q:what", "3:3", "F01: no space after the colon of `q`", "write `q: what`"),
        ("- ", "3:2", "F01: nothing follows this dash", "write a card or take it out"),
        (
            "- - q: a\n    a: b",
            "3:3",
            "F01: a card is keys and their texts, not a list",
            "take one dash out",
        ),
    ],
)
def test_a_faulty_card_is_told_and_hides_no_other(card, place, problem, hint):
    entries, problems = check(f"{card}\n- q: The next?\n  a: This one")
    assert problems == [f"deck.yaml:{place}: error {problem}\n    {hint}"]
    assert [entry.values["q"] for entry in entries] == ["The next?"]


def test_every_fault_of_a_card_is_told():
    _, problems = check(
        "- q: ''\n  term: a\n  wrong: b\n  hnit: c\n"
        "- q: a\n  a: b\n  wrong: [B, '', [c]]\n  tags: d\n"
        "- q: a\n  a: b\n  wrong: [b, c, C]\n  tags: d"
    )
    assert [problem.split(": ")[1].removeprefix("error ") for problem in problems] == [
        *["F02", "F04", "F06", "F05"],
        *["F06", "F05", "F05"],
        *["F05", "F09", "F09"],
    ]


@pytest.mark.parametrize("tolerance", ["5%", "5 %", "0.5", ".5", "0", "1e-3", "2.5%"])
@pytest.mark.parametrize("answer", ["1.5B", "1,500M", "2018", "40 GB", "$10^{-4}$", "15%"])
def test_a_number_may_be_off_by_a_number_or_a_percentage(tolerance, answer):
    entries, problems = check(f"- q: How many?\n  a: {answer}\n  tolerance: {tolerance}")
    assert problems == []
    assert entries[0].values["tolerance"] == tolerance


def test_values_without_a_whole_card_can_be_read():
    node, _ = yaml.read(b"wrong: [a, b]\nwhy: c\nhnit: d\ntags: e\n", "note.md")
    values, problems = card_values(node, "note.md")
    assert values == {"wrong": ("a", "b"), "why": "c"}
    assert [problem.rule for problem in problems] == ["F02", "F05"]


# Faults of a deck


@pytest.mark.parametrize(
    ("text", "place", "problem", "hint"),
    [
        (
            "",
            "1:1",
            "F01: the file holds no deck",
            "write `deck: TITLE`, then `cards:` and below it a list of cards",
        ),
        (
            "- q: a\n  a: b",
            "1:1",
            "F01: a deck begins with its title, not with a list",
            "write `deck: TITLE`, then `cards:` and below it a list of cards",
        ),
        (
            "cards: []",
            "1:1",
            "F03: `deck` is missing",
            "write `deck: TITLE`, then `cards:` and below it a list of cards",
        ),
        (
            "deck: a",
            "1:1",
            "F03: `cards` is missing",
            "write `deck: TITLE`, then `cards:` and below it a list of cards",
        ),
        ("title: a\ncards: []", "1:1", "F02: unknown key `title`", "did you mean `deck`?"),
        ("deck: a\ncrads: []", "2:1", "F02: unknown key `crads`", "did you mean `cards`?"),
        (
            "deck: a\nq: b\ncards: []",
            "2:1",
            "F02: unknown key `q`",
            "it belongs to a card: put it under `cards:`, after a dash or below one",
        ),
        ("deck: a\ncards:", "2:7", "F06: `cards` is empty", "write a list of cards below it"),
        (
            "deck: a\ncards:\n  q: b",
            "3:3",
            "F05: `cards` must be a list, not a map",
            "begin each card with a dash and a space: `- q: ...`",
        ),
        (
            "deck: a\norder: first\ncards: []",
            "2:8",
            "F05: `order` must be a number, not `first`",
            "write `order: 20`",
        ),
        (
            "deck: a\norder: .inf\ncards: []",
            "2:8",
            "F05: `order` must be a number, not `.inf`",
            "write `order: 20`",
        ),
        (
            "deck: a\naliases: [b]\ncards: []",
            "2:10",
            "F05: `aliases` must be a map, not a list",
            "write `aliases:` and below it, indented, `value: [another spelling]`",
        ),
        (
            "deck: a\naliases: {b: c}\ncards: []",
            "2:14",
            "F05: `b` must be a list, not a text",
            "write `b: [c]`",
        ),
    ],
)
def test_a_faulty_deck_is_told(text, place, problem, hint):
    node, told = yaml.read(text.encode(), "deck.yaml")
    _, problems = validate(node, "deck.yaml")
    assert told == []
    assert [str(it) for it in problems] == [f"deck.yaml:{place}: error {problem}\n    {hint}"]


def test_a_map_of_another_kind_does_not_flood_the_list_of_problems():
    node, _ = yaml.read("".join(f"key{n}: a\n" for n in range(500)).encode(), "deck.yaml")
    assert len(validate(node, "deck.yaml")[1]) == 100


@pytest.mark.parametrize(
    "card",
    [
        "- q: Which flag takes extended expressions?\n  a: '`grep -E`'\n  wrong: ['`grep -e`']",
        "- q: Which is the sum?\n  a: $\\Sigma$\n  wrong: [$\\sigma$]",
        "- q: How many orders have n items?\n  a: n!\n  wrong: [n]",
    ],
)
def test_case_in_code_and_formulas_and_signs_make_another_option(card):
    assert check(card)[1] == []
