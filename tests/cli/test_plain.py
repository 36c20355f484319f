"""`quizzer review --plain`: lines in, lines out."""

from __future__ import annotations

import re
import sqlite3

import pytest

from quizzer.terminal import visible

PERU = """\
deck: Capitals
cards:
  - {q: What is the capital of Peru?, a: Lima, id: peru, hint: On the coast., why: Since 1535.}
"""
FORMS = r"""
deck: Forms
cards:
  - {q: 'Why divide by $\sqrt{d_k}$?', a: 'Because of $\sigma^2$', id: recall}
  - {q: Who released BERT?, a: Google, accept: [google ai], id: typed}
  - {q: How many parameters has GPT-2?, a: 1.5B, tolerance: 5%, id: number}
  - {cloze: 'Attention is ==all::how much== you ==need==.', id: cloze}
  - {q: Which activation has GPT-2?, a: GELU, wrong: [ReLU, SwiGLU, Tanh], id: choice}
  - {q: Which use RoPE?, a: [PaLM, LLaMA], wrong: [BERT, GPT-2], id: several}
  - {q: Order these., order: [GPT-1, BERT, GPT-2, GPT-3], id: order}
  - {q: Match these., match: {BERT: encoder, GPT-2: decoder, T5: both}, id: match}
  - {term: Logit, definition: A score before the softmax., id: term}
"""


@pytest.fixture
def review(quizzer):
    """Review with these replies, one a line; return the lines that were written."""

    def run(*replies: str, options: tuple = (), code: int = 0) -> list[str]:
        typed = "".join(f"{reply}\n" for reply in replies)
        result = quizzer("review", "--plain", *options, typed=typed)
        assert (result.exit_code, result.stderr) == (code, "")
        return result.stdout.splitlines()

    return run


@pytest.fixture
def log(progress):
    """The answers in the log that were not taken back: card, rating, how asked, reply."""

    def read() -> list[tuple[str, int, str, str]]:
        database = sqlite3.connect(progress)
        rows = database.execute(
            "SELECT card, rating, asked, reply FROM reviews WHERE NOT EXISTS (SELECT 1 FROM acts"
            " WHERE kind = 'undo' AND json_extract(data, '$.seq') = reviews.seq) ORDER BY seq"
        ).fetchall()
        database.close()
        return rows

    return read


@pytest.fixture
def one_card(deck):
    """Write a deck that has one of the cards of FORMS, by its id."""

    def write(name: str) -> None:
        head, *cards = re.split(r"(?m)^(?=  - )", FORMS)
        deck("one.yaml", head + next(card for card in cards if f"id: {name}" in card))

    return write


def letters(lines: list[str]) -> dict[str, str]:
    """The letter of each option shown."""
    return {
        option: letter for letter, option in re.findall(r"(?m)^([a-f])\) (.+)$", "\n".join(lines))
    }


# a card, from question to rating


def test_a_session_line_by_line(review, deck, watch):
    deck("capitals.yaml", PERU)
    assert review("", "good", "", "Lima", "4") == [
        "[1 new, 0 learning, 0 due]",
        "What is the capital of Peru?",
        "> ",
        "Lima",
        "Since 1535.",
        "1 again 1m  2 hard 6m  3* good 10m  4 easy 6d",
        "> ",
        "1 card comes back soon, the first in 10m. Enter: now; :w waits; :q stops",
        "> ",
        "[0 new, 1 learning, 0 due]",
        "What is the capital of Peru?",
        "> ",
        "Lima",
        "Since 1535.",
        "1 again 1m  2 hard 10m  3* good 2d  4 easy 4d",
        "> ",
        "2 answers on 1 card, 1 of them new, in 0 s: Good 1 · Easy 1.",
    ]


@pytest.mark.parametrize(
    ("reply", "rating"),
    [
        *(("1", 1), ("again", 1), ("Again", 1)),
        *(("2", 2), ("hard", 2), ("HARD", 2)),
        *(("3", 3), ("good", 3), (" good ", 3)),
        *(("4", 4), ("easy", 4), ("Easy", 4)),
        ("", 3),
    ],
)
def test_a_rating_is_a_digit_a_word_or_an_empty_line_for_the_starred_one(
    review, deck, log, reply, rating
):
    deck("capitals.yaml", PERU)
    review("", reply)
    assert log() == [("peru", rating, "recall", "")]


