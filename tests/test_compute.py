from __future__ import annotations

import math
import random
from collections import Counter
from contextlib import suppress
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer import marking
from quizzer.cache import Cache, Fresh
from quizzer.card import Card, Deck
from quizzer.compute import LARGEST, Formula, FormulaError, amount, attempt, drawn, example
from quizzer.parse import decks
from quizzer.question import ask, possible

HINT = (
    "it may hold numbers, names from `vary`, + - * / // % ** ( ), min max sqrt log2 ceil floor "
    "round: nothing else"
)
THERE_ARE = "there are n and the functions min, max, sqrt, log2, ceil, floor, round"
NO_FORMULA = "see that each bracket has its twin, and each operator a number on both sides"


def result(text, **values):
    return Formula(text, values)(values)


def problems(compute, vary="{n: [3, 5]}", q="'{n}?'", **more):
    """What is told of a card with this formula."""
    keys = {"q": q, "vary": vary, "compute": compute, **more}
    card = "\n".join(f"    {key}: {value}" for key, value in keys.items())
    text = f"deck: D\ncards:\n  -\n{card}\n"
    _, told = decks.read(text.encode(), "deck.yaml", "d")
    return [(problem.rule, problem.message, problem.hint) for problem in told]


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


# Formulas


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12 * n * d**2", 12 * 24 * 1024**2),
        (" - n ", -24),
        ("-n**2", -576),
        ("(-n)**2", 576),
        ("n / 5", 4.8),
        ("n // 5 + n % 5", 8),
        ("2**-1", 0.5),
        ("+n", 24),
        ("sqrt(d)", 32.0),
        ("log2(d)", 10.0),
        ("ceil(n / 5)", 5),
        ("floor(n / 5)", 4),
        ("round(n / 5)", 5),
        ("round(n / 7, 2)", 3.43),
        ("min(n, d, 7)", 7),
        ("max(n, d)", 1024),
        ("1e3 + .5 + 1. + 1.5E-1", 1001.65),
        ("10**40", LARGEST),
        ("1**(10**40)", 1),
        ("(2**64 + 1) * (2**64 - 1)", 2**128 - 1),
    ],
)
def test_a_formula_is_what_python_makes_of_it(text, value):
    found = result(text, n=24, d=1024)
    assert (found, type(found)) == (value, type(value))


FUNCTIONS = {"min": min, "max": max, "sqrt": math.sqrt, "log2": math.log2, "ceil": math.ceil}
FUNCTIONS |= {"floor": math.floor, "round": round}
NUMBERS = st.integers(0, 99) | st.floats(0, 99).map(lambda x: round(x, 2))


def larger(parts):
    """Formulas made of smaller ones."""
    pairs = st.tuples(parts, parts)
    return st.one_of(
        st.tuples(parts, st.sampled_from("+ - * / // %".split()), parts).map(" ".join),
        st.tuples(parts, st.sampled_from("0 1 2 3 0.5 -2".split())).map("**".join),
        parts.map("({})".format),
        parts.map("-{}".format),
        st.tuples(st.sampled_from([*FUNCTIONS][2:]), parts).map("{0[0]}({0[1]})".format),
        st.tuples(st.sampled_from(["min", "max"]), pairs.map(", ".join)).map(
            "{0[0]}({0[1]})".format
        ),
    )


FORMULAS = st.recursive(st.sampled_from(["n", "d"]) | NUMBERS.map(str), larger, max_leaves=12)


