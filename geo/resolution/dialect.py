"""American or Commonwealth English: what an article's spelling and institutions say about its country."""

from __future__ import annotations

import re

_AMERICAN = (
    "color colors center centers program programs defense labor neighbor neighbors neighborhood "
    "neighborhoods favor favorite honor honored traveled theater percent toward gotten gray license "
    "sheriff sheriffs deputies trooper troopers arraigned felony misdemeanor subpoena nonprofit "
    "freshman sophomore semester kindergarten quarterback touchdown baseball downtown interstate highway "
    "sidewalk apartment mom truck gasoline county counties township legislators lawmakers senator governor "
    "gop republican republicans democrat democrats selectmen alderman aldermen dui sophomores superintendent"
)
_COMMONWEALTH = (
    "colour colours centre centres programme programmes defence labour neighbour neighbours neighbourhood "
    "favour favourite honour honoured travelled theatre towards whilst licence organised organisation "
    "organisations realise recognised metres kilometres kilometre litres tonnes councillor councillors cllr "
    "mp mps constable constables motorway pavement lorry petrol mum roundabout nhs pensioners schoolchildren "
    "fortnight magistrates solicitor tory tories pub pubs borough flats jailed crore lakh pence parliamentary"
)
_SAYS = dict.fromkeys(_AMERICAN.split(), 1.0) | dict.fromkeys(_COMMONWEALTH.split(), -1.0) | {"£": -1.0}
_WORD = re.compile(r"[a-z]+|£")
_READ = 20_000
"""Code points that are looked at: an article shows its spelling well before."""
_DOUBT = 2.0
"""So many words are needed before the answer is more than a guess."""

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
