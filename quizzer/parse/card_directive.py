"""What a `card` or `lint` directive says: the keys of a deck file, for the block below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quizzer.parse.directives import Context, Directive
from quizzer.parse.forms import Entry, Value, form_of
from quizzer.parse.validator import card_values


def with_card(card: Directive, entries: Sequence[Entry], context: Context) -> list[Entry]:
    """The entries of the block below a `card` or `lint` directive, with what it says of them.

    They are of another form if its keys make them so (`wrong` makes a choice). A fault is told,
    and leaves none.
    """
    given, problems = card_values(card.settings, context.path)
    context.problems.extend(problems)
    if problems:
        return []
    message, hint = "", ""
    if not entries:
        message, hint = f"the block below this `{card.word}` makes no card", "move or delete it"
    elif not given:
        message, hint = "this `card` says nothing", "write keys below it, or delete it"
    elif "id" in given and len(entries) > 1:
        message = f"one `id` cannot be that of {len(entries)} entries"
        hint = "put it above a block that makes one"
    if message:
        context.report(card, "N03", message, hint)
        return []
    made: list[Entry] = []
    for entry in entries:
        merged = _merged(card, entry, given, context)
        if merged is None:
            return []
        made.append(merged)
    return made


def _merged(
    card: Directive, entry: Entry, given: dict[str, Value], context: Context
) -> Entry | None:
    """The entry with the values of the directive; None, which is told, if they do not fit."""
    values = {**entry.values, **given}
    if "compute" in given and "a" not in given:
        values = _explained(values)
    form = form_of(values)
    said = (name for name in given if name == "place" or name in entry.values.keys() - {"source"})
    if name := next(said, ""):
        message = f"`{name}` is what the block below says already"
        hint = "keep it in one place"
    elif form is None:
        alone = (name for name in given if form_of([*entry.values, name]) is None)
        name = next(alone, next(reversed(given)))
        message, hint = (
            f"`{name}` does not go with the rest of this card",
            "delete one or the other",
        )
    elif form == "qa" and isinstance(values.get("a"), tuple):
        name, message = "a", "`a` is a list without `wrong`"
        hint = "write `wrong: [...]` too, for a list of right answers to choose"
    else:
        return replace(entry, form=form, values=values)
    context.report(card.settings.key(name), "N03", message, hint)
    return None


def _explained(values: dict[str, Value]) -> dict[str, Value]:
    """The values of a card with fresh numbers: an answer in words explains the one computed."""
    words = [text for key in ("a", "why") if isinstance(text := values.get(key), str)]
    kept = {key: value for key, value in values.items() if key not in ("a", "why")}
    return {**kept, "why": "\n\n".join(words)} if words else kept
