"""Mails (eml) -> the letter in them, with its subject, date and sender, and the files attached to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from email import message_from_bytes, policy
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from itertools import islice

from geo.errors import UnreadableDocument
from geo.model import Document
from geo.readers.base import Kind, Member, Source
from geo.readers.decoding import declared, decode
from geo.readers.markup import visible_text, with_title
from geo.readers.plain import MAX_BYTES, printable, read_text
from geo.readers.registry import is_media_type, is_readable

_LONGEST_HEADER = 2_000
"""Characters that are looked at: decoding takes the square of their number."""
_PARAMETERS = re.compile(rb"^content-[a-z-]+:[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
"""Headers with parameters, each with its continued lines."""
_MOST_PARTS = 200
_MOST_BOUNDARIES = 5_000
"""Lines that begin as boundaries of parts do. Parsing a mail of nothing else takes minutes."""
_DEEPEST = 3
"""Mails within mails, as they are forwarded."""


def read(data: bytes, source: Source) -> Iterator[Document | Member]:
    """Yield the letter under its subject, the mails forwarded with it, and the attachments that can be read.

    Of a text that is both plain and HTML the plain one is read. Raises `UnreadableDocument` where there is
    nothing to read.
    """
    name = source.name
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    _check(data, name)
    try:
        # Python's newer policy parses every header in full, for which a hostile one takes hours.
        found = list(_read(message_from_bytes(data, policy=policy.compat32), name, _DEEPEST))
    except (UnreadableDocument, MemoryError):
        raise
    except Exception as error:  # the mail parser fails in many ways on what is no mail
        raise UnreadableDocument(f"{name} is a damaged mail.") from error
    if not found:
        raise UnreadableDocument(f"{name} has no text.")
    yield from found


def _check(data: bytes, name: str) -> None:
    """Refuse what the standard library's parser takes hours for."""
    if data.count(b"\n--") > _MOST_BOUNDARIES:
        raise UnreadableDocument(f"{name} has too many parts for a mail.")
    if any(len(found[0]) > _LONGEST_HEADER for found in _PARAMETERS.finditer(data)):
        raise UnreadableDocument(f"{name} has headers that are too long for a mail.")


def _read(message: Message, name: str, deepest: int) -> Iterator[Document | Member]:
    parts = list(islice(_parts(message), _MOST_PARTS))
    text = _text([part for part in parts if not _attached(part)], name)
    if text.strip():
        subject = _header(message, "subject")
        yield read_text(
            with_title(subject, text), id=name, title=subject, date=_date(message), source=_sender(message)
        )
    for number, part in enumerate((part for part in parts if _attached(part)), start=1):
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload() if part.is_multipart() else None
            if deepest and isinstance(inner, list) and isinstance(inner[0], Message):
                yield from _read(inner[0], f"{name}/{_file_name(part) or f'{number}.eml'}", deepest - 1)
        else:
            yield from _attachment(part, number)


def _parts(message: Message) -> Iterator[Message]:
    """The parts that hold no others; a mail within the mail is one."""
    if message.get_content_type() != "message/rfc822" and message.is_multipart():
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from _parts(part)
    else:
        yield message


def _attached(part: Message) -> bool:
    return (
        part.get_content_type() == "message/rfc822"
        or part.get_content_disposition() == "attachment"
        or part.get_filename() is not None
    )


def _attachment(part: Message, number: int) -> Iterator[Member]:
    """A file of a kind that can be read; a picture in the sender's signature is none."""
    name, said = _file_name(part), part.get_content_type()
    if not (is_readable(name) if name else is_media_type(said)):
        return
    content = part.get_payload(decode=True)
    if isinstance(content, bytes):
        whole = content if len(content) <= MAX_BYTES else None
        yield Member(name=name or f"attachment {number}", data=whole, media_type="" if name else said)


def _file_name(part: Message) -> str:
    name = " ".join(_decoded_header(part.get_filename() or "").split())
    return printable(re.split(r"[/\\]", name)[-1])[:200]


def _text(parts: list[Message], name: str) -> str:
    for kind in ("text/plain", "text/html"):
        for part in parts:
            content = part.get_payload(decode=True) if part.get_content_type() == kind else None
            if isinstance(content, bytes) and content.strip():
                text = _decoded(content, part.get_content_charset(), name)
                return visible_text(text) if kind == "text/html" else text
    return ""


def _header(message: Message, field: str) -> str | None:
    return " ".join(_decoded_header(str(message.get(field, ""))).split()) or None


def _decoded_header(said: str) -> str:
    said = said[:_LONGEST_HEADER]
    with suppress(ValueError):  # what is marked as encoded and is not
        return "".join(_piece(piece, charset) for piece, charset in decode_header(said))
    return said


def _piece(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    known = declared(piece, charset)
    return piece.decode("utf-8", "replace") if known is None else known


def _sender(message: Message) -> str | None:
    """Who sent it, by name where the mail says one."""
    said = _header(message, "from")
    name, address = parseaddr(said or "")
    return name or address or said


def _date(message: Message) -> date | None:
    try:
        return parsedate_to_datetime(str(message.get("date", ""))[:_LONGEST_HEADER]).date()
    except (ValueError, TypeError, IndexError):
        return None


def _decoded(content: bytes, charset: str | None, name: str) -> str:
    known = declared(content, charset) if charset != "us-ascii" else None  # who says so often does not know
    return decode(content, name) if known is None else known


KIND = Kind(
    name="mail",
    label="mail",
    suffixes=(".eml",),
    media_types=("message/rfc822",),
    read=read,
    many=True,
    bundle=True,
    needs=("email.mime", "lxml.etree"),
)
