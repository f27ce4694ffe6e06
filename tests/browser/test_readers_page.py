"""Readers of one server: what is theirs stays theirs, and stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from geo.gazetteer import Gazetteer
from geo.reader_folders import TEXTS
from tests.browser.serving import VIEWPORT, Visit, serving, visiting

TEXT = "A road near Berlin was closed while the talks went on in Nairobi."


def mention(visit: Visit, name: str) -> None:
    expect(visit.page.locator(".mention", has_text=name)).to_have_count(1)


def is_no_place(visit: Visit, name: str) -> None:
    """Say of a name in the text that it is no place."""
    visit.page.locator(".mention", has_text=name).first.click()
    visit.page.locator(".bar").get_by_role("button", name="Why here?").click()
    visit.page.locator(".inspector").get_by_role("button", name="Not a place").click()
    expect(visit.page.locator(".mention", has_text=name)).to_have_count(0)


@pytest.fixture
def reader(browser: Browser) -> BrowserContext:
    return browser.new_context(viewport=VIEWPORT)


def test_one_readers_corrections_are_not_anothers(browser: Browser, address: str) -> None:
    with visiting(browser, address) as first, visiting(browser, address) as second:
        for visit in (first, second):
            visit.wait_for_map()
            visit.paste(TEXT)
            mention(visit, "Berlin")
        is_no_place(first, "Berlin")
        second.page.reload()
        mention(second, "Berlin")
        expect(second.page.get_by_role("button", name="Corrections (1)")).to_have_count(0)
        expect(first.page.get_by_role("button", name="Corrections (1)")).to_be_visible()


def test_a_reload_keeps_what_was_pasted_and_uploaded(reader: BrowserContext, address: str) -> None:
    with visiting(reader, address) as visit:
        visit.wait_for_map()
        visit.paste(TEXT)
        mention(visit, "Nairobi")
        visit.page.reload()
        mention(visit, "Nairobi")
        visit.upload(("a.txt", b"Rain fell in Lisbon."), ("b.txt", b"Snow fell in Oslo."))
        mention(visit, "Lisbon")
        visit.page.reload()
        mention(visit, "Lisbon")
        mention(visit, "Oslo")
    with visiting(reader, address) as later:
        later.page.get_by_role("combobox", name="Article").click()
        later.page.get_by_role("option", name="A road near Berlin").click()
        mention(later, "Nairobi")
    reader.close()


def test_a_link_to_anothers_text_does_not_open_it(
    browser: Browser, reader: BrowserContext, address: str
) -> None:
    with visiting(reader, address) as visit:
        visit.wait_for_map()
        visit.paste(TEXT)
        mention(visit, "Nairobi")
        visit.page.wait_for_url("**article=own-*")
        path = visit.page.url.removeprefix(address)
        with visiting(browser, address, path) as stranger:
            stranger.wait_for_map()
            expect(stranger.page.locator("[class*=st-key-say-problem]")).to_contain_text("no article")
            expect(stranger.page.locator(".mention", has_text="Nairobi")).to_have_count(0)
    reader.close()


def test_what_is_forgotten_is_gone_for_good(
    browser: Browser, reader: BrowserContext, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    with (
        serving(DATELINE_DATA_DIR=str(tmp_path / "data")) as served,
        visiting(reader, served) as visit,
    ):
        visit.wait_for_map()
        visit.paste(TEXT)
        mention(visit, "Nairobi")
        assert len(list((tmp_path / "data").rglob(TEXTS))) == 1
        visit.page.get_by_role("button", name="Forget it").click()
        expect(visit.page.locator(".mention", has_text="Nairobi")).to_have_count(0)
        expect(visit.page.get_by_role("button", name="Forget it")).to_have_count(0)
        visit.page.reload()
        visit.wait_for_map()
        visit.page.get_by_role("combobox", name="Article").click()
        expect(visit.page.get_by_role("option", name="A road near Berlin")).to_have_count(0)
    reader.close()


def test_where_a_setting_says_so_all_share(browser: Browser, gazetteer: Gazetteer, tmp_path: Path) -> None:
    with serving(DATELINE_DATA_DIR=str(tmp_path / "data"), DATELINE_READERS="one") as served:
        with visiting(browser, served) as first:
            first.wait_for_map()
            first.paste(TEXT)
            is_no_place(first, "Berlin")
        with visiting(browser, served) as second:
            second.page.get_by_role("combobox", name="Article").click()
            second.page.get_by_role("option", name="A road near Berlin").click()
            mention(second, "Nairobi")
            expect(second.page.locator(".mention", has_text="Berlin")).to_have_count(0)


def test_a_proxys_header_names_the_reader_in_whatever_browser(
    browser: Browser, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    options = {"DATELINE_READERS": "proxy", "DATELINE_READER_HEADER": "X-Newsroom-User"}
    with serving(DATELINE_DATA_DIR=str(tmp_path / "data"), **options) as served:
        for name, seen in (("ada", 0), ("ada", 1), ("grace", 0)):
            headers = {"X-Newsroom-User": name}
            with visiting(browser, served, extra_http_headers=headers) as visit:
                visit.wait_for_map()
                visit.page.get_by_role("combobox", name="Article").click()
                expect(visit.page.get_by_role("option", name="A road near Berlin")).to_have_count(seen)
                visit.page.keyboard.press("Escape")
                if not seen:
                    visit.paste(TEXT)
                    mention(visit, "Nairobi")
        with visiting(browser, served) as nobody:
            expect(nobody.page.locator("[class*=st-key-say-problem]")).to_contain_text("X-Newsroom-User")
            expect(nobody.page.locator(".mention")).to_have_count(0)
