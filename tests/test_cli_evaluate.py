"""`dateline evaluate` on articles made up for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from geo.cli import main

ARTICLES = [
    {
        "id": "a",
        "text": "Kharkiv was hit again, Ukraine said. Nobody in Paris, Texas, heard of it.",
        "mentions": [
            {"start": 0, "end": 7, "lat": 49.98, "lon": 36.25, "geonameid": 706483},
            {"start": 23, "end": 30, "lat": 49.0, "lon": 32.0, "geonameid": 690791},
            {"start": 47, "end": 52, "lat": 33.66, "lon": -95.56, "geonameid": 4717560},
        ],
    }
]
OTHER = [{"id": "a", "mentions": [{"start": 0, "end": 7, "place": {"lat": 0, "lon": 0}}]}]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(map(json.dumps, ARTICLES)) + "\n", encoding="utf-8")
    return path


def row(output: str, label: str) -> str:
    return next(line for line in output.splitlines() if line.startswith(label))


def test_dateline_is_set_beside_the_baseline_and_the_ceiling(gold: Path) -> None:
    done = CliRunner().invoke(main, ["evaluate", str(gold)])
    assert done.exit_code == 0, done.output
    header = done.output.splitlines()[2].split()
    assert header == ["dateline", "mentions", "given", "population", "ceiling"]
    shares = [float(cell) for cell in row(done.output, "acc@161").replace("[", " ").split()[1::3]]
    assert shares[1:] == [1.0, pytest.approx(2 / 3, abs=0.001), 1.0]


def test_another_system_is_set_beside_with_the_difference(gold: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text("\n".join(map(json.dumps, OTHER)) + "\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["evaluate", str(gold), "--system", str(other), "--against", str(other)])
    assert done.exit_code == 0, done.output
    assert "difference" in done.output
    assert "+0.000" in row(done.output, "acc@161")
    assert "“Kharkiv”: meant Kharkiv" in done.output


def test_a_file_that_is_no_annotation_is_an_error_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("no JSON\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["evaluate", str(path)])
    assert done.exit_code == 1
    assert "Line 1 of" in done.output
    assert "Traceback" not in done.output
