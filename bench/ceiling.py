"""The gazetteer's ceiling: the share of gold mentions that some candidate of it could place rightly.

    python -m bench.ceiling GOLD.jsonl… [--missing N]

A mention counts as reachable when a place that the gazetteer knows by its text (without a leading "the";
where it knows none, by the longest name inside) has the gold GeoNames id or lies within 161 km of the gold
point. `--missing N` lists the N most frequent names that are not reachable, to see which classes of names
are wanting.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from geopy.distance import great_circle

from geo.gazetteer import Gazetteer, ensure
from geo.model import Place
from geo.settings import load_settings

MILES_100_IN_KM = 161.0


def is_right(place: Place, gold: dict) -> bool:
    """The scorer's rule: the same GeoNames id, or no more than 161 km away."""
    if gold["geonameid"] is not None and place.geonameid == gold["geonameid"]:
        return True
    return great_circle((place.lat, place.lon), (gold["lat"], gold["lon"])).km <= MILES_100_IN_KM


def places(gazetteer: Gazetteer, text: str) -> list[Place]:
    """Every candidate for a mention of this text: by the whole name, else by what it contains."""
    found = list(gazetteer.lookup(text))
    if text.lower().startswith("the "):
        found += gazetteer.lookup(text[4:])
    found = found or list(gazetteer.lookup_within(text))
    return [named.place for named in found]


def ceiling(gazetteer: Gazetteer, gold: Iterable[dict]) -> tuple[int, int, int, Counter]:
    """Return how many mentions have coordinates, how many are reachable, how many of those by the first
    candidate, and which names are not."""
    total = reachable = first = 0
    missing: Counter = Counter()
    for document in gold:
        for mention in document["mentions"]:
            if mention["lat"] is None:
                continue
            total += 1
            candidates = places(gazetteer, mention["text"])
            right = [place for place in candidates if is_right(place, mention)]
            reachable += bool(right)
            first += bool(candidates) and is_right(candidates[0], mention)
            if not right:
                point = f"{mention['lat']:.2f},{mention['lon']:.2f}"
                missing[mention["text"], point, mention["geonameid"], len(candidates)] += 1
    return total, reachable, first, missing


def main() -> None:
    """Prints a table, a corpus a line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--missing", type=int, default=0, metavar="N")
    arguments = parser.parse_args()
    gazetteer = ensure(load_settings())
    print(f"{'corpus':<12} {'mentions':>8} {'ceiling':>8} {'first':>8}")
    for path in arguments.gold:
        with path.open(encoding="utf-8") as lines:
            total, reachable, first, missing = ceiling(gazetteer, map(json.loads, lines))
        print(f"{path.stem:<12} {total:>8} {reachable / total:>8.3f} {first / total:>8.3f}")
        for (text, point, number, candidates), count in missing.most_common(arguments.missing):
            print(f"    {count:>4}  {text}  {point}  geonames:{number}  {candidates} candidates")


if __name__ == "__main__":
    main()
