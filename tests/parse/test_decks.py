from __future__ import annotations

import gc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.card import Place
from quizzer.key import digest
from quizzer.parse import decks
from quizzer.parse.forms import Draft, Entry


def read(text, default_id="topic/deck"):
    """The deck of a text that has no faults."""
    deck, problems = decks.read(text.encode(), "deck.yaml", default_id)
    assert problems == []
    return deck


def cards(items):
    """The cards of a deck of these items."""
    return read(f"deck: D\ncards:\n{items}\n").cards


# Decks


def test_a_deck_says_what_it_is():
    deck = read(
        "# yaml-language-server: $schema=deck.schema.json\n"
        "deck: Attention                       # title, required\n"
        "id: fundamentals/attention\n"
        "description: How tokens look at each other.\n"
        "order: 20\n"
        "tags: [transformers]\n"
        "once: true\n"
        "aliases: {BPE: [byte-pair encoding]}\n"
        "cards:\n"
        "  - q: What?\n"
        "    a: This\n"
        "    tags: [basics, transformers]\n"
    )
    assert (deck.id, deck.title) == ("fundamentals/attention", "Attention")
    assert deck.description == "How tokens look at each other."
    assert (deck.order, deck.once) == (20.0, True)
    assert deck.tags == ("transformers",)
    assert deck.aliases == (("BPE", ("byte-pair encoding",)),)
    assert deck.cards[0].tags == ("transformers", "basics")
    assert (deck.cards[0].line, deck.cards[0].column) == (10, 5)


def test_a_deck_without_an_id_has_the_one_it_is_given():
    deck = read("deck: D\ncards: [{q: What?, a: This}]")
    assert deck.id == "topic/deck"
    assert deck.order is None
    assert deck.cards[0].id.startswith("topic/deck:")


# Cards of each form


def test_a_question_makes_one_card():
    (card,) = cards(
        "- q: What does it divide by?\n"
        "  a: $\\sqrt{d_k}$\n"
        "  why: |\n    Large $d_k$.\n"
        "  hint: a root\n"
        "  source: attention.md#scores\n"
        "  as_of: 2017\n"
        "  lint: C04 it is a formula\n"
        "  unconfirmed: true\n"
        "  suspended: false\n"
    )
    assert card.id == card.entry == "topic/deck:" + digest("What does it divide by?")
    assert (card.form, card.question, card.answer) == (
        "qa",
        "What does it divide by?",
        "$\\sqrt{d_k}$",
    )
    assert (card.why, card.hint) == ("Large $d_k$.", "a root")
    assert (card.source, card.as_of) == ("attention.md#scores", "2017")
    assert card.lint == "C04 it is a formula"
    assert card.unconfirmed
    assert not card.suspended
    assert card.place is None


def test_a_typed_question_knows_what_else_is_right():
    first, second = cards(
        "- {q: Who?, a: OpenAI, accept: [open ai]}\n"
        "- {q: How many?, a: 1.5B, tolerance: 5%, suspended: true}"
    )
    assert first.accept == ("open ai",)
    assert second.tolerance == "5%"
    assert second.suspended


def test_a_term_makes_two_cards():
    definition, term = cards("- {term: Self-Attention, definition: Looks at itself}")
    assert definition.entry == term.entry == "topic/deck:self-attention"
    assert (definition.id, term.id) == (
        "topic/deck:self-attention~definition",
        "topic/deck:self-attention~term",
    )
    assert (definition.question, definition.answer) == ("Self-Attention", "Looks at itself")
    assert (term.question, term.answer) == ("Looks at itself", "Self-Attention")


def test_fifty_marks_make_fifty_cards():
    assert len(cards(f"- cloze: {'==a== ' * 50}")) == 50


@pytest.mark.parametrize("marks", [51, 100_000])
def test_a_text_with_more_marks_is_refused(marks):
    text = f"deck: D\ncards:\n- cloze: {'==a== ' * marks}\n"
    deck, problems = decks.read(text.encode(), "deck.yaml", "d")
    assert deck.cards == ()
    assert [str(it) for it in problems] == [
        "deck.yaml:3:10: error F07: more than 50 parts of the text are marked as hidden\n"
        "    split it into several cards"
    ]


