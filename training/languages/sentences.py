"""Sentences of our own in many languages, a file each in `sentences/`, with names to be put in.

A line `@town Kraków/Krakowa/Krakowie` gives a town in the cases that the sentences below ask for;
`@country` likewise; `@given` and `@family` are names of persons. In a sentence `{t}` is a town of the
gazetteer in that language's script, `{c}` a country of CLDR's, `{t1}` a town of the table in its second
case, `{p}` a person, `{f}` a family name, `{d}` an adjective of a country or a people of the table
`@people`; with an exclamation mark the name stands for those who act. `[Wien|L]` is a name that stays: L, M
and D a place in its three readings, O an organisation, P a person, X another name.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from training.languages import names
from training.tagger.corpora import Article, Span
from training.tagger.labels import DEMONYM, LITERAL, METONYMIC

FOLDER = Path(__file__).parent / "sentences"
_SLOT = re.compile(r"\{([tcpfd])(\d?)(!?)\}|\[([^|\]]+)\|([LMDOPX])\]")
_LABELS = {"L": "PLACE", "M": "PLACE", "D": "GROUP", "O": "ORG", "P": "PER", "X": "OTHER"}
_READINGS = {"L": LITERAL, "M": METONYMIC, "D": DEMONYM}
UPPER, LOWER, NO_STOP = 0.04, 0.03, 0.2
"""Shares of the sentences set in capitals, in small letters, and without their full stop."""


class Language:
    """The sentences of one language."""

    def __init__(self, path: Path) -> None:
        self.code = path.stem
        self.lines: list[str] = []
        self._tables: dict[str, list[str]] = {
            "town": [],
            "country": [],
            "given": [],
            "family": [],
            "people": [],
        }
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("@"):
                kind, _, rest = line[1:].partition(" ")
                self._tables[kind] += rest.split("; ") if kind in ("town", "country") else rest.split()
            elif line.strip():
                self.lines.append(line.strip())

    def articles(self, rng: random.Random) -> Iterator[Article]:
        """Every sentence once, each with names drawn for it."""
        for number, line in enumerate(self.lines):
            yield self._filled(f"own-{self.code}-{number}", line, rng)

    def _name(self, kind: str, column: str, rng: random.Random) -> str:
        if kind == "d":
            return rng.choice(self._tables["people"])
        if kind in "pf":
            family = rng.choice(self._tables["family"]) if self._tables["family"] else "Okafor"
            if kind == "f" or not self._tables["given"]:
                return family
            return rng.choice(self._tables["given"]) + ("" if self.code in ("zh", "ko") else " ") + family
        table = self._tables["town" if kind == "t" else "country"]
        if column or (table and rng.random() < 0.4):
            forms = rng.choice(table).split("/")
            return forms[min(int(column or 0), len(forms) - 1)]
        if kind == "t":
            return names.town(self.code, rng)
        return rng.choice(names.countries(self.code))

    def _filled(self, id_: str, line: str, rng: random.Random) -> Article:
        text, entities, mentions, readings = "", [], [], []
        last = 0
        for slot in _SLOT.finditer(line):
            text += line[last : slot.start()]
            last = slot.end()
            kind, column, acts, fixed, tag = slot.groups()
            if kind:
                name = self._name(kind, column, rng)
                tag = "P" if kind in "pf" else "D" if kind == "d" else "M" if acts else "L"
            else:
                name = fixed
            # Chinese and Korean family names come first.
            if kind == "p" and self.code in ("zh", "ko"):
                name = self._name("f", "", rng) + rng.choice(self._tables["given"])
            span = Span(len(text), len(text) + len(name), _LABELS[tag])
            text += name
            entities.append(span)
            if tag in _READINGS:
                mentions.append(span)
                readings.append((span, frozenset({_READINGS[tag]})))
        text += line[last:]
        draw = rng.random()
        changed = text.upper() if draw < UPPER else text.lower() if draw < UPPER + LOWER else text
        if len(changed) == len(text):
            text = changed
        if rng.random() < NO_STOP:
            text = (
                text[:-1] if text[-1:] in ".。।" and (not entities or entities[-1].end < len(text)) else text
            )
        return Article(id_, text, ((0, len(text)),), tuple(entities), tuple(mentions), (), tuple(readings))


def load() -> list[Language]:
    """Every language that has a file."""
    return [Language(path) for path in sorted(FOLDER.glob("*.txt"))]
