"""A reader's own texts: kept whole, bounded, forgotten for good."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from geo import texts
from geo.errors import TextsUnreadable
from geo.model import Document
from geo.reader_folders import CORRECTIONS, TEXTS, reader_folder, reader_folders
from geo.settings import Settings
from geo.texts import Collection, TextStore, sweep

DOCUMENT = Document(
    id="a.txt",
    text="Čırağan 🎈 \udc80 In Nairobi it rained.",
    body_start=3,
    title="Rain",
    date=date(2025, 6, 2),
    source="b.zip",
)
DAY = 24 * 3600


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        self.now += 1
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[TextStore]:
    opened = TextStore(tmp_path / "data" / "texts.sqlite", days=30, clock=clock)
    yield opened
    opened.close()


def keep(store: TextStore, id: str, text: str = "Rain.") -> None:
    store.keep(Collection(id=id, title=f"Title of {id}"), [Document(id=id, text=text)])


def ids(store: TextStore) -> list[str]:
    return [collection.id for collection in store.all()]


def test_what_is_kept_comes_back_whole_and_after_a_restart(store: TextStore, tmp_path: Path) -> None:
    other = Document(id="b", text="")
    store.keep(Collection(id="own-1", title="Rain and more"), [DOCUMENT, other])
    store.close()
    again = TextStore(tmp_path / "data" / "texts.sqlite", clock=Clock())
    assert again.all() == (Collection(id="own-1", title="Rain and more"),)
    assert again.open("own-1") == (DOCUMENT, other)
    assert again.open("own-2") is None
    again.close()


def test_the_latest_brought_comes_first_and_the_same_again_takes_its_place(store: TextStore) -> None:
    for id in ("a", "b", "a"):
        keep(store, id)
    assert ids(store) == ["a", "b"]


def test_what_is_forgotten_leaves_the_disk(store: TextStore, tmp_path: Path) -> None:
    store.keep(Collection(id="own-1", title="A title that nobody else has"), [DOCUMENT])
    assert store.forget("own-1")
    assert not store.forget("own-1")
    assert store.all() == ()
    store.close()
    left = b"".join(file.read_bytes() for file in (tmp_path / "data").iterdir())
    assert b"nobody else has" not in left


def test_nothing_is_written_before_something_is_kept(store: TextStore, tmp_path: Path) -> None:
    assert store.all() == ()
    assert store.open("a") is None
    assert not store.forget("a")
    assert not (tmp_path / "data").exists()


def test_beyond_their_number_the_longest_unopened_go(
    store: TextStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "MOST_COLLECTIONS", 2)
    keep(store, "a")
    keep(store, "b")
    store.open("a")
    keep(store, "c")
    assert ids(store) == ["c", "a"]


def test_beyond_their_characters_the_longest_unopened_go_and_never_what_is_kept_just_now(
    store: TextStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "MOST_CHARACTERS", 100)
    for id in ("a", "b", "c"):
        keep(store, id, "x" * 45)
    assert ids(store) == ["c", "b"]
    keep(store, "d", "x" * 500)
    assert ids(store) == ["d"]


def test_what_nobody_opened_for_too_long_is_gone(store: TextStore, clock: Clock) -> None:
    keep(store, "a")
    keep(store, "b")
    clock.now += 29 * DAY
    store.open("b")
    clock.now += 2 * DAY
    assert ids(store) == ["b"]
    keep(store, "c")
    assert store.open("a") is None


def test_nobody_else_can_read_them(store: TextStore, tmp_path: Path) -> None:
    keep(store, "a")
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    for file in (tmp_path / "data").iterdir():
        assert file.stat().st_mode & 0o777 == 0o600, file.name


def test_a_damaged_file_is_told_and_kept_beside_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "texts.sqlite"
    path.write_bytes(b"what a person brought " * 100)
    store = TextStore(path)
    assert store.all() == ()
    (notice,) = store.notices
    assert "0 of the entries in it could be saved" in notice
    keep(store, "a")
    assert ids(store) == ["a"]
    store.close()
    (old,) = tmp_path.glob("*.damaged-*")
    assert old.read_bytes() == b"what a person brought " * 100


def test_what_is_whole_in_a_damaged_file_is_saved_and_nothing_else(tmp_path: Path) -> None:
    sound = tmp_path / "sound.sqlite"
    store = TextStore(sound)
    brought = {
        f"own-{n}": (Document(id=str(n), text=f"Rain fell in town {n}. " * 200 * (n % 5 + 1)),)
        for n in range(30)
    }
    for id, documents in brought.items():
        store.keep(Collection(id=id, title=f"Title {id}"), documents)
    store.close()
    content = sound.read_bytes()
    for number, at in enumerate(range(0, len(content), len(content) // 60)):
        path = tmp_path / f"{number}.sqlite"
        path.write_bytes(content[:at] + bytes([content[at] ^ 0x5A]) + content[at + 1 :])
        damaged = TextStore(path)
        whole = 0
        for id in brought:
            try:
                found = damaged.open(id)
            except TextsUnreadable:
                continue
            assert found is None or found == brought[id], (at, id)
            whole += found is not None
        assert whole >= 20, at
        damaged.close()


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    with pytest.raises(TextsUnreadable):
        keep(TextStore(tmp_path / "data" / "reader" / "texts.sqlite"), "a")


def settings(tmp_path: Path, **changes: object) -> Settings:
    return Settings(data_dir=tmp_path, **changes)  # type: ignore[arg-type]


def texts_of(settings: Settings, reader: str, *, size: int = 10, age: float = 0.0) -> Path:
    """A reader's file of so many bytes, last used so many seconds before the clock begins."""
    path = reader_folder(settings, reader) / TEXTS
    path.parent.mkdir(parents=True)
    path.write_bytes(bytes(size))
    os.utime(path, (Clock().now - age, Clock().now - age))
    return path


def test_a_sweep_removes_the_texts_of_those_who_stayed_away_and_no_corrections(tmp_path: Path) -> None:
    here = settings(tmp_path, texts_days=30)
    gone, fresh = texts_of(here, "a", age=40 * DAY), texts_of(here, "b", age=20 * DAY)
    corrected = texts_of(here, "c", age=40 * DAY)
    corrected.with_name(CORRECTIONS).write_bytes(b"theirs")
    sweep(here, clock=Clock())
    assert not gone.parent.exists()
    assert fresh.exists()
    assert [file.name for file in corrected.parent.iterdir()] == [CORRECTIONS]


def test_a_sweep_frees_room_from_whoever_has_been_away_longest(tmp_path: Path) -> None:
    here = settings(tmp_path, texts_mb=1)
    old, middle, latest = (
        texts_of(here, name, size=600_000, age=age) for name, age in (("a", 300), ("b", 200), ("c", 100))
    )
    sweep(here, clock=Clock())
    assert [path.exists() for path in (old, middle, latest)] == [False, False, True]


def test_a_readers_name_leads_nowhere_else_and_is_not_told_by_the_folder(tmp_path: Path) -> None:
    here = settings(tmp_path)
    for name in ("../../etc", "/etc/passwd", "a\x00b", "\udc80", "x" * 10_000):
        folder = reader_folder(here, name)
        assert folder.parent == tmp_path / "readers"
        assert folder.name.isalnum()
    assert reader_folder(here, "a") != reader_folder(here, "b")
    assert reader_folder(here, None) == tmp_path
    assert reader_folders(here) == []
