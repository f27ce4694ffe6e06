"""Long texts are read in another process: with the same result, and with nobody waiting for them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from geo import parser_cache, parser_process
from geo.errors import DatelineError
from geo.parser_process import LONG, ParserProcesses
from geo.readers import read_file, read_text
from geo.settings import Settings, load_settings
from tests.hostile_texts import repeated


@pytest.fixture
def processes() -> Iterator[ParserProcesses]:
    made = ParserProcesses(load_settings())
    yield made
    made.close()


@pytest.fixture
def long_text(seed_path: Path) -> str:
    return (read_file(seed_path).text + "\n\n") * (1 + LONG // 5_000)


def test_a_long_text_is_read_elsewhere_with_the_same_result(long_text: str) -> None:
    parser_cache.forget()
    parser = parser_cache.geoparser(load_settings())
    document = read_text(long_text, id="long")
    assert len(document.text) > LONG
    found = parser_cache.read(document, parser)
    assert found == parser.parse(document)
    assert parser_cache.read(document, parser) is found
    parser_cache.forget()


def test_others_are_served_while_a_long_text_is_read() -> None:
    """A click takes what it takes alone; here it is a short text that is read, which is more than a click."""
    parser_cache.forget()
    parser = parser_cache.geoparser(load_settings())
    parser_cache.read(read_text("In Kyiv. " * 4_000, id="starts the process"), parser)
    hostile = read_text(repeated("ends and quotes", 150_000), id="hostile")
    reading = threading.Thread(target=parser_cache.read, args=(hostile, parser))
    reading.start()
    waited = []
    while reading.is_alive() and len(waited) < 200:
        started = time.perf_counter()
        parser_cache.read(read_text(f"On day {len(waited)} it rained in Oslo.", id="click"), parser)
        waited.append(time.perf_counter() - started)
        time.sleep(0.02)
    reading.join()
    assert len(waited) >= 20
    assert sorted(waited)[int(0.95 * len(waited))] < 0.5
    parser_cache.forget()


def test_a_process_that_is_killed_is_replaced(processes: ParserProcesses) -> None:
    document = read_text("In Kyiv it rained.", id="a")
    first = processes.parse(document)
    process = processes._idle.queue[0]
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert processes.parse(document) == first


def test_what_goes_wrong_there_is_raised_here(processes: ParserProcesses) -> None:
    wrong = ParserProcesses(Settings(geocoder="no_such_geocoder"))
    with pytest.raises(DatelineError, match="no_such_geocoder"):
        wrong.parse(read_text("In Kyiv.", id="a"))
    wrong.close()
    with pytest.raises(DatelineError, match=r"^a could not be read: TypeError: "):
        processes.parse(replace(read_text("In Kyiv.", id="a"), body_start="x"))  # type: ignore[arg-type]


def test_a_process_that_has_nothing_to_do_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser_process, "IDLE_SECONDS", 0.5)
    made = ParserProcesses(load_settings())
    made.parse(read_text("In Kyiv.", id="a"))
    assert made._idle.queue[0].wait(timeout=20) == 0
    assert made.parse(read_text("In Kyiv.", id="b")).resolutions  # by a new one
    made.close()


def test_it_ends_with_the_program_however_that_ends() -> None:
    code = (
        "import time; from geo.parser_process import ParserProcesses\n"
        "from geo.settings import load_settings\n"
        "from geo.readers import read_text\n"
        "made = ParserProcesses(load_settings()); made.parse(read_text('In Kyiv.'))\n"
        "print(made._idle.queue[0].pid, flush=True); time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout
        pid = int(program.stdout.readline())
        program.kill()
    deadline = time.monotonic() + 20
    while Path(f"/proc/{pid}").exists() and "Z" not in _state(pid):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return "Z"