@pytest.mark.parametrize("reply", ["5", "0", "12", "yes", "3 4", ":w"])
def test_what_is_no_rating_is_asked_for_again(review, deck, log, reply):
    deck("capitals.yaml", PERU)
    lines = review("", reply)
    assert "1 again, 2 hard, 3 good, 4 easy; an empty line takes the starred one" in lines
    assert log() == []


@pytest.mark.parametrize(
    ("card", "reply", "verdict", "suggested"),
    [
        ("typed", "google", "Right", 3),
        ("typed", "Google AI", "Right", 3),
        ("typed", "Gogle", "Nearly", 2),
        ("typed", "OpenAI", "Wrong", 1),
        ("number", "1.5 billion", "Right", 3),
        ("number", "1,550M", "Right", 3),
        ("number", "1.5", "Nearly", 2),
        ("number", "3B", "Wrong", 1),
    ],
)
def test_a_typed_answer_is_marked_and_the_suggested_rating_starred(
    review, one_card, log, card, reply, verdict, suggested
):
    one_card(card)
    lines = review(reply, "")
    at = lines.index("> ")
    assert lines[at + 1].startswith(verdict)
    assert f"{suggested}* " in lines[at + 3]
    assert lines[at + 3].count("*") == 1
    assert log() == [(card, suggested, card, reply)]


@pytest.mark.parametrize(
    ("card", "picked", "verdict"),
    [
        ("choice", ["GELU"], "Right"),
        ("choice", ["ReLU"], "Wrong"),
        ("several", ["PaLM", "LLaMA"], "Right"),
        ("several", ["LLaMA", "PaLM"], "Right"),
        ("several", ["PaLM"], "Wrong"),  # half of them
        ("several", ["PaLM", "BERT"], "Wrong"),
        ("order", ["GPT-1", "BERT", "GPT-2", "GPT-3"], "Right"),
        ("order", ["BERT", "GPT-1", "GPT-2", "GPT-3"], "Nearly"),
        ("order", ["GPT-3", "GPT-2", "BERT", "GPT-1"], "Wrong"),
        ("match", ["encoder", "decoder", "both"], "Right"),
        ("match", ["both", "decoder", "encoder"], "Wrong"),
    ],
)
def test_options_are_answered_by_letter(review, one_card, log, card, picked, verdict):
    one_card(card)
    shown = review(":q")
    by_option = letters(shown)
    reply = " ".join(by_option[option] for option in picked)
    if card == "match":
        left = re.findall(r"(?m)^(\d)\) ", "\n".join(shown))
        reply = " ".join(f"{n}{letter}" for n, letter in zip(left, reply.split(), strict=True))
    lines = review(reply, "")
    assert lines[lines.index("> ") + 1].startswith(verdict)
    ((_, rating, asked, _),) = log()
    assert rating == {"Right": 3, "Nearly": 2, "Wrong": 1}[verdict]
    assert asked == ("choose-all" if card == "several" else card)


@pytest.mark.parametrize(
    ("card", "reply", "said"),
    [
        ("choice", "e", "Type one letter from a to d."),
        ("choice", "a b", "Type one letter from a to d."),
        ("several", "x", "Type every letter that is right, from a to d, such as: a d"),
        ("order", "a b", "Type each letter from a to d once, first to last, such as: d c b a"),
        ("order", "a a b c", "Type each letter from a to d once, first to last, such as: d c b a"),
        ("match", "1a 2b", "Type a letter for each number from 1 to 3, such as: 1c 2b 3a"),
    ],
)
def test_a_reply_that_does_not_fit_is_asked_for_again(review, one_card, log, card, reply, said):
    one_card(card)
    lines = review(reply)
    assert lines[-4:-1] == ["> ", said, "> "]
    assert log() == []


