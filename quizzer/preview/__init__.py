"""What the learner will see of a deck or note: every card, beside the lines it is written in."""

from quizzer.preview.page import html
from quizzer.preview.plain import text
from quizzer.preview.reading import Face, NoCardsError, Preview, read, said

__all__ = ["Face", "NoCardsError", "Preview", "html", "read", "said", "text"]
