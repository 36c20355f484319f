import pytest

from quizzer.identity.said import Said, same_answer


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("OpenAI", "openAI"),
        ("two  words", "two words"),
        ("two words.", "two words"),
        ("**GELU**", "GELU"),
        ("`softmax`", "softmax"),
        ("1.5B", "1.5 billion"),
        ("1,500M", "1.5B"),
        ("2k", "2,048"),
        ("40 GB", "40GB"),
        ("pre-norm", "prenorm"),
        ("BPE, WordPiece", "WordPiece, BPE"),
        (("ReLU", "GELU"), ("gelu", "relu")),
        ((("BERT", "encoder"), ("T5", "both")), (("T5", "both"), ("BERT", "Encoder"))),
    ],
)
def test_the_answer_means_the_same(old, new):
    assert same_answer(old, new, "qa")
    assert same_answer(new, old, "qa")


@pytest.mark.parametrize(
    ("old", "new", "form"),
    [
        ("GPT-2", "GPT-3", "qa"),
        ("1.5B", "1.5M", "qa"),
        ("40 GB", "40 MB", "qa"),
        ("$x^2$", "$x^3$", "qa"),
        ("it grows", "it does not grow", "qa"),
        ("optimzer", "optimizer", "qa"),
        ("BPE", "BPE, WordPiece", "qa"),
        ("BPE", ("BPE", "WordPiece"), "choice"),
        (("a", "b", "c"), ("b", "a", "c"), "order"),
        ((("BERT", "encoder"),), (("BERT", "decoder"),), "match"),
    ],
)
def test_the_answer_is_another_one(old, new, form):
    assert not same_answer(old, new, form)


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("`12 * n` GB", "`12*n`  GB", True),
        ("`12 * n` GB", "`24 * n` GB", False),
        ("`12 * n` GB", "`12 * n` MB", False),
        ("`(n + 1) * 2`", "`n + 1 * 2`", False),
        ("`n - d`", "`d - n`", False),
        ("24 GB", "`12 * n` GB", False),
    ],
)
def test_of_a_formula_every_sign_but_spaces_counts(old, new, same):
    assert same_answer(old, new, "compute") == same


def test_the_new_name_of_a_row_is_no_other_answer():
    assert same_answer("GPT-2", "GPT-2 XL", "choice", {"GPT-2": "GPT-2 XL"})
    assert same_answer(("BERT", "GPT-2"), ("BERT", "GPT-2 XL"), "order", {"GPT-2": "GPT-2 XL"})


@pytest.mark.parametrize(
    "answer",
    ["text", ("a", "b"), (("left", "right"), ("up", "down"))],
    ids=["one", "many", "pairs"],
)
def test_what_was_said_is_kept_whole(answer):
    said = Said("d:x~1", "d", "d:x", "cloze", "q", answer, "==t==", "H", "row", "column", "ask")
    assert Said.unpacked(said.id, said.deck, said.packed()) == said
