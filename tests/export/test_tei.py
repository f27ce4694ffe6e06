"""The TEI holds the text character for character, and points from each name to its place."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from geo.export.tei import NAMESPACE
from geo.model import Mention, ParsedDocument, Sentence
from tests.export.conftest import Written
from tests.export.documents import empty, parsed
from tests.hostile import every_payload

TEI = {"t": NAMESPACE}
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def root(written: Written, *documents: ParsedDocument) -> ElementTree.Element:
    return ElementTree.fromstring(written("tei", *documents))  # noqa: S314 - our own output


def body(tei: ElementTree.Element) -> str:
    found = tei.find(".//t:body", TEI)
    assert found is not None
    return "".join(found.itertext())


def test_names_point_to_places_with_their_coordinates(written: Written) -> None:
    tei = root(written, parsed())
    assert tei.tag == f"{{{NAMESPACE}}}TEI"
    place = tei.find("t:standOff/t:listPlace/t:place", TEI)
    assert place is not None
    assert place.findtext("t:placeName", None, TEI) == "Kyiv"
    assert place.findtext("t:location/t:geo", None, TEI) == "50.45466 30.5238"
    assert place.findtext("t:idno[@type='geonames']", None, TEI) == "703448"
    literal, nowhere, metonymic = tei.findall(".//t:body//t:placeName", TEI)
    assert literal.get("ref") == metonymic.get("ref") == f"#{place.get(XML_ID)}"
    assert nowhere.get("ref") is None
    assert [name.get("type") for name in (literal, metonymic)] == ["literal", "metonymic"]
    assert [name.get("cert") for name in (literal, metonymic)] == ["high", "medium"]
    certainty = literal.find("t:certainty", TEI)
    assert certainty is not None
    assert certainty.get("degree") == "0.9123"


@pytest.mark.parametrize(
    "text",
    [
        "In Kyiv 😀. Atlantis and Kyiv said so.",
        "In Kyiv.\n\n  Atlantis\r\n \nand Kyiv\tsaid so.\n\n",
        "In Kyiv & <Atlantis> ]]> Kyiv",
    ],
)
def test_the_body_is_the_text(written: Written, text: str) -> None:
    tei = root(written, parsed(text))
    assert body(tei) == text


def test_paragraphs_are_the_texts_and_a_name_over_a_break_is_not_cut(written: Written) -> None:
    text = "In Kyiv.\n\nAtlantis.\n\nKyiv said so."
    assert len(root(written, parsed(text)).findall(".//t:p", TEI)) - 1 == 3  # one more is in the header
    document = parsed(text)
    over = Mention(start=3, end=18)
    broken = replace(document, resolutions=(replace(document.resolutions[0], mention=over),))
    names = root(written, broken).findall(".//t:body//t:placeName", TEI)
    assert ["".join(name.itertext()) for name in names] == ["Kyiv.\n\nAtlantis"[:15]]


def test_several_documents_are_a_corpus_with_ids_of_their_own(written: Written) -> None:
    corpus = root(written, parsed(id="a"), empty(), parsed(id="b"))
    assert corpus.tag == f"{{{NAMESPACE}}}teiCorpus"
    ids = [place.get(XML_ID) for place in corpus.iter(f"{{{NAMESPACE}}}place")]
    assert len(ids) == len(set(ids)) == 2
    assert [body(tei) for tei in corpus.findall("t:TEI", TEI)][1] == "Nothing happened."


def test_no_document_is_an_empty_corpus(written: Written) -> None:
    assert root(written).findall("t:TEI", TEI) == []


def test_a_hostile_text_stays_text(written: Written, tmp_path_factory: pytest.TempPathFactory) -> None:
    for payload in every_payload(tmp_path_factory.mktemp("x") / "had").values():
        text = f"In Kyiv {payload}. Atlantis and Kyiv said so."
        tei = root(written, parsed(text, title=payload))
        assert {element.tag for element in tei.iter()} <= {f"{{{NAMESPACE}}}{name}" for name in KNOWN}
        assert payload in body(tei)


KNOWN = {
    *(
        "TEI",
        "teiHeader",
        "fileDesc",
        "titleStmt",
        "title",
        "publicationStmt",
        "p",
        "sourceDesc",
        "bibl",
        "idno",
    ),
    *(
        "publisher",
        "date",
        "standOff",
        "listPlace",
        "place",
        "placeName",
        "country",
        "region",
        "location",
        "geo",
    ),
    *("note", "text", "body", "certainty"),
}


def test_what_xml_cannot_hold_is_replaced(written: Written) -> None:
    text = "In Kyiv \x00\x1b\ufffe\ud800. Atlantis and Kyiv"
    document = replace(parsed(text), sentences=(Sentence(start=0, end=len(text)),))
    assert body(root(written, document)) == text.translate(dict.fromkeys((0, 0x1B, 0xFFFE, 0xD800), "\ufffd"))
