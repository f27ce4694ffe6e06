"""Whatever a file makes its reader do, it ends soon, in a sentence, and with nothing done to this machine."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.errors import UnreadableDocument
from geo.model import Document, Mention
from geo.readers import DocumentLine, Member, Problem, kind_named, read_items, worker
from geo.readers.base import Source
from geo.readers.frames import BrokenFrame, packed, unpacked
from tests.readers import plugins
from tests.readers.files import DATA, documents, problems

TOYS = """
import os, signal, socket, subprocess, time
from geo.errors import UnreadableDocument
from geo.readers import Kind, read_text

def spins(data, source):
    while True:
        pass

def sleeps(data, source):
    time.sleep(600)

def hoards(data, source):
    kept = []
    while True:
        kept.append(bytearray(10_000_000))

def calls(data, source):
    socket.socket().connect(("127.0.0.1", int(data)))

def asks(data, source):
    socket.getaddrinfo("news.example", 80)

def runs(data, source):
    subprocess.run(["touch", data.decode()])

def shells(data, source):
    os.system("touch " + data.decode())

def writes(data, source):
    open(data.decode(), "w").write("here")

def breaks(data, source):
    os.kill(os.getpid(), signal.SIGSEGV)

def fails(data, source):
    return 1 / 0

def refuses(data, source):
    raise UnreadableDocument(f"{source.name} is not for us.")

def remembers(data, source):
    global seen
    try:
        seen
    except NameError:
        seen = data
    return read_text(seen.decode(), id=source.name)

for name, read in list(globals().items()):
    if callable(read) and getattr(read, "__module__", None) == __name__:
        globals()[name.upper()] = Kind(name=name, label="toys", suffixes=("." + name,), read=read)
"""
NAMES = re.findall(r"^def (\w+)", TOYS, re.MULTILINE)


@pytest.fixture
def toys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    points = "\n".join(f"{name} = toy_kinds:{name.upper()}" for name in NAMES)
    with monkeypatch.context() as patched:
        plugins.install(tmp_path, patched, {"toy_kinds": TOYS}, f"[dateline.readers]\n{points}\n")
        yield
    plugins.forget()


@pytest.fixture(params=["forked", "started"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a process that forks, and with one started for each file, as where nothing can fork."""
    monkeypatch.setattr(worker, "CAN_FORK", request.param == "forked")


def said_of(name: str, data: bytes = b"x") -> str:
    (said,) = problems(name, data)
    return said


@pytest.mark.usefixtures("toys", "either_way")
@pytest.mark.parametrize("kind", ["spins", "sleeps"])
def test_a_reader_that_never_ends_is_ended(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "SECONDS", 1)
    monkeypatch.setattr(worker, "PATIENCE", 1.5)
    started = time.monotonic()
    assert said_of(f"a.{kind}") == f"a.{kind} takes too long to read."
    assert time.monotonic() - started < 12


@pytest.mark.usefixtures("toys", "either_way")
def test_a_reader_that_fills_the_memory_is_stopped() -> None:
    assert said_of("a.hoards") == "a.hoards needs more than 450 MB of memory to read."


@pytest.mark.usefixtures("toys", "either_way")
def test_a_reader_reaches_no_network(caplog: pytest.LogCaptureFixture) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        assert said_of("a.calls", str(server.getsockname()[1]).encode()).startswith("a.calls cannot be read")
        with pytest.raises(TimeoutError):
            server.accept()
    assert said_of("a.asks").startswith("a.asks cannot be read")
    assert "may not: socket.__new__" in caplog.text
    assert "socket.getaddrinfo" in caplog.text


@pytest.mark.usefixtures("toys", "either_way")
@pytest.mark.parametrize("kind", ["runs", "shells", "writes"])
def test_a_reader_starts_no_program_and_writes_no_file(kind: str, tmp_path: Path) -> None:
    target = tmp_path / "made"
    assert said_of(f"a.{kind}", str(target).encode()).startswith(f"a.{kind} cannot be read")
    assert not target.exists()


@pytest.mark.usefixtures("toys", "either_way")
def test_our_own_fault_is_not_called_the_files(caplog: pytest.LogCaptureFixture) -> None:
    assert said_of("a.fails") == "a.fails cannot be read: Dateline's reader of toys failed."
    assert "ZeroDivisionError" in caplog.text
    assert said_of("a.breaks") == "a.breaks cannot be read: its reader broke down."
    assert said_of("a.refuses") == "a.refuses is not for us."


@pytest.mark.usefixtures("toys", "either_way")
def test_nothing_of_a_file_is_left_when_the_next_is_read() -> None:
    assert [documents("a.remembers", text)[0].text for text in (b"Kyiv", b"Lviv")] == ["Kyiv", "Lviv"]


