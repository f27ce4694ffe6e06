"""Carry what a reader finds from its process to this one: JSON with bytes behind it, never pickles.

A hostile file may take its reader over. What comes from there is therefore only ever data.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, BinaryIO

from geo.model import Document, Mention, Reading
from geo.readers.base import Found, Member, Problem
from geo.readers.items import DocumentLine

_SIZES = struct.Struct(">II")
_MOST = 200_000_000
"""Bytes of a frame's part; six a character where JSON has the worst to say."""


class BrokenFrame(Exception):
    """The other process ended, or sent what is no frame."""


def send(out: BinaryIO, head: Mapping[str, Any], body: bytes = b"") -> None:
    """Write one frame."""
    said = json.dumps(head).encode()
    out.write(_SIZES.pack(len(said), len(body)))
    out.write(said)
    out.write(body)
    out.flush()


def receive(source: BinaryIO) -> tuple[dict[str, Any], bytes]:
    """Read one frame. Raises `BrokenFrame` where there is none, or it is none."""
    sizes = _SIZES.unpack(_exactly(source, _SIZES.size))
    if max(sizes) > _MOST:
        raise BrokenFrame
    try:
        head = json.loads(_exactly(source, sizes[0]))
    except (ValueError, RecursionError) as error:
        raise BrokenFrame from error
    if not isinstance(head, dict):
        raise BrokenFrame
    return head, _exactly(source, sizes[1])


def _exactly(source: BinaryIO, size: int) -> bytes:
    data = source.read(size)
    if data is None or len(data) < size:
        raise BrokenFrame
    return data


def packed(found: Found) -> tuple[dict[str, Any], bytes]:
    """Return what a reader found as a frame."""
    if isinstance(found, Member):
        head = {"found": "member", "name": found.name, "media_type": found.media_type}
        return head | {"missing": found.data is None}, found.data or b""
    if isinstance(found, Problem):
        return {"found": "problem", **asdict(found)}, b""
    line = found if isinstance(found, DocumentLine) else DocumentLine(document=found)
    fields: dict[str, Any] = {
        field: getattr(line.document, field) for field in ("id", "body_start", "title", "source")
    }
    fields |= {"found": "document", "date": line.document.date and line.document.date.isoformat()}
    given = line.mentions
    fields["mentions"] = None if given is None else [[each.start, each.end, each.reading] for each in given]
    return fields, line.document.text.encode("utf-8", "replace")


def unpacked(head: Mapping[str, Any], body: bytes) -> Found:
    """Return what a frame says was found. Raises `BrokenFrame` where it says nothing of the kind."""
    try:
        if head["found"] == "member":
            data = None if head["missing"] else body
            return Member(name=str(head["name"]), media_type=str(head["media_type"]), data=data)
        if head["found"] == "problem":
            return Problem(name=str(head["name"]), message=str(head["message"]))
        mentions = head["mentions"]
        document = Document(
            id=str(head["id"]),
            text=body.decode(),
            body_start=int(head["body_start"]),
            title=_said(head["title"]),
            source=_said(head["source"]),
            date=date.fromisoformat(head["date"]) if head["date"] else None,
        )
        return DocumentLine(
            document=document,
            mentions=None
            if mentions is None
            else tuple(Mention(start=int(s), end=int(e), reading=Reading(r)) for s, e, r in mentions),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BrokenFrame from error


def _said(value: object) -> str | None:
    return None if value is None else str(value)
