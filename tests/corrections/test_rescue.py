"""A damaged file of corrections gives back what is whole in it, and never something that nobody said."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from geo.corrections import Correction, CorrectionStore, Scope, export_json
from geo.corrections.record import MOST_CONTEXT, to_record
from geo.salvage import salvage
from geo.storage import open_store
from tests.corrections.made import correction

COUNT = 120


def made(number: int) -> Correction:
    """One of many, some of them longer than a page."""
    sentence = f"Kharkiv was hit {number} times. " * (1 if number % 10 else 120)
    return correction(scope=Scope.ALWAYS, start=number, context=sentence[:MOST_CONTEXT])


ALL = {made(number) for number in range(COUNT)}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store of `COUNT` corrections."""
    path = tmp_path_factory.mktemp("sound") / "corrections.sqlite"
    store = CorrectionStore(path)
    store.add_all(made(number) for number in range(COUNT))
    store.close()
    return path


@pytest.fixture
def path(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy2(sound, tmp_path / "corrections.sqlite"))


def damage(path: Path, at: int, length: int = 1) -> None:
    """Change bytes of a file."""
    with path.open("r+b") as file:
        file.seek(at)
        content = file.read(length)
        file.seek(at)
        file.write(bytes(byte ^ 0x5A for byte in content))


def read(path: Path) -> tuple[set[Correction], tuple[str, ...]]:
    """What a store opened anew gives, without numbers, and what it tells."""
    store = CorrectionStore(path)
    try:
        return {replace(each, id=None) for each in store.all()}, store.notices
    finally:
        store.close()


def damaged_copies(path: Path) -> list[Path]:
    return sorted(path.parent.glob("*.damaged-*"))


def test_a_byte_changed_anywhere_costs_a_row_at_most_two_and_invents_none(
    sound: Path, tmp_path: Path
) -> None:
    size = sound.stat().st_size
    for number, at in enumerate(range(0, size, size // 150)):
        path = Path(shutil.copy2(sound, tmp_path / f"{number}.sqlite"))
        damage(path, at)
        found, notices = read(path)
        assert found <= ALL, at
        assert len(found) >= COUNT - 40, at  # a page holds some ten rows
        assert found == ALL or notices, at
        assert read(path)[0] == found


@pytest.mark.parametrize("page", [0, 1, 2, 3, 5])
def test_a_page_that_is_lost_costs_what_lay_on_it(path: Path, page: int) -> None:
    before = path.read_bytes()
    damage(path, page * 4096, 4096)
    left = path.read_bytes()
    found, notices = read(path)
    assert found <= ALL
    assert len(found) >= COUNT - 40
    assert any("damaged" in notice for notice in notices)
    for copy in damaged_copies(path):
        assert copy.read_bytes() == left != before


def test_a_file_that_was_cut_short_gives_what_is_left(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2 + 100])
    found, (notice,) = read(path)
    assert COUNT // 4 < len(found) < COUNT
    assert found <= ALL
    assert f"{len(found)} of the entries in it could be saved" in notice
    (copy,) = damaged_copies(path)
    assert str(copy) in notice


def test_what_was_rescued_can_be_added_to_and_is_told_of_once(path: Path) -> None:
    damage(path, 0, 100)
    store = CorrectionStore(path)
    assert len(store.all()) == COUNT
    assert len(store.notices) == 1
    new = store.add(correction(start=9999))
    assert new.id == COUNT + 1
    store.close()
    found, notices = read(path)
    assert len(found) == COUNT + 1
    assert notices == ()


def test_text_where_the_file_should_be_is_kept_beside_a_new_one(path: Path) -> None:
    path.write_bytes(b"what a person made " * 100)
    store = CorrectionStore(path)
    assert store.all() == ()
    assert "0 of the entries in it could be saved" in store.notices[0]
    assert damaged_copies(path)[0].read_bytes() == b"what a person made " * 100
    store.add(correction())
    assert len(store.all()) == 1
    store.close()


def test_what_was_taken_back_does_not_come_back(path: Path) -> None:
    store = CorrectionStore(path)
    for each in store.all()[::2]:
        assert each.id is not None
        store.remove(each.id)
    left = {replace(each, id=None) for each in store.all()}
    store.close()
    damage(path, 0, 100)
    found, _ = read(path)
    assert found == left


def test_a_row_of_which_a_digit_changed_is_left_out(path: Path) -> None:
    content = path.read_bytes()
    at = content.index(b'"lat": 49.98') + len('"lat": ')
    with path.open("r+b") as file:
        file.seek(at)
        file.write(b"1")
    found, (notice,) = read(path)
    assert len(found) == COUNT - 1
    assert found < ALL
    assert notice.endswith("is left out: it is damaged.")


def test_a_store_of_version_0_1_is_read_and_rescued(tmp_path: Path) -> None:
    path = tmp_path / "corrections.sqlite"
    old = open_store(path)
    with old:
        old.execute(
            "CREATE TABLE correction (id INTEGER PRIMARY KEY AUTOINCREMENT,"
            " made_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP, record TEXT NOT NULL)"
        )
        for number in range(30):
            record = to_record(made(number))
            del record["replaces"], record["reading"]
            old.execute("INSERT INTO correction (record) VALUES (?)", (json.dumps(record),))
    old.close()
    assert len(read(path)[0]) == 30
    damage(path, 0, 100)
    assert len(read(path)[0]) == 30


_ADD_FOR_EVER = """
import sys
from pathlib import Path
from geo.corrections import CorrectionStore, import_json
store = CorrectionStore(Path(sys.argv[1]))
(made,), _ = import_json(Path(sys.argv[2]).read_text())
while True:
    print(store.add(made).id, flush=True)
"""


def test_what_a_killed_process_had_kept_is_there_even_when_the_file_is_then_damaged(tmp_path: Path) -> None:
    exported = tmp_path / "one.json"
    exported.write_text(export_json([correction()]))
    path = tmp_path / "corrections.sqlite"
    writer = subprocess.Popen(
        [sys.executable, "-c", _ADD_FOR_EVER, str(path), str(exported)], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    kept = [int(next(writer.stdout)) for _ in range(60)]
    writer.send_signal(signal.SIGKILL)
    rest, _ = writer.communicate()
    kept += [int(line) for line in rest.splitlines() if line.strip()]
    assert path.with_name("corrections.sqlite-wal").stat().st_size > 0
    damage(path, 0, 100)
    store = CorrectionStore(path)
    found = {each.id for each in store.all()}
    store.close()
    assert set(kept) <= found
    assert len(found) <= len(kept) + 1  # one may have been written and not yet told


@pytest.fixture(params=[512, 1024, 4096, 65536])
def pages(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Databases with pages of several sizes."""
    path = tmp_path / "any.sqlite"
    connection = open_store(path)
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute(f"PRAGMA page_size={request.param}")
    connection.execute("VACUUM")
    with connection:
        connection.execute("CREATE TABLE t (a, b)")
        values = [(n, "é" * 5_000 if n % 7 == 0 else f"word {n}") for n in range(300)]
        values += [(None, -(2**40)), (1.5, b"\x00\xff"), (0, 1), (-1, ""), (2**62, -129)]
        connection.executemany("INSERT INTO t VALUES (?, ?)", values)
    connection.close()
    return path


def test_rows_of_any_page_size_and_type_come_out_as_they_went_in(pages: Path) -> None:
    connection = open_store(pages)
    expected = {row[0]: row[1:] for row in connection.execute("SELECT rowid, a, b FROM t")}
    connection.close()
    rows = {rowid: values for rowid, values in salvage(pages) if len(values) == 2}
    assert rows == expected
