"""Variants of the corpora's texts: names swapped for others of the language's script, other capitals."""

from __future__ import annotations

import random
from dataclasses import replace

from training.languages import names
from training.tagger.corpora import Article, Span
from training.tagger.labels import LITERAL

SWAP = {
    "germeval": 0.3,
    "europeana": 0.3,
    "stockmark": 0.35,
    "idrisi": 0.4,
    "factrueval": 0.12,
    "turkishwiki": 0.3,
}
"""Share of the places that are given another name, by corpus."""
ELSEWHERE = 0.05
"""Share of the new names that are of another script."""
_LANGUAGE = {"stockmark": "ja", "idrisi": "ar", "factrueval": "ru", "turkishwiki": "tr"}
UPPER, LOWER, TITLE = 0.03, 0.02, 0.02
"""Shares of the sentences set in capitals, in small letters, as a headline."""


def varied(article: Article, rng: random.Random) -> Article:
    """A variant of `article`, other at each call."""
    return _cased(_swapped(article, rng), rng)


def _swapped(article: Article, rng: random.Random) -> Article:
    language = _LANGUAGE.get(article.corpus, "en")
    share = SWAP.get(article.corpus, 0.0)
    allowed = {s for s, r in article.readings if LITERAL in r}
    edits: list[tuple[Span, str]] = []
    others = [*(article.entities or ()), *article.unknown]
    for m in article.mentions or ():
        if rng.random() > share or m not in allowed:
            continue
        if any(o != m and o.start < m.end and m.start < o.end for o in others):
            continue
        around = article.text[max(0, m.start - 1) : m.start] + article.text[m.end : m.end + 1]
        if language not in ("ja", "zh") and any(c.isalnum() or c in "_#-" for c in around):
            continue
        if rng.random() < ELSEWHERE:
            name = names.any_name(tuple(names.SCRIPTS), rng)
        elif rng.random() < 0.2 and language != "en":
            name = rng.choice(names.countries(language))
        else:
            name = names.town(language, rng)
        edits.append((m, name))
    return _edited(article, edits)


def _edited(article: Article, edits: list[tuple[Span, str]]) -> Article:
    if not edits:
        return article
    text, last = "", 0
    cuts: list[tuple[int, int]] = []
    for span, name in edits:
        text += article.text[last : span.start] + name
        last = span.end
        cuts.append((span.end, len(name) - (span.end - span.start)))
    text += article.text[last:]

    def at(position: int, *, end: bool) -> int:
        return position + sum(by for old, by in cuts if old < position or (old == position and end))

    def moved(span: Span) -> Span:
        return Span(at(span.start, end=span.start in _ends), at(span.end, end=True), span.label)

    _ends = {old for old, _ in cuts}
    return replace(
        article,
        text=text,
        sentences=tuple((at(a, end=True) if a else 0, at(b, end=True)) for a, b in article.sentences),
        entities=None if article.entities is None else tuple(map(moved, article.entities)),
        mentions=None if article.mentions is None else tuple(map(moved, article.mentions)),
        unknown=tuple(map(moved, article.unknown)),
        readings=tuple((moved(s), r) for s, r in article.readings),
    )


def _cased(article: Article, rng: random.Random) -> Article:
    draw = rng.random()
    text = article.text
    if draw < UPPER:
        text = text.upper()
    elif draw < UPPER + LOWER:
        text = text.lower()
    elif draw < UPPER + LOWER + TITLE:
        text = " ".join(word[:1].upper() + word[1:] for word in text.split(" "))
    return replace(article, text=text) if len(text) == len(article.text) else article
