"""Packages, judged by Anki's own library."""

import json
import os
import re
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from html import unescape
from pathlib import Path

import genanki
import pytest
from anki.collection import (
    Collection,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)

from quizzer.card import Place
from quizzer.errors import AccessError
from quizzer.exchange import apkg
from quizzer.exchange.anki import notetypes
from quizzer.exchange.anki.notetypes import FIELDS, models

from .card_makers import SIX_FORMS, cloze, deck, qa, term

HEALTHY = ("Database rebuilt and optimized.", True)


@pytest.fixture
def collection(tmp_path):
    with closing(Collection(str(tmp_path / "learner.anki2"))) as opened:
        yield opened


def bring(collection, *decks, changed=None, uids=None, **options):
    """Export decks, import them as a learner would, and count what Anki says it did."""
    path = Path(collection.path).with_name("export.apkg")
    apkg.write(decks, path, changed or {}, uids or {})
    request = ImportAnkiPackageRequest(
        package_path=str(path), options=ImportAnkiPackageOptions(**options)
    )
    log = collection.import_anki_package(request).log
    names = ("new", "updated", "duplicate", "conflicting", "first_field_match")
    return {name: n for name in names if (n := len(getattr(log, name)))}


def cards(collection):
    return [collection.get_card(id_) for id_ in collection.find_cards("")]


def visible(html):
    """What is to be read on a card: no style, no tags, no entities."""
    return unescape(re.sub(r"<[^>]*>", "", re.sub(r"(?s)<style>.*?</style>", "", html)))


def squeezed(html):
    return " ".join(visible(html).split())


@pytest.fixture(scope="module")
def six_forms(tmp_path_factory):
    """Each card of the six forms by what it asks: how it was rendered, and its note's fields."""
    path = tmp_path_factory.mktemp("six") / "learner.anki2"
    with closing(Collection(str(path))) as opened:
        assert bring(opened, SIX_FORMS) == {"new": 9}
        assert opened.fix_integrity() == HEALTHY
        yield {
            squeezed(card.question()): (card, squeezed(card.answer()), dict(card.note().items()))
            for card in cards(opened)
        }


def test_every_card_arrives(six_forms):
    kinds = [
        f"{card.note_type()['name']}/{card.template()['name']}" for card, _, _ in six_forms.values()
    ]
    assert len(six_forms) == len(SIX_FORMS.cards) == 11
    assert sorted(kinds) == [
        "Quizzer Basic/Card",
        *["Quizzer Choice/Card"] * 4,
        *["Quizzer Cloze/Cloze"] * 2,
        *["Quizzer Two-way/Definition", "Quizzer Two-way/Term"],
        *["Quizzer Typed/Card"] * 2,
    ]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (r"What is divided by \(\sqrt{d_k}\)? HintA product", "The scores Variance"),
        ("Who released GPT-2? [[type:Typed]]", "[[type:Typed]] OpenAI also right: open ai"),
        (
            "How large is GPT-2? [[type:Typed]] Unconfirmed · As of 2019",
            "[[type:Typed]] 1.5B within 5% Unconfirmed · As of 2019",
        ),
        ("Define Self-attention", "Attention within one sequence"),
        ("Name the term Attention within one sequence", "Self-attention"),
        (
            "Masking BERT masks [a share] of tokens, 80% of them by [MASK].",
            "BERT masks 15% of tokens, 80% of them by [MASK].",
        ),
        (
            "Masking BERT masks 15% of tokens, [...] of them by [MASK].",
            "BERT masks 15% of tokens, 80% of them by [MASK].",
        ),
        ("Which activation has GPT-2? SwiGLUGELUTanhReLU", "SwiGLUGELU ✓TanhReLU"),
        ("Which are decoders? BERTGPT-2GPT-3", "BERTGPT-2 ✓GPT-3 ✓"),
        ("Order these by release. GPT-2GPT-1BERTGPT-3", "GPT-1BERTGPT-2GPT-3"),
        ("Match. BERTT5GPT-2bothdecoderencoder", "BERTencoderT5bothGPT-2decoder"),
    ],
)
def test_a_card_asks_and_tells(six_forms, question, answer):
    assert answer in six_forms[question][1]


