from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import assume, given, reject
from hypothesis import strategies as st

import quizzer.cli
from quizzer.card import Place
from quizzer.disk import shipped
from quizzer.parse import decks
from quizzer.parse.forms import CARD_KEYS, DECK_KEYS, FORMS, KINDS, TITLES
from quizzer.parse.schema import HEAD, schema

from .language_server import language_server

SCHEMA = json.loads(schema())
JUDGE = jsonschema.Draft7Validator(SCHEMA)
SHIPPED = sorted(shipped("decks").rglob("*.yaml"))
MODELINE = "# yaml-language-server: $schema=deck.schema.json\n"

EVERY_FORM = """\
deck: Attention                       # title, required
id: fundamentals/attention            # optional
description: How tokens look at each other.
order: 20                             # place in the curriculum
tags: [transformers]
cards:
  - q: What does scaled dot-product attention divide the scores by?
    a: $\\sqrt{d_k}$
    why: Large $d_k$ pushes softmax into regions with tiny gradients.
    source: 0-fundamentals/2-attention.md#scaled-dot-product-attention

  - term: Self-attention               # two cards
    definition: Attention whose queries, keys and values come from the same sequence.

  - cloze: BERT selects ==15%::a share== of the tokens and replaces ==80%== of those with `[MASK]`.

  - q: Which activation does GPT-2 use?
    a: GELU
    wrong: [ReLU, SwiGLU, Tanh]

  - q: Which organisation released GPT-2?
    a: OpenAI
    accept: [open ai]

  - q: How many parameters has the largest GPT-2?
    a: 1.5B
    tolerance: 5%

  - q: Order these models by release.
    order: [GPT-1, BERT, GPT-2, GPT-3]

  - q: Match each model to its architecture.
    match: {BERT: encoder, T5: encoder-decoder, GPT-2: decoder}

  - q: How many parameters have {n} Transformer blocks of width {d}, biases left out?
    vary: {n: [12, 24, 32, 96], d: [768, 1024, 4096, 12288]}
    compute: 12 * n * d**2
    unit: parameters
    tolerance: 5%
"""
EVERY_KEY = """\
deck: 2018
once: true
aliases: {BPE: [byte-pair encoding], 2k: [2048]}
cards:
  - q: When was BERT released?
    a: 2018
    id: bert/release
    tags: [bert, 2018]
    hint: |
      It came after GPT-1.

      - and before GPT-2
    why: no
    source: https://arxiv.org/abs/1810.04805
    as_of: 2018-10-11
    unconfirmed: true
    suspended: false
    lint: off C04 a year is the answer
    place: {note: bert.md, heading: Release, table: Model, row: BERT, column: Year, kind: ask}
  - q: Which of these encode?
    a: [BERT, T5]
    wrong: [GPT-1, ~, 1.10, 0x1F, 12:30]
"""
NEW = Path(quizzer.cli.__file__).with_name("new-deck.yaml").read_text(encoding="utf-8")
VALID = {
    "every form": EVERY_FORM,
    "every key": EVERY_KEY,
    "no card": "deck: Nothing yet\ncards: []\n",
    "a new deck": NEW.removeprefix(MODELINE),
}

