"""What is kept on the disk: each kind of file with the way to write to it and to read it again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geopy.location import Location

from geo.corrections import Correction, CorrectionStore, Scope
from geo.errors import DatelineError
from geo.geocoding import GeocodeCache
from geo.model import Document, Kind, Place
from geo.storage import StorageError, building, open_index
from geo.texts import MOST_COLLECTIONS, Collection, TextStore


@dataclass(frozen=True, kw_only=True, slots=True)
class Store:
    """One kind of file."""

    name: str
    file: str
    """Its name in a folder."""
    open: Callable[[Path], Any]
    write: Callable[[Any, int], None]
    """Keep the entry with a number; returns once it is acknowledged."""
    read: Callable[[Any, int], object]
    """The entry with a number; None where it is not there."""
    close: Callable[[Any], None]
    whole: Callable[[int], object]
    """What `read` must say of it."""
    holds: int = 400
    """Entries that a file of its kind may have before older ones make room, or reading all takes long."""


def _location(number: int) -> Location:
    return Location(f"Town {number}", (number % 90, number % 180 + 0.25), {"number": number})


def _answer(cache: GeocodeCache, number: int) -> object:
    found = cache.get("nominatim", f"town {number}", "en")
    return [(each.address, each.latitude, each.longitude, each.raw) for each in found] if found else None


def _correction(number: int) -> Correction:
    place = Place(id=f"x:{number}", name=f"Town {number}", kind=Kind.SETTLEMENT, lat=1.5, lon=number % 180)
    return Correction(
        toponym=f"Town {number}",
        place=place,
        scope=Scope.ALWAYS,
        document="0" * 24,
        start=number,
        context="In Town.",
    )


def _kept(store: CorrectionStore, number: int) -> object:
    for each in store.all():
        if each.toponym == f"Town {number}":
            return each.place
    return None


class _Index:
    """An index that is built anew for each number, and holds a thousand times that number."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, number: int) -> None:
        with building(self.path) as connection:
            connection.execute("CREATE TABLE t (n INTEGER)")
            connection.executemany("INSERT INTO t VALUES (?)", ((number,) for _ in range(1000)))

    def read(self, number: int) -> object:
        """`number` where the last build that was acknowledged is there whole, or a later one."""
        try:
            connection = open_index(self.path)
        except StorageError:
            return None
        try:
            rows = connection.execute("SELECT n, count(*) FROM t GROUP BY n").fetchall()
        finally:
            connection.close()
        return number if len(rows) == 1 and rows[0][1] == 1000 and rows[0][0] >= number else rows


def _collection(number: int) -> Collection:
    return Collection(id=f"own-{number}", title=f"Town {number}")


STORES = {
    store.name: store
    for store in (
        Store(
            name="answers of services",
            file="answers.sqlite",
            open=GeocodeCache,
            write=lambda cache, number: cache.put("nominatim", f"town {number}", "en", [_location(number)]),
            read=_answer,
            close=lambda cache: cache._close(),
            whole=lambda number: [(f"Town {number}", number % 90, number % 180 + 0.25, {"number": number})],
        ),
        Store(
            name="corrections",
            file="corrections.sqlite",
            open=CorrectionStore,
            write=lambda store, number: store.add(_correction(number)),
            read=_kept,
            close=lambda store: store.close(),
            whole=lambda number: _correction(number).place,
        ),
        Store(
            name="readers' own texts",
            file="texts.sqlite",
            open=TextStore,
            write=lambda store, number: store.keep(
                _collection(number), [Document(id=f"own-{number}", text=f"Rain in Town {number}.")]
            ),
            read=lambda store, number: store.open(f"own-{number}"),
            close=lambda store: store.close(),
            whole=lambda number: (Document(id=f"own-{number}", text=f"Rain in Town {number}."),),
            holds=MOST_COLLECTIONS,
        ),
        Store(
            name="an index",
            file="index.sqlite",
            open=_Index,
            write=_Index.write,
            read=_Index.read,
            close=lambda index: None,
            whole=lambda number: number,
        ),
    )
}


def problem_of_reading(store: Store, opened: Any, number: int, *, may_be_gone: bool) -> str | None:
    """Say what is wrong with an entry as it is read again; None where nothing is."""
    try:
        found = store.read(opened, number)
    except DatelineError:  # a sentence that says so
        found = None
        if not may_be_gone:
            return f"entry {number} cannot be read"
    except Exception as error:  # noqa: BLE001 - any other is a fault
        return f"{type(error).__name__}: {error}"
    if found is None and not may_be_gone:
        return f"entry {number} was acknowledged and is lost"
    if found is not None and found != store.whole(number):
        return f"entry {number} is wrong: {found!r}"
    return None
