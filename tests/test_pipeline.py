"""The stages run in their order, each on what the one before it gave."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from geo.errors import CorrectionsUnreadable, DatelineError
from geo.gazetteer import Gazetteer
from geo.model import (
    Document,
    EntityClass,
    Kind,
    Mention,
    Name,
    ParsedDocument,
    Place,
    Recognition,
    Resolution,
    Sentence,
)
from geo.pipeline import Geoparser, Stages, default_geoparser
from geo.readers import DocumentLine, Item, read_file, read_text, refused
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


def kyiv_parser(**stages: Any) -> Geoparser:
    return Geoparser(stages=Stages(recogniser=FindsKyiv(), resolver=AllAreKyiv(), **stages))


def test_each_stage_gets_what_the_one_before_it_gave() -> None:
    recogniser, resolver = FindsKyiv(), AllAreKyiv()
    parsed = Geoparser(stages=Stages(recogniser=recogniser, resolver=resolver)).parse(DOCUMENT)
    assert parsed.sentences == (Sentence(start=0, end=17), Sentence(start=18, end=31))
    assert recogniser.saw == [parsed.sentences]
    assert resolver.saw == [Recognition(mentions=(IN_KYIV,), names=(ANN,))]
    assert [(r.mention, r.place) for r in parsed.resolutions] == [(IN_KYIV, KYIV)]
    assert parsed.notices == ()


def test_given_mentions_are_resolved_in_the_light_of_what_is_found_beside_them() -> None:
    recogniser, resolver = FindsKyiv(), AllAreKyiv()
    mention = Mention(start=0, end=3)
    parsed = Geoparser(stages=Stages(recogniser=recogniser, resolver=resolver)).parse(DOCUMENT, [mention])
    assert len(recogniser.saw) == 1
    assert resolver.saw == [Recognition(mentions=(mention,), names=(ANN,), given=True, beside=(IN_KYIV,))]
    assert [r.mention for r in parsed.resolutions] == [mention]


@pytest.mark.parametrize("given", [IN_KYIV, Mention(start=10, end=14), Mention(start=0, end=31)])
def test_what_is_found_where_a_mention_is_given_is_not_beside_it(given: Mention) -> None:
    resolver = AllAreKyiv()
    Geoparser(stages=Stages(recogniser=FindsKyiv(), resolver=resolver)).parse(DOCUMENT, [given])
    assert resolver.saw[0].beside == ()


def test_no_mentions_given_means_none_and_not_recognise_them() -> None:
    recogniser = FindsKyiv()
    assert (
        Geoparser(stages=Stages(recogniser=recogniser, resolver=AllAreKyiv())).parse(DOCUMENT, ()).resolutions
        == ()
    )
    assert recogniser.saw == []


def test_what_a_geoparser_has_to_do_without_is_told_with_every_document() -> None:
    parser = kyiv_parser(fallback=SaysItIsDown(), notices=("No model.",))
    assert parser.parse(DOCUMENT).notices == ("No model.", "The service is down.")


def items(*texts: str) -> Iterator[Item]:
    for text in texts:
        document = Document(id=text, text=text)
        yield Item(name=text, size=len(text), read=partial(DocumentLine, document=document))


def test_many_documents_come_in_their_order_each_with_what_one_alone_would_have() -> None:
    parser = kyiv_parser(fallback=SaysItIsDown())
    texts = [f"Ann went to Kyiv {n} times." for n in range(30)]
    results = list(parser.parse_all(items(*texts)))
    assert [item.name for item, _ in results] == texts
    assert [parsed for _, parsed in results] == [parser.parse(Document(id=text, text=text)) for text in texts]


@pytest.mark.parametrize("at_once", [1, 3])
def test_what_cannot_be_read_is_an_error_in_its_place_and_the_others_go_on(at_once: int) -> None:
    given = [*items("a", "b"), refused("c", 1, "It is broken."), *items("d")]
    results = list(kyiv_parser().parse_all(given, at_once=at_once))
    assert [item.name for item, _ in results] == ["a", "b", "c", "d"]
    assert [str(found) for _, found in results if isinstance(found, DatelineError)] == ["It is broken."]


def test_one_at_a_time_each_is_handed_out_before_the_next_is_taken() -> None:
    given = items("a", "b")
    results = kyiv_parser().parse_all(given, at_once=1)
    assert next(results)[0].name == "a"
    assert [item.name for item in given] == ["b"]


def test_however_many_documents_there_are_few_are_taken_ahead() -> None:
    given = iter(list(items(*map(str, range(1000)))))
    next(kyiv_parser().parse_all(given, at_once=3))
    assert 990 < len(list(given)) < 1000


def test_the_default_geoparser_places_what_a_text_names(gazetteer: Gazetteer) -> None:
    document = read_text("The talks in Istanbul ended. Fighting in Ukraine went on.")
    parsed = default_geoparser(load_settings()).parse(document)
    placed = {document.text[r.mention.start : r.mention.end]: r.place for r in parsed.resolutions}
    assert placed["Ukraine"] is not None
    assert placed["Ukraine"].country == "UA"
    assert placed["Istanbul"] is not None
    assert placed["Istanbul"].country == "TR"


def test_a_text_without_capitals_is_placed_but_us_is_a_word(gazetteer: Gazetteer) -> None:
    text = "the protest in istanbul was big, and police came to us from ankara"
    parsed = default_geoparser(load_settings()).parse(Document(id="a", text=text))
    found = [r.place.name for r in parsed.resolutions if r.place]
    assert found == ["Istanbul", "Ankara"]


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
        "import sys, geo.pipeline, geo.readers, geo.atlases, geo.export, geo.cli\n"
        "edges = {'sqlite3', 'geopy', 'folium', 'streamlit', 'onnxruntime', 'sentencex'}\n"
        "print(*sorted(edges & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


class MovesKyiv:
    """Corrections of one who says that Kyiv lies elsewhere, and that "Ann" is a place."""

    def correct(
        self, parsed: ParsedDocument, resolve: Callable[[Sequence[Mention]], Sequence[Resolution]]
    ) -> ParsedDocument:
        moved = [replace(r, place=replace(KYIV, lat=0.0), corrected_by=1) for r in parsed.resolutions]
        return replace(parsed, resolutions=(*resolve([Mention(start=0, end=3)]), *moved))


class CannotBeRead:
    def correct(self, parsed: ParsedDocument, resolve: object) -> ParsedDocument:
        raise CorrectionsUnreadable("The corrections cannot be read.")


def test_corrections_come_between_resolution_and_what_is_handed_out() -> None:
    recogniser, resolver = FindsKyiv(), AllAreKyiv()
    stages = Stages(recogniser=recogniser, resolver=resolver)
    geoparser = Geoparser(stages=stages, corrections=MovesKyiv())
    added, moved = geoparser.parse(DOCUMENT).resolutions
    assert (moved.place and moved.place.lat, moved.corrected_by) == (0.0, 1)
    assert (added.mention.start, added.corrected_by) == (0, None)
    assert len(recogniser.saw) == 1  # an added name does not go through recognition
    assert [seen.given for seen in resolver.saw] == [False, True]
    item = Item(name="a", size=1, read=lambda: DocumentLine(document=DOCUMENT))
    ((_, parsed),) = geoparser.parse_all([item])
    assert isinstance(parsed, ParsedDocument)
    assert parsed.resolutions == (added, moved)


def test_corrections_that_cannot_be_read_are_told_and_the_document_is_read_without_them() -> None:
    stages = Stages(recogniser=FindsKyiv(), resolver=AllAreKyiv())
    parsed = Geoparser(stages=stages, corrections=CannotBeRead()).parse(DOCUMENT)
    assert [r.place for r in parsed.resolutions] == [KYIV]
    assert parsed.notices == ("The corrections cannot be read. It is read without them.",)


@pytest.mark.parametrize(("size", "most"), [(3_000_000, 1), (1_900_000, 2), (9_000_000, 1), (10, 4)])
def test_large_documents_are_not_read_side_by_side(size: int, most: int) -> None:
    reading, seen = [0], []

    def read() -> DocumentLine:
        reading[0] += 1
        seen.append(reading[0])
        time.sleep(0.02)
        reading[0] -= 1
        return DocumentLine(document=read_text("In Kyiv."), mentions=())

    items = [Item(name=str(number), size=size, read=read) for number in range(8)]
    parser = default_geoparser(load_settings())
    assert [item.name for item, _ in parser.parse_all(items, at_once=4)] == [item.name for item in items]
    assert max(seen) <= most
