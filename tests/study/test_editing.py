"""Where a card is edited, and decks built anew from notes that were saved."""

from __future__ import annotations

import pytest

from quizzer import build
from quizzer.errors import AccessError, QuizzerError
from quizzer.study import Helping

from .conftest import deck

NOTE = "# Nets\n\nProse.\n\n- **Layer**: a set of units\n\nQ: What is a net?\n\nA: layers\n"


def spots(study):
    """Where each card of the first deck is edited, by its question."""
    found = {}
    for slot in study.library.slots(study.library.decks[0]):
        spot = study.editing.spot(slot)
        found[study.library.card(slot).question] = (spot.path, spot.line)
    return found


@pytest.fixture
def built(tmp_path):
    """Build notes into the learner's own folder; return the folder of notes."""

    def make(notes="notes", decks="own", text=NOTE, name="sub/nets.md"):
        path = tmp_path / notes / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        build.write(build.build(tmp_path / notes), tmp_path / decks)
        return path

    return make


def test_a_card_of_an_own_deck_is_edited_where_it_stands(learner, tmp_path):
    study = learner({"own/a.yaml": deck("A", "a b")})
    path = tmp_path / "own" / "a.yaml"
    assert spots(study) == {"What is a?": (path, 3), "What is b?": (path, 5)}


def test_a_card_of_a_note_that_is_a_deck_is_edited_there(learner, tmp_path):
    study = learner({"own/a.md": f"---\nquizzer: true\n---\n{NOTE}"})
    assert spots(study)["What is a net?"] == (tmp_path / "own" / "a.md", 10)


@pytest.mark.parametrize(
    ("notes", "decks"), [("notes", "own"), ("vault", "own/built"), ("own/vault", "own/built/deep")]
)
def test_a_card_of_a_built_deck_is_edited_in_its_note(learner, built, notes, decks):
    path = built(notes, decks)
    assert spots(learner()) == {
        "What is a net?": (path, 7),
        "Layer": (path, 5),
        "a set of units": (path, 5),
    }


def test_of_several_notes_of_a_name_it_is_the_one_that_makes_the_deck(learner, built, tmp_path):
    stranger = tmp_path / "stranger" / "sub" / "nets.md"
    stranger.parent.mkdir(parents=True)
    stranger.write_text(NOTE.replace("net", "web"), encoding="utf-8")
    path = built()
    study = learner()
    assert {spot for spot, _ in spots(study).values()} == {path}
    assert study.editing.watched()[1] == [path]


@pytest.mark.parametrize("why", ["gone", "edited since", "twice"])
def test_a_note_that_does_not_make_the_deck_as_it_stands_is_none(learner, built, tmp_path, why):
    path = built()
    if why == "gone":
        path.unlink()
    elif why == "edited since":
        path.write_text(NOTE.replace("layers", "units"), encoding="utf-8")
    else:
        built("other", "elsewhere")
    study = learner()
    (slot, *_) = study.library.slots(study.library.decks[0])
    with pytest.raises(QuizzerError) as caught:
        study.editing.spot(slot)
    deck_path = tmp_path / "own" / "sub" / "nets.yaml"
    assert str(caught.value) == (
        f"{deck_path} was built, and no note near it makes it as it stands: "
        "edit the note where it is, and run `quizzer build`"
    )
    before = deck_path.read_bytes()
    study.refresh([path])
    assert deck_path.read_bytes() == before


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """The folders of shipped decks and notes."""
    folders = {"decks": tmp_path / "shipped", "notes": tmp_path / "shipped-notes"}
    monkeypatch.setattr("quizzer.study.editing.shipped", lambda name="decks": folders[name])
    return folders


def test_a_shipped_deck_is_copied_and_its_copy_takes_its_place(learner, tmp_path, shipped):
    text = deck("A", "a b")
    study = learner({"shipped/x/a.yaml": text, "own/o.yaml": deck("O", "o")})
    slots = list(study.library.slots(study.library.deck("x/a")))
    copy = tmp_path / "own" / "x" / "a.yaml"
    assert study.editing.spot(slots[1]) == (copy, 5)
    assert copy.read_text(encoding="utf-8") == text
    study.refresh()
    assert study.library.deck("x/a").path == copy
    assert study.library.deck("x/a").replaces == tmp_path / "shipped" / "x" / "a.yaml"
    assert study.editing.spot(slots[1]) == (copy, 5)


@pytest.mark.parametrize("front", ["", "---\ntitle: Of nets\ntags: [x]\n---\n\n"])
def test_of_a_shipped_deck_that_was_built_the_note_is_copied(
    learner, tmp_path, shipped, built, front
):
    built("shipped-notes", "shipped", front + NOTE)
    study = learner()
    before = {slot.uid for slot in study.library.slots(study.library.decks[0])}
    (slot, *_) = study.library.slots(study.library.decks[0])
    spot = study.editing.spot(slot)
    assert spot.path == tmp_path / "own" / "sub" / "nets.md"
    assert "**Layer**" in spot.path.read_text(encoding="utf-8").split("\n")[spot.line - 1]
    study.refresh()
    (file,) = study.library.decks
    assert (file.path, file.origin) == (spot.path, "own")
    assert {slot.uid for slot in study.library.slots(file)} == before
    assert study.library.problems == []
    assert study.histories.relinked() == []


def test_a_copy_that_nobody_changed_is_removed_at_the_end(learner, tmp_path, shipped):
    study = learner({"shipped/a.yaml": deck("A", "a"), "shipped/b.yaml": deck("B", "b")})
    for name in "ab":
        (slot,) = study.library.slots(study.library.deck(name))
        study.editing.spot(slot)
    changed = tmp_path / "own" / "b.yaml"
    changed.write_text(deck("B", "b c"), encoding="utf-8")
    study.close()
    assert list((tmp_path / "own").iterdir()) == [changed]


