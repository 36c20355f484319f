"""Drills over tables: every right answer is right by the values, and no wrong option is."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from itertools import combinations, permutations, product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.card import LETTERS, Card, Deck, Place
from quizzer.config import Config
from quizzer.contrasts import contrast
from quizzer.disk import Folder, default_id, read_deck, shipped
from quizzer.drills import compare
from quizzer.library import Library
from quizzer.question import ask
from quizzer.quiz import Wanted
from quizzer.store import Store
from quizzer.study import Study

DECKS = shipped("decks")


def cell(row: str, column: str, value: str, question: str = "", **more) -> Card:
    place = Place("models.md", "Sizes", "Model", row, column, "ask")
    return Card(
        f"m:{row}/{column}",
        "qa",
        question or f"{row}: {column}?",
        value,
        f"m:{row}/{column}",
        source="models.md#sizes",
        tags=("models",),
        place=place,
        **more,
    )


def deck(*cards: Card, aliases: dict[str, tuple[str, ...]] | None = None) -> Deck:
    return Deck("m", "Models", cards, aliases=tuple((aliases or {}).items()))


def column(*values: str, name: str = "Layers", question: str = "") -> Deck:
    """A table of one column, its rows named A, B, C and so on."""
    rows = zip("ABCDEFGHIJ", values, strict=False)
    return deck(*(cell(row, name, value, question) for row, value in rows))


def beside(table: Deck, one: str, other: str, seed: int = 1) -> list[Card]:
    """Two rows side by side."""
    found = contrast(table, table.cards[:1], one, other, Random(seed))
    return [card for card in found if card.place and card.place.kind == "contrast"]


def drilled(table: Deck, kind: str, seeds: int = 20) -> dict[str, Card]:
    """Every drill of a kind that comes up under some seeds, by id."""
    cards = (card for seed in range(seeds) for card in compare(table, Random(seed)))
    return {card.id: card for card in cards if kind_of(card) == kind}


def kind_of(card: Card) -> str:
    kinds = ("contrast", "larger", "first", "order", "share", "odd")
    return next(kind for kind in kinds if f"/{kind}/" in card.id)


# what they ask


def test_two_rows_side_by_side_are_told_apart_by_each_column():
    table = deck(
        cell("GPT-2", "Layers (largest)", "48"),
        cell("GPT-3", "Layers (largest)", "96"),
        cell("T5", "Layers (largest)", "24"),
        cell("GPT-2", "Tokenizer", "byte-level BPE"),
        cell("GPT-3", "Tokenizer", "byte-level BPE"),
        cell("GPT-2", "Data?", "WebText."),
        cell("GPT-3", "Data?", "a mix"),
        cell("GPT-3", "Heads", "96"),
    )
    layers, data = beside(table, "GPT-2", "GPT-3", 4)
    assert layers == Card(
        "m:drill/sizes/layers-largest/contrast/gpt-2/gpt-3",
        "choice",
        "Which has 48 layers (largest), GPT-3 or GPT-2?",
        "GPT-2",
        "m:GPT-2/Layers (largest)",
        wrong=("GPT-3",),
        why="GPT-2: 48; GPT-3: 96",
        source="models.md#sizes",
        tags=("models",),
        place=Place("models.md", "Sizes", "Model", "", "Layers (largest)", "contrast"),
    )
    assert data.question == "Whose data is WebText, GPT-2 or GPT-3?"
    asked = {beside(table, "GPT-3", "GPT-2", seed)[0].answer for seed in range(9)}
    assert asked == {"GPT-2", "GPT-3"}
    assert beside(table, "GPT-2", "BERT") == []
    assert beside(table, "GPT-2", "GPT-2") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("48", "48"),
        ("2k", "2,048"),
        ("about 100", "105"),
        ("256 sequences", "4M tokens"),
        ("60%", "50"),
        ("24", "12 in each stack"),
        ("BPE", "byte-level BPE"),
        ("byte-pair encoding", "BPE"),
        ("SFT, then RLHF", "SFT, then DPO"),
        ("A, B", "B, C"),
        ("BPE, WordPiece", "byte-level BPE"),
        ("byte-level BPE", "BPE, WordPiece"),
        ("undisclosed", "48"),
        ("—", "48"),
        ("like A's, but wider", "wide"),
    ],
)
def test_values_that_do_not_decide_are_asked_of_nobody(one, other):
    table = deck(
        cell("A's", "Value", one),
        cell("B", "Value", other),
        aliases={"BPE": ("byte-pair encoding",)},
    )
    assert beside(table, "A's", "B") == []
    assert list(compare(table, Random(1))) == []


def test_unconfirmed_suspended_and_repeated_rows_decide_nothing():
    table = deck(
        cell("A", "Layers", "1", unconfirmed=True),
        cell("B", "Layers", "2", suspended=True),
        cell("C", "Layers", "3"),
        cell("D", "Layers", "4"),
        cell("D", "Layers", "5"),
        cell("E", "Layers", "6")._replace(answer=("E", "F")),
        Card("m:plain", "qa", "F: Layers?", "7", "m:plain"),
    )
    assert list(compare(table, Random(1))) == []


@pytest.mark.parametrize(
    ("values", "name", "question", "asks", "right"),
    [
        (("48", "96"), "Layers", "", "Which has more layers, {}?", "B"),
        (("900 MB", "40 GB"), "Size", "", "Whose size is larger, {}?", "B"),
        (("2k", "4k"), "Context", "", "Whose context is larger, {}?", "B"),
        (("-3", "-5"), "Loss", "", "Whose loss is larger, {}?", "A"),
        (("about 100", "150"), "Words", "", "Which has more words, {}?", "B"),
        (("2019", "2018"), "Year", "", "Which came first, {}?", "B"),
        (
            ("2019", "2018"),
            "Came",
            "In which year did it come?",
            "Whose came is earlier, {}?",
            "B",
        ),
        (("2019", "2018"), "Released", "", "Which was released first, {}?", "B"),
        (("2019", "2018"), "Width", "", "Whose width is larger, {}?", "A"),
        (("2,019", "2,018"), "Time", "", "Whose time is larger, {}?", "A"),
        (("2018-10", "2018-06"), "Date", "", "Which came first, {}?", "B"),
        (
            ("2018-10-11", "2018-10-09"),
            "Release date",
            "",
            "Whose release date is earlier, {}?",
            "B",
        ),
    ],
)
def test_of_two_rows_one_is_larger_or_came_first(values, name, question, asks, right):
    (card,) = compare(column(*values, name=name, question=question), Random(1))
    assert card.question in (asks.format("A or B"), asks.format("B or A"))
    assert (card.answer, {card.answer, *card.wrong}) == (right, {"A", "B"})


def test_the_row_named_first_is_as_often_right_as_the_other():
    rows = (cell(f"row {n}", "Layers", str(n)) for n in range(40))
    cards = drilled(deck(*rows), "larger", 10).values()
    first = sum(f"layers, {card.answer} or" in card.question for card in cards)
    assert 0.4 < first / len(cards) < 0.6


@pytest.mark.parametrize("values", [("2018", "2018-10"), ("2018-13", "2018-14"), ("0x10", "0x20")])
def test_dates_of_different_precision_and_what_is_no_date_have_no_order(values):
    assert list(compare(column(*values), Random(1))) == []


def test_three_to_five_rows_are_put_in_order():
    orders = drilled(column("5", "1", "3", "2", "4", "7", "6"), "order", 60).values()
    assert {len(card.answer) for card in orders} == {3, 4, 5}
    assert {card.question for card in orders} == {"Put these in order of layers, fewest first."}
    dated = drilled(column("2018-10", "2018-06", "2019-02"), "order").values()
    assert [(card.question, card.answer, card.why) for card in dated] == [
        (
            "Put these in order of layers, earliest first.",
            ("B", "A", "C"),
            "B: 2018-06; A: 2018-10; C: 2019-02",
        )
    ]
    assert not drilled(column("1", "1", "2", "2"), "order")
    assert not drilled(column("1 token", "2 tokens", "3 words"), "order")


def test_two_rows_share_a_value_that_no_other_row_shown_has():
    (card,) = drilled(column("GELU", "ReLU", "gelu", "SwiGLU"), "share").values()
    assert card.question == "Which two of these have the same layers?"
    assert (card.answer, card.wrong) == (("A", "C"), ("B", "D"))
    several = drilled(column("1", "1", "1", "2", "3", "4"), "share").values()
    assert {card.answer for card in several} == {("A", "B"), ("A", "C"), ("B", "C")}
    assert not drilled(column("GELU", "GELU", "ReLU"), "share"), "too few others"
    assert not drilled(column("BPE", "BPE", "byte-level BPE", "WordPiece"), "share")
    assert not drilled(column("2k", "2,048", "4k", "8k"), "share")
    assert not drilled(column("about 100", "100", "1", "2"), "share")
    assert not drilled(column("a, b", "b, a", "c", "d"), "share")
    spelt = {"filtered crawl": ("crawl",), "English crawl": ("crawl",)}
    crawls = deck(*column("filtered crawl", "English crawl", "c", "d").cards, aliases=spelt)
    assert not drilled(crawls, "share"), "another spelling of both makes them not the same"


def test_one_row_differs_from_two_or_three_that_are_alike():
    found = drilled(column("GELU", "GELU", "GELU", "GELU", "ReLU"), "odd", 60).values()
    assert {card.answer for card in found} == {"E"}
    assert {card.wrong for card in found} == set(combinations("ABCD", 3))
    assert {card.question for card in found} == {
        "Which of these differs from the others in layers?"
    }
    assert not drilled(column("BPE", "BPE", "byte-level BPE"), "odd")
    assert not drilled(column("1", "2", "3"), "odd")
    assert not drilled(column("two", "two", "two", "2"), "odd")
    assert not drilled(column("50%", "50%", "50%", "one half"), "odd")


def test_columns_and_kinds_take_turns():
    table = deck(*(cell(row, name, str(n)) for name in "XYZ" for n, row in enumerate("ABCDEF")))
    first = [card for card, _ in zip(compare(table, Random(1)), range(6), strict=False)]
    assert sorted(card.place.column for card in first[:3]) == ["X", "Y", "Z"]
    assert {kind_of(card) for card in first} == {"larger", "order"}
    begins = [next(compare(table, Random(seed))) for seed in range(20)]
    assert {card.place.column for card in begins} == {"X", "Y", "Z"}
    assert {kind_of(card) for card in begins} == {"larger", "order"}


def test_drills_are_the_same_for_a_seed_and_none_comes_twice():
    table = column("1", "2", "2", "3", "5", "3")
    one, other = list(compare(table, Random(7))), list(compare(table, Random(7)))
    assert one == other
    assert len({card.id for card in one}) == len(one)
    assert one != list(compare(table, Random(8)))


def test_of_a_column_of_a_thousand_rows_some_are_drawn():
    rows = (cell(f"row {n}", "Layers", str(n)) for n in range(1000))
    assert 6 < len(list(compare(deck(*rows), Random(1)))) <= 13


# in the words of whoever wrote the table


def worded(card_kind: str, question: str, answer, wrong=()) -> Card:
    form = "order" if card_kind == "order" else "choice"
    place = Place("models.md", "Sizes", "Model", "", "Layers", card_kind)
    return Card(
        f"m:{card_kind}", form, question, answer, f"m:{card_kind}", wrong=wrong, place=place
    )


SIZES = column("12", "24", "48", "96")


@pytest.mark.parametrize(
    ("asks", "answer", "wrong", "expected", "wins"),
    [
        ("Which is deeper, B or A?", "B", "A", "Which is deeper, {}?", max),
        ("Which is less deep, A or B?", "A", "B", "Which is less deep, {}?", min),
        ("Is a net that is deeper A or B?", "B", "A", "Is a net that is deeper {}?", max),
    ],
)
def test_rows_are_compared_in_the_words_of_the_table(asks, answer, wrong, expected, wins):
    cards = drilled(deck(*SIZES.cards, worded("compare", asks, answer, (wrong,))), "larger")
    cards |= drilled(deck(*SIZES.cards, worded("compare", asks, answer, (wrong,))), "first")
    assert len(cards) > 3
    for card in cards.values():
        names = {card.answer, *card.wrong}
        assert card.question in {expected.format(" or ".join(it)) for it in permutations(names)}
        assert card.answer == wins(names)


@pytest.mark.parametrize(
    ("asks", "answer", "wrong"),
    [
        ("Which of the two is deeper?", "B", "A"),
        ("Which has as many layers as A has heads, A or B?", "B", "A"),
        ("Which is deeper, A or Z?", "A", "Z"),
        ("Which is deeper, A or B?", "B", ""),
    ],
    ids=["no names", "a name twice", "a row that is gone", "no rival"],
)
def test_words_that_cannot_be_used_of_other_rows_are_not(asks, answer, wrong):
    card = worded("compare", asks, answer, tuple(filter(None, [wrong])))
    cards = drilled(deck(*SIZES.cards, card), "larger")
    assert {it.question.partition(",")[0] for it in cards.values()} == {"Which has more layers"}


def test_a_row_whose_name_begins_another_one_is_told_from_it():
    names = {"GPT-2": "1", "GPT-2 XL": "2", "T5": "3"}
    table = deck(
        *(cell(row, "Layers", value) for row, value in names.items()),
        worded("compare", "Which is deeper, GPT-2 or GPT-2 XL?", "GPT-2 XL", ("GPT-2",)),
    )
    asked = {card.question for card in drilled(table, "larger").values()}
    named = [re.fullmatch("Which is deeper, (.*) or (.*)[?]", one) for one in asked]
    assert {frozenset(one.groups()) for one in named} == set(map(frozenset, combinations(names, 2)))


@pytest.mark.parametrize(
    ("asks", "rows", "rising"),
    [
        ("Order them, the shallowest first.", ("A", "B", "D"), True),
        ("Order them, the deepest first.", ("D", "B", "A"), False),
    ],
)
def test_rows_are_put_in_the_order_that_the_table_asks_for(asks, rows, rising):
    cards = drilled(deck(*SIZES.cards, worded("order", asks, rows)), "order").values()
    assert {card.question for card in cards} == {asks}
    for card in cards:
        assert list(card.answer) == sorted(card.answer, reverse=not rising)


# that they are right

WORDS = ["GELU", "gelu", "ReLU", "a BPE", "BPE", "byte-level BPE", "no", "*no*"]
LISTS = ["BPE, no", "GELU, ReLU", "Tanh; no", "1, 2"]
Meant = tuple[str, str, object]
"""How a value is written; its unit, or `text`, `list` or `none`; and everything it can mean."""


def numbers() -> st.SearchStrategy[Meant]:
    whole = st.integers(0, 12)
    return st.one_of(
        whole.map(lambda n: (str(n), "", {n})),
        whole.map(lambda n: (f"{n}.0", "", {n})),
        whole.map(lambda n: (f"{n},000", "", {n * 1000})),
        whole.map(lambda n: (f"{n}k", "", {n * 1000, n * 1024})),
        whole.map(lambda n: (f"{n * 1024:,}", "", {n * 1024})),
        whole.map(lambda n: (f"{n} kB", "byte", {n * 1000})),
        whole.map(lambda n: (f"0.{n:03} MB", "byte", {n * 1000})),
        whole.map(lambda n: (f"{n} layers", "layer", {n})),
        whole.map(lambda n: (f"{n}%", "%", {Fraction(n, 100)})),
        st.integers(1, 12).map(lambda n: (f"2018-{n:02}", "month", {n})),
        whole.map(lambda n: (f"about {n}", "", {n * Fraction(9, 10), n, n * Fraction(11, 10)})),
    )


values = st.one_of(
    numbers(),
    st.sampled_from(WORDS).map(lambda word: (word, "text", word.strip("*").casefold())),
    st.sampled_from(LISTS).map(lambda v: (v, "list", set(re.split("[,;] ", v.casefold())))),
    st.sampled_from(["undisclosed", "", "—"]).map(lambda v: (v, "none", v)),
)


def may_agree(one: Meant, other: Meant) -> bool:
    """Whether two values can mean the same, or one be a part of the other."""
    kinds = {one[1], other[1]}
    if "none" in kinds:
        return True
    if kinds <= {"text", "list"}:
        items = [value[2] if value[1] == "list" else {value[2]} for value in (one, other)]
        return any(a in b or b in a for a, b in product(*items))
    if kinds & {"text", "list"}:
        return any(value == "1, 2" for value, *_ in (one, other))
    if one[1] != other[1]:
        return True
    return min(one[2]) <= max(other[2]) and min(other[2]) <= max(one[2])


def is_surely_less(one: Meant, other: Meant) -> bool:
    return one[1] == other[1] not in ("text", "list", "none") and max(one[2]) < min(other[2])


def is_surely_same(one: Meant, other: Meant) -> bool:
    return one[1] == other[1] not in ("list", "none") and one[2] == other[2]


def assert_right(card: Card, meant: dict[str, Meant]) -> None:
    """That the answer of a drill follows from what the values mean, and no other one does."""
    right = (card.answer,) if isinstance(card.answer, str) else card.answer
    rows = [*right, *card.wrong]
    assert len(set(rows)) == len(rows) <= len(LETTERS)
    match kind_of(card):
        case "contrast":
            assert not may_agree(meant[right[0]], meant[card.wrong[0]])
        case "larger":
            assert is_surely_less(meant[card.wrong[0]], meant[right[0]])
        case "first":
            assert is_surely_less(meant[right[0]], meant[card.wrong[0]])
        case "order":
            assert 3 <= len(right) <= 5
            assert all(is_surely_less(meant[a], meant[b]) for a, b in combinations(right, 2))
        case "share":
            same = [pair for pair in combinations(rows, 2) if may_agree(*map(meant.get, pair))]
            assert [set(pair) for pair in same] == [set(right)]
            assert is_surely_same(*map(meant.get, right))
        case "odd":
            assert len(card.wrong) >= 2
            assert all(is_surely_same(meant[a], meant[b]) for a, b in combinations(card.wrong, 2))
            assert not any(may_agree(meant[right[0]], meant[row]) for row in card.wrong)


@given(st.lists(values, min_size=2, max_size=9), st.integers(0, 99))
def test_every_drill_over_a_random_table_is_right_and_no_wrong_option_is(drawn, seed):
    meant = dict(zip("ABCDEFGHI", drawn, strict=False))
    table = column(*(value for value, *_ in drawn))
    cards = list(compare(table, Random(seed)))
    for one, other in permutations(meant, 2):
        cards += beside(table, one, other, seed)
    for card in cards:
        assert_right(card, meant)
        question = ask(card, Random(seed))
        assert question.format in ("choice", "choose-all", "order")
        assert {*question.options} == {
            *((card.answer,) if isinstance(card.answer, str) else card.answer),
            *card.wrong,
        }


# the shipped tables

ZEROS = {"": 1, "M": 10**6, "B": 10**9, "T": 10**12, "GB": 10**9}


def shipped_decks() -> list[Deck]:
    decks = (read_deck(path, default_id(path, DECKS))[0] for path in DECKS.rglob("*.yaml"))
    return [one for one in decks if one]


def as_read(card: Card) -> Meant:
    """A shipped value, read by other rules than those of the drills."""
    text = str(card.answer)
    found = re.fullmatch(r"(about )?([0-9.]+) ?([MBT]|GB)?(?: ([a-z]+))?", text.replace(",", ""))
    if found is None:
        return text, "text", text.casefold()
    amount = Fraction(found[2]) * ZEROS[found[3] or ""]
    margin = amount / 10 if found[1] else 0
    return text, f"{found[3] == 'GB'} {found[4]}", {amount - margin, amount + margin}


def test_every_drill_over_the_shipped_tables_is_right_and_there_are_many_of_each_kind():
    counts: Counter[str] = Counter()
    for one in shipped_decks():
        cells: dict[tuple[str, str], dict[str, Card]] = {}
        for card in one.cards:
            if card.place and card.place.kind == "ask":
                where = cells.setdefault((card.place.heading, card.place.column), {})
                where[card.place.row] = card
        rows = {row for column in cells.values() for row in column}
        pairs = [
            beside(one, *pair, seed) for pair in combinations(sorted(rows), 2) for seed in range(2)
        ]
        found = [card for cards in pairs for card in cards]
        found += [card for seed in range(20) for card in compare(one, Random(seed))]
        for card in found:
            column_of = cells[card.place.heading, card.place.column]
            assert_right(card, {row: as_read(cell) for row, cell in column_of.items()})
        counts.update(kind_of(card) for card in {card.id: card for card in found}.values())
    assert len(counts) == 6
    assert min(counts.values()) >= 50, counts


def test_the_drills_that_quizzes_over_the_shipped_tables_ask_are_right(tmp_path):
    library = Library([Folder(DECKS, "shipped")], tmp_path / "decks.db")
    cells = {
        (deck.id, card.place.heading, card.place.column, card.place.row): as_read(card)
        for deck in map(library.whole, library.decks)
        for card in deck.cards
        if card.place and card.place.kind == "ask"
    }
    kinds: Counter[str] = Counter()
    with Study(library, Store.open(tmp_path / "progress.db"), Config()) as study:
        for seed in range(10):
            for formats in ((), ("compare",)):
                wanted = Wanted(("model-tables",), count=40, formats=formats, seed=seed)
                drilled = [
                    item
                    for item in study.quizzing.draw(wanted).items
                    if item.question.card.place and item.question.card.place.kind == "drill"
                ]
                assert len(drilled) == (40 if formats else 8)
                for item in drilled:
                    card, rows = item.question.card, item.question.card.why
                    where = (item.slot.deck, card.place.heading, card.place.column)
                    assert_right(
                        card, {key[3]: it for key, it in cells.items() if key[:3] == where}
                    )
                    assert all(option in rows for option in item.question.options)
                    kinds[kind_of(card)] += 1
    assert kinds.keys() == {"larger", "first", "order", "share", "odd"}
