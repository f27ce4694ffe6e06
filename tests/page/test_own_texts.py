"""What a reader brings, where their folder takes it and where it does not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.proto.Common_pb2 import FileURLs as FileURLsProto
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec

from geo.model import Document
from geo.page import library, own_texts
from geo.page.reader import Reader
from geo.reader_folders import TEXTS, reader_folder
from geo.settings import Settings

DOCUMENT = Document(id="a.txt", text="Rain fell in Lisbon.")


@pytest.fixture(autouse=True)
def _fresh_session(monkeypatch: pytest.MonkeyPatch) -> None:
    """A session of the test's own."""
    monkeypatch.setattr(st, "session_state", {})
    monkeypatch.setattr(own_texts, "_swept", None)


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    found = Reader(settings=Settings(data_dir=tmp_path / "data"), known_as="browser:a")
    yield found
    found.texts.close()


def titles(reader: Reader) -> list[str]:
    return [each.title for each in own_texts.own_collections(reader)[0]]


def test_what_is_brought_is_there_in_the_next_session(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    id, problems = own_texts.keep(reader, "Rain", [DOCUMENT])
    monkeypatch.setattr(st, "session_state", {})
    assert problems == []
    assert titles(reader) == ["Rain"]
    assert own_texts.open_own(reader, id) == (DOCUMENT,)


def test_two_texts_under_one_name_are_two_and_the_same_text_again_is_one(reader: Reader) -> None:
    first, _ = own_texts.keep(reader, "Rain", [DOCUMENT])
    other, _ = own_texts.keep(reader, "Snow", [Document(id="a.txt", text="Snow fell in Oslo.")])
    again, _ = own_texts.keep(reader, "Rain", [DOCUMENT])
    assert first == again != other
    assert titles(reader) == ["Rain", "Snow"]


def test_the_page_opens_what_could_not_be_kept_and_says_why(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    id, (problem,) = own_texts.keep(reader, "Rain", [DOCUMENT])
    assert "cannot be kept" in problem
    assert titles(reader) == ["Rain"]
    own_texts.close_own()
    assert own_texts.open_own(reader, id) == (DOCUMENT,)
    own_texts.forget(reader, id)
    assert titles(reader) == []


def test_bringing_a_text_makes_room_among_those_of_readers_who_stayed_away(
    reader: Reader, tmp_path: Path
) -> None:
    old = reader_folder(reader.settings, "browser:b") / TEXTS
    old.parent.mkdir(parents=True)
    old.write_bytes(b"old")
    os.utime(old, (0, 0))
    own_texts.keep(reader, "Rain", [DOCUMENT])
    assert not old.exists()


def test_what_was_uploaded_is_freed_once_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    held = MemoryUploadedFileManager("/upload")
    for id in ("1", "2"):
        held.add_file("session", UploadedFileRec(file_id=id, name="a.txt", type="text/plain", data=b"Rain"))
    context = SimpleNamespace(session_id="session", uploaded_file_mgr=held)
    monkeypatch.setattr(library, "get_script_run_ctx", lambda: context)
    library._free([UploadedFile(held.get_files("session", ["1"])[0], FileURLsProto())])
    assert [file.file_id for file in held.get_files("session", ["1", "2"])] == ["2"]
