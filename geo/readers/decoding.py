"""Bytes -> text: UTF-8 where it is UTF-8, else the likeliest encoding, never binary data.

Home of charset-normalizer and of webencodings, which knows the labels that the web has for encodings. Python
knows more names, of which some are no encodings, and some take minutes for a megabyte.
"""

from __future__ import annotations

import codecs
import re

from geo.errors import UnreadableDocument

_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"RIFF", "a picture, a film or a sound"),
    (b"OggS", "a film or a sound"),
    (b"ID3", "a sound"),
    (b"\x1f\x8b", "gzip-compressed data"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"SQLite format 3\x00", "a database"),
)
"""What people most often take for text, by its first bytes."""

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16's, which it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_LEGACY = [
    *("cp1252", "cp1250", "iso8859_2", "cp1254", "cp1257", "cp1258", "cp1251", "koi8_r", "koi8_u", "cp866"),
    *("cp1253", "cp1255", "cp1256", "cp874", "cp932", "euc_jp", "gb18030", "big5", "cp949"),
]
"""What news was written in before UTF-8. Left to guess among all that Python knows, a short text
becomes Celtic or EBCDIC."""
_WIDE = ["utf_16_le", "utf_16_be"]
"""Without a mark, these are told by their NULs."""

_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_SHARE = 0.02
"""Above this share of control characters it is not prose: articles have none, and a stray NUL or two
in a page that was scraped badly stays far below it."""

_TRUSTED_PER_BROKEN = 3
"""This many well-formed multi-byte characters for each broken byte make a text UTF-8 with faults. A text
of another encoding has hardly a byte pair that is well-formed UTF-8 by chance."""

_ASCII = re.compile(r"[\x00-\x7f]")
_PLAIN = re.compile("[a-zA-Z]")
_ACCENTED = re.compile(r"[^\W\d_a-zA-Z]")
_FEW_ACCENTED = 20
"""Fewer letters beyond ASCII are too few to guess an encoding from; cp1252, which the HTML standard
falls back to, is then likelier than any guess, if it makes words of them."""
_PLAIN_PER_ACCENTED = 4
"""English, French and Portuguese words have at least this many plain letters for an accented one."""
_NOT_WESTERN = re.compile(r"[ýþðÝÞÐ\x80-\x9f]|[£¥¦¨ª¬¯±-¶¸-º¼-¾×÷†‡‰ˆ˜][^\W\d_]")
"""Letters where the Turkish encoding has its own, and signs right before a letter, where the Central
European ones have letters."""


_NOT_DECODED = ("replacement", "x-user-defined")
"""What the web's standard has labels for and no text is in."""


def declared(data: bytes, label: str | None) -> str | None:
    """Return the text in the encoding that its sender says, by one of the web's labels; None where it is not.

    A page in UTF-16 cannot say so in itself: whoever does means UTF-8.
    """
    import webencodings

    found = webencodings.lookup(label) if label else None
    if found is None or found.name in _NOT_DECODED or found.name.startswith("utf-16"):
        return None
    try:
        text: str = found.codec_info.decode(data, "strict")[0]
    except UnicodeDecodeError:
        return None
    return text.removeprefix("\ufeff")


def decode(data: bytes, name: str) -> str:
    """The text of `data`. Raises `UnreadableDocument`, calling it `name`, where it is no text."""
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableDocument(f"{name} is {what}, not text.")
    text = _decode(data, name)
    if len(_CONTROL.findall(text)) > _CONTROL_SHARE * len(text):
        raise UnreadableDocument(f"{name} is binary data, not text.")
    return text


def _decode(data: bytes, name: str) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise UnreadableDocument(f"{name} begins as {encoding.upper()} but is not.") from error
    # UTF-16 without a mark is for the most part well-formed UTF-8, with a NUL at every second place.
    if data.count(0) > _CONTROL_SHARE * len(data):
        return _guess(data, _WIDE, name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        patched = data.decode("utf-8-sig", errors="replace")
    broken = patched.count("\ufffd")
    whole = len(patched) - broken - len(_ASCII.findall(patched))
    if whole >= _TRUSTED_PER_BROKEN * broken:
        return patched
    western = data.decode("cp1252", errors="replace")
    return western if _plausible(western) else _guess(data, _LEGACY, name)


def _plausible(western: str) -> bool:
    accented = len(_ACCENTED.findall(western))
    if accented >= _FEW_ACCENTED or _NOT_WESTERN.search(western) or "\ufffd" in western:
        return False
    return len(_PLAIN.findall(western)) >= _PLAIN_PER_ACCENTED * accented


def _guess(data: bytes, encodings: list[str], name: str) -> str:
    from charset_normalizer import from_bytes

    matches = from_bytes(data, cp_isolation=encodings)
    for match in matches:
        if match.encoding != "cp1252" or not _NOT_WESTERN.search(str(match)):
            return str(match)
    if not matches:
        raise UnreadableDocument(f"{name} is not text in any encoding that is known.")
    return str(matches[0])
