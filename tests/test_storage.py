"""Databases that are whole or not there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from geo.locking import exclusive
from geo.storage import StorageError, building, is_damaged, open_index, open_store

_BUILD_AND_WAIT = """
import sys
from pathlib import Path
from geo.locking import exclusive
from geo.storage import building
path = Path(sys.argv[1])
with exclusive(path.with_name("lock")), building(path) as connection:
    connection.execute("CREATE TABLE t (n INTEGER)")
    connection.executemany("INSERT INTO t VALUES (?)", ((n,) for n in range(100_000)))
    print("written", flush=True)
    sys.stdin.read()
"""


def build(path: Path, value: int) -> None:
    with building(path) as connection:
        connection.execute("CREATE TABLE t (n INTEGER)")
        connection.execute("INSERT INTO t VALUES (?)", (value,))


def value(path: Path) -> int:
    connection = open_index(path)
    try:
        (found,) = connection.execute("SELECT n FROM t").fetchone()
    finally:
        connection.close()
    return int(found)


def test_a_built_index_can_be_read(tmp_path: Path) -> None:
    build(tmp_path / "deep" / "index.sqlite", 1)
    assert value(tmp_path / "deep" / "index.sqlite") == 1


def test_a_build_that_fails_leaves_the_old_index_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    build(path, 1)

    def fail() -> None:
        with building(path) as connection:
            connection.execute("CREATE TABLE t (n INTEGER)")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert value(path) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["index.sqlite"]


def test_who_reads_an_index_reads_on_while_another_takes_its_place(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    build(path, 1)
    old = open_index(path)
    build(path, 2)
    assert old.execute("SELECT n FROM t").fetchone() == (1,)
    assert value(path) == 2
    old.close()


def test_a_killed_build_leaves_no_index_and_the_next_one_succeeds(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    process = subprocess.Popen(
        [sys.executable, "-c", _BUILD_AND_WAIT, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "written\n"
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert not path.exists()
    with exclusive(tmp_path / "lock", timeout=10):
        build(path, 3)
    assert value(path) == 3
    assert not path.with_name("index.sqlite.unfinished").exists()


def test_an_index_cannot_be_written(tmp_path: Path) -> None:
    build(tmp_path / "index.sqlite", 1)
    connection = open_index(tmp_path / "index.sqlite")
    with pytest.raises(StorageError, match="readonly"):
        connection.execute("INSERT INTO t VALUES (2)")
    connection.close()


@pytest.mark.parametrize("content", [b"", b"no database at all, just text", None])
def test_a_file_that_is_no_index_is_an_error(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "index.sqlite"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StorageError):
        value(path)


def test_a_damaged_file_is_told_from_a_missing_one(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    path.write_bytes(b"no database at all, just text" * 100)
    with pytest.raises(StorageError) as damaged:
        open_store(path)
    with pytest.raises(StorageError) as missing:
        open_index(tmp_path / "none.sqlite")
    assert is_damaged(damaged.value)
    assert not is_damaged(missing.value)


def test_a_path_with_odd_characters_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "with space ? # % é" / "index.sqlite"
    build(path, 5)
    assert value(path) == 5


def test_two_connections_write_to_one_store(tmp_path: Path) -> None:
    first, second = open_store(tmp_path / "s.sqlite"), open_store(tmp_path / "s.sqlite")
    with first:
        first.execute("CREATE TABLE t (n INTEGER)")
        first.execute("INSERT INTO t VALUES (1)")
    with second:
        second.execute("INSERT INTO t VALUES (2)")
    assert first.execute("SELECT sum(n) FROM t").fetchone() == (3,)
    first.close()
    second.close()


def test_damage_that_sqlite_quotes_and_python_cannot_decode_is_an_error_like_any_other(
    tmp_path: Path,
) -> None:
    path = tmp_path / "store.sqlite"
    made = open_store(path)
    with made:
        made.execute("CREATE TABLE town (name TEXT)")
    made.close()
    content = path.read_bytes()
    assert content.count(b"CREATE TABLE town") == 1
    path.write_bytes(content.replace(b"CREATE TABLE town", b"CREATE TABL\xfc t\xd0wn"))
    with pytest.raises(StorageError) as caught:
        open_store(path).execute("SELECT * FROM town")
    assert is_damaged(caught.value)
