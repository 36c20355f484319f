"""Whether a typed or chosen answer is right, and where it slipped."""

from quizzer.marking.answers import typed
from quizzer.marking.choices import chosen, matched, ordered
from quizzer.marking.verdict import Slip, Verdict

__all__ = ["Slip", "Verdict", "chosen", "matched", "ordered", "typed"]
