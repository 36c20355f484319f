"""config.toml: every field documented, the file read with a line for every fault, and written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from quizzer.errors import AccessError, UsageError
from quizzer.files import replace_file
from quizzer.places import HOMELESS, IN_FULL
from quizzer.schedule.steps import Settings


class Limits(NamedTuple):
    """How many cards a day; None is no limit of its own."""

    new: int | None = None
    reviews: int | None = None


class Config(NamedTuple):
    """What config.toml says; every field has a default, and the file may be missing."""

    new_per_day: int = 20
    """[study] new_per_day: cards never seen before that a day brings, over all decks."""
    reviews_per_day: int = 200
    """[study] reviews_per_day: due cards that a day brings, over all decks."""
    day_starts: int = 4
    """[study] day_starts: the hour (0 to 23, local) at which a new day begins."""
    retention: float = 0.9
    """[study] retention: the share of cards to be remembered when they come back, 0.7 to 0.99."""
    steps: tuple[float, ...] = (1, 10)
    """[study] steps: minutes after which a new card comes back while it is being learned."""
    relearning_steps: tuple[float, ...] = (10,)
    """[study] relearning_steps: minutes after which a forgotten card comes back."""
    maximum_interval: int = 36500
    """[study] maximum_interval: the longest time between two reviews, in days."""
    parameters: tuple[float, ...] = ()
    """[study] parameters: the 21 numbers of FSRS-6; empty means the published ones."""
    confidence: bool = False
    """[study] confidence: whether to say, before an answer is shown, how sure one is of it."""
    folders: tuple[Path, ...] = ()
    """[decks] folders: further folders whose decks belong to the library."""
    limits: Mapping[str, Limits] = MappingProxyType({})
    """[limits."DECK"] new_per_day, reviews_per_day: for one deck, or all below a folder."""
    formats: Mapping[str, str] = MappingProxyType({})
    """[study] formats (under the empty name) and [formats] "DECK": how cards are asked.

    `mastery` (the default) follows how well a card is known, `card` its author; `choice`, `typed`
    and `recall` are asked wherever a card can be.
    """
    theme: str = ""
    """[look] theme: the name of a Textual theme; empty leaves Quizzer's own."""
    keys: Mapping[str, str] = MappingProxyType({})
    """[keys]: other keys for an action, by the id that `?` shows, e.g. "review.undo" = "z"."""

    def schedule(self) -> Settings:
        """The part that decides when cards come back, in the scheduler's own units."""
        return Settings(
            parameters=self.parameters or Settings().parameters,
            retention=self.retention,
            learning=tuple(round(minutes * 60) for minutes in self.steps),
            relearning=tuple(round(minutes * 60) for minutes in self.relearning_steps),
            maximum_interval=self.maximum_interval,
            day_starts=self.day_starts,
        )


FORMATS = ("mastery", "card", "choice", "typed", "recall")
"""The rules for how cards are asked."""

_STUDY = {
    "new_per_day": (int, 0, 9999),
    "reviews_per_day": (int, 0, 9999),
    "day_starts": (int, 0, 23),
    "retention": (float, 0.7, 0.99),
    "maximum_interval": (int, 1, 36500),
}
_MINUTES = ("steps", "relearning_steps")
_MOST_MINUTES = 525_600


