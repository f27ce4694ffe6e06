"""`dateline parse` takes texts, lines of JSON and folders, and tells a person in a sentence what is wrong."""

from __future__ import annotations

import csv
import errno
import importlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from click.testing import CliRunner, Result

from geo.cli import main
from geo.corrections import CorrectionStore, Scope, export_json
from geo.errors import GazetteerMissing
from geo.gazetteer import Gazetteer
from geo.model import Document, Kind, Mention, Place, Recognition, Resolution, Sentence
from geo.pipeline import Geoparser, Stages
from geo.reader_folders import CORRECTIONS, reader_folder
from geo.settings import load_settings
from geo.web import Answer
from tests.corrections.made import correction
from tests.mapping.atlases import KHARKIV
from tests.readers.files import DATA

KYIV = Place(id="geonames:703448", name="Kyiv", kind=Kind.SETTLEMENT, lat=50.45, lon=30.52)
Run = Callable[..., Result]


class FindsKyiv:
    def recognise(self, document: Document, sentences: Sequence[Sentence]) -> Recognition:
        if "meteor" in document.text:
            raise GazetteerMissing("The gazetteer has gone.")
        starts = [i for i in range(len(document.text)) if document.text.startswith("Kyiv", i)]
        return Recognition(mentions=tuple(Mention(start=i, end=i + 4) for i in starts))


class AllAreKyiv:
    def resolve(
        self, document: Document, sentences: Sequence[Sentence], recognition: Recognition
    ) -> tuple[Resolution, ...]:
        return tuple(Resolution(mention=m, place=KYIV, score=0.5) for m in recognition.mentions)


@pytest.fixture(autouse=True)
def _fresh_settings() -> Iterator[None]:
    yield
    load_settings.cache_clear()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs `dateline parse` in an empty folder, with a geoparser that knows Kyiv alone."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATELINE_DATA_DIR", str(tmp_path / "corrected"))
    load_settings.cache_clear()
    monkeypatch.setattr(
        "geo.pipeline.default_geoparser",
        lambda settings, corrections=None: Geoparser(
            stages=Stages(recogniser=FindsKyiv(), resolver=AllAreKyiv()), corrections=corrections
        ),
    )

    def parse(*arguments: str, input: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, ["parse", *arguments], input=input)

    return parse


def records(output: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.splitlines()]


def test_a_text_file_is_one_document_with_its_name_as_id(run: Run) -> None:
    Path("news.txt").write_text("In Kyiv.", encoding="utf-8")
    result = run("news.txt")
    (record,) = records(result.stdout)
    assert record["id"] == "news.txt"
    assert [(m["start"], m["end"], m["text"]) for m in record["mentions"]] == [(3, 7, "Kyiv")]  # type: ignore[attr-defined]
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize("arguments", [(), ("-",)])
def test_standard_input_is_read_as_a_text(run: Run, arguments: tuple[str, ...]) -> None:
    assert records(run(*arguments, input="In Kyiv.").stdout)[0]["id"] == "standard input"


@pytest.mark.parametrize("arguments", [("a.jsonl",), ("a.data",), ("-",), ("a.data", "--from", "jsonl")])
def test_jsonl_is_read_a_document_a_line_in_its_order(run: Run, arguments: tuple[str, ...]) -> None:
    lines = "".join(json.dumps({"id": str(n), "text": "In Kyiv."}) + "\n" for n in range(20))
    Path("a.jsonl").write_text(lines, encoding="utf-8")
    Path("a.data").write_text(lines, encoding="utf-8")
    assert [r["id"] for r in records(run(*arguments, input=lines).stdout)] == [str(n) for n in range(20)]


def test_a_text_may_be_said_to_be_one_whatever_it_looks_like(run: Run) -> None:
    assert len(records(run("--from", "text", input='{"id": "1", "text": "Kyiv"}\n').stdout)) == 1


def test_an_article_that_begins_with_braces_is_a_text(run: Run) -> None:
    assert len(records(run(input="{{ 7 * 7 }} in Kyiv").stdout)) == 1


def test_given_mentions_are_resolved_and_no_others(run: Run) -> None:
    line = {"id": "1", "text": "Kyiv or Lviv", "mentions": [{"start": 8, "end": 12}]}
    (record,) = records(run(input=json.dumps(line)).stdout)
    assert [m["text"] for m in record["mentions"]] == ["Lviv"]  # type: ignore[attr-defined]


