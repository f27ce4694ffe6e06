"""A sealed file is told from one that differs by a single bit, and is read whole only when it has changed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from geo import sealing
from geo.sealing import Seal, examine, seal
from geo.storage import building, is_whole, open_index

DAY = 24 * 3600


@pytest.fixture
def index(tmp_path: Path) -> Path:
    path = tmp_path / "index.sqlite"
    with building(path) as connection:
        connection.execute("CREATE TABLE t (n INTEGER, word TEXT)")
        connection.executemany("INSERT INTO t VALUES (?, ?)", ((n, f"word {n}") for n in range(2000)))
    return path


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """The files that were read whole since."""
    read: list[Path] = []
    whole = sealing._digest

    def counted(path: Path) -> bytes:
        read.append(path)
        return whole(path)

    monkeypatch.setattr(sealing, "_digest", counted)
    return read


def flip(path: Path, at: int, bit: int = 0) -> None:
    """Change one bit and nothing else."""
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 1 << bit]))


def test_a_built_index_is_sealed_and_still_answers(index: Path) -> None:
    assert examine(index) is Seal.WHOLE
    connection = open_index(index)
    assert connection.execute("SELECT count(*) FROM t").fetchone() == (2000,)
    connection.close()


def test_a_changed_bit_anywhere_is_seen(index: Path) -> None:
    size = index.stat().st_size
    for at in {0, 17, 59, 60, 63, 64, 68, 71, 72, 99, 100, *range(101, size, size // 150), size - 1}:
        assert examine(index) is Seal.WHOLE
        flip(index, at, at % 8)
        assert examine(index) is Seal.DAMAGED, at
        assert not is_whole(index), at
        flip(index, at, at % 8)


@pytest.mark.parametrize("change", ["cut", "longer", "empty"])
def test_another_length_is_seen(index: Path, change: str) -> None:
    content = index.read_bytes()
    index.write_bytes({"cut": content[:-4096], "longer": content + bytes(10), "empty": b""}[change])
    assert examine(index) is Seal.DAMAGED


def test_what_is_stamped_is_not_read_again(index: Path, readings: list[Path]) -> None:
    for _ in range(5):
        assert examine(index) is Seal.WHOLE
    assert len(readings) == 1


def test_a_change_that_hides_its_time_is_seen(index: Path) -> None:
    assert examine(index) is Seal.WHOLE
    times = index.stat()
    flip(index, 5000)
    os.utime(index, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert examine(index) is Seal.DAMAGED


def test_a_stamp_holds_for_a_week(index: Path, readings: list[Path]) -> None:
    now = 1_000_000.0
    examine(index, clock=lambda: now)
    examine(index, clock=lambda: now + 6 * DAY)
    assert len(readings) == 1
    examine(index, clock=lambda: now + 8 * DAY)
    assert len(readings) == 2
    examine(index, clock=lambda: now)  # a clock that was set back
    assert len(readings) == 3


@pytest.mark.parametrize("stamp", ["", "null", "[]", "{}", '{"file": [], "checked": "soon"}', "\x00"])
def test_a_damaged_stamp_costs_a_reading_and_nothing_else(
    index: Path, stamp: str, readings: list[Path]
) -> None:
    index.with_name("index.sqlite.checked").write_text(stamp)
    assert examine(index) is Seal.WHOLE
    assert len(readings) == 1


def test_an_index_from_before_seals_is_looked_through_once_and_sealed(index: Path) -> None:
    unsealed = bytearray(index.read_bytes())
    for start, end in ((60, 64), (68, 72)):
        unsealed[start:end] = bytes(end - start)
    index.write_bytes(unsealed)
    assert examine(index) is Seal.NONE
    assert is_whole(index)
    assert examine(index) is Seal.WHOLE
    unsealed[4096] = 0x55  # the first byte of the second page says what kind it is
    index.write_bytes(unsealed)
    assert examine(index) is Seal.NONE
    assert not is_whole(index)


def test_two_files_of_one_content_have_one_seal(index: Path, tmp_path: Path) -> None:
    other = tmp_path / "copy.sqlite"
    other.write_bytes(index.read_bytes())
    seal(other)
    assert other.read_bytes() == index.read_bytes()
