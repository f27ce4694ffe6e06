from __future__ import annotations

from pathlib import Path

import pytest

from geo.mapping import asset_names, install_assets, read_asset
from geo.mapping.assets import asset_url


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
