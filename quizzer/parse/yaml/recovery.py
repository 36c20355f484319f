"""What a fault in a YAML text spoils, and where reading goes on behind it."""

from __future__ import annotations

import re

from quizzer.parse.yaml.layout import conflict_end
from quizzer.parse.yaml.lines import DASH, KEY, LOOK_BACK, Diagnosis, bad_start, is_conflict
from quizzer.parse.yaml.pieces import Piece, Text
from quizzer.parse.yaml.tree import Mapping, Mark, Node, Refused, Sequence, Spot, Void

_BARE_KEY = re.compile(r" *(\w+)(?:\s*| *:\s*)")


class Progress:
    """How far a text has been read: its tree as it grows, and the `piece` that is being read.

    `items` is the list whose next item is read after a fault, `item` where its open item begins,
    `quote` where the last quoted text begins; `torn` tells that a fault cost keys of the root.
    """

    def __init__(self, text: Text) -> None:
        self.text = text
        self.piece = Piece(0, 0, len(text.text))
        self.root: Node | None = None
        self.items: Sequence | None = None
        self.item: Mark | None = None
        self.quote: Mark | None = None
        self.torn = False

    def begin(self, piece: Piece) -> None:
        """Go on to another piece."""
        self.piece = piece
        self.item = self.quote = None

    def spot(self, mark: Mark) -> Spot:
        """Where in the text a mark of the piece is."""
        return Spot(mark.line + self.piece.line, mark.column)

    def after(self, found: Diagnosis) -> list[Piece]:
        """What is still to be read after a fault, now that what it spoils is refused."""
        text, number = self.text, found.spot.line
        is_apart = self._is_apart(found)
        line = max(number, self.piece.line)
        if is_apart and self.items and isinstance(self.items[-1], Mapping):
            self.items[-1].torn = True  # if not whole after all
        if self.item is None:
            self._refuse_last(found, is_apart)
            if self.items is None:
                line = self._begin_list(line)
        elif self.items is not None and not is_apart:
            spot = self.spot(self.item)
            self.items[-1] = Refused(spot)
            line = spot.line
        if self.items and len(self.items) == 1:
            line = self._realigned(self.items, line, is_apart)
        line = conflict_end(text.lines, number) if is_conflict(text.line(number)) else line
        column = None if self.items is None else self.items.mark.column
        return text.rest(self.piece, line, column, not isinstance(self.root, Sequence))

    def _realigned(self, items: Sequence, line: int, is_apart: bool) -> int:
        """The line behind which reading goes on after the first item. If that was the odd one, no
        item follows in its column, and those that do are taken for the list.
        """
        lines, column = self.text.lines, items.mark.column
        here, following = DASH.match(self.text.line(line)), []
        for number in range(line + 1, min(line + LOOK_BACK, len(lines))):
            dash, key = DASH.match(lines[number]), KEY.match(lines[number])
            if dash and key:
                following.append(Spot(number, dash.start("at")))
            elif key and not lines[number].startswith(" "):
                break
        if following and all(spot.column != column for spot in following):
            items.mark = following[0]
            if is_apart and here and here.start("at") == items.mark.column:
                return line - 1
        return line

    def _is_apart(self, found: Diagnosis) -> bool:
        """Whether the line of a fault begins something new, so that what stands above is whole."""
        line, dash = self.text.line(found.spot.line), found.dash
        if is_conflict(line):
            line = self.text.line(found.spot.line + 1)
            if line[:1].strip(" \t-"):
                return True
        elif self.item is not None or dash is not None:
            line = ""
        if begun := DASH.match(line):
            dash = begun.start("at")
        if self.items is None or dash != self.items.mark.column:
            return False
        above = self.items[-1] if self.items else None
        is_open = isinstance(above, Mapping) and above and type([*above.values()][-1]) is Void
        return not is_open

    def _refuse_last(self, found: Diagnosis, is_apart: bool) -> None:
        """Refuses what could be read but is where the fault is: a value, an item that a stray
        line belongs to, a key without its colon.
        """
        root, items, number = self.root, self.items, found.spot.line
        line = self.text.line(number)
        is_inner = line[:1].isspace() or (is_conflict(line) and not is_apart)
        is_inner |= items is not None and not KEY.match(line)
        key = next(reversed(root), None) if isinstance(root, Mapping) else None
        last = root[key] if isinstance(root, Mapping) and key is not None else root
        if last is None:
            pass
        elif isinstance(root, str):
            self.root = None
        elif last is items:
            if items and (items[-1].line == number + 1 or (is_inner and not is_apart)):
                items[-1] = Refused(items[-1].mark)
        elif isinstance(last, Sequence) and last.flow and is_inner and last.line <= number:
            if last and not line.startswith(("{", "["), found.spot.column):
                last[-1] = Refused(last[-1].mark)
        elif isinstance(root, Mapping) and key is not None:
            if is_inner or last.line == number + 1:
                root[key] = Refused(last.mark)
            owner = items[-1] if items and is_apart and not bad_start(line, number) else None
            if items and isinstance(owner, Mapping) and key not in owner:
                items[-1] = Refused(owner.mark)  # the key was to be in it
        bare = _BARE_KEY.fullmatch(line)
        if isinstance(root, Mapping) and items is None and bare and bare[1] not in root:
            root.marks[bare[1]] = found.spot
            root[bare[1]] = Refused(found.spot)
        elif not is_inner or (items is None and DASH.match(line)):
            self.torn = True

    def _begin_list(self, line: int) -> int:
        """Takes the dashes that follow for the list of the last key, if that is spoilt or empty,
        or for that of the key that a deck lacks. The line behind which reading goes on.
        """
        root, is_item = self.root, DASH.match(self.text.line(line))
        dash = self.text.dash(line if is_item else line + 1)
        if dash is None or not isinstance(root, Mapping) or not root:
            return line
        if bad_start(self.text.line(line), line) and len(root) > 1:
            root.popitem()  # a dash that was taken for part of a key
        key = next(reversed(root))
        if is_item or not isinstance(root[key], Refused | Void):
            if "deck" not in root or "cards" in root:
                return line
            key = "cards"
        root[key] = self.items = Sequence(dash)
        return line - 1 if is_item else line
