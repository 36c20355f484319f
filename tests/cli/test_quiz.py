"""`quizzer quiz`: lines in and lines out, the list of a quiz, and what is no quiz at all."""

from __future__ import annotations

import json
import re
import sqlite3

import pytest

CAPITALS = """\
deck: Capitals
cards:
  - {q: What is the capital of Peru?, a: Lima, accept: [lima city], id: peru, hint: On the coast.,
     why: Since 1535., source: 'notes.md#peru'}
  - {q: What is the capital of Chile?, a: Santiago, accept: [santiago city], id: chile}
  - {q: What is the capital of Bolivia?, a: Sucre, accept: [sucre city], id: bolivia}
"""
FORMS = r"""
deck: Forms
cards:
  - {q: How many parameters has GPT-2?, a: 1.5B, tolerance: 5%, id: number}
  - {cloze: 'Attention is ==all::how much== you need.', id: cloze}
  - {q: Which use RoPE?, a: [PaLM, LLaMA], wrong: [BERT, GPT-2], id: several}
  - {q: Order these., order: [GPT-1, BERT, GPT-2, GPT-3], id: order}
  - {q: Match these., match: {BERT: encoder, GPT-2: decoder, T5: both}, id: match}
"""
TYPED = ("--plain", "--formats", "typed", "--seed", "7")
"""Asks for Peru, Chile and Bolivia, in this order."""


@pytest.fixture
def quiz(quizzer):
    """Take a quiz with these replies, one a line; return the lines that were written."""

    def run(*replies: str, options: tuple = TYPED, code: int = 0) -> list[str]:
        result = quizzer("quiz", *options, typed="".join(f"{reply}\n" for reply in replies))
        assert (result.exit_code, result.stderr) == (code, "")
        return result.stdout.splitlines()

    return run


@pytest.fixture
def acts(progress):
    """The acts in the log of a kind that begins so."""

    def read(kind: str) -> list[dict]:
        database = sqlite3.connect(progress)
        query = "SELECT data FROM acts WHERE kind LIKE ? ORDER BY seq"
        rows = database.execute(query, (f"{kind}%",)).fetchall()
        database.close()
        return [json.loads(data) for (data,) in rows]

    return read


@pytest.fixture
def capitals(deck):
    return deck("capitals.yaml", CAPITALS)


# taking one


def test_a_quiz_line_by_line(quiz, capitals, watch):
    assert quiz("Lima", "", "Paris") == [
        "Seed: 7",
        "3 questions, not 20: these decks have no more for a quiz.",
        "[1 of 3]",
        "Type the answer.",
        "What is the capital of Peru?",
        "> ",
        "Right.",
        "Lima",
        "Since 1535.",
        "",
        "Source: notes.md#peru",
        "[2 of 3]",
        "Type the answer.",
        "What is the capital of Chile?",
        "> ",
        "Wrong: not answered.",
        "Santiago",
        "[3 of 3]",
        "Type the answer.",
        "What is the capital of Bolivia?",
        "> ",
        'Wrong. You typed "Paris"; it is "Sucre".',
        "Sucre",
        "By topic:",
        "  Capitals: 1 of 3 (33%)",
        "By format:",
        "  typed: 1 of 3 (33%)",
        "Missed:",
        "2. What is the capital of Chile?",
        "Not answered.",
        "Santiago",
        "3. What is the capital of Bolivia?",
        'Wrong. You typed "Paris"; it is "Sucre".',
        "Sucre",
        "`quizzer review --missed` studies what you missed.",
        "Score: 1 of 3",
    ]


@pytest.mark.parametrize(
    ("said", "score"),
    [("y", "2 of 3"), ("YES", "2 of 3"), ("", "1 of 3"), ("n", "1 of 3"), ("so\ny", "2 of 3")],
)
def test_the_learner_says_whether_nearly_right_is_right(quiz, capitals, said, score):
    lines = quiz("Lima", "Santigao", said, "Paris")
    at = lines.index('Nearly. You typed "Santigao"; it is "Santiago".')
    assert lines[at + 2] == "y counts it as right; an empty line does not"
    assert lines[-1] == f"Score: {score}"


