from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzer.parse import decks, notes

READMES = Path(__file__).parents[1] / "data" / "readmes"


def entries(text, *forms):
    """The entries of a note, without what says where they come from."""
    return [
        {key: value for key, value in entry.values.items() if key not in ("source", "place")}
        for entry in notes.read(text, "note.md").draft.entries
        if not forms or entry.form in forms
    ]


def problems(text):
    return [str(problem) for problem in notes.read(text, "note.md").problems]


# Questions


@pytest.mark.parametrize(
    ("text", "card"),
    [
        ("Q: What?\n\nA: This.", {"q": "What?", "a": "This."}),
        ("Q: What?\nA: This.", {"q": "What?", "a": "This."}),
        ("Q: What\nis it?\nA: This\nor that.", {"q": "What\nis it?", "a": "This\nor that."}),
        (
            "Q: What?\n\nA: This.\n\nWhy: So.\n\nHint: Look.",
            {"q": "What?", "a": "This.", "why": "So.", "hint": "Look."},
        ),
        ("Q: What?\nA: Both:\n\n- x\n- y", {"q": "What?", "a": "Both:\n\n- x\n- y"}),
        ("Q: What?\nA:\n- x\n- y", {"q": "What?", "a": "- x\n- y"}),
        (
            "Q: What does it print?\n```python\nA: 1\n```\n\nA: 2",
            {"q": "What does it print?\n```python\nA: 1\n```", "a": "2"},
        ),
        ("Q: What?\nA: It is\n\n$$\nx\n$$", {"q": "What?", "a": "It is\n\n$$\nx\n$$"}),
        (
            "Q: What?\nA: So:\n\n| a | b |\n|--|--|\n| c | d |",
            {"q": "What?", "a": "So:\n\n| a | b |\n|--|--|\n| c | d |"},
        ),
        ("Q: What?\nA: This.\n\nProse.", {"q": "What?", "a": "This."}),
        ("Q: What?\nA: This.\n---\n- more", {"q": "What?", "a": "This."}),
        ("Q: What?\nA: This.\n# Next\n- more", {"q": "What?", "a": "This."}),
        ("Q: What?\nA: ==This== is text.", {"q": "What?", "a": "==This== is text."}),
    ],
)
def test_a_question_and_its_sides(text, card):
    assert entries(text) == [card]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n\n---\n\n"])
def test_a_question_ends_where_the_next_begins(gap):
    assert entries(f"Q: One?\nA: 1{gap}Q: Two?\nA: 2") == [
        {"q": "One?", "a": "1"},
        {"q": "Two?", "a": "2"},
    ]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("Q: What?", 1, "`Q:` has no `A:`"),
        ("Q: What?\nA:", 1, "`Q:` has no `A:`"),
        ("Q: What?\n\nprose\n\nA: This.", 1, "`Q:` has no `A:`"),
        ("Q: What?\n\nprose\n\nA: This.", 5, "`A:` belongs to no card"),
        ("Q:\nA: This.", 1, "`Q:` asks nothing"),
        ("Q: What?\nA: This.\nA: That.", 1, "a question has two `A:`"),
        ("- Q: What?\n- A: This.", 1, "`Q:` belongs to no card"),
        ("> Q: What?\n> A: This.", 1, "`Q:` belongs to no card"),
        ("Well then.\nQ: What?\nA: This.", 2, "`Q:` belongs to no card"),
        ("**Q:** What?", 1, "`**Q:` belongs to no card"),
        ("Q: This.\nA: this", 1, "the answer repeats the question"),
    ],
)
def test_half_a_question_is_told(text, line, message):
    assert entries(text) == []
    found = notes.read(text, "note.md").problems
    assert (line, message, "warning") in [(p.line, p.message, p.severity) for p in found]


# Cloze texts


@pytest.mark.parametrize(
    ("text", "cloze"),
    [
        ("It has ==12== layers.", "It has ==12== layers."),
        ("- one\n- has ==12==", "has ==12=="),
        ("1. has ==12==\n   - and ==3==", "has ==12=="),
        ("> has ==12==", "has ==12=="),
        ("has ==12::how many==\nlayers", "has ==12::how many==\nlayers"),
    ],
)
def test_a_paragraph_or_list_item_with_marks(text, cloze):
    assert entries(text)[0] == {"cloze": cloze}


