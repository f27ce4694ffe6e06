from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from geo.atlases import make_atlas
from geo.mapping import article_payload, list_payload, map_payload, read_source
from geo.mapping.payload import ListRow, MarkRow, MentionRow, PlaceRow, QuoteRow, Utf16, dateline, heading
from geo.model import Document, Kind, ParsedDocument, Reading
from tests.mapping.atlases import KHARKIV, UKRAINE, atlas, parsed


def by_name(table: dict) -> dict[str, dict]:  # type: ignore[type-arg]
    """A table's rows as records, by their names."""
    records = [dict(zip(table["names"], row, strict=True)) for row in table["rows"]]
    return {record["name"]: record for record in records}


def places(sent: dict) -> dict[str, dict]:  # type: ignore[type-arg]
    """The places that the map is sent."""
    return by_name(sent["places"])


def records(table: dict) -> list[dict]:  # type: ignore[type-arg]
    """A table's rows as records."""
    return [dict(zip(table["names"], row, strict=True)) for row in table["rows"]]


def quotes(sent: dict, name: str) -> list[dict]:  # type: ignore[type-arg]
    """The quotes of the place of this name, each with its marks."""
    number = [place["name"] for place in records(sent["places"])].index(name)
    return [
        quote | {"marks": [mark for mark in records(sent["marks"]) if mark["quote"] == index]}
        for index, quote in enumerate(records(sent["quotes"]))
        if quote["place"] == number
    ]


def marked(sent: dict, name: str) -> list[str]:  # type: ignore[type-arg]
    """The marked parts of a place's quotes, cut as JavaScript cuts: by UTF-16 units."""
    parts = []
    for quote in quotes(sent, name):
        units = sent["sentences"][quote["sentence"]].encode("utf-16-le", "surrogatepass")
        parts += [units[2 * m["start"] : 2 * m["end"]].decode("utf-16-le") for m in quote["marks"]]
    return parts


def test_every_mention_is_marked_in_its_sentence() -> None:
    sent = map_payload(atlas("Kharkiv was hit. Later Kharkiv slept, and Kharkiv woke. Ukraine mourned."))
    kharkiv = places(sent)["Kharkiv"]
    assert marked(sent, "Kharkiv") == ["Kharkiv"] * 3
    assert kharkiv["count"] == 3
    assert [sent["sentences"][quote["sentence"]] for quote in quotes(sent, "Kharkiv")] == [
        "Kharkiv was hit.",
        "Later Kharkiv slept, and Kharkiv woke.",
    ]


def test_an_emoji_before_a_name_does_not_shift_its_mark() -> None:
    sent = map_payload(atlas("🎈🎈 In Kharkiv 😀 they met."))
    assert marked(sent, "Kharkiv") == ["Kharkiv"]


def test_a_sentence_that_names_two_places_is_sent_once() -> None:
    sent = map_payload(atlas("Kharkiv is in Ukraine."))
    assert sent["sentences"] == ["Kharkiv is in Ukraine."]
    assert [quotes(sent, name)[0]["sentence"] for name in places(sent)] == [0, 0]


def test_a_mark_knows_its_mention_in_the_text_panel() -> None:
    two = atlas("Kharkiv is in Ukraine. Kharkiv again.")
    sent, article = map_payload(two), article_payload(two)
    text = article["documents"][0]["text"]
    numbers = [mark["mention"] for quote in quotes(sent, "Kharkiv") for mark in quote["marks"]]
    mentions = [records(article["documents"][0]["mentions"])[number] for number in numbers]
    assert [text[m["start"] : m["end"]] for m in mentions] == ["Kharkiv", "Kharkiv"]
    assert [text[m["from"] : m["to"]] for m in mentions] == ["Kharkiv is in Ukraine.", "Kharkiv again."]
    assert {mention["place"] for mention in mentions} == {KHARKIV.id}


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
    assert [each["title"] for each in sent["documents"]] == ["Night", "Morning"]
    assert [quote["document"] for quote in quotes(sent, "Kharkiv")] == [0, 1]


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
    called = heading(document)
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


def test_the_browser_knows_the_columns_of_every_table() -> None:
    source = read_source("payload.js")
    known = {
        kind: re.findall(r'"(\w+)"', columns)
        for kind, columns in re.findall(r"^  (\w+): \[([^\]]*)\]", source, re.MULTILINE)
    }
    rows = {"places": PlaceRow, "quotes": QuoteRow, "marks": MarkRow, "mentions": MentionRow, "list": ListRow}
    assert known == {
        kind: [name.removesuffix("_") for name in row.__annotations__] for kind, row in rows.items()
    }


def test_a_text_says_in_which_language_and_direction_it_is_written() -> None:
    texts = {
        "Kharkiv was hit. It was the first time that the city had to do with this.": ("en", "ltr"),
        "وصل الرئيس إلى القاهرة اليوم والتقى وزير الخارجية في مقر الحكومة": ("ar", "rtl"),
        "ראש הממשלה הגיע לירושלים היום ונפגש עם שר החוץ בלשכתו": ("he", "rtl"),
        "Der Kanzler reiste nach Berlin und sprach mit der Ministerin über den Haushalt.": ("de", "ltr"),
        "2025 — 17:30": ("", "ltr"),
    }
    for text, (language, way) in texts.items():
        [sent] = article_payload(atlas(text))["documents"]
        assert (sent["lang"], sent["dir"]) == (language, way), text
        [heading] = map_payload(atlas(text))["documents"]
        assert (heading["lang"], heading["dir"]) == (language, way), text