def test_a_reply_is_a_letter_letters_or_a_number_as_in_a_review(quiz, deck):
    deck("forms.yaml", FORMS)
    order = ("--plain", "--formats", "choose-all,number,cloze,order,match", "--seed", "1")
    letters: dict[str, str] = {}
    replies = {
        "How many parameters has GPT-2?": lambda: "1500 million",
        "Attention is [how much] you need.": lambda: "ALL",
        "Which use RoPE?": lambda: f"{letters['PaLM']}{letters['LLaMA']}",
        "Order these.": lambda: " ".join(letters[it] for it in ("GPT-1", "BERT", "GPT-2", "GPT-3")),
        "Match these.": lambda: " ".join(
            f"{n}{letters[it]}" for n, it in enumerate(("encoder", "decoder", "both"), 1)
        ),
    }
    typed: list[str] = []
    for _ in range(5):
        lines = quiz(*typed, ":q", options=order)
        asked = max(at for at, line in enumerate(lines) if line.startswith("["))
        shown = "\n".join(lines[asked:])
        letters |= {it: at for at, it in re.findall(r"(?m)^([a-f])\) (.+)$", shown)}
        (question,) = (it for it in replies if it in lines[asked:])
        typed.append(replies[question]())
    lines = quiz(*typed, options=order)
    assert [line for line in lines if line.startswith("Right")] == ["Right."] * 5
    assert lines[-1] == "Score: 5 of 5"


def test_what_does_not_fit_is_no_answer(quiz, deck):
    deck("forms.yaml", FORMS)
    options = ("--plain", "--formats", "order", "--seed", "1")
    lines = quiz("a b", ":?", "", options=options)
    assert "Type each letter from a to d once, first to last, such as: d c b a" in lines
    assert ":h hints, :q ends the quiz" in lines
    assert lines[-1] == "Score: 0 of 1"


VIM = """\
deck: Vim
cards:
  - {q: What writes the file?, a: ':w', accept: [':write'], id: write}
"""


@pytest.mark.parametrize("line", [":x", ":quit", ":U", ":é", ":?", ":F"])
@pytest.mark.parametrize(
    ("exam", "said"),
    [
        ((), ":h hints, :q ends the quiz"),
        (
            ("--exam",),
            ":3 goes to question 3, :f flags a question to come back to, :q ends the exam",
        ),
    ],
    ids=["practice", "exam"],
)
def test_an_unknown_command_is_no_answer(quiz, capitals, acts, line, exam, said):
    lines = quiz(line, "Lima", ":q", options=(*TYPED, *exam))
    assert said in lines
    assert [answer["reply"] for answer in acts("quiz-answer")] == ["Lima"]


@pytest.mark.parametrize("line", [":)", ":-x", ": x", ":x y", "x:y", "::"])
def test_another_text_that_begins_with_a_colon_is_an_answer(quiz, capitals, acts, line):
    quiz(line, ":q")
    assert [answer["reply"] for answer in acts("quiz-answer")] == [line]


@pytest.mark.parametrize(("line", "right"), [(":w", 1), (":write", 1), (":x", 0), (":u", 0)])
def test_a_command_is_an_answer_where_the_answer_begins_like_one(quiz, deck, acts, line, right):
    deck("vim.yaml", VIM)
    assert quiz(line)[-1] == f"Score: {right} of 1"
    assert [answer["reply"] for answer in acts("quiz-answer")] == [line]


def test_a_hint_is_given_in_practice_only(quiz, capitals):
    assert "On the coast." in quiz(":h", ":q")
    exam = quiz(":h", ":q", options=(*TYPED, "--exam"))
    assert "On the coast." not in exam
    assert ":3 goes to question 3, :f flags a question to come back to, :q ends the exam" in exam


