"""A file of words per language is all that a language's words need."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import geo
from geo import languages
from geo.languages import language, language_codes, words

SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in Path(geo.__file__).parent.rglob("*.py"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of languages of the test's own."""
    monkeypatch.setattr(languages, "_FOLDER", tmp_path)
    _forget()
    yield tmp_path
    _forget()


def _forget() -> None:
    for cached in (languages.language, languages.language_codes, languages.words):
        cached.cache_clear()


def test_a_new_language_needs_one_file(folder: Path) -> None:
    (folder / "eo.toml").write_text('name = "Esperanto"\n[words]\nnever = "la kaj"\n[endings]\non = "o"\n')
    (folder / "vo.toml").write_text('name = "Volapük"\n[words]\nnever = "e"\n')
    assert language_codes() == ("eo", "vo")
    assert language("eo").name == "Esperanto"
    assert language("eo").tables["endings"] == {"on": "o"}
    assert words("never") == {"la", "kaj", "e"}
    assert language("vo").word_list("titles") == frozenset()


def test_a_list_takes_in_another(folder: Path) -> None:
    (folder / "eo.toml").write_text('name = "Esperanto"\n[words]\nall = "@few de"\nfew = "la"\n')
    assert language("eo").word_list("all") == {"la", "de"}


def test_a_language_without_a_file_is_an_error() -> None:
    with pytest.raises(KeyError):
        language("xx")


@pytest.mark.parametrize("code", language_codes())
def test_each_language_names_itself_and_has_each_word_of_a_list_once(code: str) -> None:
    assert language(code).name
    text = languages._FOLDER.joinpath(f"{code}.toml").read_text(encoding="utf-8")
    for name, listed in re.findall(r'^(\w+) = "+([^"]*)"', text, re.MULTILINE):
        if name in language(code).words:
            assert len(listed.split()) == len(set(listed.split())), name


def test_each_list_is_explained_in_english_and_something_reads_it() -> None:
    english = language("en")
    for code in language_codes():
        assert set(language(code).words) <= set(english.words), code
    for name in english.words:
        assert re.search(rf'["\s]{name}["\s:]', SOURCES), f"nothing reads the list {name!r}"
