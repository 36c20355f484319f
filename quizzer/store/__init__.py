"""The learner's progress: an append-only log, and the memory state that follows from it."""

from quizzer.store.database import Content, Due, Store
from quizzer.store.rows import Act, Review, Standing

__all__ = ["Act", "Content", "Due", "Review", "Standing", "Store"]