@pytest.mark.parametrize("replies", [(), (":q",), ("Lima",), ("Lima", ":q"), ("Lima", "", ":q")])
def test_the_end_of_input_ends_the_quiz_and_what_is_open_is_missed(quiz, capitals, acts, replies):
    assert quiz(*replies)[-1] == f"Score: {int('Lima' in replies)} of 3"
    assert len(acts("quiz-end")) == 1


def test_commands_of_a_review_are_neither_obeyed_nor_answers(quiz, capitals, acts):
    lines = quiz(":u", ":b", ":s", "Lima", ":q")
    assert lines.count(":h hints, :q ends the quiz") == 3
    assert lines[-1] == "Score: 1 of 3"
    assert acts("suspend") == acts("bury") == acts("undo") == []


# exams


def test_an_exam_says_nothing_until_its_end(quiz, capitals):
    lines = quiz("Lima", "Santigao", "Paris", "", options=(*TYPED, "--exam"))
    end = lines.index("By topic:")
    assert not re.search("Right|Nearly|Wrong|Sucre", "\n".join(lines[:end]))
    assert lines.count("Noted.") == 3
    assert 'Nearly. You typed "Santigao"; it is "Santiago".' in lines[end:]
    assert lines[-1] == "Score: 1 of 3"


def test_one_can_flag_and_return(quiz, capitals):
    exam = (*TYPED, "--exam")
    lines = quiz(
        ":f", "", ":3", "Sucre", "Paris", "0", "1", "Lima", "2", ":f", "", "", options=exam
    )
    assert lines[-1] == "Score: 2 of 3"
    places = [line for line in lines if re.match(r"\[\d of 3\]", line)]
    assert places == [f"[{n} of 3]" for n in (1, 2, 3, 2, 1, 2)]
    assert [line for line in lines if line.startswith(("Not answered:", "Flagged:"))] == [
        "Not answered: 1. Flagged: 1.",
        "Flagged: 1.",
        "Flagged: 1, 2.",
    ]
    assert "Your answer: Paris" in lines
    assert lines.count("A number goes back to a question; an empty line ends the exam.") == 4


def test_going_to_and_fro_does_not_pile_up(quiz, capitals):
    exam = (*TYPED, "--exam")
    lines = quiz(*[":2", ":1", ":3", ":9"] * 500, "Sucre", ":q", options=exam)
    assert lines[-1] == "Score: 1 of 3"


def test_a_reply_after_the_end_of_time_does_not_count(quiz, capitals, watch, monkeypatch):
    from quizzer.cli.lines import Lines

    read = Lines.read
    minutes = iter(range(1, 9))

    def slowly(lines):
        watch.set(f"2026-11-24 09:0{next(minutes)}")
        return read(lines)

    monkeypatch.setattr(Lines, "read", slowly)
    lines = quiz("Lima", "Santiago", options=(*TYPED, "--minutes", "2"))
    assert [line for line in lines if "left]" in line] == [
        "[1 of 3, 2:00 left]",
        "[2 of 3, 1:00 left]",
    ]
    assert lines.count("Time is over.") == 1
    assert lines[-1] == "Score: 1 of 3"


# what one pastes

PASTES = {
    "long": "x" * 5000,
    "escapes": "\x1b[2J\x1b]0;owned\x07Lima",
    "right to left": "\u202eamiL\u202c \u05dc\u05d9\u05de\u05d4",
    "emoji": "🦙👩\u200d👩\u200d👧",
    "nothing to see": "\u200b\u2060\ufeff",
    "markup": "[bold]Lima[/] <b>Lima</b> **Lima** $\\frac{1}{2",
    "surrogate": "\\ud800",
    "null": "Li\x00ma",
    "combining": "L\u0336i\u0336m" + "\u0301" * 3000,
}


