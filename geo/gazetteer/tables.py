"""The project's own data files: tab-separated, a header, one place per line. Blank fields say nothing."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

from geo.errors import GazetteerMissing
from geo.gazetteer.rows import Names
from geo.model import NameKind

Record = dict[str, str]

_NO_PLURAL = ("s", "sh", "ch", "ese", "x", "z", "ic", "y", "men", "man", "women", "woman")
"""Endings of demonyms that are adjectives only ("Turkish", "Chinese") or whose plural is listed."""
_IN_COMPOUNDS = frozenset(
    ("Afro", "Anglo", "Austro", "Euro", "Greco", "Indo", "Italo", "Luso", "Russo", "Sino")
)
"""Peoples as first parts of compounds ("Sino-Indian"), which have no plural."""


def data_folder() -> Traversable:
    """Return where the data files lie."""
    return files("geo.gazetteer").joinpath("data")


def read_table(name: str) -> Iterator[Record]:
    """The records of the data file `name`. Raises `GazetteerMissing` naming the line that is off."""
    file = data_folder().joinpath(name)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise GazetteerMissing(f"The data file {name} of the package is missing: {error}.") from error
    text = (gzip.decompress(content) if name.endswith(".gz") else content).decode()
    header: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line or line.startswith("#"):
            continue
        fields = line.split("\t")
        if not header:
            header = fields
        elif len(fields) > len(header):
            raise GazetteerMissing(f"{name}, line {number}: {len(fields)} fields where {len(header)} belong.")
        else:
            yield dict(zip(header, fields + [""] * (len(header) - len(fields)), strict=True))


def listed(field: str) -> list[str]:
    """The parts of a field that lists several: `Persia; Iran`."""
    return [part for part in map(str.strip, field.split(";")) if part]


def names_of(record: Record) -> Names:
    """The names in a record's columns `names`, `abbreviations` and `demonyms`; the last with plurals."""
    names = [(name, NameKind.ALTERNATE) for name in listed(record.get("names", ""))]
    names += [(name, NameKind.ABBREVIATION) for name in listed(record.get("abbreviations", ""))]
    for name in listed(record.get("demonyms", "")):
        names.append((name, NameKind.DEMONYM))
        if not name.endswith(_NO_PLURAL) and name not in _IN_COMPOUNDS:
            names.append((f"{name}s", NameKind.DEMONYM))
    return names


def extra_names() -> dict[str, Names]:
    """Names in use beyond those of the sources, by GeoNames' number of the place."""
    found = {record["geonameid"]: names_of(record) for record in read_table("place_names.tsv")}
    for record in read_table("city_names.tsv.gz"):
        translations = [(name, NameKind.ALTERNATE) for name in listed(record["names"])]
        found.setdefault(record["geonameid"], []).extend(translations)
    return found
