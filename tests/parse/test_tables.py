from __future__ import annotations

import pytest

from quizzer.parse import decks, notes

MODELS = """\
| Model | Company | Time | Layers | Notes |
|-------|---------|------|--------|-------|
| BERT | Google | 2018 | 24 | a |
| T5 | Google | 2019 | 24 | b |
| GPT-1 | OpenAI | 2018 | 12 | c |
| GPT-2 | OpenAI | 2019 | 48 | d |
| GPT-3 | OpenAI | 2020 | 96 | e |
| GPT-4 | OpenAI | 2023 | undisclosed (unconfirmed: 120) | f |
| LLaMA | Meta | 2023 | 32 | g |
"""


def read(table, settings="", directive=True):
    comment = f"<!-- quizzer: table\n{settings}\n-->\n" if directive else ""
    return notes.read(f"# Models\n\n{comment}{table}", "models.md")


def cards(table, settings="", kind="ask", **options):
    """Question, answer and wrong answers of the cards of a kind."""
    return [
        (entry.values["q"], entry.values.get("a", entry.values.get("order")), *wrong(entry))
        for entry in read(table, settings, **options).draft.entries
        if entry.values["place"]["kind"] == kind
    ]


def wrong(entry):
    return [set(entry.values["wrong"])] if "wrong" in entry.values else []


def ids(table, settings, kind):
    deck, faults = decks.deck_of(read(table, settings).draft, "models.md", "models")
    assert faults == []
    return [card.id for card in deck.cards if card.place.kind == kind]


def table(*rows):
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|---" * len(rows[0]) + "|")
    return "\n".join(lines)


# Asking a cell


def test_without_a_directive_each_cell_is_asked_by_its_row_and_column():
    assert cards(table(["Model", "Time"], ["BERT", "2018"], ["T5", "2019"]), directive=False) == [
        ("BERT: Time?", "2018"),
        ("T5: Time?", "2019"),
    ]


def test_a_directive_words_the_question_and_leaves_columns_out():
    settings = 'ask:\n  Time: "In which year was {key} released?"\nskip: [Company, Layers, Notes]'
    assert cards(MODELS, settings)[:2] == [
        ("In which year was BERT released?", "2018"),
        ("In which year was T5 released?", "2019"),
    ]
    assert len(cards(MODELS, settings)) == 7


def test_columns_without_a_question_of_their_own_get_the_usual_one():
    settings = 'ask:\n  Time: "{column} of {key}?"\nskip: [Company, Notes]'
    asked = [q for q, _ in cards(MODELS, settings)]
    assert "Time of BERT?" in asked
    assert "BERT: Layers?" in asked


@pytest.mark.parametrize(
    "cell",
    [
        *("", "-", "–", "—", "n/a", "N/A", "undisclosed", "Undisclosed (unconfirmed: MoE)"),
        *("unconfirmed: 1.76T", "dense (unconfirmed: MoE)"),
        *("![logo](a.png)", "[![CI](a.svg)](b)", "✅", "★★☆", ":tada:"),
        *("[paper](https://a.b)", "<https://a.b>", "https://a.b/c"),
    ],
)
def test_a_cell_that_says_nothing_is_not_asked_and_no_option(cell):
    rows = table(["M", "C"], ["a", "one"], ["b", cell], ["c", "two"], ["d", "three"])
    assert [q for q, _ in cards(rows)] == ["a: C?", "c: C?", "d: C?"]
    turned = cards(rows, 'reverse:\n  C: "Which has {value}?"', "reverse")
    assert {answer for _, answer, _ in turned} == {"a", "c", "d"}
    assert all("b" not in options for _, _, options in turned)


@pytest.mark.parametrize(
    "cell", ["no", "0", "110M, 340M", "`[MASK]`", "$d_k$", "**bold**", "see [1](https://a.b)", "∧"]
)
def test_the_text_of_a_cell_is_the_answer_as_it_stands(cell):
    assert cards(table(["M", "C"], ["a", cell])) == [("a: C?", cell)]


