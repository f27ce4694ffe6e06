"""The article that the app opens with, read by a person: each mention in order, with its reading.

None stands where two careful readers could differ ("war against Ukraine", "Kharkiv Mayor").
"""

from __future__ import annotations

from difflib import SequenceMatcher
from pathlib import Path

import pytest

from geo.gazetteer import Gazetteer
from geo.model import Document, Mention, Reading
from geo.readers import split_sentences
from geo.recognition.span_classifier import SpanClassifier
from geo.recognition.tagger import Tagger
from geo.recognition.verified_tagger import VerifiedTagger

SEED = Path(__file__).parent.parent.parent / "seeds" / "000_ad8bc4a68c4da5d8.txt"
LIT, MET, DEM = Reading.LITERAL, Reading.METONYMIC, Reading.DEMONYM
MENTIONS: list[tuple[str, Reading | None]] = [
    ("Russia", MET), ("Ukraine", MET), ("Turkish", DEM),
    ("Russia", MET), ("Ukraine", None),
    ("Kyiv", MET), ("Moscow", MET), ("Ukraine", None),
    ("Ukrainian", DEM), ("Russian", DEM), ("Kyiv", MET), ("Moscow", MET), ("Ukraine", LIT),
    ("Ukrainian", DEM),
    ("Turkish", DEM), ("Russian", DEM), ("Ukrainian", DEM), ("Çırağan Palace", LIT), ("Bosphorus", LIT),
    ("Russian", DEM), ("Ukrainian", DEM),
    ("Ukraine", None), ("Lithuania", LIT),
    ("Ukrainian", DEM), ("Russia", LIT), ("Ukraine", MET),
    ("Ukrainian", DEM), ("Ukrainian", DEM), ("Russian", DEM), ("Moscow", MET),
    ("Russia", MET), ("Ukraine", None),
    ("Moscow", MET), ("Russia", MET), ("Ukraine", None),
    ("Russia", MET),
    ("Russia", None), ("Ukraine", None), ("Istanbul", LIT),
    ("Ukrainian", DEM), ("Russian", DEM), ("Russia", LIT), ("Ukraine", None), ("Moscow", MET),
    ("Ukraine", None),
    ("Russian", DEM), ("Ukrainian", DEM), ("Russian", DEM), ("Ukrainian", DEM), ("Crimea", LIT),
    ("Russia", None),
    ("Ukrainian", DEM), ("Russia", MET), ("Ukrainian", DEM),
    ("Ukrainian", DEM), ("Kharkiv", LIT), ("Kharkiv", None),
]  # fmt: skip


@pytest.fixture(scope="module")
def document() -> Document:
    text = SEED.read_text(encoding="utf-8")
    return Document(id="seed", text=text, body_start=text.index("The second round"))


@pytest.fixture(scope="module")
def found(document: Document, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    recogniser = VerifiedTagger(Tagger.load(), gazetteer, SpanClassifier.load())
    return recogniser.recognise(document, split_sentences(document)).mentions


def test_the_mentions_of_the_seed_are_found(document: Document, found: tuple[Mention, ...]) -> None:
    assert [document.text[m.start : m.end] for m in found] == [name for name, _ in MENTIONS]


def test_the_readings_of_the_seed(document: Document, found: tuple[Mention, ...]) -> None:
    toponyms = [document.text[m.start : m.end] for m in found]
    expected = [name for name, _ in MENTIONS]
    right = wrong = 0
    for block in SequenceMatcher(None, toponyms, expected, autojunk=False).get_matching_blocks():
        for i in range(block.size):
            reading = MENTIONS[block.b + i][1]
            right += found[block.a + i].reading is reading
            wrong += reading is not None and found[block.a + i].reading is not reading
    assert right >= 40
    assert wrong <= 1


@pytest.mark.parametrize(
    ("context", "toponym", "reading"),
    [
        ("Kyiv had demanded", "Kyiv", MET),
        ("Moscow pounded", "Moscow", MET),
        ("talks in Istanbul", "Istanbul", LIT),
        ("city of Kharkiv", "Kharkiv", LIT),
        ("peninsula of Crimea", "Crimea", LIT),
        ("speaking in Lithuania", "Lithuania", LIT),
        ("Turkish official", "Turkish", DEM),
    ],
)
def test_the_readings_that_tell_governments_from_ground(
    document: Document, found: tuple[Mention, ...], context: str, toponym: str, reading: Reading
) -> None:
    start = document.text.index(context) + context.index(toponym)
    assert [m.reading for m in found if m.start == start] == [reading]