def test_a_cloze_text_is_kept_as_it_stands_whatever_the_headings_are():
    (entry,) = notes.read("# BERT\n## Size\n\nIt has ==12== layers.", "bert.md").draft.entries
    assert entry.values["cloze"] == "It has ==12== layers."
    assert entry.values["place"]["heading"] == "Size"


def test_two_comparisons_are_no_mark():
    text = "if a==1 and b==2 then\n\nuse `x==y` and $a==b$ or x == 1 and y == 2"
    assert entries(text) == []
    assert problems(text) == [
        "note.md:1:1: info N05: `==1 and b==` hides nothing: words touch it\n"
        "    put `code` marks around a comparison, or spaces around what is to be hidden"
    ]


# Terms


@pytest.mark.parametrize(
    ("item", "term", "definition"),
    [
        ("- **Loss**: what is made small", "Loss", "what is made small"),
        ("* **Loss** — what is made small", "Loss", "what is made small"),
        ("- **A\\*** : no", None, None),
        ("- **`a * b`**: a product", "`a * b`", "a product"),
        ("- **Loss**: what is\n  made small", "Loss", "what is\nmade small"),
        ("- **Loss**: it is\n\n  - more", "Loss", "it is"),
    ],
)
def test_a_term_and_its_definition(item, term, definition):
    expected = [{"term": term, "definition": definition}] if term else []
    assert entries(item) == expected


@pytest.mark.parametrize(
    ("item", "message"),
    [
        (
            "- **Loss:** what is made small",
            "this looks like a term and its definition, and is none",
        ),
        (
            "- **Loss** - what is made small",
            "this looks like a term and its definition, and is none",
        ),
        ("- **[Loss](https://a.b)**: a page", "a link is neither a term nor a definition"),
        ("- **Loss**: [a page](https://a.b)", "a link is neither a term nor a definition"),
        ("- **Loss**: https://a.b", "a link is neither a term nor a definition"),
        ("- **Loss**: ![plot](a.png)", "a picture is neither a term nor a definition"),
        ("- **Ready**: ✅", "a picture is neither a term nor a definition"),
        (
            "- **Losses**: such as\n  these:\n\n  - MSE",
            "the definition goes on below its paragraph",
        ),
        ("- **" + "word " * 20 + "word**: yes", "a term of so many words is a sentence"),
        ("- **Loss**: loss", "the definition repeats the term"),
    ],
)
def test_what_looks_like_a_term_is_told(item, message):
    assert entries(item) == []
    (problem,) = notes.read(f"prose\n\n{item}", "note.md").problems
    assert (problem.line, problem.message) == (3, message)
    assert problem.severity != "error"


def test_a_list_item_with_marks_is_no_term():
    assert entries("- **Loss**: it is ==small==") == [{"cloze": "**Loss**: it is ==small=="}]


def test_one_word_about_a_list_is_enough():
    assert len(problems("- **a:** b\n- **c:** d\n- **e:** f")) == 1


@pytest.mark.parametrize("item", ["- **Loss**", "- a **b**: c", "1. **Step**: d", "- [ ] **x**: y"])
def test_other_list_items_are_prose(item):
    assert entries(item) == []
    assert problems(item) == []


# Directives


def test_an_ordered_list():
    text = '<!-- quizzer: order "Order these models by release." -->\n1. GPT-1\n2. BERT\n3. GPT-2\n'
    assert entries(text) == [
        {"q": "Order these models by release.", "order": ("GPT-1", "BERT", "GPT-2")}
    ]
    assert entries("1. GPT-1\n2. BERT") == []
    assert entries('<!-- quizzer: order "Order." -->\n1. ==a==\n2. b') == [
        {"q": "Order.", "order": ("==a==", "b")}
    ]


@pytest.mark.parametrize(
    "block",
    [
        "Q: a\n\nA: b\n\n- c",
        "It is ==hidden==.",
        "- **a**: b\n- **c**: d",
        "| a | b |\n|--|--|\n| c | d |",
    ],
)
def test_skip_leaves_out_the_block_below(block):
    assert entries(block)
    text = f"<!-- quizzer: skip -->\n{block}\n\nIt is ==kept==."
    assert entries(text) == [{"cloze": "It is ==kept==."}]


