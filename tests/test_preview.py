"""What the learner will see of a deck or note, and the lines of the file that it comes from."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from quizzer.errors import AccessError, QuizzerError, UsageError
from quizzer.preview import NoCardsError, html, read, text

DECK = """\
deck: Attention
cards:
  # the first
  - q: What does attention divide the scores by?
    a: $\\sqrt{d_k}$
    why: |
      Otherwise they grow:

      # not a comment, but text
      $$\\frac{a}{b}$$

  # the second
  - cloze: BERT selects ==15%::a share== of the tokens and replaces ==80%==.

  - {q: Which activation does GPT-2 use?, a: GELU,
     wrong: [ReLU, SwiGLU]}
  - q: Order these.
    hint: by year
    order: [GPT-1, BERT]
# the end
"""
NOTE = """\
---
title: Optimisers
---

# Adam

It is **not** a card.

Q: How many moving averages has it?
A: Two:

- of gradients
- of their squares

Why: The second one scales.

Q: Who proposed it?

A: Kingma and Ba

## Others

<!-- quizzer: card
hint: look below
-->

The ==momentum== of SGD is 0.9.

- **AdamW**: Adam with decoupled
  weight decay
- **Lion**: the sign of a moving average

<!-- quizzer: order "Order them by age." -->

1. SGD
2. Adam

<!-- quizzer: table
order:
  Year: "Order them by year."
ask:
  Year: "When did {key} appear?"
-->

| Name | Year |
|---|---|
| SGD | 1951 |
| Adam | 2014 |
| Lion | 2023 |
"""


@pytest.fixture
def file(tmp_path):
    """Write a file; return its path."""

    def write(content, name="one.yaml"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def where(preview):
    """Each card's question and lines."""
    return [
        (face.question.card.question.partition("\n")[0], face.begin, face.end)
        for face in preview.faces
    ]


# the lines of a card


def test_the_lines_of_a_card_in_a_deck(file):
    assert where(read(file(DECK))) == [
        ("What does attention divide the scores by?", 4, 10),
        ("BERT selects [...] of the tokens and replaces 80%.", 13, 13),
        ("BERT selects 15% of the tokens and replaces [...].", 13, 13),
        ("Which activation does GPT-2 use?", 15, 16),
        ("Order these.", 17, 19),
    ]


@pytest.mark.parametrize(
    ("cards", "lines"),
    [
        ("- q: a?\n  a: b\n- q: c?\n  a: d\n", [(3, 4), (5, 6)]),
        ("  -\n    q: a?\n    a: b\n", [(4, 5)]),
        ("  - q: a?\n# why not\n    a: b\n", [(3, 5)]),
        ("  - q: a?\n    a: b\ntags: [x]\n", [(3, 4)]),
        ("  [{q: a?, a: b}, {q: c?, a: d}]\n", [(3, 3), (3, 3)]),
    ],
)
def test_lines_of_entries_however_they_are_indented(file, cards, lines):
    found = read(file(f"deck: D\ncards:\n{cards}"))
    assert [(face.begin, face.end) for face in found.faces] == lines


def test_the_lines_of_a_card_in_a_note(file):
    assert where(read(file(NOTE, "note.md"))) == [
        ("How many moving averages has it?", 9, 15),
        ("Who proposed it?", 17, 19),
        ("The [...] of SGD is 0.9.", 23, 27),
        ("AdamW", 29, 30),
        ("Adam with decoupled", 29, 30),
        ("Lion", 31, 31),
        ("the sign of a moving average", 31, 31),
        ("Order them by age.", 33, 36),
        ("When did SGD appear?", 47, 47),
        ("When did Adam appear?", 48, 48),
        ("When did Lion appear?", 49, 49),
        ("Order them by year.", 45, 49),
    ]


def test_questions_of_one_paragraph_have_lines_of_their_own(file):
    note = file("# N\n\nQ: a?\nA: b\nQ: c?\nA: d\n\nprose\n", "note.md")
    assert where(read(note)) == [("a?", 3, 4), ("c?", 5, 6)]


def test_an_excerpt_has_the_lines_as_they_stand(file):
    found = read(file(DECK))
    assert found.excerpt(found.faces[-1]) == [
        (17, "  - q: Order these."),
        (18, "    hint: by year"),
        (19, "    order: [GPT-1, BERT]"),
    ]


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_lines_end_as_they_may(file, ending):
    found = read(file(ending.join(["deck: D", "cards:", "  - q: a?", "    a: b", ""])))
    assert found.lines == ("deck: D", "cards:", "  - q: a?", "    a: b")
    assert where(found) == [("a?", 3, 4)]


# what can be previewed


def test_a_note_need_not_say_that_it_is_a_deck(file):
    plain = read(file("# N\n\nQ: a?\n\nA: b\n", "n.md"))
    told = read(file("---\nquizzer: true\n---\n# N\n\nQ: a?\n\nA: b\n", "m.md"))
    assert [len(one.faces) for one in (plain, told)] == [1, 1]
    assert (plain.title, told.title) == ("N", "N")


