"""Texts that the reader brings: pasted, uploaded, hostile."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.serving import OUTPUT, Visit
from tests.hostile import FLAG, PAYLOADS, every_payload


def test_a_pasted_text_is_mapped(visit: Visit) -> None:
    visit.paste("A storm passed over Portugal. Lisbon lost power.")
    marker = visit.map.locator(visit.marker("Lisbon"))
    expect(marker).to_be_visible()
    marker.click()
    expect(visit.map.locator(".quote")).to_have_text(["Lisbon lost power."])
    expect(visit.map.locator(visit.marker("Kharkiv"))).to_have_count(0)


def test_an_uploaded_file_is_mapped(visit: Visit) -> None:
    visit.upload(("nairobi.txt", b"The summit opened in Nairobi."))
    expect(visit.map.locator(visit.marker("Nairobi"))).to_be_visible()


def test_what_is_no_text_is_a_sentence_and_the_page_lives_on(visit: Visit) -> None:
    visit.upload(("picture.txt", bytes(range(256)) * 40))
    expect(visit.page.locator("[class*=st-key-say-problem]")).to_contain_text("picture.txt")
    visit.click_marker("Lithuania")
    expect(visit.map.locator(".place-popup h2")).to_have_text("Lithuania")


def test_names_after_emoji_and_in_other_scripts_are_marked_exactly(visit: Visit) -> None:
    visit.paste("🎈👩‍👩‍👧 In Nairobi 😀 it rained.\n\nNairobi again.")
    expect(visit.page.locator(".mention")).to_have_text(["Nairobi", "Nairobi"])
    visit.click_marker("Nairobi")
    expect(visit.map.locator(".place-popup mark")).to_have_text(["Nairobi", "Nairobi"])


def test_a_hostile_article_is_shown_as_text_and_nothing_runs(visit: Visit, tmp_path: Path) -> None:
    marker_file = tmp_path / "had"
    payloads = every_payload(marker_file)
    lines = [f"In Nairobi they wrote {payload} on the wall" for payload in payloads.values()]
    title = f"Nairobi {PAYLOADS['image with a handler']} {PAYLOADS['expression']}"
    name = f"<img src=x onerror=top.{FLAG}=1>{{{{7*7}}}}.txt"
    visit.upload((name, "\n\n".join([title, *lines]).encode()))
    marker = visit.map.locator(visit.marker("Nairobi"))
    expect(marker).to_be_visible()
    marker.hover()
    marker.click()
    listed = visit.map.locator(".quotes")
    for _ in payloads:
        listed.evaluate("list => { list.scrollTop = list.scrollHeight }")
    quoted = "\n".join(visit.map.locator(".quote").all_text_contents())
    written = visit.page.locator(".dateline-article").text_content() or ""
    for kind, payload in payloads.items():
        shown = " ".join(payload.split())
        assert shown in " ".join(written.split()), kind
        if not set(payload) & set(".!?\u2029"):  # else it is several sentences
            assert shown in " ".join(quoted.split()), kind
    for row in visit.page.locator(".dateline-list tbody tr").all()[:3]:
        row.click()
    visit.page.locator(".mention").first.click()
    visit.page.screenshot(path=OUTPUT / "hostile.png")
    for frame in visit.page.frames:
        assert frame.evaluate(f"typeof window.{FLAG}") == "undefined"
    assert not marker_file.exists()