@pytest.mark.parametrize(
    ("keys", "block", "form", "values"),
    [
        ("accept: [open ai]", "Q: Who?\nA: OpenAI", "qa", {"accept": ("open ai",)}),
        ("tolerance: 5%", "Q: How many?\nA: 1.5B", "qa", {"tolerance": "5%"}),
        ("wrong: [ReLU, Tanh]", "Q: Which?\nA: GELU", "choice", {"wrong": ("ReLU", "Tanh")}),
        ("a: [x, y]\nwrong: [z]", "Q: Which?", "choice", {"a": ("x", "y"), "wrong": ("z",)}),
        ("match: {a: b, c: d}", "Q: Match.", "match", {"match": {"a": "b", "c": "d"}}),
        ("order: [a, b]", "Q: Sort.", "order", {"order": ("a", "b")}),
        ("vary: {n: [1, 2]}\ncompute: 2 * n", "Q: Twice {n}?", "compute",
         {"vary": {"n": ("1", "2")}, "compute": "2 * n"}),
        ("vary: {n: [1, 2]}\ncompute: 2 * n", "Q: Twice {n}?\nA: Double it.\nWhy: So.", "compute",
         {"why": "Double it.\n\nSo."}),
        ("id: loss", "- **Loss**: small", "term", {"id": "loss"}),
        ("source: https://a.b", "It is ==x==.", "cloze", {"source": "https://a.b"}),
        ("as_of: 2024\nunconfirmed: true", "Q: a?\nA: b", "qa",
         {"as_of": "2024", "unconfirmed": "true"}),
        ("tags: [x]\nlint: C04 a formula", "Q: a?\nA: b", "qa",
         {"tags": ("x",), "lint": "C04 a formula"}),
    ],
)  # fmt: skip
def test_a_card_directive_adds_to_the_block_below(keys, block, form, values):
    reading = notes.read(f"<!-- quizzer: card\n{keys}\n-->\n{block}", "note.md")
    assert reading.problems == []
    (entry,) = reading.draft.entries
    assert entry.form == form
    assert values.items() <= entry.values.items()


