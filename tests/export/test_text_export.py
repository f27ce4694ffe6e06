"""The text output tells a person at a terminal what is where, and never drives the terminal."""

from __future__ import annotations

from tests.export.conftest import Written
from tests.export.documents import empty, parsed


def test_each_place_is_told_with_its_sentences(written: Written) -> None:
    text = written("text", parsed(title="Talks", source="AP"))
    assert text.splitlines() == [
        "Talks · 2025-06-02 · AP",
        "  ! Photon is down.",
        "",
        "  Kyiv (capital of Ukraine, named twice, 91% sure), 50.4547 30.5238",
        "    In [Kyiv] 😀.",
        "    Atlantis and [Kyiv] (metonymic) said so.",
        "",
        "  Not placed: Atlantis",
    ]


def test_documents_are_set_apart_and_one_without_places_says_so(written: Written) -> None:
    assert written("text", empty(), empty()) == "nothing\n  No places found.\n\nnothing\n  No places found.\n"


def test_escape_sequences_and_turned_text_reach_no_terminal(written: Written) -> None:
    text = written("text", parsed("In Kyiv \x1b]0;owned\x07 \u202e. Atlantis Kyiv", id="\x1b[2J", title=None))
    assert not {"\x1b", "\x07", "\u202e"} & set(text)
    assert "]0;owned" in text
