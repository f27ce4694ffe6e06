"""`dateline cache`."""

from __future__ import annotations

import click


@click.group()
def cache() -> None:
    """The answers of geocoding services that are kept."""
