"""A reader of the page without a browser, who speaks Streamlit's own protocol over a WebSocket."""

from __future__ import annotations

import json
import time
import urllib.request
from contextlib import ExitStack
from types import TracebackType
from typing import Any, Self

from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

PATIENCE = 120.0
"""Seconds after which an answer is given up."""


class Reader:
    """One open page: what its elements are, and the ways to act on them."""

    def __init__(self, address: str) -> None:
        """`address` is the server's; the page is asked for as by a browser that was never there."""
        self._address = address
        self._open = ExitStack()
        self.widgets: dict[str, str] = {}
        """The ids of the page's widgets, by the key that the script gives them."""
        self.exceptions: list[str] = []
        """Tracebacks that were shown: there should never be one."""

    def __enter__(self) -> Self:
        """Connect."""
        address = self._address
        with urllib.request.urlopen(address + "/", timeout=PATIENCE) as page:  # noqa: S310 - our own server
            cookies = [value.partition(";")[0] for value in page.headers.get_all("Set-Cookie", [])]
        self._socket = self._open.enter_context(
            connect(
                address.replace("http", "ws", 1) + "/_stcore/stream",
                origin=address,  # type: ignore[arg-type]  # any text
                subprotocols=["streamlit"],  # type: ignore[list-item]  # any text
                additional_headers={"Cookie": "; ".join(cookies)},
                max_size=None,
                compression=None,
                proxy=None,
                open_timeout=PATIENCE,
            )
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def load(self) -> float:
        """Draw the page; the seconds until it stood."""
        return self._run()

    def click_place(self, number: int) -> float:
        """Choose the mention with that number in the text and ask why it is where it is, as a click does."""
        chosen = {"place": None, "document": 0, "mention": number, "why": True}
        id = _make_trigger_id(self.widgets["text"], "events")
        return self._run({id: {"json_trigger_value": json.dumps([{"event": "chosen", "value": chosen}])}})

    def _run(self, triggers: dict[str, dict[str, Any]] | None = None) -> float:
        message = BackMsg()
        message.rerun_script.query_string = ""
        for id, value in (triggers or {}).items():
            message.rerun_script.widget_states.widgets.add(id=id, **value)
        begun = time.perf_counter()
        self._socket.send(message.SerializeToString())
        while True:
            answer = ForwardMsg.FromString(self._socket.recv(timeout=PATIENCE))  # type: ignore[arg-type]  # bytes
            if answer.WhichOneof("type") == "delta" and answer.delta.WhichOneof("type") == "new_element":
                self._take(answer.delta.new_element)
            if answer.WhichOneof("type") == "script_finished":
                if answer.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    continue
                return time.perf_counter() - begun

    def _take(self, element: Any) -> None:
        kind = element.WhichOneof("type")
        shown = getattr(element, kind)
        if kind == "exception":
            self.exceptions.append(f"{shown.type}: {shown.message}")
        id: str = getattr(shown, "id", "")
        if id:
            key = id.split("-", 2)[2]
            self.widgets[key if key != "None" else shown.label] = id
