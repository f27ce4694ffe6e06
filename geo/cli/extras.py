"""Parts of the program that need more than the core."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from geo.errors import MissingExtra


@contextmanager
def extra(name: str, what: str) -> Iterator[None]:
    """Say which extra brings a library that is not installed, where `what` is imported."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise MissingExtra(
            f"{what} needs {error.name}, which is not installed: pip install 'dateline[{name}]'."
        ) from error