def test_without_an_editor_nothing_is_copied(learner, tmp_path, shipped):
    study = learner({"shipped/a.yaml": deck("A", "a")})
    (slot,) = study.library.slots(study.library.decks[0])
    assert study.editing.spot(slot, own=False) == (tmp_path / "shipped" / "a.yaml", 3)
    assert not (tmp_path / "own").exists()


def test_a_copy_never_replaces_a_file_of_the_learners(learner, tmp_path, shipped):
    study = learner({"shipped/a.yaml": deck("A", "a"), "own/a.yaml": ""})
    (slot,) = study.library.slots(study.library.decks[0])
    path = tmp_path / "own" / "a.yaml"
    with pytest.raises(AccessError, match=f"{path} is there already: mend it, or move it aside"):
        study.editing.spot(slot)
    assert path.read_text(encoding="utf-8") == ""


def test_a_saved_note_builds_its_deck_anew(learner, built):
    path = built()
    study = learner()
    study.editing.watched()
    path.write_text(NOTE.replace("layers", "units in layers"), encoding="utf-8")
    study.refresh([path])
    answers = [card.answer for card in study.library.cards(study.library.decks[0])]
    assert "units in layers" in answers
    assert study.faults == []


def test_a_note_saved_with_an_error_leaves_its_deck_as_it_was(learner, built):
    path = built()
    study = learner()
    study.editing.watched()
    before = study.library.decks[0].path.read_bytes()
    path.write_text(NOTE + "\n<!-- quizzer: crad -->\n", encoding="utf-8")
    study.refresh([path])
    assert study.library.decks[0].path.read_bytes() == before
    assert [(fault.path, fault.line) for fault in study.faults] == [(str(path), 11)]
    path.write_text(NOTE, encoding="utf-8")
    study.refresh([path])
    assert study.faults == []


def test_what_is_watched(learner, built, tmp_path):
    note = built("vault", "own/built")
    folders, files = learner().editing.watched()
    assert folders == [tmp_path / "shipped", tmp_path / "own"]
    assert files == [note]


def test_what_the_learner_made_of_a_card_is_that_card(learner, tmp_path):
    study = learner({"own/a.yaml": deck("A", "a b")})
    study.begin()
    before = study.advance().card
    slot = study.session.current.slot
    spot = study.editing.spot(slot)
    text = spot.path.read_text(encoding="utf-8")
    text = text.replace("What is a?\n    a: answer a", "Which city has the Prado?\n    a: Madrid")
    spot.path.write_text(text, encoding="utf-8")
    study.refresh([spot.path], spot)
    assert study.reread().card.answer == "Madrid"
    assert [(one.old, one.by) for one in study.histories.relinked()] == [(before.id, "learner")]


def test_an_edited_card_that_is_known_again_is_moved_once(learner):
    study = learner({"own/a.yaml": deck("A", "aardvarks b")})
    study.begin()
    study.advance()
    spot = study.editing.spot(study.session.current.slot)
    text = spot.path.read_text(encoding="utf-8")
    spot.path.write_text(
        text.replace("What is aardvarks?", "What are aardvarks?"), encoding="utf-8"
    )
    study.refresh([spot.path], spot)
    assert study.reread().card.question == "What are aardvarks?"
    assert [one.by for one in study.histories.relinked()] == ["match"]


def test_a_card_put_before_the_edited_one_is_another(learner):
    study = learner({"own/a.yaml": deck("A", "a b")})
    study.begin()
    study.advance()
    spot = study.editing.spot(study.session.current.slot)
    text = spot.path.read_text(encoding="utf-8")
    new = "cards:\n  - q: Which city has the Prado?\n    a: Madrid\n"
    spot.path.write_text(text.replace("cards:\n", new), encoding="utf-8")
    study.refresh([spot.path], spot)
    assert study.reread().card.answer == "answer a"
    assert study.histories.relinked() == []


def test_a_card_that_was_deleted_in_the_editor_gives_its_history_to_nobody(learner):
    study = learner({"own/a.yaml": deck("A", "a b")})
    study.begin()
    study.advance()
    study.answer(4, "recall")
    slot = next(study.library.slots(study.library.decks[0]))
    study.begin(Helping(practice=True))
    while study.advance() and study.session.current.slot.uid != slot.uid:
        study.answer(3, "recall")
    spot = study.editing.spot(slot)
    text = spot.path.read_text(encoding="utf-8")
    spot.path.write_text(text.replace("  - q: What is a?\n    a: answer a\n", ""), encoding="utf-8")
    study.refresh([spot.path], spot)
    assert study.histories.relinked() == []
    assert [orphan.uid for orphan in study.histories.orphans()] == [slot.uid]


def test_siblings_of_an_edited_card_go_with_it(learner):
    text = "deck: A\ncards:\n  - cloze: Rome has ==seven== hills and ==one== river.\n"
    study = learner({"own/a.yaml": text})
    study.begin()
    study.advance()
    first = study.session.current.slot
    study.answer(4, "cloze")
    study.begin(Helping(practice=True))
    while study.advance() and study.session.current.slot.uid == first.uid:
        study.answer(3, "cloze")
    other = study.session.current.slot
    spot = study.editing.spot(other)
    new = "  - cloze: A spider walks on ==eight== legs, an insect on ==six== of them.\n"
    spot.path.write_text(f"deck: A\ncards:\n{new}", encoding="utf-8")
    study.refresh([spot.path], spot)
    ids = [study.library.names.id(slot.uid) for slot in (first, other)]
    assert [card.rpartition("~")[2] for card in ids] == ["1", "2"]
    assert set(ids) == study.library.ids()
    assert study.histories.orphans() == []
