"""Makes `geo/gazetteer/data/territories.tsv.gz`: what each language calls each country.

    pip install babel && python -m sources.territory_names

The names are those of the Unicode Common Locale Data Repository, as the package Babel holds them.
"""

from __future__ import annotations

import gzip
from pathlib import Path

from babel import Locale

from sources.country_names import LANGUAGES, SHORTEST

TARGET = Path(__file__).resolve().parent.parent / "geo" / "gazetteer" / "data" / "territories.tsv.gz"


def main() -> None:
    """Write the file: a line for each language and country."""
    lines = ["language\tcode\tname"]
    for language in LANGUAGES.split():
        if "_" in language:
            continue
        for code, name in sorted(Locale.parse(language).territories.items()):
            if len(code) == SHORTEST and code.isalpha() and (len(name) > SHORTEST or not name.isascii()):
                lines.append(f"{language}\t{code}\t{name}")
    with gzip.GzipFile(TARGET, "wb", mtime=0) as file:
        file.write(("\n".join(lines) + "\n").encode())


if __name__ == "__main__":
    main()