def test_a_link_is_an_answer_where_its_column_is_asked():
    rows = table(["M", "C"], ["a", "[x](https://a.b)"])
    assert cards(rows, 'ask: {C: "Where is {key}?"}') == [("Where is a?", "[x](https://a.b)")]


@pytest.mark.parametrize(
    ("cell", "row"),
    [("**BERT**", "BERT"), ("[BERT](https://a.b)", "BERT"), ("`torch.nn`", "`torch.nn`")],
)
def test_a_row_is_named_without_emphasis_and_link(cell, row):
    reading = read(table(["M", "C"], [cell, "x"]), directive=False)
    (entry,) = reading.draft.entries
    assert entry.values["q"] == f"{row}: C?"
    assert entry.values["place"]["row"] == row


def test_a_row_or_column_without_a_name_is_not_asked():
    rows = table(["M", "", "C"], ["", "x", "1"], ["![](a.png)", "x", "2"], ["b", "x", "3"])
    assert cards(rows, directive=False) == [("b: C?", "3")]


def test_a_cell_says_where_it_stands():
    deck, _ = decks.deck_of(read(MODELS).draft, "models.md", "models")
    card = next(card for card in deck.cards if card.question == "GPT-2: Layers?")
    assert card.place == ("models.md", "Models", "Model", "GPT-2", "Layers", "ask")
    assert card.id == "models:models/gpt-2/layers/ask"
    assert card.entry == "models:models/gpt-2/layers"
    assert (card.source, card.line) == ("models.md#models", 11)


# Asking who did not say


def test_a_column_can_be_asked_for_those_that_did_not_say():
    rows = table(["M", "Size"], ["a", "1B"], ["b", "undisclosed"], ["c", "2B"], ["d", "3B"])
    question = "For which of these is Size undisclosed?"
    assert (question, "b", {"a", "c", "d"}) in cards(rows, "undisclosed: ask")
    assert question not in [card[0] for card in cards(rows)]


# Asking for the row


def test_a_value_of_one_row_asks_for_it_and_one_of_several_for_the_set():
    settings = 'reverse:\n  Company: "Which of these came from {value}?"'
    assert cards(MODELS, settings, "reverse") == [
        ("Which of these came from Google?", ("BERT", "T5"),
         {"GPT-1", "GPT-2", "GPT-3", "GPT-4", "LLaMA"}),
        ("Which of these came from OpenAI?", ("GPT-1", "GPT-2", "GPT-3", "GPT-4"),
         {"BERT", "T5", "LLaMA"}),
        ("Which of these came from Meta?", "LLaMA",
         {"BERT", "T5", "GPT-1", "GPT-2", "GPT-3", "GPT-4"}),
    ]  # fmt: skip


def test_the_card_of_one_row_is_a_sibling_of_its_cell():
    deck, _ = decks.deck_of(
        read(MODELS, 'ask: {Company: "{key}?"}\nreverse: {Company: "Who is {value}?"}').draft,
        "m.md",
        "m",
    )
    entry = {card.id: card.entry for card in deck.cards}
    assert entry["m:models/llama/company/reverse"] == entry["m:models/llama/company/ask"]
    assert "m:models/google/company/reverse" in entry


@pytest.mark.parametrize(
    ("value", "other"),
    [
        ("2k", "2,048"),
        ("175B", "175 billion"),
        ("BPE", "byte-pair encoding"),
        ("BPE", "byte-level BPE"),
        ("byte-level BPE", "BPE"),
        ("110M", "110M, 340M"),
        ("ReLU, GELU", "GELU, ReLU"),
        ("Pre-Norm", "pre-norm"),
    ],
)
def test_a_row_that_says_as_much_is_no_wrong_answer(value, other):
    rows = table(["M", "C"], ["a", value], ["b", other], ["c", "one"], ["d", "two"])
    settings = 'reverse:\n  C: "Which has {value}?"\nalias:\n  BPE: [byte-pair encoding]'
    (first, *_) = cards(rows, settings, "reverse")
    assert first[2] == {"c", "d"}


