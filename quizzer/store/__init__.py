"""The learner's progress: an append-only log, and the memory state that follows from it."""

from quizzer.store.contents import Content, Contents, Edition
from quizzer.store.database import Due, Store
from quizzer.store.rows import Act, Review, Stamp, Standing

__all__ = ["Act", "Content", "Contents", "Due", "Edition", "Review", "Stamp", "Standing", "Store"]
