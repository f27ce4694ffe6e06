"""`import geo`: what a program or a notebook does with it."""

from __future__ import annotations

import importlib
import multiprocessing
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

import geo
from geo.errors import GeoparserClosed, UnknownFormat, UnreadableDocument
from geo.gazetteer import Gazetteer
from geo.pipeline import Geoparser, Stages
from geo.python.documents import LeftOut
from tests.export.documents import parsed
from tests.readers.files import DATA

MOST_MS = 50


def test_the_import_takes_no_time_and_loads_nothing() -> None:
    code = (
        "import sys, time; begun = time.process_time(); import geo; spent = time.process_time() - begun;"
        "print(spent * 1000, *[m for m in sys.modules if m.startswith('geo.')])"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        for _ in range(3)
    ]
    assert {len(run.split()) for run in runs} == {1}
    assert min(float(run) for run in runs) < MOST_MS


def test_each_public_name_is_there_and_no_other_pretends_to_be() -> None:
    for name in geo.__all__:
        assert getattr(geo, name) is not None
    assert sorted(geo.__all__) == dir(geo)
    with pytest.raises(AttributeError, match="no attribute 'parze'"):
        geo.parze  # type: ignore[attr-defined]  # noqa: B018


def test_no_module_of_the_package_hides_a_public_name() -> None:
    folder = Path(geo.__file__).parent
    modules = {
        path.stem for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()
    }
    assert modules & set(geo.__all__) == set()
    for stage in ("atlases", "export", "readers", "pipeline"):
        importlib.import_module(f"geo.{stage}")
    assert callable(geo.atlas)


def test_a_text_is_read(gazetteer: Gazetteer) -> None:
    read = geo.parse("The talks in Kharkiv ended.")
    assert [r.place.name for r in read.resolutions if r.place] == ["Kharkiv"]
    assert geo.parse("").resolutions == ()
    with pytest.raises(TypeError, match="not bytes"):
        geo.parse(b"Kharkiv")  # type: ignore[arg-type]


def test_texts_and_documents_come_back_in_order_and_as_they_come(gazetteer: Gazetteer) -> None:
    taken: list[int] = []

    def texts() -> Iterator[str | geo.Document]:
        for number in range(40):
            taken.append(number)
            text = f"Rain fell in Lagos on day {number}."
            yield geo.Document(id=f"day {number}", text=text) if number % 2 else text

    with geo.Geoparser(threads=2) as parser:
        answers = parser.parse_many(texts())
        first = next(answers)
        assert first.document.id == "1"
        assert len(taken) < 20
        rest = [answer.document.id for answer in answers]
    assert rest == [f"day {n}" if n % 2 else str(n + 1) for n in range(1, 40)]


def test_one_thread_reads_what_many_read(gazetteer: Gazetteer) -> None:
    text = "Moscow said that talks in Istanbul, Turkey, would go on. Kharkiv was quiet. " * 20
    with geo.Geoparser(threads=1) as one, geo.Geoparser(threads=4) as four:
        assert one.parse(text) == four.parse(text)
    with pytest.raises(ValueError, match="one thread at least"):
        geo.Geoparser(threads=0)


def test_a_closed_geoparser_says_so_and_can_be_closed_again(gazetteer: Gazetteer) -> None:
    parser = geo.Geoparser()
    with parser:
        assert parser.lookup("Kharkiv")
    parser.close()
    with pytest.raises(GeoparserClosed, match="is closed"):
        parser.parse("Kharkiv slept.")
    with pytest.raises(GeoparserClosed):
        parser.lookup("Kharkiv")


