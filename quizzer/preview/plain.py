"""A preview as plain text, for a pipe or a screen reader."""

from __future__ import annotations

from quizzer.card import LETTERS
from quizzer.preview.reading import Preview
from quizzer.terminal import visible
from quizzer.wording import about_text, answer_text, asked_for, one_line, plain, question_text


def text(preview: Preview) -> str:
    """The cards one after the other, each under where it stands, for a pipe or a screen reader."""
    return "\n\n".join(_in_text(preview, number) for number in range(1, len(preview.faces) + 1))


def _in_text(preview: Preview, number: int) -> str:
    face = preview.faces[number - 1]
    question, card = face.question, face.question.card
    parts = [
        f"{preview.path}:{card.line}: {preview.place(number)}",
        asked_for(question),
        plain(question_text(card)),
        *(f"{n}) {one_line(left)}" for n, left in enumerate(question.left, 1)),
        *(
            f"{letter}) {one_line(it)}"
            for letter, it in zip(LETTERS, question.options, strict=False)
        ),
        plain(face.hint),
        "Answer:",
        plain(face.filled),
        plain(answer_text(card)),
        plain(about_text(card)),
    ]
    return visible("\n".join(part.strip("\n") for part in parts if part))
