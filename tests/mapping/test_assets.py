from __future__ import annotations

import posixpath
import re
from collections import Counter
from pathlib import Path

import pytest

from geo.mapping import asset_names, install_assets, read_asset, read_script, read_source
from geo.mapping.assets import DATA, asset_url

SCRIPTS = ("map.js", "article_panel.js", "export.js", "list_panel.js", "page_panel.js", "timeline_panel.js")


def test_every_file_that_the_frame_asks_for_is_put_in_place(tmp_path: Path) -> None:
    install_assets(tmp_path)
    for name in asset_names():
        assert (tmp_path / "vendor" / name).read_bytes() == read_asset(name)
    assert (tmp_path / "vendor" / "leaflet" / "leaflet.js").stat().st_size > 100_000


def test_a_changed_file_is_mended_and_an_unchanged_one_left_alone(tmp_path: Path) -> None:
    install_assets(tmp_path)
    kept, mended = tmp_path / "vendor/leaflet/leaflet.css", tmp_path / "vendor/leaflet/leaflet.js"
    before = kept.stat().st_mtime_ns
    mended.write_text("half a fi")
    install_assets(tmp_path)
    assert mended.read_bytes() == read_asset("leaflet/leaflet.js")
    assert kept.stat().st_mtime_ns == before


def test_nothing_half_written_stays_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Path, target: Path) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        install_assets(tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_an_address_changes_with_the_content() -> None:
    addresses = [asset_url(name) for name in asset_names()]
    assert len({address.partition("?v=")[2] for address in addresses}) == len(addresses)
    assert all(address.startswith("../../app/static/vendor/") for address in addresses)


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_holds_each_of_its_modules_once_and_before_those_that_need_it(name: str) -> None:
    script = read_script(name)
    modules = re.findall(r"^// ([\w/]+\.js)$", script, re.MULTILINE)
    assert modules[-1] == name
    assert len(modules) == len(set(modules)) > 1
    for importer in modules:
        for needed in re.findall(r'^import .*"(\.[^"]+)";$', read_source(importer), re.MULTILINE):
            path = posixpath.normpath(posixpath.join(posixpath.dirname(importer), needed))
            assert modules.index(path) < modules.index(importer)
        assert not re.search(
            r"^import .*\bas\b", read_source(importer), re.MULTILINE
        )  # names stay as they are
    assert not re.search(r"^(import|export (?!default))\b", script, re.MULTILINE)


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_two_modules_of_a_script_share_a_name(name: str) -> None:
    declarations = re.findall(
        r"^(?:const|let|class|(?:async )?function\*?) (\w+|\{[^}]*\})", read_script(name), re.MULTILINE
    )
    declared = [word for each in declarations for word in re.findall(r"\w+", each)]
    assert declared
    assert [name for name, times in Counter(declared).items() if times > 1] == []


def test_every_module_belongs_to_a_script() -> None:
    used = {
        module for name in SCRIPTS for module in re.findall(r"^// (\S+)$", read_script(name), re.MULTILINE)
    }
    folder = Path(str(DATA))
    own = (file for file in folder.rglob("*.js") if "vendor" not in file.parts)
    modules = [*own, folder / "tokens.json"]
    assert {str(file.relative_to(folder)) for file in modules} == used
