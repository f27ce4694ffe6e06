from __future__ import annotations

from dataclasses import replace
from datetime import date

from geo.atlas import make_atlas
from geo.mapping import article_payload, list_payload, map_payload
from geo.mapping.payload import Utf16, dateline, heading
from geo.model import Document, Kind, ParsedDocument, Reading
from tests.mapping.atlases import KHARKIV, UKRAINE, atlas, parsed


def by_name(table: dict) -> dict[str, dict]:  # type: ignore[type-arg]
    """A table's rows as records, by their names."""
    records = [dict(zip(table["names"], row, strict=True)) for row in table["rows"]]
    return {record["name"]: record for record in records}


def places(sent: dict) -> dict[str, dict]:  # type: ignore[type-arg]
    """The places that the map is sent."""
    return by_name(sent["places"])


def marked(sent: dict, place: dict) -> list[str]:  # type: ignore[type-arg]
    """The marked parts of a place's quotes, cut as JavaScript cuts: by UTF-16 units."""
    parts = []
    for number, _, marks in place["quotes"]:
        units = sent["sentences"][number].encode("utf-16-le", "surrogatepass")
        parts += [units[2 * start : 2 * end].decode("utf-16-le") for start, end, *_ in marks]
    return parts


def test_every_mention_is_marked_in_its_sentence() -> None:
    sent = map_payload(atlas("Kharkiv was hit. Later Kharkiv slept, and Kharkiv woke. Ukraine mourned."))
    kharkiv = places(sent)["Kharkiv"]
    assert marked(sent, kharkiv) == ["Kharkiv"] * 3
    assert kharkiv["count"] == 3
    assert [sent["sentences"][number] for number, *_ in kharkiv["quotes"]] == [
        "Kharkiv was hit.",
        "Later Kharkiv slept, and Kharkiv woke.",
    ]


def test_an_emoji_before_a_name_does_not_shift_its_mark() -> None:
    sent = map_payload(atlas("🎈🎈 In Kharkiv 😀 they met."))
    assert marked(sent, places(sent)["Kharkiv"]) == ["Kharkiv"]


def test_a_sentence_that_names_two_places_is_sent_once() -> None:
    sent = map_payload(atlas("Kharkiv is in Ukraine."))
    assert sent["sentences"] == ["Kharkiv is in Ukraine."]
    assert [place["quotes"][0][0] for place in places(sent).values()] == [0, 0]


def test_a_mark_knows_its_mention_in_the_text_panel() -> None:
    two = atlas("Kharkiv is in Ukraine. Kharkiv again.")
    sent, article = map_payload(two), article_payload(two)
    text = article["documents"][0]["text"]
    kharkiv = places(sent)["Kharkiv"]
    numbers = [mark[3] for _, _, marks in kharkiv["quotes"] for mark in marks]
    mentions = [article["documents"][0]["mentions"][number] for number in numbers]
    assert [text[start:end] for start, end, *_ in mentions] == ["Kharkiv", "Kharkiv"]
    assert {mention[3] for mention in mentions} == {KHARKIV.id}


def test_a_place_takes_the_strongest_of_its_readings() -> None:
    text = "Ukraine spoke. Kharkiv burned."
    sent = map_payload(atlas(text, readings={"Ukraine": Reading.METONYMIC}))
    assert {name: place["reading"] for name, place in places(sent).items()} == {
        "Ukraine": "metonymic",
        "Kharkiv": "literal",
    }


def test_several_documents_keep_their_headings_and_their_quotes() -> None:
    both = make_atlas(
        [
            parsed("Kharkiv slept.", {"Kharkiv": KHARKIV}, id="a", title="Night"),
            parsed("Kharkiv woke.", {"Kharkiv": KHARKIV}, id="b", title="Morning"),
        ]
    )
    sent = map_payload(both)
    assert [title for title, _ in sent["documents"]] == ["Night", "Morning"]
    assert [document for _, document, _ in places(sent)["Kharkiv"]["quotes"]] == [0, 1]


def test_the_list_says_kind_country_mentions_and_confidence() -> None:
    rows = by_name(list_payload(atlas("Kharkiv, Ukraine. Kharkiv.", score=0.55)))
    assert rows["Kharkiv"]["what"] == "city in Ukraine"
    assert rows["Kharkiv"]["country"] == "Ukraine"
    assert (rows["Kharkiv"]["count"], rows["Kharkiv"]["score"]) == (2, 0.55)
    assert rows["Kharkiv"]["sure"] == "doubtful"
    assert rows["Ukraine"]["id"] == UKRAINE.id


def test_a_region_brings_its_outline_and_a_country_leaves_it_to_the_world_map() -> None:
    crimea = replace(UKRAINE, id="geonames:703883", name="Crimea", kind=Kind.REGION)
    both = make_atlas([parsed("Crimea is in Ukraine.", {"Crimea": crimea, "Ukraine": UKRAINE})])
    shapes = {name: place["shape"] for name, place in places(map_payload(both)).items()}
    assert shapes["Crimea"]["type"] == "MultiPolygon"
    assert shapes["Ukraine"] is None


def test_offsets_count_utf16_units() -> None:
    utf16 = Utf16("a😀b")
    assert [utf16(offset) for offset in range(4)] == [0, 1, 3, 4]


def test_a_document_without_a_title_is_called_by_its_opening_words() -> None:
    document = Document(id="x.txt", text="date 2025-01-01 " + "Some words here " * 20, body_start=16)
    called = heading(ParsedDocument(document=document, sentences=(), resolutions=()))
    assert called.startswith("Some words here")
    assert called.endswith("…")
    assert len(called) <= 71


def test_a_dateline_is_date_and_source() -> None:
    document = Document(id="x", text="t", date=date(2025, 6, 2), source="Example Times")
    nothing = Document(id="x", text="t")
    assert dateline(ParsedDocument(document=document, sentences=(), resolutions=())) == (
        "2 June 2025 · Example Times"
    )
    assert dateline(ParsedDocument(document=nothing, sentences=(), resolutions=())) == ""


def test_the_map_is_told_where_to_look_at_first() -> None:
    west, south, east, north = map_payload(atlas("Kharkiv was hit."))["view"]
    assert west < KHARKIV.lon < east
    assert south < KHARKIV.lat < north
    assert map_payload(atlas("Nothing was hit."))["view"] is None