def test_no_question_is_asked_whose_options_would_be_too_few_or_too_many():
    def asked(*values):
        rows = [["M", "C"], *([f"m{n}", value] for n, value in enumerate(values))]
        return [q for q, *_ in cards(table(*rows), 'reverse:\n  C: "{value}?"', "reverse")]

    assert asked("x", "y") == []
    assert asked("x", "x", "x") == []
    assert asked("x", "x", "y") == ["x?", "y?"]
    assert asked(*"xxxxx", "y") == ["x?", "y?"]
    assert asked(*"xxxxxx", "y") == ["y?"]


# Comparing


def test_each_row_meets_one_of_the_next_higher_value():
    found = cards(MODELS, 'compare:\n  Layers: "Which has fewer layers, {a} or {b}?"', "compare")
    layers = {"GPT-1": 12, "BERT": 24, "T5": 24, "LLaMA": 32, "GPT-2": 48, "GPT-3": 96}
    pairs = [(layers[right], layers[other]) for _, right, (other,) in found]
    assert sorted(pairs) == [(12, 24), (24, 32), (24, 32), (32, 48), (48, 96)]
    for question, right, (other,) in found:
        assert question in (
            f"Which has fewer layers, {right} or {other}?",
            f"Which has fewer layers, {other} or {right}?",
        )


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Which came first, {a} or {b}?", "low"),
        ("Which is smaller, {a} or {b}?", "low"),
        ("Which used the fewest, {a} or {b}?", "low"),
        ("Which came later, {a} or {b}?", "high"),
        ("Which of {a} and {b} is the largest?", "high"),
        ("Has {a} or {b} more?", "high"),
    ],
)
def test_the_words_of_the_question_say_which_value_wins(question, answer):
    rows = table(["M", "C"], ["high", "3"], ["low", "2"])
    assert cards(rows, f'compare:\n  C: "{question}"', "compare")[0][1] == answer


@pytest.mark.parametrize(
    ("low", "high"),
    [("999M", "1.5B"), ("2018-10-11", "2019-02-14"), ("2018-10", "2019-02"), ("1 MB", "2 GB")],
)
def test_numbers_and_dates_can_be_compared(low, high):
    rows = table(["M", "C"], ["high", high], ["low", low])
    question = 'compare:\n  C: "Which is less, {a} or {b}?"'
    assert [answer for _, answer, _ in cards(rows, question, "compare")] == ["low"]


@pytest.mark.parametrize("other", ["12 (base)", "6, 12", "many", "3 tokens", "undisclosed"])
def test_what_is_not_one_amount_of_the_usual_unit_is_not_compared(other):
    rows = table(["M", "C"], ["a", "1"], ["b", "2"], ["c", other])
    (card,) = cards(rows, 'compare:\n  C: "Which is less, {a} or {b}?"', "compare")
    assert card[1:] == ("a", {"b"})


def test_equal_values_are_not_compared():
    rows = table(["M", "C"], ["a", "2k"], ["b", "2,048"], ["c", "4k"])
    found = cards(rows, 'compare:\n  C: "Which is less, {a} or {b}?"', "compare")
    assert sorted(card[1:] for card in found) == [("a", {"c"}), ("b", {"c"})]


COMPARE = 'compare:\n  Time: "Which came first, {a} or {b}?"'


@pytest.mark.parametrize("year", ["2017", "2018", "2019", "2021", "2023", "2030"])
def test_another_row_takes_no_comparison_away(year):
    before = ids(MODELS, COMPARE, "compare")
    after = ids(MODELS + f"| New | Us | {year} | 7 | h |\n", COMPARE, "compare")
    assert set(before) <= set(after)


