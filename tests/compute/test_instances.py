from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer import marking
from quizzer.cache import Cache, Fresh
from quizzer.card import Card, Deck
from quizzer.compute import drawn, example
from quizzer.parse import decks
from quizzer.question import ask, possible
from quizzer.values import margin, number


def card(q, compute, vary, **more):
    values = tuple((name, tuple(texts.split())) for name, texts in vary.items())
    return Card("d:1", "compute", q, compute, "d:1", compute=compute, vary=values, **more)


BLOCKS = card(
    "How many parameters have {n} blocks of width {d}?",
    "12 * n * d**2",
    {"n": "12 24", "d": "768 1024"},
    unit="parameters",
    tolerance="5%",
    why="Four for attention, eight for the rest.",
)


def test_an_instance_has_numbers_and_says_how_they_make_the_answer():
    found = {drawn(BLOCKS, random.Random(seed)) for seed in range(50)}
    assert len(found) == 4
    (one,) = (
        it for it in found if it.question == "How many parameters have 24 blocks of width 1024?"
    )
    assert one.answer == "301,989,888 parameters"
    assert one.why == (
        "`12 * 24 * 1024**2 = 301,989,888 parameters` (302 million)\n\n"
        "Four for attention, eight for the rest."
    )
    assert (one.id, one.form, one.tolerance) == ("d:1", "compute", "5%")


def test_an_instance_follows_from_the_seed_and_an_example_from_the_id():
    assert drawn(BLOCKS, random.Random("a 1")) == drawn(BLOCKS, random.Random("a 1"))
    assert example(BLOCKS) == example(BLOCKS)
    renamed = {example(BLOCKS._replace(id=str(n))).question for n in range(50)}
    assert len(renamed) == 4


def test_an_instance_and_any_other_card_stay_as_they_are():
    one = example(BLOCKS)
    other = Card("d:2", "qa", "{n}?", "12", "d:2")
    assert drawn(one, random.Random(1)) == one
    assert drawn(other, random.Random(1)) == other


def test_values_without_a_result_are_drawn_again():
    one = card("{n}?", "1 / (n - 9)", {"n": "9 7 8"})
    found = Counter(drawn(one, random.Random(seed)).answer for seed in range(200))
    assert found.keys() == {"-0.5", "-1"}
    assert 70 < found["-1"] < 130


def test_where_hardly_any_values_have_a_result_the_smallest_are_taken():
    one = card("{n}?", "1 / (n - 9)", {"n": "9 " * 2000 + "7"})
    assert {drawn(one, random.Random(seed)).answer for seed in range(20)} == {"-0.5"}


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("{n} and {n}, {m} and { n }", "12 and 12, {m} and { n }"),
        ("`zeros({n}, {m})`", "`zeros(12, {m})`"),
        ("$n = {n}$", "$n = 12$"),
        ("$\\frac{n}{n} + 2^{n}$", "$\\frac{12}{12} + 2^{12}$"),
        ("$\\sqrt{n}, \\sqrt[3]{n}$", "$\\sqrt{12}, \\sqrt[3]{12}$"),
        ("$x_{i} + \\sqrt{d_k}$ {n}", "$x_{i} + \\sqrt{d_k}$ 12"),
    ],
)  # fmt: skip
def test_a_name_in_braces_gives_way_to_its_value(question, shown):
    assert example(card(question, "n", {"n": "12"})).question == shown


@pytest.mark.parametrize(
    ("compute", "value", "answer", "worked"),
    [
        ("n", "12,288", "12,288", "12288 = 12,288"),
        ("n**2", "-3", "9", "(-3)**2 = 9"),
        ("n * 200", "15%", "30", "(15%) * 200 = 30"),
        ("2 * n / 10**9", "7B", "14", "2 * 7B / 10**9 = 14"),
        ("n**2", "2^9", "262,144", "(2^9)**2 = 262,144"),
        ("max(n, e) + 1e5", "12", "100,012", "max(12, 0) + 1e5 = 100,012"),
        ("n / 4", "3", "0.75", "3 / 4 = 0.75"),
        ("0.1 * n", "3", "0.3", "0.1 * 3 = 0.3"),
        ("log2(n)", "50257", "15.62", "log2(50257) ≈ 15.62"),
        ("n / 3", "1000000", "333,333", "1000000 / 3 ≈ 333,333"),
        ("n / 3", "-1", "-0.3333", "(-1) / 3 ≈ -0.3333"),
        ("1 / n", "3000000", "3.333 × 10⁻⁷", "1 / 3000000 ≈ 3.333 × 10⁻⁷"),
        ("n * 1.5", "1e20", "1.5 × 10²⁰", "1e20 * 1.5 = 1.5 × 10²⁰"),
        ("n * 0.0", "1", "0", "1 * 0.0 = 0"),
        ("6 * n**2", "2e11", "2.4 × 10²³", "6 * 2e11**2 = 2.4 × 10²³"),
        (
            "n**2",
            "4294967297",
            "18,446,744,082,299,486,209",
            "4294967297**2 = 18,446,744,082,299,486,209",
        ),
        ("n * 1.1 - 1.1", "1", "0", "1 * 1.1 - 1.1 = 0"),
        ("n * 0.1", "-0", "0", "(-0) * 0.1 = 0"),
    ],
)
def test_a_result_is_written_to_be_read(compute, value, answer, worked):
    one = example(card("{n} {e}", compute, {"n": value, "e": "0"}))
    assert one.answer == answer
    assert one.why == f"`{worked}`"