def test_lines_that_are_no_document_are_named_and_the_others_go_on(run: Run) -> None:
    Path("a.jsonl").write_text(
        'oops\n{"id": "1", "text": "Kyiv"}\n\n{"id": "2"}\n[]\n{"id": "3", "text": ""}\n', encoding="utf-8"
    )
    result = run("a.jsonl")
    assert [r["id"] for r in records(result.stdout)] == ["1", "3"]
    assert result.stderr.splitlines() == [
        "dateline: a.jsonl, line 1: It is not JSON: Expecting value at character 1.",
        'dateline: a.jsonl, line 4: "text" is missing.',
        "dateline: a.jsonl, line 5: It is not a JSON object.",
    ]
    assert result.exit_code == 1


def test_an_error_while_parsing_one_document_does_not_lose_the_others(run: Run) -> None:
    lines = [{"id": "1", "text": "a meteor"}, {"id": "2", "text": "Kyiv"}]
    result = run(input="\n".join(map(json.dumps, lines)))
    assert [r["id"] for r in records(result.stdout)] == ["2"]
    assert result.stderr == "dateline: line 1: The gazetteer has gone.\n"
    assert result.exit_code == 1


def test_a_folder_is_read_by_name_without_what_is_hidden_or_no_text(run: Run) -> None:
    for name in ("b.txt", "a/c.TXT", "a/d.jsonl", ".hidden.txt", ".git/x.txt", "photo.jpg"):
        path = Path("in") / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text('{"id": "line", "text": "Kyiv"}' if name.endswith("l") else "Kyiv", encoding="utf-8")
    result = run("in")
    assert [r["id"] for r in records(result.stdout)] == ["a/c.TXT", "line", "b.txt"]
    assert result.stderr == "dateline: 1 file of another kind is left out: photo.jpg.\n"
    assert result.exit_code == 0


def test_many_files_of_other_kinds_in_a_folder_are_one_sentence(run: Run) -> None:
    Path("in").mkdir()
    for name in ("a.txt", *(f"{n}.png" for n in range(5))):
        (Path("in") / name).write_text("Kyiv", encoding="utf-8")
    said = run("in").stderr
    assert said == "dateline: 5 files of other kinds are left out: 0.png, 1.png, 2.png and 2 more.\n"


def test_the_output_is_not_read_where_it_lies_in_the_folder(run: Run) -> None:
    Path("b.txt").write_text("Kyiv", encoding="utf-8")
    assert run(".", "-o", "out.jsonl").exit_code == 0
    assert run(".", "-o", "out.jsonl").exit_code == 0
    assert [r["id"] for r in records(Path("out.jsonl").read_text(encoding="utf-8"))] == ["b.txt"]


def test_a_file_name_drives_no_terminal(run: Run) -> None:
    Path("in").mkdir()
    Path("in/\x1b]0;owned\x07.txt").write_text("", encoding="utf-8")
    assert run("in").stderr == "dateline: \ufffd]0;owned\ufffd.txt is empty.\n"


def test_a_folder_without_texts_is_an_error(run: Run) -> None:
    result = run(".")
    assert result.exit_code == 1
    assert "There is no file in . that can be read" in result.stderr


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "standard input is empty."),
        (b" \n", "standard input is empty."),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "standard input is a PNG image, not text."),
        (bytes(100), "standard input is not text in any encoding that is known."),
    ],
)
def test_input_without_text_is_one_line_and_status_1(run: Run, data: bytes, problem: str) -> None:
    result = run(input=data)
    assert result.stderr == f"dateline: {problem}\n"
    assert (result.exit_code, result.stdout) == (1, "")


@pytest.mark.parametrize(
    "text", ["שלום Kyiv 😀\u202e", "Kyiv\x00" + " and on" * 50, "e\u0301 Kyiv\r\n", "\ufeffKyiv"]
)
def test_odd_text_keeps_its_offsets(run: Run, text: str) -> None:
    for input in (text.encode(), json.dumps({"id": "1", "text": text}).encode()):
        (record,) = records(run(input=input).stdout)
        (mention,) = record["mentions"]  # type: ignore[misc, attr-defined]
        assert mention["text"] == "Kyiv"


def test_half_a_surrogate_pair_ends_in_valid_json(run: Run) -> None:
    result = run(input='{"id": "\\ud800", "text": "\\udfff Kyiv"}')
    assert records(result.stdout)[0]["mentions"][0]["start"] == 2  # type: ignore[index]


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("out.jsonl", '{"id"'),
        ("out.geojson", '{"type": "FeatureCollection"'),
        ("out.csv", "\ufeffdocument,"),
        ("out.txt", "standard input\n"),
        ("out", '{"id"'),
    ],
)
def test_the_outputs_name_says_the_format(run: Run, name: str, begins: str) -> None:
    assert run("-o", name, input="In Kyiv.").stdout == ""
    assert Path(name).read_text(encoding="utf-8").startswith(begins)


