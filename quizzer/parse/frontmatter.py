"""Front matter: what a note says of itself as a deck."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from quizzer.errors import Problem
from quizzer.parse import yaml
from quizzer.parse.directives import read_yaml
from quizzer.parse.forms import Value
from quizzer.parse.markdown import Document, document
from quizzer.parse.yaml.source import CONTROL
from quizzer.parse.yaml.tree import Spot

Front = dict[str, Value]
"""The keys that mean something here: title, description, tags, order, id, quizzer."""


def split(text: str, path: str) -> tuple[Document, Front, list[Problem]]:
    """A note and its front matter.

    What stands there may be for other programs: keys of theirs are left alone, and a fault is
    no more than a warning. Two rules with prose between them are no front matter.
    """
    page = document(text)
    if page.front is None:
        return page, {}, []
    node, faults = read_yaml(page.front, path, Spot(1, 0))
    if not isinstance(node, yaml.Mapping):
        return (document(text, front_matter=False) if node else page), {}, []
    problems = [fault._replace(severity="warning") for fault in faults]
    front: Front = {}

    def warn(at: yaml.Node, message: str, hint: str) -> None:
        problems.append(Problem(path, at.line, at.column, "N01", message, hint, "warning"))

    for key, value in node.items():
        match key, value:
            case (("title" | "description" | "id"), yaml.Scalar()) if value.strip():
                front[key] = " ".join(value.split())
            case "tags", yaml.Scalar() | yaml.Sequence():
                front[key] = tuple(_tags(value))
            case "order", yaml.Scalar() if _is_number(value):
                front[key] = str(value)
            case "order", _:
                warn(value, "`order` is not a number", "write `order: 20`")
            case "quizzer", yaml.Scalar() if value in ("true", "skip"):
                front[key] = str(value)
            case "quizzer", _ if value != "false":
                warn(value, "`quizzer` is neither true nor skip", "write `quizzer: true`")
    return page, front, problems


def _tags(node: yaml.Scalar | yaml.Sequence) -> list[str]:
    """The tags of a list, or of a text with commas or spaces between them; `#` may lead each."""
    if isinstance(node, yaml.Scalar):
        written: Sequence[object] = node.split("," if "," in node else None)
    else:
        written = [item for item in node if isinstance(item, yaml.Scalar)]
    return [tag for item in written if (tag := str(item).strip().lstrip("#"))]


def _is_number(text: str) -> bool:
    try:
        return abs(float(text)) < float("inf")
    except ValueError:
        return False


def deck(front: Front, page: Document, note: str) -> dict[str, Value]:
    """The keys of a note's deck; its title is by default the first heading, or the file's name."""
    headings = (CONTROL.sub("", section.path[-1]) for section in page.sections if section.path)
    title = front.get("title") or next(filter(None, headings), "") or PurePosixPath(note).stem
    rest = {key: front[key] for key in ("id", "description", "order", "tags") if front.get(key)}
    return {"deck": title, **rest}
