"""Bytes, files and lines -> Documents, and Documents -> Sentences. Nothing here alters a text.

Each kind of file is a module with a `KIND` that describes it; `geo.readers.registry` knows them all.
"""

from geo.readers.address import read_url
from geo.readers.base import Kind, Member, Problem, Source
from geo.readers.files import read_items
from geo.readers.items import DocumentLine, Item, refused
from geo.readers.jsonl import read_line
from geo.readers.plain import MAX_BYTES, read_bytes, read_file, read_text
from geo.readers.registry import is_readable, kind_named, kind_names, kind_of, kinds, labels, suffixes
from geo.readers.sentences import split_sentences

__all__ = [
    "MAX_BYTES",
    "DocumentLine",
    "Item",
    "Kind",
    "Member",
    "Problem",
    "Source",
    "is_readable",
    "kind_named",
    "kind_names",
    "kind_of",
    "kinds",
    "labels",
    "read_bytes",
    "read_file",
    "read_items",
    "read_line",
    "read_text",
    "read_url",
    "refused",
    "split_sentences",
    "suffixes",
]