def test_options_stand_in_the_same_order_each_time(file):
    cards = "deck: D\ncards:\n  - q: Order.\n    order: [a, b, c, d, e, f]\n"
    path = file(cards)
    assert len({read(path).faces[0].question.options for _ in range(5)}) == 1


def test_sound_cards_are_shown_whatever_is_wrong_with_others(file):
    found = read(file("deck: D\ncards:\n  - q: a?\n    a: b\n  - q: c?\n    b: d\n"))
    assert where(found) == [("a?", 3, 4)]
    assert [fault.line for fault in found.faults] == [6]


def test_the_problems_of_a_note_that_build_would_tell_are_there(file):
    found = read(file("# N\n\nQ: a?\n\nA: b\n\nQ: c?\n", "n.md"))
    assert [problem.message for problem in found.problems] == ["`Q:` has no `A:`"]
    assert found.faults == []


@pytest.mark.parametrize(
    ("name", "content", "kind", "said"),
    [
        ("gone.yaml", None, UsageError, "no such file: {path}: check the path"),
        (
            "one.txt",
            "x",
            UsageError,
            "{path} is neither a deck nor a note: a deck ends in .yaml or .yml, a note in .md",
        ),
        (
            "none.yaml",
            "deck: D\ncards: []\n",
            QuizzerError,
            "{path} holds no cards: `quizzer new` begins a deck that shows how they are written",
        ),
        (
            "prose.md",
            "# N\n\nText.\n",
            NoCardsError,
            "{path} holds no cards: a question is a paragraph `Q: ...` and one `A: ...`",
        ),
        (
            "skip.md",
            "---\nquizzer: skip\n---\n\nQ: a?\n\nA: b\n",
            NoCardsError,
            "{path} holds no cards: a question is a paragraph `Q: ...` and one `A: ...`",
        ),
        (
            "wrong.yaml",
            "deck: D\ncards:\n  - q: a?\n    hnit: c\n  - q: d?\n    a: \n",
            QuizzerError,
            "no card to show: {path}:4:5: unknown key `hnit`: did you mean `hint`?"
            " (and 1 more: `quizzer check {path}`)",
        ),
        (
            "bytes.yaml",
            b"deck: \xff\n",
            QuizzerError,
            "no card to show: {path}:1:7: the file is not UTF-8: byte 0xFF: save it as UTF-8",
        ),
        (
            "bytes.md",
            b"Q: \xff\n",
            QuizzerError,
            "no card to show: {path}:1:1: the note is not UTF-8: byte 0xFF: save it as UTF-8",
        ),
        (
            "large.yaml",
            b" " * 10_000_001,
            AccessError,
            "{path}: 10 MB is too large (at most 10 MB): split it into several files",
        ),
    ],
)
def test_a_file_without_a_card_says_what_to_do(tmp_path, file, name, content, kind, said):
    path = tmp_path / name if content is None else file(content, name)
    with pytest.raises(kind) as caught:
        read(path)
    assert type(caught.value) is kind
    assert str(caught.value) == said.format(path=path)


def test_a_folder_is_no_deck(tmp_path):
    with pytest.raises(UsageError) as caught:
        read(tmp_path)
    assert str(caught.value) == f"{tmp_path} is a folder: name a deck or note in it"


def test_a_file_that_may_not_be_read(file, monkeypatch):
    path = file(DECK)

    def refuse(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "read_bytes", refuse)
    with pytest.raises(AccessError) as caught:
        read(path)
    said = f"{path}: cannot be read: Permission denied: check its permissions"
    assert str(caught.value) == said


def test_a_file_in_a_folder_that_may_not_be_entered(file, monkeypatch):
    path = file(DECK)

    def refuse(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "is_dir", refuse)
    with pytest.raises(AccessError, match="cannot be read: Permission denied"):
        read(path)


def test_a_note_that_grows_while_it_is_read(file, monkeypatch):
    path = file("# N\n\nQ: a?\n\nA: b\n\nQ: c?\n\nA: d\n", "n.md")
    monkeypatch.setattr("quizzer.preview.reading.contents", lambda _: (b"# N\n\nQ: a?\n", []))
    found = read(path)
    assert [found.excerpt(face) for face in found.faces] == [[(3, "Q: a?")]] * 2


# as text


def test_cards_as_plain_text(file):
    path = file(DECK)
    assert (
        text(read(path))
        == f"""\
{path}:4: 1 of 5
What does attention divide the scores by?
Answer:
√dₖ
Otherwise they grow:

# not a comment, but text

 a
╶─╴
 b

{path}:13: 2 of 5
Fill the gap.
BERT selects [a share] of the tokens and replaces 80%.
Answer:
BERT selects **15%** of the tokens and replaces 80%.
15%

{path}:13: 3 of 5
Fill the gap.
BERT selects 15% of the tokens and replaces [...].
Answer:
BERT selects 15% of the tokens and replaces **80%**.
80%

{path}:15: 4 of 5
Choose one.
Which activation does GPT-2 use?
a) GELU
b) SwiGLU
c) ReLU
Answer:
GELU

{path}:17: 5 of 5
Put them in order.
Order these.
a) BERT
b) GPT-1
Hint: by year
Answer:
1. GPT-1
2. BERT"""
    )


