"""GeoNames' own files, with the oddities that they have."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from geo.cli import main
from geo.errors import DatelineError
from geo.gazetteer import Gazetteer, build, ensure
from geo.gazetteer.build import index_path
from geo.gazetteer.geonames_build import kind_of
from geo.gazetteer.geonames_dump import AlternateName, DumpRow, Tally, alternate_names, places
from geo.model import Kind, NameKind
from geo.settings import Settings, load_settings

NAMES = (
    "1\t706483\ten\tKharkiv\t1\t\t\t\t\t",
    "2\t706483\tru\tХарьков\t\t\t\t\t\t",
    "3\t706483\tlink\thttps://en.wikipedia.org/wiki/Kharkiv\t\t\t\t\t\t",
    "4\t706483\tiata\tHRK\t\t\t\t\t\t",
    "5\t706483\tabbr\tKHK\t\t\t\t\t\t",
    "6\t706483\t\t" + "K" * 10_000 + "\t\t\t\t\t\t",
    "7\t689487\ten\tVolchansk Town\t\t1\t\t\t\t",
    "8\t999999999\ten\tNowhere\t\t\t\t\t\t",
    "9\tno number\ten\tX",
    "10\t706483",
)


@pytest.fixture
def names(tmp_path: Path) -> Path:
    path = tmp_path / "alternateNamesV2.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("iso-languagecodes.txt", "ISO 639-3\tISO 639-2\n")
        file.writestr("alternateNamesV2.txt", "\r\n".join(NAMES))
    return path


def first(gazetteer: Gazetteer, name: str) -> tuple[str, Kind, str]:
    named = gazetteer.lookup(name)[0]
    return named.place.id, named.place.kind, named.place.name


def test_rows_that_are_off_are_counted_and_left_out(extract: Path) -> None:
    tally = Tally()
    found = list(places(extract, tally, progress=False))
    assert [row.number for row in found][:3] == [690791, 706482, 706481]
    assert (tally.read, tally.skipped) == (10, 4)


def test_an_unpacked_file_is_read_like_its_archive(extract: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(extract) as file:
        file.extract("UA.txt", tmp_path)
    assert list(places(tmp_path / "UA.txt", Tally(), progress=False)) == list(
        places(extract, Tally(), progress=False)
    )


def test_bytes_that_are_no_text_cost_their_line(tmp_path: Path) -> None:
    path = tmp_path / "XX.txt"
    path.write_bytes(
        b"1\tCaf\xff\t\t\t1\t1\tP\tPPL\tUA\t\t\t\t\t\t0\n" + b"2\tKiev\t\t\t1\t1\tP\tPPL\tUA\t\t\t\t\t\t0\r\n"
    )
    tally = Tally()
    (row,) = places(path, tally, progress=False)
    assert (row.name, row.population, tally.skipped) == ("Kiev", 0, 1)


def test_alternate_names_leave_out_what_is_no_name(names: Path) -> None:
    tally = Tally()
    found = list(alternate_names(names, tally, progress=False))
    assert [name.language for name in found] == ["en", "ru", "abbr", "", "en", "en"]
    assert found[0] == AlternateName(number=706483, language="en", name="Kharkiv", preferred=True)
    assert tally.skipped == 2


@pytest.mark.parametrize(
    ("feature", "kind"),
    [
        ("P PPLC", Kind.SETTLEMENT),
        ("A PCLI", Kind.COUNTRY),
        ("A ADM1", Kind.REGION),
        ("A ADM2", Kind.DISTRICT),
        ("A ADM2H", Kind.AREA),
        ("H STM", Kind.WATER),
        ("T MTS", Kind.MOUNTAIN),
        ("T ISL", Kind.ISLAND),
        ("T DSRT", Kind.AREA),
        ("L RGN", Kind.AREA),
        ("L PRK", Kind.FACILITY),
        ("S AIRP", Kind.FACILITY),
        ("V FRST", Kind.AREA),
        (" ", Kind.AREA),
    ],
)
def test_every_feature_has_a_kind(feature: str, kind: Kind) -> None:
    feature_class, _, code = feature.partition(" ")
    row = DumpRow(
        number=1,
        name="X",
        alternates=[],
        lat=0,
        lon=0,
        feature_class=feature_class,
        feature=code,
        country="UA",
        admin1="",
        admin2="",
        population=0,
    )
    assert kind_of(row) is kind


def test_small_places_of_the_file_are_known(full_gazetteer: Gazetteer) -> None:
    assert first(full_gazetteer, "Vovchansk") == ("geonames:689487", Kind.SETTLEMENT, "Vovchansk")
    assert first(full_gazetteer, "Lisne Upper X")[0] == "geonames:11111111"
    assert first(full_gazetteer, "Lyman1249")[1] is Kind.WATER


def test_places_keep_what_the_project_knows_of_them(full_gazetteer: Gazetteer) -> None:
    assert first(full_gazetteer, "Ukrainians") == ("geonames:690791", Kind.COUNTRY, "Ukraine")
    assert first(full_gazetteer, "Kharkiv region")[0] == "geonames:706482"
    azov = full_gazetteer.lookup("Azov Sea")[0].place
    assert (azov.id, azov.lat) == ("geonames:6354984", 46.05)
    assert [named.place.id for named in full_gazetteer.lookup("Sea of Azov")] == ["geonames:6354984"]


def test_a_place_stands_once_under_a_name(full_gazetteer: Gazetteer) -> None:
    found = [named.place.id for named in full_gazetteer.lookup("Kharkiv")]
    assert sorted(found) == ["geonames:706482", "geonames:706483"]
    assert full_gazetteer.place("geonames:706483") == next(n.place for n in full_gazetteer.lookup("Kharkov"))


def test_the_rest_of_the_world_stays(full_gazetteer: Gazetteer) -> None:
    assert first(full_gazetteer, "Istanbul")[1] in (Kind.SETTLEMENT, Kind.REGION)
    assert full_gazetteer.knows("Bosphorus")
    assert first(full_gazetteer, "Turkish")[2] == "Turkey"


def test_places_of_other_countries_in_the_file_are_left_out(full_gazetteer: Gazetteer) -> None:
    assert full_gazetteer.lookup("Atlanta")[0].place.population == 499_127


def test_without_a_choice_every_country_of_the_file_counts(
    tmp_path: Path, extract: Path, small_world: Path
) -> None:
    gazetteer = build(tmp_path / "all.sqlite", progress=False, geonames=extract)
    atlanta = gazetteer.lookup("Atlanta")[0].place
    assert (atlanta.population, atlanta.feature) == (463_878, "PPLA")


def test_the_index_says_what_it_was_made_of(full_gazetteer: Gazetteer) -> None:
    assert full_gazetteer.info().recipe == "geonames"
    assert full_gazetteer.info().sources["UA.zip"] == "9 rows, 4 not in the format"


def test_alternate_names_say_what_they_are(
    tmp_path: Path, extract: Path, names: Path, small_world: Path
) -> None:
    gazetteer = build(tmp_path / "n.sqlite", progress=False, geonames=extract, alternate_names=names)
    assert gazetteer.lookup("KHK")[0].name_kind is NameKind.ABBREVIATION
    assert first(gazetteer, "Харьков")[0] == "geonames:706483"
    assert first(gazetteer, "Volchansk Town")[0] == "geonames:689487"
    assert not gazetteer.knows("HRK")
    assert not gazetteer.knows("Nowhere")
    assert [n.place.id for n in gazetteer.lookup("Kharkiv")].count("geonames:706483") == 1


def test_an_index_of_geonames_files_is_kept_when_the_packaged_data_change(
    tmp_path: Path, extract: Path, small_world: Path
) -> None:
    settings = Settings(cache_dir=tmp_path)
    build(index_path(settings), progress=False, geonames=extract)
    assert ensure(settings, progress=False).info().recipe == "geonames"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut short", b"some\ttext\n"])
def test_a_file_that_is_not_geonames_is_a_clear_error_and_leaves_the_old_index(
    tmp_path: Path, small_world: Path, small_gazetteer: Gazetteer, content: bytes
) -> None:
    path = tmp_path / "g.sqlite"
    shutil.copy(small_gazetteer.info().path, path)
    (tmp_path / "x.zip").write_bytes(content)
    with pytest.raises(DatelineError, match="no place"):
        build(path, progress=False, geonames=tmp_path / "x.zip")
    assert Gazetteer.open(path).info().recipe == "packaged"


def test_a_missing_file_is_a_clear_error(tmp_path: Path, small_world: Path) -> None:
    with pytest.raises(DatelineError, match=r"none\.zip cannot be read"):
        build(tmp_path / "g.sqlite", progress=False, geonames=tmp_path / "none.zip")


def test_an_archive_without_text_is_a_clear_error(tmp_path: Path, small_world: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as file:
        file.writestr("photo.jpg", b"x")
    with pytest.raises(DatelineError, match=r"no \.txt file"):
        build(tmp_path / "g.sqlite", progress=False, geonames=tmp_path / "x.zip")


def test_an_unknown_country_is_a_clear_error(tmp_path: Path, extract: Path) -> None:
    with pytest.raises(DatelineError, match="UK"):
        build(tmp_path / "g.sqlite", progress=False, geonames=extract, countries=["UA", "UK"])


@pytest.mark.usefixtures("small_world")
def test_the_command_line_builds_from_geonames_own_file(
    extract: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    request.addfinalizer(load_settings.cache_clear)
    load_settings.cache_clear()
    monkeypatch.setenv("DATELINE_CACHE_DIR", str(tmp_path))
    command = ["gazetteer", "build", "--geonames", str(extract), "--countries", "UA,"]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0, result.stderr
    built = Gazetteer.open(index_path(load_settings()))
    assert "geonames:706483" in {named.place.id for named in built.lookup("Kharkiv")}
    assert built.info().recipe != "packaged"


def test_the_command_line_says_which_file_is_no_extract(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    request.addfinalizer(load_settings.cache_clear)
    load_settings.cache_clear()
    monkeypatch.setenv("DATELINE_CACHE_DIR", str(tmp_path))
    (tmp_path / "note.zip").write_text("no archive")
    result = CliRunner().invoke(main, ["gazetteer", "build", "--geonames", str(tmp_path / "note.zip")])
    assert result.exit_code == 1
    assert "note.zip" in result.stderr
    assert not (tmp_path / "gazetteer.sqlite").exists()
