"""Which recogniser reads a text: the tagger where it is English, another where it is not.

Home of py3langid.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import lru_cache
from pathlib import Path

from geo.errors import ModelMissing
from geo.languages import language
from geo.model import Document, Recognition, Sentence
from geo.recognition.base import Recogniser
from geo.recognition.lexicon import NameIndex
from geo.recognition.span_classifier import SpanClassifier
from geo.recognition.tagger import DEFAULT_MODEL, Tagger
from geo.recognition.verified_tagger import VerifiedTagger

SAMPLE = 3_000
"""Characters from which the language is told."""
TOO_SHORT = 60
"""Letters below which a detector guesses; a text in Latin letters is then taken for English."""
ENGLISH_ENOUGH = 0.2
"""Least probability of English. News of other countries is full of names that are not English, and the
detector is seldom in doubt about a text in another language."""
FUNCTION_WORDS_ENOUGH = 0.15
"""Share of `_FUNCTION_WORDS` among the words that makes a text English without asking the detector; running
English has 0.25 and more, other languages less than 0.05."""
_FUNCTION_WORDS = language("en").word_list("function_words")
_ENGLISH = ("en", "pcm", "sco")
"""English, and the two languages that the detector takes it for: Nigerian Pidgin and Scots."""

_ASCII_LETTERS = re.compile(r"[A-Za-z]+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def is_english(text: str) -> bool:
    """Return whether the tagger, which was trained on English, should read `text`."""
    ascii_letters = sum(map(len, _ASCII_LETTERS.findall(text)))
    other_letters = [c for c in _NOT_ASCII.findall(text) if c.isalpha()]
    letters = ascii_letters + len(other_letters)
    if not letters:
        return False
    latin = ascii_letters + sum(unicodedata.name(c, "").startswith("LATIN") for c in other_letters)
    if latin * 2 < letters:
        return False
    if letters < TOO_SHORT:
        return True
    words = re.findall(r"\w+", text.lower())
    if sum(word in _FUNCTION_WORDS for word in words) >= FUNCTION_WORDS_ENOUGH * len(words):
        return True
    return _probability_of_english(text) >= ENGLISH_ENOUGH


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
    return sum(share for language, share in _detector()(text) if language in _ENGLISH)


class ByLanguage:
    """A recogniser that hands English to one recogniser and everything else to another."""

    def __init__(self, english: Recogniser, other: Recogniser) -> None:
        self._english = english
        self._other = other

    def recognise(self, document: Document, sentences: Sequence[Sentence]) -> Recognition:
        """Return what the recogniser for the document's language finds; see `geo.recognition.Recogniser`."""
        start = document.body_start
        sample = document.text[start : start + SAMPLE]
        recogniser = self._english if is_english(sample) else self._other
        return recogniser.recognise(document, sentences)


def with_tagger(
    other: Recogniser,
    gazetteer: NameIndex,
    model: Path = DEFAULT_MODEL,
    *,
    threads: int | None = None,
    closing: ExitStack | None = None,
) -> tuple[Recogniser, tuple[str, ...]]:
    """The tagger, revised by `gazetteer`, for English, `other` for the rest, and what to tell the reader.

    Where a model file is missing or damaged `other` reads everything, and the notice says so. `threads` are
    the tagger's, which `closing` ends.
    """
    try:
        tagger = Tagger.load(model, threads=threads)
        if closing is not None:
            closing.callback(tagger.close)
        return ByLanguage(VerifiedTagger(tagger, gazetteer, SpanClassifier.load()), other), ()
    except ModelMissing as error:
        return other, (f"{error} Places are found by a list of names instead, which is less exact.",)
