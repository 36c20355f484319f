from __future__ import annotations

import time

import pytest

from quizzer.card import Card
from quizzer.marking import Slip, Verdict, chosen, matched, ordered, typed
from quizzer.question import Question


def qa(answer, question="What is it?", **more):
    return Card("deck:1", "qa", question, answer, "deck:1", **more)


@pytest.mark.parametrize(
    ("answer", "reply"),
    [
        ("OpenAI", "openai"),
        ("OpenAI", " Open AI. "),
        ("Müller", "muller"),
        ("the softmax", "softmax"),
        ("softmax", "The softmax"),
        ("self-attention", "Self attention"),
        ("pre-norm", "prenorm"),
        ("pre-norm", "pre\u2011norm"),  # a no-break hyphen
        ("decoder", "decoders"),
        ("byte-pair encoding", "byte pair encodings"),
        ("a query, a key", "a query, a key"),
        ("GPT-2", "gpt2"),
        ("MLM, NSP", "nsp and mlm"),
        ("MLM and NSP", "NSP, MLM"),
        ("memory", "memories"),
        ("`[MASK]`", "[mask]"),
        ("**GELU**", "gelu"),
        ("C++", "c++"),
        ("2018", "2018"),
        ("175B", "175 billion"),
        ("175B", "1.75e11"),
        ("2k", "2,048"),
        ("40 GB", "40"),
        ("40 GB", "40gb"),
        ("15%", "15"),
        ("15% of tokens", "15 % of tokens"),
        ("10^{-4}", "1e-4"),
        (r"$\sqrt{d_k}$", "√dₖ"),
        (r"$\sqrt{d_k}$", "sqrt(d_k)"),
        (r"$\sqrt{d_k}$", r"\sqrt{d_k}"),
        (r"$\sigma$", "sigma"),
        (r"$h_{t-1}$", "h_t-1"),
        (r"$QK^\top$", "QK^T"),
        ("$x^2$", "x²"),
        (r"$a \leq b$", "a <= b"),
        (r"$\tilde{C}_t$", "C̃_t"),
    ],
)
def test_another_spelling_is_right(answer, reply):
    verdict = typed(qa(answer), reply)
    assert verdict == Verdict("right")


@pytest.mark.parametrize(
    ("answer", "reply"),
    [
        ("softmax", "sofmax"),
        ("softmax", "softmaxx"),
        ("softmax", "softmxa"),
        ("quantization", "quantisation"),
        ("teacher forcing", "teacher forcin"),
        ("causal", "casual"),  # another word, but as likely a slip: the learner decides
        ("175B", "175"),  # the magnitude is missing
        ("1.5 billion", "1.5"),
    ],
)
def test_a_slip_is_nearly_right(answer, reply):
    verdict = typed(qa(answer), reply)
    assert verdict == Verdict("nearly", (Slip("typed", reply, answer),))


@pytest.mark.parametrize(
    ("answer", "reply"),
    [
        ("GELU", "GLUE"),
        ("encoder", "decoder"),
        ("encoder-decoder", "decoder"),
        ("encoder-decoder", "decoder-encoder"),
        ("pre-norm", "post-norm"),
        ("MQA", "GQA"),
        ("LLaMA", "LLaVA"),
        ("GPT-2", "GPT-3"),
        ("Adam", "AdamW"),
        ("symmetric", "asymmetric"),
        ("supervised", "unsupervised"),
        ("inductive", "deductive"),
        ("C++", "C"),
        ("A*", "A"),
        ("softmax", ""),
        ("softmax", "   "),
        ("softmax", "?"),
        ("2018", "2019"),
        ("175B", "175M"),
        ("40 GB", "40 MB"),
        ("1.5", "15"),
        ("-1", "1"),
        ("2-3", "23"),
        ("12:30", "1230"),
        ("$x^2$", "x_2"),
        ("$x - 1$", "x1"),
        ("$(a+b)c$", "a+bc"),
        (r"$\hat{y}$", "y"),
    ],
)
def test_another_answer_is_wrong(answer, reply):
    verdict = typed(qa(answer), reply)
    assert verdict.kind == "wrong"
    assert [slip.given for slip in verdict.slips] == ([reply] if reply.strip() else [])


def test_accepted_spellings():
    card = qa("RLHF", accept=("reinforcement learning from human feedback",))
    assert typed(card, "Reinforcement learning from human feedback").kind == "right"
    near = typed(card, "reinforcement learning from human fedback")
    assert near.kind == "nearly"
    assert near.slips[0].expected == "reinforcement learning from human feedback"


def test_a_known_wrong_answer_is_no_slip():
    assert typed(qa("causal", accept=("causally",), wrong=("casual",)), "casual").kind == "wrong"


def test_a_typed_slip_is_told_as_both_are_shown():
    assert typed(qa(r"$\sqrt{d_k}$"), " √d ").slips == (Slip("typed", "√d", "√dₖ"),)
    assert typed(qa("softmax"), "x" * 100_000).slips[0].given == "x" * 80 + "…"


