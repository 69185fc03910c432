"""A document's details, in a real browser: its title and tags changed where they stand."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from small_library import SmallService

from index.documents.datatypes import Document

MIXED = Path(__file__).parents[2] / "data" / "formats" / "mixed.pdf"


@pytest.fixture
def document(service: SmallService) -> Document:
    return service.document_called("divide.txt")


@pytest.fixture
def details(page: Page, service: SmallService, document: Document, address: str) -> Page:
    service.tag(document.id, ["energy"])
    page.goto(address)
    page.locator(".document", has_text="The widening divide").locator(".open").click()
    page.wait_for_selector(".details")
    return page


def test_all_that_is_known_of_a_document_is_shown(details: Page, service: SmallService, document: Document) -> None:
    shown = details.locator(".details")
    expect(shown).to_have_attribute("open", "")
    summary = service.summary(document.id)
    assert summary
    passages = f"9,133 characters, {summary.passages} passages"
    for words in (document.path, "Text", "9 KB", "17 May 2024", passages):
        expect(shown.locator("dl")).to_contain_text(words)
    expect(shown.locator(".warnings")).to_have_count(0)


def test_what_could_not_be_read_in_a_document_is_said(page: Page, service: SmallService, address: str) -> None:
    service.add_files(MIXED)
    page.goto(address)
    mixed = page.locator(".document", has_text=MIXED.name)
    expect(mixed.locator(".noted")).to_have_attribute("title", "2 notes on how it was read")
    mixed.locator(".open").click()
    expect(page.locator(".details .warnings li")).to_have_text(service.document_called(MIXED.name).warnings)


def test_the_title_is_changed_by_the_pencil_and_enter(details: Page) -> None:
    details.click(".rename")
    expect(details.locator(".title-field")).to_be_focused()
    details.keyboard.type("On <b>energy</b>")
    details.keyboard.press("Enter")
    expect(details.locator("#source-page h2")).to_have_text("On <b>energy</b>")
    expect(details.locator(".document .title", has_text="On <b>energy</b>")).to_have_count(1)
    expect(details.locator(".rename")).to_be_focused()
    details.click("#source-page h2")
    details.fill(".title-field", "")
    details.keyboard.press("Enter")
    expect(details.locator("#source-page h2")).to_have_text("The widening divide")


def test_escape_leaves_the_title_as_it_was(details: Page, service: SmallService, document: Document) -> None:
    details.click(".rename")
    details.keyboard.type("Something else")
    details.keyboard.press("Escape")
    expect(details.locator(".title-field")).to_have_count(0)
    expect(details.locator("#source-page h2")).to_have_text("The widening divide")
    summary = service.summary(document.id)
    assert summary and summary.title == "The widening divide"


def test_tags_are_added_by_enter_and_comma_and_taken_off(
    details: Page, service: SmallService, document: Document
) -> None:
    details.focus(".new-tag")
    details.keyboard.type("law,")
    expect(details.locator(".tag-editor .tag")).to_have_text(["energy", "law"])
    expect(details.locator(".new-tag")).to_be_focused()
    details.keyboard.type("<i>2030</i>")
    details.keyboard.press("Enter")
    expect(details.locator(".tag-editor .tag")).to_have_text(["<i>2030</i>", "energy", "law"])
    expect(details.locator(".document .tag")).to_have_text(["<i>2030</i>", "energy", "law"])
    details.get_by_role("button", name="Remove the tag energy").click()
    expect(details.locator(".tag-editor .tag")).to_have_text(["<i>2030</i>", "law"])
    summary = service.summary(document.id)
    assert summary and summary.tags == ("<i>2030</i>", "law")


def test_why_a_tag_cannot_be_is_said_and_what_was_typed_stays(details: Page) -> None:
    details.locator(".new-tag").evaluate("field => { field.maxLength = 999; }")
    details.fill(".new-tag", "x" * 61)
    details.press(".new-tag", "Enter")
    expect(details.locator(".details .problem")).to_have_text(
        f"A tag has 1 to 60 characters and no comma: '{'x' * 61}'."
    )
    expect(details.locator(".new-tag")).to_have_value("x" * 61)


def test_of_a_quoted_document_the_details_are_folded(details: Page) -> None:
    details.fill("#question", "Who is Justin Lin?")
    details.press("#question", "Enter")
    expect(details.locator("#source-page mark")).to_have_text("the head of the Qwen models")
    expect(details.locator(".details dl")).to_be_hidden()
    details.focus(".details summary")
    details.keyboard.press("Enter")
    expect(details.locator(".details dl")).to_be_visible()