@pytest.mark.parametrize("paste", PASTES.values(), ids=PASTES)
@pytest.mark.parametrize("exam", [(), ("--exam",)], ids=["practice", "exam"])
def test_whatever_is_pasted_is_a_wrong_answer_that_is_kept_as_it_is(
    quiz, capitals, acts, paste, exam
):
    lines = quiz(paste, ":1" if exam else ":q", options=(*TYPED, *exam))
    assert acts("quiz-answer")[0]["reply"] == paste
    shown = "\n".join(lines)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)
    assert max(map(len, lines)) < 500
    assert lines[-1] == "Score: 0 of 3"


def test_combining_accents_are_no_slip_and_a_newline_ends_the_reply(quiz, capitals):
    lines = quiz("Li\u0301ma\nSantiago", "Sucre")
    assert lines[-1] == "Score: 3 of 3"


# interrupted


def begin(quizzer, *options):
    """Begin a quiz, answer one question, and be interrupted."""
    from click.testing import CliRunner

    from quizzer.cli import cli
    from quizzer.cli.lines import Lines

    read, count = Lines.read, iter(range(2))

    def interrupted(lines):
        if next(count):
            raise KeyboardInterrupt
        return read(lines)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Lines, "read", interrupted)
        result = CliRunner().invoke(cli, ["quiz", *options], "Lima\n")
    assert result.exit_code == 130


@pytest.mark.parametrize(
    ("options", "goes_on"),
    [
        (("--plain",), True),
        (TYPED, True),
        ((*TYPED, "--practice"), True),
        ((*TYPED, "--count", "20"), True),
        (("--plain", "--seed", "7"), True),
        (("--plain", "--seed", "8"), False),
        ((*TYPED, "--exam"), False),
        ((*TYPED, "--count", "2"), False),
        ((*TYPED, "--minutes", "5"), False),
        (("--plain", "--formats", "typed,choice"), False),
        (("capitals", "--plain"), False),
    ],
)
def test_a_quiz_that_was_interrupted_goes_on_unless_another_is_asked_for(
    quizzer, quiz, capitals, watch, options, goes_on
):
    begin(quizzer, *TYPED)
    lines = quiz(":q", options=options)
    said = "Going on with the quiz of 24 November 2026: 1 of 3 answered."
    assert (said in lines) is goes_on
    assert ("[2 of 3]" in lines) is goes_on
    assert lines[-1].startswith("Score: 1 of 3" if goes_on else "Score: 0 of ")


def test_a_quiz_goes_on_though_another_was_taken_since(quizzer, quiz, capitals, watch):
    begin(quizzer, *TYPED)
    quiz(":q", options=("--plain", "--seed", "8"))
    assert "[2 of 3]" in quiz(":q")


def test_a_list_takes_nothing_and_leaves_what_was_interrupted(quizzer, quiz, capitals, acts):
    begin(quizzer, *TYPED)
    before = acts("quiz")
    assert len(before) == 2
    quiz(options=("--list", "--count", "3"))
    assert acts("quiz") == before
    assert "[2 of 3]" in quiz(":q")


# earlier attempts, and what was missed


def test_earlier_attempts_are_told(quiz, capitals, watch):
    quiz("Lima", ":q")
    watch.set("2026-11-25 09:00")
    quiz("Lima", "Santiago", "Sucre", options=(*TYPED[:-1], "8"))
    lines = quiz(":q")
    assert lines[-3:] == [
        "Before, on 24 November 2026: 1 of 3 (33%), these very questions.",
        lines[-2],
        "Score: 0 of 3",
    ]
    assert lines[-2].startswith("Before, on 25 November 2026: ")


def test_what_was_missed_can_be_reviewed(quiz, quizzer, capitals):
    quiz("Lima", "Paris", ":q")
    reviewed = quizzer("review", "--plain", "--missed", typed="\n3\n\n3\n:q\n").stdout
    asked = set(re.findall("What is the capital of (.*)\\?", reviewed))
    assert asked == {"Chile", "Bolivia"}
    assert "2 answers on 2 cards, 2 of them new" in reviewed
    again = quizzer("review", "--plain", "--missed", typed=":q\n").stdout
    assert again == "Nothing answered.\n"


