"""Mails (eml) -> the letter in them: its subject, date and sender, and its text. Attachments are not read."""

from __future__ import annotations

from email import message_from_bytes, policy

from geo.errors import UnreadableDocument
from geo.model import Document
from geo.reading.decoding import decode
from geo.reading.markup import visible_text, with_title
from geo.reading.plain import read_text


def read_mail(data: bytes, *, id: str, name: str) -> Document:
    """The text of a mail under its subject. Raises `UnreadableDocument` where it has none."""
    try:
        message = message_from_bytes(data, policy=policy.default)
        body = message.get_body(preferencelist=("plain", "html"))
        content = body.get_payload(decode=True) if body else None
        charset = body.get_content_charset() if body else None
        is_html = body is not None and body.get_content_type() == "text/html"
        subject = str(message["subject"] or "").strip() or None
        sender = str(message["from"] or "").strip() or None
        sent = getattr(message["date"], "datetime", None)
    except Exception as error:  # the standard library's mail parser fails in many ways on odd headers
        raise UnreadableDocument(f"{name} is a damaged mail.") from error
    if not isinstance(content, bytes):
        raise UnreadableDocument(f"{name} has no text.")
    text = _decoded(content, charset, name)
    text = visible_text(text) if is_html else text
    if not text.strip():
        raise UnreadableDocument(f"{name} has no text.")
    return read_text(
        with_title(subject, text),
        id=id,
        name=name,
        title=subject,
        date=sent.date() if sent else None,
        source=sender,
    )


def _decoded(content: bytes, charset: str | None, name: str) -> str:
    if charset and charset != "us-ascii":  # which senders also say who do not know
        try:
            return content.decode(charset)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(content, name) if content.strip() else ""
