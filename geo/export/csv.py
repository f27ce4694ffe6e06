"""CSV: one row per mention, for spreadsheets.

It opens in Excel with every script intact, and no formula runs.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from typing import TextIO

from geo.export.base import Format, text_writer
from geo.export.records import COLUMNS, Cell, mention_rows
from geo.model import ParsedDocument

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads UTF-8 as the machine's old encoding."""

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
        table.writerows([_cell(value) for value in row] for row in mention_rows(parsed))
        out.flush()


def _cell(value: Cell) -> Cell:
    """Text that no spreadsheet takes for a formula; numbers as they are."""
    if not isinstance(value, str):
        return value
    text = _NO_TEXT.sub("\ufffd", value)
    if _STARTS_FORMULA.match(text):
        text = "'" + text
    return text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"


FORMAT = Format(
    name="csv",
    suffixes=(".csv",),
    label="CSV",
    media_type="text/csv",
    hint="For Excel: one row per mention",
    write=text_writer(write),
)
