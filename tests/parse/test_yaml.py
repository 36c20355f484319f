from __future__ import annotations

import gc
import tracemalloc

import pytest
import yaml as judge
from hypothesis import given
from hypothesis import strategies as st

from quizzer.parse import yaml
from quizzer.parse.yaml import reader
from quizzer.parse.yaml.source import CONTROL

BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""What turns the direction of writing for all that follows."""


def plain(node):
    """The tree as bare texts, lists and maps; ... stands for what was refused."""
    if isinstance(node, yaml.Mapping):
        return {key: plain(value) for key, value in node.items()}
    if isinstance(node, yaml.Sequence):
        return [plain(item) for item in node]
    return ... if isinstance(node, yaml.Refused) else node


def read(text):
    """What a text holds, and what is wrong with it."""
    data = text if isinstance(text, bytes) else text.encode()
    node, problems = yaml.read(data, "deck.yaml")
    return plain(node), [str(problem) for problem in problems]


@pytest.fixture(params=["libyaml", "PyYAML's own parser"])
def _each_parser(request, monkeypatch):
    if request.param != "libyaml":
        monkeypatch.setattr(reader, "Parser", judge.BaseLoader)


# Texts


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize(
    "text", ["2018", "no", "1.10", "0x1F", "12:30", "~", "null", "1e3", "2024-05-01", "=", "True"]
)
def test_every_scalar_is_a_text(text):
    assert read(f"a: {text}\nb: [{text}]") == ({"a": text, "b": [text]}, [])


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize(
    "text",
    ["a: b\nc: |\n  d\n  e\n", "a: b\r\nc: |\r\n  d\r\n  e\r\n", "\ufeffa: b\nc: |\n  d\n  e\n"],
)
def test_line_ends_of_any_system_and_a_byte_order_mark_are_fine(text):
    assert read(text) == ({"a": "b", "c": "d\ne\n"}, [])


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing yet\n", "---\n...\n"])
def test_a_text_that_says_nothing_has_no_tree(text):
    node, problems = yaml.read(text.encode(), "deck.yaml")
    assert not node
    assert problems == []


def test_positions_count_characters_from_one():
    node, _ = yaml.read("größe: 𝒙\n'ключ': [é, “ü”, z]\n".encode(), "deck.yaml")
    places = [(key, key.line, key.column) for key, _ in node.placed()]
    assert places == [("größe", 1, 1), ("ключ", 2, 1)]
    items = [(item, item.line, item.column) for item in node["ключ"]]
    assert items == [("é", 2, 10), ("“ü”", 2, 13), ("z", 2, 18)]


def test_an_empty_value_knows_the_comment_that_took_its_place():
    node, _ = yaml.read(b"a: #1\nb:\nc: ''\n", "deck.yaml")
    assert node["a"].comment == "#1"
    assert node["b"].comment == ""
    assert not isinstance(node["c"], yaml.Void)


# Files that are not read


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (
            b"a" * 50_000_000,
            "deck.yaml:1:1: error Y01: the file is too large: 50 MB, of at most 10 MB\n"
            "    split it",
        ),
        (
            b"a: [" + b"b," * 1_000_000 + b"]",
            "deck.yaml:1:1: error Y01: the file holds more than 1,000,000 values\n    split it",
        ),
        (
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            "deck.yaml:1:1: error Y01: the file is binary, not text\n"
            "    a deck is a text file in UTF-8",
        ),
        (
            b"\x01\x02\x03" * 100,
            "deck.yaml:1:1: error Y01: the file is binary, not text\n"
            "    a deck is a text file in UTF-8",
        ),
        (
            "a: b\n".encode("utf-16"),
            "deck.yaml:1:1: error Y01: the file is UTF-16, not UTF-8\n    save it as UTF-8",
        ),
        (
            "ü: a\nb: größe\n".encode().replace("ö".encode(), "ö".encode("latin-1")),
            "deck.yaml:2:6: error Y01: the file is not UTF-8: byte 0xF6\n    save it as UTF-8",
        ),
    ],
    ids=["50 MB", "many values", "binary", "control characters", "UTF-16", "Latin-1"],
)
def test_a_file_that_is_no_text_is_refused(data, problem):
    assert read(data) == (None, [problem])


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "cards:\n- a: " + "[" * 100_000 + "\n- b",
            "deck.yaml:2:6: error Y05: more than 8 levels of lists and maps\n"
            "    put a text with brackets in single quotes",
        ),
        (
            "cards:\n- a\n---\ncards: [c]\n",
            "deck.yaml:3:1: error Y06: a second deck begins here\n"
            "    put it into a file of its own",
        ),
    ],
    ids=["nested", "documents"],
)
def test_what_no_deck_needs_is_refused(text, problem):
    assert read(text)[1] == [problem]


@pytest.mark.usefixtures("_each_parser")
def test_eight_levels_are_read():
    assert read("[[[[[[[[a]]]]]]]]") == ([[[[[[[["a"]]]]]]]], [])


@pytest.mark.usefixtures("_each_parser")
def test_aliases_and_tags_are_refused_and_nothing_is_expanded_or_run():
    text = (
        "a: &x [b, b]\nc: [*x, *x]\nd: !!python/object/apply:os.system [ls]\ne: &y text\nf: fine\n"
    )
    node, problems = read(text)
    assert node == {"a": ..., "c": [..., ...], "d": ..., "e": ..., "f": "fine"}
    assert problems == [
        "deck.yaml:1:4: error Y04: a text that begins with & must be quoted\n"
        "    put it in single quotes: a: '&x [b, b]'; YAML's own anchors are not for decks",
        "deck.yaml:2:5: error Y04: a text that begins with * must be quoted\n"
        "    put it in single quotes: '*x'; YAML's own aliases are not for decks",
        "deck.yaml:2:9: error Y04: a text that begins with * must be quoted\n"
        "    put it in single quotes: '*x'; YAML's own aliases are not for decks",
        "deck.yaml:3:4: error Y04: a text that begins with ! must be quoted\n"
        "    put it in single quotes: d: '!!python/object/apply:os.system [ls]'; "
        "YAML's own tags are not for decks",
        "deck.yaml:4:4: error Y04: a text that begins with & must be quoted\n"
        "    put it in single quotes: e: '&y text'; YAML's own anchors are not for decks",
    ]


@pytest.mark.parametrize("opening", ["[", "{", "- "])
def test_hostile_nesting_takes_little_memory(opening):
    text = opening * 900_000
    tracemalloc.start()
    try:
        read(text)
        assert tracemalloc.get_traced_memory()[1] < 20 * len(text)
    finally:
        tracemalloc.stop()


def test_the_garbage_collector_is_left_as_it_was():
    assert gc.isenabled()
    read("a: @")
    assert gc.isenabled()
    gc.disable()
    try:
        read("a: b")
        assert not gc.isenabled()
    finally:
        gc.enable()


# Characters that no text may hold


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize(
    ("written", "message", "instead"),
    [
        (r'"$\theta$"', r"`\t` in double quotes is a tab", r"'$\theta$'"),
        (r'"$\rho$"', r"`\r` in double quotes is a control character", r"'$\rho$'"),
        (r'"$\beta$"', r"`\b` in double quotes is a control character", r"'$\beta$'"),
        (r'"$\frac{a}{b}$"', r"`\f` in double quotes is a control character", r"'$\frac{a}{b}$'"),
        (r'"$\Phi$"', r"`\P` in double quotes is a control character", r"'$\Phi$'"),
        (r'"$\nabla f$"', r"`\n` in double quotes is a line break", r"'$\nabla f$'"),
        (r'"\e[31mred"', r"`\e` in double quotes is a control character", r"'\e[31mred'"),
        (
            r'"\u202Egnp.exe"',
            r"`\u202E` in double quotes is the control character U+202E",
            r"'\u202Egnp.exe'",
        ),
        (r'"\x9b31m"', r"`\x9b` in double quotes is the control character U+009B", r"'\x9b31m'"),
        (
            r'"it\u0007s"',
            r"`\u0007` in double quotes is the control character U+0007",
            r"'it\u0007s'",
        ),
    ],
)
def test_double_quotes_that_spoil_a_text_are_told(written, message, instead):
    node, problems = read(f"a: {written}\nb: c\n")
    assert node == {"a": ..., "b": "c"}
    column = 4 + written.index("\\")
    hint = f"use single quotes, which leave a backslash alone: {instead}"
    assert problems == [f"deck.yaml:1:{column}: error Y03: {message}\n    {hint}"]


@pytest.mark.usefixtures("_each_parser")
def test_double_quotes_may_hold_line_breaks_quotes_and_backslashes():
    text = r'a: "one\ntwo, \"three\" \\theta é \u00e9 costs $5\nnot $6"'
    assert read(text) == ({"a": 'one\ntwo, "three" \\theta é é costs $5\nnot $6'}, [])
    assert read(r'a: "no dollar\nu"') == ({"a": "no dollar\nu"}, [])


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize("sign", [*"\x07\x1b\x7f\x85\x9b\u2028\ufeff", *BIDI])
def test_a_control_character_is_told_and_the_rest_is_read(sign):
    node, problems = read(f"a: b{sign}c\nd: [e, é{sign}, 'f']\n")
    assert node == {"a": ..., "d": ["e", ..., "f"]}
    message = f"error Y03: U+{ord(sign):04X} is a control character\n    delete it"
    assert problems == [f"deck.yaml:1:5: {message}", f"deck.yaml:2:9: {message}"]


@pytest.mark.usefixtures("_each_parser")
def test_a_tab_may_stand_in_code():
    assert read("a: |\n  all:\n  \tmake\nb: 'c\td'\n") == ({"a": "all:\n\tmake\n", "b": "c\td"}, [])


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize("text", ["שלום עולם", "GPT مرحبا 2", "C++\u200e \u05e9\u200f"])
def test_text_from_right_to_left_is_text(text):
    assert read(f"a: {text}\n") == ({"a": text}, [])


@given(st.characters())
def test_no_character_is_lost_in_silence(sign):
    data = f"a: 'x{sign}y'\n".encode("utf-8", "surrogatepass")
    node, problems = read(data)
    assert problems or node in ({"a": f"x{sign}y"}, {"a": "x y"})
    assert not problems or sign in "'\0" or CONTROL.match(sign)


# Keys


@pytest.mark.usefixtures("_each_parser")
def test_a_key_given_twice_is_told_with_both_lines():
    node, problems = read("a: b\nc: d\na: e\n")
    assert node == {"a": ..., "c": "d"}
    assert problems == [
        "deck.yaml:3:1: error Y07: the key `a` stands in line 1 as well\n    keep one of the two"
    ]


def test_very_many_keys_given_twice_are_told():
    text = "".join(f"k{number}:\n" for number in range(30_000))
    _, problems = read(text * 2)
    assert len(problems) == 30_000
    assert problems[-1].startswith(
        "deck.yaml:60000:1: error Y07: the key `k29999` stands in line 30000 as well"
    )


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize(
    ("written", "column", "sign", "instead"),
    [
        ("{{n}} of it", 4, "{", "a: '{{n}} of it'"),
        ("{[CLS]: first}", 5, "[", "'[CLS]'"),
        ("[{{n}}]", 5, "{", "a: '[{{n}}]'"),
    ],
)
def test_brackets_that_make_a_list_or_map_for_a_key_are_told(written, column, sign, instead):
    node, problems = read(f"a: {written}\nb: c\n")
    assert node == {"a": ..., "b": "c"}
    assert problems == [
        f"deck.yaml:1:{column}: error Y08: a text that begins with {sign} must be quoted\n"
        f"    put it in single quotes: {instead}"
    ]


# Syntax errors


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize(
    ("item", "place", "message", "hint"),
    [
        (
            "- q: what: now\n  a: b",
            "3:10",
            "a colon and a space inside a text that is not quoted",
            "put the text in single quotes: q: 'what: now'",
        ),
        ("- q\n  a: b", "3:3", "no colon follows `q`", "write `q: ` and the text"),
        ("- q:what\n  a: b", "3:3", "no space after the colon of `q`", "write `q: what`"),
        ("-q: what\n  a: b", "3:1", "no space after the dash", "write `- q: what`"),
        ("- q: what\n\ta: b", "4:1", "a tab indents this line", "type spaces instead"),
        (
            "- q: what\n    a: b",
            "4:5",
            "`a` is indented deeper than `q` above it",
            "begin it in column 3",
        ),
        (
            "- q: what\n a: b",
            "4:2",
            "`a` is indented less than `q` above it",
            "begin it in column 3",
        ),
        (
            "- q: what\n  a: b\n - q: what",
            "5:2",
            "this dash is indented deeper than the one above it",
            "begin it in column 1",
        ),
        (
            "- q: what\n  # a: b\n    c",
            "4:3",
            "`# a: b` is a comment, and ends the text above it",
            "write `q: |`, and the whole text below it, indented",
        ),
        (
            "- q: what\n  b c\n  a: b",
            "4:3",
            "no colon follows `b c`",
            "write `key: text`, or indent the line deeper if it continues the text above",
        ),
        (
            "- a: `b` c",
            "3:6",
            "a text that begins with ` must be quoted",
            "put it in single quotes: a: '`b` c'",
        ),
        (
            "- a: @b # comment",
            "3:6",
            "a text that begins with @ must be quoted",
            "put it in single quotes: a: '@b'",
        ),
        (
            "- a: *b* it's",
            "3:6",
            "a text that begins with * must be quoted",
            "put it in single quotes: a: '*b* it''s'",
        ),
        (
            "- a: > 5",
            "3:6",
            "a text that begins with > must be quoted",
            "put it in single quotes: a: '> 5'; a text of several lines begins in the line below "
            "`a: |`",
        ),
        (
            "- a: - b",
            "3:6",
            "a text that begins with - must be quoted",
            "put it in single quotes: a: '- b'",
        ),
        (
            "- a: [CLS] token",
            "3:12",
            "text after the closing `]`",
            "put the whole text in single quotes: a: '[CLS] token'",
        ),
        (
            "- a: [CLS\n  b: c",
            "3:6",
            "the `[` that opens here is never closed",
            "close it with ]; a text that begins with [ must be quoted",
        ),
        (
            "- a: {b: c: d}",
            "3:11",
            "a comma or `}` is missing before this",
            "quote a text between { and } that holds a comma, colon or bracket",
        ),
        (
            "- a: 'it's'",
            "3:9",
            "an apostrophe closes the quotes",
            "write it twice: 'it''s'",
        ),
        (
            '- a: "b" c',
            "3:10",
            'text after the closing `"`',
            "put the whole text in single quotes: a: '\"b\" c'",
        ),
        (
            "- a: 'b\n  c: d",
            "3:6",
            "the quote ' that opens here is never closed",
            "close it with '; inside single quotes an apostrophe is written twice: 'it''s'",
        ),
        (
            r'- a: "$\sqrt{d}$"',
            "3:8",
            r"`\s` means nothing in double quotes",
            r"use single quotes, which leave a backslash alone: '$\sqrt{d}$'",
        ),
        ("- a: b\n]", "4:1", "`]` closes nothing", "delete it, or quote the text"),
    ],
)
def test_a_syntax_error_says_what_to_write_and_hides_no_other_item(item, place, message, hint):
    node, problems = read(f"cards:\n- first: good\n{item}\n- last: good\nend: here\n")
    assert problems == [f"deck.yaml:{place}: error Y02: {message}\n    {hint}"]
    assert node["cards"][0] == {"first": "good"}
    assert node["cards"][-1] == {"last": "good"}
    assert node["end"] == "here"


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize("indent", ["", "  ", "    "])
def test_every_syntax_error_of_a_file_is_told(indent):
    lines = ["- a: b: c", "- d", "- 'e", "- f: [g", "- h: @", "-i: j", "-k: l", "- m"]
    text = (
        "title: it's: this\ncards:\n" + "\n".join(indent + line for line in lines) + "\ntags: [n\n"
    )
    node, problems = read(text)
    assert [int(problem.split(":")[1]) for problem in problems] == [1, 3, 5, 6, 7, 8, 9, 11]
    assert [item for item in node["cards"] if item is not ...] == ["d", "m"]


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize(
    ("head", "problem"),
    [
        ("cards", "2:1: error Y02: no colon follows `cards`"),
        ("cards:\n\t- q: what", "3:1: error Y02: a tab indents this line"),
        ("cards: @", "2:8: error Y02: a text that begins with @ must be quoted"),
    ],
)
def test_a_list_whose_first_line_is_broken_is_read_too(head, problem):
    node, problems = read(f"a: b\n{head}\n  - c: d\n  - e: f: g\n  - h: i\nj: k\n")
    assert node == {"a": "b", "cards": [{"c": "d"}, ..., {"h": "i"}], "j": "k"}
    assert problems[0].startswith(f"deck.yaml:{problem}\n")
    assert len(problems) == 2


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize("stray", [" c: d", "c: d\n  e: f"])
def test_a_stray_line_spoils_the_card_above_it(stray):
    node, problems = read(f"cards:\n  - a: b\n  {stray}\n  - g: h\n")
    assert node == {"cards": [..., {"g": "h"}]}
    assert len(problems) == 1


@pytest.mark.usefixtures("_each_parser")
def test_an_error_behind_a_value_spoils_it():
    node, problems = read('a: "b" c\nd: e\n')
    assert node == {"a": ..., "d": "e"}
    assert len(problems) == 1


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_line_ends_of_a_file_change_nothing_in_its_problems(end):
    lines = ["a:", "- b: c: d", "- e: f", "g: h", "a: i", ""]
    assert read(end.join(lines)) == read("\n".join(lines))


@pytest.mark.usefixtures("_each_parser")
def test_an_error_in_a_list_of_a_card_costs_that_card():
    text = "cards:\n- a: b\n  c:\n    - d\n    - e: f: g\n    - h\n- i: j\n"
    node, problems = read(text)
    assert node == {"cards": [..., {"i": "j"}]}
    assert len(problems) == 1


@pytest.mark.usefixtures("_each_parser")
def test_a_quote_that_closes_in_a_later_card_hides_none():
    text = "cards:\n- q: 'one\n  a: b\n- q: 'two'\n  a: c\n- q: three\n  a: d\n"
    node, problems = read(text)
    assert node == {"cards": [..., {"q": "two", "a": "c"}, {"q": "three", "a": "d"}]}
    assert problems == [
        "deck.yaml:2:6: error Y02: the quote that opens here closes only in line 4\n"
        "    close it where the text ends"
    ]


@pytest.mark.usefixtures("_each_parser")
def test_a_quote_that_is_open_at_a_backslash_hides_no_card():
    node, problems = read('cards:\n- q: "one\n  a: b\n- q: two\n  a: $\\sqrt{c}$\n')
    assert node == {"cards": [..., {"q": "two", "a": "$\\sqrt{c}$"}]}
    assert problems == [
        "deck.yaml:2:6: error Y02: `\\s` in line 5 means nothing in the quotes that open here\n"
        "    close them, or use single quotes, which leave a backslash alone"
    ]


@pytest.mark.usefixtures("_each_parser")
def test_positions_after_an_error_are_those_of_the_file():
    node, problems = yaml.read(
        b"cards:\n- a: b: c\n- d:\n  - e\n  - 'f'\n- g: \"\\t\"\n", "deck.yaml"
    )
    item = node["cards"][1]["d"][1]
    assert (item, item.line, item.column) == ("f", 5, 5)
    assert [(problem.line, problem.column) for problem in problems] == [(2, 7), (6, 7)]


@pytest.mark.usefixtures("_each_parser")
def test_a_truncated_file_keeps_the_cards_before_the_cut():
    node, problems = read("cards:\n- q: one\n  a: b\n- q: 'what is th")
    assert node == {"cards": [{"q": "one", "a": "b"}, ...]}
    assert problems == [
        "deck.yaml:4:6: error Y02: the quote ' that opens here is never closed\n"
        "    close it with '; inside single quotes an apostrophe is written twice: 'it''s'"
    ]


def test_reading_stops_after_very_many_errors(monkeypatch):
    monkeypatch.setattr(reader, "ERROR_LIMIT", 3)
    _, problems = read("- a: b: c\n" * 10)
    assert len(problems) == 4
    assert problems[-1] == (
        "deck.yaml:4:7: error Y09: more than 3 errors: the rest is not read\n    mend those first"
    )


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode()))
def test_whatever_is_read_there_is_a_tree_or_a_problem(data):
    node, problems = yaml.read(data, "deck.yaml")
    assert (
        node is not None
        or problems
        or not data.decode("utf-8-sig").strip("-. \r\n\t")
        or b"#" in data
    )


SAMPLE = b"""deck: Attention
tags: [a, 'b c']
cards:
  - q: What does it divide by?
    a: $\\sqrt{d_k}$
    why: |
      Large.

      - a list
  - term: "Self-\\"attention\\""
    definition: {a: b}
