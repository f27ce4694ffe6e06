"""`POST /api/parse`: a body of JSON -> documents -> a file of one of the formats."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterator, Sequence
from functools import partial

from geo.api.problems import Problem, problem_of
from geo.corrections import CorrectionSet
from geo.errors import DatelineError, UnreadableDocument
from geo.export import Format
from geo.model import ParsedDocument
from geo.pipeline import Geoparser
from geo.readers import DocumentLine, Item, read_line

JSON = "application/json"


def read_lines(body: bytes, media_type: str) -> tuple[list[DocumentLine], bool]:
    """Return the documents of a body, and whether it is one JSON object and not JSON Lines.

    `application/json` is one object over as many lines as it likes; any other type is looked at. Raises a
    `Problem` that names the line and the field: what is wrong with one document refuses them all, so that
    no answer lacks a line in silence.
    """
    lines = [(number, line) for number, line in enumerate(body.split(b"\n"), start=1) if line.strip()]
    if not lines:
        raise Problem(422, 'The body is empty; send {"id": …, "text": …}, or one such object per line.')
    if media_type == JSON or len(lines) == 1 or not _is_json(lines[0][1]):
        return [_read(body, None)], True
    return [_read(line, number) for number, line in lines], False


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _read(line: bytes, number: int | None) -> DocumentLine:
    try:
        return read_line(line)
    except UnreadableDocument as error:
        raise problem_of(error, line=number) from error


def answer(
    parser: Geoparser,
    lines: Sequence[DocumentLine],
    format: Format,
    abandoned: threading.Event,
    made: CorrectionSet,
) -> bytes:
    """Return the documents' places, corrected as `made` says, as a file.

    Stops between two documents where nobody waits any more.
    """
    out = io.BytesIO()
    format.write(_parsed(parser, lines, abandoned, made), out)
    return out.getvalue()


def _parsed(
    parser: Geoparser, lines: Sequence[DocumentLine], abandoned: threading.Event, made: CorrectionSet
) -> Iterator[ParsedDocument]:
    items = (Item(name=line.document.id, size=0, read=partial(_same, line)) for line in lines)
    for _, parsed in parser.parse_all(items):
        if isinstance(parsed, DatelineError):
            raise parsed
        if abandoned.is_set():
            raise TimeoutError
        yield made.correct(parsed, partial(parser.resolve, parsed)) if made else parsed


def _same(line: DocumentLine) -> DocumentLine:
    return line
