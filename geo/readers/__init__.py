"""Bytes, files and lines -> Documents, and Documents -> Sentences. Nothing here alters a text."""

from geo.readers.address import read_url
from geo.readers.files import SUFFIXES, kind_of, read_items
from geo.readers.items import DocumentLine, Item, refused
from geo.readers.jsonl import read_line
from geo.readers.plain import MAX_BYTES, read_bytes, read_file, read_text
from geo.readers.sentences import split_sentences

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