@given(FORMULAS, NUMBERS, NUMBERS)
def test_every_formula_is_what_python_makes_of_it(text, n, d):
    try:
        found = Formula(text, ["n", "d"])({"n": n, "d": d})
    except FormulaError as error:
        found = error.message
    if found in ("the formula has too many steps", "`compute` goes beyond 10^40"):
        assert text.count("-") > 9 or "**" in text
        return
    try:
        wanted = eval(text, {"__builtins__": {}, **FUNCTIONS, "n": n, "d": d})
    except ZeroDivisionError:
        wanted = "`compute` divides by zero"
    except (ValueError, TypeError):  # of a number that is not real
        wanted = "`compute` has no real value"
    if isinstance(wanted, complex):
        wanted = "`compute` has no real value"
    assert (found, type(found)) == (wanted, type(wanted))


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("n * m", "`m` is not in `vary`", THERE_ARE),
        ("open(n)", "`open` is not in `vary`", THERE_ARE),
        ("n if n else 1", "`if` is not in `vary`", THERE_ARE),
        ("__import__", "`__import__` is not in `vary`", THERE_ARE),
        ("n.real", "`.real` has no place in a formula", HINT),
        ("n . real", "`.` has no place in a formula", HINT),
        ("n['x']", "`[` has no place in a formula", HINT),
        ("'text'", "`'` has no place in a formula", HINT),
        ("n < 3", "`<` has no place in a formula", HINT),
        ("n | 3", "`|` has no place in a formula", HINT),
        ("n # twice", "`#` has no place in a formula", HINT),
        ("lambda: n", "`:` has no place in a formula", HINT),
        ("p = 12 * n", "`=` has no place in a formula", "write only what stands right of the "
         "equals sign"),
        ("n²", "`²` has no place in a formula", "write **2 for ²"),
        ("n^2", "`^` has no place in a formula", "write ** for ^"),
        ("2 × n", "`×` has no place in a formula", "write * for ×"),
        ("12n", "`12n` is no number", "write * between a number and a name, as 12 * n"),
        ("0x1F", "`0x1F` is no number", "write * between a number and a name, as 12 * n"),
        ("n *", "`n *` is no formula", NO_FORMULA),
        ("(n", "`(n` is no formula", NO_FORMULA),
        ("n n", "`n n` is no formula", NO_FORMULA),
        ("12,288", "a comma stands outside the brackets of a function", "write digits without "
         "commas, as 12288"),
        ("12,088", "`12,088` is no formula", "write digits without commas, as 12288"),
        ("2(n)", "`2(n)` calls what is no function", "write * before the bracket"),
        ("n(2)", "`n(2)` calls what is no function", "write * before the bracket"),
        ("sqrt(n)(2)", "`sqrt(n)(2)` calls what is no function", "write * before the bracket"),
        ("sqrt + n", "`sqrt` is a function", "write sqrt(...)"),
        ("sqrt(n, 2)", "`sqrt` takes one number", "write them behind one another: sqrt(...)"),
        ("min(n)", "`min` takes two numbers or more", "write them behind one another: min(...)"),
        ("min(*n, 2)", "`*n` has no place in a formula", HINT),
        ("sqrt(n, **n)", "`sqrt` takes one number", "write them behind one another: sqrt(...)"),
        ("max(n, **n)", "`max` takes two numbers or more",
         "write them behind one another: max(...)"),
        ("n" + " + 1" * 60, "the formula has too many steps", "leave out what is not asked for"),
        ("1+" * 2500 + "n", "the formula has 5,001 characters, and 300 are the most",
         "leave out what is not asked for"),
        ("(" * 10_000 + "n" + ")" * 10_000, "the formula has 20,001 characters, and 300 are the "
         "most", "leave out what is not asked for"),
    ],
)  # fmt: skip
def test_what_is_no_arithmetic_is_refused(text, message, hint):
    with pytest.raises(FormulaError) as caught:
        Formula(text, ["n"])
    assert (caught.value.message, caught.value.hint) == (message, hint)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1 / (n - 5)", "`compute` divides by zero for n = 5"),
        ("1 // 0.0", "`compute` divides by zero for n = 3"),
        ("0 ** (3 - n)", "`compute` divides by zero for n = 5"),
        ("9**9**9", "`compute` goes beyond 10^40 for n = 3"),
        ("10.0**(n * 100)", "`compute` goes beyond 10^40 for n = 3"),
        ("10**30 * 10**30 / 10**30", "`compute` goes beyond 10^40 for n = 3"),
        ("10**40 + n", "`compute` goes beyond 10^40 for n = 3"),
        ("1e999 - 1e999", "`compute` goes beyond 10^40 for n = 3"),
        ("1e999", "`compute` goes beyond 10^40 for n = 3"),
        ("sqrt(4 - n)", "`compute` has no real value for n = 5"),
        ("log2(n - 3)", "`compute` has no real value for n = 3"),
        ("(2 - n)**0.5", "`compute` has no real value for n = 3"),
        ("round(n, 10**9)", "`compute` has no real value for n = 3"),
        ("round(n, -(10**9))", "`compute` has no real value for n = 3"),
    ],
)
def test_a_formula_without_a_result_for_one_of_the_values_is_told(text, message):
    hint = "change the formula, or the values in `vary`"
    assert problems(text) == [("F12", message, hint)]


