"""A deck and a note as people write them, edited as people do: no history lost, none crossed."""

import random
from pathlib import Path

import pytest
import yaml

from quizzer.parse.yaml import dump

from .editing import Edit, of_deck, of_note

DATA = Path(__file__).parents[1] / "data" / "editing"


def read(name):
    return yaml.load((DATA / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


CARDS = read("hand-written.yaml")["cards"]
OTHERWISE = read("reworded.yaml")
TYPOS = ["typo", "typo_in_definition"]


def deck(cards, deck_id="deck"):
    return of_deck(dump({"deck": "By hand", "cards": cards}), deck_id)


def numbered(cards, numbers):
    """What the cards say, and for each by its id the number of its entry and which sibling it is.

    Siblings of a text with marks are told apart by what they hide.
    """
    said = deck(cards)
    entries = list(dict.fromkeys(one.entry for one in said.values()))
    return {
        one.id: (
            numbers[entries.index(one.entry)],
            one.answer if one.form == "cloze" else one.id.removeprefix(one.entry),
        )
        for one in said.values()
    }


def otherwise(number, *kinds):
    changes = (OTHERWISE[str(number)].get(kind, {}) for kind in kinds)
    return {key: value for change in changes for key, value in change.items()}


ALL = range(len(CARDS))
BEFORE = deck(CARDS)
NUMBERS = numbered(CARDS, ALL)


def lost_and_crossed(after, numbers, edit):
    """The entries whose cards lost their history, and those that have one of another's."""
    now = numbered(after, numbers)
    crossed = [old for old, new in edit.kept.items() if NUMBERS[old] != now[new]]
    return {NUMBERS[said.id][0] for said in edit.lost}, crossed


SHUFFLED = random.Random(7).sample(ALL, len(ALL))


@pytest.mark.parametrize(
    ("after", "numbers"),
    [
        pytest.param([CARDS[n] | otherwise(n, "typo") for n in ALL], ALL, id="typos"),
        pytest.param(
            [CARDS[n] | otherwise(n, "typo_in_definition") for n in ALL], ALL, id="definitions"
        ),
        pytest.param([CARDS[n] for n in SHUFFLED], SHUFFLED, id="reordered"),
        pytest.param([card | {"tags": ["new"]} for card in CARDS], ALL, id="tagged"),
        pytest.param(
            [CARDS[n] | otherwise(n, "typo") for n in SHUFFLED], SHUFFLED, id="typos and reordered"
        ),
    ],
)
@pytest.mark.parametrize("deck_id", ["deck", "elsewhere/deck"])
def test_every_card_keeps_its_history_when_all_are_edited(after, numbers, deck_id):
    edit = Edit(BEFORE, deck(after, deck_id))
    here = {card.replace(f"{deck_id}:", "deck:", 1): card for card in edit.kept.values()}
    edit.kept = {
        old: next(k for k, v in here.items() if v == new) for old, new in edit.kept.items()
    }
    assert lost_and_crossed(after, numbers, edit) == (set(), [])


@pytest.mark.parametrize("kind", ["typo", "half"])
def test_every_card_keeps_its_history_when_it_is_edited_alone(kind):
    lost, crossed = set(), []
    for number in ALL:
        after = [*CARDS[:number], CARDS[number] | otherwise(number, kind), *CARDS[number + 1 :]]
        one, other = lost_and_crossed(after, ALL, Edit(BEFORE, deck(after)))
        lost |= one
        crossed += other
    assert crossed == []
    # of one term both the name and half of what it means are other words
    assert lost == ({57} if kind == "half" else set())


def test_half_of_every_question_reworded_at_once():
    after = [CARDS[n] | otherwise(n, "half") for n in ALL]
    edit = Edit(BEFORE, deck(after))
    lost, crossed = lost_and_crossed(after, ALL, edit)
    assert crossed == []
    assert {CARDS[number].get("term") for number in lost} <= {
        "Exothermic reaction",
        "Endothermic reaction",
    }
    assert {said.id for said in edit.lost} == {old for old, _ in edit.doubts}


def test_no_card_has_the_history_of_one_that_was_taken_out_for_it():
    by_entry = {}
    for card, (number, _) in NUMBERS.items():
        by_entry.setdefault(number, {})[card] = BEFORE[card]
    wrong = [
        (one, other)
        for one in ALL
        for other in ALL[one % 5 :: 5]
        if one != other and Edit(by_entry[one], by_entry[other]).matching.pairs
    ]
    assert wrong == []


# the note

NOTE = (DATA / "thirty.md").read_text(encoding="utf-8")
EDITS = read("thirty.yaml")
NOTED = of_note(NOTE)


def kept(text):
    """The cards of the note that keep their history, each by what it says before and after."""
    after = of_note(text)
    edit = Edit(NOTED, after)
    return {
        (NOTED[old].question, NOTED[old].answer): (after[new].question, after[new].answer)
        for old, new in edit.kept.items()
    }, edit


def test_cards_put_in_at_the_top_cross_no_others():
    head, rest = NOTE.split("\n## ", 1)
    title, body = rest.split("\n", 1)
    new = "\n\nQ: What does a stethoscope make audible?\n\nA: The sounds of the heart.\n"
    pairs, edit = kept(f"{head}\n## {title}{new}{body}")
    assert all(old == now for old, now in pairs.items())
    assert not edit.lost
    assert len(edit.come) == 1


def test_cards_taken_out_cross_no_others():
    blocks = NOTE.split("\n\n")
    questions = [at for at, block in enumerate(blocks) if block.startswith("Q: ")]
    for at in questions:
        pairs, edit = kept("\n\n".join(blocks[:at] + blocks[at + 1 :]))
        assert all(old == now for old, now in pairs.items())
        assert len(edit.lost) == len(edit.gone) == 1


def test_blocks_in_another_order_cross_no_cards():
    sections = NOTE.split("\n## ")
    text = "\n## ".join(
        [sections[0], *reversed([section.rstrip() + "\n" for section in sections[1:]])]
    )
    pairs, edit = kept(text)
    assert all(old == now for old, now in pairs.items())
    assert not edit.lost


def test_typos_mended_in_every_line():
    text = NOTE
    for right, slip in EDITS["typo"].items():
        assert f"{right}\n" in text
        text = text.replace(f"{right}\n", f"{slip}\n")
    pairs, edit = kept(text)
    assert not edit.lost
    assert len(edit.gone) >= 28
    assert all(old[1] == now[1] for old, now in pairs.items())


def test_a_heading_split_in_two():
    split = EDITS["split"]
    first, second = split["titles"]
    level = split["heading"].split()[0]
    text = NOTE.replace(split["heading"], f"{level} {first}")
    text = text.replace(split["before"], f"{level} {second}\n\n{split['before']}")
    pairs, edit = kept(text)
    assert edit.gone
    assert not edit.lost
    assert all(old == now for old, now in pairs.items())


def test_all_of_it_at_once():
    text = NOTE
    for right, slip in EDITS["typo"].items():
        text = text.replace(f"{right}\n", f"{slip}\n")
    split = EDITS["split"]
    text = text.replace(split["heading"], f"## {split['titles'][0]}").replace(" its ", " its own ")
    pairs, edit = kept(text)
    assert not edit.lost
    assert all(old[1] == now[1] for old, now in pairs.items())