BROKEN = {
    "title: Capitals\ncards: []": '2:1 Missing property "deck".',
    "deck: Capitals\ncards: []\norder: soon": "4:8 `order` must be a number",
    "deck: Capitals\ncards: {q: a}": "3:8 `cards` must be a list of cards",
    "deck: C\ncards:\n- q: What?": '4:3 Missing property "a".',
    "deck: C\ncards:\n- term: What?": '4:3 Missing property "definition".',
    "deck: C\ncards:\n- q: What?\n  a: This\n  hnit: x": "6:3 Property hnit is not allowed.",
    "deck: C\ncards:\n- q: What?\n  a: This\n  term: x": "6:3 Property term is not allowed.",
    "deck: C\ncards:\n- q: {n}\n  a: This": "4:6 `q` must be a text",
    "deck: C\ncards:\n- q: What?\n  a: This\n  tags: x": '6:9 Incorrect type. Expected "array"',
    "deck: C\ncards:\n- q: What?\n  a: [CLS]": '4:3 Missing property "wrong".',
    "deck: C\ncards:\n- q: What?\n  match: [x, y]": "5:10 `match` must be a map of texts",
    "deck: C\ncards:\n- q: What?\n  order: [x, [y]]": "5:14 each part of `order` must be a text",
    "deck: C\ncards:\n- q: What?\n  a: This\n  suspended: soon": (
        "6:14 `suspended` must be true or false"
    ),
    "deck: C\ncards:\n- q: What?\n  a: This\n  id: |\n    x\n    y": (
        "6:7 `id` must be a text in one line"
    ),
    "deck: C\ncards:\n- {q: What, a: This, place: {rwo: x}}": "4:30 Property rwo is not allowed.",
    "deck: C\ncards:\n- what": "4:3 Incorrect type. Expected ",
}
"""Decks that the schema finds fault with, and what an editor says of them."""
BROKEN_YAML = {
    "deck: C\ncards:\n- q: What?\n  a: This\n  a: That": "6:3 Map keys must be unique",
    "deck: C\ncards:\n- q: what: now\n  a: b": "4:6 Nested mappings are not allowed",
    "deck: C\ncards:\n- q: What?\n\ta: b": "5:1 Tabs are not allowed as indentation",
    'deck: C\ncards:\n- q: "What?\n  a: b': 'Missing closing "quote',
}


LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def faults(text):
    """What is wrong with a deck for a program that knows of YAML, but not of Quizzer."""
    return [error.message for error in JUDGE.iter_errors(as_json(yaml.load(text, LOADER)))]


