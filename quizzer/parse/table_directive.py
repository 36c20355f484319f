"""What a table directive says: which question is asked of which column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from quizzer.parse import yaml
from quizzer.parse.directives import Context, Directive, nearest

_NEEDED = {"ask": ("key",), "reverse": ("value",), "compare": ("a", "b"), "order": ()}
_KEYS = (*_NEEDED, "alias", "skip", "undisclosed")


@dataclass(slots=True)
class Settings:
    """The questions of each kind by column, columns left out, and whether to ask who is silent.

    An empty question stands for one that had a fault: it is not asked.
    """

    questions: dict[str, dict[str, str]] = field(default_factory=dict)
    skip: set[str] = field(default_factory=set)
    undisclosed: bool = False

    def question(self, kind: str, column: str, default: str = "") -> str:
        """What `kind` asks of the column."""
        return self.questions.get(kind, {}).get(column, default)


def settings(directive: Directive, names: Sequence[str], context: Context) -> Settings:
    """The settings of a table whose columns have these names; faults are told and left out."""
    found = Settings()
    columns = [name for name in names[1:] if name]

    def known(name: yaml.Scalar) -> bool:
        if name in columns:
            return True
        message, hint = f"the table has no column `{name}`", nearest(name, columns)
        if name == names[0]:
            message, hint = f"`{name}` names the rows", "only the columns after it can be asked"
        context.report(name, "G01", message, hint)
        return False

    for key, value in directive.settings.placed():
        match key, value:
            case ("ask" | "reverse" | "compare" | "order") as kind, yaml.Mapping():
                questions = found.questions.setdefault(kind, {})
                for name, text in value.placed():
                    if known(name):
                        questions[name] = _question(kind, name, text, context)
            case "alias", yaml.Mapping():
                for spelling, others in value.items():
                    if texts := _texts(others):
                        context.aliases[spelling] = texts
                    else:
                        hint = f"write `{spelling}: [another spelling]`"
                        context.report(others, "G03", f"`{spelling}` has no other spelling", hint)
            case "skip", (yaml.Scalar() | yaml.Sequence()) if _texts(value):
                nodes = value if isinstance(value, yaml.Sequence) else [value]
                found.skip.update(n for n in nodes if isinstance(n, yaml.Scalar) and known(n))
            case "undisclosed", "ask":
                found.undisclosed = True
            case "undisclosed", _:
                message = "`undisclosed` can only be asked for"
                context.report(value, "G03", message, "write `undisclosed: ask`")
            case "skip", _:
                context.report(value, "G03", "`skip` takes columns", "write `skip: [Notes]`")
            case _ if key in _KEYS:
                hint = f"write `{key}:` and below it, indented, `column: text`, one a line"
                context.report(value, "G03", f"`{key}` takes a map", hint)
            case _:
                message = f"`{key}` is no setting of a table"
                context.report(key, "G03", message, nearest(key, _KEYS))
    return found


def _texts(node: yaml.Node) -> tuple[str, ...]:
    """A text or a list of texts as a tuple; empty for anything else."""
    nodes = node if isinstance(node, yaml.Sequence) else [node]
    texts = tuple(str(one) for one in nodes if isinstance(one, yaml.Scalar) and one.strip())
    return texts if len(texts) == len(nodes) else ()


def _question(kind: str, column: str, node: yaml.Node, context: Context) -> str:
    """A column's question; empty if it cannot be one, which is told."""
    which = f"the `{kind}` question of `{column}`"
    if not isinstance(node, yaml.Scalar) or not node.strip():
        context.report(node, "G03", f"{which} is no text", f'write `{column}: "..."`')
        return ""
    named, needed = set(_NAME.findall(node)), _NEEDED[kind]
    if missing := [f"{{{name}}}" for name in needed if name not in named]:
        hint = "it stands for the cell's text" if kind == "reverse" else "it stands for a row"
        context.report(node, "G03", f"{which} lacks {' and '.join(missing)}", hint)
        return ""
    if stray := (named & {"key", "value"}) - set(needed):
        known = ", ".join(f"{{{name}}}" for name in (*needed, "column"))
        message = f"{which} cannot name {{{min(stray)}}}"
        context.report(node, "G03", message, f"it can name {known}")
        return ""
    if kind == "compare" and higher_wins(node) is None:
        hint = "say first, earlier, fewer or smaller; or else later, more or larger"
        context.report(node, "G04", f"{which} does not say which value wins", hint)
        return ""
    return " ".join(node.split())


_NAME = re.compile(r"\{(key|value|a|b|column)\}")


def filled(question: str, **names: str) -> str:
    """The question with texts in the place of {key}, {value}, {a}, {b} and {column}."""
    return _NAME.sub(lambda found: names.get(found[1], found[0]), question)


_LESS = (
    "first before sooner soonest earl(?:y|ier|iest) few(?:er|est) less(?:er)? least lowest lower"
    " small(?:er|est) short(?:er|est) cheap(?:er|est) light(?:er|est) shallow(?:er|est) minimum"
)
_MORE = (
    "last after later latest new(?:er|est) more most large(?:r|st) big(?:ger|gest) higher highest"
    " great(?:er|est) long(?:er|est) deep(?:er|est) wide(?:r|st) heav(?:ier|iest) dear(?:er|est)"
    " maximum"
)
_DIRECTION = re.compile(
    rf"\b(?:(?P<less>{_LESS})|(?P<more>{_MORE}))\b".replace(" ", "|"), re.IGNORECASE
)
_PLACES = ("first", "before", "last", "after")


def higher_wins(question: str) -> bool | None:
    """Whether a compare question asks for the higher value ("larger", "later"); None if unsaid."""
    found = _DIRECTION.search(question)
    return bool(found["more"]) if found else None


def falls(question: str) -> bool:
    """Whether an order question begins with the highest value: "largest first"."""
    words = (w for w in _DIRECTION.finditer(question) if w[0].casefold() not in _PLACES)
    found = next(words, None)
    return bool(found and found["more"])
