"""What regions, areas and waters are called in other scripts: 广东省, Якутия, دارفور.

First-level regions' names are those of the package pycountry, which has the translations of ISO 3166-2
by Debian's iso-codes project; what these lack is in the table `other_scripts.tsv`. GeoNames and ISO number
regions differently, so one is found in the other by its name.
"""

from __future__ import annotations

import gettext
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from geo.errors import GazetteerMissing
from geo.gazetteer.names import name_key
from geo.gazetteer.tables import listed, read_table

_LANGUAGES = (
    *(
        "zh_CN",
        "zh_TW",
        "ja",
        "ko",
        "ru",
        "uk",
        "bg",
        "sr",
        "be",
        "el",
        "he",
        "fa",
        "hi",
        "ka",
        "th",
        "ta",
        "bn_BD",
    ),
    *(
        "pl",
        "cs",
        "sk",
        "sl",
        "hr",
        "hu",
        "ro",
        "tr",
        "fi",
        "sv",
        "de",
        "fr",
        "es",
        "it",
        "pt",
        "nl",
        "id",
        "vi",
    ),
)
_LATIN = frozenset("pl cs sk sl hr hu ro tr fi sv de fr es it pt nl id vi".split())  # noqa: SIM905
"""Languages whose names may be words, or names of other places, in another."""
_SORTS = re.compile(
    r" (?:sheng|shi|zizhiqu|oblast|kray|respublika|apskritis|lan|zupanija|avtonomnyy okrug|do|si|viloyati)$"
)
"""Words at the end of the keys of ISO's names that say what a region is."""
_ENGLISH = "en"
_WORDS = (
    "north south east west northern southern eastern western central centre center capital region province"
    " state district coast coastal upper lower northeast northwest southeast southwest the of and new far"
    " city islands island mountain lakes valley plains highlands plateau sea river red blue white grand"
    " greater union federal bay cross equatorial"
)
_PARTS = frozenset(_WORDS.split())
"""Regions with names of nothing else are ordinary words in every language: 中部 is "the middle"."""
_SUFFIXES = re.compile("(?:(?:维吾尔|壮族|回族|維吾爾|壯族)?自治区|自治區|省|县|縣|県|府)$")
"""What Chinese and Japanese add to a region's name, and often leave out."""
_SHORTEST = 2
"""Letters of a name."""
_CASES = {"ая область": ("ой области", "ую область"), "ий край": ("ого края", "ом крае")}
"""Endings of Russian regions in the cases that news uses most. Single words are inflected when asked for."""


@lru_cache(maxsize=1)
def other_scripts() -> dict[str, list[str]]:
    """The names of the table, by the region's code or the feature's name."""
    return {
        record["place"]: [form for name in listed(record["names"]) for form in (name, *_inflected(name))]
        for record in read_table("other_scripts.tsv")
    }


def translated(names: Mapping[str, Collection[str]]) -> dict[str, list[str]]:
    """By code of the region, as GeoNames gives it, its names in other scripts; `names` are the keys of those
    that are known of each. Raises `GazetteerMissing` where the package cannot be read."""
    import pycountry  # here, for only the build needs it: it takes a tenth of a second

    codes = {(code.partition(".")[0], name): code for code, known in names.items() for name in known}
    catalogues = [_catalogue(language) for language in _LANGUAGES]
    english = _catalogue(_ENGLISH)
    found: dict[str, dict[str, None]] = {}
    for division in pycountry.subdivisions:
        if getattr(division, "parent_code", None):
            continue
        keys = list(_keys(division.name, english.gettext(division.name)))
        known = (codes.get((division.country_code, key)) for key in keys)
        code = next(filter(None, known), None)
        if code is None or all(word in _PARTS for word in keys[0].split()):
            continue
        for language, catalogue in zip(_LANGUAGES, catalogues, strict=True):
            name = catalogue.gettext(division.name)
            if name != division.name:
                forms = [name] if language in _LATIN else _usable(name, _SUFFIXES.sub("", name))
                found.setdefault(code, {}).update(dict.fromkeys(forms))
    twice = Counter((code.partition(".")[0], name) for code, own in found.items() for name in own)
    return {
        code: [name for name in own if twice[code.partition(".")[0], name] == 1]  # else one is a mistake
        for code, own in found.items()
    }


def _keys(*names: str) -> Iterator[str]:
    for name in names:
        for form in (name, re.sub(r" ?[\[(].*", "", name)):
            key = name_key(form)
            yield key
            yield _SORTS.sub("", key)


def _usable(*names: str) -> Iterator[str]:
    for name in names:
        if len(name) >= _SHORTEST and not any(c.isascii() and c.isalpha() for c in name):
            yield name


def _inflected(name: str) -> Iterator[str]:
    for ending, others in _CASES.items():
        if name.endswith(ending):
            yield from (name.removesuffix(ending) + other for other in others)


def _catalogue(language: str) -> gettext.NullTranslations:
    import pycountry

    path = Path(pycountry.LOCALES_DIR) / language / "LC_MESSAGES" / "iso3166-2.mo"
    try:
        with path.open("rb") as file:
            return gettext.GNUTranslations(file)
    except OSError as error:
        raise GazetteerMissing(f"The package pycountry has no names in '{language}': {error}.") from error