def test_fields_and_tags_arrive(six_forms):
    fields = six_forms[r"What is divided by \(\sqrt{d_k}\)? HintA product"][2]
    assert {name: text for name, text in fields.items() if text} == {
        "Front": r"What is divided by \(\sqrt{d_k}\)?",
        "Back": "The scores",
        "Hint": "A product",
        "Why": "<em>Variance</em>",
        "Tags": "transformers",
        "CardId": "deck:What is divided by $\\sqrt{d_k}$?",
    }
    card, _, fields = six_forms["Who released GPT-2? [[type:Typed]]"]
    assert (fields["Typed"], fields["Tags"]) == ("OpenAI", "transformers who_is_who labs")
    assert sorted(card.note().tags) == ["labs", "transformers", "who_is_who"]
    fields = six_forms["Masking BERT masks [a share] of tokens, 80% of them by [MASK]."][2]
    assert fields["CardId"] == "deck:cloze"
    assert (fields["Source"], fields["Heading"]) == ("notes/bert.md", "Masking")


def test_the_options_are_listed_once_more_with_the_right_one_marked(six_forms):
    fields = six_forms["Which activation has GPT-2? SwiGLUGELUTanhReLU"][2]
    assert fields["Options"] == (
        '<ol type="A" class="options"><li>SwiGLU</li><li>GELU</li><li>Tanh</li><li>ReLU</li></ol>'
    )
    assert fields["Back"] == fields["Options"].replace(
        "<li>GELU</li>", '<li class="right">GELU ✓</li>'
    )


def test_the_deck_tree_arrives(collection):
    bring(
        collection,
        SIX_FORMS._replace(cards=SIX_FORMS.cards[:1]),
        deck(qa("a", "1"), id_="3-train_inference/lora", title="LoRA: serving"),
        deck(qa("b", "2"), id_="fundamentals/twin", title="attention"),
        deck(qa("c", "3"), id_="plain", title="A::B \x1f: "),
    )
    names = sorted(deck.name for deck in collection.decks.all_names_and_ids())
    assert names == [
        "Default",
        "Quizzer",
        "Quizzer::3 train inference",
        "Quizzer::3 train inference::LoRA: serving",
        "Quizzer::A:B",
        "Quizzer::Fundamentals",
        "Quizzer::Fundamentals::Attention",
        "Quizzer::Fundamentals::attention (twin)",
    ]
    described = collection.decks.by_name("Quizzer::Fundamentals::Attention")
    assert described["desc"] == "Tokens &amp; their &lt;looks&gt;"
    assert [collection.decks.name(card.did) for card in cards(collection)] == [
        "Quizzer::Fundamentals::Attention",
        "Quizzer::3 train inference::LoRA: serving",
        "Quizzer::Fundamentals::attention (twin)",
        "Quizzer::A:B",
    ]


def test_new_cards_come_in_the_order_of_the_deck(collection):
    bring(collection, SIX_FORMS)
    ordered = [
        visible(card.note()["Front"]) for card in sorted(cards(collection), key=lambda c: c.due)
    ]
    assert ordered[0].startswith("What is divided")
    assert [card.due for card in cards(collection)] == list(range(1, 12))


