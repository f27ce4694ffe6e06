"""An atlas has each place once, with every sentence that names it, in the texts' order."""

from __future__ import annotations

import pytest

from geo.atlases import make_atlas, sentence_of
from geo.model import Document, Kind, Mention, ParsedDocument, Place, PlaceOnMap, Resolution, Sentence

KYIV = Place(id="geonames:703448", name="Kyiv", kind=Kind.SETTLEMENT, lat=50.45, lon=30.52)
LVIV = Place(id="geonames:702550", name="Lviv", kind=Kind.SETTLEMENT, lat=49.84, lon=24.02)
PLACES = {"Kyiv": KYIV, "Kiev": KYIV, "Lviv": LVIV}


def parsed(*sentences: str, id: str = "a") -> ParsedDocument:
    """A document of these sentences, its places resolved by their names."""
    text = " ".join(sentences)
    spans, start = [], 0
    for sentence in sentences:
        spans.append(Sentence(start=start, end=start + len(sentence)))
        start += len(sentence) + 1
    found = [
        Resolution(mention=Mention(start=i, end=i + 4), place=place, score=0.5 + i / 1000)
        for name, place in PLACES.items()
        for i in range(len(text))
        if text.startswith(name, i)
    ]
    return ParsedDocument(
        document=Document(id=id, text=text),
        sentences=tuple(spans),
        resolutions=tuple(sorted(found, key=lambda r: r.mention.start)),
    )


def quotes(place_on_map: PlaceOnMap, *documents: ParsedDocument) -> list[str]:
    texts = {d.document.id: d.document.text for d in documents}
    return [texts[q.document_id][q.sentence.start : q.sentence.end] for q in place_on_map.quotes]


def test_a_place_is_there_once_however_it_is_named_and_quotes_each_sentence_once() -> None:
    document = parsed("From Kyiv to Kiev.", "Nothing here.", "Kyiv again.")
    (place,) = make_atlas([document]).places
    assert place.place == KYIV
    assert place.mention_count == 3
    assert quotes(place, document) == ["From Kyiv to Kiev.", "Kyiv again."]
    assert [len(q.resolutions) for q in place.quotes] == [2, 1]


def test_a_sentence_that_names_two_places_is_quoted_for_both() -> None:
    document = parsed("From Kyiv to Lviv.")
    assert [quotes(p, document) for p in make_atlas([document]).places] == [["From Kyiv to Lviv."]] * 2


def test_the_most_named_place_is_first_and_ties_go_by_name() -> None:
    assert [p.place.name for p in make_atlas([parsed("Lviv, Kyiv.", "Lviv.")]).places] == ["Lviv", "Kyiv"]
    assert [p.place.name for p in make_atlas([parsed("Lviv, Kyiv.")]).places] == ["Kyiv", "Lviv"]


def test_a_places_score_is_that_of_its_surest_mention() -> None:
    (place,) = make_atlas([parsed("Kyiv.", "In Kyiv.")]).places
    assert place.score == pytest.approx(0.509)


def test_several_documents_are_quoted_in_their_order() -> None:
    one, two = parsed("In Kyiv.", id="1"), parsed("Near Kyiv.", id="2")
    (place,) = make_atlas([two, one]).places
    assert [q.document_id for q in place.quotes] == ["2", "1"]
    assert quotes(place, one, two) == ["Near Kyiv.", "In Kyiv."]


def test_documents_that_share_an_id_stay_apart() -> None:
    documents = [parsed("In Kyiv.", id="a"), parsed("At Kyiv.", id="a"), parsed("To Kyiv.", id="a (2)")]
    atlas = make_atlas([*documents, parsed("By Kyiv.", id="a")])
    ids = [d.document.id for d in atlas.documents]
    assert ids[0] == "a"
    assert ids[2] == "a (2)"
    assert len(set(ids)) == 4
    assert quotes(atlas.places[0], *atlas.documents) == ["In Kyiv.", "At Kyiv.", "To Kyiv.", "By Kyiv."]


def test_a_mention_without_a_place_is_on_no_map() -> None:
    document = Document(id="a", text="In Atlantis.")
    resolution = Resolution(mention=Mention(start=3, end=11), place=None)
    read = ParsedDocument(
        document=document, sentences=(Sentence(start=0, end=12),), resolutions=(resolution,)
    )
    assert make_atlas([read]).places == ()
    assert make_atlas([]).places == ()


SENTENCES = (Sentence(start=2, end=10), Sentence(start=11, end=20), Sentence(start=25, end=30))


@pytest.mark.parametrize(
    ("start", "end", "quoted"),
    [
        (2, 10, (2, 10)),
        (9, 10, (2, 10)),
        (11, 12, (11, 20)),
        (8, 14, (2, 20)),
        (8, 27, (2, 30)),
        (0, 4, (0, 10)),
        (28, 33, (25, 33)),
        (21, 24, (21, 24)),
        (40, 44, (40, 44)),
    ],
)
def test_a_mention_is_quoted_whole_wherever_the_sentences_end(
    start: int, end: int, quoted: tuple[int, int]
) -> None:
    found = sentence_of(SENTENCES, Mention(start=start, end=end))
    assert (found.start, found.end) == quoted