@pytest.mark.parametrize(
    ("answer", "tolerance", "reply", "kind"),
    [
        ("1.5B", "5%", "1.5 billion", "right"),
        ("1.5B", "5%", "1,500M", "right"),
        ("1.5B", "5%", "1.55b", "right"),
        ("1.5B", "5%", "1.57B parameters", "right"),  # the question names the unit
        ("1.5B", "5%", "1.57B tokens", "wrong"),
        ("1.5B", "5%", "1.6B", "wrong"),
        ("1.5B", "5%", "1.5", "nearly"),
        ("340M", "5%", "341m", "right"),
        ("2k", "1%", "2,050", "right"),
        ("40 GB", "2", "41", "right"),
        ("40 GB", "2", "41 gb", "right"),
        ("40 GB", "2 GB", "42,000 MB", "right"),
        ("40 GB", "2 GB", "43", "wrong"),
        ("40 GB", "2 GB", "40 s", "wrong"),
        ("15%", "1", "16", "right"),
        ("15%", "1", "0.16", "right"),
        ("15%", "1", "17%", "wrong"),
        ("-3", "10%", "-3.2", "right"),
        ("-3", "10%", "3", "wrong"),
        ("12", "1", "twelve", "wrong"),
        ("12", "1", "", "wrong"),
        ("12", "nonsense", "12", "right"),
        ("12", "nonsense", "12.1", "wrong"),
        ("about a dozen", "5%", "about a dozen", "right"),
        ("about a dozen", "5%", "12", "wrong"),
    ],
)
def test_a_number_within_its_tolerance(answer, tolerance, reply, kind):
    card = qa(answer, "How many parameters has it?", tolerance=tolerance)
    assert typed(card, reply).kind == kind


def test_choice():
    card = Card("deck:1", "choice", "Which?", "GELU", "deck:1", wrong=("ReLU", "Tanh"))
    assert chosen(card, ["GELU"]) == Verdict("right")
    assert chosen(card, ["ReLU"]) == Verdict("wrong", (Slip("chosen", "ReLU", "GELU"),))
    assert chosen(card, []).kind == "wrong"


@pytest.mark.parametrize(
    ("replies", "kind"),
    [
        (["MLM", "NSP"], "right"),
        (["NSP", "MLM"], "right"),
        (["MLM"], "nearly"),
        (["MLM", "NSP", "CLM"], "wrong"),
        (["MLM", "CLM"], "wrong"),
        ([], "wrong"),
    ],
)
def test_choose_all(replies, kind):
    card = Card("deck:1", "choice", "Which two?", ("MLM", "NSP"), "deck:1", wrong=("CLM",))
    assert chosen(card, replies).kind == kind


def test_choose_all_names_what_was_too_many_and_what_is_missing():
    card = Card("deck:1", "choice", "Which two?", ("MLM", "NSP"), "deck:1", wrong=("CLM",))
    assert chosen(card, ["NSP", "CLM"]).slips == (
        Slip("extra", given="CLM"),
        Slip("missing", expected="MLM"),
    )


MODELS = ("GPT-1", "BERT", "GPT-2", "GPT-3")


def order(*asked):
    """A question for the order of some of the models."""
    return Question(Card("deck:1", "order", "Order.", MODELS, "deck:1"), "order", asked)


@pytest.mark.parametrize(
    ("replies", "kind"),
    [
        (["GPT-1", "BERT", "GPT-2", "GPT-3"], "right"),
        (["BERT", "GPT-1", "GPT-2", "GPT-3"], "nearly"),
        (["BERT", "GPT-2", "GPT-1", "GPT-3"], "wrong"),
        (["GPT-3", "GPT-2", "BERT", "GPT-1"], "wrong"),
        (["BERT"], "wrong"),
        (["GPT-1", "GPT-2", "GPT-3"], "wrong"),  # not all that were asked
        ([], "wrong"),
    ],
)
def test_order(replies, kind):
    assert ordered(order(*sorted(MODELS)), replies).kind == kind


def test_only_the_items_that_were_asked_are_ordered():
    assert ordered(order("GPT-3", "GPT-1"), ["GPT-1", "GPT-3"]).kind == "right"
    assert ordered(order("GPT-3", "GPT-1"), ["GPT-3", "GPT-1"]).kind == "wrong"


def test_order_tells_which_item_came_too_late():
    assert ordered(order(*MODELS), ["BERT", "GPT-2", "GPT-1", "GPT-3"]).slips == (
        Slip("order", "GPT-2", "GPT-1"),
    )


PAIRS = (("1", "w"), ("2", "x"), ("3", "y"), ("4", "z"))


def match(*asked):
    """A question for some of the pairs."""
    card = Card("deck:1", "match", "Match.", PAIRS, "deck:1")
    return Question(card, "match", ("z", "y", "x", "w"), asked)


@pytest.mark.parametrize(
    ("sides", "kind"),
    [
        ("wxyz", "right"),
        ("xwyz", "nearly"),
        ("xywz", "wrong"),
        ("wxyy", "nearly"),
        ("w", "wrong"),
        ("wxy", "wrong"),  # not all that were asked
        ("", "wrong"),
    ],
)
def test_match(sides, kind):
    assert matched(match(*"1234"), list(zip("1234", sides, strict=False))).kind == kind


def test_only_the_pairs_that_were_asked_are_matched():
    assert matched(match("1", "3"), [("1", "w"), ("3", "y")]).kind == "right"
    assert matched(match("1", "3"), [("1", "y"), ("3", "w")]).kind == "wrong"


def test_match_tells_what_belongs_to_what():
    assert matched(match("1", "2"), [("1", "x"), ("2", "x")]).slips == (Slip("match", "1", "w"),)


@pytest.mark.parametrize(
    "reply",
    ["x" * 100_000, "a " * 50_000, "$" * 50_000, "\\frac{" * 20_000],
    ids=lambda reply: reply[:6],
)
def test_a_long_reply_takes_bounded_time(reply):
    started = time.perf_counter()
    assert typed(qa("softmax"), reply).kind == "wrong"
    assert typed(qa(r"$\sqrt{d_k}$"), reply).kind == "wrong"
    assert typed(qa("ab" * 2_000), "ba" * 2_000 + reply).kind == "wrong"
    assert time.perf_counter() - started < 2