HOSTILE = [
    "<s> and <pad>, a<b & c>d",
    "{{c1::x}} {{c2::y::z}} }} {{{ :: {{Front}} {{#Hint}}{{/Hint}}",
    "[sound:x.mp3] [latex]x[/latex] [$] [[type:Back]] [anki:play:q:0] [anki:tts l=e]x[/anki:tts]",
    "<script>document.title = 'x'</script> <img src=x onerror=alert(1)> <!-- x",
    r"\\(x\\) \\[y\\]",
    "javascript: 'quotes' \"double\" image-occlusion:rect:left=1",
]
"""Texts that a browser, a template or Anki would obey, free of Markdown."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    made = []
    for n, text in enumerate(HOSTILE):
        about = {"hint": text, "why": text, "source": text, "tags": (text,), "as_of": text}
        about["place"] = Place(heading=text)
        made += [
            qa(f"Q {text}", f"A {text}", f"{n} <s> qa", **about),
            qa(f"Q {text}", f"A {text}", f"{n} typed", accept=(text,), **about),
            *term(f"T{n} {text}", f"D {text}", **about),
            *cloze(f"A ==B== C {text}", f"cloze {n}", **about),
            qa(f"Q {text}", f"A {text}", f"{n} choice", form="choice", wrong=(text,), **about),
            qa(f"Q {text}", (f"A {text}", text), f"{n} order", form="order", **about),
            qa(f"Q {text}", ((f"A {text}", text),), f"{n} match", form="match", **about),
        ]
    path = tmp_path_factory.mktemp("hostile") / "learner.anki2"
    with closing(Collection(str(path))) as opened:
        assert bring(opened, deck(*made)) == {"new": 7 * len(HOSTILE)}
        assert opened.fix_integrity() == HEALTHY
        yield opened


def test_text_is_shown_and_never_obeyed(hostile):
    shown = cards(hostile)
    assert len(shown) == 8 * len(HOSTILE)
    for n, text in enumerate(HOSTILE):
        read = text.replace("\\\\", "\\")
        for card in shown[8 * n : 8 * n + 8]:
            question, answer = card.question(), card.answer()
            assert visible(question).count(read) >= 2, "asked, and once more as the hint"
            assert visible(answer).count(read) >= 3, "told, and once more as why and heading"
            assert text in visible(answer), "as source and status, which are no Markdown"
            for side in (question, answer):
                assert not re.search(r"<(script|img|s|pad|!--)\b", side)
                assert r"\(" not in side
                assert r"\[" not in side
            assert card.question_av_tags() == card.answer_av_tags() == []
            types = re.findall(r"\[\[type:\w+", question + answer)
            assert types == ["[[type:Typed"] * 2 * (card.note_type()["name"] == "Quizzer Typed")


@pytest.mark.parametrize(
    ("text", "asked", "told"),
    [
        ("of ==a::b::a cue== here", "[a cue]", "a::b"),
        (r"so ==$\frac{a}{b_{c}}$== ends in braces", "[...]", r"\(\frac{a}{b_{c}}\)"),
        ("a ==set {x}== of one", "[...]", "set {x}"),
        ("a ==`{{c1}}`== in code", "[...]", "{{c1}}"),
        ("a ==word::{cue}== in braces", "[{cue}]", "word"),
        ("==image-occlusion:rect:left=1== as text", "[...]", "image-occlusion:rect:left=1"),
        ("the ==ends:::cue== of it", "[cue]", "ends:"),
        ("very ==**bold**::*cue*== and", "[cue]", "bold"),
        ("[a link](https://x.org/==part==)", "[...]", "part"),
        ("a | b\n-|-\n==1== | 2", "[...]", "1"),
        ("not ⸢\ufdd0⸢this⸣\ufdd2⸣ but ==that==", "[...]", "that"),
    ],
)
def test_a_hidden_part_is_hidden_whole(collection, text, asked, told):
    bring(collection, deck(*cloze(text)))
    (card,) = cards(collection)
    for side, part in ((card.question(), asked), (card.answer(), told)):
        shown = re.findall(r'<span class="cloze"[^>]*>(.*?)</span>', side)
        assert [visible(html) for html in shown] == [part]
    assert collection.fix_integrity() == HEALTHY


def test_tables_code_and_maths_are_html(collection):
    answer = "| a | b |\n|---|---|\n| 1 | 2 |\n\n```python\nx < 1\n```\n\n$$\\frac{a}{b}$$"
    bring(collection, deck(qa("Show", answer)))
    (card,) = cards(collection)
    back = card.note()["Back"]
    assert "<td>1</td>" in back
    assert '<pre><code class="language-python">x &lt; 1\n</code></pre>' in back
    assert r"\[\frac{a}{b}\]" in back


def test_a_url_can_be_followed_and_nothing_else(collection):
    bring(
        collection,
        deck(
            qa("a", "1", source='https://x.org/?a=1&b="2"'),
            qa("b", "2", source="javascript:alert(1)"),
            qa("c", "3", source="notes/x.md"),
        ),
    )
    assert [card.note()["Source"] for card in cards(collection)] == [
        '<a href="https://x.org/?a=1&amp;b=&quot;2&quot;">https://x.org/?a=1&amp;b=&quot;2&quot;</a>',
        "javascript:alert(1)",
        "notes/x.md",
    ]


# What happens to a package that is exported and imported again.

THEN, LATER = 1_740_000_000_000, 1_740_000_060_000


def state(collection):
    """All that a learner has: notes, cards, scheduling."""
    return [
        collection.db.all("SELECT id, guid, mid, mod, tags, flds FROM notes ORDER BY id"),
        collection.db.all("SELECT * FROM cards ORDER BY id"),
        sorted((deck.id, deck.name) for deck in collection.decks.all_names_and_ids()),
    ]


def study(collection):
    """Answer the first card as easy: it is then reviewed in some days."""
    collection.decks.select(collection.decks.id("Quizzer"))
    card = collection.sched.getCard()
    collection.sched.answerCard(card, 4)
    return card.id


def test_an_unchanged_card_is_left_alone(collection):
    bring(collection, SIX_FORMS, changed={"deck:Match.": THEN})
    study(collection)
    before = state(collection)
    assert bring(collection, SIX_FORMS, changed={"deck:Match.": THEN}) == {"duplicate": 9}
    assert state(collection) == before


def test_an_edit_updates_the_note_and_keeps_the_learners_scheduling(collection):
    first, *others = SIX_FORMS.cards
    bring(collection, SIX_FORMS)
    studied = study(collection)
    interval = collection.get_card(studied).ivl
    edited = first._replace(answer="The dot products", why="", tags=("maths",))
    again = SIX_FORMS._replace(cards=(edited, *others))

    assert bring(collection, again, changed={first.id: LATER}) == {"updated": 1, "duplicate": 8}

    card = collection.get_card(studied)
    assert (card.note()["Back"], card.note()["Why"]) == ("The dot products", "")
    assert sorted(card.note().tags) == ["maths", "transformers"]
    assert (card.ivl, card.reps) == (interval, 1)
    assert interval > 0
    assert collection.note_count() == 9
    assert collection.card_count() == 11
    assert collection.fix_integrity() == HEALTHY
    assert bring(collection, again, changed={first.id: LATER}) == {"duplicate": 9}


def test_an_older_export_never_overwrites_a_newer(collection):
    old, new = qa("Who?", "Nobody"), qa("Who?", "Somebody")
    bring(collection, deck(new), changed={new.id: LATER})
    assert bring(collection, deck(old), changed={old.id: THEN}) == {"duplicate": 1}
    assert bring(collection, deck(old)) == {"duplicate": 1}
    assert cards(collection)[0].note()["Back"] == "Somebody"


def test_a_renamed_card_is_the_same_note(collection):
    bring(collection, deck(qa("Who ws it?", "She"), *term("Atention", "A")))
    renamed = deck(qa("Who was it?", "She"), *term("Attention", "A"))
    uids = {
        "deck:Who was it?": "deck:Who ws it?",
        "deck:Attention~term": "deck:Atention~term",
        "deck:Attention~definition": "deck:Atention~definition",
    }
    changed = dict.fromkeys(uids, LATER)
    assert bring(collection, renamed, changed=changed, uids=uids) == {"updated": 2}
    assert [card.note()["Front"] for card in cards(collection)] == [
        "Who was it?",
        *["Attention"] * 2,
    ]


def test_a_cloze_mark_keeps_its_card_when_another_comes_before_it(collection):
    bring(collection, deck(*cloze("It has ==two== parts and ==three== wheels.", "old")))
    studied = study(collection)
    grown = cloze("It has ==one== horn, ==two== parts and ==three== wheels.", "new")
    uids = {"deck:new~2": "deck:old~1", "deck:new~3": "deck:old~2"}
    changed = {card.id: LATER for card in grown}

    assert bring(collection, deck(*grown), changed=changed, uids=uids) == {"updated": 1}

    assert squeezed(collection.get_card(studied).question()).startswith(
        "It has one horn, [...] parts and three wheels."
    )
    assert [squeezed(card.question()) for card in cards(collection)] == [
        "It has one horn, [...] parts and three wheels.",
        "It has one horn, two parts and [...] wheels.",
        "It has [...] horn, two parts and three wheels.",
    ]
    assert collection.fix_integrity() == HEALTHY


def test_a_card_that_changes_its_form_is_told_of_and_merged_on_request(collection):
    plain, other = qa("Who?", "OpenAI"), qa("When?", "2019")
    bring(collection, deck(plain, other))
    studied = study(collection)
    typed = deck(plain._replace(accept=("open ai",)), other)
    changed = {plain.id: LATER}
    assert bring(collection, typed, changed=changed) == {"conflicting": 1, "duplicate": 1}
    assert bring(collection, typed, changed=changed, merge_notetypes=True) == {
        "updated": 1,
        "duplicate": 1,
    }
    card = collection.get_card(studied)
    assert (card.note_type()["name"], card.reps) == ("Quizzer Typed", 1)
    assert bring(collection, typed, changed=changed) == {"duplicate": 2}
    assert collection.fix_integrity() == HEALTHY


def test_a_text_that_becomes_a_cloze_is_a_new_note_and_hinders_no_merge(collection):
    """Anki refuses a whole package that would make a cloze of a note that is none."""
    bring(collection, deck(qa("It is ==x==.", "x", "same")))
    made = deck(*cloze("It is ==x==.", "same"))
    uids = {"deck:same~1": "deck:same"}
    assert bring(collection, made, uids=uids, merge_notetypes=True) == {"new": 1}


def test_a_later_style_replaces_the_earlier_and_conflicts_with_nothing(collection, monkeypatch):
    bring(collection, SIX_FORMS)
    monkeypatch.setattr(notetypes, "REVISED", notetypes.REVISED + 1)
    monkeypatch.setattr(
        notetypes, "resource", lambda name, read=notetypes.resource: read(name).replace("1.5", "2")
    )
    assert bring(collection, SIX_FORMS) == {"duplicate": 9}
    assert "line-height: 2;" in collection.models.by_name("Quizzer Basic")["css"]


def test_suspended_cards_arrive_suspended_with_the_scheduling(collection):
    bring(collection, deck(qa("a", "1", suspended=True), qa("b", "2")), with_scheduling=True)
    assert [card.queue for card in cards(collection)] == [-1, 0]
    assert collection.fix_integrity() == HEALTHY


def test_a_deck_given_twice_is_written_once(collection):
    assert bring(collection, SIX_FORMS, SIX_FORMS) == {"new": 9}


# The file itself.


@pytest.fixture
def package(tmp_path):
    """A package of all forms and, unpacked, its database."""
    path = tmp_path / "six.apkg"
    apkg.write([SIX_FORMS], path, {}, {})
    with zipfile.ZipFile(path) as zipped:
        zipped.extractall(tmp_path)
    return path, tmp_path / "collection.anki2"


def test_it_is_a_legacy_package_and_nothing_is_left_beside_it(package):
    path, database = package
    assert sorted(file.name for file in path.parent.iterdir()) == [
        "collection.anki2",
        "media",
        "six.apkg",
    ]
    with zipfile.ZipFile(path) as zipped:
        assert zipped.namelist() == ["collection.anki2", "media"]
        assert json.loads(zipped.read("media")) == {}
        assert all(entry.compress_type == zipfile.ZIP_DEFLATED for entry in zipped.infolist())
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT ver FROM col").fetchone() == (11,)


def test_it_is_a_collection_that_anki_finds_nothing_wrong_with(package):
    with closing(Collection(str(package[1]))) as opened:
        assert (opened.note_count(), opened.card_count()) == (9, 11)
        assert opened.fix_integrity() == HEALTHY


def test_its_tables_are_those_that_genanki_writes(package, tmp_path):
    theirs = tmp_path / "theirs"
    genanki.Package(genanki.Deck(2059400110, "x")).write_to_file(tmp_path / "theirs.apkg")
    with zipfile.ZipFile(tmp_path / "theirs.apkg") as zipped:
        zipped.extractall(theirs)

    def shape(database):
        tables = ("col", "notes", "cards", "revlog", "graves")
        with closing(sqlite3.connect(database)) as connection:
            columns = {
                table: [
                    (name, type_.upper(), key)
                    for _, name, type_, _, _, key in connection.execute(
                        f"PRAGMA table_info({table})"
                    )
                ]
                for table in tables
            }
            indexes = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'index'")
            return columns, sorted(indexes)

    assert shape(package[1]) == shape(theirs / "collection.anki2")


def test_sort_field_and_checksum_are_those_that_anki_computes(package, collection):
    odd = ("a < b & `c`\u00a0d", "e\u0301 {{x}}", "bell \x07, separator \x1f and\n* list")
    decks = (SIX_FORMS, deck(*(qa(question, "x") for question in odd)))
    bring(collection, *decks)
    apkg.write(decks, package[0], {}, {})
    with zipfile.ZipFile(package[0]) as zipped:
        zipped.extractall(package[1].parent)
    query = "SELECT guid, flds, sfld, csum FROM notes ORDER BY guid"
    with closing(sqlite3.connect(package[1])) as connection:
        ours = [list(row) for row in connection.execute(query)]
    assert ours == collection.db.all(query)
    assert "a < b & c d" in [text for _, _, text, _ in ours]


def test_equal_decks_make_equal_files(package, tmp_path):
    """Whatever the hour, the time zone and the seed of hashing."""
    program = (
        "import card_makers, pathlib, sys; from quizzer.exchange import apkg;"
        "apkg.write([card_makers.SIX_FORMS], pathlib.Path(sys.argv[1]), {}, {})"
    )
    again = tmp_path / "again.apkg"
    environment = os.environ | {
        "PYTHONHASHSEED": "1",
        "TZ": "Asia/Tokyo",
        "PYTHONPATH": os.pathsep.join((*sys.path, str(Path(__file__).parent))),
    }
    subprocess.run([sys.executable, "-c", program, again], check=True, env=environment)
    assert again.read_bytes() == package[0].read_bytes()


def test_the_note_types_are_frozen():
    """Another id, field or template name here would turn every learner's notes into conflicts."""
    assert (
        *("Front", "Back", "Options", "Typed", "Hint", "Why", "Source", "Heading", "Status"),
        *("Tags", "CardId", "Spare 1", "Spare 2", "Spare 3"),
    ) == FIELDS
    assert {
        model["name"]: (id_, model["type"], [(t["id"], t["name"]) for t in model["tmpls"]])
        for id_, model in models().items()
    } == {
        "Quizzer Basic": ("1735704391001", 0, [(1735704391200, "Card")]),
        "Quizzer Two-way": (
            "1735704391002",
            0,
            [(1735704391200, "Definition"), (1735704391201, "Term")],
        ),
        "Quizzer Cloze": ("1735704391003", 1, [(1735704391200, "Cloze")]),
        "Quizzer Choice": ("1735704391004", 0, [(1735704391200, "Card")]),
        "Quizzer Typed": ("1735704391005", 0, [(1735704391200, "Card")]),
    }
    for model in models().values():
        assert [(field["id"], field["name"]) for field in model["flds"]] == [
            (1735704391100 + n, name) for n, name in enumerate(FIELDS)
        ]


