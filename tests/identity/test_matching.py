import re
from pathlib import Path

import pytest

from .editing import Edit, of_deck, of_note

TABLES = (Path(__file__).parents[2] / "notes" / "model-tables.md").read_text(encoding="utf-8")
LINES = TABLES.split("\n")
SHIPPED = of_note(TABLES, "model-tables.md")
HEADINGS = sorted({said.heading for said in SHIPPED.values()})
RULERS = [at for at, line in enumerate(LINES) if line.startswith("|---")]
ROWS = [
    at
    for ruler in RULERS
    for at in range(ruler + 1, len(LINES))
    if all(line.startswith("|") for line in LINES[ruler : at + 1])
]


def tables(lines, note="model-tables.md"):
    return of_note("\n".join(lines), note)


def with_line(at, line):
    return [*LINES[:at], line, *LINES[at + 1 :]]


def cells(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def row(texts):
    return f"| {' | '.join(texts)} |"


# the shipped tables


@pytest.mark.parametrize("at", ROWS, ids=lambda at: f"{at}-{cells(LINES[at])[0]}")
def test_a_row_with_another_name_keeps_its_cards(at):
    _, *values = cells(LINES[at])
    edit = Edit(SHIPPED, tables(with_line(at, row(["Zephyr-X", *values]))))
    assert not edit.lost
    assert {edit.kept[said.id] for said in edit.gone} == {said.id for said in edit.come}
    assert all(new == old or "zephyr-x" in new for old, new in edit.kept.items())


@pytest.mark.parametrize("ruler", RULERS)
def test_a_column_with_another_name_keeps_its_cards(ruler):
    above = max(at for at in range(ruler) if LINES[at].startswith("<!-- quizzer: table"))
    for column in cells(LINES[ruler - 1])[1:]:
        name = re.compile(rf"(?<![\w ]){re.escape(column)}(?=:| *[|,\]])")
        head = [name.sub("Renamed", line) for line in LINES[above:ruler]]
        edit = Edit(SHIPPED, tables([*LINES[:above], *head, *LINES[ruler:]]))
        assert not edit.lost


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_heading_with_another_name_keeps_its_cards(heading):
    edit = Edit(
        SHIPPED, of_note(TABLES.replace(f"# {heading}\n", "# Renamed\n"), "model-tables.md")
    )
    assert edit.gone
    assert not edit.lost


def test_a_note_that_moved_keeps_its_cards():
    edit = Edit(SHIPPED, of_note(TABLES, "elsewhere/tables.md"))
    assert len(edit.gone) == len(SHIPPED)
    assert not edit.lost


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_note_that_moved_with_a_heading_renamed_and_answers_edited_keeps_its_cards(heading):
    text = TABLES.replace(f"# {heading}\n", "# Renamed\n").replace("| 40 GB |", "| 40.5 GB |")
    text = text.replace("| encoder only |", "| an encoder |").replace("| 2018 |", "| 2017 |")
    edit = Edit(SHIPPED, of_note(text, "elsewhere/tables.md"))
    assert not edit.lost


def other_answers():
    """Every cell with a plain answer, and another answer in its place."""
    for at in ROWS:
        name, *values = cells(LINES[at])
        for place, value in enumerate(values):
            if value in ("—", "") or "undisclosed" in value or "unconfirmed" in value:
                continue
            other = re.sub(r"\d+", lambda digits: str(int(digits[0]) + 1), value, count=1)
            other = "something else" if other == value else other
            yield at, row([name, *values[:place], other, *values[place + 1 :]])


def test_an_edited_answer_keeps_the_cards():
    """But for a comparison that ends: that of the row which is now the last in its column."""
    edits = list(other_answers())[::6]
    lost = [said for at, line in edits for said in Edit(SHIPPED, tables(with_line(at, line))).lost]
    assert len(edits) > 40
    assert {said.kind for said in lost} <= {"compare"}
    assert len(lost) <= 2


@pytest.mark.parametrize("at", ROWS, ids=lambda at: f"{at}-{cells(LINES[at])[0]}")
def test_a_row_replaced_by_another_keeps_all_other_cards_and_none_of_its_own(at):
    name, *values = cells(LINES[at])
    others = [re.sub(r"\d+", lambda digits: str(int(digits[0]) + 2), value) for value in values]
    others = [f"new {value}" if value == before else value
              for value, before in zip(others, values, strict=True)]  # fmt: skip
    edit = Edit(SHIPPED, tables(with_line(at, row(["Falcon", *others]))))
    old = {said.id for said in edit.gone if said.row == name and said.heading == heading_of(at)}
    assert {said.id for said in edit.lost if said.kind != "compare"} <= old
    assert not {card for card in old & edit.kept.keys() if "falcon" in edit.kept[card]}


def heading_of(at):
    above = max(line for line in range(at) if LINES[line].startswith("## "))
    return LINES[above].removeprefix("## ")


# questions


def deck(*cards):
    lines = "\n".join(f"  - q: {q}\n    a: {a}" for q, a in cards)
    return of_deck(f"deck: D\ncards:\n{lines}\n")


ADAM = ("Which optimiser keeps two moving averages?", "Adam")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ADAM, ("Which optimizer keeps two moving averages?", "Adam")),
        (ADAM, ("Name the optimiser that keeps running means of gradient and square.", "Adam")),
        (ADAM, ("Which optimiserr keeps two moving averages?", "AdamW")),
        (("Why divide by $\\sqrt{d_k}$?", "Large scores leave softmax tiny gradients."),
         ("What goes wrong without scaling?", "Large scores leave softmax tiny gradients.")),
    ],
    ids=["typo", "half", "typo and answer", "a long answer says it"],
)  # fmt: skip
def test_a_question_in_other_words(before, after):
    other = ("What does dropout drop?", "units")
    edit = Edit(deck(before, other), deck(other, after))
    assert len(edit.matching.pairs) == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("Who released GPT-2?", "OpenAI"), ("Who released GPT-3?", "OpenAI")),
        (("How many layers has BERT?", "12"), ("How many layers has BERT-large?", "24")),
        (("What does the encoder attend to?", "the source"),
         ("What does the decoder attend to?", "the target")),
        (("Is ReLU smooth?", "It is not."), ("Is GELU smooth?", "It is.")),
    ],
    ids=["another number", "another model", "another part", "another function"],
)  # fmt: skip
def test_another_question_is_left_to_the_learner(before, after):
    edit = Edit(deck(before), deck(after))
    assert not edit.matching.pairs


