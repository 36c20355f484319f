"""What becomes of cards in Anki, where a law or a table says more than a whole package."""

from contextlib import closing
from html import unescape

import pytest
from anki.collection import Collection
from hypothesis import given
from hypothesis import strategies as st

from quizzer.card import Card, Deck
from quizzer.exchange.anki.notes import FIELDS, NEVER_CHANGED, notes
from quizzer.markup import marks

from .card_makers import cloze, computed


def written(*cards, changed=None, uids=None):
    deck = Deck("deck", "Deck", cards)
    return [note for _, note in notes([deck], changed or {}, uids or {})]


def front(note):
    return note.fields[FIELDS.index("Front")]


@pytest.fixture(scope="module")
def collection(tmp_path_factory):
    path = tmp_path_factory.mktemp("anki") / "learner.anki2"
    with closing(Collection(str(path))) as opened:
        yield opened


LOADED = st.text(alphabet="{}:=[]()c12 `$\\x\n<&|-*_#~>!", max_size=30)


@given(parts=st.lists(LOADED, min_size=2, max_size=5))
def test_anki_finds_the_marks_that_quizzer_finds_and_no_others(collection, parts):
    text = " ==a{}== ".join(parts)
    cards = cloze(text)
    note = collection.new_note(collection.models.by_name("Cloze"))
    for written_note in written(*cards):
        note["Text"] = front(written_note)
    assert sorted(note.cloze_numbers_in_fields()) == list(range(1, len(cards) + 1))


@given(hidden=st.text(alphabet="{}:c1x ", min_size=1).map(str.strip).filter(bool))
def test_what_braces_and_colons_hide_is_revealed_whole(collection, hidden):
    (mark,) = marks(f"{{==!{hidden}==}}")
    (note,) = written(*cloze(f"{{==!{hidden}==}}"))
    revealed = collection.extract_cloze_for_typing(front(note), 1)
    assert unescape(revealed) == mark.hidden


@given(text=LOADED)
def test_no_other_note_has_a_mark(collection, text):
    cards = (Card("a", "qa", f"q {text}", f"a {text}", "a", why=text, hint=text, source=text),)
    note = collection.new_note(collection.models.by_name("Cloze"))
    for field in written(*cards)[0].fields:
        note["Text"] = field
        assert note.cloze_numbers_in_fields() == []


def test_a_note_is_as_new_as_the_newest_of_its_cards():
    cards = cloze("==a== b ==c==")
    assert [note.modified for note in written(*cards)] == [NEVER_CHANGED // 1000]
    changed = {"deck:cloze~1": 1_740_000_000_999, "deck:cloze~2": 1_740_000_001_000}
    assert [note.modified for note in written(*cards, changed=changed)] == [1_740_000_001]


OLD, OTHER = "deck:old", "deck:other"


@pytest.mark.parametrize(
    ("uids", "ordinals"),
    [
        pytest.param({}, (0, 1, 2), id="never renamed"),
        pytest.param({1: f"{OLD}~1", 2: f"{OLD}~2", 3: f"{OLD}~3"}, (0, 1, 2), id="reworded"),
        pytest.param({2: f"{OLD}~1", 3: f"{OLD}~2"}, (2, 0, 1), id="one came before"),
        pytest.param({1: f"{OLD}~1", 3: f"{OLD}~2"}, (0, 2, 1), id="one came between"),
        pytest.param({1: f"{OLD}~1", 2: f"{OLD}~3", 3: f"{OLD}~4"}, (0, 2, 3), id="one went"),
        pytest.param({1: f"{OLD}~2", 2: f"{OTHER}~1", 3: f"{OLD}~1"}, (1, 2, 0), id="two joined"),
    ],
)
def test_a_cloze_mark_keeps_the_number_it_had(uids, ordinals):
    cards = cloze("==a== ==b== ==c==")
    by_id = {f"deck:cloze~{hole}": uid for hole, uid in uids.items()}
    (note,) = written(*cards, uids=by_id)
    (unnamed,) = written(*cards, uids={"deck:cloze~1": f"{OLD}~1"} if uids else {})
    assert note.guid == unnamed.guid
    assert tuple(ordinal for ordinal, _ in note.cards) == ordinals
    assert front(note) == " ".join(
        f"{{{{c{ordinal + 1}::{letter}}}}}" for ordinal, letter in zip(ordinals, "abc", strict=True)
    )


def test_a_cloze_that_was_split_in_two_is_two_notes():
    first, second = cloze("==a== x", "one"), cloze("==b== y", "two")
    uids = {"deck:one~1": f"{OLD}~1", "deck:two~1": f"{OLD}~2"}
    one, two = written(*first, *second, uids=uids)
    assert one.guid != two.guid
    assert [note.guid for note in written(*first, uids=uids)] == [one.guid]


def test_a_mark_without_a_card_is_shown():
    (note,) = written(*cloze("==a== and ==b==")[1:])
    assert front(note) == "a and {{c2::b}}"


def test_things_to_order_or_match_never_come_in_the_right_order():
    for n in range(50):
        items = ("a", "b")
        cards = (
            Card(f"o{n}", "order", "Order", items, f"o{n}"),
            Card(f"m{n}", "match", "Match", tuple(zip("xy", items, strict=True)), f"m{n}"),
        )
        for note in written(*cards):
            assert "<li>b</li><li>a</li>" in note.fields[FIELDS.index("Options")]


def test_a_formula_is_typed_in_its_plain_spelling():
    card = Card("a", "qa", "Divide by?", r"$\sqrt{d_k}$", "a", accept=("sqrt(d_k)", "**root**"))
    (note,) = written(card)
    assert note.fields[FIELDS.index("Typed")] == "sqrt(d_k)"


@pytest.mark.parametrize(("tolerance", "back"), [("5%", "within 5%"), ("0%", ""), ("", "")])
def test_a_number_says_how_far_off_it_may_be(tolerance, back):
    card = Card("a", "qa", "How many?", "12", "a", tolerance=tolerance, accept=("twelve",))
    (note,) = written(card)
    assert ("within" in note.fields[FIELDS.index("Back")]) == bool(back)
    assert back in note.fields[FIELDS.index("Back")]


def test_of_a_card_with_fresh_numbers_there_is_one_instance_which_is_typed():
    (note,) = written(computed("What is {n} squared?", "n**2"))
    fields = dict(zip(FIELDS, note.fields, strict=True))
    assert note.kind == "typed"
    assert {name: text for name, text in fields.items() if text} == {
        "Front": "What is 12 squared?",
        "Back": "144",
        "Typed": "144",
        "Why": "<code>12**2 = 144</code>",
        "CardId": "deck:What is {n} squared?",
    }


def test_a_tag_holds_no_space_and_comes_once():
    card = Card("a", "qa", "q", "a", "a", tags=("two words", "x", "a::b", " "))
    ((_, note),) = notes([Deck("d", "D", (card,), tags=("x",))], {}, {})
    assert note.tags == ("x", "two_words", "a::b")


def test_an_option_that_looks_like_a_list_or_heading_is_shown_as_it_is():
    pairs = (("-", "a dash"), ("# h", "1. one"))
    (note,) = written(Card("d:m", "match", "Match.", pairs, "d:m"))
    back = note.fields[FIELDS.index("Back")]
    assert "<td>-</td>" in back
    assert "<td># h</td><td>1. one</td>" in back
