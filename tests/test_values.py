from __future__ import annotations

import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.values import Aliases, Number, contains, equal, normal, number, overlap, parts

ALIASES = Aliases(
    {
        "BPE": ("byte-pair encoding",),
        "CLM": ("causal language modelling", "causal LM"),
        "encoder-decoder": ("enc-dec",),
    }
)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("2018", "2018", ""),
        ("1.10", "1.1", ""),
        ("175B", "175e9", ""),
        ("175 billion", "175e9", ""),
        ("175 Billion", "175e9", ""),
        ("1.75e11", "175e9", ""),
        ("7b", "7e9", ""),
        ("1,500M", "1.5e9", ""),
        ("1.76T", "1.76e12", ""),
        ("50,257", "50257", ""),
        ("50\u202f257", "50257", ""),  # a narrow no-break space groups digits
        ("$1{,}024$", "1024", ""),
        (".5", "0.5", ""),
        ("-3", "-3", ""),
        ("\u22123", "-3", ""),  # a true minus sign
        ("about 100k", "100000", ""),
        ("~5", "5", ""),
        ("**512**", "512", ""),
        ("10^{-4}", "0.0001", ""),
        ("$10^{-4}$", "0.0001", ""),
        ("10⁻⁴", "0.0001", ""),
        ("1e-4", "0.0001", ""),
        (r"$3 \times 10^{8}$", "3e8", ""),
        ("3 × 10^8", "3e8", ""),
        ("2^{20}", "1048576", ""),
        ("15%", "0.15", ""),
        (r"15\%", "0.15", ""),
        ("15 percent", "0.15", ""),
        ("40 GB", "40e9", "byte"),
        ("40GB", "40e9", "byte"),
        ("40 gigabytes", "40e9", "byte"),
        ("40 GIGABYTES", "40e9", "byte"),
        ("40BN", "40e9", ""),
        ("5 km", "5000", "metre"),
        ("5 kilometers", "5000", "metre"),
        ("5 mg", "0.005", "gram"),
        ("1 GiB", "1073741824", "byte"),
        ("1.5 ms", "0.0015", "second"),
        ("5 min", "300", "second"),
        ("2 Hours", "7200", "second"),
        ("3 days", "259200", "second"),
        ("312 TFLOPS", "312e12", "flop/s"),
        ("3.14e23 FLOPs", "3.14e23", "flop"),
        ("4M tokens", "4e6", "token"),
        ("256 sequences", "256", "sequence"),
        ("1 token", "1", "token"),
        ("1,000 tokens per second", "1000", "token/s"),
        ("1,000 tok/s", "1000", "token/s"),
        ("2 TB/s", "2e12", "byte/s"),
        ("19.5 TFLOP/s", "19.5e12", "flop/s"),
        ("315 ZFLOPs", "315e21", "flop"),
        ("3 kibibytes", "3072", "byte"),
        ("7B params", "7e9", "parameter"),
        ("8-bit", "8", "bit"),
        ("5 °C", "5", "°c"),
        ("$4.6M", "4.6e6", "$"),
        ("4.6M USD", "4.6e6", "$"),
    ],
)
def test_a_number_in_any_style(text, value, unit):
    found = number(text)
    assert found is not None
    assert (found.value, found.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "BERT",
        "GPT-2",
        "8,62,540B",  # neither groups of three nor a list
        "1,50",
        "7B-65B",
        "7B\u201365B",
        "2018-2019",
        "110M, 340M",
        "12 (Base), 24 (Large)",
        "1.76T?",
        "over 7,000",
        "12:30",
        "0x1F",
        "1.2.3",
        "2 of 8",
        "15% of tokens",
        "12 in each",
        "12 OF EACH",
        "1st",
        "11 June",
        "1e9999",
        "1e999999999",
        "10^99999999",
        "9^9^9",
        "0^0",
        "0^-1",
        "$0^{-999}$",
        "9" * 100,
    ],
)
def test_not_a_number(text):
    assert number(text) is None


def test_a_count_in_thousands_has_a_binary_reading():
    assert number("2k") == Number(Decimal(2000), binary=Decimal(2048))
    assert number("4M tokens").binary == 4 * 2**20
    assert number("3.2M").binary is None  # 3.2 * 2**20 is no whole number
    assert number("175B").binary is None