def test_each_of_many_combinations_is_tried():
    vary = {"n": list(map(str, range(31))), "d": list(map(str, range(31)))}
    with pytest.raises(FormulaError, match="zero for n = 17, d = 23"):
        attempt(Formula("1 / ((n - 17)**2 + (d - 23)**2)", vary), vary)


def test_of_very_many_combinations_those_of_the_ends_and_some_others_are_tried():
    vary = {name: ["5", "0", "9", *map(str, range(1, 99))] for name in "abcdefgh"}
    with pytest.raises(FormulaError, match="zero for a = 0, b = 0"):
        attempt(Formula("1 / (a + b + c + d + e + f + g + h)", vary), vary)
    with pytest.raises(FormulaError, match="no real value"):
        attempt(Formula("sqrt(0 - a % 2) * (b + c + d + e + f + g + h)", vary), vary)


@pytest.mark.parametrize(
    "text",
    [
        "9**9**9**9**9",
        "3**(10**8)",
        "(10**40)**(10**40)",
        "-(10**40)**(10**40)",
        "(-1)**(10**40)",
        "2**-(10**40)",
        "(" * 149 + "n" + ")" * 149,
        "-" * 299 + "n",
        "1" * 300,
        "1" * 298 + "e9",
        "round(1.5, 299)",
        "round(10**40, -299)",
        "9**" * 99 + "9",
        "max(" + ",".join("9" * 140) + ")",
        "min(" * 60 + "1" + ",1)" * 50,
    ],
)
def test_no_formula_takes_noticeable_time(text):
    began = process_time()
    with suppress(FormulaError):
        attempt(Formula(text, ["n"]), {"n": ["1", "2"]})
    assert process_time() - began < 0.3


# Values and names


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12288", 12288),
        ("12,288", 12288),
        ("-3", -3),
        ("0.5", 0.5),
        ("2.0", 2),
        ("1e-3", 0.001),
        ("7B", 7 * 10**9),
        ("1.5 billion", 15 * 10**8),
        ("15%", 0.15),
        ("2^20", 2**20),
    ],
)
def test_a_value_is_written_as_any_number(text, value):
    assert (amount(text), type(amount(text))) == (value, type(value))


PLAINLY = "write it plainly, without a unit, as 12288, 0.5 or 7B"


@pytest.mark.parametrize(
    ("keys", "message", "hint"),
    [
        ({"vary": "{n: [3, many]}"}, "`many` is no number", PLAINLY),
        ({"vary": "{n: [3, 40 GB]}"}, "`40 GB` is no number", PLAINLY),
        ({"vary": "{n: [3, nan]}"}, "`nan` is no number", PLAINLY),
        ({"vary": "{n: [3, '**5**']}"}, "`**5**` is no number", PLAINLY),
        ({"vary": "{n: [3, 1e41]}"}, "`1e41` is no number", PLAINLY),
        ({"vary": "{n: [3, 2k]}"}, "`2k` may be two numbers", "write 2,000 or 2,048"),
        ({"vary": "{}"}, "nothing varies", "write `vary: {n: [12, 24]}`"),
        ({"vary": "{n: [1], d: [2]}"}, "`d` does not stand in the question",
         "write {d} where its value is to stand, or take it out"),
        ({"q": "'{n} of {m}?'"}, "`{m}` is not in `vary`",
         "write `m: [...]` there; braces of another meaning stand in code or a formula"),
        ({"unit": "$"}, "`$` cannot stand behind a number as its unit",
         "write a word or two, or a symbol such as GB or %"),
        ({"unit": "bytes of memory"}, "`bytes of memory` cannot stand behind a number as its unit",
         "write a word or two, or a symbol such as GB or %"),
    ],
)  # fmt: skip
def test_a_faulty_value_name_or_unit_is_told(keys, message, hint):
    names = keys.get("vary", "{n: [1]}")
    compute = "2" if names == "{}" else "n"
    q = "2" if names == "{}" else "'{n}?'"
    assert problems(compute, **({"vary": names, "q": q} | keys)) == [("F12", message, hint)]


