import io
import json

from quizzer import __version__
from quizzer.exchange import json as exported

from .card_makers import PLACE, SIX_FORMS, computed, deck, qa, term


def written(*decks):
    out = io.StringIO()
    exported.write(decks, out)
    return out.getvalue()


def cards(*cards):
    (only,) = json.loads(written(deck(*cards)))["decks"]
    return only["cards"]


def test_a_file_says_its_format_and_its_decks():
    assert json.loads(written(deck(title="Attention", id_="fundamentals/attention"), deck())) == {
        "format": 1,
        "quizzer": __version__,
        "decks": [
            {"id": "fundamentals/attention", "title": "Attention", "cards": []},
            {"id": "deck", "title": "Deck", "cards": []},
        ],
    }


def test_a_card_has_only_the_keys_it_needs():
    assert cards(qa("What?", "That")) == [
        {"id": "deck:What?", "form": "qa", "question": "What?", "answer": "That"}
    ]


def test_a_card_has_every_key_it_needs():
    full = qa(
        "What?",
        "That",
        wrong=("This",),
        accept=("that one",),
        tolerance="5%",
        why="So",
        hint="Not this",
        source="notes/x.md#y",
        as_of="2024",
        tags=("a", "b"),
        unconfirmed=True,
        place=PLACE._replace(table="Models", row="BERT", column="Year", kind="ask"),
    )
    assert cards(full) == [
        {
            "id": "deck:What?",
            "form": "qa",
            "question": "What?",
            "answer": "That",
            "wrong": ["This"],
            "accept": ["that one"],
            "tolerance": "5%",
            "why": "So",
            "hint": "Not this",
            "source": "notes/x.md#y",
            "as_of": "2024",
            "tags": ["a", "b"],
            "unconfirmed": True,
            "place": {
                "note": "notes/bert.md",
                "heading": "Masking",
                "table": "Models",
                "row": "BERT",
                "column": "Year",
                "kind": "ask",
            },
        }
    ]


def test_a_place_has_only_the_parts_it_needs():
    (card,) = cards(qa("a", "b", place=PLACE))
    assert card["place"] == {"note": "notes/bert.md", "heading": "Masking"}


def test_there_is_one_entry_a_card_with_the_question_as_it_is_asked():
    (only,) = json.loads(written(SIX_FORMS))["decks"]
    assert [(card["form"], card["question"], card["answer"]) for card in only["cards"][3:]] == [
        ("term", "Attention within one sequence", "Self-attention"),
        ("term", "Self-attention", "Attention within one sequence"),
        ("cloze", "BERT masks [...] of tokens, 80% of them by `[MASK]`.", "15%"),
        ("cloze", "BERT masks 15% of tokens, [...] of them by `[MASK]`.", "80%"),
        ("choice", "Which activation has GPT-2?", "GELU"),
        ("choice", "Which are decoders?", ["GPT-2", "GPT-3"]),
        ("order", "Order these by release.", ["GPT-1", "BERT", "GPT-2", "GPT-3"]),
        ("match", "Match.", {"BERT": "encoder", "T5": "both", "GPT-2": "decoder"}),
    ]


def test_of_a_card_with_fresh_numbers_there_is_one_instance_always_the_same():
    card = computed("What is {n} squared?", "n**2", unit="GB", tolerance="5%", why="So.")
    assert cards(card) == [
        {
            "id": "deck:What is {n} squared?",
            "form": "compute",
            "question": "What is 12 squared?",
            "answer": "144 GB",
            "tolerance": "5%",
            "why": "`12**2 = 144 GB`\n\nSo.",
        }
    ]


def test_text_is_written_as_it_is():
    text = 'θ, \u2028, \U0001f600 and "quotes" \\ <s>\n'
    out = written(deck(*term(text, "x")))
    assert "θ, \u2028, \U0001f600" in out
    assert out.endswith("}\n")
    assert [card["question"] for card in json.loads(out)["decks"][0]["cards"]] == ["x", text]


def test_a_card_that_its_author_suspended_says_so():
    (card,) = cards(qa("a", "b", suspended=True))
    assert card["suspended"] is True
