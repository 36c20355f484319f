from __future__ import annotations

import math
import re
from contextlib import suppress
from fractions import Fraction
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.compute import LARGEST, Formula, FormulaError, attempt

HINT = (
    "it may hold numbers, names from `vary`, + - * / // % ** ( ), min max sqrt log2 ceil floor "
    "round: nothing else"
)
THERE_ARE = "there are n and the functions min, max, sqrt, log2, ceil, floor, round"
NO_FORMULA = "see that each bracket has its twin, and each operator a number on both sides"


def result(text, **values):
    return Formula(text, values)(values)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12 * n * d**2", 12 * 24 * 1024**2),
        (" - n ", -24),
        ("-n**2", -576),
        ("(-n)**2", 576),
        ("n / 5", Fraction("4.8")),
        ("n // 5 + n % 5", 8),
        ("-n // 5", -5),
        ("-n % 5", 1),
        ("n // 0.7", 34),
        ("n % 0.7", Fraction("0.2")),
        ("2**-1", Fraction("0.5")),
        ("+n", 24),
        ("sqrt(d)", 32),
        ("log2(d)", 10),
        ("ceil(n / 5)", 5),
        ("floor(n / 5)", 4),
        ("round(n / 5)", 5),
        ("round(n / 7, 2)", Fraction("3.43")),
        ("min(n, d, 7)", 7),
        ("max(n, d)", 1024),
        ("1e3 + .5 + 1. + 1.5E-1", Fraction("1001.65")),
        ("10**40", LARGEST),
        ("1**(10**40)", 1),
        ("(2**64 + 1) * (2**64 - 1)", 2**128 - 1),
    ],
)
def test_a_formula_is_what_python_makes_of_it(text, value):
    found = result(text, n=24, d=1024)
    assert (found, str(found)) == (value, str(value))


WHOLE = {"ceil": math.ceil, "floor": math.floor, "round": round}
NUMBERS = st.integers(0, 99) | st.decimals(0, 99, places=2)


def larger(parts):
    """Formulas made of smaller ones."""
    pairs = st.tuples(parts, parts)
    return st.one_of(
        st.tuples(parts, st.sampled_from("+ - * / %".split()), parts).map(" ".join),
        st.tuples(parts, st.sampled_from("0 1 2 3 -2".split())).map("**".join),
        parts.map("({})".format),
        parts.map("-{}".format),
        st.tuples(st.sampled_from([*WHOLE]), parts).map("{0[0]}({0[1]})".format),
        st.tuples(st.sampled_from(["min", "max"]), pairs.map(", ".join)).map(
            "{0[0]}({0[1]})".format
        ),
    )


FORMULAS = st.recursive(st.sampled_from(["n", "d"]) | NUMBERS.map(str), larger, max_leaves=12)
NUMERAL = re.compile(r"[0-9]+(?:\.[0-9]+)?")


@given(FORMULAS, NUMBERS, NUMBERS)
def test_every_formula_is_what_python_makes_of_it_in_fractions(text, n, d):
    names = {"n": Fraction(n), "d": Fraction(d)}
    try:
        found = Formula(text, names)(names)
    except FormulaError as error:
        found = error.message
    if found in BEYOND or isinstance(found, float):
        assert text.count("-") > 9 or "**" in text
        return
    exact = NUMERAL.sub(r"Fraction('\g<0>')", text)
    whole = {name: lambda x, call=call: Fraction(call(x)) for name, call in WHOLE.items()}
    known = {"Fraction": Fraction, "min": min, "max": max, **whole, **names}
    try:
        wanted = eval(exact, {"__builtins__": {}, **known})
    except ZeroDivisionError:
        wanted = "`compute` divides by zero"
    assert found == wanted


BEYOND = {
    "the formula has too many steps",
    "`compute` goes beyond 10^40",
    "`compute` comes closer to zero than 10^-40",
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ceil(1.1 * 10)", 11),
        ("0.1 * 3 - 0.3", 0),
        ("10**20 / 3 - (10**20 - 1) / 3", Fraction(1, 3)),
        ("round(2.675, 2)", Fraction("2.68")),
        ("1 / 3**80 * 3**80", 1),
        ("-(0 * 0.5)", 0),
        ("sqrt(1 / 9)", Fraction(1, 3)),
        ("log2(1 / 8)", -3),
        ("floor(sqrt(3) * sqrt(3))", 3),
        ("ceil(sqrt(3) * sqrt(3))", 3),
        ("sqrt(3) * sqrt(3) // 1", 3),
        ("(-1)**(10**40 - 1)", -1),
    ],
)
def test_what_floats_lose_is_kept(text, value):
    found = result(text)
    assert (found, str(found)) == (value, str(value))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("sqrt(2)", math.sqrt(2)),
        ("log2(10)", math.log2(10)),
        ("10**0.5", math.sqrt(10)),
        ("(-1.1)**301", -(1.1**301)),
        ("0.999**10000", 0.999**10000),
        ("sqrt(7) % 1", math.sqrt(7) - 2),
        ("log2(1 + 1 / 10**17)", 1e-17 / math.log(2)),
        ("(1 + 1 / 10**17)**(10**17)", math.e),
    ],
)
def test_other_results_have_the_digits_of_a_float(text, value):
    assert result(text) == pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1e999 - 1e999", "a number in the formula goes beyond 10^40"),
        ("1" + "0" * 41, "a number in the formula goes beyond 10^40"),
        ("1e999999999", "a number in the formula goes beyond 10^40"),
        ("n * 1e-41", "a number in the formula comes closer to zero than 10^-40"),
        ("1e-999999999", "a number in the formula comes closer to zero than 10^-40"),
    ],
)
def test_a_number_has_a_size_that_can_be_reckoned_with(text, message):
    with pytest.raises(FormulaError) as caught:
        Formula(text, ["n"])
    assert (caught.value.message, caught.value.hint) == (message, "write another number")


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
        "+".join(["log2(n)", "sqrt(n + 9)", "(n + 1)**.7", "1 / (n + 7)", "n**97"] * 6),
        "(1 / n + 1 / 7)**99 * " * 12 + "n",
    ],
)
def test_no_formula_takes_noticeable_time(text):
    began = process_time()
    with suppress(FormulaError):
        attempt(Formula(text, ["n"]), {"n": ["1", "2"]})
    assert process_time() - began < 0.3
