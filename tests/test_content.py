"""What ships: decks that load, say what the notes say, and teach none of the known errors."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from textwrap import indent
from typing import NamedTuple

import pytest

from quizzer import maths, values
from quizzer.build import build, stale
from quizzer.card import Card, Deck
from quizzer.disk import deck_files, default_id, read_deck, shipped
from quizzer.lint.deckwide import contradiction
from quizzer.lint.page import Page
from quizzer.markup import formulas

DECKS, NOTES = shipped("decks"), shipped("notes")
FILES = [path.relative_to(DECKS).as_posix() for path in deck_files(DECKS, [])]
TABLES = "model-tables.md"


@cache
def read(name):
    path = DECKS / name
    return read_deck(path, default_id(path, DECKS))


@cache
def cards(name) -> tuple[Card, ...]:
    return read(name)[0].cards


EVERY = [card for name in FILES for card in cards(name)]


def said(card: Card) -> list[str]:
    """The answer of a card as texts; of pairs, what is on the right."""
    if isinstance(card.answer, str):
        return [card.answer]
    return [part if isinstance(part, str) else part[1] for part in card.answer]


# The tables: no known error is taught


class Erratum(NamedTuple):
    """A cell of the first tables that was wrong, or a rumour; `right` is what the sources say."""

    model: str
    column: str
    wrong: str
    right: str
    status: str


with (Path(__file__).parent / "data" / "errata.csv").open(encoding="utf-8", newline="") as file:
    ERRATA = [Erratum(**row) for row in csv.DictReader(file)]

COLUMNS = {
    "Time": {"Time", "Month"},
    "Architecture": {"Architecture"},
    "Model Size": {"Smallest size", "Largest size", "Active per token"},
    "Objective": {"Objective", "Chat tuning"},
    "Data": {"Data", "Largest part", "Corpus size", "Pre-training tokens"},
    "Preprocessing": {"Preprocessing"},
    "Tokenizer": {"Tokenizer", "Vocabulary"},
    "PositionalEncoding": {"Positional encoding"},
    "Attention": {"Attention", "Head sharing", "Query / KV heads"},
    "FFW+Activation+related": {"Activation", "FFN width", "Norm placement", "Normalisation"},
    "ContextLength": {"Context length"},
    "Layers": {"Layers (smallest)", "Layers (largest)"},
    "BatchSize": {"Batch size"},
}
"""Which columns of the note ask what a column of the first tables held."""
SPELT = {
    ("BERT", "Preprocessing"): ["none"],
    ("GPT-1", "Preprocessing"): ["none"],
    ("GPT-2", "FFW+Activation+related"): ["GLEU"],
    ("GPT-2", "ContextLength"): ["768", "1,280", "1,600"],
    ("GPT-3", "Preprocessing"): ["in-context learning"],
    ("GPT-3", "Tokenizer"): ["SentencePiece"],
    ("GPT-4", "Architecture"): ["mixture of experts", "sparse"],
    ("GPT-4", "Model Size"): ["1.76T", "1.8T"],
    ("GPT-4", "Attention"): ["multi-query"],
    ("GPT-4", "Tokenizer"): ["SentencePiece", "256,000"],
    ("PaLM", "Attention"): ["sparse"],
    ("PaLM", "ContextLength"): ["4,096", "8,192", "18,432"],
    ("PaLM", "Data"): ["public"],
    ("PaLM", "Tokenizer"): ["BPE"],
    ("LLaMA", "Attention"): ["grouped-query"],
    ("LLaMA", "Data"): ["open source"],
    ("T5", "Attention"): ["prefix LM"],
    ("T5", "Model Size"): ["220M"],
    ("T5", "Objective"): ["text to text"],
}
"""How a wrong value would look in a cell of the note, beside its first spelling."""
TRUE_AFTER_ALL = {
    # As the whole family "70B" was wrong, since a 7B and a 13B came out with it; it is the largest.
    ("Llama 2", "Model Size"): ("Largest size", "70B"),
}


class Claim(NamedTuple):
    """What a card has the learner say of a model; no column outside the tables."""

    model: str
    column: str
    value: str
    card: str


def claims(model: str) -> Iterator[Claim]:
    """What the decks teach of a model.

    The question of a reverse card holds the value, and its answer the models that have it.
    """
    named = re.compile(rf"(?<![\w-]){re.escape(model)}(?! 2\b|[\w-])")
    for card in EVERY:
        if not (card.place and card.place.kind and card.place.note == TABLES):
            if named.search(card.question):
                yield from (Claim(model, "", text, card.id) for text in said(card))
        elif card.place.kind == "ask" and card.place.row == model:
            yield Claim(model, card.place.column, str(card.answer), card.id)
        elif card.place.kind == "reverse" and model in said(card):
            yield Claim(model, card.place.column, card.question, card.id)


@pytest.mark.parametrize(
    "erratum", ERRATA, ids=[f"{one.model}-{one.column}-{one.wrong}" for one in ERRATA]
)
def test_no_card_teaches_a_known_error_of_the_first_tables(erratum):
    model, column, wrong, _, _ = erratum
    if column == "Model":
        misspelt = re.compile(rf"\b{re.escape(wrong)}\b")
        assert not [card.id for card in EVERY if misspelt.search(str(card))]
        return
    spellings = [wrong, *SPELT.get((model, column), ())]
    for claim in claims(model):
        if claim.column in COLUMNS[column]:
            if (claim.column, claim.value) == TRUE_AFTER_ALL.get((model, column)):
                continue
            assert not [one for one in spellings if values.contains(claim.value, one)], claim
        elif not claim.column:
            assert not values.equal(claim.value, wrong), claim


def test_the_one_true_exception_is_still_asked():
    for (model, _), truth in TRUE_AFTER_ALL.items():
        assert truth in {(claim.column, claim.value) for claim in claims(model)}


def test_palm_comes_before_every_model_of_2023_and_after():
    later = {"LLaMA", "GPT-4", "PaLM 2", "Llama 2", "Mixtral 8x7B", "Gemma"}
    met = set()
    for card in cards("model-tables.yaml"):
        of_2023 = card.form == "order" and "2023" in card.question
        ranked = [*said(card), *card.wrong]
        if "PaLM" in ranked and (of_2023 or card.place.column == "Month"):
            assert not of_2023, card.id
            assert not later & set(ranked[: ranked.index("PaLM")]), card.id
            met |= later & set(ranked)
    assert met


def test_the_errata_are_all_there_and_every_column_of_the_deck_is_held_against_them():
    assert {one.status for one in ERRATA} == {"wrong", "garbled", "typo", "unconfirmed"}
    assert len(ERRATA) == 43
    assert {one.column for one in ERRATA} <= {"Model", *COLUMNS}
    asked = {card.place.column for card in cards("model-tables.yaml")} - {"", "Company"}
    assert asked <= set().union(*COLUMNS.values())


@pytest.mark.parametrize("misspelling", ["casual", "GLEU"])
def test_no_misspelling_of_the_first_tables_is_on_a_card(misspelling):
    for card in EVERY:
        assert misspelling not in " ".join([card.question, *said(card), *card.wrong])


# All that ships


@pytest.mark.parametrize("name", FILES)
def test_a_shipped_deck_loads_without_problems(name):
    deck, problems = read(name)
    assert problems == []
    assert deck.cards


def test_no_id_stands_twice_among_the_shipped_decks():
    ids = [card.id for card in EVERY]
    assert ids
    assert len(set(ids)) == len(ids)


def test_no_two_shipped_cards_ask_the_same_and_want_different_answers():
    told = list(contradiction(Page(Deck("all", "All", tuple(EVERY)))))
    assert [(one.card.id, one.message) for one in told] == []


@pytest.mark.parametrize("name", FILES)
def test_no_answer_and_no_option_is_silent_or_a_rumour(name):
    for card in cards(name):
        for text in [*said(card), *card.wrong]:
            folded = text.strip().casefold()
            assert folded not in ("", "-", "–", "—", "n/a"), card.id
            assert not folded.startswith("undisclosed"), card.id
            assert "unconfirmed" not in folded, card.id


def test_the_decks_are_what_the_notes_make():
    built = build(NOTES)
    assert built.problems == []
    assert built.unread == set()
    assert [(one.path, one.state) for one in stale(built, DECKS)] == []


def test_getting_started_shows_every_form():
    forms = {card.form for card in cards("getting-started.yaml")}
    assert forms >= {"qa", "term", "cloze", "choice", "order", "match"}


@pytest.mark.parametrize("name", FILES)
def test_every_source_in_a_note_can_be_followed(name):
    for card in cards(name):
        if card.place:
            assert card.source.partition("#")[0] == card.place.note, card.id
        if card.source and "://" not in card.source:
            note, _, anchor = card.source.partition("#")
            assert not anchor or anchor in anchors(note), card.id


# The notes among each other


NOTE_FILES = sorted(path.relative_to(NOTES).as_posix() for path in NOTES.rglob("*.md"))
LINK = re.compile(r"\]\(([^)\s]+)\)")


@cache
def prose(name: str) -> str:
    """A note without its fenced code."""
    return re.sub(r"(?ms)^```.*?^```", "", (NOTES / name).read_text(encoding="utf-8"))


@cache
def anchors(note: str) -> set[str]:
    """What GitHub calls the headings of a note; it numbers those that repeat."""
    found: list[str] = []
    for title in re.findall(r"(?m)^#{1,6} +(.+?)\s*$", prose(note)):
        anchor = re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
        found.append(anchor)
        if found.count(anchor) > 1:
            found.append(f"{anchor}-{found.count(anchor) - 1}")
    return set(found)


@pytest.mark.parametrize("name", NOTE_FILES)
def test_every_link_of_a_note_leads_somewhere(name):
    folder = (NOTES / name).parent
    for link in LINK.findall(prose(name)):
        path, _, anchor = link.partition("#")
        if "://" not in link:
            target = (folder / path).resolve() if path else NOTES / name
            assert target.exists(), link
            if anchor and NOTES in target.parents:
                assert anchor in anchors(target.relative_to(NOTES).as_posix()), link


def test_studying_follows_the_index_and_the_tables_come_after_topic_1():
    index = dict.fromkeys(link.partition("#")[0] for link in LINK.findall(prose("README.md")))
    listed = [link for link in index if (NOTES / link).exists() and not link.startswith("..")]
    assert sorted(listed) == [name for name in NOTE_FILES if name != "README.md"]
    decks = sorted((read(name)[0] for name in FILES), key=lambda deck: deck.order or 0)
    walked = [f"{deck.id}.md" for deck in decks if f"{deck.id}.md" in listed]
    last = max(n for n, name in enumerate(walked) if name.startswith("1-pretraining/"))
    assert walked[last + 1] == TABLES
    walked.remove(TABLES)
    for name in (TABLES, "tutorials.md"):
        listed.remove(name)
    assert walked == listed


# Formulas


@pytest.mark.parametrize("name", NOTE_FILES)
def test_every_formula_of_a_note_reads_well_in_80_columns(name, snapshot):
    texts = [re.sub(r"(?s)<!--.*?-->", "", prose(name))]
    for card in EVERY:
        if card.place and card.place.note == name:
            texts += card.wrong
    found = dict.fromkeys(
        (formula.tex.strip(), formula.displayed) for text in texts for formula in formulas(text)
    )
    shown = [(tex, maths.display(tex, 76) if aside else maths.inline(tex)) for tex, aside in found]
    for tex, text in shown:
        assert "\\" not in text, tex
        assert max(map(maths.columns, text.splitlines())) <= 76, tex
    assert "\n".join(f"{tex}\n{indent(text, '    ')}" for tex, text in shown) == snapshot
