"""Wrong options: really wrong, of the right sort, and no clue to the answer."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.card import Card, Place
from quizzer.disk import Folder, shipped
from quizzer.distractors import MOST, asked, column, joined, kind, possible, wrong
from quizzer.library import Library
from quizzer.question import ask
from quizzer.values import NO_ALIASES, contains, equal

SEEDS = range(50)


def qa(answer, question="", **more) -> Card:
    """A card; without a question one that no other card asks."""
    name = question or f"What is {more.get('place') or answer}?"
    return Card(f"d:{name}={answer}", "qa", name, answer, f"d:{name}={answer}", **more)


def cell(answer, row, **more) -> Card:
    """A card about a row of a table, in its one column."""
    return qa(answer, place=Place("n.md", "H", "Model", row, "Size", "ask"), **more)


def around(card, *answers):
    """What other rows of the table say: where options for `card` come from."""
    return [cell(answer, f"row {n}") for n, answer in enumerate(answers)]


def options(card, same_column=(), same_kind=(), aliases=NO_ALIASES):
    """Every option that can be given, having made sure that only such are given."""
    found = possible(card, same_column, same_kind, aliases)
    for seed in range(20):
        drawn = wrong(card, same_column, same_kind, aliases, random.Random(seed))
        assert set(drawn) <= set(found)
        assert len(drawn) == len(set(drawn)) <= MOST
    return set(found)


# What a card asks for


def test_only_a_cell_that_is_asked_for_has_a_column():
    place = Place("n.md", "H", "Model", "BERT", "Size", "ask")
    assert column(qa("110M", place=place)) == "n.md\nH\nModel\nSize"
    assert column(qa("110M")) == ""
    assert column(qa("BERT", place=place._replace(kind="reverse"))) == ""
    undisclosed = Card("c", "choice", "Which did not say?", ("GPT-4",), "c", place=place)
    assert column(undisclosed) == ""


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("512", "number"),
        ("1.5B", "number"),
        ("0^0", "number"),
        ("15%", "number %"),
        ("40 GB", "number byte"),
        ("2 TB", "number byte"),
        ("4M tokens", "number token"),
        ("$4.6M", "number $"),
        ("2018", "year"),
        ("1,999", "number"),
        ("2048", "number"),
        ("1536", "number"),
        ("GELU", ""),
        ("6 in each stack", ""),
        (("BERT", "T5"), ""),
    ],
)
def test_numbers_are_of_a_kind_with_their_unit_and_years_apart(answer, expected):
    assert kind(qa(answer)) == expected


def test_terms_and_their_definitions_are_of_a_kind():
    assert kind(Card("d:lapse~term", "term", "Forgetting.", "Lapse", "d:lapse")) == "term"
    there = Card("d:lapse~definition", "term", "Lapse", "Forgetting.", "d:lapse")
    assert kind(there) == "definition"


def test_a_card_with_fresh_numbers_is_of_no_kind():
    assert kind(qa("12")._replace(form="compute")) == ""


# What is refused


@pytest.mark.parametrize(
    ("answer", "more", "other"),
    [
        pytest.param("175B", {}, "175 billion", id="another scale word"),
        pytest.param("2k", {}, "2048", id="a power of two"),
        pytest.param("40 GB", {}, "40,000 MB", id="another prefix"),
        pytest.param("BPE", {}, "byte-level BPE", id="contains the answer"),
        pytest.param("byte-level BPE", {}, "BPE", id="is contained in the answer"),
        pytest.param("pre-norm", {}, "Pre norm", id="another spelling"),
        pytest.param("web, books", {}, "books, web", id="another order"),
        pytest.param("English and French", {}, "French, English", id="another way to list"),
        pytest.param("12–24", {}, "12 to 24", id="the same range"),
        pytest.param("12 to 24", {}, "20 to 30", id="a range that meets it"),
        pytest.param("at least 12", {}, "12 to 24", id="a range within"),
        pytest.param("over 90", {}, "at least 95", id="a hedge that holds it"),
        pytest.param("2 minutes", {}, "120 seconds", id="another unit of time"),
        pytest.param("one half", {}, "0.5", id="a fraction"),
        pytest.param("12 June 2018", {}, "June 12, 2018", id="another style of date"),
        pytest.param("12 June 2018", {}, "2018-06-12", id="an ISO date"),
        pytest.param("12 June 2018", {}, "June 2018", id="its month"),
        pytest.param("12 June 2018", {}, "2018", id="its year"),
        pytest.param("2018", {}, "2018-06-11", id="a day of the year"),
        pytest.param("World War II", {}, "World War 2", id="a Roman numeral"),
        pytest.param("OpenAI", {"accept": ("Open AI Inc",)}, "Open AI Inc", id="accepted"),
        pytest.param("3.15", {"tolerance": "5%"}, "3.25", id="within a share of the answer"),
        pytest.param("48", {"tolerance": "2"}, "50", id="within an amount"),
        pytest.param("12 GB", {"tolerance": "1"}, "13 GB", id="within an amount of its unit"),
        pytest.param("512 tokens", {}, "640 books", id="another unit"),
        pytest.param("512", {}, "640 tokens", id="a unit"),
        pytest.param("21", {}, "21%", id="a share"),
        pytest.param("110M", {}, "2.5B (called 2B)", id="no number"),
        pytest.param("300B", {}, "about 1T", id="hedged"),
        pytest.param("32", {}, "7.2", id="a fraction"),
        pytest.param("$d_k$", {}, "width", id="no formula"),
        pytest.param("the loss (mean)", {}, "the gradient norm", id="brackets"),
        pytest.param("`softmax`", {}, "sigmoid", id="code"),
        pytest.param("It falls slowly.", {}, "a slow rise", id="no sentence"),
        pytest.param("a share of the text", {}, "about 15% of the tokens", id="digits"),
        pytest.param("C4", {}, "BooksCorpus and Wikipedia", id="too long"),
        pytest.param("a list", {}, "- one\n- two", id="several lines"),
        pytest.param("BERT", {}, "Undisclosed", id="undisclosed"),
        pytest.param("BERT", {}, "n/a", id="empty"),
        pytest.param("BERT", {}, "unconfirmed: T5", id="unconfirmed"),
        pytest.param("undisclosed", {}, "1.8 trillion", id="nobody knows"),
        pytest.param("1.8T", {"unconfirmed": True}, "1.5T", id="nobody is sure"),
        pytest.param("x" * 5000, {}, "y" * 5000, id="too much to read"),
    ],
)
def test_an_option_that_is_right_or_stands_out_is_refused(answer, more, other):
    assert options(cell(answer, "the row", **more), around(None, other)) == set()


@pytest.mark.parametrize(
    ("answer", "more", "other"),
    [
        ("175B", {}, "117M"),
        ("2048", {}, "2000"),
        ("40 GB", {}, "1 TB"),
        ("encoder", {}, "decoder"),
        ("encoder-decoder", {}, "decoder"),
        ("pre-norm", {}, "post-norm"),
        ("GPT-2", {}, "GPT-3"),
        ("C4", {}, "BooksCorpus"),
        ("3.15", {"tolerance": "2%"}, "3.25"),
        ("$d_k$", {}, "$d_v$"),
        ("-100", {}, "-1"),
        ("12 to 24", {}, "30 to 40"),
        ("12 June 2018", {}, "11 June 2018"),
        ("2018", {}, "2019"),
        ("English and French", {}, "English and German"),
        ("over 90", {}, "under 50"),
    ],
)
def test_an_option_of_the_same_sort_is_good(answer, more, other):
    assert options(cell(answer, "the row", **more), around(None, other)) == {other}


def test_another_spelling_known_to_the_deck_is_refused():
    aliases = joined({"BPE": ("byte-pair encoding",), "1.5B": ("1,558M",)})
    assert options(cell("BPE", "x"), around(None, "byte-pair encoding"), (), aliases) == set()
    assert options(cell("1.5B", "x"), around(None, "1,558M"), (), aliases) == set()


def test_two_values_with_a_spelling_in_common_are_one():
    aliases = joined(
        {
            "filtered Common Crawl": ("Common Crawl",),
            "English CommonCrawl": ("common crawl",),
            "web pages": (),
        }
    )
    card = cell("filtered Common Crawl", "GPT-3")
    others = around(card, "English CommonCrawl", "Common Crawl", "social media talk")
    assert options(card, others, (), aliases) == {"social media talk"}


def test_what_is_also_true_is_refused():
    card = cell("BooksCorpus", "BERT")
    same_row = qa("Wikipedia", "What else is in it?", place=card.place)
    same_question = qa("OpenWebText", f" {card.question.upper()}")
    elsewhere = qa("OpenWebText", "And what is this?")
    others = [same_row, *around(card, "Wikipedia", "WebText")]
    assert options(card, others, [same_question, elsewhere]) == {"WebText"}


def test_an_unconfirmed_answer_and_a_sibling_are_no_options():
    card = qa("15%", "Of [...], 80% are hidden.")
    sibling = card._replace(id="sibling", question="Of 15%, [...] are hidden.", answer="80%")
    rumour = qa("20%", unconfirmed=True)
    assert options(card, (), [sibling, rumour, qa("10%")]) == {"10%"}


def test_options_say_different_things():
    card = cell("4,096", "x")
    others = around(card, "2k", "2000", "2048", "512", "0.5k")
    for seed in range(30):
        drawn = wrong(card, others, (), NO_ALIASES, random.Random(seed))
        assert not any(equal(one, other) for one in drawn for other in drawn if one != other)


@given(st.lists(st.sampled_from("1k 1000 1024 1,024 2M 2 3 7 7.0 BPE bpe".split()), min_size=1))
def test_no_two_options_and_no_option_and_answer_are_equal(answers):
    card, *others = [cell(answer, f"row {n}") for n, answer in enumerate(answers)]
    drawn = [card.answer, *wrong(card, others, others, NO_ALIASES, random.Random(1))]
    for at, one in enumerate(drawn):
        assert not any(equal(one, other) for other in drawn[at + 1 :])


# What comes first


def test_the_authors_own_options_stand_alone():
    own = ("ReLU", "SwiGLU", "Tanh")
    card = qa("GELU", wrong=own)._replace(form="choice")
    assert options(card, around(card, "Sigmoid", "Mish", "Softplus")) == set(own)
    kin = card._replace(wrong=("ReLU", "leaky ReLU", "Tanh"))
    assert len(wrong(kin, (), (), NO_ALIASES, random.Random(1))) == 3
    pair = card._replace(wrong=("ReLU",))
    assert options(pair, around(card, "Sigmoid", "Mish")) == {"ReLU"}


def test_of_many_own_options_those_within_the_answer_come_last():
    card = qa("PaLM 2", wrong=("PaLM", "GPT-3", "GPT-4", "LLaMA"))._replace(form="choice")
    assert options(card) == {"GPT-3", "GPT-4", "LLaMA"}
    card = card._replace(wrong=("PaLM", "GPT-3", "GPT-4", "PaLM 2", "the PaLM 2"))
    assert options(card) == {"PaLM", "GPT-3", "GPT-4", "the PaLM 2"}
    assert {"GPT-3", "GPT-4"} < set(wrong(card, (), (), NO_ALIASES, random.Random(1)))


def test_a_choice_of_several_right_ones_has_wrong_ones_too():
    card = qa(("T5", "PaLM"), wrong=("PaLM", "GPT-3", "GPT-4", "LLaMA"))._replace(form="choice")
    assert options(card) == {"GPT-3", "GPT-4", "LLaMA"}


def test_the_column_comes_before_the_kind():
    card = cell("512", "BERT")
    column_of, kind_of = around(card, "1,024", "2,048", "4,096"), [qa("768"), qa("640")]
    drawn = wrong(card, column_of, kind_of, NO_ALIASES, random.Random(1))
    assert sorted(drawn) == ["1,024", "2,048", "4,096"]
    drawn = wrong(card, column_of[:2], kind_of, NO_ALIASES, random.Random(1))
    assert {"1,024", "2,048"} < set(drawn) <= {"1,024", "2,048", "768", "640"}


def test_a_number_a_hundred_times_as_large_is_an_option_in_its_column_only():
    far = [qa("60,000")]
    assert options(cell("512", "BERT"), around(None, "60,000")) == {"60,000"}
    assert options(qa("512"), (), far) == set()


def test_terms_stand_in_for_each_other():
    terms = ["Lapse", "Leech", "Forgetting curve", "Retrievability"]
    lapse, *others = (Card(f"{it}~term", "term", f"What is {it}?", it, it) for it in terms)
    assert options(lapse, (), others) == {"Leech", "Forgetting curve", "Retrievability"}


def test_what_was_confused_comes_first():
    card = cell("117M", "GPT-1")
    others = around(card, "110M", "124M", "125M", "340M", "1.5B", "175B", "540B")
    for seed in range(20):
        rng = random.Random(seed)
        confused = ["175 billion", "117M", "7B"]
        assert "175B" in wrong(card, others, (), NO_ALIASES, rng, confused)


def test_near_numbers_are_likelier_than_far_ones():
    sizes = [2**n for n in range(5, 20)]
    card = cell("4096", "x")
    others = around(card, *(str(size) for size in sizes if size != 4096))
    drawn = Counter(
        option
        for seed in range(200)
        for option in wrong(card, others, (), NO_ALIASES, random.Random(seed))
    )
    assert drawn["2048"] > drawn["128"] > drawn["64"] > drawn["32"] == 0
    assert drawn["8192"] > drawn["131072"] > drawn["262144"] > drawn["524288"] == 0


def test_the_same_state_of_chance_gives_the_same_options():
    card, others = cell("8", "x"), around(None, *map(str, range(9, 30)))
    first, again, other = (
        [wrong(card, others, (), NO_ALIASES, random.Random(n + seed)) for n in range(20)]
        for seed in (0, 0, 100)
    )
    assert first == again != other


def test_the_size_of_a_number_gives_nothing_away():
    card = cell("4096", "x")
    others = around(card, *(str(2**n) for n in range(5, 20) if 2**n != 4096))
    places = Counter(
        sum(int(option) < 4096 for option in wrong(card, others, (), NO_ALIASES, random.Random(n)))
        for n in range(400)
    )
    assert chi_square(places, 4) < CRITICAL[4]


@pytest.mark.parametrize("answer", ["0", "-3", "10^{999}", "9999^{999}", "0^0"])
def test_any_number_can_be_held_against_others(answer):
    others = around(None, "1", "-1", "10^{998}", "9999^{998}", "-2", "1^0")
    assert answer not in options(cell(answer, "x"), others)


# Where there are none


def test_a_card_alone_has_no_options():
    assert options(cell("512", "BERT")) == set()
    assert options(qa("GELU")) == set()


def test_where_all_answers_are_the_same_there_are_no_options():
    card = cell("32,000", "x")
    assert options(card, around(card, "32,000", "32k", "32000"), [qa("32,000")]) == set()


def test_a_text_asked_for_by_itself_has_no_options():
    cards = [qa("By the chain rule"), qa("By gradient descent"), qa("By early stopping")]
    assert {kind(card) for card in cards} == {""}


# The shipped decks, every card of them

CRITICAL = {3: 13.82, 4: 16.27}
"""Chi-square of so many places that chance exceeds once in a thousand times."""


def chi_square(places: Counter[int], number: int) -> float:
    """How far the counts of so many places are from being equal."""
    expected = sum(places.values()) / number
    return sum((places[place] - expected) ** 2 / expected for place in range(number))


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    library = Library([Folder(shipped(), "shipped")], tmp_path_factory.mktemp("c") / "decks.db")
    yield library
    library.close()


@pytest.fixture(scope="module")
def shelves(library):
    """Each card with what `wrong` draws from, and the other spellings as its deck has them."""
    return [
        (library.card(slot), library.alike(slot), dict(deck.aliases))
        for deck in library.decks
        for slot in library.slots(deck)
    ]


def right_of(card):
    return (card.answer,) if isinstance(card.answer, str) else tuple(map(str, card.answer))


def test_no_shipped_option_is_right_or_part_of_what_is_right(shelves):
    pairs = 0
    for card, alike, spellings in shelves:
        for option in possible(card, *alike):
            pairs += 1
            for right in (*right_of(card), *card.accept):
                known = {right, *spellings.get(right, ())}
                known |= {value for value, names in spellings.items() if right in names}
                assert option not in known, (card.id, option)
                assert not any(equal(option, name, alike[2]) for name in known), (card.id, option)
                assert not contains(right, option, alike[2]), (card.id, option)
                if not card.wrong:
                    assert not contains(option, right, alike[2]), (card.id, option)
    assert pairs > 800


def test_no_shipped_option_answers_the_question_elsewhere(shelves):
    answers: dict[str, set[str]] = {}
    cells: dict[tuple[str, str], set[str]] = {}
    for card, _, _ in shelves:
        answers.setdefault(asked(card), set()).update(right_of(card))
        if column(card):
            cells.setdefault((column(card), card.place.row), set()).update(right_of(card))
    for card, alike, _ in shelves:
        true = set(answers[asked(card)])
        if column(card):
            true |= cells[column(card), card.place.row]
        for option in possible(card, *alike):
            assert not any(equal(option, one, alike[2]) for one in true), (card.id, option)


def test_shipped_options_are_answers_of_the_same_column_or_kind(shelves):
    for card, (in_column, of_kind, aliases), _ in shelves:
        if not card.wrong:
            assert all(column(other) == column(card) != "" for other in in_column)
            others = [other for other in of_kind if asked(other) != asked(card)]
            assert all(kind(other) == kind(card) != "" for other in others)
            answers = {other.answer for other in (*in_column, *others)}
            assert set(possible(card, in_column, of_kind, aliases)) <= answers


@pytest.fixture(scope="module")
def asked_as_choice(shelves):
    """The questions of all shipped cards with one answer and two wrong options, 50 times each."""
    return [
        ask(card, rng, "choice", offered)
        for card, alike, _ in shelves
        if isinstance(card.answer, str)
        for seed in SEEDS
        if (rng := random.Random(f"{seed} {card.id}"))
        if len(offered := wrong(card, *alike, rng)) >= 2
    ]


def test_many_shipped_cards_can_be_asked_as_a_choice(asked_as_choice):
    generated = {question.card.id for question in asked_as_choice if not question.card.wrong}
    assert len(generated) > 80


def test_no_shipped_question_has_an_option_twice(asked_as_choice):
    for question in asked_as_choice:
        assert question.options.count(question.card.answer) == 1
        assert len(set(question.options)) == len(question.options) in (3, 4)
        if not question.card.wrong:
            texts = question.options
            assert not any(
                contains(one, other) for one in texts for other in texts if one is not other
            ), (question.card.id, texts)


@pytest.mark.parametrize("number", [3, 4])
def test_the_right_option_stands_anywhere(asked_as_choice, number):
    places = Counter(
        question.options.index(question.card.answer)
        for question in asked_as_choice
        if len(question.options) == number
    )
    assert sum(places.values()) > 300
    assert chi_square(places, number) < CRITICAL[number]


@pytest.mark.parametrize("whose", ["all", "generated"])
def test_the_right_option_is_not_the_longest(asked_as_choice, whose):
    longest = chance = number = 0.0
    for question in asked_as_choice:
        if whose == "all" or not question.card.wrong:
            lengths = sorted(map(len, question.options))
            is_longest = len(question.card.answer) == lengths[-1]
            longest += is_longest / lengths.count(lengths[-1])
            chance += 1 / len(lengths)
            number += 1
    assert longest / number < chance / number + 0.1
