"""The one place the faces talk to while learning: what is due, a session, the progress."""

from quizzer.study.agenda import Agenda, DeckState, Today
from quizzer.study.helping import MORE_NEW, Helping
from quizzer.study.study import Study

__all__ = ["MORE_NEW", "Agenda", "DeckState", "Helping", "Study", "Today"]