def test_guids_are_frozen(package):
    with closing(sqlite3.connect(package[1])) as connection:
        rows = connection.execute("SELECT guid, flds FROM notes").fetchall()
    guids = {fields.split("\x1f")[FIELDS.index("CardId")]: guid for guid, fields in rows}
    assert guids["deck:Who released GPT-2?"] == "6b5269bb82b8f6c759f5"
    assert guids["deck:Self-attention"] == "51f0ed50efa9c747adcb"
    assert guids["deck:cloze"] == "b4ab7162aabb49fc37a0"
    assert guids["deck:Match."] == "3344c097e7dd4dde87f5"


def test_the_templates_need_no_script():
    for model in models().values():
        for template in model["tmpls"]:
            both = template["qfmt"] + template["afmt"]
            assert not re.search(r"<script|\bon\w+=|\{\{hint:", both)


def test_a_file_that_cannot_be_written_is_said(tmp_path):
    path = tmp_path / "missing" / "x.apkg"
    with pytest.raises(AccessError) as raised:
        apkg.write([SIX_FORMS], path, {}, {})
    assert str(raised.value) == (
        f"{path} cannot be written: No such file or directory: choose another file with -o"
    )


def test_a_full_disk_leaves_the_former_file(package, tmp_path, monkeypatch):
    before = package[0].read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(AccessError, match="No space left on device"):
        apkg.write([deck(qa("a", "b"))], package[0], {}, {})
    assert package[0].read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "collection.anki2",
        "media",
        "six.apkg",
    ]
