"""Markdown -> the text without its marks."""

from __future__ import annotations

import re
from datetime import date

from geo.model import Document
from geo.readers.base import Kind, Source
from geo.readers.decoding import decode
from geo.readers.plain import read_text

_FRONT_MATTER = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?\n", re.DOTALL | re.MULTILINE
)
_FIELD = re.compile(r"""^(title|date|source|author):[ \t]*["']?(.*?)["']?[ \t]*\r?$""", re.MULTILINE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HEADING = re.compile(r"^#{1,6}[ \t]+(.*?)[ \t#]*$", re.MULTILINE)

_MARKS = (
    (re.compile(r"^(```|~~~).*$", re.MULTILINE), ""),  # fences; the code between them stays
    (re.compile(r"<!--.{0,10000}?-->", re.DOTALL), ""),
    (re.compile(r"</?[A-Za-z][^<>\n]{0,1000}>"), ""),
    (re.compile(r"!?\[([^\[\]\n]{0,1000})\]\([^()\s]{0,2000}(?:[ \t]+\"[^\"\n]{0,500}\")?\)"), r"\1"),
    (re.compile(r"!?\[([^\[\]\n]{0,1000})\]\[[^\[\]\n]{0,200}\]"), r"\1"),
    (re.compile(r"^[ \t]{0,3}\[[^\[\]\n]{1,200}\]:[ \t]*\S+.*$", re.MULTILINE), ""),  # link targets
    (re.compile(r"<(https?://[^<>\s]{1,2000})>"), r"\1"),
    (_HEADING, r"\1"),
    (re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+", re.MULTILINE), ""),
    (
        re.compile(
            r"^[ \t]{0,3}(?:[-*_][ \t]*){3,}$|^[ \t]{0,3}[=|:+ \t-]*[=-]{3,}[=|:+ \t-]*$", re.MULTILINE
        ),
        "",
    ),
    (re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,1000}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]{1,1000}?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<!\w)_(?=\S)([^_\n]{1,1000}?)(?<=\S)_(?!\w)"), r"\1"),
    (re.compile(r"`{1,2}([^`\n]{1,1000})`{1,2}"), r"\1"),
    (re.compile(r"\\\\([\\\\`*_{}\[\]()#+.!<>|~-])"), r"\1"),
)
"""What is taken away, in order. Everything is bounded, so that no text takes long."""

_ROW = re.compile(r"^[ \t]{0,3}\|([^\n]{1,10000})\|[ \t]*$", re.MULTILINE)
"""A row of a table; its cells are set apart by tabs."""


def read(data: bytes, source: Source) -> Document:
    """Return the document without marks and link targets.

    Its title and date are those of its front matter, or its first heading.

    Raises `UnreadableDocument` where there is no text.
    """
    text = decode(data, source.name)
    fields: dict[str, str] = {}
    if front := _FRONT_MATTER.match(text):
        fields = dict(_FIELD.findall(front[1]))
        text = text[front.end() :]
    heading = _HEADING.search(text)
    title = fields.get("title") or (heading[1] if heading else None)
    for mark, kept in _MARKS:
        text = mark.sub(kept, text)
    text = _ROW.sub(lambda row: "\t".join(cell.strip() for cell in row[1].split("|")), text)
    author = fields.get("source") or fields.get("author")
    return read_text(text, id=source.name, title=title, date=_date(fields.get("date")), source=author)


def _date(text: str | None) -> date | None:
    found = _DAY.match(text or "")
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


KIND = Kind(
    name="markdown",
    label="Markdown",
    suffixes=(".md", ".markdown"),
    media_types=("text/markdown",),
    read=read,
)