def test_the_format_that_is_asked_for_is_stronger_than_the_name(run: Run) -> None:
    run("-o", "out.txt", "--format", "csv", input="In Kyiv.")
    with Path("out.txt").open(encoding="utf-8-sig", newline="") as file:
        assert [row["place"] for row in csv.DictReader(file)] == ["Kyiv"]


def test_writing_over_the_input_is_refused_and_leaves_it_whole(run: Run) -> None:
    Path("a.txt").write_text("In Kyiv.", encoding="utf-8")
    result = run("a.txt", "-o", "./a.txt")
    assert result.exit_code == 2
    assert "same file" in result.stderr
    assert Path("a.txt").read_text(encoding="utf-8") == "In Kyiv."


def test_an_output_that_cannot_be_written_is_said(run: Run) -> None:
    result = run("-o", "none/out.txt", input="In Kyiv.")
    assert result.exit_code == 1
    assert "none/out.txt: No such file or directory" in result.stderr


def test_a_missing_input_and_an_unknown_format_are_usage_errors(run: Run) -> None:
    assert run("none.txt").exit_code == 2
    assert run("--format", "pdf", input="Kyiv").exit_code == 2


def test_a_setting_that_cannot_be_used_is_a_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    from geo.settings import load_settings

    request.addfinalizer(load_settings.cache_clear)
    load_settings.cache_clear()
    monkeypatch.setenv("DATELINE_GEOCODER_TIMEOUT", "soon")
    result = run(input="Kyiv")
    assert result.exit_code == 1
    assert "DATELINE_GEOCODER_TIMEOUT" in result.stderr
    assert "Traceback" not in result.output


def test_an_unforeseen_error_is_a_sentence_and_a_traceback_only_on_request(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(settings: object) -> Geoparser:
        raise ZeroDivisionError("no")

    monkeypatch.setattr("geo.pipeline.default_geoparser", broken)
    result = run(input="Kyiv")
    assert result.exit_code == 1
    assert "ZeroDivisionError: no" in result.stderr
    assert "Traceback" not in result.output
    debugged = CliRunner().invoke(main, ["--debug", "parse"], input="Kyiv")
    assert isinstance(debugged.exception, ZeroDivisionError)


def test_a_reader_that_closes_the_pipe_ends_the_command_quietly(gazetteer: Gazetteer) -> None:
    line = json.dumps({"id": "1", "text": "In Kyiv and Lviv."}) + "\n"
    process = subprocess.Popen(
        [sys.executable, "-m", "geo", "parse", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdin.write(line.encode())
    process.stdin.flush()
    first = json.loads(process.stdout.readline())  # comes before the input has ended
    assert [m["text"] for m in first["mentions"]] == ["Kyiv", "Lviv"]
    process.stdout.close()
    process.stdin.write(line.encode() * 3)
    process.stdin.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(timeout=60) == 141


def test_the_whole_command_works_as_a_module(gazetteer: Gazetteer, seed_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "geo", "parse", str(seed_path)], capture_output=True, check=True
    )
    (record,) = records(done.stdout.decode())
    assert record["id"] == seed_path.name
    assert {"Istanbul", "Kharkiv", "Crimea", "Lithuania"} <= {m["text"] for m in record["mentions"]}  # type: ignore[attr-defined]


def test_files_of_other_kinds_are_read_by_their_kind(run: Run) -> None:
    Path("in").mkdir()
    for path in DATA.iterdir():
        (Path("in") / path.name).write_bytes(path.read_bytes())
    result = run("in")
    assert [r["id"] for r in records(result.stdout)] == [
        "https://wire.example/1",
        "https://post.example/oland",
        "post-2",
        "letter.docx",
        "mail.eml",
        "mail.eml/attachment.txt",
        "notes.md",
        "page.html",
        "report.pdf",
    ]
    assert (result.exit_code, result.stderr) == (0, "")


def test_a_kind_that_is_said_is_stronger_than_the_name(run: Run) -> None:
    Path("page.txt").write_text("<p>In <b>Ky</b>iv<script>Kyiv</script></p>", encoding="utf-8")
    (record,) = records(run("page.txt", "--from", "html", "--format", "jsonl").stdout)
    assert [m["text"] for m in record["mentions"]] == ["Kyiv"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("http://127.0.0.1:9/", "It leads into a private network."),
        ("https://[::1]/", "It leads into a private network."),
        ("HTTP://169.254.169.254/latest/meta-data/", "It leads into a private network."),
        ("http://user:word@example.org/", "It is no address that can be fetched."),
    ],
)
def test_an_address_that_must_not_be_fetched_is_a_sentence(run: Run, address: str, problem: str) -> None:
    result = run(address)
    assert result.stderr == f"Error: The address cannot be fetched: {problem}\n"
    assert (result.exit_code, result.stdout) == (1, "")


def test_the_documents_at_an_address_are_parsed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    body = (DATA / "page.html").read_bytes().replace(b"Lviv", b"Kyiv")

    def fetch(url: str, **_: object) -> Answer:
        return Answer(status=200, headers={"content-type": "text/html"}, body=body, url=url)

    monkeypatch.setattr("geo.web.get_public", fetch)
    (record,) = records(run("https://news.example/flood").stdout)
    assert record["id"] == "https://news.example/flood"
    assert record["mentions"]


def corrected(path: Path, **changes: Any) -> Path:
    """A store in which a reader said that Kyiv is Kharkiv, or something else."""
    store = CorrectionStore(path)
    store.add(correction(toponym="Kyiv", place=KHARKIV, scope=Scope.ALWAYS, document="", **changes))
    store.close()
    return path


def places(result: Result) -> list[tuple[str, bool]]:
    """The names of the places, and whether the reader chose them."""
    found: list[dict[str, Any]] = [m for r in records(result.stdout) for m in r["mentions"]]  # type: ignore[attr-defined]
    return [(mention["place"]["name"], mention.get("corrected", False)) for mention in found]


def test_what_a_reader_of_the_page_corrected_holds_here_too(run: Run) -> None:
    corrected(reader_folder(load_settings(), "browser:a") / CORRECTIONS)
    assert places(run("-", input="In Kyiv.")) == [("Kharkiv", True)]
    assert places(run("-", "--no-corrections", input="In Kyiv.")) == [("Kyiv", False)]


def test_corrections_are_taken_from_a_file_where_one_is_named(run: Run, tmp_path: Path) -> None:
    store = CorrectionStore(corrected(tmp_path / "another.sqlite"))
    exported = tmp_path / "saved.json"
    exported.write_text(export_json(store.all()))
    store.close()
    for file in ("another.sqlite", "saved.json"):
        assert places(run("-", "--corrections", file, input="In Kyiv.")) == [("Kharkiv", True)], file


def test_a_file_of_corrections_that_is_none_is_a_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "saved.json").write_text("something else")
    result = run("-", "--corrections", "saved.json", input="In Kyiv.")
    assert result.exit_code == 1
    assert "This is no file of corrections" in result.stderr
    both = run("-", "--corrections", "saved.json", "--no-corrections", input="In Kyiv.")
    assert both.exit_code == 2


