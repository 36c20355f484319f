"""What a card says of the rules that it switches off."""

from __future__ import annotations

import pytest

from quizzer.lint.off import offs, switched_off


@pytest.mark.parametrize(
    ("lint", "rules", "reason"),
    [
        ("off C04 the wording is the law's", ("C04",), "the wording is the law's"),
        ("off C04 C05 both are one fact", ("C04", "C05"), "both are one fact"),
        ("off C04, C05: both are one fact", ("C04", "C05"), "both are one fact"),
        ("off C04 – a quotation", ("C04",), "a quotation"),
        ("off C04 a reason\nthat goes on", ("C04",), "a reason\nthat goes on"),
        ("off C04", ("C04",), ""),
        ("off", (), ""),
    ],
)
def test_rules_and_the_reason_are_read(lint, rules, reason):
    (off,) = offs(lint)
    assert off == (True, rules, reason)


def test_several_lines_switch_off_several_rules():
    assert switched_off("off C04 for this\noff C09 for that") == {"C04", "C09"}


@pytest.mark.parametrize(
    ("lint", "message", "hint"),
    [
        ("C04 too strict", "`lint` switches no rule off", "write `lint: off C04 REASON`"),
        ("off", "`lint` switches no rule off", "write `lint: off C04 REASON`"),
        (
            "off because it is fine",
            "`lint` switches no rule off",
            "write `lint: off C04 REASON`",
        ),
        ("off C04", "no reason is given for `off C04`", "write `lint: off C04 REASON`"),
        (
            "off C04 C05 .",
            "no reason is given for `off C04 C05`",
            "write `lint: off C04 C05 REASON`",
        ),
        ("off c04 x", "`c04` is no rule of how cards are written", "did you mean `C04`?"),
        ("off C44 x", "`C44` is no rule of how cards are written", "did you mean `C14`?"),
        ("off F11 x", "`F11` cannot be switched off", "take it out, and mend what it tells"),
    ],
)
def test_a_key_that_is_wrong_is_told(found, lint, message, hint):
    (problem,) = found("C00", f"- q: What?\n  a: x\n  lint: '{lint}'")
    assert (problem.message, problem.hint) == (message, hint)
    assert (problem.line, problem.severity) == (5, "warning")


@pytest.mark.parametrize("lint", ["off C04 the wording is the law's", "off C04, M01: x"])
def test_a_key_that_is_right_is_left_alone(says, lint):
    assert says("C00", f'- q: What?\n  a: x\n  lint: "{lint}"') == []


def test_a_rule_is_switched_off_for_one_card_and_its_siblings(says):
    text = "word " * 41
    entry = f"- term: Dropout\n  definition: {text}\n"
    assert says("C04", entry) != []
    assert says("C04", entry + "  lint: off C04 the definition is quoted") == []
    assert says("C04", entry + "  lint: off C05 the definition is quoted") != []
    other = f"- q: What is it?\n  a: {text}\n"
    assert len(says("C04", entry + "  lint: off C04 quoted\n" + other)) == 1


def test_a_rule_without_a_reason_is_off_and_told(says):
    card = "- q: Describe LoRA.\n  a: x\n  lint: off C08"
    assert says("C08", card) == []
    assert says("C00", card) == ["no reason is given for `off C08`"]


def test_a_fault_of_a_lint_key_cannot_be_switched_off(says):
    (message,) = says("C00", "- {q: What?, a: x, lint: off C00 it is my file}")
    assert message == "`C00` cannot be switched off"