def test_scale_is_worth_of_the_written_unit():
    assert number("40 GB").scale == Decimal("1e9")
    assert number("15%").scale == Decimal("0.01")
    assert number("175B").scale == 1


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("110M, 340M", ("110M", "340M")),
        ("7B,13B", ("7B", "13B")),
        ("MLM,NSP", ("MLM", "NSP")),
        ("32, 40, 60; 80", ("32", "40", "60", "80")),
        ("SFT, RLHF, and DPO", ("SFT", "RLHF", "DPO")),
        ("1,500M", ("1,500M",)),
        ("8,62,540B", ("8,62,540B",)),
        ("6 (60M), 24 (770M, 3B)", ("6 (60M)", "24 (770M, 3B)")),
        ("$f(x), y$, `a, b`", ("$f(x), y$", "`a, b`")),
        ("English and French", ("English", "French")),
        ("both SFT & DPO", ("SFT", "DPO")),
        ("brand new", ("brand new",)),
        ("price in $, or €", ("price in $", "or €")),
        ("a) first, b) second", ("a) first", "b) second")),
        ("", ()),
        ("  ", ()),
    ],
)
def test_parts_of_a_list_value(text, items):
    assert parts(text) == items


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("175B", "175000000000"),
        ("10^{-4}", "0.0001"),
        ("40 GB", "40000000000 byte"),
        ("Byte-Level  BPE.", "bytelevel bpe"),
        ("byte-level byte-pair encoding (50,257)", "bytelevel bpe 50257"),
        ("CLM (causal language modelling)", "clm clm"),
        ("C++", "c++"),
        (r"$\frac{a}{b} - c$", r"$\frac{a}{b}-c$"),
        ("`[MASK]`", "mask"),
        ("", ""),
    ],
)
def test_normal(text, expected):
    assert normal(text, ALIASES) == expected


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("2k", "2,048"),
        ("2k", "2,000"),
        ("4M tokens", "4,194,304 tokens"),
        ("175B", "175 billion"),
        ("1.5B", "1,500M"),
        ("40 GB", "40,000 MB"),
        ("15%", "0.15"),
        ("10^{-4}", "$10^{-4}$"),
        ("1e-4", "10⁻⁴"),
        ("GELU", "*gelu*"),
        ("Self-attention", "self\u2011attention"),  # a no-break hyphen
        ("pre-norm", "pre norm"),
        ("GPT-2", "GPT2"),
        ("Llama 2", "Llama-2"),
        ("MLM, NSP", "NSP, MLM"),
        ("110M, 340M", "340 million; 110 million"),
        ("1k, 2k", "2,048, 1,024"),
        ("SentencePiece (32k)", "SentencePiece (32,000)"),
        ("WordPiece 32 thousand", "WordPiece (32,768)"),
        ("BPE", "byte-pair encoding"),
        ("Byte-level BPE", "byte-level byte pair encoding"),
        ("enc-dec", "Encoder-Decoder"),
    ],
)
def test_equal(a, b):
    assert equal(a, b, ALIASES)
    assert equal(b, a, ALIASES)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("2,000", "2,048"),
        ("175B", "175M"),
        ("8,62,540B", "862540B"),
        ("40 GB", "40 GiB"),
        ("40 GB", "40"),
        ("15 tokens", "15 sequences"),
        ("GELU", "GLUE"),
        ("C", "C++"),
        ("A*", "A"),
        ("-", "/"),
        ("a -", "-"),
        ("2-3", "23"),
        ("12:30", "1230"),
        ("12, 4", "1, 24"),
        ("12 4", "1 24"),
        ("1, 1, 2", "1, 2, 2"),
        ("MLM", "MLM, NSP"),
        ("$x-y$", "$xy$"),
        ("causal decoder", "decoder"),
        ("", ""),
    ],
)
def test_not_equal(a, b):
    assert not equal(a, b, ALIASES)
    assert not equal(b, a, ALIASES)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("English and French", "French, English"),
        ("French & English", "both English and French"),
        ("12–24", "12 to 24"),
        ("12-24", "from 12 to 24"),
        ("between 12 and 24", "12 - 24"),
        ("11 June 2018", "2018-06-11"),
        ("June 11, 2018", "11 June 2018"),
        ("11th of June 2018", "2018/06/11"),
        ("June 2018", "2018-06"),
        ("11 June", "June 11"),
        ("50%", "one half"),
        ("1/2", "0.5"),
        ("1/2", "50%"),
        ("half", "½"),
        ("60 s", "1 minute"),
        ("60 s", "1 min"),
        ("90 minutes", "1.5 h"),
        ("1 day", "24 hours"),
        ("1 GB", "one gigabyte"),
        ("two", "2"),
        ("twenty-one layers", "21 layers"),
        ("5–10 GB", "5 GB to 10 GB"),
        ("1-2k", "1,000 to 2,000"),
        ("World War II", "World War 2"),
        ("1st", "first"),
        ("2nd layer", "second layer"),
        ("zero-shot", "zero shot"),
        ("zero-shot", "0-shot"),
        ("one-hot", "one hot"),
        ("2018-2019", "2018 to 2019"),
        ("June 2018 to May 2019", "2018-06 – 2019-05"),
    ],
)
def test_equal_amounts_dates_and_lists_however_they_are_put(a, b):
    assert equal(a, b)
    assert equal(b, a)
    assert overlap(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("12 to 24", "12 to 25"),
        ("June 11, 2018", "June 12, 2018"),
        ("2018", "June 2018"),
        ("over 90", "under 90"),
        ("over 90", "90"),
        ("1 min", "1 h"),
        ("II", "2"),
        ("GPT-2", "2"),
        ("2-1", "1-2"),
        ("1 m", "1 min"),
        ("may", "5"),
        ("May 5", "5"),
        ("12/24", "12 to 24"),
        ("5 mb", "5 MB"),
        ("one", "1st"),
        ("first", "second"),
        ("two and three", "23"),
        ("between 12 and 24", "12, 24"),
    ],
)
def test_other_amounts_dates_and_lists_are_not_equal(a, b):
    assert not equal(a, b)
    assert not equal(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("over 90", "90+"),
        ("at least 12", "12 to 24"),
        ("18", "12 to 24"),
        ("12 to 24", "20 to 30"),
        ("2018", "2018-06-11"),
        ("2018", "June 2018"),
        ("June 2018", "11 June 2018"),
        ("up to 4k", "2,048"),
        ("about 12", "12.5"),
        ("around 12–24", "25"),
        ("1/2", "about 50%"),
        ("English", "English and French"),
        ("less than 1%", "0.5%"),
        ("2018-2019", "2018-06-11"),
        ("$\\approx 12$", "13"),
        ("~100B", "105 B"),
        ("about 2018", "2018-06-11"),
    ],
)
def test_values_that_can_both_be_true_overlap(a, b):
    assert overlap(a, b)
    assert overlap(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("12 to 24", "25 to 30"),
        ("2018", "2019"),
        ("2018", "June 2019"),
        ("English and French", "English and German"),
        ("over 90", "80"),
        ("110M", "340M"),
        ("GELU", "ReLU"),
        ("60 s", "60 MB"),
        ("2018", "2,018 tokens"),
        ("about 12", "20"),
    ],
)
def test_values_that_cannot_both_be_true_do_not_overlap(a, b):
    assert not overlap(a, b)
    assert not overlap(b, a)


