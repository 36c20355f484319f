"""How drills ask: the name of a column made into a question that a person would ask."""

from __future__ import annotations

from typing import NamedTuple

_TIME = {"time", "year", "date", "month", "day", "when"}
_LINKING = {"about", "as", "at", "by", "for", "from", "in", "of", "on", "per", "to", "with"}
_ASKING = {"can", "does", "has", "how", "is", "what", "when", "where", "which", "who", "why"}
_LONG = 60
"""Characters of a value from which it stands below its question."""


class Prompts(NamedTuple):
    """The questions on a column of this name; `numeric` is one on bare numbers alone.

    A name that is no noun (`Trained on`) stands before the question. `between` are two rows: `A or
    B`.
    """

    column: str
    numeric: bool = False

    def whose(self, value: str, between: str) -> str:
        """Which of two rows has this value?"""
        value, noun = value.strip().rstrip("."), self._noun
        if not noun:
            return f"{self._name}: {value}. Which of these is it, {between}?"
        if len(value) >= _LONG or "\n" in value:
            return f"Whose {noun} {self._is} this, {between}?\n\n{value}"
        if self._counted:
            return f"Which has {value} {noun}, {between}?"
        return f"Whose {noun} {self._is} {value}, {between}?"

    def larger(self, between: str) -> str:
        """Which of two rows has the larger value?"""
        noun = self._noun
        if not noun:
            return f"{self._name}: which of these has the larger value, {between}?"
        if self._counted:
            return f"Which has more {noun}, {between}?"
        return f"Whose {noun} {self._is} larger, {between}?"

    def first(self, between: str) -> str:
        """Which of two rows came first?"""
        noun = self._noun
        if self._name.casefold() in _TIME:
            return f"Which came first, {between}?"
        if self._is_done:
            return f"Which was {_lowered(self._name)} first, {between}?"
        if noun:
            return f"Whose {noun} {self._is} earlier, {between}?"
        return f"{self._name}: which of these came first, {between}?"

    def order(self, dated: bool) -> str:
        """In which order do these rows come, by date or by size?"""
        noun = self._noun
        first = "earliest" if dated else "fewest" if noun and self._counted else "smallest"
        if dated and self._name.casefold() in _TIME:
            return "Put these in order, earliest first."
        if noun:
            return f"Put these in order of {noun}, {first} first."
        return f"{self._name}: put these in order, {first} first."

    def share(self, dated: bool = False) -> str:
        """Which two rows have the same value?"""
        if dated and self._name.casefold() in _TIME:
            return "Which two of these came at the same time?"
        if not self._noun:
            return f"{self._name}: which two of these have the same value?"
        return f"Which two of these have the same {self._number_of}{self._noun}?"

    def odd(self, dated: bool = False) -> str:
        """Which row has another value than all others?"""
        if dated and self._name.casefold() in _TIME:
            return "Which of these came at another time than the others?"
        if not self._noun:
            return f"{self._name}: which of these differs from the others?"
        return f"Which of these differs from the others in {self._number_of}{self._noun}?"

    @property
    def _name(self) -> str:
        return self.column.strip().rstrip(" :?.")

    @property
    def _noun(self) -> str:
        """The name within a sentence; empty if it is no noun."""
        words = self._name.casefold().split()
        asks = not words or words[0] in _ASKING or words[-1] in _LINKING
        return "" if asks or self._is_done else _lowered(self._name)

    @property
    def _is_done(self) -> bool:
        """Whether the name says what was done: `Released`."""
        return self._name.isalpha() and self._name.endswith("ed")

    @property
    def _plural(self) -> bool:
        """Whether the noun is of many: `Layers (largest)`, `Tokens per batch`."""
        head = ""
        for word in self._name.partition(" (")[0].casefold().split():
            if word in _LINKING:
                break
            head = word
        return head.endswith("s") and not head.endswith(("ss", "us", "is"))

    @property
    def _counted(self) -> bool:
        return self.numeric and self._plural

    @property
    def _number_of(self) -> str:
        return "number of " if self._counted else ""

    @property
    def _is(self) -> str:
        return "are" if self._plural else "is"


def _lowered(name: str) -> str:
    """A name within a sentence, unless it begins with an abbreviation, a name or a sign."""
    first = name.split()[0]
    return name[0].lower() + name[1:] if first[1:].islower() else name