@pytest.mark.parametrize("answer", ["0^0", "0^-1", "1e999999999", "9^9^9"])
def test_a_tolerance_needs_a_number_that_has_a_value(answer):
    text = f"deck: D\ncards:\n- {{q: What?, a: {answer}, tolerance: 5%}}\n"
    _, problems = decks.read(text.encode(), "deck.yaml", "d")
    column = 30 + len(answer)
    assert [str(it) for it in problems] == [
        f"deck.yaml:3:{column}: error F08: `tolerance` needs an answer that is a number, "
        f"and `{answer}` is none\n    take it out, or answer with one number, as 1.5B or 40 GB"
    ]


def test_a_tolerance_beyond_all_numbers_is_none():
    text = "deck: D\ncards:\n- {q: What?, a: 5, tolerance: 1e999999999}\n"
    _, problems = decks.read(text.encode(), "deck.yaml", "d")
    assert [str(it) for it in problems] == [
        "deck.yaml:3:31: error F08: `1e999999999` is neither a number nor a percentage\n"
        "    write `tolerance: 5%`, or a number"
    ]


def test_each_cloze_mark_makes_a_card():
    text = "BERT selects ==15%::a share== and replaces ==80%==."
    first, second = cards(f"- cloze: {text}")
    assert (
        first.entry
        == second.entry
        == "topic/deck:" + digest("BERT selects [...] and replaces [...].")
    )
    assert (first.id, second.id) == (f"{first.entry}~1", f"{first.entry}~2")
    assert first.text == second.text == text
    assert (first.question, first.answer, first.hole, first.cue) == (
        "BERT selects [...] and replaces 80%.",
        "15%",
        1,
        "a share",
    )
    assert (second.question, second.answer, second.hole, second.cue) == (
        "BERT selects 15% and replaces [...].",
        "80%",
        2,
        "",
    )


def test_choice_order_and_match_have_answers_of_their_own():
    one, several, order, match = cards(
        "- {q: One?, a: GELU, wrong: [ReLU, Tanh]}\n"
        "- {q: All?, a: [BERT, T5], wrong: [Adam]}\n"
        "- {q: In order?, order: [GPT-1, GPT-2]}\n"
        "- {q: Pairs?, match: {T5: both, BERT: encoder}}\n"
    )
    assert (one.form, one.answer, one.wrong) == ("choice", "GELU", ("ReLU", "Tanh"))
    assert (several.form, several.answer) == ("choice", ("BERT", "T5"))
    assert (order.form, order.answer) == ("order", ("GPT-1", "GPT-2"))
    assert (match.form, match.answer) == ("match", (("T5", "both"), ("BERT", "encoder")))


# Ids


def test_a_written_id_stands_as_it_is():
    qa, definition, term, hole = cards(
        "- {id: mine, q: What?, a: This}\n"
        "- {id: ours, term: Word, definition: Meaning}\n"
        "- {id: theirs, cloze: It is ==hidden==}\n"
    )
    assert qa.id == qa.entry == "mine"
    assert (definition.id, term.id, term.entry) == ("ours~definition", "ours~term", "ours")
    assert (hole.id, hole.entry) == ("theirs~1", "theirs")


@pytest.mark.parametrize(
    ("place", "card_id", "entry"),
    [
        (
            "{note: m.md, heading: The Tables, row: GPT-2, column: Batch Size, kind: ask}",
            "topic/deck:the-tables/gpt-2/batch-size/ask",
            "topic/deck:the-tables/gpt-2/batch-size",
        ),
        (
            "{note: m.md, column: Time, kind: order}",
            "topic/deck:time/order",
            "topic/deck:time",
        ),
        (
            "{note: m.md, heading: Scores}",
            "topic/deck:scores/" + digest("What?"),
            "topic/deck:scores/" + digest("What?"),
        ),
    ],
)
def test_a_place_gives_the_parts_of_an_id(place, card_id, entry):
    (card,) = cards(f"- q: What?\n  a: This\n  place: {place}")
    assert (card.id, card.entry) == (card_id, entry)
    assert card.place.note == "m.md"


