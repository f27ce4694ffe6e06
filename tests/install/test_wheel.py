"""The wheel alone, away from the checkout, in an environment of what it declares."""

from __future__ import annotations

import json
import os
import re
import runpy
import subprocess
import urllib.request
import zipfile
from pathlib import Path

import pytest

from geo.gazetteer import Gazetteer
from geo.settings import load_settings
from tests.install.wheels import ROOT, environment

MOST_BYTES = 95_000_000


@pytest.fixture(scope="module")
def core(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Python with the wheel and no extra."""
    return environment(tmp_path_factory.mktemp("core") / "venv", wheel)


def run(python: Path, *arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    """Run `dateline` of an environment, in that environment's folder."""
    outside = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [str(python.with_name("dateline")), *arguments],
        input=text,
        capture_output=True,
        text=True,
        cwd=python.parent,
        env={**outside, "DATELINE_CACHE_DIR": str(load_settings().cache_dir)},
        check=False,
    )


def test_no_link_of_the_index_page_leads_nowhere(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        headers, _, page = archive.read(name).decode().partition("\n\n")
    assert "Description-Content-Type: text/markdown" in headers
    assert "# Dateline" in page
    assert [link for link in re.findall(r"\]\(([^)]+)\)", page) if not link.startswith("https://")] == []


def test_links_of_the_index_page_lead_to_the_repository_that_it_is_built_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    script = runpy.run_path(str(ROOT / "setup.py"))
    monkeypatch.setenv("GITHUB_REPOSITORY", "ann/dateline")
    monkeypatch.delenv("GITHUB_SERVER_URL", raising=False)
    home = script["repository"]()
    page = script["index_page"](
        "![A map](docs/page.png) [why](docs/why.md) [GeoNames](https://geonames.org)", home
    )
    assert page == (
        "![A map](https://github.com/ann/dateline/raw/main/docs/page.png) "
        "[why](https://github.com/ann/dateline/blob/main/docs/why.md) [GeoNames](https://geonames.org)"
    )
    assert script["index_page"]("![A map](docs/page.png)[why](docs/why.md)", None) == "why"


def test_the_wheel_is_small_enough_for_an_index(wheel: Path) -> None:
    assert wheel.stat().st_size < MOST_BYTES


def test_the_wheel_holds_everything_that_the_checkout_reads(wheel: Path) -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "geo", "seeds", ".streamlit"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    ).stdout.splitlines()
    assert tracked
    expected = {
        name.replace("seeds/", "geo/seeds/").replace(".streamlit/", "geo/streamlit/")
        for name in tracked
        if (ROOT / name).is_file()
    }
    with zipfile.ZipFile(wheel) as archive:
        assert expected - set(archive.namelist()) == set()


def test_the_wheel_alone_reads_a_text(core: Path, gazetteer: Gazetteer) -> None:
    done = run(core, "parse", "--from", "text", text="The talks in Kharkiv ended.")
    assert done.returncode == 0, done.stderr
    (mention,) = json.loads(done.stdout)["mentions"]
    assert mention["place"]["name"] == "Kharkiv"


def test_the_wheel_alone_writes_a_web_page(core: Path, gazetteer: Gazetteer) -> None:
    done = run(core, "parse", "--from", "text", "--format", "html", text="The talks in Kharkiv ended.")
    assert done.returncode == 0, done.stderr
    assert "leaflet" in done.stdout
    assert "Kharkiv" in done.stdout


def test_the_wheel_is_not_the_checkout(core: Path) -> None:
    code = "import geo, geo.settings as s; print(geo.__file__); print(s.load_settings().seeds_dir)"
    done = subprocess.run(
        [str(core), "-c", code], capture_output=True, text=True, check=True, cwd=core.parent
    )
    module, seeds = map(Path, done.stdout.split())
    assert core.parent.parent in module.parents
    assert core.parent.parent in seeds.parents
    assert {path.name for path in seeds.glob("*.txt")} == {
        path.name for path in (ROOT / "seeds").glob("*.txt")
    }


def test_the_api_needs_its_own_extra_and_no_streamlit(
    wheel: Path, tmp_path: Path, gazetteer: Gazetteer
) -> None:
    python = environment(tmp_path / "venv", wheel, "api")
    without = run(python, "serve")
    assert "pip install 'dateline[app]'" in without.stderr
    command = [str(python.with_name("dateline")), "serve", "--api-only"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=tmp_path) as server:
        try:
            assert server.stdout is not None
            address = server.stdout.readline().rpartition(" ")[2].strip()
            with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310
                assert json.load(answer)["status"] == "ok"
        finally:
            server.terminate()


def test_without_its_extra_the_page_says_what_to_install(core: Path) -> None:
    done = run(core, "serve")
    assert done.returncode == 1
    assert "pip install 'dateline[app]'" in done.stderr
    assert "Traceback" not in done.stderr