# lists


def test_a_quiz_is_listed_for_scripts(quizzer, deck, acts):
    deck("forms.yaml", FORMS)
    result = quizzer("quiz", "--list", "--json", "--seed", "1", "--count", "5")
    listed = json.loads(result.stdout)
    assert (listed["seed"], list(listed), result.stderr) == (1, ["seed", "questions"], "")
    found = {it["card"]: it for it in listed["questions"]}
    for it in found.values():
        assert list(it) == ["card", "format", "question", "options", "answer"]
    assert found["number"] == {
        "card": "number",
        "format": "number",
        "question": "How many parameters has GPT-2?",
        "options": None,
        "answer": "1.5B",
    }
    assert found["cloze~1"]["question"] == "Attention is [...] you need."
    several, order, match = (found[it] for it in ("several", "order", "match"))
    assert sorted(several["options"]) == ["BERT", "GPT-2", "LLaMA", "PaLM"]
    assert several["answer"] == ["PaLM", "LLaMA"]
    assert sorted(order["options"]) == sorted(order["answer"])
    assert order["answer"] == ["GPT-1", "BERT", "GPT-2", "GPT-3"]
    assert sorted(match["options"]) == ["both", "decoder", "encoder"]
    assert match["answer"] == {"BERT": "encoder", "GPT-2": "decoder", "T5": "both"}
    assert acts("quiz") == []


def test_the_answer_of_a_long_list_is_of_the_part_that_is_asked(quizzer, deck):
    items = [f"step {n}" for n in range(9)]
    pairs = "{" + ", ".join(f"left {n}: right {n}" for n in range(9)) + "}"
    deck(
        "long.yaml",
        f"deck: Long\ncards:\n  - {{q: O?, order: [{', '.join(items)}], id: o}}\n"
        f"  - {{q: M?, match: {pairs}, id: m}}\n",
    )
    listed = json.loads(quizzer("quiz", "--list", "--json", "--count", "2").stdout)
    found = {it["card"]: it for it in listed["questions"]}
    assert found["o"]["answer"] == sorted(found["o"]["options"])
    assert len(found["o"]["answer"]) == len(found["m"]["answer"]) == 6
    assert sorted(found["m"]["answer"].values()) == sorted(found["m"]["options"])


def test_the_list_and_the_quiz_of_a_seed_are_the_same(quizzer, quiz, capitals):
    options = ("--seed", "7", "--formats", "typed", "--count", "3")
    listed = json.loads(quizzer("quiz", "--list", "--json", *options).stdout)
    asked = [line for line in quiz(options=("--plain", *options)) if line.startswith("What is")]
    assert [it["question"] for it in listed["questions"]] == asked[:1] + [
        f"What is the capital of {name}?" for name in ("Chile", "Bolivia")
    ]


def test_a_quiz_is_listed_for_people(quiz, deck):
    deck("forms.yaml", FORMS)
    options = ("--list", "--seed", "1", "--formats", "order,match", "--count", "2")
    lines = quiz(options=options)
    assert lines[0] == "Seed: 1"
    assert {re.sub("^[12]. ", "", line) for line in lines if line[0] in "12"} == {
        "Order these.",
        "Match these.",
    }
    assert "   = GPT-1; BERT; GPT-2; GPT-3" in lines
    assert "   = BERT → encoder; GPT-2 → decoder; T5 → both" in lines


def test_a_drawn_seed_is_told_and_gives_the_same_again(quizzer, capitals):
    first = quizzer("quiz", "--list", "--json", "--count", "3").stdout
    seed = json.loads(first)["seed"]
    assert quizzer("quiz", "--list", "--json", "--count", "3", "--seed", seed).stdout == first
    plain = quizzer("quiz", "--plain").stdout
    assert re.match(r"Seed: \d+\n", plain)