@given(st.integers(0, 999), st.integers(1, 999), st.integers(0, 2000))
def test_a_range_overlaps_what_lies_in_it(low, length, value):
    assert overlap(f"{low} to {low + length}", str(value)) == (low <= value <= low + length)


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2099, 12, 31)))
def test_a_day_is_the_same_in_every_style_and_lies_in_its_month_and_year(day):
    month = (
        "January February March April May June July August September October November December"
    ).split()[day.month - 1]
    for style in (
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{month[:3]} {day.day} {day.year}",
    ):
        assert equal(style, day.isoformat())
        assert overlap(style, f"{month} {day.year}")
        assert overlap(style, str(day.year))
        assert not overlap(style, str(day.year + 1))


@pytest.mark.parametrize("text", ["31 June 2018", "2018-13", "2018-02-30", "June 0", "12 Foo 2018"])
def test_what_is_no_date_is_a_text_like_any_other(text):
    assert equal(text, text)
    assert not overlap(text, "2018-06-01")


def test_the_longest_spelling_is_replaced_first():
    aliases = Aliases({"LM": ("language model",), "head": ("language model head",)})
    assert normal("a language model head", aliases) == "a head"


def test_the_earlier_of_two_values_with_one_spelling_is_meant():
    assert normal("LM", Aliases({"language model": ("LM",), "log mel": ("LM",)})) == (
        "language model"
    )


