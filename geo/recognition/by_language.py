"""Which recogniser reads a text: the tagger for English, the one for every language, or the list of names.

Home of py3langid.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from geo.errors import ModelMissing
from geo.languages import language
from geo.model import Document, Recognition, Sentence
from geo.recognition.base import Recogniser
from geo.recognition.multilingual import MODEL as MULTILINGUAL
from geo.recognition.multilingual import MultilingualTagger
from geo.recognition.span_classifier import SpanClassifier
from geo.recognition.tagger import DEFAULT_MODEL, Tagger
from geo.recognition.verified_tagger import VerifiedTagger
from geo.recognition.weighed_tagger import BentNames, WeighedTagger

SAMPLE = 3_000
"""Characters from which the language is told."""
TOO_SHORT = 60
"""Letters below which a detector guesses."""
ENGLISH_ENOUGH = 0.2
"""Least probability of English. News of other countries is full of names that are not English, and the
detector is seldom in doubt about a text in another language."""
SURELY_ENGLISH = 0.7
"""The same for a short text without a word of English; it is read by the tagger for every language
otherwise."""
LIKELY_ENOUGH = 0.05
"""Least probability of a language that a text may be in."""
MOST_LANGUAGES = 3
"""Languages at most that a text may be in."""
FUNCTION_WORDS_ENOUGH = 0.15
"""Share of English function words among the words that makes a text English without asking the detector;
running English has 0.25 and more, other languages less than 0.05."""
FOREIGN_WORDS = 8
"""Words without one of English from which a sentence of an English text is looked at by itself."""
_FUNCTION_WORDS = language("en").word_list("function_words")
_ENGLISH = ("en", "pcm", "sco")
"""English, and the two languages that the detector takes it for: Nigerian Pidgin and Scots."""

_ASCII_LETTERS = re.compile(r"[A-Za-z]+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_WORD = re.compile(r"\w+")


def is_english(text: str) -> bool:
    """Return whether the tagger, which was trained on English, should read `text`."""
    letters, latin = _letters(text)
    if not letters or latin * 2 < letters:
        return False
    words = _WORD.findall(text.lower())
    functional = sum(word in _FUNCTION_WORDS for word in words)
    if letters < TOO_SHORT:
        # The other tagger reads capitals worse than English is told by them.
        enough = ENGLISH_ENOUGH if functional or text.isupper() else SURELY_ENGLISH
        return _probability_of_english(text) >= enough
    if functional >= FUNCTION_WORDS_ENOUGH * len(words):
        return True
    return _probability_of_english(text) >= ENGLISH_ENOUGH


def _letters(text: str) -> tuple[int, int]:
    """How many letters a text has, and how many of them are Latin."""
    ascii_letters = sum(map(len, _ASCII_LETTERS.findall(text)))
    other_letters = [c for c in _NOT_ASCII.findall(text) if c.isalpha()]
    latin = sum(unicodedata.name(c, "").startswith("LATIN") for c in other_letters)
    return ascii_letters + len(other_letters), ascii_letters + latin


@lru_cache(maxsize=1)
def _detector() -> Callable[[str], list[tuple[str, float]]]:
    from py3langid.langid import (  # type: ignore[import-untyped]  # no stubs
        MODEL_FILE,
        LanguageIdentifier,
    )

    rank: Callable[[str], list[tuple[str, float]]]
    rank = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True).rank
    return rank


@lru_cache(maxsize=512)
def language_of(text: str) -> str:
    """The language of a text as its two-letter code; empty where it has no letters to tell it by."""
    if is_english(text):
        return "en"
    if not any(map(str.isalpha, text)):
        return ""
    return _detector()(text)[0][0]


def _probability_of_english(text: str) -> float:
    told = text.lower() if text.isupper() else text  # the detector learned from running text
    return sum(share for language, share in _detector()(told) if language in _ENGLISH)


def likely_languages(text: str) -> tuple[str, ...]:
    """What `text` may be written in, the likeliest first."""
    ranked = _detector()(text)[:MOST_LANGUAGES]
    return tuple(code for code, share in ranked if share >= LIKELY_ENOUGH) or (ranked[0][0],)


class ByLanguage:
    """A recogniser that hands English to one recogniser and everything else to another."""

    def __init__(self, english: Recogniser, other: Recogniser) -> None:
        self._english = english
        self._other = other

    def recognise(self, document: Document, sentences: Sequence[Sentence]) -> Recognition:
        """Return what the recognisers for the document's languages find; see `geo.recognition.Recogniser`."""
        start = document.body_start
        sample = document.text[start : start + SAMPLE]
        if not is_english(sample):
            languages = likely_languages(sample)
            found = self._read(document, sentences, languages)
            return replace(found, languages=languages)
        found = self._english.recognise(document, sentences)
        foreign = list(_foreign(document, sentences))
        if not foreign:
            return replace(found, languages=("en",))
        told = dict.fromkeys(["en"])
        mentions = [m for m in found.mentions if not _inside(m.start, foreign)]
        names = [n for n in found.names if not _inside(n.start, foreign)]
        for first, last in foreign:
            part = replace(document, text=document.text[:last], body_start=first)
            among = [s for s in sentences if first <= s.start < last]
            likely = likely_languages(document.text[first:last])
            others = self._read(part, among, likely)
            mentions += others.mentions
            names += others.names
            told |= dict.fromkeys(likely)
        return Recognition(
            mentions=tuple(sorted(mentions, key=lambda m: m.start)),
            names=tuple(sorted(names, key=lambda n: n.start)),
            languages=tuple(told),
        )

    def _read(
        self, document: Document, sentences: Sequence[Sentence], languages: tuple[str, ...]
    ) -> Recognition:
        if isinstance(self._other, WeighedTagger):
            return self._other.recognise(document, sentences, languages)
        return self._other.recognise(document, sentences)