def test_the_cards_of_a_table_grow_with_its_rows_not_their_square():
    rows = [["M", "C"], *([f"m{n}", str(n)] for n in range(100))]
    assert len(ids(table(*rows), 'compare:\n  C: "Which is less, {a} or {b}?"', "compare")) == 99


def test_a_cell_that_has_no_value_as_a_number_is_a_text():
    rows = [["M", "C"], ["a", "0^0"], ["b", "1"], ["c", "2"], ["d", "0^-1"]]
    settings = 'reverse:\n  C: "Which has {value}?"\ncompare:\n  C: "Which is less, {a} or {b}?"'
    assert len(cards(table(*rows), settings, "reverse")) == 4
    assert len(cards(table(*rows), settings, "compare")) == 1


def test_a_long_table_with_many_other_spellings():
    rows = [["M", "C"], *([f"m{n}", f"value {n}"] for n in range(300))]
    aliases = "".join(f"  v{n}: [another spelling {n}]\n" for n in range(5_000))
    settings = f'reverse:\n  C: "Which has {{value}}?"\nalias:\n{aliases}'
    assert len(cards(table(*rows), settings, "reverse")) == 300


# Ordering

ORDER = 'order:\n  Time: "Put these models in order of release."'


def test_an_order_takes_rows_of_different_values():
    ((question, rows),) = cards(MODELS, ORDER, "order")
    years = {"BERT": 2018, "T5": 2019, "GPT-1": 2018, "GPT-2": 2019, "GPT-3": 2020}
    order = [years.get(row, 2023) for row in rows]
    assert question == "Put these models in order of release."
    assert order == [2018, 2019, 2020, 2023]
    assert ids(MODELS, ORDER, "order") == ["models:models/time/order"]


def test_no_more_than_four_rows_are_to_be_put_in_order():
    rows = [["M", "C"], *([f"m{n}", str(n)] for n in range(9))]
    ((_, drawn),) = cards(table(*rows), "order: {C: Sort by C.}", "order")
    assert len(drawn) == 4
    assert list(drawn) == sorted(drawn)


def test_three_different_values_are_enough():
    rows = table(["M", "C"], ["c", "3"], ["a", "1"], ["b", "2"])
    assert cards(rows, "order: {C: Sort by C.}", "order") == [("Sort by C.", ("a", "b", "c"))]
    assert cards(rows, "order: {C: Largest first.}", "order") == [
        ("Largest first.", ("c", "b", "a"))
    ]
    for question in ("From smallest to largest.", "The last three, please."):
        assert cards(rows, f'order: {{C: "{question}"}}', "order") == [(question, ("a", "b", "c"))]