@pytest.mark.parametrize(
    ("value", "tolerance", "answer"),
    [
        ("571.428571", "5%", "≈ 571"),
        ("571.428571", "1%", "≈ 571"),
        ("123.428571", "1%", "≈ 123.4"),
        ("571.428571", "0.01%", "≈ 571.43"),
        ("571.428571", "10", "≈ 571"),
        ("571.428571", "0.05", "≈ 571.43"),
        ("571.428571", "", "≈ 571.4"),
        ("6.28125", "5%", "≈ 6.28"),
        ("41.25", "5%", "= 41.25"),
        ("0.065104166", "5%", "≈ 0.0651"),
        ("98765.4321", "5%", "≈ 98,765"),
        ("4831838208", "5%", "= 4,831,838,208"),
        ("123456789012345678", "5%", "≈ 1.23 × 10¹⁷"),
        ("123456789012345678", "", "= 123,456,789,012,345,678"),
        ("0.000012345678", "50%", "≈ 1.23 × 10⁻⁵"),
        ("2.0045", "5%", "= 2.0045"),
        ("2.00456", "5%", "≈ 2"),
        ("1.23456", "0", "≈ 1.235"),
    ],
)
def test_a_result_has_the_digits_that_its_tolerance_is_worth(value, tolerance, answer):
    one = example(card("{n}?", "n", {"n": value}, tolerance=tolerance))
    sign, shown = answer.split(" ", 1)
    assert one.answer == shown
    assert f" {sign} {shown}`" in one.why


@pytest.mark.parametrize(
    ("value", "unit", "also"),
    [
        ("26843545600", "bytes", " (26.8 GB, 25 GiB)"),
        ("10000", "bytes", " (10 kB, 9.77 KiB)"),
        ("1073741824000", "bytes", " (1.07 TB, 1,000 GiB)"),
        ("9999", "bytes", ""),
        ("4831838208", "parameters", " (4.83 billion)"),
        ("999999", "", ""),
        ("999999999", "", " (1 billion)"),
        ("-1234567", "", " (-1.23 million)"),
        ("4831838208", "MB", ""),
        ("4831838208", "%", ""),
        ("4831838208", "million parameters", ""),
        ("1e15", "FLOPs", ""),
        ("1e15", "bytes", ""),
    ],
)
def test_a_long_number_is_told_in_larger_units_too(value, unit, also):
    one = example(card("{n}?", "n", {"n": value}, unit=unit))
    assert one.why.partition("`")[2].partition("`")[2] == also


@given(st.integers(10**4, 10**15), st.sampled_from(["bytes", "parameters", ""]))
def test_what_is_told_in_larger_units_is_right(value, unit):
    one = example(card("{n}?", "n", {"n": str(value)}, unit=unit, tolerance="1%"))
    _, _, also = one.why.rpartition("`")
    for other in filter(None, also.strip(" ()").split(", ")):
        assert marking.typed(one, other).kind == "right"


@pytest.mark.parametrize(
    ("unit", "answer"),
    [("", "1,024"), ("GB", "1,024 GB"), ("%", "1,024%"), ("m / s", "1,024 m / s")],
)
def test_a_unit_stands_behind_its_number(unit, answer):
    assert example(card("{n}?", "n", {"n": "1024"}, unit=unit)).answer == answer


