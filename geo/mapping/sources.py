"""The package's own files for the browser, as they lie in `geo/browser`."""

from __future__ import annotations

from importlib import resources

DATA = resources.files("geo") / "browser"


def read_source(name: str) -> str:
    """One of the files as text: `article.css`."""
    return (DATA / name).read_text(encoding="utf-8")
