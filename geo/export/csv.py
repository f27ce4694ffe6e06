"""CSV: a row a mention, for spreadsheets. It opens in Excel with every script intact, and no formula runs."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from geo.atlas import sentence_of
from geo.export.records import POINT_DIGITS, score
from geo.model import ParsedDocument, Resolution

COLUMNS = (
    *("document", "title", "date", "source", "start", "end", "text", "reading", "score"),
    *("place", "place_id", "geonameid", "kind", "country", "country_name", "region", "lat", "lon"),
    *("population", "place_source", "failure", "sentence"),
)
BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads UTF-8 as the machine's old encoding."""

Cell = str | int | float | None

_STARTS_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
"""What Excel, LibreOffice or Google Sheets may take for a formula, full-width signs among it (OWASP,
"CSV Injection")."""
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LONGEST_CELL = 32_767
"""Characters that Excel keeps of a cell."""


def write(documents: Iterable[ParsedDocument], out: TextIO) -> None:
    """Write a header, then the mentions of one document after another, as RFC 4180 has it."""
    out.write(BYTE_ORDER_MARK)
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for parsed in documents:
        table.writerows([_cell(value) for value in row] for row in _rows(parsed))
        out.flush()


def _rows(parsed: ParsedDocument) -> Iterator[tuple[Cell, ...]]:
    document = parsed.document
    day = document.date.isoformat() if document.date else None
    for resolution in parsed.resolutions:
        mention = resolution.mention
        sentence = sentence_of(parsed.sentences, mention)
        yield (
            *(document.id, document.title, day, document.source),
            *(mention.start, mention.end, document.text[mention.start : mention.end]),
            *(mention.reading.value, score(resolution.score)),
            *_place(resolution),
            *(resolution.failure, document.text[sentence.start : sentence.end]),
        )


def _place(resolution: Resolution) -> tuple[Cell, ...]:
    place = resolution.place
    if place is None:
        return (None,) * 11
    return (
        *(place.name, place.id, place.geonameid, place.kind.value),
        *(place.country, place.country_name, place.region),
        *(round(place.lat, POINT_DIGITS), round(place.lon, POINT_DIGITS)),
        *(place.population, place.source),
    )


def _cell(value: Cell) -> Cell:
    """Text that no spreadsheet takes for a formula; numbers as they are."""
    if not isinstance(value, str):
        return value
    text = _NO_TEXT.sub("\ufffd", value)
    if _STARTS_FORMULA.match(text):
        text = "'" + text
    return text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"
