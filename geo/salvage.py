"""Rows out of a damaged SQLite file: what is whole in it, page by page.

SQLite reads a table from its root down, so one damaged page hides all below it. Here every page that looks
like a leaf of a table is read by itself, as the file format describes it (sqlite.org/fileformat2.html), with
what was committed to the write-ahead log over it. Only rows that are whole come out; whether they are right
is the caller's to check.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

Value = int | float | str | bytes | None
Row = tuple[int, tuple[Value, ...]]
_LEAF = 0x0D
_HEADER = 100
"""Bytes of the file's own header, on its first page."""
_LOG_HEADER, _FRAME_HEADER = 32, 24
_LOG_MAGIC = 0x377F0682
_SIZES = tuple(1 << power for power in range(16, 8, -1))
_MOST_PAYLOAD = 1 << 24


class _Broken(Exception):
    """What is read here is no row."""


def salvage(path: Path) -> Iterator[Row]:
    """The number and the values of each whole row of each table, in no order. Raises `OSError`."""
    content = path.read_bytes()
    log_path = path.with_name(f"{path.name}-wal")
    log = log_path.read_bytes() if log_path.exists() else b""
    found: list[Row] = []
    for size in _page_sizes(content, log):
        rows = list(_rows(_pages(content, log, size), size))
        found = max(found, rows, key=len)
    yield from found


def _page_sizes(content: bytes, log: bytes) -> tuple[int, ...]:
    """The size of a page, as the log or the file has it, or all that there are where neither can be right."""
    sizes = [struct.unpack_from(">I", log, 8)[0]] if len(log) >= _LOG_HEADER else []
    sizes += [struct.unpack_from(">H", content, 16)[0]] if len(content) >= _HEADER else []
    known = [1 << 16 if size == 1 else size for size in sizes]
    return next(((size,) for size in known if size in _SIZES and len(content) % size == 0), _SIZES)


def _pages(content: bytes, log: bytes, size: int) -> dict[int, bytes]:
    """The pages of a file by their number, the first is 1, with those of its log in their places."""
    pages = {
        at // size + 1: content[at : at + size] for at in range(0, len(content) - len(content) % size, size)
    }
    return pages | _logged(log, size)


def _logged(log: bytes, size: int) -> dict[int, bytes]:
    """The last committed state of each page in a log, as far as its checksums hold."""
    if len(log) < _LOG_HEADER:
        return {}
    magic, _, logged_size, _, *salts = struct.unpack_from(">6I", log)
    if magic & ~1 != _LOG_MAGIC or logged_size != size:
        return {}
    order = ">" if magic & 1 else "<"
    sums = _checksum(log[:24], (0, 0), order)
    committed: dict[int, bytes] = {}
    pending: dict[int, bytes] = {}
    for at in range(_LOG_HEADER, len(log) - _FRAME_HEADER - size + 1, _FRAME_HEADER + size):
        number, commits, *found_salts, first, second = struct.unpack_from(">6I", log, at)
        page = log[at + _FRAME_HEADER : at + _FRAME_HEADER + size]
        sums = _checksum(page, _checksum(log[at : at + 8], sums, order), order)
        if found_salts != salts or sums != (first, second):
            break
        pending[number] = page
        if commits:
            committed |= pending
            pending = {}
    return committed


def _checksum(data: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    """SQLite's running checksum of a log."""
    first, second = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & 0xFFFFFFFF
        second = (second + odd + first) & 0xFFFFFFFF
    return first, second


def _rows(pages: dict[int, bytes], size: int) -> Iterator[Row]:
    for number, page in pages.items():
        offset = _HEADER if number == 1 else 0
        if page[offset] != _LEAF:
            continue
        (cells,) = struct.unpack_from(">H", page, offset + 3)
        for index in range(min(cells, size // 4)):
            try:
                (at,) = struct.unpack_from(">H", page, offset + 8 + 2 * index)
                yield _cell(page, at, pages, size)
            except (_Broken, struct.error, UnicodeDecodeError, IndexError):
                continue  # this row is not whole; the others may be


def _cell(page: bytes, at: int, pages: dict[int, bytes], size: int) -> Row:
    length, at = _varint(page, at)
    rowid, at = _varint(page, at)
    if not 0 < length <= _MOST_PAYLOAD:
        raise _Broken
    local = _local(length, size)
    payload = page[at : at + local]
    if length > local:
        (following,) = struct.unpack_from(">I", page, at + local)
        payload += _overflow(pages, size, following, length - local)
    if len(payload) != length:
        raise _Broken
    return rowid, tuple(_values(payload))


def _local(length: int, size: int) -> int:
    """How much of a payload lies on the leaf itself."""
    most = size - 35
    if length <= most:
        return length
    least = (size - 12) * 32 // 255 - 23
    fits = least + (length - least) % (size - 4)
    return fits if fits <= most else least


def _overflow(pages: dict[int, bytes], size: int, number: int, length: int) -> bytes:
    """The rest of a payload, along its chain of pages."""
    parts = []
    while length > 0:
        page = pages.get(number)
        if page is None:
            raise _Broken
        (number,) = struct.unpack_from(">I", page)
        part = page[4 : 4 + min(length, size - 4)]
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def _values(payload: bytes) -> Iterator[Value]:
    end, at = _varint(payload, 0)
    body = end
    while at < end:
        kind, at = _varint(payload, at)
        value, length = _value(kind, payload, body)
        body += length
        if body > len(payload):
            raise _Broken
        yield value
    if at != end or body != len(payload):
        raise _Broken


def _value(kind: int, payload: bytes, at: int) -> tuple[Value, int]:
    """A value by its serial type, and how many bytes it takes."""
    if kind == 0:
        return None, 0
    if kind <= 6:
        length = (1, 2, 3, 4, 6, 8)[kind - 1]
        return int.from_bytes(payload[at : at + length], "big", signed=True), length
    if kind == 7:
        number: float = struct.unpack_from(">d", payload, at)[0]
        return number, 8
    if kind in (8, 9):
        return kind - 8, 0
    if kind < 12:
        raise _Broken
    length = (kind - 12) // 2
    part = payload[at : at + length]
    return (part.decode("utf-8") if kind % 2 else part), length


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    value = 0
    for index in range(8):
        byte = data[at + index]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + index + 1
    return value << 8 | data[at + 8], at + 9