def test_closing_ends_the_threads_and_closes_the_index(gazetteer: Gazetteer) -> None:
    code = (
        "import threading, geo\n"
        "with geo.Geoparser() as parser:\n"
        "    parser.parse('The talks in Kharkiv ended.')\n"
        "    assert threading.active_count() > 1\n"
        "print(threading.active_count())\n"
        "import os; print([f for f in map(os.path.realpath, map('/proc/self/fd/{}'.format, "
        "os.listdir('/proc/self/fd'))) if f.endswith('.sqlite')] if os.path.isdir('/proc/self/fd') else [])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["1", "[]"]


def _read_elsewhere(parser: geo.Geoparser, text: str) -> tuple[list[str], int]:
    return [r.place.name for r in parser.parse(text).resolutions if r.place], id(parser)


def test_workers_open_their_own_once_and_read_the_same(gazetteer: Gazetteer) -> None:
    with geo.Geoparser(threads=1) as parser, multiprocessing.get_context("spawn").Pool(1) as pool:
        tasks = [(parser, "The talks in Kharkiv ended."), (parser, "Rain fell in Lagos.")]
        (kharkiv, first), (lagos, second) = pool.starmap(_read_elsewhere, tasks, chunksize=1)
    assert (kharkiv, lagos) == (["Kharkiv"], ["Lagos"])
    assert first == second


def test_stages_of_ones_own_are_not_sent() -> None:
    parser = Geoparser(stages=Stages(recogniser=None, resolver=None))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="opened in each process"):
        pickle.dumps(parser)


def test_files_and_folders_are_read(tmp_path: Path) -> None:
    assert [document.id for document in geo.read(DATA / "notes.md")] == ["notes.md"]
    assert len(geo.read(DATA / "feed.rss")) > 1
    (tmp_path / "b.txt").write_text("Kharkiv slept.", encoding="utf-8")
    (tmp_path / "a.txt").write_text("Kyiv woke.", encoding="utf-8")
    (tmp_path / ".hidden.txt").write_text("Oslo.", encoding="utf-8")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    assert [document.text for document in geo.read(tmp_path)] == ["Kyiv woke.", "Kharkiv slept."]


def test_one_of_several_that_cannot_be_read_is_warned_of_and_loses_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x00\x01\xff" * 100)
    (tmp_path / "b.txt").write_text("Kharkiv slept.", encoding="utf-8")
    with pytest.warns(LeftOut, match=r"a\.txt"):
        assert len(geo.read(tmp_path)) == 1
    with pytest.raises(UnreadableDocument, match=r"a\.txt"):
        geo.read(tmp_path / "a.txt")
    with pytest.raises(UnreadableDocument, match="No such file"):
        geo.read(tmp_path / "nowhere.txt")


def test_records_are_a_table(gazetteer: Gazetteer) -> None:
    table = pd.DataFrame(geo.records(parsed(), [parsed()]))
    assert list(table["place"])[:1] == ["Kyiv"]
    assert len(table) == 2 * len(parsed().resolutions)
    assert geo.records() == []
    with pytest.raises(TypeError, match=r"geo\.parse"):
        geo.records("Kyiv")  # type: ignore[arg-type]


def test_a_file_is_written_by_its_ending_whole_or_not_at_all(tmp_path: Path) -> None:
    assert "Kyiv" in geo.write(tmp_path / "map.geojson", parsed()).read_text(encoding="utf-8")
    assert geo.write(tmp_path / "table", [parsed()], format="csv").read_text(encoding="utf-8")
    with pytest.raises(UnknownFormat, match=r"\.shp"):
        geo.write(tmp_path / "map.shp", parsed())

    def broken() -> Iterator[geo.ParsedDocument]:
        yield parsed()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        geo.write(tmp_path / "other.csv", broken())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["map.geojson", "table"]


def test_an_atlas_says_in_a_line_what_it_holds_and_a_document_too() -> None:
    atlas = geo.atlas(parsed())
    assert repr(atlas) == "Atlas(1 places, 2 mentions, 1 documents)"
    book = geo.Document(id="book", text="Kyiv. " * 100_000, title="A book")
    assert repr(book) == "Document(id='book', 600,000 characters, title='A book')"


def test_a_notebooks_frame_is_sealed_and_holds_no_markup_of_the_text() -> None:
    shown = geo.atlas(parsed('In Kyiv "><script>alert(1)</script>. Atlantis and Kyiv said so.'))
    frame = shown._repr_html_()  # type: ignore[attr-defined]
    assert frame.startswith("<iframe srcdoc=")
    assert frame.count("<") == 2
    assert 'sandbox="allow-scripts allow-popups"' in frame
