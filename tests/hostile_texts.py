"""Texts made to hurt: short pieces which, said over and over, once took the square of their number.

`make soak` reads each at a megabyte; the tests read them shorter, and show that time grows with length.
"""

from __future__ import annotations

HOSTILE_PIECES = {
    "ends and quotes": "?“",
    "ends and brackets": "![",
    "ends and letters": "!A",
    "ends and closings": "!)",
    "ends of two scripts": "。」",
    "ends and lines": "!\n",
    "ends without width": ".\u200b",
    "initials": "U.S.",
    "single initials": "A.",
    "addresses": "http://a.b/",
    "possessives": "Paris's ",
    "names": "Paris, ",
    "names without a space": "Paris",
    "names joined": "Paris and ",
    "names in brackets": "(Paris",
    "lines of names": "Paris\n",
    "parts of names": "University of ",
    "hyphens": "Port-au-",
    "capitals": "A",
    "Chinese": "北京",
    "Russian": "Москва ",
    "numbers": "1 ",
    "streets": "12 Paris Street, ",
    "dashes": "- ",
    "combining": "e\u0301",
    "quotation marks": '"Paris" ',
    "white space": " \n a",
}


def repeated(name: str, length: int) -> str:
    """A text of about so many characters."""
    piece = HOSTILE_PIECES[name]
    return "In Kyiv. " + piece * (length // len(piece))
