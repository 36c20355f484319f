from __future__ import annotations

from fractions import Fraction

import pytest

from quizzer.compute import Formula, FormulaError, amount, attempt
from quizzer.parse import decks


def problems(compute, vary="{n: [3, 5]}", q="'{n}?'", **more):
    """What is told of a card with this formula."""
    keys = {"q": q, "vary": vary, "compute": compute, **more}
    card = "\n".join(f"    {key}: {value}" for key, value in keys.items())
    text = f"deck: D\ncards:\n  -\n{card}\n"
    _, told = decks.read(text.encode(), "deck.yaml", "d")
    return [(problem.rule, problem.message, problem.hint) for problem in told]


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
        ("2**-(10**40)", "`compute` comes closer to zero than 10^-40 for n = 3"),
        ("0.5**(n * 40)", "`compute` comes closer to zero than 10^-40 for n = 5"),
        ("10**-30 / 10**(n * 3)", "`compute` comes closer to zero than 10^-40 for n = 5"),
        ("round(0.9**(10**9), 3)", "`compute` comes closer to zero than 10^-40 for n = 3"),
        ("sqrt(n + 1e-20) - sqrt(n)", "`compute` loses its digits in a difference of almost the "
         "same for n = 3"),
        ("sqrt(4 - n)", "`compute` has no real value for n = 5"),
        ("log2(n - 3)", "`compute` has no real value for n = 3"),
        ("(2 - n)**0.5", "`compute` has no real value for n = 3"),
        ("round(n, 10**9)", "`compute` has no real value for n = 3"),
        ("round(n, -(10**9))", "`compute` has no real value for n = 3"),
    ],
)  # fmt: skip
def test_a_formula_without_a_result_for_one_of_the_values_is_told(text, message):
    hint = "change the formula, or the values in `vary`"
    assert problems(text) == [("F12", message, hint)]


def test_each_combination_is_tried():
    vary = {"n": list(map(str, range(7))), "d": list(map(str, range(7)))}
    with pytest.raises(FormulaError, match="zero for n = 4, d = 6"):
        attempt(Formula("1 / ((n - 4)**2 + (d - 6)**2)", vary), vary)


def test_values_are_told_as_they_are_written():
    vary = {"n": ["7B", "1,000"], "d": ["50%"]}
    with pytest.raises(FormulaError, match="zero for n = 1,000, d = 50%"):
        attempt(Formula("1 / (n - 2000 * d)", vary), vary)


def test_of_many_combinations_one_with_each_value_is_tried():
    vary = {"n": list(map(str, range(100))), "d": ["1", "2", "3"]}
    with pytest.raises(FormulaError, match="zero for n = 77, d = "):
        attempt(Formula("1 / (n - 77)", vary), vary)


def test_of_very_many_combinations_those_of_the_ends_and_some_others_are_tried():
    vary = {name: ["5", "0", "9", *map(str, range(1, 99))] for name in "abcdefgh"}
    with pytest.raises(FormulaError, match="zero for a = 0, b = 0"):
        attempt(Formula("1 / (a + b + c + d + e + f + g + h)", vary), vary)
    with pytest.raises(FormulaError, match="no real value"):
        attempt(Formula("sqrt(0 - a % 2) * (b + c + d + e + f + g + h)", vary), vary)


@pytest.mark.parametrize(
    ("text", "times"),
    [("a", 300), ("a * b * c", 150), ("+".join("a" * 31), 12), ("+".join("a" * 49), 12)],
)
def test_the_longer_a_formula_the_fewer_of_many_combinations_are_tried(text, times):
    tried = []

    class Counted(Formula):
        def __call__(self, values):
            tried.append(values)
            return super().__call__(values)

    vary = {name: list(map(str, range(50))) for name in "abc"}
    attempt(Counted(text, vary), vary)
    assert len(tried) == times


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12288", 12288),
        ("12,288", 12288),
        ("-3", -3),
        ("0.5", Fraction("0.5")),
        ("2.0", 2),
        ("1e-3", Fraction("0.001")),
        ("7B", 7 * 10**9),
        ("1.5 billion", 15 * 10**8),
        ("15%", Fraction("0.15")),
        ("2^20", 2**20),
    ],
)
def test_a_value_is_written_as_any_number(text, value):
    assert (amount(text), str(amount(text))) == (value, str(value))


PLAINLY = "write it plainly, without a unit, as 12288, 0.5 or 7B"


@pytest.mark.parametrize(
    ("keys", "message", "hint"),
    [
        ({"vary": "{n: [3, many]}"}, "`many` is no number", PLAINLY),
        ({"vary": "{n: [3, 40 GB]}"}, "`40 GB` is no number", PLAINLY),
        ({"vary": "{n: [3, nan]}"}, "`nan` is no number", PLAINLY),
        ({"vary": "{n: [3, '**5**']}"}, "`**5**` is no number", PLAINLY),
        ({"vary": "{n: [3, 1e41]}"}, "`1e41` goes beyond 10^40", "write another number"),
        ({"vary": "{n: [3, 1e-41]}"}, "`1e-41` comes closer to zero than 10^-40",
         "write another number"),
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


def test_a_name_has_few_values():
    values = ", ".join(map(str, range(1000)))
    told = ("F12", "`n` has 1,000 values, and 100 are the most", "leave some of them out")
    assert problems("n", vary=f"{{n: [{values}]}}") == [told]


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