def test_a_card_directive_holds_for_all_cards_of_a_list_or_table():
    text = "<!-- quizzer: card as_of: 2024 -->\n- **a**: b\n- **c**: d\n\nprose\n\n- **e**: f"
    assert [entry.get("as_of") for entry in entries(text)] == ["2024", "2024", None]
    table = "<!-- quizzer: card as_of: 2024 -->\n| a | b |\n|---|---|\n| c | d |\n| e | f |"
    assert [entry["as_of"] for entry in entries(table)] == ["2024", "2024"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "<!-- quizzer: crad\nid: x\n-->\nQ: a?\nA: b",
            "note.md:1:1: error N02: `crad` is no directive\n    did you mean `card`?",
        ),
        (
            "<!-- quizzer card\nid: x\n-->\nQ: a?\nA: b",
            "note.md:1:1: error N02: a colon is missing after `quizzer`\n"
            "    write `<!-- quizzer: card`",
        ),
        (
            "prose\n\n<!-- quizzer: card\nid: x\n\nQ: a?\nA: b",
            "note.md:3:1: error N02: this directive is never closed\n    close it with `-->`",
        ),
        (
            "prose <!-- quizzer: skip -->",
            "note.md:1:1: error N02: a directive inside a paragraph\n"
            "    put it on a line of its own above the block, with a blank line before it",
        ),
        (
            "<!-- quizzer: order In which order? -->\n1. a\n2. b",
            "note.md:1:1: error N02: `order` needs its question in quotes\n"
            '    write `<!-- quizzer: order "In which order ...?" -->`',
        ),
        (
            '<!-- quizzer: order "How?" -->\n- a\n- b',
            "note.md:1:1: error N03: `order` does not stand above an ordered list (1. 2. 3.)\n"
            "    put it right above an ordered list (1. 2. 3.)",
        ),
        (
            '<!-- quizzer: order "How?" -->\n1. a\n   - b\n2. c',
            "note.md:2:1: error N03: an item to be put in order is one paragraph\n"
            "    move what is below it out of the list",
        ),
        (
            "<!-- quizzer: table -->\nprose",
            "note.md:1:1: error N03: `table` does not stand above a table\n"
            "    put it right above a table",
        ),
        (
            "<!-- quizzer: skip -->\n# Next\n\nprose",
            "note.md:1:1: error N03: no block follows this `skip`\n"
            "    put it right above the block it is meant for",
        ),
        (
            "<!-- quizzer: card\nid: x\n-->\nprose",
            "note.md:1:1: error N03: the block below this `card` makes no card\n"
            "    move or delete it",
        ),
        (
            "<!-- quizzer: card -->\nQ: a?\nA: b",
            "note.md:1:1: error N03: this `card` says nothing\n"
            "    write keys below it, or delete it",
        ),
        (
            "<!-- quizzer: card\nid: x\n-->\n- **a**: b\n- **c**: d",
            "note.md:1:1: error N03: one `id` cannot be that of 2 entries\n"
            "    put it above a block that makes one",
        ),
        (
            "<!-- quizzer: card\ntags: [x]\na: c\n-->\nQ: a?\nA: b",
            "note.md:3:1: error N03: `a` is what the block below says already\n"
            "    keep it in one place",
        ),
        (
            "<!-- quizzer: card\naccept: [x]\n-->\n- **a**: b",
            "note.md:2:1: error N03: `accept` does not go with the rest of this card\n"
            "    delete one or the other",
        ),
        (
            "<!-- quizzer: card\naccept: [x]\nwrong: [y]\n-->\nQ: a?\nA: b",
            "note.md:3:1: error N03: `wrong` does not go with the rest of this card\n"
            "    delete one or the other",
        ),
        (
            "<!-- quizzer: card\na: [x, y]\n-->\nQ: a?",
            "note.md:2:1: error N03: `a` is a list without `wrong`\n"
            "    write `wrong: [...]` too, for a list of right answers to choose",
        ),
        (
            "<!-- quizzer: card\nacept: [x]\n-->\nQ: a?\nA: b",
            "note.md:2:1: error F02: unknown key `acept`\n    did you mean `accept`?",
        ),
        (
            "text\n\n<!-- quizzer: card\naccept: x\n-->\nQ: a?\nA: b",
            "note.md:4:9: error F05: `accept` must be a list, not a text\n    write `accept: [x]`",
        ),
        (
            "<!-- quizzer: card accept: x -->\nQ: a?\nA: b",
            "note.md:1:28: error F05: `accept` must be a list, not a text\n    write `accept: [x]`",
        ),
        (
            "<!-- quizzer: card\nvary: {n: [1, 2]}\ncompute: 2 * m\n-->\nQ: Twice {n}?",
            "note.md:5:1: error F12: `m` is not in `vary`\n"
            "    there are n and the functions min, max, sqrt, log2, ceil, floor, round",
        ),
    ],
)
def test_a_faulty_directive_is_told(text, problem):
    assert problem in problems(text)


def test_a_faulty_directive_is_told_once():
    assert len(problems("prose\n\n<!-- quizzer: crad -->\n\n# Next")) == 1


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- quizzer: card\nacept: [x]\n-->",
        "<!-- quizzer: card\naccept: [x\n-->",
        "<!-- quizzer: card accept -->",
        "<!-- quizzer: crad\naccept: [x]\n-->",
        "<!-- quizzer card\naccept: [x]\n-->",
    ],
)
def test_a_card_whose_directive_is_faulty_is_not_made(comment):
    text = f"{comment}\nQ: a?\nA: b\n\n---\n\nIt is ==x==."
    assert entries(text) == [{"cloze": "It is ==x==."}]
    assert [p.severity for p in notes.read(text, "note.md").problems] == ["error"]


@pytest.mark.parametrize(
    "comment", ["<!-- TODO -->", "<!-- quizzer is fun -->", "<!-- prettier -->"]
)
def test_other_comments_are_none_of_our_business(comment):
    text = f"<!-- quizzer: card\nid: x\n-->\n{comment}\n- **a**: b"
    assert entries(text) == [{"term": "a", "definition": "b", "id": "x"}]
    assert problems(text) == []