TABLE = "deck: T\ncards:\n" + "".join(
    f'  - {{q: "{row}: Layers?", a: "{n}", place: {{note: t.md, heading: Sizes, table: Model,'
    f" row: {row}, column: Layers, kind: ask}}}}\n"
    for n, row in enumerate("ABCDE", 1)
)


def test_drills_are_listed_like_cards(quizzer, deck):
    deck("t.yaml", TABLE)
    options = ("--list", "--json", "--formats", "compare", "--seed", "1", "--count", "5")
    listed = json.loads(quizzer("quiz", *options).stdout)["questions"]
    assert len({it["card"] for it in listed}) == 5
    for it in listed:
        kind, *rows = it["card"].removeprefix("t:drill/sizes/layers/").upper().split("/")
        assert (kind, it["format"]) in (("LARGER", "choice"), ("ORDER", "order"))
        assert sorted(it["options"]) == sorted(rows)
        assert it["answer"] == (rows if kind == "ORDER" else max(rows))
    assert quizzer("quiz", *options).stdout == quizzer("quiz", *options).stdout


# decks and topics


@pytest.mark.parametrize(
    ("names", "cards"),
    [
        (["Land use"], {"a", "b"}),
        (["land USE"], {"a", "b"}),
        (["1-land-use/a"], {"a"}),
        (["Land use", "c"], {"a", "b", "c"}),
        ([], {"a", "b", "c"}),
    ],
)
def test_a_quiz_is_on_decks_or_topics(quizzer, deck, names, cards):
    for path in ("1-land-use/a", "1-land-use/b", "c"):
        name = path[-1]
        deck(
            f"{path}.yaml",
            f"deck: D\ncards:\n  - {{q: Q {name}?, a: A, accept: [B], id: {name}}}\n",
        )
    listed = json.loads(quizzer("quiz", *names, "--list", "--json").stdout)
    assert {it["card"] for it in listed["questions"]} == cards


def titled(title: str, name: str) -> str:
    return f"deck: {title}\ncards:\n  - {{q: Q {name}?, a: A, accept: [B], id: {name}}}\n"


@pytest.mark.parametrize(
    ("name", "cards"),
    [
        ("Model tables", {"a"}),
        ("model TABLES", {"a"}),
        ("c", {"c"}),
        ("1-land-use", {"a", "b"}),
        ("Land use", {"a", "b"}),
    ],
    ids=["a title", "in any case", "an id before a title", "an id's beginning", "a topic first"],
)
def test_a_deck_may_be_called_by_its_title(quizzer, deck, name, cards):
    deck("1-land-use/a.yaml", titled("Model tables", "a"))
    deck("1-land-use/b.yaml", titled("C", "b"))
    deck("c.yaml", titled("Land use", "c"))
    listed = json.loads(quizzer("quiz", name, "--list", "--json").stdout)
    assert {it["card"] for it in listed["questions"]} == cards


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Twins", "2 decks are called 'Twins': name one by its id: x/a, y/b"),
        ("Singel", "no deck or topic 'Singel': did you mean Single?"),
        ("Lnd use", "no deck or topic 'Lnd use': did you mean Land use?"),
        ("qqqqqq", "no deck or topic 'qqqqqq': {lists}"),
        (
            "away/d.yaml",
            "away/d.yaml is in no deck folder, so it cannot be quizzed: `quizzer decks add DIR` "
            "adds one, `quizzer --decks DIR quiz` reads one for once",
        ),
        (
            "{home}/README.md",
            "{home}/README.md is no deck: a deck is a .yaml file, or a note whose front matter "
            "says `quizzer: true`",
        ),
        ("{home}/land-use/e.yaml", "no deck or topic '{home}/land-use/e.yaml': {lists}"),
    ],
)
def test_a_name_that_fits_no_deck_is_answered_with_what_would(
    quizzer, deck, tmp_path, monkeypatch, name, said
):
    deck("x/a.yaml", titled("Twins", "a"))
    deck("y/b.yaml", titled("Twins", "b"))
    deck("land-use/c.yaml", titled("Single", "c"))
    home = deck("README.md", "A note.").parent
    monkeypatch.chdir(tmp_path)
    (tmp_path / "away").mkdir()
    (tmp_path / "away/d.yaml").write_text(titled("Away", "d"))
    result = quizzer("quiz", name.format(home=home), "--list")
    assert (result.exit_code, result.stdout) == (2, "")
    said = said.format(home=home, lists="`quizzer decks` lists them")
    assert result.stderr == f"quizzer: {said}\n"
    assert quizzer("--decks", "away", "quiz", "away/d.yaml", "--list").exit_code == 0


