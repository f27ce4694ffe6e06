"""Files as people bring them: dropped somewhere, or of a kind that is no text."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.serving import Visit

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
DROP = """([name, text]) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], name, {type: "text/plain"}));
    const send = (type, target) =>
        target.dispatchEvent(new DragEvent(type, {dataTransfer, bubbles: true, cancelable: true}));
    send("dragenter", document.querySelector("iframe"));
    const sheet = document.querySelector(".dateline-drop");
    const box = sheet.getBoundingClientRect();
    const covers = box.width > innerWidth * 0.9 && box.height > innerHeight * 0.9;
    send("drop", sheet);
    return covers && !document.querySelector(".dateline-drop");
}"""


def test_a_picture_is_called_one_beside_the_button_and_what_can_be_read_is_said(visit: Visit) -> None:
    visit.upload(("photo.png", PICTURE))
    panel = visit.page.get_by_test_id("stPopoverBody")
    said = panel.locator("[class*=st-key-say-problem]")
    expect(said.first).to_have_text("photo.png is a PNG image, not text.", timeout=20_000)
    expect(said.nth(1)).to_contain_text("What can be read: Text files, Markdown, ")
    expect(panel).not_to_contain_text("is empty")


def test_nothing_at_all_is_asked_for_in_a_sentence(visit: Visit) -> None:
    visit.page.get_by_role("button", name="Read your own").click()
    visit.page.get_by_role("button", name="Read", exact=True).click()
    said = visit.page.get_by_test_id("stPopoverBody").locator("[class*=st-key-say-problem]")
    expect(said).to_have_text("There is no text to read yet: paste one, choose a file or give an address.")


def test_a_file_dropped_anywhere_is_taken(visit: Visit) -> None:
    text = "A storm passed over Portugal. Lisbon lost power."
    assert visit.page.evaluate(DROP, ["storm.txt", text]) is True
    expect(visit.page.get_by_test_id("stFileChipName")).to_have_text("storm.txt", timeout=20_000)
    visit.page.get_by_role("button", name="Read", exact=True).click()
    expect(visit.map.locator(visit.marker("Lisbon"))).to_be_visible(timeout=20_000)
