"""`dateline serve --api-only` as a process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from geo.gazetteer import Gazetteer

SERVE = [sys.executable, "-m", "geo", "serve", "--api-only"]


@contextmanager
def serving(*options: str) -> Iterator[str]:
    """The API on the first free port; its health's address, which the server says once it listens."""
    with subprocess.Popen([*SERVE, *options], stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            yield server.stdout.readline().rpartition(" ")[2].strip()
        finally:
            server.terminate()


def test_the_api_alone_reads_a_document_and_loads_no_streamlit(gazetteer: Gazetteer) -> None:
    with serving() as health:
        document = json.dumps({"id": "a", "text": "The talks in Kharkiv ended."}).encode()
        with urllib.request.urlopen(health.replace("health", "parse"), document, timeout=60) as answer:  # noqa: S310
            assert json.load(answer)["mentions"][0]["place"]["name"] == "Kharkiv"
    code = "import sys, geo.api.server; print('streamlit' in sys.modules, 'folium' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_beyond_this_machine_it_wants_a_token() -> None:
    outside = {name: value for name, value in os.environ.items() if name != "DATELINE_API_TOKEN"}
    done = subprocess.run(
        [*SERVE, "--host", "192.0.2.7"], capture_output=True, text=True, env=outside, check=False
    )
    assert done.returncode == 1
    assert "DATELINE_API_TOKEN" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_that_is_taken_is_said_to_be() -> None:
    with serving() as health:
        port = health.split(":")[2].split("/")[0]
        done = subprocess.run([*SERVE, "--port", port], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert port in done.stderr


def test_open_and_api_only_exclude_one_another() -> None:
    done = subprocess.run([*SERVE, "--open"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