OVERLAPPING = Aliases(
    {
        "byte-level BPE": ("BPE", "BBPE"),
        "language model": ("LM",),
        "masked LM": ("MLM",),
        "one thing": ("thing",),
        "thing": ("matter",),
    }
)


@pytest.mark.parametrize(
    "spellings",
    [
        ("byte-level BPE", "byte level BPE", "BPE", "BBPE"),
        ("a byte-level BPE tokenizer", "a BPE tokenizer"),
        ("masked LM", "MLM", "masked language model"),
        ("one thing", "thing", "matter"),
    ],
)
def test_all_spellings_are_one_where_a_value_contains_another(spellings):
    assert len({normal(text, OVERLAPPING) for text in spellings}) == 1


def test_a_value_that_contains_its_own_alias_is_not_doubled():
    assert normal("byte-level BPE", OVERLAPPING) == "bytelevel bpe"
    assert not equal("byte-level", "BPE", OVERLAPPING)


@pytest.mark.parametrize(
    ("whole", "piece"),
    [
        ("byte-level BPE", "BPE"),
        ("SentencePiece byte-pair encoding", "BPE"),
        ("BPE (40,000 merges)", "40k"),
        ("causal decoder", "decoder"),
        ("7B, 13B, 70B", "70B"),
        ("7B, 13B, 70B", "70B, 7B"),
        ("3.2M tokens", "3.2M"),
        ("GELU", "gelu"),
    ],
)
def test_contains(whole, piece):
    assert contains(whole, piece, ALIASES)


@pytest.mark.parametrize(
    ("whole", "piece"),
    [
        ("BPE", "byte-level BPE"),
        ("encoder-decoder", "decoder"),
        ("GELU", "LU"),
        ("2,048", "48"),
        ("7B, 13B", "7B, 70B"),
        ("BPE", ""),
        ("", "BPE"),
    ],
)
def test_does_not_contain(whole, piece):
    assert not contains(whole, piece, ALIASES)


@given(st.text(max_size=40))
def test_a_value_equals_and_contains_itself(text):
    if normal(text):
        assert contains(text, text)
    if parts(text):
        assert equal(text, text)


@pytest.mark.parametrize("text", ["9999^999", "-9999^-999", "10^999 GiB", "9e999 PB", "0^999k"])
def test_the_largest_and_smallest_numbers_can_be_compared(text):
    assert equal(text, text)
    assert not equal(text, "1")
    assert normal(text)


def test_a_power_without_a_value_is_a_text_like_any_other():
    assert equal("0^0", "0^0")
    assert not equal("0^0", "1")
    assert contains("0^0 or 1", "0^0")
    assert not contains("0^-1", "1")


@given(
    st.from_regex(r"[-+]?[0-9.]{1,5}([\^eE][-+]?[0-9]{1,4})?( ?(k|M|%|GB|GiB))?", fullmatch=True)
)
def test_whatever_looks_like_a_number_is_one_or_a_text(text):
    found = number(text)
    assert found is None or found.value.is_finite()
    equal(text, "1k")
    normal(text)


@given(st.integers(0, 10**15))
def test_grouping_does_not_change_a_number(n):
    assert number(f"{n:,}") == number(str(n)) == Number(Decimal(n))


HOSTILE = ["(", "$", "1,", "111,", "a-", "10^{", "~\\ ", "e1", " ", "a, ", " and", "1 to ", "over "]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_takes_bounded_time(unit):
    text = unit * 50_000
    started = time.perf_counter()
    number(text)
    parts(text)
    normal(text, ALIASES)
    equal(text, f"{text}1")
    for size in range(60, 80):
        overlap(text[:size], text[:size] + "1")
    assert time.perf_counter() - started < 2
