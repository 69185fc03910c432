"""The source panel, in a real browser: blocks, pages as pictures, long texts."""

from pathlib import Path

import pytest
from made_documents import PAGE, pdf_of
from playwright.sync_api import FloatRect, Locator, Page, expect
from small_library import SmallService, write

from index.documents.datatypes import Document

MILL = "How many wheels has the mill?"
STATIONS = """<!doctype html><title>Stations</title><h1>Stations</h1>
<table><tr><th>Station</th><th>Metres</th></tr><tr><td>&lt;b&gt;Osk&lt;/b&gt;</td><td>512</td></tr></table>
<ul><li>Below</li></ul><pre>x = 1
  y</pre>"""
PAGES = ("The Osk mill\nA report.", "Of its parts. The mill has", "three wheels. One is broken.", "The end.")
Shown = tuple[Page, Document]


def box_of(shown: Locator) -> FloatRect:
    box = shown.bounding_box()
    assert box
    return box


@pytest.fixture
def mill(page: Page, service: SmallService, address: str, tmp_path: Path) -> Shown:
    """A document of four pages."""
    (tmp_path / "mill.pdf").write_bytes(pdf_of(PAGES))
    service.add_files(tmp_path / "mill.pdf")
    page.goto(address)
    page.wait_for_selector(".document")
    return page, service.document_called("mill.pdf")


@pytest.fixture
def asked(mill: Shown, service: SmallService) -> Shown:
    """The same, with a quote that goes from the second page to the third."""
    page, document = mill
    service.reader.answers[MILL] = {"three wheels": 0.9}
    page.fill("#question", MILL)
    page.press("#question", "Enter")
    page.wait_for_selector(".sheet")
    return page, document


def test_a_page_is_shown_with_the_quoted_words_lit_on_it(asked: Shown, service: SmallService) -> None:
    page, _ = asked
    expect(page.locator(".page-number")).to_have_text("Page 2 of 4")
    picture = page.get_by_role("img", name="Of its parts. The mill has")
    expect(picture).to_be_visible()
    width, height = picture.evaluate("image => image.decode().then(() => [image.naturalWidth, image.naturalHeight])")
    quote, sheet = box_of(page.locator(".lit-quote")), box_of(page.locator(".sheet"))
    assert width % 200 == 0 and width >= sheet["width"] and height == pytest.approx(width * PAGE[1] / PAGE[0], abs=1)
    point = sheet["width"] / PAGE[0]
    assert quote["x"] == pytest.approx(sheet["x"] + (20 + 6 * len("Of its parts. ")) * point, abs=1.5)
    assert quote["width"] == pytest.approx(6 * len("The mill has") * point, abs=1.5)
    expect(page.locator(".lit-answer")).to_have_count(0)
    assert page.locator(".lit-quote").evaluate("box => getComputedStyle(box).mixBlendMode") == "multiply"


def test_a_quote_over_two_pages_leads_to_the_second(asked: Shown) -> None:
    page, _ = asked
    expect(page.locator(".elsewhere")).to_have_text("The quote continues on page 3.")
    page.locator(".elsewhere button").click()
    expect(page.locator(".page-number")).to_have_text("Page 3 of 4")
    expect(page.locator(".lit-answer")).to_have_count(1)
    expect(page.locator("#source-page .unseen")).to_have_text("Highlighted on this page: three wheels")
    expect(page.locator(".elsewhere")).to_have_text("The quote begins on page 2.")


def test_pages_are_turned_by_keyboard_and_the_focus_stays(asked: Shown) -> None:
    page, _ = asked
    page.focus("[data-name=next]")
    page.keyboard.press("Enter")
    expect(page.locator(".page-number")).to_have_text("Page 3 of 4")
    expect(page.locator("[data-name=next]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#announcer")).to_have_text("Page 4 of 4")
    expect(page.locator("[data-name=next]")).to_be_disabled()
    expect(page.locator("#source-page")).to_be_focused()
    page.get_by_role("button", name="Text", exact=True).click()
    expect(page.locator(".divider").last).to_be_in_viewport()
    page.get_by_role("button", name="Page", exact=True).click()
    page.get_by_role("button", name="Back to the quote").click()
    expect(page.locator(".page-number")).to_have_text("Page 2 of 4")


