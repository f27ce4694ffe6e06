"""Markdown -> the text without its marks. Home of markdown-it-py."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from geo.errors import UnreadableDocument
from geo.model import Document
from geo.readers.base import Kind, Source
from geo.readers.decoding import decode
from geo.readers.markup import visible_text
from geo.readers.plain import read_text

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?\n", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"""^(title|date|source|author):[ \t]*["']?([^\r\n]*)""", re.MULTILINE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LINES = {"softbreak": "\n", "hardbreak": "\n"}


def read(data: bytes, source: Source) -> Document:
    """Return the document without marks and link targets.

    Its title and date are those of its front matter, or its first heading. Raises `UnreadableDocument`
    where there is no text.
    """
    text = decode(data, source.name)
    fields: dict[str, str] = {}
    if front := _FRONT_MATTER.match(text):
        fields = {key: value.rstrip(" \t\"'") for key, value in _FIELD.findall(front[1])}
        text = text[front.end() :]
    tokens = _tokens(text)
    title = fields.get("title") or next(_headings(tokens), None)
    author = fields.get("source") or fields.get("author")
    prose = "".join(_prose(tokens)).strip("\n")
    if not prose.strip():
        raise UnreadableDocument(f"{source.name} has no text.")
    return read_text(prose, id=source.name, title=title, date=_date(fields.get("date")), source=author)


def _tokens(text: str) -> Sequence[Token]:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)


def _headings(tokens: Sequence[Token]) -> Iterator[str]:
    for before, token in pairwise(tokens):
        if before.type == "heading_open":
            yield _inline(token).strip()


def _prose(tokens: Sequence[Token]) -> Iterator[str]:
    """The text of blocks; items of a tight list and rows of a table follow line by line."""
    ended = ""
    for token in tokens:
        if token.type == "inline":
            yield ended + _inline(token)
            ended = ""
        elif token.type in ("fence", "code_block"):
            yield f"{ended}{token.content.rstrip()}"
            ended = "\n\n"
        elif token.type == "html_block":
            if seen := visible_text(token.content):
                yield ended + seen
            ended = "\n\n"
        elif token.type in ("td_close", "th_close"):
            ended = "\t"
        elif token.type in ("tr_close", "list_item_close") and ended != "\n\n":
            ended = "\n"
        elif token.nesting < 0:
            ended = "\n" if token.hidden else "\n\n"


def _inline(token: Token) -> str:
    return "".join(_pieces(token.children or ()))


def _pieces(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "image":
            yield from _pieces(token.children or ())
        elif token.type != "html_inline":
            yield _LINES.get(token.type, token.content)


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
    needs=("markdown_it", "lxml.etree"),
)