def _foreign(document: Document, sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Where runs of sentences that are not English begin and end in a text that is English on the whole."""
    within = [s for s in sentences if s.start >= document.body_start]
    for foreign, run in groupby(within, key=lambda s: _is_foreign(document.text[s.start : s.end])):
        if foreign:
            found = list(run)
            yield found[0].start, found[-1].end


def _is_foreign(sentence: str) -> bool:
    words = _WORD.findall(sentence.lower())
    if any(word in _FUNCTION_WORDS for word in words):
        return False
    letters, latin = _letters(sentence)
    if letters and latin * 2 < letters:
        return True
    return len(words) >= FOREIGN_WORDS and not is_english(sentence)


def _inside(position: int, stretches: Sequence[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in stretches)


def with_tagger(
    other: Recogniser,
    gazetteer: BentNames,
    model: Path = DEFAULT_MODEL,
    multilingual: Path = MULTILINGUAL,
    *,
    threads: int | None = None,
    closing: ExitStack | None = None,
) -> tuple[Recogniser, tuple[str, ...]]:
    """Return the taggers, held against `gazetteer`, and what to tell the reader.

    `other` reads everything where the file of English is missing or damaged, and all but English where only
    that of the other languages is; then the notice says so. `threads` are each tagger's; `closing` ends them.
    """
    closing = closing or ExitStack()
    try:
        tagger = Tagger.load(model, threads=threads)
        closing.callback(tagger.close)
        english = VerifiedTagger(tagger, gazetteer, SpanClassifier.load())
    except ModelMissing as error:
        return other, (f"{error} Places are found by a list of names instead, which is less exact.",)
    try:
        every = MultilingualTagger.load(multilingual, threads=threads)
        closing.callback(every.close)
        return ByLanguage(english, WeighedTagger(every, gazetteer)), ()
    except ModelMissing as error:
        notice = f"{error} Outside English places are found by a list of names, which is less exact."
        return ByLanguage(english, other), (notice,)
