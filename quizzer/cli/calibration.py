"""The verb calibration: how sure the learner was, and how often right."""

from __future__ import annotations

import click

from quizzer.cli.setup import Setup, print_json, say
from quizzer.wording import SURE, answer_text, calibration_lines, one_line, question_text


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
@click.pass_obj
def calibration(setup: Setup, as_json: bool) -> None:
    """Hold how sure you were of your answers against how often you were right.

    Below the curve stand the cards of which you were sure and wrong, the latest first.
    """
    from quizzer.calibration import curve

    with setup.study() as study:
        found = study.claims.calibration()
        mistakes = [
            (study.clock.local(claim.at), card)
            for claim, card in study.claims.with_cards(found.mistakes)
        ]
        if as_json:
            print_json(
                found._asdict()
                | {
                    "levels": [level._asdict() for level in found.levels],
                    "mistakes": [
                        {
                            "card": card.id,
                            "question": question_text(card),
                            "answer": answer_text(card),
                            "at": at.isoformat("T", "seconds"),
                        }
                        for at, card in mistakes
                    ],
                }
            )
            return
        for line in calibration_lines(found):
            say(line)
        if found.answers:
            say(f"\n{curve(found.levels, SURE)}")
        if mistakes:
            say("\nYou were sure of these, and wrong:")
        for at, card in mistakes:
            say(f"{at:%Y-%m-%d}  {one_line(question_text(card))}")
            say(f"            {one_line(answer_text(card))}")