def test_of_several_readers_none_is_applied_and_that_is_said(run: Run) -> None:
    for name in ("browser:a", "browser:b"):
        corrected(reader_folder(load_settings(), name) / CORRECTIONS)
    result = run("-", input="In Kyiv. In Kyiv.")
    assert places(result) == [("Kyiv", False)] * 2
    assert result.stderr.count("2 readers keep corrections") == 1
    assert result.exit_code == 0


class Full(io.BytesIO):
    """A disk that takes so many bytes and no more."""

    def write(self, content: Any) -> int:
        if self.tell() + len(content) > 300:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().write(content)


def test_a_full_disk_is_a_sentence_and_leaves_the_output_as_it_was(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "places.jsonl").write_text("what was there")
    before = sorted(tmp_path.iterdir())

    def full(descriptor: int, mode: str) -> Full:
        os.close(descriptor)
        return Full()

    monkeypatch.setattr("geo.cli.output.os.fdopen", full)
    result = run("-", "-o", "places.jsonl", input="In Kyiv. " * 100)
    assert result.exit_code == 1
    assert result.stderr.strip().endswith(
        "places.jsonl: No space left on device. What was there before stays."
    )
    assert (tmp_path / "places.jsonl").read_text() == "what was there"
    assert sorted(tmp_path.iterdir()) == before


def test_an_output_keeps_its_rights_and_a_link_stays_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "real.jsonl").write_text("old")
    (tmp_path / "real.jsonl").chmod(0o640)
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "real.jsonl")
    assert run("-", "-o", "link.jsonl", input="In Kyiv.").exit_code == 0
    assert (tmp_path / "link.jsonl").is_symlink()
    assert records((tmp_path / "real.jsonl").read_text())[0]["id"] == "standard input"
    assert (tmp_path / "real.jsonl").stat().st_mode & 0o777 == 0o640


def test_what_fails_midway_leaves_nothing(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(documents: Iterable[object], out: BinaryIO) -> None:
        out.write(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(importlib.import_module("geo.cli.parse"), "writer", lambda format: fails)
    assert run("-", "-o", "new.jsonl", input="In Kyiv.").exit_code != 0
    assert list(tmp_path.iterdir()) == []


def test_a_device_is_written_to_as_it_is(run: Run) -> None:
    assert run("-", "-o", os.devnull, "--format", "csv", input="In Kyiv.").exit_code == 0
    assert not Path(os.devnull).is_file()