def test_a_term_under_a_heading_is_known_by_both():
    card, _ = cards("- {term: Query, definition: Asks, place: {note: a.md, heading: Roles}}")
    assert card.entry == "topic/deck:roles/query"
    assert card.place == Place("a.md", "Roles")


def test_an_answer_may_be_rewritten_without_a_new_id():
    (one,) = cards("- {q: What is it?, a: This}")
    (other,) = cards("- {q: '**What**  is it', a: That}")
    assert one.id == other.id


@pytest.mark.parametrize(
    ("first", "second", "message", "hint"),
    [
        (
            "{q: What is it?, a: This}",
            "{q: what is it, a: That}",
            "the same question stands in line 3 already",
            "reword one of the two, or give it an `id`",
        ),
        (
            "{term: Query, definition: Asks}",
            "{term: query, definition: Looks}",
            "the term `query` stands in line 3 already",
            "keep one of the two",
        ),
        (
            "{id: mine, q: One?, a: This}",
            "{id: mine, term: Two, definition: That}",
            "the id `mine` stands in line 3 already",
            "give each card an id of its own",
        ),
        (
            "{id: mine, term: Two, definition: That}",
            "{id: mine~term, q: One?, a: This}",
            "the id `mine~term` stands in line 3 already",
            "give each card an id of its own",
        ),
    ],
)
def test_two_cards_with_one_id_are_told_with_both_lines(first, second, message, hint):
    text = f"deck: D\ncards:\n- {first}\n- {second}\n- {{q: Else?, a: Fine}}\n"
    deck, problems = decks.read(text.encode(), "deck.yaml", "d")
    assert [str(it) for it in problems] == [f"deck.yaml:4:3: error F13: {message}\n    {hint}"]
    assert {card.line for card in deck.cards} == {3, 5}


# Broken files


def test_a_file_of_50_mb_is_refused_at_once():
    deck, problems = decks.read(b"- " * 25_000_000, "big.yaml", "d")
    assert deck is None
    assert [str(it) for it in problems] == [
        "big.yaml:1:1: error Y01: the file is too large: 50 MB, of at most 10 MB\n    split it"
    ]


def test_the_garbage_collector_is_left_as_it_was():
    read("deck: D\ncards: [{q: What?, a: This}]")
    assert gc.isenabled()


# Drafts


def test_a_draft_makes_the_deck_that_its_yaml_would_make():
    draft = Draft(
        {"deck": "D", "tags": ("a",), "order": "1.5"},
        [
            Entry("qa", {"q": "What?", "a": "This"}, 3, 3),
            Entry("term", {"term": "Word", "definition": "Meaning", "tags": ("b",)}, 5, 3),
        ],
        {"BPE": ("byte-pair encoding",)},
    )
    deck, problems = decks.deck_of(draft, "note.md", "d")
    assert problems == []
    again, _ = decks.read(decks.write(draft, "comment").encode(), "deck.yaml", "d")
    assert [card.id for card in deck.cards] == [card.id for card in again.cards]
    assert (deck.title, deck.order, deck.aliases) == (again.title, again.order, again.aliases)


def test_a_faulty_entry_of_a_draft_is_told_and_left_out():
    draft = Draft(
        {"deck": "D"},
        [
            Entry("cloze", {"cloze": "Nothing"}, 3),
            Entry("qa", {"q": "What?", "a": "This"}, 5),
            Entry("qa", {"q": "What?", "a": "That"}, 7),
        ],
    )
    deck, problems = decks.deck_of(draft, "note.md", "d")
    assert [card.line for card in deck.cards] == [5]
    assert [str(problem) for problem in problems] == [
        "note.md:3:1: error F07: no part of the text is marked as hidden\n"
        "    mark what to hide: ==hidden== or ==hidden::hint==",
        "note.md:7:1: error F13: the same question stands in line 5 already\n"
        "    reword one of the two, or give it an `id`",
    ]


