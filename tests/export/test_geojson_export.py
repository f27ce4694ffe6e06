"""The GeoJSON is what RFC 7946 says, one feature per place, and quotes word for word."""

from __future__ import annotations

import json

from tests.export.conftest import Written
from tests.export.documents import empty, parsed


def test_each_place_is_one_feature_with_longitude_first(written: Written) -> None:
    collection = json.loads(written("geojson", parsed()))
    assert collection["type"] == "FeatureCollection"
    (feature,) = collection["features"]
    assert feature["type"] == "Feature"
    assert feature["id"] == "geonames:703448"
    assert feature["geometry"] == {"type": "Point", "coordinates": [30.5238, 50.45466]}
    properties = feature["properties"]
    assert (properties["name"], properties["kind"], properties["mentions"]) == ("Kyiv", "settlement", 2)
    assert properties["score"] == 0.9123


def test_quotes_carry_the_document_and_offsets_that_slice_the_text(written: Written) -> None:
    document = parsed(title="Talks")
    (feature,) = json.loads(written("geojson", document))["features"]
    first, second = feature["properties"]["quotes"]
    assert (first["document"], first["title"], first["date"]) == ("a", "Talks", "2025-06-02")
    assert first["text"] == "In Kyiv 😀."
    assert second["text"] == document.document.text[second["start"] : second["end"]]
    assert second["mentions"] == [
        {"start": 24, "end": 28, "text": "Kyiv", "reading": "metonymic", "score": 0.75}
    ]


def test_a_place_in_several_documents_is_still_one_feature(written: Written) -> None:
    (feature,) = json.loads(written("geojson", parsed(id="a"), parsed(id="b")))["features"]
    assert [q["document"] for q in feature["properties"]["quotes"]] == ["a", "a", "b", "b"]


def test_no_places_is_an_empty_collection(written: Written) -> None:
    assert json.loads(written("geojson", empty())) == {"type": "FeatureCollection", "features": []}
    assert json.loads(written("geojson")) == {"type": "FeatureCollection", "features": []}
