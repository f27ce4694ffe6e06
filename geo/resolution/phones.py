"""Of which state, province or country the telephone numbers in a text are: a local paper prints its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

_TABLE = Path(__file__).parent / "data" / "phone_codes.tsv"
_NUMBER = re.compile(
    r"(?<![\w+.-])(?:\+(?P<abroad>[2-9]\d{0,2})[ .(-]\d[\d ().-]{5,}\d"
    r"|(?:\+?1[ .-])?\(?(?P<area>[2-9]\d\d)\)?[ ./-]{1,2}[2-9]\d\d[ .-]\d{4}(?!\d))"
)
"""As North American papers write them, or in full from the country's code on."""
_NORTH_AMERICA = "1"


def homes(text: str) -> Iterator[str]:
    """The names of the states, provinces and countries of the numbers in `text`, each once."""
    names = dict.fromkeys(
        _names().get(number["abroad"] or _NORTH_AMERICA + number["area"]) for number in _NUMBER.finditer(text)
    )
    return (name for name in names if name)


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """By code, with the country's; North America's with its 1."""
    lines = _TABLE.read_text(encoding="utf-8").splitlines()[1:]
    return {code: name for name, codes in (line.split("\t") for line in lines) for code in codes.split()}
