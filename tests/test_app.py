"""The page's states, without a browser: the script runs, and what it sends is read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from geo import parser_cache
from geo.corrections import CorrectionStore, Scope
from geo.corrections.record import to_record
from geo.errors import GazetteerMissing
from geo.model import Document, ParsedDocument, Resolution
from geo.page import atlas_view, library, opening
from geo.settings import Settings, load_settings
from tests.corrections.made import correction
from tests.hostile import PAYLOADS
from tests.mapping.atlases import KHARKIV, UKRAINE, parsed

APP = Path(__file__).resolve().parent.parent / "app.py"


class NamesTwoPlaces:
    """Reads documents that name Kharkiv and Ukraine."""

    def __init__(self, *notices: str) -> None:
        self._notices = notices

    def parse(self, document: Document) -> ParsedDocument:
        found = parsed(document.text, {"Kharkiv": KHARKIV, "Ukraine": UKRAINE})
        resolutions = tuple(r for r in found.resolutions if r.mention.start >= document.body_start)
        return ParsedDocument(
            document=document,
            sentences=found.sentences,
            resolutions=resolutions,
            notices=self._notices,
        )


@pytest.fixture(autouse=True)
def _fresh_caches() -> Iterator[None]:
    """What one test's page kept is not the next one's."""
    st.cache_data.clear()
    st.cache_resource.clear()
    load_settings.cache_clear()
    parser_cache.forget()
    opening.forget()
    yield
    parser_cache.forget()
    opening.forget()
    load_settings.cache_clear()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., AppTest]:
    """Run the page over a folder of seeds, read by a geoparser of the test's own."""

    def page(*, parser: Any = None, **seeds: str | bytes) -> AppTest:
        for name, content in seeds.items():
            data = content if isinstance(content, bytes) else content.encode()
            (tmp_path / f"{name}.txt").write_bytes(data)
        monkeypatch.setenv("DATELINE_SEEDS_DIR", str(tmp_path))
        monkeypatch.setenv("DATELINE_DATA_DIR", str(tmp_path / "data"))
        monkeypatch.setattr(parser_cache, "default_geoparser", lambda *_: parser or NamesTwoPlaces())
        return AppTest.from_file(str(APP), default_timeout=30).run()

    return page


def said(page: AppTest) -> list[str]:
    return [text.value for text in page.text]


def panel(page: AppTest, name: str) -> Any:
    """What a panel was sent; a table as records."""
    for element in page.get("bidi_component"):
        if element.proto.component_name == f"dateline_{name}":
            sent = json.loads(json.loads(element.proto.json)["payload"])
            return (
                [dict(zip(sent["names"], row, strict=True)) for row in sent["rows"]]
                if "rows" in sent
                else sent
            )
    return None


def map_arguments(page: AppTest) -> dict[str, Any]:
    return json.loads(page.get("component_instance")[0].proto.json_args)


def read(page: AppTest, text: str) -> AppTest:
    """Paste a text and send it."""
    page.text_area[0].input(text)
    return next(button for button in page.button if button.label == "Read").click().run()


def test_the_first_seed_opens(run: Callable[..., AppTest]) -> None:
    page = run(a="Kharkiv slept.", b="Ukraine woke.")
    assert not page.exception
    assert panel(page, "article")["documents"][0]["text"] == "Kharkiv slept."
    assert [row["name"] for row in panel(page, "list")] == ["Kharkiv"]


def test_the_map_gets_its_places_and_asks_no_other_host(run: Callable[..., AppTest]) -> None:
    arguments = map_arguments(run(a="Kharkiv slept."))
    assert KHARKIV.id in arguments["feature_group"]
    links = arguments["js_links"] + arguments["css_links"]
    assert links
    assert not [link for link in links if "//" in link]
    assert arguments["returned_objects"] == []


def test_the_date_is_shown_as_a_dateline_and_not_as_prose(run: Callable[..., AppTest]) -> None:
    page = run(a=" date 2025-06-02 The talks in Kharkiv ended.")
    document = panel(page, "article")["documents"][0]
    assert document["dateline"] == "2 June 2025"
    assert document["text"][document["from"] :].startswith("The talks")


def test_another_seed_can_be_chosen_and_a_link_remembers_it(run: Callable[..., AppTest]) -> None:
    page = run(a="Kharkiv slept.", b="Ukraine woke.")
    page.selectbox[0].select("b.txt").run()
    assert panel(page, "article")["documents"][0]["text"] == "Ukraine woke."
    assert page.query_params["article"] == "b.txt"


