"""YAML as decks use it: bounded, every scalar a text, every fault said with its place."""

from quizzer.parse.yaml.emit import dump
from quizzer.parse.yaml.reader import DEPTH_LIMIT, paused_gc, read, read_bare
from quizzer.parse.yaml.tree import Mapping, Mark, Node, Refused, Scalar, Sequence, Spot, Void

__all__ = [
    "DEPTH_LIMIT",
    "Mapping",
    "Mark",
    "Node",
    "Refused",
    "Scalar",
    "Sequence",
    "Spot",
    "Void",
    "dump",
    "paused_gc",
    "read",
    "read_bare",
]