@pytest.mark.parametrize("card", ["typed", "number", "choice", "several", "order", "match"])
def test_an_empty_first_reply_shows_the_answer_unanswered(review, one_card, log, card):
    one_card(card)
    lines = review("", "2")
    assert not any(line.startswith(("Right", "Nearly", "Wrong")) for line in lines)
    ((_, rating, _, reply),) = log()
    assert (rating, reply) == (2, "")


@pytest.mark.parametrize("card", ["typed", "number", "cloze", "recall", "choice", "order"])
@pytest.mark.parametrize("line", [":x", ":quit", ":?", ":B"])
def test_an_unknown_command_is_no_reply(review, one_card, log, card, line):
    one_card(card)
    lines = review(line)
    assert lines[-4:-1] == ["> ", ":u undoes, :b buries, :s suspends, :h hints, :q quits", "> "]
    assert log() == []


@pytest.mark.parametrize(
    ("line", "verdict"),
    [(":w", "Right"), (":write", "Right"), (":x", "Wrong"), (":)", "Wrong")],
)
def test_a_command_is_a_reply_where_the_answer_begins_like_one(review, deck, log, line, verdict):
    deck("vim.yaml", "deck: V\ncards:\n  - {q: Save?, a: '`:w`', accept: [':write'], id: save}\n")
    lines = review(line, "")
    assert lines[lines.index("> ") + 1].startswith(verdict)
    assert [reply for *_, reply in log()] == [line]


PASTES = {
    "long": "x" * 5000,
    "escapes": "\x1b[2J\x1b]0;owned\x07Google",
    "right to left": "\u202eelgooG\u202c \u05dc\u05d9\u05de\u05d4",
    "emoji": "🦙👩\u200d👩\u200d👧",
    "combining": "G\u0336o\u0336o" + "\u0301" * 3000,
    "null": "Goo\x00gle",
}


@pytest.mark.parametrize("paste", PASTES.values(), ids=PASTES)
def test_whatever_is_pasted_is_a_wrong_answer_that_is_kept_as_it_is(review, one_card, log, paste):
    one_card("typed")
    lines = review(paste, "1")
    assert lines[lines.index("> ") + 1].startswith("Wrong. ")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", "\n".join(lines))
    assert max(map(len, lines)) < 500
    assert [reply for *_, reply in log()] == [paste]


def test_a_newline_in_a_paste_ends_the_reply_and_an_accent_is_none(review, one_card, log):
    one_card("typed")
    review("Go\u0301ogle\n3")
    assert log() == [("typed", 3, "typed", "Go\u0301ogle")]


def test_the_log_names_how_each_card_was_asked(review, deck, log):
    deck("forms.yaml", FORMS)
    review(*["", "4"] * 9)
    assert {card.partition("~")[0]: asked for card, _, asked, _ in log()} == {
        "recall": "recall",
        "typed": "typed",
        "number": "number",
        "cloze": "cloze",
        "choice": "choice",
        "several": "choose-all",
        "order": "order",
        "match": "match",
        "term": "recall",
    }


def test_a_hint_is_shown_on_request(review, deck, one_card):
    deck("capitals.yaml", PERU)
    assert review(":h")[2:5] == ["> ", "On the coast.", "> "]
    deck("capitals.yaml", "deck: None\ncards: []\n")
    one_card("recall")
    assert "This card has no hint." in review(":h")


# commands and ends


def test_undo_takes_back_answers_burials_and_suspensions(review, deck, log):
    deck("forms.yaml", FORMS)
    lines = review("", "4", ":b", ":s", ":u", ":u", ":u", ":u", ":q")
    assert [line for line in lines if line.endswith((".", "?"))] == [
        "Why divide by √dₖ?",
        "Type the answer.",
        "Who released BERT?",
        "Buried until tomorrow.",
        "Type the number, to within 5%.",
        "How many parameters has GPT-2?",
        "Suspended.",
        "Fill the gap.",
        "Attention is [how much] you need.",
        "Taken back.",
        "Type the number, to within 5%.",
        "How many parameters has GPT-2?",
        "Taken back.",
        "Type the answer.",
        "Who released BERT?",
        "Taken back.",
        "Why divide by √dₖ?",
        "Nothing to undo in this session.",
        "Why divide by √dₖ?",
        "Nothing answered.",
    ]
    assert log() == []