@pytest.mark.parametrize(
    ("question", "compute", "unit", "tolerance", "right", "wrong"),
    [
        ("How many parameters have 24 blocks of width {n}?", "12 * 24 * n**2", "parameters", "5%",
         ["301989888", "301,989,888 parameters", "302M", "0.3B", "3.0e8", "290 million parameters"],
         ["260M", "30M", "302", "302M tokens"]),
        ("What is {n}?", "n", "", "", ["1024", "1,024"], ["1023", "1025"]),
        ("What is a third of {n}?", "n / 3", "", "", ["341", "341.3", "341.333", "340"],
         ["339", "345"]),
        ("What is {n} times 0.02, in GB?", "n * 2 / 100", "GB", "0.5",
         ["20.48 GB", "20", "20.9", "20.5 gb", "20480 MB"], ["19.9", "21", "20.48 MB"]),
        ("How many percent of 2048 is {n} hundredths?", "n / 2048", "%", "",
         ["0.5%", "0.5", "0.5 %"], ["0.6%", "5%", "50%"]),
        ("How many billion parameters are {n}?", "n", "billion parameters", "",
         ["1024 billion parameters", "1024B", "1024"], ["1024M"]),
        ("How many tokens per second?", "n * 10**10", "tokens per second", "1%",
         ["1.024e13", "10.24 trillion"], ["1e12"]),
        ("How long does it take, in s?", "n / 10**10", "s", "",
         ["1.024e-7", "0.0000001024", "0.1024 µs"], ["1.1e-7", "1e-7 GB"]),
    ],
)  # fmt: skip
def test_an_instance_is_marked_with_unit_and_tolerance(
    question, compute, unit, tolerance, right, wrong
):
    one = example(card(question, compute, {"n": "1024"}, unit=unit, tolerance=tolerance))
    verdicts = {reply: marking.typed(one, reply).kind for reply in right}
    assert verdicts == dict.fromkeys(right, "right")
    assert "right" not in {marking.typed(one, reply).kind for reply in wrong}


@pytest.mark.parametrize(
    ("value", "said", "tolerance"),
    [("3", "", "0.5%"), ("8", "", ""), ("3", "2%", "2%"), ("8", "2", "2"), ("3", "0%", "0.5%")],
)
def test_any_result_but_a_whole_one_may_be_a_little_off(value, said, tolerance):
    one = example(card("{n}?", "n / 4", {"n": value}, tolerance=said))
    assert one.tolerance == tolerance


UNITS = st.sampled_from(["", "GB", "%", "parameters", "tokens per second", "FLOP", "m", "°C"])


RESULTS = st.one_of(
    st.integers(-(10**40), 10**40),
    st.floats(1e-39, 1e39),
    st.floats(-1e39, -1e-39),
    st.decimals(-100, 100, places=4),
)
TOLERANCES = st.sampled_from(["5%", "1%", "0.5%", "0.001%", "0.2"])


@given(RESULTS, UNITS, TOLERANCES | st.just(""))
def test_every_answer_is_right_as_it_is_shown(value, unit, tolerance):
    one = example(card("{n}?", f"n * {value!s}", {"n": "1"}, unit=unit, tolerance=tolerance))
    assert marking.typed(one, one.answer).kind == "right"


@given(RESULTS, TOLERANCES)
def test_an_answer_is_off_by_a_tenth_of_its_tolerance_at_most(value, tolerance):
    one = example(card("{n}?", f"n * {value!s}", {"n": "1"}, tolerance=tolerance))
    true, told = number(str(value)), number(one.answer)
    assert abs(told.value - true.value) <= margin(tolerance, true) / 10
    assert ("=" in one.why) <= (told.value == true.value)
    assert not value or told.value


def test_a_card_with_fresh_numbers_is_typed_and_in_no_other_way():
    assert possible(BLOCKS, ("1", "2", "3")) == ("number",)
    question = ask(BLOCKS, random.Random(7))
    assert (question.format, question.options) == ("number", ())
    assert question.card == drawn(BLOCKS, random.Random(7))


def test_a_card_is_known_by_its_question_as_it_is_written():
    text = (
        "deck: D\ncards:\n  - q: What is twice {{n}}?\n    vary: {{n: [{0}]}}\n"
        "    compute: {1}\n    unit: GB\n"
    )
    (one,), (other,) = (
        decks.read(text.format(*said).encode(), "deck.yaml", "d")[0].cards
        for said in (("1, 2", "2 * n"), ("3", "n + n"))
    )
    assert one.id == other.id
    assert (one.question, one.answer) == ("What is twice {n}?", "`2 * n` GB")
    assert (one.vary, one.compute, one.unit) == ((("n", ("1", "2")),), "2 * n", "GB")


def test_a_card_comes_out_of_the_cache_as_it_was():
    deck = Deck("d", "D", (BLOCKS,))
    cache = Cache(None)
    (reading,) = cache.keep([Fresh("deck.yaml", "1", deck, [])])
    assert cache.cards(reading.number) == [BLOCKS]
    cache.close()
