"""Mails (eml) -> the letter in them: its subject, date and sender, and its text. Attachments are not read."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from itertools import islice

from geo.errors import UnreadableDocument
from geo.model import Document
from geo.readers.base import Kind, Source
from geo.readers.decoding import decode
from geo.readers.markup import visible_text, with_title
from geo.readers.plain import read_text

_LONGEST_HEADER = 2_000
"""Characters that are looked at: decoding takes the square of their number."""
_PARAMETERS = re.compile(rb"^content-[a-z-]+:[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
"""Headers with parameters, each with its continued lines."""
_MOST_PARTS = 200
_MOST_BOUNDARIES = 5_000
"""Lines that begin as boundaries of parts do. Parsing a mail of nothing else takes minutes."""


def read(data: bytes, source: Source) -> Document:
    """Return the text of a mail under its subject: the plain one where there are both plain and HTML.

    Raises `UnreadableDocument` where it has none.
    """
    name = source.name
    _check(data, name)
    try:
        # Python's newer policy parses every header in full, for which a hostile one takes hours.
        message = message_from_bytes(data, policy=policy.compat32)
        text = _text(message, name)
        subject, sender = _header(message, "subject"), _sender(message)
        sent = _date(message)
    except UnreadableDocument:
        raise
    except Exception as error:  # the mail parser fails in many ways on what is no mail
        raise UnreadableDocument(f"{name} is a damaged mail.") from error
    if not text.strip():
        raise UnreadableDocument(f"{name} has no text.")
    return read_text(with_title(subject, text), id=name, title=subject, date=sent, source=sender)


def _check(data: bytes, name: str) -> None:
    """Refuses what the standard library's parser takes hours for."""
    if data.count(b"\n--") > _MOST_BOUNDARIES:
        raise UnreadableDocument(f"{name} has too many parts for a mail.")
    if any(len(found[0]) > _LONGEST_HEADER for found in _PARAMETERS.finditer(data)):
        raise UnreadableDocument(f"{name} has headers that are too long for a mail.")


def _text(message: Message, name: str) -> str:
    parts = [part for part in islice(message.walk(), _MOST_PARTS) if not _attached(part)]
    for kind in ("text/plain", "text/html"):
        for part in parts:
            content = part.get_payload(decode=True) if part.get_content_type() == kind else None
            if isinstance(content, bytes) and content.strip():
                text = _decoded(content, part.get_content_charset(), name)
                return visible_text(text) if kind == "text/html" else text
    return ""


def _attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or part.get_filename() is not None


def _header(message: Message, field: str) -> str | None:
    said = str(message.get(field, ""))[:_LONGEST_HEADER]
    with suppress(LookupError, ValueError):  # an encoding that is none
        said = str(make_header(decode_header(said)))
    return " ".join(said.split()) or None


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
    if charset and charset != "us-ascii":  # which senders also say who do not know
        with suppress(LookupError, UnicodeDecodeError):
            return content.decode(charset)
    return decode(content, name)


KIND = Kind(
    name="mail",
    label="mail",
    suffixes=(".eml",),
    media_types=("message/rfc822",),
    read=read,
)