def test_commands_are_taken_instead_of_a_rating_too(review, deck, log):
    deck("forms.yaml", FORMS)
    lines = review("", ":b", "", ":s", "", ":u", "", "4", ":q")
    assert lines.count("Buried until tomorrow.") == lines.count("Suspended.") == 1
    assert [row[0] for row in log()] == ["typed"]


def test_a_card_put_aside_does_not_come_again(review, deck):
    deck("capitals.yaml", PERU)
    assert "Suspended." in review(":s")
    assert review() == ["Nothing answered."]


@pytest.mark.parametrize("rest", [(), (":q",), ("",), ("", ":q"), ("", "nonsense")])
def test_the_end_of_input_ends_the_session_and_keeps_what_was_answered(review, deck, log, rest):
    deck("forms.yaml", FORMS)
    lines = review("", "2", *rest)
    assert lines[-1] == "1 answer on 1 card, 1 of them new, in 0 s: Hard 1."
    assert log() == [("recall", 2, "recall", "")]


def test_nothing_to_review_is_an_end_as_well(review):
    assert review() == ["Nothing answered."]


def test_waiting_cards_can_be_had_now_waited_for_or_left(review, deck, log, watch, monkeypatch):
    deck("capitals.yaml", PERU)
    slept = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        watch.now += int(seconds * 1e9)

    monkeypatch.setattr("time.sleep", sleep)
    offered = "1 card comes back soon, the first in 1m. Enter: now; :w waits; :q stops"
    assert review("", "1", ":q")[-3:-1] == [offered, "> "]
    lines = review("what?", "", "", "1", ":w", "", "4")
    assert lines.count(offered) == 2
    assert "Enter: now; :w waits; :u undoes; :q stops" in lines
    assert sum(slept) == 60
    assert [rating for _, rating, _, _ in log()] == [1, 1, 4]


def test_an_answer_can_be_taken_back_while_cards_are_waiting(review, deck, log):
    deck("capitals.yaml", PERU)
    lines = review("", "1", ":u", "", "4")
    assert "Taken back." in lines
    assert [rating for _, rating, _, _ in log()] == [4]


# which cards


NUMBERS = "deck: Numbers\ncards:\n" + "".join(
    f"  - q: What is {n} squared?\n    a: the {n}th\n" for n in range(30)
)


def asked(lines: list[str]) -> list[str]:
    return [line for line in lines if line.endswith("squared?")]


def test_more_new_cards_than_todays(review, deck, config):
    config("[study]\nnew_per_day = 2\n")
    deck("numbers.yaml", NUMBERS)
    assert len(asked(review(*["", "4"] * 5))) == 2
    assert len(asked(review(*["", "4"] * 5))) == 0
    assert len(asked(review(*["", "4"] * 5, options=("--new", "3")))) == 3


def test_cards_ahead_of_their_day(review, deck, config, log):
    config("[study]\nnew_per_day = 2\n")
    deck("numbers.yaml", NUMBERS)
    review(*["", "4"] * 2)
    assert review("", "4", options=("--ahead", "60")) == ["Nothing answered."]
    review("", "1", options=("--new", "1"))
    assert len(asked(review("", "", "4", options=("--ahead", "1")))) == 1
    assert len(log()) == 4


def test_practice_shows_no_intervals_and_leaves_the_schedule_alone(review, deck, progress):
    deck("capitals.yaml", PERU)
    lines = review("", "1", "", "4", options=("--practice", "capitals"))
    assert lines[-1] == "2 answers on 1 card, in 0 s: Again 1 · Easy 1."
    assert lines.count("1 again  2 hard  3* good  4 easy") == 2
    database = sqlite3.connect(progress)
    assert database.execute("SELECT count(*) FROM memory").fetchone() == (0,)
    assert database.execute("SELECT count(*) FROM reviews WHERE practice").fetchone() == (2,)
    database.close()


def test_practice_of_a_tag(review, deck):
    deck("numbers.yaml", NUMBERS)
    deck("capitals.yaml", PERU.replace("deck: Capitals", "deck: Capitals\ntags: [Geo]"))
    lines = review(options=("--tag", "geo"))
    assert lines[:2] == ["[0 new, 0 learning, 1 due]", "What is the capital of Peru?"]