"""


@given(st.lists(st.tuples(st.integers(0, len(SAMPLE)), st.sampled_from("-:#'\"[]{},|>&*!\t\n \\"))))
def test_a_spoilt_file_is_read_without_an_accident(edits):
    text = SAMPLE.decode()
    for at, sign in edits:
        text = text[:at] + sign + text[at:]
    node, problems = yaml.read(text.encode(), "deck.yaml")
    assert node is not None or problems
    for problem in problems:
        assert 1 <= problem.line <= text.count("\n") + 1
        assert problem.column >= 1
        assert problem.message


@given(st.lists(st.tuples(st.integers(0, len(SAMPLE)), st.sampled_from("-:#'\"[]{},|>&*!\t\n \\"))))
def test_a_bare_tree_is_the_same_tree_where_nothing_is_wrong(edits):
    text = SAMPLE.decode()
    for at, sign in edits[:2]:
        text = text[:at] + sign + text[at:]
    node, problems = yaml.read(text.encode(), "deck.yaml")
    bare = yaml.read_bare(text.encode())
    assert plain(bare) == (None if problems else plain(node))


@pytest.mark.parametrize(
    "text", ["a: b: c", "a: *b", "a: '\x07'", "a: \ufeff", 'a: "\\t"', "a: b\na: c"]
)
def test_there_is_no_bare_tree_of_a_file_with_a_fault(text):
    assert yaml.read_bare(text.encode()) is None


# Writing


TRICKY = [
    *("no", "2018", "1.10", "12:30", "0x1F", "~", "", " ", "a: b", "a #b", "#1", "[CLS]", "- a"),
    *("it's", "$\\theta$", "a\tb", "===", "---", "a\nb", "a\n", "\na", " a\nb", "a\n\n", "\n"),
    *("a\n b", "\ta\nb", "a \nb", "\n\n", " \n ", "$x$\nnabla"),
]
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
TEXTS = st.sampled_from(TRICKY) | ANY.filter(lambda text: not CONTROL.search(text))
DATA = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


def depth(data):
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return 1 + max(map(depth, inner), default=0) if isinstance(data, dict | list) else 0


@given(DATA.filter(lambda data: depth(data) <= yaml.DEPTH_LIMIT))
def test_what_is_written_reads_back_the_same(data):
    text = yaml.dump(data)
    assert read(text) == (data, [])
    assert judge.safe_load(text) == data
    assert judge.load(text, judge.CSafeLoader) == data


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({"q": "What is it?", "a": "$d_k$"}, "q: What is it?\na: $d_k$\n"),
        ({"a": "no"}, "a: 'no'\n"),
        ({"a": "2018"}, "a: '2018'\n"),
        ({"a": "2018-10-11"}, "a: '2018-10-11'\n"),
        ({"a": "1.5B"}, "a: 1.5B\n"),
        ({"a": "it's: this"}, "a: 'it''s: this'\n"),
        ({"a": "größer ≤ 𝒙"}, "a: größer ≤ 𝒙\n"),
        ({"a": "word " * 40 + "end"}, "a: " + "word " * 40 + "end\n"),
        ({"a": "one\n\n- two\n"}, "a: |\n  one\n\n  - two\n"),
        ({"a": "one\n  two"}, "a: |-\n  one\n    two\n"),
        ({"a": "  one\ntwo"}, "a: |2-\n    one\n  two\n"),
        (
            {"a": ["b", ["c"], {"d": "e", "f": ["g\nh"]}]},
            "a:\n  - b\n  - - c\n  - d: e\n    f:\n      - |-\n        g\n        h\n",
        ),
        ({"a": [], "b": {}}, "a: []\nb: {}\n"),
        ({"a": True, "b": 20, "c": 0.5}, "a: true\nb: 20\nc: 0.5\n"),
    ],
)
def test_what_is_written_is_what_a_person_would_write(data, text):
    assert yaml.dump(data) == text


def test_a_long_key_reads_back_too():
    data = {"k" * 3000: "a", "b": {"'" * 800: ["c"]}}
    assert read(yaml.dump(data)) == (data, [])
