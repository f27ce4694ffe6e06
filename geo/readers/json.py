"""JSON -> the documents in it: one object with a text, or a list of them wherever it lies."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from typing import Any

from geo.errors import UnreadableDocument
from geo.model import Document
from geo.readers.base import Kind, Problem, Source
from geo.readers.decoding import decode
from geo.readers.items import DocumentLine
from geo.readers.jsonl import read_fields
from geo.readers.records import MAX_ROWS, TEXTS, no_text_field, record, text_field, too_many

_DEEPEST = 6
"""Levels that are looked through for the list of documents: services wrap it in a few."""
_START = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\{\s*"|\[\s*\{)')

Fields = dict[str, Any]


def read(data: bytes, source: Source) -> Iterator[Document | DocumentLine | Problem]:
    """Yield the documents in their order. Each may give the mentions to place, as a line of JSON Lines may.

    Raises `UnreadableDocument` where it is no JSON, or nothing in it has a text.
    """
    try:
        given = json.loads(decode(data, source.name))
    except (ValueError, RecursionError) as error:
        where = f" at character {error.pos + 1}" if isinstance(error, json.JSONDecodeError) else ""
        raise UnreadableDocument(f"{source.name} is not JSON{where}.") from error
    objects = _documents(given, source.column)
    if not objects:
        names = given if isinstance(given, dict) else ()
        raise no_text_field(source.name, names, source.column)
    for number, fields in enumerate(objects, start=1):
        if number > MAX_ROWS:
            raise too_many(source.name)
        name = source.name if fields is given else f"{source.name}, {number}"
        field = text_field(fields, source.column)
        text = fields.get(field) if field else None
        if not isinstance(text, str):
            yield Problem(name=name, message=f'{name} has no text in "{field or source.column or TEXTS[0]}".')
            continue
        try:
            document = record(fields, text, id=name)
            yield (
                read_fields(fields | {"id": document.id, "text": text}) if "mentions" in fields else document
            )
        except UnreadableDocument as error:
            yield Problem(name=name, message=str(error))


def _documents(given: object, column: str | None) -> list[Fields]:
    """The objects with a text that lie together, nearest to the top."""
    level: deque[tuple[object, int]] = deque([(given, 0)])
    while level:
        value, depth = level.popleft()
        if isinstance(value, dict):
            field = text_field(value, column)
            if field and isinstance(value[field], str):
                return [value]
        if isinstance(value, list):
            found = [each for each in value if isinstance(each, dict)]
            if any(isinstance(each.get(text_field(each, column) or ""), str) for each in found):
                return found
        if depth < _DEEPEST:
            inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
            level.extend((each, depth + 1) for each in inner if isinstance(each, (dict, list)))
    return []


KIND = Kind(
    name="json",
    label="JSON",
    suffixes=(".json",),
    media_types=("application/json",),
    magic=lambda data: _START.match(data) is not None,
    read=read,
    many=True,
)