def test_a_match_and_a_suspended_card_as_plain_text(file):
    cards = "  - q: Match.\n    match: {Peru: Lima, Chile: Santiago}\n    suspended: true\n"
    path = file(f"deck: D\ncards:\n{cards}")
    lines = text(read(path)).split("\n")
    assert lines[0] == f"{path}:3: 1 of 1, suspended"
    assert lines[3:5] == ["1) Peru", "2) Chile"]
    assert sorted(line[3:] for line in lines[5:7]) == ["Lima", "Santiago"]
    assert lines[7:] == ["Answer:", "- Peru → Lima", "- Chile → Santiago"]


# as a page


class Page(HTMLParser):
    """What a browser would take for elements, attributes and text."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.open, self.words = set(), [], [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += [(tag, *pair) for pair in attrs]
        if tag not in ("meta", "br", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return " ".join("".join(self.words).split())


def test_a_page_has_every_card_beside_its_lines(file):
    page = Page(html(read(file(DECK))))
    assert page.open == []
    assert ("html", "lang", "en") in page.attributes
    assert [
        number for tag, name, number in page.attributes if (tag, name) == ("section", "id")
    ] == [f"card-{n}" for n in range(1, 6)]
    for part in (
        "5 cards from",
        "BERT selects [a share] of the tokens and replaces 80%.",
        "BERT selects 15% of the tokens and replaces 80%.",
        "one.yaml:17 - q: Order these. hint: by year order: [GPT-1, BERT]",
        "√dₖ",
        "a: $\\sqrt{d_k}$",
        "Hint: by year",
    ):
        assert part in page.text


def test_a_displayed_formula_stands_in_lines_of_their_own(file):
    assert '<pre><code class="language-text"> a\n╶─╴\n b</code></pre>' in html(read(file(DECK)))


def test_headings_of_a_card_stand_below_those_of_the_page(file):
    cards = '  - {q: "# Big", a: "###### Small"}\n'
    page = html(read(file(f"deck: D\ncards:\n{cards}")))
    assert page.count("<h1>") == 1
    assert "<h3>Big</h3>" in page
    assert "<h6>Small</h6>" in page


def test_what_is_wrong_with_the_file_stands_on_the_page(file):
    path = file("deck: D\ncards:\n  - q: a?\n    a: b\n  - q: <i>?\n    b: d\n")
    assert f"{path}:6:5: unknown key `b`" in Page(html(read(path))).text


HOSTILE = [
    "<script>alert(1)</script>",
    "</pre></code><script>alert(2)</script>",
    "[click](javascript:alert(3))",
    "[click](JaVaScRiPt&#58;alert(4))",
    "[click](data:text/html,<script>alert(5)</script>)",
    '[click](http://x.test "q" onclick="alert(6)")',
    "[click](http://x.test/'onmouseover='alert(7))",
    '<img src=x onerror="alert(8)">',
    "![picture](http://x.test/picture.png)",
    '<http://x.test/"onfocus="alert(9)>',
    "```html onload=alert(10)\n</code></pre><script>alert(11)</script>\n```",
    "$</pre><script>alert(12)</script>$",
    "$$</pre><script>alert(13)</script>$$",
    "</style><style>@import url(http://x.test)</style>",
    "&lt;script&gt;alert(14)&lt;/script&gt;",
    '"><svg onload=alert(15)>',
]
TAGS = set(
    "html head meta title style body header h1 h2 p code main section a div details summary figure"
    " figcaption pre ol ul li em strong".split()
)
ATTRIBUTES = set(
    "lang charset name content http-equiv class id href open data-line type title".split()
)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_stays_text(file, words):
    block = "|-\n      " + words.replace("\n", "\n      ")
    again = "|-\n      Yes.\n\n      " + words.replace("\n", "\n      ")
    found = read(
        file(
            f"deck: {block}\ncards:\n"
            f"  - q: {block}\n    a: {again}\n    why: {block}\n    hint: {block}\n"
            f"  - q: {again}\n    a: right\n    wrong:\n    - {block}\n"
            f"  - cloze: |-\n      ==a== {block[9:]}\n",
            "<b>&.yaml",
        )
    )
    assert len(found.faces) == 3
    page = Page(html(found))
    assert page.open == []
    assert page.tags <= TAGS
    assert {name for _, name, _ in page.attributes} <= ATTRIBUTES
    links = [value for tag, name, value in page.attributes if (tag, name) == ("a", "href")]
    assert all(re.match(r"#card-\d+\Z|http://x\.test\b", link) for link in links)
    assert all(" ".join(line.split()) in page.text for line in words.split("\n"))


def test_control_characters_of_a_file_name_never_reach_a_terminal(file):
    path = file(DECK, "\x1b]0;pwn\x07.yaml")
    found = read(path)
    for shown in (text(found), html(found)):
        assert "\\u001b]0;pwn\\u0007.yaml" in shown
        assert not re.search("[\x07\x1b]", shown)
