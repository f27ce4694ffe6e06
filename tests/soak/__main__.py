"""The campaign of faults: whatever could go wrong is made to, and a table says what held.

make soak                                  # everything, about an hour and a half
python -m tests.soak --minutes 5           # the texts for five minutes at most
python -m tests.soak --only "killed"       # the trials whose names hold these words
"""

from __future__ import annotations

import argparse
import logging
import math
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from geo.gazetteer.build import index_path
from geo.pipeline import default_geoparser
from geo.settings import load_settings
from tests.soak.damage import damage_gazetteer, damage_stores
from tests.soak.disks import full_disks
from tests.soak.files import hostile_files
from tests.soak.fuzzing import fuzz_anything, fuzz_articles
from tests.soak.kills import kill_writers
from tests.soak.readers import leaks, many_readers
from tests.soak.servers import hostile_servers
from tests.soak.stores import STORES
from tests.soak.trial import Trial, table

ARTICLES = 100_000
MADE_UP = 5_000
KILLS = 125
"""Of each of four kinds of file."""
DAMAGES = 150
READERS = (20, 50)
LOADS = 200


def trials(folder: Path, arguments: argparse.Namespace) -> Iterator[tuple[str, Callable[[], Trial]]]:
    """Each trial with its name; none is begun before it is called."""
    settings = load_settings()
    seed: int = arguments.seed
    yield "hostile files", lambda: hostile_files(folder / "files")
    yield "hostile servers", lambda: hostile_servers(folder / "servers")
    for name, store in STORES.items():
        yield (
            f"killed: {name}",
            lambda name=name: kill_writers(  # type: ignore[misc]
                name, folder / f"kill {name}", count=KILLS, seed=seed
            ),
        )
        if name != "an index":  # the gazetteer's, below
            yield (
                f"damaged: {name}",
                lambda name=name, store=store: damage_stores(  # type: ignore[misc]
                    store, folder / f"damage {name}", count=DAMAGES, seed=seed
                ),
            )
    yield (
        "damaged: gazetteer",
        lambda: damage_gazetteer(index_path(settings), folder / "gazetteer", count=DAMAGES, seed=seed),
    )
    yield "full disks", lambda: full_disks(folder / "disks")
    for count in READERS:
        yield f"readers: {count}", lambda count=count: many_readers(count)  # type: ignore[misc]
    yield "loads", lambda: leaks(LOADS)
    yield "texts: made up", lambda: fuzz_anything(default_geoparser(settings), count=MADE_UP)
    yield (
        "texts: mutated",
        lambda: fuzz_articles(
            default_geoparser(settings),
            settings.seeds_dir,
            count=arguments.articles,
            start=seed * ARTICLES,
            minutes=arguments.minutes,
        ),
    )


def main() -> int:
    """Run the campaign; the status is 1 where something did not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=math.inf, help="time for mutated articles")
    parser.add_argument("--articles", type=int, default=ARTICLES, help="how many of them at most")
    parser.add_argument("--only", default="", help="words in the names of the trials to run")
    parser.add_argument("--seed", type=int, default=0, help="another makes other texts, kills and damages")
    arguments = parser.parse_args()
    logging.disable()  # what is damaged is damaged on purpose
    done: list[Trial] = []
    with tempfile.TemporaryDirectory() as folder:
        for name, run in trials(Path(folder), arguments):
            if arguments.only in name:
                print(f"{name} …", file=sys.stderr, flush=True)
                done.append(run())
    print(table(done))
    return int(any(trial.failures for trial in done))


if __name__ == "__main__":
    sys.exit(main())
