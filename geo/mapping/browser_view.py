"""An atlas as the browser is sent it: made when it is first wanted, and kept with it.

A page is drawn anew at every click. What was written out once for thousands of places is only sent on.
"""

from __future__ import annotations

import hashlib
import json
from functools import cached_property
from typing import Any

from geo.mapping.inert import inert_json
from geo.mapping.payload import article_payload, list_payload, map_payload
from geo.model import Atlas


class VersionedJson:
    """JSON, and what tells it from any other."""

    def __init__(self, value: Any) -> None:
        self.json = json.dumps(value, separators=(",", ":"))
        self.version = hashlib.blake2b(self.json.encode(), digest_size=8).hexdigest()


class BrowserView:
    """What map, text panel and list are sent of an atlas."""

    def __init__(self, atlas: Atlas, *, narrowed: bool = False) -> None:
        self.atlas = atlas
        self._narrowed = narrowed

    @cached_property
    def map(self) -> str:
        """A JavaScript expression: the places with their quotes."""
        return inert_json(map_payload(self.atlas))

    @cached_property
    def article(self) -> VersionedJson:
        """The documents in full."""
        return VersionedJson(article_payload(self.atlas, narrowed=self._narrowed))

    @cached_property
    def places(self) -> VersionedJson:
        """The rows of the list."""
        return VersionedJson(list_payload(self.atlas))