# What is wrong with a directive or a table


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        (
            'ask:\n  Tme: "{key}?"',
            "models.md:5:3: error G01: the table has no column `Tme`\n    did you mean `Time`?",
        ),
        (
            "skip: [Time, Xyzzy]",
            "models.md:4:14: error G01: the table has no column `Xyzzy`\n"
            "    one of: Company, Time, Layers, Notes",
        ),
        (
            'ask:\n  Model: "{key}?"',
            "models.md:5:3: error G01: `Model` names the rows\n"
            "    only the columns after it can be asked",
        ),
        (
            'ask:\n  Time: "In which year?"',
            "models.md:5:9: error G03: the `ask` question of `Time` lacks {key}\n"
            "    it stands for a row",
        ),
        (
            'ask:\n  Time: "Was {key} in {value}?"',
            "models.md:5:9: error G03: the `ask` question of `Time` cannot name {value}\n"
            "    it can name {key}, {column}",
        ),
        (
            'reverse:\n  Time: "Which of these?"',
            "models.md:5:9: error G03: the `reverse` question of `Time` lacks {value}\n"
            "    it stands for the cell's text",
        ),
        (
            'compare:\n  Time: "Which came first?"',
            "models.md:5:9: error G03: the `compare` question of `Time` lacks {a} and {b}\n"
            "    it stands for a row",
        ),
        (
            'compare:\n  Time: "{a} or {b}?"',
            "models.md:5:9: error G04: the `compare` question of `Time` does not say which value"
            " wins\n    say first, earlier, fewer or smaller; or else later, more or larger",
        ),
        (
            'compare:\n  Company: "Which came first, {a} or {b}?"',
            "models.md:7:1: error G05: `compare` finds fewer than 2 different numbers or dates in"
            " `Company`\n    one number a cell, with one unit throughout, can be compared",
        ),
        (
            'order:\n  Company: "Sort them."',
            "models.md:7:1: error G05: `order` finds fewer than 3 different numbers or dates in"
            " `Company`\n    one number a cell, with one unit throughout, can be compared",
        ),
        (
            "ask:\n  Time:",
            "models.md:5:8: error G03: the `ask` question of `Time` is no text\n"
            '    write `Time: "..."`',
        ),
        (
            "ask: Time",
            "models.md:4:6: error G03: `ask` takes a map\n"
            "    write `ask:` and below it, indented, `column: text`, one a line",
        ),
        ("skip: {}", "models.md:4:7: error G03: `skip` takes columns\n    write `skip: [Notes]`"),
        (
            "alias:\n  BPE: []",
            "models.md:5:8: error G03: `BPE` has no other spelling\n"
            "    write `BPE: [another spelling]`",
        ),
        (
            "undisclosed: true",
            "models.md:4:14: error G03: `undisclosed` can only be asked for\n"
            "    write `undisclosed: ask`",
        ),
        (
            "compares:\n  Time: x",
            "models.md:4:1: error G03: `compares` is no setting of a table\n"
            "    did you mean `compare`?",
        ),
    ],
)
def test_a_faulty_directive_is_told(settings, problem):
    assert problem in [str(found) for found in read(MODELS, settings).problems]


def test_a_faulty_question_is_not_asked_and_the_others_are():
    settings = 'ask:\n  Time: "In which year?"\nskip: [Company, Notes]'
    assert {q.partition(": ")[2] for q, _ in cards(MODELS, settings)} == {"Layers?"}


@pytest.mark.parametrize("settings", ["ask:\n  Time: [a, b", "ask:\n Time: x\n   y: z", "- a", "a"])
def test_broken_yaml_is_told_where_it_stands(settings):
    reading = read(MODELS, settings)
    assert reading.draft.entries == []
    assert reading.problems
    assert all(3 <= problem.line <= 7 for problem in reading.problems)


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        (
            table(["M", "C"], ["a", "1"], ["b", "2"], ["**A**", "3"]),
            "models.md:7:1: warning G02: two rows are named `A`: the table makes no cards\n"
            "    name each row and column, or put <!-- quizzer: skip --> above it",
        ),
        (
            table(["M", "C", "C"], ["a", "1", "2"]),
            "models.md:3:1: warning G02: two columns are named `C`: the table makes no cards\n"
            "    name each row and column, or put <!-- quizzer: skip --> above it",
        ),
        (
            table(["#", "C"], ["1", "x"], ["2", "y"]),
            "models.md:3:1: info G02: the first column only counts the rows: the table makes no"
            " cards\n    name each row and column, or put <!-- quizzer: skip --> above it",
        ),
    ],
)
def test_a_table_that_compares_nothing_makes_no_cards(rows, problem):
    reading = read(rows, directive=False)
    assert reading.draft.entries == []
    assert [str(found) for found in reading.problems] == [problem]


def test_aliases_go_into_the_deck():
    reading = read(MODELS, "alias:\n  BPE: [byte-pair encoding]\n  MLM: masked language modelling")
    assert reading.draft.aliases == {
        "BPE": ("byte-pair encoding",),
        "MLM": ("masked language modelling",),
    }


def test_a_column_named_for_another_kind_only_is_not_asked_for_its_value():
    settings = 'reverse:\n  Company: "Which came from {value}?"\nskip: [Notes, Time, Layers]'
    assert cards(MODELS, settings) == []
    assert len(cards(MODELS, settings, "reverse")) == 3
