"""American or Commonwealth English: what an article's spelling and institutions say about its country."""

from __future__ import annotations

import re

from geo.languages import language

_SPELLING = language("en").tables["spelling"]
_SAYS = dict.fromkeys(_SPELLING["american"].split(), 1.0) | dict.fromkeys(
    _SPELLING["commonwealth"].split(), -1.0
)
_WORD = re.compile(r"[a-z]+|£")
_READ = 20_000
"""Code points that are looked at: an article shows its spelling well before."""
_DOUBT = 2.0
"""Words needed before the answer is more than a guess."""

_COMMONWEALTH_COUNTRIES = frozenset(
    {"GB", "IE", "AU", "NZ", "ZA", "IN", "PK", "BD", "LK", "NG", "KE", "GH", "UG", "JM", "TT", "SG", "MT"}
)
"""Countries whose English newspapers follow British spelling."""


def american(text: str) -> float:
    """From -1, Commonwealth English throughout, to 1, American; 0 where nothing speaks for either."""
    said = [_SAYS[word] for word in _WORD.findall(text[:_READ].casefold()) if word in _SAYS]
    return sum(said) / (len(said) + _DOUBT)


def spelling(country: str | None) -> float:
    """1 for the country of American spelling, -1 for one of British, 0 for others (ISO 3166-1 codes)."""
    return 1.0 if country == "US" else -float(country in _COMMONWEALTH_COUNTRIES)
