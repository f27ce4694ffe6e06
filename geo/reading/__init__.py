"""Bytes, files and lines -> Documents, and Documents -> Sentences. Nothing here alters a text."""

from geo.reading.jsonl import DocumentLine, read_line
from geo.reading.plain import MAX_BYTES, read_bytes, read_file, read_text
from geo.reading.sentences import split_sentences

__all__ = [
    "MAX_BYTES",
    "DocumentLine",
    "read_bytes",
    "read_file",
    "read_line",
    "read_text",
    "split_sentences",
]
