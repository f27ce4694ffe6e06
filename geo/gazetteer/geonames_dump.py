"""GeoNames' own files, as geonames.org publishes them: a row at a time, whatever their size.

`allCountries.zip` (or one country's, `UA.zip`) has 19 tab-separated fields a line, `alternateNamesV2.zip`
has 10; neither quotes nor escapes anything. Both may be given unpacked. The fields are described in
https://download.geonames.org/export/dump/readme.txt.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tqdm import tqdm

from geo.errors import DatelineError

_FIELDS = 15
"""Of a place's row, up to its population; older files end there."""
_ALTERNATE_FIELDS = 4
"""Of an alternate name's row, up to the name; the flags after it may be missing."""
_CHUNK = 20_000
"""Lines between two steps of the progress bar."""
_NO_NAMES = frozenset({"link", "wkdt", "post", "iata", "icao", "faac", "tcid", "unlc", "phon"})
"""What stands in the language's place where the value is no name: addresses, codes, postal codes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DumpRow:
    """One line of `allCountries.txt`."""

    number: int
    name: str
    alternates: list[str]
    lat: float
    lon: float
    feature_class: str
    feature: str
    country: str
    admin1: str
    admin2: str
    population: int


@dataclass(frozen=True, kw_only=True, slots=True)
class AlternateName:
    """One line of `alternateNamesV2.txt` that is a name."""

    number: int
    """The place's."""
    language: str
    name: str
    preferred: bool
    """The official or preferred name in its language, or its usual short form."""


@dataclass(kw_only=True, slots=True)
class Tally:
    """What became of the lines of a file."""

    read: int = 0
    skipped: int = 0
    """Lines that are not in the format."""


def places(path: Path, tally: Tally, *, countries: Collection[str] = (), progress: bool) -> Iterator[DumpRow]:
    """The rows of `path`; where `countries` are given, of those and of what lies in none, as seas do. Raises
    `DatelineError` where the file cannot be read; lines that are off are counted in `tally` and left out."""
    wanted = frozenset(countries)
    for line in _lines(path, "Gazetteer: GeoNames", progress=progress):
        row = _place(line)
        if row is None:
            tally.skipped += 1
        elif not wanted or not row.country or row.country in wanted:
            tally.read += 1
            yield row


def _place(line: bytes) -> DumpRow | None:
    try:
        fields = line.decode().rstrip("\r\n").split("\t")
        number, lat, lon = int(fields[0]), float(fields[4]), float(fields[5])
        population = int(fields[14] or 0)
    except (ValueError, IndexError):
        return None
    name = fields[1].strip() or fields[2].strip()
    if len(fields) < _FIELDS or not name or not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return None
    return DumpRow(
        number=number,
        name=name,
        alternates=[other for other in map(str.strip, fields[3].split(",")) if other],
        lat=lat,
        lon=lon,
        feature_class=fields[6],
        feature=fields[7],
        country=fields[8],
        admin1=fields[10],
        admin2=fields[11],
        population=max(0, population),
    )


def alternate_names(path: Path, tally: Tally, *, progress: bool) -> Iterator[AlternateName]:
    """The names in `path`. Raises `DatelineError` where the file cannot be read."""
    for line in _lines(path, "Gazetteer: names", progress=progress):
        try:
            fields = line.decode().rstrip("\r\n").split("\t")
            number, language, name = int(fields[1]), fields[2], fields[3].strip()
        except (ValueError, IndexError):
            tally.skipped += 1
            continue
        if len(fields) < _ALTERNATE_FIELDS or not name:
            tally.skipped += 1
        elif language not in _NO_NAMES:
            tally.read += 1
            flags = fields[4:6]
            yield AlternateName(number=number, language=language, name=name, preferred="1" in flags)


def _lines(path: Path, title: str, *, progress: bool) -> Iterator[bytes]:
    with _opened(path) as (stream, size):
        shown = progress and sys.stderr.isatty()
        with tqdm(
            desc=title, total=size, unit="B", unit_scale=True, disable=not shown, file=sys.stderr
        ) as bar:
            done = 0
            for number, line in enumerate(stream, start=1):
                done += len(line)
                if number % _CHUNK == 0:
                    bar.update(done)
                    done = 0
                if line.strip():
                    yield line
            bar.update(done)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[IO[bytes], int]]:
    """The text file that `path` is or holds, and its length in bytes."""
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                member = _text_member(archive, path)
                with archive.open(member) as stream:
                    yield stream, member.file_size
        else:
            with path.open("rb") as stream:
                yield stream, path.stat().st_size
    except (OSError, zipfile.BadZipFile, EOFError) as error:
        raise DatelineError(f"{path} cannot be read: {error}.") from error


def _text_member(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    """The largest text in the archive: the one called like it, beside a readme or a list of languages."""
    texts = [member for member in archive.infolist() if member.filename.endswith(".txt")]
    if not texts:
        raise DatelineError(f"{path} holds no .txt file: it is none of GeoNames' archives.")
    return max(texts, key=lambda member: member.file_size)