def test_only_the_decks_that_are_named(review, deck):
    deck("numbers.yaml", NUMBERS)
    deck("capitals.yaml", PERU)
    assert review(options=("cap",))[1] == "What is the capital of Peru?"


# what a terminal, a pipe and a screen reader get


def test_formulas_are_unicode_and_options_one_line_each(review, deck):
    deck(
        "maths.yaml",
        r"""
deck: Maths
cards:
  - q: |-
      What is this?

      $$\frac{a}{b}$$
    a: $x_{t-1}$
    wrong: ["`y`\n\nand more", $\alpha$]
""",
    )
    lines = review(":q")
    assert [line.strip() for line in lines[2:9] if line.strip()][:4] == [
        "What is this?",
        "a",
        "╶─╴",
        "b",
    ]
    assert set(letters(lines)) == {"xₜ₋₁", "y and more", "α"}


HOSTILE = {
    "raw.yaml": b"deck: Raw\ncards:\n  - {q: \x1b[31mred, a: x}\n  - {q: fine, a: \xc2\x9b31m}\n",
    "escaped.yaml": b'deck: "E\\e[2J"\ncards:\n  - q: "\\x1b]0;owned\\x07"\n    a: "\\u009b1m"\n',
    "tex.yaml": b"deck: TeX\ncards:\n  - {q: '$\\char27[31m$ $$\\symbol{27}$$ $^^[[2J$', a: x}\n",
    "markup.yaml": b"deck: M\ncards:\n  - {q: '[red]x[/red] \\e[31m \\033[0m &#27;[1m', a: x}\n",
    "note.md": b"---\nquizzer: true\n---\n# H\x1b[2J\n\nQ: a\x1b[31m?\n\nA: \x9b\n",
    "id.yaml": b'deck: I\nid: "\\e[1m"\ncards:\n  - {q: x, a: y, id: "\\e[1m"}\n',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_deck_can_make_a_verb_write_an_escape_sequence(quizzer, deck, name):
    deck(name, HOSTILE[name])
    for verb in (["review", "--plain"], ["decks"], ["due"], ["check"], ["suspended"]):
        result = quizzer(*verb, typed="\n4\n" * 5, color=True)
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", result.output)


def test_control_characters_are_shown_not_obeyed():
    assert visible("a\x1b[31m\tb\n\x9b\r\x7f é") == "a\\u001b[31m\tb\n\\u009b\\u000d\\u007f é"


def test_what_is_repeated_from_the_command_line_is_no_escape_sequence_either(quizzer):
    result = quizzer("check", "/no/\x1b[31mwhere", color=True)
    assert "where: check the path" in result.stderr
    assert "\x1b" not in result.stderr


def test_in_a_pipe_every_prompt_stands_on_a_line_of_its_own(process, deck):
    deck("forms.yaml", FORMS)
    result = process("review", "--plain", "forms", typed="\n4\nGoogle\n:u\n")
    lines = result.stdout.split("\n")
    assert (result.returncode, result.stderr) == (0, "")
    assert lines.count("> ") == 5
    assert not any(">" in line for line in lines if line != "> ")


def test_text_is_utf8_whatever_the_locale(process, deck):
    deck("one.yaml", "deck: One\ncards:\n  - {q: Größe?, a: Maß, accept: [Maße], id: mass}\n")
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    result = process("review", "--plain", "one", typed="Maß\n:q\n", env=env)
    assert "Größe?\n> \nRight." in result.stdout


def test_bytes_that_are_no_text_are_a_wrong_answer(process, deck, progress):
    deck("one.yaml", "deck: One\ncards:\n  - {q: Size?, a: big, accept: [large], id: size}\n")
    result = process("review", "--plain", "one", typed=b"\xff\xfe\n\n", encoding=None)
    assert (result.returncode, result.stderr) == (0, b"")
    assert b"\n> \nWrong." in result.stdout
    database = sqlite3.connect(progress)
    assert database.execute("SELECT reply FROM reviews").fetchall() == [("\\xff\\xfe",)]
    database.close()