def as_json(value):
    """A value with dates, which JSON lacks, as texts."""
    if isinstance(value, dict):
        return {str(key): as_json(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_json(one) for one in value]
    return str(value) if isinstance(value, date) else value


# What it takes


def test_it_is_a_schema_in_draft_7():
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    assert schema().startswith(HEAD)


@pytest.mark.parametrize("text", VALID.values(), ids=VALID)
def test_it_takes_every_form_and_key(text):
    assert faults(text) == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_it_takes_every_shipped_deck(path):
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("text", BROKEN)
def test_it_refuses_what_quizzer_refuses(text):
    _, problems = decks.read(text.encode(), "deck.yaml", "deck")
    assert problems
    assert faults(text)


PLAIN = "no 2018 1.10 0x1F 12:30 ~ 2018-10-11 true GELU".split()
"""Texts written without quotes, in many of which a program sees something else."""
LETTERS = st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"])
TEXTS = st.sampled_from(PLAIN) | st.text(LETTERS, min_size=1).filter(str.strip)
LISTED = st.lists(TEXTS, min_size=2, max_size=4, unique_by=str.casefold)


def scalar(text):
    return text if text in PLAIN else json.dumps(text, ensure_ascii=False)


def sequence(texts):
    return f"[{', '.join(map(scalar, texts))}]"


def mapping(pairs):
    """Pairs of a text and a value, which is written already, in braces."""
    return f"{{{', '.join(f'{scalar(key)}: {value}' for key, value in pairs.items())}}}"


VALUES = {
    "text": (TEXTS | LISTED.map("\n".join)).map(scalar),
    "line": (TEXTS | TEXTS.map("{}\n\n ".format)).map(scalar),
    "flag": st.sampled_from(["true", "false", "'true'", "'false'"]),
    "number": st.sampled_from(["20", "-1.5", "'20'", "1e3", "1_000", "٣"]),
    "texts": LISTED.map(sequence),
    "answer": TEXTS.map(scalar) | LISTED.map(sequence),
    "pairs": LISTED.map(lambda texts: mapping({text: f"is {text!r}" for text in texts})),
    "place": st.dictionaries(st.sampled_from(Place._fields[:5]), TEXTS.map(scalar)).map(mapping),
    "lists": st.dictionaries(TEXTS, LISTED.map(sequence), min_size=1, max_size=3).map(mapping),
}


@st.composite
def values(draw, keys):
    """A value, as it is written, for each key that must be there and for some that may."""
    chosen = [key for key in keys if key.required or draw(st.booleans())]
    return {key.name: draw(VALUES[key.kind]) for key in chosen if key.kind in VALUES}


@st.composite
def written_decks(draw):
    """Decks of one card whose values are of the right kinds."""
    form = draw(st.sampled_from(FORMS))
    card = draw(values([key for key in CARD_KEYS if form in key.forms]))
    if "cloze" in card:
        card["cloze"] = f'"It is =={draw(st.sampled_from(PLAIN))}=="'
    if "tolerance" in card:
        card["tolerance"] = draw(st.sampled_from(["5%", "0.5"]))
        if form == "qa":
            card["a"] = "2018"
    if form == "compute":
        card |= {"q": "'{n}?'", "vary": "{n: [1, 0.5, 7B]}", "compute": "n"}
    if "unit" in card:
        card["unit"] = "GB"
    return mapping(draw(values(DECK_KEYS)) | {"cards": f"[{mapping(card)}]"})


@given(written_decks())
def test_it_takes_whatever_quizzer_takes(text):
    _, problems = decks.read(text.encode(), "deck.yaml", "deck")
    assume(not problems)
    try:
        found = faults(text)
    except yaml.YAMLError:  # PyYAML's loaders refuse some of what its parsers take
        reject()
    assert found == []


def test_every_key_says_what_it_is_for():
    described = [*SCHEMA["properties"].values(), *SCHEMA["definitions"].values()]
    assert [one["description"] for one in described] == [
        key.doc for key in (*DECK_KEYS, *CARD_KEYS)
    ]
    assert {key.kind for key in (*DECK_KEYS, *CARD_KEYS)} == KINDS.keys()


def test_the_shipped_schema_is_the_present_one():
    assert shipped("decks").joinpath("deck.schema.json").read_text(encoding="utf-8") == schema()


# What an editor makes of it


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with the schema beside what will be written there."""
    folder = tmp_path_factory.mktemp("decks")
    (folder / "deck.schema.json").write_text(schema(), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def server():
    with language_server() as server:
        yield server


@pytest.fixture(scope="module")
def said(server, folder):
    """What the language server says of each deck above, and of the shipped ones."""
    texts = [*VALID.values(), *BROKEN, *BROKEN_YAML]
    texts += [path.read_text(encoding="utf-8") for path in SHIPPED]
    files = {written(folder, text): text for text in texts}
    return {files[file]: found for file, found in server.diagnoses(list(files)).items()}


def written(folder, text):
    """A new file that holds the text, below the line that names its schema."""
    file = folder / f"{len(list(folder.iterdir()))}.yaml"
    file.write_text(MODELINE + text, encoding="utf-8")
    return file


@pytest.mark.parametrize("text", VALID.values(), ids=VALID)
def test_an_editor_has_nothing_to_say_of_a_deck_that_is_right(said, text):
    assert said[text] == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_an_editor_has_nothing_to_say_of_a_shipped_deck(said, path):
    assert said[path.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize(("text", "message"), (BROKEN | BROKEN_YAML).items())
def test_an_editor_says_what_is_wrong(said, text, message):
    assert any(message in found for found in said[text]), said[text]


@pytest.mark.parametrize(
    ("text", "offered", "not_offered"),
    [
        ("deck: D\n", "id description order tags once aliases cards", "deck q"),
        ("deck: D\ncards:\n  - q: What?\n    ", "a wrong order match vary compute why", "q term"),
        ("deck: D\ncards:\n  - term: This\n    ", "definition hint", "a wrong place"),
        ("deck: D\ncards:\n  - q: x\n    a: y\n    suspended: ", "true false", "x"),
    ],
)
def test_an_editor_offers_what_may_be_written_here(server, folder, text, offered, not_offered):
    offers = offered_at_the_end(server, written(folder, text))
    assert offers >= set(offered.split())
    assert not offers & set(not_offered.split())


def test_an_editor_offers_the_forms_by_name(server, folder):
    file = written(folder, "deck: D\ncards:\n  - ")
    assert offered_at_the_end(server, file) >= {*TITLES.values()}


def offered_at_the_end(server, file):
    server.diagnoses([file])
    *lines, last = file.read_text(encoding="utf-8").split("\n")
    return server.offers(file, len(lines) + 1, len(last) + 1)
