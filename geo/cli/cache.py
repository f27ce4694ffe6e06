"""`dateline cache`."""

from __future__ import annotations

import click


@click.group()
def cache() -> None:
    """The answers of geocoding services that are kept."""


@cache.command()
def info() -> None:
    """Show how many answers are kept of each service."""
    from geo.geocoding import default_cache
    from geo.settings import load_settings

    store = default_cache(load_settings())
    kept = store.counts()
    if not kept:
        click.echo(f"No answers are kept in {store.path}.")
        return
    click.echo(f"{store.path} ({store.path.stat().st_size / 1e6:.1f} MB)")
    for answers in kept:
        counts = f"found {answers.found:,}, no such place {answers.nothing:,}, expired {answers.expired:,}"
        click.echo(f"{answers.service}: {counts}")


@cache.command()
def clear() -> None:
    """Forget every answer. The gazetteer stays."""
    from geo.geocoding import default_cache
    from geo.settings import load_settings

    store = default_cache(load_settings())
    answers = sum(kept.found + kept.nothing + kept.expired for kept in store.counts())
    store.clear()
    click.echo(f"Answers forgotten: {answers:,}")
