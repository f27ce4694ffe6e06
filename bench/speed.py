"""Words a second from text to places, one process, with a lexicon peer in the same run.

Dateline is timed twice: many documents side by side, as `dateline parse` reads a folder, and one at a time.

The peer, flashgeotext, finds the names of 24,000 cities and the countries and places none in context:
it does less, and is the fastest of its kind. The text is the articles of `seeds/`, repeated.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.tables import print_table
from geo.gazetteer import ensure
from geo.model import Document
from geo.pipeline import Geoparser, Stages, default_geoparser
from geo.readers import DocumentLine, Item, read_file
from geo.recognition import LexiconRecogniser
from geo.resolution import Resolver
from geo.settings import load_settings

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
BASE = "Dateline"
COPIES = 10
RUNS = 5


def main() -> None:
    """Prints the table."""
    from flashgeotext.geotext import GeoText

    articles = [read_file(path) for path in sorted(SEEDS.glob("*.txt"))]
    documents = [
        Document(id=f"{article.id}-{copy}", text=article.text, body_start=article.body_start)
        for copy in range(COPIES)
        for article in articles
    ]
    items = [Item(name=d.id, size=0, read=partial(DocumentLine, document=d)) for d in documents]
    words = sum(len(document.text.split()) for document in documents)
    settings = load_settings()
    gazetteer = ensure(settings)
    peer, dateline = GeoText(), default_geoparser(settings)
    lexicon = Geoparser(stages=Stages(recogniser=LexiconRecogniser(gazetteer), resolver=Resolver(gazetteer)))
    systems: dict[str, Callable[[], object]] = {
        BASE: lambda: list(dateline.parse_all(items)),
        "Dateline, one document at a time": lambda: [dateline.parse(d) for d in documents],
        "Dateline, lexicon recogniser": lambda: list(lexicon.parse_all(items)),
        "flashgeotext (finds, does not choose)": lambda: [peer.extract(d.text) for d in documents],
    }
    seconds: dict[str, list[float]] = {name: [] for name in systems}
    for run in range(
        RUNS + 1
    ):  # in turn, so that a change of the machine's speed meets all of them; the first warms up
        for name, read in systems.items():
            start = time.perf_counter()
            read()
            if run:
                seconds[name].append(time.perf_counter() - start)
    base = statistics.median(seconds[BASE])
    rows = [
        (name, f"{words / statistics.median(times):,.0f}", f"{base / statistics.median(times):.2f}")
        for name, times in seconds.items()
    ]
    print_table(
        f"Text to places, {words:,} words in {len(documents)} documents, median of {RUNS} runs",
        ("system", "words a second", "ratio to Dateline"),
        rows,
    )


if __name__ == "__main__":
    main()
