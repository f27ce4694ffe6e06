"""Bytes, files and lines -> Documents, and Documents -> Sentences. Nothing here alters a text."""

from geo.reading.address import read_url
from geo.reading.files import SUFFIXES, kind_of, read_items
from geo.reading.items import DocumentLine, Item, refused
from geo.reading.jsonl import read_line
from geo.reading.plain import MAX_BYTES, read_bytes, read_file, read_text
from geo.reading.sentences import split_sentences

__all__ = [
    "MAX_BYTES",
    "SUFFIXES",
    "DocumentLine",
    "Item",
    "kind_of",
    "read_bytes",
    "read_file",
    "read_items",
    "read_line",
    "read_text",
    "read_url",
    "refused",
    "split_sentences",
]
