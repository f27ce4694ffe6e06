"""Writing to a string."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from geo.export import writer
from geo.model import ParsedDocument

Written = Callable[..., str]


@pytest.fixture
def written() -> Written:
    """What a format's writer makes of documents."""

    def write(format: str, *documents: ParsedDocument) -> str:
        out = io.BytesIO()
        writer(format)(iter(documents), out)
        return out.getvalue().decode("utf-8")

    return write
