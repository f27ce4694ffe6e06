"""`dateline gazetteer`."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.group()
def gazetteer() -> None:
    """The embedded list of places that names are looked up in."""


@gazetteer.command()
@click.option(
    "--geonames",
    metavar="ZIP",
    type=click.Path(path_type=Path),
    help="GeoNames' file of places, as geonames.org publishes it: allCountries.zip, UA.zip.",
)
@click.option(
    "--alternate-names",
    metavar="ZIP",
    type=click.Path(path_type=Path),
    help="Its file alternateNamesV2.zip, which says what each name is.",
)
@click.option("--countries", metavar="CODES", default="", help="Take only these countries of it: UA,RU,TR.")
def build(geonames: Path | None, alternate_names: Path | None, countries: str) -> None:
    """Build the gazetteer anew, whatever is there.

    Without options it is made of the packages that are installed. --geonames takes the 12 million places of
    GeoNames instead, or those of a few countries. The old index serves until the new one is whole.
    """
    from geo import gazetteer
    from geo.gazetteer.build import index_path
    from geo.settings import load_settings

    found = gazetteer.build(
        index_path(load_settings()),
        progress=sys.stderr.isatty(),
        geonames=geonames,
        alternate_names=alternate_names,
        countries=[code.strip() for code in countries.split(",") if code.strip()],
    ).info()
    click.echo(f"{found.places:,} places with {found.names:,} names in {found.path}")


@gazetteer.command()
def info() -> None:
    """Show what the gazetteer holds and what it was made of."""
    from geo.gazetteer import Gazetteer
    from geo.gazetteer.build import index_path
    from geo.settings import load_settings

    found = Gazetteer.open(index_path(load_settings())).info()
    rows = [
        ("file", str(found.path)),
        ("size", f"{found.size / 1e6:.1f} MB"),
        ("built", f"{found.built:%Y-%m-%d %H:%M}"),
        ("places", f"{found.places:,}"),
        ("names", f"{found.names:,}"),
        *((f"  {kind}", f"{count:,}") for kind, count in found.by_kind.items()),
        *((f"from {source}", f"{count:,}") for source, count in found.by_source.items()),
        *found.sources.items(),
    ]
    width = max(len(label) for label, _ in rows)
    for label, value in rows:
        click.echo(f"{label:{width}}  {value}")


@gazetteer.command()
@click.argument("name")
@click.option("-n", "--limit", default=20, show_default=True, help="Show at most this many places.")
def lookup(name: str, limit: int) -> None:
    """Show the places called NAME, the most important first. The exit status is 1 where there is none.

    What follows a comma contains the place: "Springfield, Illinois".
    """
    from geo.gazetteer import ensure
    from geo.geocoding import GazetteerGeocoder
    from geo.mapping.wording import describe
    from geo.settings import load_settings

    found = GazetteerGeocoder(ensure(load_settings(), progress=sys.stderr.isatty())).lookup(name)
    if not found:
        raise click.ClickException(f"The gazetteer knows no place called {name!r}.")
    for named in found[:limit]:
        place = named.place
        facts = [
            describe(place),
            place.region,
            f"population {place.population:,}" if place.population else None,
        ]
        known_as = "" if place.name == name.partition(",")[0].strip() else f" ({named.name_kind} name)"
        point = f"{place.lat:.4f} {place.lon:.4f}"
        click.echo(f"{place.name}{known_as}: {', '.join(f for f in facts if f)}; {point}; {place.id}")
    if len(found) > limit:
        click.echo(f"and {len(found) - limit} more")