@pytest.mark.usefixtures("toys")
def test_a_process_that_died_is_started_anew() -> None:
    documents("report.pdf")
    process = worker._forker()._process
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert documents("report.pdf")


@pytest.mark.parametrize("name", ["pypdf.py", "resource.py", "json.py", "geo.py", "encodings.py"])
@pytest.mark.parametrize("stray", ["", "."])
def test_code_beside_a_file_does_not_run(name: str, stray: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("open('was_run', 'w')\nraise SystemExit", encoding="utf-8")
    (tmp_path / "report.pdf").write_bytes((DATA / "report.pdf").read_bytes())
    code = (
        f"import sys; sys.path.insert(0, {stray!r}) if {bool(stray)} else None\n"
        "from geo.readers import read_items\n"
        "data = open('report.pdf', 'rb').read()\n"
        "sys.path.insert(0, '')\n"
        "print(next(iter(read_items(data, name='report.pdf'))).read().document.title)\n"
    )
    root = str(Path(worker.__file__).parents[2])
    where = f"import sys; sys.path.append({root!r})\n"
    if stray:  # this process itself would run it: it is imported before the folder comes first
        code = code.replace("sys.path.insert(0, '.') if True else None\n", "import geo.readers, json\n")
    done = subprocess.run(
        [sys.executable, "-P", "-c", where + code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stdout == "Report on the Danube\n", done.stderr
    assert not (tmp_path / "was_run").exists()


def test_nothing_is_left_running_when_the_program_is_killed(tmp_path: Path) -> None:
    code = (
        "import time; from geo.readers import worker, read_items\n"
        f"data = open({str(DATA / 'report.pdf')!r}, 'rb').read()\n"
        "next(iter(read_items(data, name='report.pdf'))).read()\n"
        "print(worker._forker()._process.pid, flush=True); time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        forker = int(process.stdout.readline())
        process.kill()
    deadline = time.monotonic() + 10
    while _runs(forker):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_small_files_are_read_at_once() -> None:
    """A library loaded once serves all files: each then takes a fork and its own reading."""
    for name in ("page.html", "letter.docx", "report.pdf", "mail.eml", "feed.rss", "notes.md"):
        documents(name)
        times = []
        for _ in range(5):
            started = time.perf_counter()
            documents(name)
            times.append(time.perf_counter() - started)
        assert min(times) < 0.5, (name, times)


@pytest.mark.parametrize(
    "found",
    [
        Document(id="a", text="In Kyiv.\U0001f30d", title="T", source="S", body_start=1),
        DocumentLine(document=Document(id="a", text="Kyiv"), mentions=(Mention(start=0, end=4),)),
        DocumentLine(document=Document(id="a", text="Kyiv"), mentions=()),
        Member(name="b/c.txt", data=b"\x00\xff", media_type="text/plain"),
        Member(name="locked", data=None),
        Problem(name="a, line 7", message="It is not JSON."),
    ],
)
def test_what_is_found_comes_through_as_it_is(found: Document | DocumentLine | Member | Problem) -> None:
    expected = DocumentLine(document=found) if isinstance(found, Document) else found
    assert unpacked(*packed(found)) == expected


@pytest.mark.parametrize(
    "head", [{}, {"found": "document"}, {"found": "member", "name": "a"}, {"found": 7}, {"found": "problem"}]
)
def test_what_is_no_answer_is_refused(head: dict[str, object]) -> None:
    with pytest.raises(BrokenFrame):
        unpacked(head, b"")


def test_files_within_files_never_wait_for_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """One process at a time is enough for an archive of mails, since what bundles files has its own turn."""
    import threading

    from tests.readers.files import zipped

    monkeypatch.setattr(worker, "_single", threading.BoundedSemaphore(1))
    monkeypatch.setattr(worker, "_bundles", threading.BoundedSemaphore(1))
    files = {
        f"{n}.{name}": (DATA / name).read_bytes()
        for n in (1, 2)
        for name in ("mail.eml", "feed.rss", "report.pdf")
    }
    texts = [item.read().document.text for item in read_items(zipped(files), name="all.zip")]
    assert len(texts) >= 2 * (1 + 2 + 1)


def test_an_unknown_kind_is_a_sentence() -> None:
    with pytest.raises(UnreadableDocument, match="There is no kind of file 'tablet'; there are text, "):
        kind_named("tablet")
    assert Source(name="a").column is None


def test_the_module_run_as_a_program_runs_no_code_beside_a_file(tmp_path: Path) -> None:
    for name in ("click.py", "pypdf.py"):
        (tmp_path / name).write_text("open('was_run', 'w')\nraise SystemExit", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "geo", "--help"], cwd=tmp_path, capture_output=True, check=True
    )
    assert b"Usage: " in done.stdout
    assert not (tmp_path / "was_run").exists()
