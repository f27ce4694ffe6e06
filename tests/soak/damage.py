"""Files that are damaged: bytes changed, cut off, or overwritten by noise.

What is read of such a file is right or not there, and whatever fails is a sentence.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from pathlib import Path

from geo.errors import DatelineError
from geo.gazetteer import Gazetteer
from tests.soak.stores import Store, problem_of_reading
from tests.soak.trial import Trial

_ENTRIES = 40
_NAMES = [
    *("Kyiv", "Paris", "Springfield", "Georgia", "London", "Moscow", "Kharkiv", "Istanbul", "東京", "Москва"),
    *(
        "Washington",
        "Lima",
        "Santiago",
        "Victoria",
        "Alexandria",
        "Cambridge",
        "San José",
        "Xyzzyville",
        "Mali",
    ),
    *(
        "Odesa",
        "Lviv",
        "Bakhmut",
        "Gaza",
        "Hebron",
        "Cairo",
        "Tripoli",
        "Sidney",
        "Perth",
        "Hamilton",
        "Niger",
    ),
]


def spoil(content: bytes, chance: random.Random) -> bytes:
    """Return a damaged copy."""
    spoilt = bytearray(content)
    start = chance.randrange(len(spoilt))
    match chance.randrange(6):
        case 0:  # one bit
            spoilt[start] ^= 1 << chance.randrange(8)
        case 1:  # a few bytes
            for _ in range(chance.randrange(1, 40)):
                spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        case 2:  # a page that was never written
            page = start - start % 4096
            spoilt[page : page + 4096] = bytes(len(spoilt[page : page + 4096]))
        case 3:  # a page in the place of another
            other = chance.randrange(len(spoilt)) // 4096 * 4096
            page = start - start % 4096
            length = min(4096, len(spoilt) - page, len(spoilt) - other)
            spoilt[page : page + length] = spoilt[other : other + length]
        case 4:  # cut off
            del spoilt[start:]
        case 5:  # noise
            length = min(chance.randrange(1, 20_000), len(spoilt) - start)
            spoilt[start : start + length] = chance.randbytes(length)
    if bytes(spoilt) == content:  # a page like another
        spoilt[start] ^= 1
    return bytes(spoilt)


def damage_stores(store: Store, folder: Path, *, count: int, seed: int = 0) -> Trial:
    """Damage the file of a store `count` times and read it."""
    trial = Trial(name=f"files damaged: {store.name}")
    original = folder / "original" / store.file
    original.parent.mkdir(parents=True)
    opened = store.open(original)
    for number in range(_ENTRIES):
        store.write(opened, number)
    store.close(opened)
    content = original.read_bytes()
    salvaged = 0
    with trial.timed():
        for number in range(seed, seed + count):
            chance = random.Random(number)  # noqa: S311 - no secret
            path = folder / "damaged" / store.file
            path.parent.mkdir()
            path.write_bytes(spoil(content, chance))
            trial.tried += 1
            try:
                opened = store.open(path)
                problems = [
                    problem_of_reading(store, opened, each, may_be_gone=True) for each in range(_ENTRIES)
                ]
                salvaged += sum(_is_there(store, opened, each) for each in range(_ENTRIES))
                store.close(opened)
            except DatelineError:  # a sentence
                problems = []
            except Exception as error:  # noqa: BLE001 - any other is a fault
                problems = [f"{type(error).__name__}: {error}"]
            for problem in filter(None, problems[:3]):
                trial.fail(f"number {number}: {problem}")
            shutil.rmtree(path.parent)
    trial.figures["entries still there"] = f"{salvaged / (count * _ENTRIES):.0%}"
    return trial


def _is_there(store: Store, opened: object, number: int) -> bool:
    try:
        return store.read(opened, number) is not None
    except DatelineError:
        return False


def damage_gazetteer(index: Path, folder: Path, *, count: int, seed: int = 0) -> Trial:
    """Damage the gazetteer's index `count` times, look names up in it, and put it right again."""
    trial = Trial(name="files damaged: the gazetteer")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / index.name
    shutil.copy(index, path)
    content = path.read_bytes()
    truth = _answers(Gazetteer.open(path), _NAMES)
    refused = 0
    with trial.timed():
        for number in range(seed, seed + count):
            path.write_bytes(spoil(content, random.Random(number)))  # noqa: S311 - no secret
            trial.tried += 1
            try:
                if _answers(Gazetteer.open(path), _NAMES) != truth:
                    trial.fail(f"number {number}: answers that are wrong")
            except DatelineError:  # a sentence that says what to do
                refused += 1
            except Exception as error:  # noqa: BLE001 - any other is a fault
                trial.fail(f"number {number}: {type(error).__name__}: {error}")
    trial.figures["refused"] = f"{refused / max(count, 1):.0%}"
    return trial


def _answers(gazetteer: Gazetteer, names: Sequence[str]) -> object:
    return [gazetteer.lookup(name) for name in names]
