from __future__ import annotations

import io
import re
from pathlib import Path

from geo.export import writer
from tests.hostile import every_payload
from tests.mapping.atlases import KHARKIV, parsed


def page(text: str, title: str | None = None) -> str:
    out = io.BytesIO()
    writer("html")([parsed(text, {"Kharkiv": KHARKIV}, title=title)], out)
    return out.getvalue().decode("utf-8")


def test_the_file_loads_nothing_from_anywhere() -> None:
    written = page("Kharkiv slept.")
    assert not re.search(r"<(script|link|img|iframe)[^>]+(src|href)=", written)
    assert not any("url(" in sheet for sheet in re.findall(r"<style>(.*?)</style>", written, re.DOTALL))
    assert "default-src 'none'" in written


def test_the_file_holds_text_places_and_world() -> None:
    written = page("Kharkiv slept.", title="A night")
    assert "<title>A night</title>" in written
    assert "Kharkiv slept." in written
    assert "Kazakhstan" in written


def test_a_hostile_text_stays_data(tmp_path: Path) -> None:
    payloads = every_payload(tmp_path / "had")
    written = page(
        "\n".join(f"Kharkiv {payload}" for payload in payloads.values()), title="<script>x</script>"
    )
    assert written.count("</script>") == written.count("<script>") == 3
    assert "<title>&lt;script&gt;x&lt;/script&gt;</title>" in written
    for kind in ("script", "image with a handler", "svg"):
        assert payloads[kind] not in written
