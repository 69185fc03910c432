"""Untrusted text in a real browser: shown as text everywhere, nothing runs, the lit words are the quoted words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect
from small_library import HOSTILE_ANSWER, HOSTILE_NAME, HOSTILE_QUESTION, HOSTILE_TITLE, SmallService

from index.documents.datatypes import Document


@pytest.fixture
def watched(page: Page, address: str) -> Iterator[Page]:
    alarms: list[str] = []
    requested: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        alarms.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    page.on("pageerror", lambda error: alarms.append(str(error)))
    page.on("request", lambda request: requested.append(request.url))
    page.goto(address)
    page.wait_for_selector(".document")
    yield page
    page.wait_for_timeout(300)
    assert page.evaluate("window.__pwned") is None
    assert alarms == []
    assert [url for url in requested if not url.startswith(address)] == []


@pytest.fixture
def hostile(service: SmallService) -> Document:
    document = service.document_called(HOSTILE_NAME)
    assert document.title == HOSTILE_TITLE
    return document


def test_a_hostile_document_is_shown_as_text_everywhere(
    watched: Page, service: SmallService, hostile: Document
) -> None:
    watched.context.grant_permissions(["clipboard-read", "clipboard-write"])
    question = HOSTILE_QUESTION
    watched.fill("#question", question)
    watched.press("#question", "Enter")
    chip = watched.locator(".citation").first
    chip.wait_for()
    citation = service.answer(question).findings[0].citations[0]
    answer = service.answer(question).text
    assert answer == HOSTILE_ANSWER

    assert watched.locator(".turn .question").evaluate("e => e.textContent") == question
    assert watched.locator(".finding .quote").evaluate("e => e.textContent") == citation.quote
    assert watched.locator(".finding .quote mark").evaluate("e => e.textContent") == answer
    assert chip.locator(".title").evaluate("e => e.textContent") == hostile.title
    listed = watched.locator(".document", has_text="filler").or_(watched.locator(f"[data-id='{hostile.id}']"))
    assert listed.locator(".title").evaluate("e => e.textContent") == hostile.title
    assert listed.locator(".file").evaluate("e => e.textContent") == Path(hostile.path).name

    chip.click()
    expect(watched.locator("#source-page mark")).to_have_count(1)
    assert watched.locator("#source-page mark").evaluate("e => e.textContent") == answer
    assert watched.locator("#source-page .tint").evaluate("e => e.textContent") == citation.quote
    assert watched.locator("#source-page .source-text").evaluate("e => e.textContent") == hostile.text
    assert watched.locator("#source-page h2").evaluate("e => e.textContent") == hostile.title
    chip.hover()
    assert watched.locator("#tooltip").evaluate("e => e.textContent") == citation.quote
    watched.locator(".finding .copy").click()
    expect(watched.locator(".finding .copy")).to_have_text("Copied")
    assert hostile.title in watched.evaluate("navigator.clipboard.readText()")
    outside = ".quoth :is(.log, .source-page, .shelf, .tooltip) :is(script, img, a, iframe)"
    assert watched.locator(outside).count() == 0


def test_a_hostile_example_and_a_hostile_refusal(watched: Page, service: SmallService) -> None:
    watched.locator(".example", has_text="<script>").click()
    expect(watched.locator(".finding")).to_have_count(1)
    question = "${alert(1)} {{x}} <iframe src=javascript:alert(2)> $$x$$ what of the <b>population</b>?"
    watched.fill("#question", question)
    watched.press("#question", "Enter")
    expect(watched.locator(".refusal .unknown")).to_contain_text("population")
    expect(watched.locator(".question").last).to_have_text(question)


def test_markup_that_got_past_the_escaping_would_not_run(watched: Page) -> None:
    watched.evaluate("document.querySelector('#turns').innerHTML = '<img src=x onerror=\"window.__pwned=1\">'")
    watched.evaluate(
        "{ const s = document.createElement('script'); s.textContent = 'window.__pwned=2'; document.body.append(s); }"
    )