# what is no quiz

FORMATS = "formats: choice, choose-all, typed, number, cloze, order, match, compare"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--count 0", "Invalid value for '--count': 0 is not in the range 1<=x<=999"),
        ("--count -5", "Invalid value for '--count': -5 is not in the range 1<=x<=999"),
        ("--count many", "Invalid value for '--count': 'many' is not a valid integer range"),
        ("--minutes 0", "Invalid value for '--minutes': 0 is not in the range 1<=x<=999"),
        ("--minutes -1", "Invalid value for '--minutes': -1 is not in the range 1<=x<=999"),
        ("--seed -1", "Invalid value for '--seed': -1 is not in the range 0<=x<=999999999"),
    ],
)
def test_numbers_out_of_range_are_refused(quizzer, capitals, words, said):
    result = quizzer("quiz", "--plain", *words.split())
    assert result.exit_code == 2
    assert result.stderr == f"quizzer: {said}: see `quizzer quiz --help`\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--formats chioce", "no format 'chioce': did you mean choice?"),
        ("--formats typed,essay", f"no format 'essay': {FORMATS}"),
        ("--formats typed,", f"no format '': {FORMATS}"),
        ("--formats recall", f"recall cannot be quizzed: nothing could mark it: {FORMATS}"),
        ("--exam --practice", "--exam and --practice exclude one another: give one of them"),
        ("--json", "--json goes with --list: `quizzer quiz --list --json`"),
        ("captals", "no deck or topic 'captals': did you mean capitals?"),
        ("--formats match", "these decks have no card that a quiz can ask: ask for other formats"),
    ],
)
def test_what_is_no_quiz_is_said_in_a_line(quizzer, capitals, acts, words, said):
    result = quizzer("quiz", "--plain", *words.split())
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"quizzer: {said}\n"


def test_without_any_deck_there_is_no_quiz(quizzer):
    result = quizzer("quiz", "--plain")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "quizzer: these decks have no card that a quiz can ask: `quizzer decks` lists others\n"
    )


def test_its_screens_need_a_terminal(quizzer, capitals):
    result = quizzer("quiz")
    assert result.stderr == (
        "quizzer: this needs a terminal: `quizzer quiz --plain` works without one\n"
    )


def test_a_deck_of_one_card_is_a_quiz_of_one_question(quiz, deck):
    deck("one.yaml", "deck: One\ncards:\n  - {q: Who?, a: Google, accept: [google ai]}\n")
    lines = quiz("Google")
    assert lines[1] == "1 question, not 20: these decks have no more for a quiz."
    assert lines[-1] == "Score: 1 of 1"


def test_a_quiz_longer_than_the_deck_takes_all_there_are_and_says_so(quizzer, capitals):
    result = quizzer("quiz", "--list", "--json", "--count", "50")
    assert result.stderr == "3 questions, not 50: these decks have no more for a quiz.\n"
    assert len(json.loads(result.stdout)["questions"]) == 3


def test_a_review_of_what_was_missed_needs_a_quiz_and_excludes_other_helpings(quizzer, capitals):
    for words, said in (
        (["--missed"], "no quiz was finished yet: `quizzer quiz` takes one"),
        (
            ["--missed", "--new", "1"],
            "--new, --ahead, --missed and --practice exclude one another: give one of them",
        ),
    ):
        result = quizzer("review", "--plain", *words)
        assert (result.exit_code, result.stderr) == (2, f"quizzer: {said}\n")
