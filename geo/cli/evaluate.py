"""`dateline evaluate`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:  # the command line starts without reading these
    from geo.evaluation.records import Answer, Gold, System

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("gold", nargs=-1, required=True, type=_FILE)
@click.option("--system", type=_FILE, help="Score these answers instead of Dateline's own.")
@click.option("--against", type=_FILE, help="Another system's answers, to set beside.")
@click.option(
    "--mistakes", default=20, show_default=True, help="Show at most this many of the worst mistakes."
)
@click.option(
    "--no-demonyms",
    is_flag=True,
    help="Count linked annotations alone and no demonyms, too, and name the best published figures.",
)
def evaluate(
    gold: tuple[Path, ...], system: Path | None, against: Path | None, mistakes: int, *, no_demonyms: bool
) -> None:
    """Score place names found and placed against the annotated articles in each GOLD file.

    GOLD has one article a line: {"id", "text", "mentions": [{"start", "end", "lat", "lon", "geonameid"}]};
    answers are what `dateline parse --format jsonl` writes. Shares are shown with their 95 % interval by
    bootstrap over articles. "ceiling" chooses the best candidate that the gazetteer has, "population"
    the largest, both for the annotated mentions; so does "mentions given", where Dateline chooses.
    """
    for number, path in enumerate(gold):
        if number:
            click.echo()
        click.echo(path.name)
        for line in _report(path, system, against, mistakes, no_demonyms=no_demonyms):
            click.echo(line)


def _report(
    path: Path, system_path: Path | None, against: Path | None, limit: int, *, no_demonyms: bool
) -> Iterator[str]:
    from geo.evaluation import baselines, protocol, table
    from geo.evaluation.mistakes import confusion, worst
    from geo.evaluation.records import read_gold, read_system
    from geo.evaluation.scoring import difference
    from geo.evaluation.scoring import evaluate as figures
    from geo.gazetteer import ensure
    from geo.settings import load_settings

    gold = read_gold(path)
    gazetteer = ensure(load_settings(), progress=sys.stderr.isatty())
    if system_path:
        systems: dict[str, System] = {system_path.name: read_system(system_path)}
    else:
        systems = dict(_own_answers(gold))
    judged = next(iter(systems.values()))
    differences = None
    if against:
        other = read_system(against)
        systems[against.name] = other
        differences = difference(gold, judged, other)
    systems["population"] = baselines.most_populous(gold, gazetteer)
    systems["ceiling"] = baselines.ceiling(gold, gazetteer)
    yield from table.figures_table({name: figures(gold, s) for name, s in systems.items()}, differences)
    if no_demonyms:
        kept = protocol.linked_names(gold, gazetteer)
        counted = {name: protocol.answers_to(kept, gold, s, gazetteer) for name, s in systems.items()}
        yield ""
        yield "Linked annotations alone, no demonyms:"
        yield from table.figures_table({name: figures(kept, s) for name, s in counted.items()})
        yield protocol.PUBLISHED
    yield ""
    yield from table.confusion_table(confusion(gold, judged, gazetteer.place))
    if limit > 0:
        yield ""
        yield from table.mistakes_list(worst(gold, judged, gazetteer.place, limit))


def _own_answers(gold: Gold) -> Iterator[tuple[str, System]]:
    """Dateline's answers: with its own recognition, and with the annotated mentions given."""
    from tqdm import tqdm

    from geo.evaluation.records import answers
    from geo.model import Document, Mention
    from geo.pipeline import default_geoparser
    from geo.settings import load_settings

    geoparser = default_geoparser(load_settings())
    found: dict[str, tuple[Answer, ...]] = {}
    given: dict[str, tuple[Answer, ...]] = {}
    for id, article in tqdm(gold.items(), desc="Reading", unit="article", disable=not sys.stderr.isatty()):
        document = Document(id=id, text=article.text)
        found[id] = answers(geoparser.parse(document))
        mentions = [Mention(start=m.start, end=m.end) for m in article.mentions]
        given[id] = answers(geoparser.parse(document, mentions))
    yield "dateline", found
    yield "mentions given", given