@pytest.mark.parametrize("name", ["2n", "a b", "min", "lambda", "None", "ﬁ", "n-1"])
def test_a_name_is_a_word_and_no_function(name):
    hint = "a name is a word, as n or width, and none of the functions"
    told = ("F12", f"`{name}` cannot be the name of a value", hint)
    assert problems("n", vary=f"{{n: [1], {name}: [2]}}") == [told]


@pytest.mark.parametrize("text", ["not n", "n if not else n", "n and not", "lambda n", "not"])
def test_a_word_of_python_is_nothing_else_for_being_the_name_of_a_value(text):
    vary = "{n: [1], if: [1], else: [1], not: [1], and: [1], lambda: [1]}"
    *names, formula = problems(text, vary=vary)
    assert {message for _, message, _ in names} == {
        f"`{name}` cannot be the name of a value" for name in ("if", "else", "not", "and", "lambda")
    }
    assert formula[1].endswith(("has no place in a formula", "is no formula"))


def test_few_names_vary():
    names = "abcdefghi"
    vary, q = "".join(f"{n}: [1], " for n in names), "".join(f"{{{n}}}, " for n in names)
    hint = "write some of the values into the formula"
    told = ("F12", "9 names vary, and 8 are the most", hint)
    assert problems("a", vary=f"{{{vary}}}", q=f"'{q}?'") == [told]


def test_every_fault_of_a_card_is_told():
    told = problems("m", vary="{n: [x], d: [1]}", q="'{n} {e}?'", unit="$", tolerance="a bit")
    assert [(rule, message.split("`")[1]) for rule, message, _ in told] == [
        ("F12", "{e}"),
        ("F12", "x"),
        ("F12", "d"),
        ("F12", "m"),
        ("F12", "$"),
        ("F08", "a bit"),
    ]


def test_braces_in_code_and_formulas_may_mean_something_else():
    assert problems("n", q="'`{x}` and $x_{i}$ for {n}?'") == []


# Instances


def test_an_instance_has_numbers_and_says_how_they_make_the_answer():
    found = {drawn(BLOCKS, random.Random(seed)) for seed in range(50)}
    assert len(found) == 4
    (one,) = (
        it for it in found if it.question == "How many parameters have 24 blocks of width 1024?"
    )
    assert one.answer == "301,989,888 parameters"
    assert one.why == (
        "`12 * 24 * 1024**2 = 301,989,888 parameters`\n\nFour for attention, eight for the rest."
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
        ("n**2", "2^10", "1,048,576", "(2^10)**2 = 1,048,576"),
        ("max(n, e) + 1e5", "12", "100,012", "max(12, 0) + 1e5 = 100,012"),
        ("n / 4", "3", "0.75", "3 / 4 = 0.75"),
        ("0.1 * n", "3", "0.3", "0.1 * 3 = 0.3"),
        ("log2(n)", "50257", "15.617", "log2(50257) ≈ 15.617"),
        ("n / 3", "10000000", "3,333,333", "10000000 / 3 ≈ 3,333,333"),
        ("n / 3", "-1", "-0.333333", "(-1) / 3 ≈ -0.333333"),
        ("1 / n", "3000000", "3.33333e-07", "1 / 3000000 ≈ 3.33333e-07"),
        ("n * 1.5", "1e20", "1.5e+20", "1e20 * 1.5 = 1.5e+20"),
        ("n * 0.0", "1", "0", "1 * 0.0 = 0"),
        ("6 * n**2", "2e11", "240,000,000,000,000,000,000,000", None),
    ],
)
def test_a_result_is_written_to_be_read(compute, value, answer, worked):
    one = example(card("{n} {e}", compute, {"n": value, "e": "0"}))
    assert one.answer == answer
    assert worked is None or one.why == f"`{worked}`"


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


UNITS = st.sampled_from(["", "GB", "%", "parameters", "tokens per second", "FLOP", "m", "°C"])


@given(st.integers(-(10**40), 10**40) | st.floats(-1e39, 1e39), UNITS)
def test_every_answer_is_right_as_it_is_shown(value, unit):
    one = example(card("{n}?", f"n * {value!r}", {"n": "1"}, unit=unit))
    assert marking.typed(one, one.answer).kind == "right"


# Questions and cards


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
