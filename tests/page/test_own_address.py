"""No visitor can make the server ask an outside address for its own."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.browser.serving import serving


class Outside:
    """A proxy that stands for everything outside: it counts who calls."""

    def __init__(self) -> None:
        self.calls = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._count)
        self._thread.start()

    def _count(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:  # closed
                return
            self.calls += 1
            connection.close()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()


@pytest.fixture
def outside() -> Iterator[Outside]:
    listening = Outside()
    yield listening
    listening.close()


def test_a_foreign_websocket_is_refused_and_nobody_is_asked(outside: Outside) -> None:
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), outside.url)
    with serving(**proxies, no_proxy="", NO_PROXY="") as address:
        stream = address.replace("http", "ws", 1) + "/_stcore/stream"
        for origin in ("http://evil.example", "https://evil.example:8501", "null", "file://"):
            with pytest.raises(InvalidStatus) as refused:
                connect(stream, origin=origin, proxy=None)  # type: ignore[arg-type]  # any text
            assert refused.value.response.status_code == 403
        with connect(stream, origin=address, proxy=None) as own:  # type: ignore[arg-type]
            assert own.response is not None
            assert own.response.status_code == 101
    assert outside.calls == 0
