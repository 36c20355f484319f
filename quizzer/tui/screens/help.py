"""The keys of the screen one is on."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from quizzer.terminal import visible

_NAMES = {
    "question_mark": "?",
    "minus": "-",
    "at": "@",
    "escape": "Esc",
    "space": "Space",
    "enter": "Enter",
    "plus": "+",
    "slash": "/",
}


class HelpScreen(ModalScreen[None]):
    """A list of keys, what each does, and the id by which config.toml can give it other keys."""

    CSS_PATH = "help.tcss"
    BINDINGS = [
        Binding("escape,question_mark,q,enter,space", "dismiss", "Close", id="help.close"),
    ]

    def __init__(self, screen: Screen[Any]) -> None:
        super().__init__()
        self._of = screen

    def compose(self) -> ComposeResult:
        """The keys as a table of plain lines."""
        with VerticalScroll(id="help"):
            yield Static("Keys of this screen", classes="title", markup=False)
            yield Static(self._keys(), markup=False)
            yield Static(
                'Other keys can be set in config.toml, e.g. [keys] "review.undo" = "z".',
                classes="dim",
                markup=False,
            )

    def _keys(self) -> Content:
        rows: dict[str, tuple[list[str], str]] = {}
        for key, active in self._of.active_bindings.items():
            binding = active.binding
            if binding.id and binding.description and "." in binding.id:
                says = active.tooltip or binding.description
                rows.setdefault(binding.id, ([], says))[0].append(_NAMES.get(key, key))
        lines = []
        for name, (keys, says) in rows.items():
            lines.append(
                Content.assemble(
                    (f"{visible(' or '.join(keys)):<16}", "bold $accent"),
                    f"{says}  ",
                    (name, "dim"),
                )
            )
        return Content("\n").join(lines)
