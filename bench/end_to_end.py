"""From a text alone to its places: `python -m bench.end_to_end CORPORA`.

Map F1 counts what is found within 161 km of where an annotated mention lies. The focus is right where the
country that Dateline puts first is one that the annotators named most often. The shipped models have learnt
from these articles: the figures are what to expect at best.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.tables import print_table
from geo.evaluation import answers, evaluate, read_gold
from geo.evaluation.records import Article
from geo.focus import focus
from geo.gazetteer import Gazetteer, ensure
from geo.model import Document, ParsedDocument
from geo.pipeline import Geoparser, default_geoparser
from geo.settings import load_settings

CORPORA = {"lgl": 0.80, "trnews": 0.85, "gwn": 0.80}
"""The corpora and the map F1 that is aimed at."""
FOCUS_GOAL = 0.95


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpora", type=Path, help="folder of lgl.jsonl, trnews.jsonl and gwn.jsonl")
    folder = parser.parse_args().corpora
    settings = load_settings()
    gazetteer = ensure(settings)
    geoparser = default_geoparser(settings)
    rows = []
    for corpus, goal in CORPORA.items():
        gold = read_gold(folder / f"{corpus}.jsonl")
        parsed = _parsed(gold, geoparser)
        figures = evaluate(gold, {id: answers(one) for id, one in parsed.items()})
        low, high = figures.intervals["map_f1"]
        right = [
            bool(found := focus([parsed[id]]).countries) and found[0].id in countries
            for id, article in gold.items()
            if (countries := most_named(article, gazetteer))
        ]
        rows.append(
            (
                corpus,
                f"{figures.map_f1:.3f} [{low:.3f}, {high:.3f}]",
                f"{goal:.2f}",
                f"{sum(right) / len(right):.3f}",
                f"{FOCUS_GOAL:.2f}",
                len(right),
            )
        )
    print_table(
        "Text to places, by models that learnt from these articles",
        ("corpus", "map F1", "goal", "focus country right", "goal", "articles with a country"),
        rows,
    )


def most_named(article: Article, gazetteer: Gazetteer) -> frozenset[str]:
    """The countries that most annotated mentions lie in, by GeoNames' ids: one, or several alike."""
    ids = [m.geonameid for m in article.mentions if m.geonameid is not None]
    places = [gazetteer.place(f"geonames:{id}") for id in ids]
    named = Counter(place.country for place in places if place and place.country)
    most = max(named.values(), default=0)
    return frozenset(country for country, count in named.items() if count == most)


def _parsed(gold: Mapping[str, Article], geoparser: Geoparser) -> dict[str, ParsedDocument]:
    documents: Sequence[Document] = [Document(id=id, text=a.text) for id, a in gold.items()]
    return {document.id: geoparser.parse(document) for document in documents}


if __name__ == "__main__":
    main()
