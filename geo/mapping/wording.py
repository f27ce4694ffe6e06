"""What a place is, in the words that the page, the popups and the exports use."""

from __future__ import annotations

from geo.model import Kind, Place

CITY_POPULATION = 50_000
"""From this many people a settlement is called a city: GeoNames does not tell towns from cities."""
TOWN_POPULATION = 2_000

_FEATURES = {
    "PPLC": "capital",
    "PPLX": "part of a city",
    "PPLH": "former settlement",
    "STRT": "strait",
    "SEA": "sea",
    "OCN": "ocean",
    "GULF": "gulf",
    "BAY": "bay",
    "LK": "lake",
    "LKS": "lakes",
    "STM": "river",
    "CNL": "canal",
    "CHN": "channel",
    "FJD": "fjord",
    "RSV": "reservoir",
    "MT": "mountain",
    "PK": "peak",
    "MTS": "mountain range",
    "VLC": "volcano",
    "PLAT": "plateau",
    "DSRT": "desert",
    "PEN": "peninsula",
    "CAPE": "cape",
    "VAL": "valley",
    "CONT": "continent",
    "ISL": "island",
    "ISLS": "islands",
    "ATOL": "atoll",
    "AIRP": "airport",
    "AIRB": "air base",
    "PAL": "palace",
    "BLDG": "building",
    "UNIV": "university",
    "PRK": "park",
    "SQR": "square",
    "STDM": "stadium",
    "MUS": "museum",
    "HSP": "hospital",
    "PRT": "port",
    "BDG": "bridge",
    "RSTN": "railway station",
    "MN": "mine",
    "DAM": "dam",
    "PS": "power station",
    "PSN": "nuclear power station",
}
_KINDS = {
    Kind.COUNTRY: "country",
    Kind.REGION: "region",
    Kind.DISTRICT: "district",
    Kind.WATER: "water",
    Kind.MOUNTAIN: "mountains",
    Kind.ISLAND: "island",
    Kind.AREA: "area",
    Kind.FACILITY: "building or site",
}
_OF_COUNTRY = {"capital", "region", "district"}
"""These belong to a country; everything else lies in one."""


def what(place: Place) -> str:
    """The bare noun: "city", "strait", "country"."""
    if place.kind is Kind.SETTLEMENT and place.feature not in ("PPLC", "PPLX", "PPLH"):
        if place.population >= CITY_POPULATION:
            return "city"
        return "town" if place.population >= TOWN_POPULATION else "village"
    if place.kind in (Kind.COUNTRY, Kind.REGION, Kind.DISTRICT):
        return _KINDS[place.kind]
    return _FEATURES.get(place.feature or "") or _KINDS[place.kind]


def describe(place: Place) -> str:
    """Return what a place is: "city in Ukraine", "country", "region of Ukraine", "strait"."""
    noun = what(place)
    if place.kind is Kind.COUNTRY or not place.country_name:
        return noun
    return f"{noun} {'of' if noun in _OF_COUNTRY else 'in'} {place.country_name}"


def whereabouts(place: Place) -> str:
    """Return where a place lies, to tell it from its namesakes: "Ohio, United States"; empty for
    countries."""
    parts = [place.region, place.country_name]
    return ", ".join(part for part in parts if part and part != place.name)


def times(count: int) -> str:
    """Return how often something is named: "once", "twice", "14 times"."""
    return {1: "once", 2: "twice"}.get(count, f"{count:,} times")


def sureness(score: float) -> str:
    """A probability in words; the thresholds are those of the page's legend."""
    if score >= SURE:
        return "sure"
    return "likely" if score >= LIKELY else "doubtful"


SURE = 0.85
LIKELY = 0.6
"""Under this a place is drawn as doubtful."""