# Front matter


def test_front_matter_says_what_the_deck_is():
    text = (
        "---\ntitle: Attention\ntags: [transformers, '#nlp']\norder: 20\nid: basics/attention\n"
        "description: How tokens look.\naliases: [something of Obsidian's]\n---\n# Heading\n"
    )
    reading = notes.read(text, "0/2-attention.md")
    assert reading.problems == []
    assert reading.draft.values == {
        "deck": "Attention",
        "id": "basics/attention",
        "description": "How tokens look.",
        "order": "20",
        "tags": ("transformers", "nlp"),
    }


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# The *heading*\n", "The heading"),
        ("prose", "2-attention"),
        ("---\ntags: a, b\n---\n## Second", "Second"),
    ],
)
def test_the_title_is_the_first_heading_or_the_name_of_the_file(text, title):
    assert notes.read(text, "0/2-attention.md").draft.values["deck"] == title


def test_two_rules_with_prose_between_them_are_no_front_matter():
    assert entries("---\n\nThat is ==prose==.\n\n---\n\nmore") == [{"cloze": "That is ==prose==."}]


@pytest.mark.parametrize(
    ("value", "is_deck", "cards"), [("true", True, 1), ("false", False, 1), ("skip", False, 0)]
)
def test_front_matter_says_what_quizzer_is_to_do(value, is_deck, cards):
    reading = notes.read(f"---\nquizzer: {value}\n---\nIt is ==x==.", "note.md")
    assert (reading.is_deck, len(reading.draft.entries)) == (is_deck, cards)
    assert reading.problems == []


@pytest.mark.parametrize(
    ("front", "problem"),
    [
        ("quizzer: yes", "note.md:2:10: warning N01: `quizzer` is neither true nor skip\n"
         "    write `quizzer: true`"),
        ("a: b\norder: first", "note.md:3:8: warning N01: `order` is not a number\n"
         "    write `order: 20`"),
    ],
)  # fmt: skip
def test_odd_front_matter_is_told(front, problem):
    assert problems(f"---\n{front}\n---\n") == [problem]


def test_front_matter_for_other_programs_is_no_error():
    text = '---\nlayout: post\ndate: !!timestamp 2024\ntitle: "a\\qb"\n---\nIt is ==x==.'
    reading = notes.read(text, "note.md")
    assert {problem.severity for problem in reading.problems} == {"warning"}
    assert len(reading.draft.entries) == 1


# Where cards come from


def test_entries_say_where_they_come_from():
    text = "# BERT\n\nQ: a?\nA: b\n\n## Size & *shape*\n\nQ: c?\nA: d"
    first, second = notes.read(text, "1-pretraining/bert.md").draft.entries
    assert (first.line, first.values["source"]) == (3, "1-pretraining/bert.md#bert")
    assert (second.line, second.values["source"]) == (8, "1-pretraining/bert.md#size--shape")
    assert second.values["place"] == {"note": "1-pretraining/bert.md", "heading": "Size & shape"}
    (alone,) = notes.read("Q: a?\nA: b", "n.md").draft.entries
    assert (alone.values["source"], alone.values["place"]) == ("n.md", {"note": "n.md"})


def test_the_count_of_cards_by_rule():
    text = (
        "# T\n\nQ: a?\nA: b\n\nT has ==two== ==marks==.\n\n- **c**: d\n\n"
        '<!-- quizzer: order "Order?" -->\n1. x\n2. y\n\n'
        "| M | N |\n|---|---|\n| c | 1 |\n| d | 2 |\n"
    )
    assert notes.read(text, "n.md").counts == {"ask": 2, "cloze": 2, "order": 1, "qa": 1, "term": 2}


@pytest.mark.parametrize(
    "text",
    [
        "Q: a?\nA: b\n\n---\n\nQ: A?\nA: c",
        "- **Default**: on\n\nprose\n\n- **Default**: off",
        "It has ==1== head.\n\nIt has ==2== head.",
    ],
)
def test_what_is_asked_twice_under_one_heading_is_not_asked(text):
    assert entries(text) == []
    reading = notes.read(text + "\n\n# Elsewhere\n\n" + text.split("\n\n")[0], "note.md")
    assert len(reading.draft.entries) == 1
    (problem,) = reading.problems
    assert problem.message == "this is asked in line 1 too: neither is a card"


