"""The corpora of many languages, as texts with labelled spans."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from geo.gazetteer.forms import country_of_people
from training.tagger.corpora import Article, Span
from training.tagger.labels import DEMONYM, LITERAL, METONYMIC

CORPORA = ("germeval", "europeana", "factrueval", "stockmark", "turkishwiki", "idrisi-ar")
_CLASS = {"place": "PLACE", "group": "GROUP", "organisation": "ORG", "person": "PER", "other": "OTHER"}
_TRIM = " \t\n.,;:!?\"'„“”‚‘’«»()[]-–—*"
_SUFFIX = re.compile(r"['’][a-zçğıöşü]+$")
_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"[^\n]+")
_WITHOUT_PEOPLES = ("factrueval", "idrisi-ar")
"""Corpora that have no adjectives of countries among their names."""
_STEM = 5
"""Letters by which a word is known as a place's name in another form."""
_ADJECTIVE = re.compile(r"(?:e|en|er|es|em)?$")


def load(folder: Path, name: str) -> list[Article]:
    """One corpus."""
    with (folder / f"{name}.jsonl").open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    places = {
        record["text"][s["start"] : s["end"]][:_STEM].casefold()
        for record in records
        for s in record["spans"]
        if s["class"] == "place"
    }
    articles = [_article(record, name, places) for record in records]
    if name not in _WITHOUT_PEOPLES:
        return articles
    return [
        _silent(article, lambda word, code=record["lang"]: _is_of_people(word, code))
        for article, record in zip(articles, records, strict=True)
    ]


def german_adjectives(germeval: list[Article]) -> frozenset[str]:
    """Stems of the adjectives that GermEval says come from places: "deutsch", "berlin"."""
    return frozenset(
        _ADJECTIVE.sub("", article.text[span.start : span.end].casefold())
        for article in germeval
        for span, readings in article.readings
        if readings == {DEMONYM}
    )


def without(articles: list[Article], stems: frozenset[str]) -> list[Article]:
    """`articles` that say nothing of the adjectives with these stems: their annotators passed them over."""
    return [_silent(a, lambda word: _ADJECTIVE.sub("", word.casefold()) in stems) for a in articles]


def _silent(article: Article, about: Callable[[str], bool]) -> Article:
    """`article` that says nothing of the words `about` which its annotators had nothing to say."""
    named = [(span.start, span.end) for span in article.entities or ()]
    words = (m for m in _WORD.finditer(article.text) if about(m[0]))
    spans = [Span(*m.span()) for m in words if not any(a <= m.start() < b for a, b in named)]
    return replace(article, unknown=(*article.unknown, *spans))


@cache
def _is_of_people(word: str, code: str) -> bool:
    return len(word) > _STEM - 1 and country_of_people(word, code) is not None


def _trimmed(text: str, start: int, end: int, corpus: str) -> tuple[int, int]:
    if corpus == "turkishwiki" and (suffix := _SUFFIX.search(text[start:end])):
        end = start + suffix.start()
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    return start, end


def _article(record: dict[str, Any], corpus: str, places: set[str]) -> Article:
    text = record["text"]
    spans = []
    for s in record["spans"]:
        start, end = _trimmed(text, s["start"], s["end"], corpus)
        if end > start:
            reading = s.get("reading")
            label = "GROUP" if reading == "demonym" else _CLASS[s["class"]]
            spans.append((Span(start, end, label), reading))
    place_spans = [s for s, _ in spans if s.label == "PLACE"]
    kept = []
    for span, reading in sorted(set(spans), key=lambda pair: (pair[0].start, -pair[0].end)):
        lists_places = span.label == "PLACE" and any(
            span.start <= p.start and p.end <= span.end and p.end - p.start < span.end - span.start
            for p in place_spans
        )
        if not lists_places or re.search("[:,]", text[span.start : span.end]) is None:
            kept.append((span, reading))
    entities = list(_apart([s for s, _ in kept]))
    mentions = list(_apart([s for s, r in kept if s.label == "PLACE" or r == "demonym"]))
    chosen = set(mentions)
    readings: list[tuple[Span, frozenset[int]]] = []
    unknown: list[Span] = []
    for span, reading in kept:
        if span in chosen:
            readings.append((span, _readings(reading, corpus)))
        elif span.label == "GROUP":
            unknown.append(span)
            readings.append((span, frozenset({DEMONYM})))
        elif span.label in ("ORG", "OTHER"):
            unknown += _perhaps_places(text, span, places)
    if corpus == "turkishwiki":
        # Its class of other names holds many common nouns.
        unknown += [s for s in entities if s.label == "OTHER"]
        entities = [s for s in entities if s.label != "OTHER"]
    sentences = tuple(m.span() for m in _SENTENCE.finditer(text))
    return Article(
        record["id"], text, sentences, tuple(entities), tuple(mentions), tuple(unknown), tuple(readings)
    )


def _readings(reading: str | None, corpus: str) -> frozenset[int]:
    if reading == "demonym":
        return frozenset({DEMONYM})
    if corpus == "factrueval":
        return frozenset({METONYMIC if reading == "metonymic" else LITERAL})
    return frozenset({LITERAL, METONYMIC})


def _apart(spans: list[Span]) -> Iterator[Span]:
    """Spans that do not overlap: of those that do the first, which is the longest."""
    end = 0
    for span in spans:
        if span.start >= end:
            yield span
            end = span.end


def _perhaps_places(text: str, span: Span, places: set[str]) -> Iterator[Span]:
    """Parts of an organisation's name of which nobody said whether they name a place."""
    words = list(_WORD.finditer(text, span.start, span.end))
    if len(words) == 1 and words[0][0].isascii():
        yield span
        return
    for word in words:
        if word[0][:_STEM].casefold() in places:
            yield Span(*word.span())
        for start in range(word.start(), word.end()):
            for size in (4, 3, 2):
                if (
                    not text[start].isascii()
                    and text[start : start + size] in places
                    and ord(text[start]) > 0x3000
                ):
                    yield Span(start, min(start + size, span.end))
                    break
