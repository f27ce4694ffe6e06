"""The recipe for a kind of file, in docs/extending.md, does what it says: its module is installed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import textwrap
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.readers import kind_names, kind_of, labels, read_url, suffixes
from geo.web import Answer
from tests.readers import plugins
from tests.readers.files import documents, zipped

DOCS = Path(__file__).parents[2] / "docs" / "extending.md"
SUBTITLES = (
    b"1\n00:00:01,000 --> 00:00:02,000\nRain fell in Kharkiv\n\n"
    b"2\n00:00:03,000 --> 00:00:04,000\non Monday.\n"
)


@pytest.fixture
def _recipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    section = DOCS.read_text(encoding="utf-8").split("## A kind of file to read\n")[1].split("\n## ")[0]
    module, points = (
        textwrap.dedent(block) for block in re.findall(r"(?:^    .*\n|^\n(?=\n*    ))+", section, re.M)
    )
    name = re.match(r"\n*# (\w+)\.py\n", module)
    assert name
    table = tomllib.loads(points)["project"]["entry-points"]
    lines = [
        f"[{group}]\n" + "".join(f"{k} = {v}\n" for k, v in each.items()) for group, each in table.items()
    ]
    with monkeypatch.context() as patched:
        plugins.install(tmp_path, patched, {name[1]: module}, "\n".join(lines))
        yield
    plugins.forget()


@pytest.mark.usefixtures("_recipe")
def test_a_kind_of_another_package_is_read_wherever_files_are(tmp_path: Path) -> None:
    assert "subtitles" in kind_names()
    assert ".srt" in suffixes()  # what the page lets a reader choose
    assert labels().endswith("subtitles")
    assert kind_of("talk", SUBTITLES).name == "subtitles"
    said = "Rain fell in Kharkiv on Monday."
    assert [d.text for d in documents("talk.srt", SUBTITLES)] == [said]
    assert [d.text for d in documents("talks.zip", zipped({"a.srt": SUBTITLES}))] == [said]

    def fetch(url: str, **_: object) -> Answer:
        return Answer(status=200, headers={"content-type": "application/x-subrip"}, body=SUBTITLES, url=url)

    assert [item.read().document.text for item in read_url("https://news.example/1", fetch=fetch)] == [said]
    file = tmp_path / "talk.txt"
    file.write_bytes(SUBTITLES)
    done = subprocess.run(
        [sys.executable, "-m", "geo", "parse", str(file), "--from", "subtitles"],
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        check=True,
    )
    assert [mention["text"] for mention in json.loads(done.stdout)["mentions"]] == ["Kharkiv"]


@pytest.mark.usefixtures("_recipe")
def test_what_it_cannot_read_is_its_own_sentence() -> None:
    with pytest.raises(Exception, match=r"^a\.srt has no text\.$"):
        documents("a.srt", b"1\n00:00:01,000 --> 00:00:02,000\n")


def test_without_the_package_there_is_no_such_kind() -> None:
    assert "subtitles" not in kind_names()