def read(path: Path) -> Config:
    """The configuration in `path`, or the defaults where there is no such file.

    Raises UsageError with every fault of the file, AccessError when it cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        raise AccessError(f"cannot read {path}", str(error)) from error
    import tomllib

    try:
        found = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise _no_toml(path, text, str(error)) from error
    reader = _Reader(found)
    config = reader.config()
    if reader.faults:
        faults = sorted((_line(text, name), said) for name, said in reader.faults)
        raise UsageError(f"{path}:" + "; line ".join(f"{line}: {said}" for line, said in faults))
    return config


_WAYS_OUT = {
    "Invalid value": "a text stands in quotes, and true and false in small letters",
    "Expected '=' after a key": "write it as name = value",
    "Expected ']' at the end of a table": "write the name of a table in brackets, e.g. [study]",
    "Expected newline": "write one setting a line, and a text in quotes",
    "Unescaped '\\' in a string": "write a path with \\ in single quotes",
    "Cannot overwrite a value": "write each name once",
    "Cannot declare": "write each table once",
}
"""What to write instead, by how the fault that tomllib names begins."""

_AT = r" \(at (?:line (\d+), column (\d+)|end of document)\)$"


def _no_toml(path: Path, text: str, said: str) -> UsageError:
    """What tomllib says of a file that is no TOML, at the place that it names in the end."""
    where, found = str(path), re.search(_AT, said)
    if found:
        where += f":{found[1]}:{found[2]}" if found[1] else f":{len(text.splitlines())}"
    ways = (way for begin, way in _WAYS_OUT.items() if said.startswith(begin))
    hint = next(ways, "mend the line, or move the file away")
    return UsageError(f"{where}: {re.sub(_AT, '', said)}", hint)


_HEAD = r"\s*\[+([^\]]+)\]"
_KEY = r"([^=#]+)="


def _line(text: str, name: str) -> int:
    """The line of a setting, or of the table or value around it; the first where it is nowhere."""
    at, table = {"": 1}, ""
    for number, line in enumerate(text.split("\n"), 1):
        if head := re.match(_HEAD, line):
            here = table = _bare(head[1])
        elif key := re.match(_KEY, line):
            here = _bare(f"{table}.{key[1]}")
        else:
            continue
        while here not in at:
            at[here] = number
            here = here.rpartition(".")[0]
    around = _bare(name)
    while around not in at:
        around = around.rpartition(".")[0]
    return at[around]


def _bare(name: str) -> str:
    return re.sub(r"[\"'\[\]\s]", "", name).strip(".")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


class _Reader:
    """Takes a parsed config.toml apart and gathers what is wrong with it."""

    def __init__(self, found: dict[str, Any]) -> None:
        self.found = found
        self.faults: list[tuple[str, str]] = []

    def config(self) -> Config:
        values: dict[str, Any] = {}
        self._known("", self.found, ["study", "decks", "limits", "formats", "look", "keys"])
        study = self._table("study")
        self._known("study", study, [*_STUDY, *_MINUTES, "parameters", "confidence", "formats"])
        for name, (kind, low, high) in _STUDY.items():
            if name in study:
                values[name] = self._number(f"study.{name}", study[name], kind, low, high)
        for name in _MINUTES:
            if name in study:
                values[name] = self._minutes(f"study.{name}", study[name])
        if "parameters" in study:
            values["parameters"] = self._parameters(study["parameters"])
        values["confidence"] = study.get("confidence", False)
        if not isinstance(values["confidence"], bool):
            self._fault("study.confidence", "is true or false")
        decks = self._table("decks")
        self._known("decks", decks, ["folders"])
        values["folders"] = self._folders(decks.get("folders", []))
        values["limits"] = {deck: self._limits(deck) for deck in self._table("limits")}
        values["formats"] = self._formats(study)
        look = self._table("look")
        self._known("look", look, ["theme"])
        values["theme"] = look.get("theme", "")
        if not isinstance(values["theme"], str):
            self._fault("look.theme", 'is a name, e.g. "quizzer-light"')
        values["keys"] = self._table("keys")
        for action, key in values["keys"].items():
            if not isinstance(key, str):
                hint = 'write the action in quotes, e.g. "review.undo" = "z"'
                self._fault(f"keys.{action}", f"is no key: {hint}")
        return Config(**values)

    def _fault(self, name: str, says: str) -> None:
        self.faults.append((name, f"{name} {says}"))

    def _table(self, name: str) -> dict[str, Any]:
        table = self.found.get(name, {})
        if isinstance(table, dict):
            return table
        self._fault(f"[{name}]", "is a table")
        return {}

    def _known(self, table: str, found: dict[str, Any], names: list[str]) -> None:
        for name in found:
            if name not in names:
                from difflib import get_close_matches

                near = get_close_matches(name, names, 1)
                said = f"{table}.{name}" if table else f"[{name}]"
                rest = f"did you mean {near[0]}?" if near else f"known are {', '.join(names)}"
                self._fault(said, f"is unknown: {rest}")

    def _number(self, name: str, value: Any, kind: type, low: float, high: float) -> float:
        if (
            not _is_number(value)
            or not low <= value <= high
            or (kind is int and value != int(value))
        ):
            what = "a whole number" if kind is int else "a number"
            self._fault(name, f"is {what} from {low} to {high}, not {value!r}")
            return low
        return int(value) if kind is int else float(value)

    def _minutes(self, name: str, value: Any) -> tuple[float, ...]:
        if not isinstance(value, list) or not all(
            _is_number(minutes) and 0 < minutes <= _MOST_MINUTES for minutes in value
        ):
            self._fault(name, "is a list of minutes, e.g. [1, 10]")
            return ()
        for minutes in value:
            if not round(minutes * 60):
                said = f"has {minutes} minutes, less than a second; the shortest step is 0.02"
                self._fault(name, said)
        return tuple(value)

    def _parameters(self, value: Any) -> tuple[float, ...]:
        from quizzer.schedule import fsrs

        if not isinstance(value, list) or not all(map(_is_number, value)):
            self._fault("study.parameters", "is a list of 21 numbers")
            return ()
        for fault in fsrs.check(value):
            self._fault("study.parameters", f"does not fit: {fault}")
        return tuple(value)

    def _folders(self, value: Any) -> tuple[Path, ...]:
        if not isinstance(value, list) or not all(isinstance(folder, str) for folder in value):
            self._fault("decks.folders", 'is a list of paths, e.g. ["~/notes"]')
            return ()
        folders = []
        for folder in value:
            if "\0" in folder:
                self._fault("decks.folders", f"has {folder!r}, which is no path")
                continue
            try:
                folders.append(Path(folder).expanduser())
            except RuntimeError:
                self._fault("decks.folders", f"has {folder!r}, which {HOMELESS}; {IN_FULL}")
        return tuple(folders)

    def _limits(self, deck: str) -> Limits:
        found = self.found["limits"][deck]
        if not isinstance(found, dict):
            self._fault(f"limits.{deck}", f'is no table: write e.g. [limits."{deck}"]')
            return Limits()
        name = f'limits."{deck}"'
        self._known(name, found, ["new_per_day", "reviews_per_day"])
        numbers = [
            int(self._number(f"{name}.{key}", found[key], int, 0, 9999)) if key in found else None
            for key in ("new_per_day", "reviews_per_day")
        ]
        return Limits(*numbers)

    def _formats(self, study: dict[str, Any]) -> dict[str, str]:
        found = {"": study["formats"]} if "formats" in study else {}
        found |= self._table("formats")
        for deck, rule in found.items():
            if rule not in FORMATS:
                name = f'formats."{deck}"' if deck else "study.formats"
                self._fault(name, f"is one of {', '.join(FORMATS)}")
        return found


def save_folders(path: Path, folders: list[Path]) -> None:
    """Write the registered folders into config.toml, leaving everything else in it as it stands."""
    import tomlkit

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_bytes().decode("utf-8-sig") if path.exists() else ""
        document = tomlkit.parse(text)
        table = document.setdefault("decks", tomlkit.table())
        listed = tomlkit.array()
        listed.extend(str(folder) for folder in folders)
        table["folders"] = listed.multiline(len(folders) > 1)
        replace_file(path, tomlkit.dumps(document).encode())
    except OSError as error:
        hint = "check its permissions and those of its folder"
        raise AccessError(f"cannot write {path}: {error.strerror}", hint) from error