@pytest.mark.parametrize("line_break", ["\n", "\r", "\r\n", "\x85", "\u2028"])
def test_the_comment_of_a_written_draft_is_one_line(line_break):
    text = decks.write(Draft({"deck": "D"}, []), f"one{line_break}deck: two")
    assert text == "# one deck: two\ndeck: D\ncards: []\n"


def test_a_draft_is_written_with_its_keys_in_order():
    draft = Draft(
        {"tags": ("a", "b"), "deck": "D: the deck", "order": "20", "once": "true"},
        [
            Entry(
                "choice",
                {
                    "wrong": ("no", "2018"),
                    "place": {"row": "GPT-2", "note": "m.md", "kind": "ask", "heading": ""},
                    "suspended": "true",
                    "unconfirmed": "false",
                    "a": "1.5B",
                    "why": "one\n\n- two",
                    "q": "How many?",
                },
            ),
            Entry("match", {"match": {"b": "c", "a": "#1"}, "q": "Pairs?"}),
        ],
        {"BPE": ("byte-pair encoding",)},
    )
    assert decks.write(draft, "Generated from m.md") == (
        "# Generated from m.md\n"
        "deck: 'D: the deck'\n"
        "order: 20\n"
        "tags:\n"
        "  - a\n"
        "  - b\n"
        "once: true\n"
        "aliases:\n"
        "  BPE:\n"
        "    - byte-pair encoding\n"
        "cards:\n"
        "  - q: How many?\n"
        "    a: 1.5B\n"
        "    wrong:\n"
        "      - 'no'\n"
        "      - '2018'\n"
        "    why: |-\n"
        "      one\n"
        "\n"
        "      - two\n"
        "    suspended: true\n"
        "    place:\n"
        "      note: m.md\n"
        "      row: GPT-2\n"
        "      kind: ask\n"
        "  - q: Pairs?\n"
        "    match:\n"
        "      b: c\n"
        "      a: '#1'\n"
    )


WORDS = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=8)
TEXT = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
LINES = st.lists(TEXT, min_size=1, max_size=3).map("\n".join)
LISTS = st.lists(TEXT, min_size=1, max_size=3).map(tuple)
EXTRAS = st.fixed_dictionaries(
    {},
    optional={
        "id": TEXT,
        "why": LINES,
        "hint": LINES,
        "source": TEXT,
        "tags": LISTS,
        "suspended": st.just("true"),
        "place": st.fixed_dictionaries({"note": TEXT}, optional={"heading": TEXT, "row": TEXT}),
    },
)
ENTRIES = st.one_of(
    st.tuples(st.just("qa"), st.fixed_dictionaries({"q": LINES, "a": LINES})),
    st.tuples(st.just("term"), st.fixed_dictionaries({"term": TEXT, "definition": LINES})),
    st.tuples(st.just("choice"), st.fixed_dictionaries({"q": TEXT, "a": LISTS, "wrong": LISTS})),
    st.tuples(st.just("order"), st.fixed_dictionaries({"q": LINES, "order": LISTS})),
    st.tuples(
        st.just("match"),
        st.fixed_dictionaries({"q": LINES, "match": st.dictionaries(TEXT, TEXT, min_size=1)}),
    ),
)


@given(st.lists(st.tuples(ENTRIES, EXTRAS), max_size=4), TEXT)
def test_a_written_draft_reads_back_as_the_same_cards(entries, title):
    draft = Draft(
        {"deck": title}, [Entry(form, {**values, **extra}) for (form, values), extra in entries]
    )
    made, told = decks.deck_of(draft, "note.md", "d")
    again, told_again = decks.read(decks.write(draft, "c").encode(), "deck.yaml", "d")

    def shown(deck):
        return [
            (card.id, card.question, card.answer, card.wrong, card.why, card.hint, card.place)
            for card in deck.cards
        ]

    assert shown(made) == shown(again)
    assert sorted(it.rule for it in told) == sorted(it.rule for it in told_again)
