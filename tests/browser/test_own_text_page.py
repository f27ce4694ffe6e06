"""Texts that the reader brings: pasted, uploaded, hostile."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.serving import OUTPUT, Visit
from tests.hostile import FLAG, PAYLOADS, every_payload

FILES = Path(__file__).resolve().parents[1] / "data" / "readers"


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


def test_files_of_every_kind_make_one_atlas(visit: Visit) -> None:
    files = sorted(path for path in FILES.iterdir() if path.is_file())
    assert {".atom", ".docx", ".eml", ".html", ".md", ".pdf", ".rss"} <= {file.suffix for file in files}
    visit.upload(*((file.name, file.read_bytes()) for file in files))
    titles = visit.page.locator(".dateline-article section h2")
    expect(titles.filter(has_text="Letter from Tbilisi")).to_be_attached()
    assert {
        "Quake felt in Kathmandu",
        "Strike halts ferries to Öland",
        "Letter from Tbilisi",
        "Fire near Çanakkale",
        "Talks in Ankara",
        "Flood closes bridge in Lviv",
        "Report on the Danube",
    } <= set(titles.all_inner_texts())
    expect(visit.page.locator("[class*=st-key-say-problem]")).to_have_count(0)
    expect(visit.page.locator(".dateline-list tbody tr", has_text="Ankara")).to_have_count(1)


def test_a_folder_is_read_as_one_atlas_and_what_is_no_text_in_it_is_said(
    visit: Visit, tmp_path: Path
) -> None:
    for name, text in {
        "b.txt": "The summit opened in Nairobi.",
        "2025/a.md": "# Storm\n\nA storm passed over Lisbon.",
        ".cache/old.txt": "Rain fell in Oslo.",
        "photo.png": "no picture",
    }.items():
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    visit.page.get_by_role("button", name="Read your own").click()
    folder = visit.page.locator(".st-key-folder")
    folder.locator("input[type=file]").set_input_files(tmp_path / "news")
    expect(folder.get_by_test_id("stFileChip").and_(visit.page.locator(":visible"))).to_have_count(3)
    said = folder.get_by_test_id("stFileUploader").evaluate(
        "node => getComputedStyle(node, '::after').content"
    )
    assert said == '"Files of other kinds in it are left out."'
    visit.page.get_by_role("button", name="Read", exact=True).click()
    expect(visit.map.locator(visit.marker("Nairobi"))).to_be_visible()
    expect(visit.map.locator(visit.marker("Lisbon"))).to_be_visible()
    expect(visit.page.locator(".dateline-list tbody tr")).to_have_count(2)
    expect(visit.page.locator("[class*=st-key-say-problem]")).to_have_count(0)
    expect(visit.page.locator(".dateline-article section")).to_have_count(2)


def test_an_address_in_a_private_network_is_refused_in_a_sentence(visit: Visit) -> None:
    visit.page.get_by_role("button", name="Read your own").click()
    visit.page.get_by_placeholder("https://…").fill("http://169.254.169.254/latest/meta-data")
    visit.page.get_by_role("button", name="Read", exact=True).click()
    expect(visit.page.locator("[class*=st-key-say-problem]")).to_contain_text("cannot be fetched")
    expect(visit.page.locator(".mention", has_text="Lithuania")).to_have_count(1)


def test_what_is_no_text_is_a_sentence_and_the_page_lives_on(visit: Visit) -> None:
    visit.upload(("picture.txt", bytes(range(256)) * 40))
    problems = visit.page.locator("[class*=st-key-say-problem]").filter(has_text="picture.txt")
    expect(problems).to_have_count(1)
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
