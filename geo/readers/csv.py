"""Tables of texts (CSV, TSV) -> a document per row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from geo.errors import UnreadableDocument
from geo.model import Document
from geo.readers.base import Kind, Source
from geo.readers.decoding import declared, decode
from geo.readers.plain import MAX_BYTES
from geo.readers.records import MAX_ROWS, no_text_field, record, text_field, too_many

_DELIMITERS = ",;\t|"


def read(data: bytes, source: Source) -> Iterator[Document]:
    """Yield a document per row that has a text, in their order.

    The text is in the column that `source` names, else in the one that is called so. Title, date, source
    and identifier are taken from columns called so. Raises `UnreadableDocument` where no column has texts.
    """
    text = declared(data, source.charset) or decode(data, source.name)
    csv.field_size_limit(MAX_BYTES)
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    try:
        names = [name for name in rows.fieldnames or () if name]
        column = text_field(names, source.column)
        if column is None:
            raise no_text_field(source.name, names, source.column)
        number = 0
        for row in rows:
            content = row.get(column) or ""
            if content.strip():
                number += 1
                if number > MAX_ROWS:
                    raise too_many(source.name)
                yield record(row, content, id=f"{source.name}, line {rows.line_num}")
    except csv.Error as error:
        raise UnreadableDocument(f"{source.name} is a damaged table: {error}.") from error


KIND = Kind(
    name="csv",
    label="tables (CSV, TSV)",
    suffixes=(".csv", ".tsv"),
    media_types=("text/csv", "text/tab-separated-values"),
    read=read,
    many=True,
)
