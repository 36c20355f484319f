"""The note types that Quizzer's packages bring along.

They are frozen. Anki updates a note from a package only while its note type has the same id and
the same fields and templates; what changes here later must leave all three as they are. Texts
and styles of the templates may change: raise `REVISED` with them.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Literal

Kind = Literal["basic", "two-way", "cloze", "choice", "typed"]

FIELDS = (
    *("Front", "Back", "Options", "Typed", "Hint", "Why", "Source", "Heading", "Status", "Tags"),
    *("CardId", "Spare 1", "Spare 2", "Spare 3"),
)
"""One list for all types, so that "Merge note types" takes a card along that became typed."""

REVISED = 1735704000
"""When a template or the style last changed, in seconds; a later one replaces them in Anki."""

IDS: Mapping[Kind, int] = {
    "basic": 1735704391001,
    "two-way": 1735704391002,
    "cloze": 1735704391003,
    "choice": 1735704391004,
    "typed": 1735704391005,
}
_TEMPLATES: Mapping[Kind, Mapping[str, tuple[str, int]]] = {
    "basic": {"Card": ("basic", 0)},
    "two-way": {"Definition": ("definition", 0), "Term": ("term", 1)},
    "cloze": {"Cloze": ("cloze", 0)},
    "choice": {"Card": ("choice", 0)},
    "typed": {"Card": ("typed", 0)},
}
"""By name: the file, and the one field without which there is no such card."""


def models() -> dict[str, dict[str, Any]]:
    """The note types as Anki's schema 11 holds them, keyed by their ids."""
    return {str(id_): _model(kind, id_) for kind, id_ in IDS.items()}


def _model(kind: Kind, id_: int) -> dict[str, Any]:
    templates = enumerate(_TEMPLATES[kind].items())
    needs = [[ord_, "all", [field]] for ord_, (_, field) in enumerate(_TEMPLATES[kind].values())]
    return {
        "id": id_,
        "name": f"Quizzer {kind.capitalize()}",
        "type": int(kind == "cloze"),
        "mod": REVISED,
        "usn": -1,
        "sortf": 0,
        "did": 1,
        "flds": [_field(ord_, name) for ord_, name in enumerate(FIELDS)],
        "tmpls": [_template(ord_, name, *source) for ord_, (name, source) in templates],
        "css": resource("card.css"),
        "req": [] if kind == "cloze" else needs,
        "latexPre": "\\documentclass[12pt]{article}\n\\begin{document}\n",
        "latexPost": "\\end{document}",
        "latexsvg": False,
        "tags": [],
        "vers": [],
    }


def _field(ord_: int, name: str) -> dict[str, Any]:
    return {
        "id": 1735704391100 + ord_,
        "name": name,
        "ord": ord_,
        "sticky": False,
        "rtl": False,
        "font": "Arial",
        "size": 20,
        "media": [],
    }


def _template(ord_: int, name: str, source: str, needed: int) -> dict[str, Any]:
    front, back = resource(f"{source}.html").split("---\n")
    field = FIELDS[needed]
    front = f"{{{{#{field}}}}}{_sheet(front + resource('front.html'))}{{{{/{field}}}}}"
    back = _sheet(back + resource("back.html"))
    return {
        "id": 1735704391200 + ord_,
        "name": name,
        "ord": ord_,
        "qfmt": front,
        "afmt": back,
        "bqfmt": "",
        "bafmt": "",
        "did": None,
    }


def _sheet(content: str) -> str:
    return f'<div class="sheet">\n{content}</div>'


def resource(name: str) -> str:
    """The text of a file that stands beside this one."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
