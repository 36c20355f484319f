"""Flashcards and quizzes in the terminal, made from notes, with spaced repetition."""

__version__ = "0.1.0"
