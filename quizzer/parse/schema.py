"""The JSON Schema of a deck, by which an editor completes and validates while one types."""

from __future__ import annotations

import json
from typing import Any

from quizzer.card import Form, Place
from quizzer.parse.forms import CARD_KEYS, DECK_KEYS, FORMS, KINDS, TITLES, Key

Schema = dict[str, Any]

HEAD = '{\n  "$comment": "Written by Quizzer'
"""How every schema that Quizzer wrote begins."""

_COMMENT = "Written by Quizzer; `quizzer schema` prints it anew."
_DRAFT = "http://json-schema.org/draft-07/schema#"
_TEXT = ("string", "number", "boolean", "null")
"""What an editor may take a text for: Quizzer reads `1.10`, `no` and `~` as they stand."""
_ONE_LINE = r"^[^\n]*(\n\s*)?$"
_TRUE_OR_FALSE = "^(true|false)$"
_NO_WORD = "^[^A-DF-Za-df-z]*$"


def schema() -> str:
    """The schema as JSON, in draft 7, which every YAML language server understands.

    It takes every deck that Quizzer takes; what is wrong with a text, `quizzer check` must say.
    """
    definitions: dict[str, Schema] = {}
    cards: dict[Form, Schema] = {form: _map(title) for form, title in TITLES.items()}
    for key in CARD_KEYS:
        name = key.name if key.name not in definitions else f"{key.forms[0]}-{key.name}"
        definitions[name] = _value(key)
        value: Schema = {"$ref": f"#/definitions/{name}"}
        for form in key.forms:
            _add(cards[form], key, value)
    deck = _map("Quizzer deck")
    for key in DECK_KEYS:
        _add(deck, key, _value(key))
    deck["properties"]["cards"]["items"] = {"anyOf": [cards[form] for form in FORMS]}
    whole = {"$comment": _COMMENT, "$schema": _DRAFT, **deck, "definitions": definitions}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _map(title: str) -> Schema:
    """A map that takes no key but those that will be added."""
    map_: Schema = {"title": title, "type": "object", "additionalProperties": False}
    return {**map_, "required": [], "properties": {}}


def _add(owner: Schema, key: Key, value: Schema) -> None:
    owner["properties"][key.name] = value
    if key.required:
        owner["required"].append(key.name)


def _unoffered(**value: Any) -> Schema:
    """A value whose key an editor does not offer: nobody is to write it."""
    return {**value, "doNotSuggest": True}


def _value(key: Key) -> Schema:
    """What the value of a key may be, and what an editor says of it."""
    wanted = f"`{key.name}` must be {KINDS[key.kind]}"
    text: Schema = {"type": list(_TEXT), "minLength": 1, "errorMessage": wanted}
    part = {**text, "errorMessage": f"each part of `{key.name}` must be a text"}
    texts: Schema = {"type": "array", "minItems": 1, "items": part, "errorMessage": wanted}
    map_: Schema = {"type": "object", "errorMessage": wanted}
    match key.kind:
        case "text":
            value = text
        case "line":
            value = {**text, "pattern": _ONE_LINE}
        case "flag":
            value = {**text, "type": ["boolean", "string"], "pattern": _TRUE_OR_FALSE}
        case "number":
            value = {**text, "type": ["number", "string"], "pattern": _NO_WORD}
        case "texts":
            value = texts
        case "answer":
            value = {"anyOf": [text, texts]}
        case "pairs":
            value = {**map_, "additionalProperties": part}
        case "lists":
            value = {**map_, "additionalProperties": texts}
        case "place":
            parts = dict.fromkeys(Place._fields, part)
            value = _unoffered(type="object", additionalProperties=False, properties=parts)
        case "cards":
            value = {"type": "array", "errorMessage": wanted}
    return {"description": key.doc, **value}
