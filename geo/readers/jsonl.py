"""JSON Lines -> one document per line, with the mentions to resolve where the line gives them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from geo.errors import UnreadableDocument
from geo.model import Document, Mention, Reading
from geo.readers.base import Kind, Problem, Source
from geo.readers.items import DocumentLine
from geo.readers.plain import printable, read_text

_OBJECT = re.compile(rb'[ \t\xef\xbb\xbf]*\{\s*"')
"""How a line begins, and hardly ever a line of prose."""


def read(data: bytes, source: Source) -> Iterator[DocumentLine | Problem]:
    """Yield the documents of the lines in their order; a broken line loses no other."""
    for number, line in enumerate(data.split(b"\n"), start=1):
        if line.strip():
            try:
                yield read_line(line)
            except UnreadableDocument as error:
                yield Problem(name=f"{source.name}, line {number}", message=str(error))


def is_jsonl(head: bytes) -> bool:
    """Return whether at least half of the lines begin as JSON objects; a few may be broken."""
    lines = [line for line in head.splitlines() if line.strip()]
    return bool(lines) and 2 * sum(1 for line in lines if _OBJECT.match(line)) >= len(lines)


def read_line(line: bytes | str) -> DocumentLine:
    """The document of `{"id", "text", "date"?, "title"?, "source"?, "mentions"?: [{"start", "end"}]}`.

    Keys beside these are let pass. Raises `UnreadableDocument` saying what is wrong.
    """
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UnreadableDocument(f"It is not JSON: {_reason(error)}.") from error
    if not isinstance(fields, dict):
        raise UnreadableDocument("It is not a JSON object.")
    return read_fields(fields)


def read_fields(fields: Mapping[str, Any]) -> DocumentLine:
    """Return the document of an object. Raises `UnreadableDocument` saying what is wrong."""
    id, text = _string(fields, "id"), _string(fields, "text")
    if id is None or text is None:
        missing = "id" if id is None else "text"
        raise UnreadableDocument(f'"{missing}" is missing.', field=missing)
    title, source, said = _string(fields, "title"), _string(fields, "source"), _string(fields, "date")
    day = _date(said) if said else None
    if text and not text.isspace():
        document = read_text(text, id=id, title=title, date=day, source=source)
    else:  # an article without a word is a document with no places, not a fault of the file
        document = Document(id=printable(id), text=text, title=title, date=day, source=source)
    return DocumentLine(document=document, mentions=_mentions(fields.get("mentions"), len(text)))


def _string(fields: Mapping[str, Any], key: str) -> str | None:
    value = fields.get(key)
    if value is None or isinstance(value, str):
        return value if value is None else printable(value)
    raise UnreadableDocument(f'"{key}" is not a string.', field=key)


def _date(text: str) -> date:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError as error:
        raise UnreadableDocument('"date" is not a date such as 2025-06-02.', field="date") from error


def _mentions(given: object, length: int) -> tuple[Mention, ...] | None:
    if given is None:
        return None
    if not isinstance(given, list):
        raise UnreadableDocument('"mentions" is not a list.', field="mentions")
    mentions = [_mention(item, number, length) for number, item in enumerate(given, start=1)]
    return tuple(sorted(mentions, key=lambda mention: (mention.start, mention.end)))


def _mention(given: object, number: int, length: int) -> Mention:
    if not isinstance(given, dict):
        raise UnreadableDocument(f"Mention {number} is not a JSON object.", field="mentions")
    start, end = given.get("start"), given.get("end")
    if type(start) is not int or type(end) is not int:  # True is an int to isinstance
        raise UnreadableDocument(
            f'Mention {number} has no whole numbers as "start" and "end".', field="mentions"
        )
    if not 0 <= start < end <= length:
        raise UnreadableDocument(
            f"Mention {number} ({start} to {end}) lies outside of the text of {length} characters.",
            field="mentions",
        )
    reading = given.get("reading", Reading.LITERAL)
    if reading not in tuple(Reading):
        raise UnreadableDocument(
            f"Mention {number} has none of the readings {', '.join(Reading)}.", field="mentions"
        )
    return Mention(start=start, end=end, reading=Reading(reading))


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at character {error.pos + 1}"
    return "it is nested too deeply" if isinstance(error, RecursionError) else "it is not UTF-8"


KIND = Kind(
    name="jsonl",
    label="JSON Lines",
    suffixes=(".jsonl", ".ndjson"),
    media_types=("application/x-ndjson", "application/jsonl", "application/x-jsonlines"),
    magic=is_jsonl,
    read=read,
    many=True,
)