def test_a_link_opens_its_seed(run: Callable[..., AppTest]) -> None:
    page = run(a="Kharkiv slept.", b="Ukraine woke.")
    again = AppTest.from_file(str(APP), default_timeout=30)
    again.query_params["article"] = "b.txt"
    again.run()
    assert not page.exception
    assert panel(again, "article")["documents"][0]["text"] == "Ukraine woke."


def test_a_link_to_an_article_that_is_not_there_says_so_until_another_is_opened(
    run: Callable[..., AppTest],
) -> None:
    run(a="Kharkiv slept.", b="Ukraine woke.")
    page = AppTest.from_file(str(APP), default_timeout=30)
    page.query_params["article"] = "gone.txt"
    page.run()
    assert said(page) == [library.NOT_THERE.format("gone.txt")]
    assert page.query_params["article"] == "a.txt"
    assert said(page.run()) == [library.NOT_THERE.format("gone.txt")]
    assert said(page.selectbox[0].select("b.txt").run()) == []


def test_a_pasted_text_takes_the_seeds_place(run: Callable[..., AppTest]) -> None:
    page = read(run(a="Kharkiv slept."), "Ukraine spoke to Kharkiv. Ukraine slept.")
    assert not page.exception
    assert [row["name"] for row in panel(page, "list")] == ["Ukraine", "Kharkiv"]
    assert page.query_params["article"].startswith("own-")


def test_a_text_without_places_says_so_and_is_still_shown(run: Callable[..., AppTest]) -> None:
    page = read(run(a="Kharkiv slept."), "Nothing is named here.")
    assert said(page) == [atlas_view.NO_PLACES]
    assert panel(page, "article")["documents"][0]["text"] == "Nothing is named here."
    assert panel(page, "list") is None


@pytest.mark.parametrize("text", ["", "   \n  "])
def test_an_empty_text_is_a_sentence(run: Callable[..., AppTest], text: str) -> None:
    page = read(run(a="Kharkiv slept."), text)
    assert not page.exception
    assert len(said(page)) == 1
    assert "empty" in said(page)[0].lower() or "no text" in said(page)[0].lower()
    assert panel(page, "article")["documents"][0]["text"] == "Kharkiv slept."