def test_what_is_nothing_like_it_is_not_even_a_doubt():
    edit = Edit(deck(ADAM), deck(("Which city has the Prado?", "Madrid")))
    assert (edit.matching.pairs, edit.doubts) == ([], [])


def test_two_that_could_be_it_are_a_doubt():
    edit = Edit(
        deck(("What does the gate of a layer do?", "It scales.")),
        deck(("What does the gate of each layer do?", "It scales."),
             ("What does the gate of that layer do?", "It scales.")),
    )  # fmt: skip
    assert not edit.matching.pairs
    assert len(edit.doubts) == 2


def test_of_two_the_same_question_the_one_with_the_answer_moved():
    before = of_note("# A\n\nQ: Who?\n\nA: Ann\n\n# B\n\nQ: Who?\n\nA: Bob\n")
    after = of_note("# C\n\nQ: Who?\n\nA: Bob\n\n# D\n\nQ: Who?\n\nA: Ann\n")
    kept = Edit(before, after).kept
    assert {before[old].answer: after[new].answer for old, new in kept.items()} == {
        "Ann": "Ann",
        "Bob": "Bob",
    }


def test_the_marks_of_a_text_are_paired_by_what_they_hide():
    before = of_deck("deck: D\ncards:\n  - cloze: BERT masks ==15%== and keeps ==80%== of them.\n")
    after = of_deck(
        "deck: D\ncards:\n  - cloze: ==BERT== masks ==15%== and then keeps ==80%== of them.\n"
    )
    kept = Edit(before, after).kept
    assert {before[old].answer: after[new].answer for old, new in kept.items()} == {
        "15%": "15%",
        "80%": "80%",
    }


def test_a_heading_split_in_two():
    cards = [f"Q: What is number {n}?\n\nA: The {n}th answer.\n\n" for n in range(8)]
    before = of_note("# Numbers\n\n" + "".join(cards))
    after = of_note("# Low\n\n" + "".join(cards[:4]) + "# High\n\n" + "".join(cards[4:]))
    edit = Edit(before, after)
    assert len(edit.gone) == 8
    assert all(before[old].question == after[new].question for old, new in edit.kept.items())
    assert not edit.lost


def test_a_term_with_another_name():
    before = of_note("- **Attention head**: One of several that look at other things.\n")
    after = of_note("- **Head**: One of several that look at other things.\n")
    kept = Edit(before, after).kept
    assert {old.rpartition("~")[2]: new.rpartition("~")[2] for old, new in kept.items()} == {
        "term": "term",
        "definition": "definition",
    }


def test_a_written_id_that_came_or_went():
    bare = "deck: D\ncards:\n  - q: Who?\n    a: Ann\n"
    named = bare.replace("- q", "- id: who\n    q")
    assert Edit(of_deck(bare), of_deck(named)).kept == {next(iter(of_deck(bare))): "who"}
    assert Edit(of_deck(named), of_deck(bare)).kept == {"who": next(iter(of_deck(bare)))}