def test_the_text_can_be_seen_instead(asked: Shown) -> None:
    page, document = asked
    page.get_by_role("button", name="Text", exact=True).click()
    expect(page.locator("#source-page mark").last).to_have_text("three wheels")
    assert page.locator(".source-text").evaluate("e => e.textContent") == document.text
    expect(page.locator(".divider")).to_have_count(4)
    expect(page.get_by_role("button", name="Text", exact=True)).to_have_attribute("aria-pressed", "true")
    page.locator(".document", has_text="The Osk mill").locator(".open").click()
    expect(page.locator(".source-text")).to_contain_text("The Osk mill")
    page.get_by_role("button", name="Page", exact=True).click()
    expect(page.locator(".page-number")).to_have_text("Page 1 of 4")


def test_a_page_that_cannot_be_drawn_is_shown_as_text_with_the_reason(mill: Shown, tmp_path: Path) -> None:
    page, document = mill
    (tmp_path / "mill.pdf").write_bytes(pdf_of(PAGES[::-1]))
    page.locator(".document", has_text="The Osk mill").locator(".open").click()
    expect(page.locator(".source-note")).to_contain_text("here is its text. The file has changed since it was added.")
    assert page.locator(".source-text").evaluate("e => e.textContent") == document.text


def test_blocks_are_laid_out_and_their_separators_kept_out_of_sight(
    page: Page, service: SmallService, address: str, tmp_path: Path
) -> None:
    service.add_files(write(tmp_path / "papers", {"stations.html": STATIONS}))
    document = service.document_called("stations.html")
    page.goto(address)
    page.locator(".document", has_text="Stations").locator(".open").click()
    text = page.locator(".source-text")
    text.wait_for()
    assert text.evaluate("e => e.textContent") == document.text
    expect(page.get_by_role("heading", name="Stations", level=3)).to_be_visible()
    assert [cell.inner_text() for cell in page.get_by_role("columnheader").all()] == ["Station", "Metres"]
    assert [cell.inner_text() for cell in page.get_by_role("cell").all()] == ["<b>Osk</b>", "512"]
    expect(page.get_by_role("listitem").filter(has_text="• Below")).to_be_visible()
    assert ";" not in text.inner_text()


def test_a_label_that_is_part_of_the_answer_is_seen(
    page: Page, service: SmallService, address: str, tmp_path: Path
) -> None:
    rows = "".join(f"Stop {number},{number}\n" for number in range(300))
    service.add_files(write(tmp_path / "papers", {"stations.csv": f"Station,Metres\n{rows}"}))
    service.reader.answers["How high is stop 250?"] = {"Stop 250; Metres: 250": 0.9}
    page.goto(address)
    page.wait_for_selector(".document")
    page.fill("#question", "How high is stop 250?")
    page.press("#question", "Enter")
    lit = page.locator("#source-page mark")
    expect(lit.first).to_be_in_viewport()
    assert [mark.inner_text() for mark in lit.all() if mark.is_visible()] == ["Stop 250", "Metres: ", "250"]


def test_more_of_a_long_text_is_shown_without_moving_the_words_one_reads(opened: Page, service: SmallService) -> None:
    opened.fill("#question", "How many ships were there?")
    opened.press("#question", "Enter")
    lit = opened.locator("#source-page mark")
    lit.wait_for()
    opened.wait_for_timeout(200)
    length = "document.querySelector('.source-text').textContent.length"
    assert opened.evaluate(length) < 210_000
    before = box_of(lit)["y"]
    opened.locator(".further").first.evaluate("button => button.click()")
    opened.wait_for_function(length + " > 390000")
    assert box_of(lit)["y"] == pytest.approx(before, abs=2)
    while opened.locator(".further").count():
        opened.locator(".further").first.evaluate("button => button.click()")
        opened.wait_for_timeout(300)
    assert opened.locator(".source-text").evaluate("e => e.textContent") == service.document_called("long.txt").text
