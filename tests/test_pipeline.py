"""The stages run in their order, each on what the one before it gave."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from geo.gazetteer import Gazetteer
from geo.model import (
    Document,
    EntityClass,
    Kind,
    Mention,
    Name,
    Place,
    Recognition,
    Resolution,
    Sentence,
)
from geo.pipeline import Geoparser, default_geoparser
from geo.reading import read_file, read_text
from geo.settings import load_settings

KYIV = Place(id="geonames:703448", name="Kyiv", kind=Kind.SETTLEMENT, lat=50.45, lon=30.52)
DOCUMENT = Document(id="a", text="Ann went to Kyiv. She liked it.")
IN_KYIV = Mention(start=12, end=16)
ANN = Name(start=0, end=3, entity_class=EntityClass.PERSON)


class FindsKyiv:
    def __init__(self) -> None:
        self.saw: list[Sequence[Sentence]] = []

    def recognise(self, document: Document, sentences: Sequence[Sentence]) -> Recognition:
        self.saw.append(sentences)
        return Recognition(mentions=(IN_KYIV,), names=(ANN,))


class AllAreKyiv:
    def __init__(self) -> None:
        self.saw: list[Recognition] = []

    def resolve(
        self, document: Document, sentences: Sequence[Sentence], recognition: Recognition
    ) -> tuple[Resolution, ...]:
        self.saw.append(recognition)
        return tuple(Resolution(mention=m, place=KYIV, score=0.5) for m in recognition.mentions)


class SaysItIsDown:
    def complete(
        self, document: Document, resolutions: Sequence[Resolution]
    ) -> tuple[tuple[Resolution, ...], tuple[str, ...]]:
        return tuple(resolutions), ("The service is down.",)


def test_each_stage_gets_what_the_one_before_it_gave() -> None:
    recogniser, resolver = FindsKyiv(), AllAreKyiv()
    parsed = Geoparser(recogniser, resolver).parse(DOCUMENT)
    assert parsed.sentences == (Sentence(start=0, end=17), Sentence(start=18, end=31))
    assert recogniser.saw == [parsed.sentences]
    assert resolver.saw == [Recognition(mentions=(IN_KYIV,), names=(ANN,))]
    assert [(r.mention, r.place) for r in parsed.resolutions] == [(IN_KYIV, KYIV)]
    assert parsed.notices == ()


def test_given_mentions_are_resolved_and_nothing_is_recognised() -> None:
    recogniser, resolver = FindsKyiv(), AllAreKyiv()
    mention = Mention(start=0, end=3)
    parsed = Geoparser(recogniser, resolver).parse(DOCUMENT, [mention])
    assert recogniser.saw == []
    assert resolver.saw == [Recognition(mentions=(mention,))]
    assert [r.mention for r in parsed.resolutions] == [mention]


def test_no_mentions_given_means_none_and_not_recognise_them() -> None:
    recogniser = FindsKyiv()
    assert Geoparser(recogniser, AllAreKyiv()).parse(DOCUMENT, ()).resolutions == ()
    assert recogniser.saw == []


def test_what_a_geoparser_has_to_do_without_is_told_with_every_document() -> None:
    parser = Geoparser(FindsKyiv(), AllAreKyiv(), enquiry=SaysItIsDown(), notices=["No model."])
    assert parser.parse(DOCUMENT).notices == ("No model.", "The service is down.")


def test_the_default_geoparser_places_what_a_text_names(gazetteer: Gazetteer) -> None:
    document = read_text("The talks in Istanbul ended. Fighting in Ukraine went on.")
    parsed = default_geoparser(load_settings()).parse(document)
    placed = {document.text[r.mention.start : r.mention.end]: r.place for r in parsed.resolutions}
    assert placed["Ukraine"] is not None
    assert placed["Ukraine"].country == "UA"
    assert placed["Istanbul"] is not None
    assert placed["Istanbul"].country == "TR"


def test_the_seed_article_has_just_the_places_that_it_names(gazetteer: Gazetteer, seed_path: Path) -> None:
    document = read_file(seed_path)
    parsed = default_geoparser(load_settings()).parse(document)
    assert all(resolution.place for resolution in parsed.resolutions)
    places = {(r.place.name, r.place.kind, r.place.country) for r in parsed.resolutions if r.place}
    assert places == {
        ("Russia", Kind.COUNTRY, "RU"),
        ("Ukraine", Kind.COUNTRY, "UA"),
        ("Turkey", Kind.COUNTRY, "TR"),
        ("Lithuania", Kind.COUNTRY, "LT"),
        ("Crimea", Kind.REGION, "UA"),
        ("Istanbul", Kind.SETTLEMENT, "TR"),
        ("Kharkiv", Kind.SETTLEMENT, "UA"),
        ("Kyiv", Kind.SETTLEMENT, "UA"),
        ("Moscow", Kind.SETTLEMENT, "RU"),
        ("Çırağan Palace", Kind.FACILITY, "TR"),
        ("Bosphorus", Kind.WATER, "TR"),
    }


def test_importing_the_package_loads_no_edge_library() -> None:
    code = (
        "import sys, geo.pipeline, geo.reading, geo.atlas, geo.export, geo.cli\n"
        "edges = {'sqlite3', 'geopy', 'folium', 'streamlit', 'onnxruntime', 'sentencex'}\n"
        "print(*sorted(edges & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