def test_a_text_that_is_too_long_is_a_sentence(run: Callable[..., AppTest]) -> None:
    page = read(run(a="Kharkiv slept."), "Kharkiv. " * (5_000_000 // 9))
    assert not page.exception
    assert "4,999,99" in said(page)[0]
    assert f"{library.MOST_CHARACTERS:,}" in said(page)[0]


def test_a_dead_geocoder_is_told_and_the_rest_is_read(run: Callable[..., AppTest]) -> None:
    notice = "Nominatim did not answer; 2 names stay without a place."
    page = run(parser=NamesTwoPlaces(notice), a="Kharkiv slept.")
    assert said(page) == [notice]
    assert [row["name"] for row in panel(page, "list")] == ["Kharkiv"]


def test_a_missing_gazetteer_is_a_sentence(
    run: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = run(a="Kharkiv slept.")

    def missing(settings: Settings, _heard: object) -> None:
        raise GazetteerMissing("The gazetteer is damaged; `dateline gazetteer build` mends it.")

    parser_cache.forget()
    opening.forget()
    monkeypatch.setattr(parser_cache, "default_geoparser", missing)
    page.run()
    assert not page.exception
    assert said(page) == ["The gazetteer is damaged; `dateline gazetteer build` mends it."]


def test_a_seed_that_is_no_text_is_named_and_the_others_open(run: Callable[..., AppTest]) -> None:
    page = run(a=b"\x00\x01\x02\xff\xfe" * 100, b="Ukraine woke.")
    assert not page.exception
    assert any("a.txt" in sentence for sentence in said(page))
    assert panel(page, "article")["documents"][0]["text"] == "Ukraine woke."


def test_a_folder_without_seeds_invites_a_text(run: Callable[..., AppTest]) -> None:
    page = run()
    assert not page.exception
    assert len(said(page)) == 1
    assert "paste" in said(page)[0]


def test_a_setting_that_cannot_be_used_is_a_sentence(
    run: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_GEOCODER_TIMEOUT", "soon")
    page = run(a="Kharkiv slept.")
    assert not page.exception
    assert "DATELINE_GEOCODER_TIMEOUT" in said(page)[0]


def test_all_seeds_together_make_one_atlas(run: Callable[..., AppTest]) -> None:
    page = run(a="Kharkiv slept.", b="Ukraine heard of Kharkiv.")
    page.selectbox[0].select("all").run()
    assert [each["text"] for each in panel(page, "article")["documents"]] == [
        "Kharkiv slept.",
        "Ukraine heard of Kharkiv.",
    ]
    assert [(row["name"], row["count"]) for row in panel(page, "list")] == [("Kharkiv", 2), ("Ukraine", 1)]


def test_a_filter_narrows_map_text_and_list(run: Callable[..., AppTest]) -> None:
    page = run(a="Kharkiv is in Ukraine.")
    next(choice for choice in page.multiselect if choice.label == "Kinds of place").select("country").run()
    assert not page.exception
    assert [row["name"] for row in panel(page, "list")] == ["Ukraine"]
    next(field for field in page.text_input if field.label.startswith("Sentences")).input("nowhere").run()
    assert said(page) == [atlas_view.ALL_FILTERED]


def test_a_link_carries_its_filters(run: Callable[..., AppTest]) -> None:
    run(a="Kharkiv is in Ukraine.")
    page = AppTest.from_file(str(APP), default_timeout=30)
    page.query_params["kind"] = "country"
    page.run()
    assert not page.exception
    assert [row["name"] for row in panel(page, "list")] == ["Ukraine"]


def test_a_timeline_comes_with_two_dates_and_knows_the_day_of_each_document(
    run: Callable[..., AppTest],
) -> None:
    page = run(a="date 2025-01-01 Kharkiv slept.", b="date 2025-02-01 Ukraine woke.", c="Kharkiv woke.")
    assert panel(page, "timeline") is None
    page.selectbox[0].select("all").run()
    assert not page.exception
    assert panel(page, "timeline") == {
        "days": ["2025-01-01", "2025-02-01"],
        "labels": ["1 Jan 2025", "1 Feb 2025"],
        "documents": [0, 1, None],
    }
    assert [(row["name"], row["counts"]) for row in panel(page, "list")] == [
        ("Kharkiv", [0, 1, 2, 1]),
        ("Ukraine", [1, 1]),
    ]


def test_damaged_corrections_are_told_and_the_page_goes_on(
    run: Callable[..., AppTest], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_READERS", "one")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "corrections.sqlite").write_bytes(b"what a person made " * 100)
    page = run(a="Kharkiv slept.")
    assert not page.exception
    assert "corrections" in said(page)[0]
    assert [row["name"] for row in panel(page, "list")] == ["Kharkiv"]


def test_a_correction_that_does_not_fit_is_told_and_the_page_goes_on(
    run: Callable[..., AppTest], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_READERS", "one")
    store = CorrectionStore(tmp_path / "data" / "corrections.sqlite")
    store.add(correction(toponym="Kharkiv", place=UKRAINE, scope=Scope.ALWAYS))
    record = json.dumps(to_record(correction()) | {"toponym": ""})
    with store._transaction() as connection:
        connection.execute("INSERT INTO correction (record) VALUES (?)", (record,))
    store.close()
    page = run(a="Kharkiv slept.")
    assert not page.exception
    assert any("Correction 2 is left out: toponym" in sentence for sentence in said(page))
    assert [row["name"] for row in panel(page, "list")] == ["Ukraine"]


def test_a_name_without_a_place_is_marked_in_the_text(run: Callable[..., AppTest]) -> None:
    class KnowsNothing:
        def parse(self, document: Document) -> ParsedDocument:
            found = NamesTwoPlaces().parse(document)
            unknown = tuple(Resolution(mention=r.mention, place=None) for r in found.resolutions)
            return ParsedDocument(document=document, sentences=found.sentences, resolutions=unknown)

    page = run(parser=KnowsNothing(), a="Kharkiv slept.")
    sent = panel(page, "article")["documents"][0]["mentions"]
    (mention,) = [dict(zip(sent["names"], row, strict=True)) for row in sent["rows"]]
    assert (mention["place"], mention["sure"]) == (None, "unknown")


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_a_hostile_text_is_nowhere_read_as_markdown_or_html(
    run: Callable[..., AppTest], payload: str
) -> None:
    text = f"{payload}\n\nKharkiv heard {payload} today."
    page = read(run(parser=NamesTwoPlaces(f"No answer for {payload}."), a="Kharkiv slept."), text)
    assert not page.exception
    assert panel(page, "article")["documents"][0]["text"] == text
    interpreted = [element.value for element in (*page.markdown, *page.caption, *page.title)]
    interpreted += [element.proto.body for element in page.get("html")]
    assert interpreted
    assert not any(payload in written for written in interpreted)