@pytest.mark.parametrize(
    "text",
    [
        "Q: a\x1b[31m?\nA: b",
        "- **a**: \x9b31m",
        "It is ==\x07==.",
        "# \x1b[2J\n\nQ: a?\nA: b",
        "Q: a?\nA: \u202egnp",
    ],
)
def test_a_control_character_reaches_no_card(text):
    reading = notes.read(text, "note.md")
    assert reading.draft.entries == []
    assert any(
        "is a control character: the card is not made" in p.message for p in reading.problems
    )
    assert "\x1b" not in reading.draft.values["deck"]


@pytest.mark.parametrize("change", [lambda t: "\ufeff" + t, lambda t: t.replace("\n", "\r\n")])
def test_a_byte_order_mark_and_other_line_ends_change_nothing(change):
    text = (
        "---\ntitle: T\n---\n# H\n\nQ: a\nA: b\n\n- c\n\n"
        "<!-- quizzer: card\nid: x\n-->\n- **a**: b\n"
    )
    assert notes.read(change(text), "n.md") == notes.read(text, "n.md")


# Notes that were never written for Quizzer


@pytest.mark.parametrize("path", sorted(READMES.glob("*.md")), ids=lambda path: path.stem)
def test_a_readme_makes_no_nonsense(path):
    reading = notes.read(path.read_text(encoding="utf-8"), path.name)
    assert [problem for problem in reading.problems if problem.severity == "error"] == []
    questions = [entry.values["q"] for entry in reading.draft.entries]
    expected = {"with-faq": ["Does it work offline?"]}.get(path.stem, [])
    assert questions == expected


def test_a_project_page_is_read_on_request():
    text = (READMES / "feature-list.md").read_text(encoding="utf-8")
    assert entries(text) == []
    assert entries("---\nquizzer: true\n---\n" + text, "term")
    hint = "if they are to be learnt, begin the note with `---`, `quizzer: true`, `---`"
    (problem,) = problems(text)
    assert problem == (
        "note.md:9:1: info N06: this looks like a project's page: "
        f"its lists and tables (6 cards) are left out\n    {hint}"
    )


PIECES = [
    *("Q: a", "A: b", "Why: c", "- **T**: d", "  - x", "1. a", "> ", "==x==", "==", "\n", "\n\n"),
    *("<!-- quizzer: card", "<!-- quizzer: table", "<!-- quizzer: skip -->", "-->"),
    *('<!-- quizzer: order "x" -->', "id: y", "wrong: [q]", "undisclosed: ask", "order:"),
    *("ask:", "  b: '{key}?'", "compare:", "  b: first {a} {b}", "reverse:", "  b: '{value}'"),
    *("| a | b |\n|---|---|", "| c | 1 |", "| d | 2k |", "| e | undisclosed |"),
    *("---", "title: x", "quizzer: true", "&x ", "!!t ", "{", "[", "'", '"', "\\", "<div>"),
    *("```", "`", "$$", "$", "***", "# H", "[a](b)", "![a](b)", "\x1b", "\r", "\t", "\u2028", "\0"),
]
TEXTS = st.sampled_from(PIECES) | st.text(st.characters(codec="utf-8"), max_size=5)


@settings(max_examples=300, deadline=None)
@given(st.lists(TEXTS), st.sampled_from(["", "\n"]))
def test_any_text_is_a_note_whose_deck_survives_writing(pieces, gap):
    reading = notes.read(gap.join(pieces), "a/note.md")
    deck, faults = decks.deck_of(reading.draft, "a/note.md", "a/note")
    assert [fault.rule for fault in faults if fault.rule != "F13"] == []
    assert not faults or "id: y" in pieces
    if deck.cards and not faults:
        again, faults = decks.read(decks.write(reading.draft, "x").encode(), "n.yaml", "a/note")
        assert faults == []
        assert [(c.id, c.question, c.answer, c.why) for c in again.cards] == [
            (c.id, c.question, c.answer, c.why) for c in deck.cards
        ]
