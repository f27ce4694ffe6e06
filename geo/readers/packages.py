"""Tell office documents from other zip archives by the names in them, without unpacking anything."""

from __future__ import annotations

import struct

SIGNATURE = b"PK\x03\x04"
_END = b"PK\x05\x06"
_LONGEST_END = 22 + 0xFFFF
"""Bytes of the record at an archive's end, with its comment."""


def member_names(data: bytes) -> bytes | None:
    """Return an archive's table of contents as it stands in the file; None where none is whole."""
    place = data.rfind(_END, max(0, len(data) - _LONGEST_END))
    if place < 0 or len(data) < place + 22:
        return None
    size, start = struct.unpack_from("<II", data, place + 12)
    return data[start : start + size] if start + size <= place else None


def may_hold(data: bytes, part: bytes) -> bool:
    """Return whether an archive has a file called `part`, or is too damaged to say."""
    if not data.startswith(SIGNATURE):
        return False
    names = member_names(data)
    return names is None or part in names


def is_package(data: bytes) -> bool:
    """Return whether it is an office document: the parts of one document, not a bundle of files."""
    names = member_names(data) or b""
    return b"[Content_Types].xml" in names or is_open_document(data)


def is_open_document(data: bytes) -> bool:
    """Whether it is one of OpenDocument's, which say so in their first part."""
    names = member_names(data) or b""
    parts = b"META-INF/manifest.xml" in names and b"content.xml" in names
    return data.startswith(SIGNATURE) and (
        parts or b"mimetypeapplication/vnd.oasis.opendocument." in data[:200]
    )
