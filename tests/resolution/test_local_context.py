"""What stands beside a mention."""

from __future__ import annotations

import pytest

from geo.gazetteer import Gazetteer
from geo.model import Document, Recognition
from geo.resolution.candidates import CandidateSource
from geo.resolution.local_context import dateline, home, other_names, type_beside
from geo.resolution.qualifiers import qualifiers


@pytest.fixture(scope="module")
def source(gazetteer: Gazetteer) -> CandidateSource:
    return CandidateSource(gazetteer)


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("in Paris, Texas, on Monday", "Paris", ["Texas"]),
        ("in Lebanon, Pa., on Monday", "Lebanon", ["Pa."]),
        ("in Paris (Texas) on Monday", "Paris", ["Texas"]),
        ("Lebanon in Pennsylvania.", "Lebanon", ["Pennsylvania"]),
        ("a village in southern Lebanon", "village", ["Lebanon"]),
        ("Troy, Bradford County, Pa., is small", "Troy", ["Bradford County", "Pa."]),
        ("the Syrian town of Qamishli", "Qamishli", ["Syrian"]),
        ("Pennsylvania's Lebanon is small", "Lebanon", ["Pennsylvania"]),
        ("in Athens, New York, he said", "Athens", ["New York"]),
        ("in Athens, he said", "Athens", []),
        ("Texas, Austin said", "Austin", []),
    ],
)
def test_a_mention_is_qualified_by(text: str, name: str, said: list[str], source: CandidateSource) -> None:
    start = text.index(name)
    assert [q.text for q in qualifiers(text, start, start + len(name), source)] == said


def test_a_list_is_told_from_a_qualifier(source: CandidateSource) -> None:
    text = "Georgia, Texas and Alabama voted"
    (found,) = qualifiers(text, 0, len("Georgia"), source)
    assert found.listed
    (found,) = qualifiers("Paris, Texas, voted", 0, len("Paris"), source)
    assert not found.listed


@pytest.mark.parametrize(
    ("text", "name", "word"),
    [
        ("Fayette and Bourbon counties", "Fayette", "county"),
        ("the city of York", "York", "city"),
        ("Washington state", "Washington", "state"),
        ("the river Jordan", "Jordan", "river"),
        ("the council of York", "York", None),
    ],
)
def test_the_word_beside_a_mention_is(text: str, name: str, word: str | None) -> None:
    start = text.index(name)
    assert type_beside(text, start, start + len(name)) == word


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("TROY, N.C. (AP) — The mayor said", "TROY, N.C."),
        ("BEIRUT (AP) � A spokesman said", "BEIRUT"),
        ("Man held after crash. MANSFIELD -- The mayor said", "MANSFIELD"),
        ("NEW YORK (Reuters) - Stocks fell", "NEW YORK"),
        ("The mayor of TROY said", None),
        ("A mayor said that NATO would not.", None),
    ],
)
def test_the_dateline_is(text: str, line: str | None) -> None:
    found = dateline(Document(id="test", text=text))
    assert (text[slice(*found)] if found else None) == line


def test_countries_and_regions_outside_the_mentions_are_heard(source: CandidateSource) -> None:
    text = "Louisiana Police said that Mr Smith of West Virginia left."
    found = other_names(Document(id="test", text=text), Recognition(mentions=()), source)
    assert [table.query.name for table in found] == ["Louisiana", "West Virginia"]


@pytest.mark.parametrize(
    ("publisher", "names"),
    [
        ("The Roanoke Times", ["roanoke"]),
        ("Times of India", ["india"]),
        ("Lebanon Daily News", ["lebanon"]),
        ("The Times", []),
        (None, []),
        ("example.org", []),
    ],
)
def test_a_paper_says_its_home(source: CandidateSource, publisher: str | None, names: list[str]) -> None:
    document = Document(id="test", text="A barn burned.", source=publisher)
    assert [table.name for table in home(document, source)] == names
