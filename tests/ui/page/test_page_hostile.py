"""Untrusted text in a real browser: shown as text everywhere, nothing runs, the lit words are the quoted words."""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from small_library import HOSTILE_ANSWER, HOSTILE_NAME, HOSTILE_QUESTION, HOSTILE_TITLE


@pytest.fixture
def watched(page, address):
    page.alarms = []
    page.on("dialog", lambda dialog: (page.alarms.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: page.alarms.append(str(error)))
    page.requested = []
    page.on("request", lambda request: page.requested.append(request.url))
    page.goto(address)
    page.wait_for_selector(".document")
    yield page
    page.wait_for_timeout(300)
    assert page.evaluate("window.__pwned") is None
    assert page.alarms == []
    assert [url for url in page.requested if not url.startswith(address)] == []


@pytest.fixture
def hostile(service):
    document = service.document_called(HOSTILE_NAME)
    assert document.title == HOSTILE_TITLE
    return document


def test_a_hostile_document_is_shown_as_text_everywhere(watched, service, hostile, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
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


def test_a_hostile_example_and_a_hostile_refusal(watched, service):
    watched.locator(".example", has_text="<script>").click()
    expect(watched.locator(".finding")).to_have_count(1)
    question = "${alert(1)} {{x}} <iframe src=javascript:alert(2)> $$x$$ what of the <b>population</b>?"
    watched.fill("#question", question)
    watched.press("#question", "Enter")
    expect(watched.locator(".refusal .unknown")).to_contain_text("population")
    expect(watched.locator(".question").last).to_have_text(question)


def test_markup_that_got_past_the_escaping_would_not_run(watched):
    watched.evaluate("document.querySelector('#turns').innerHTML = '<img src=x onerror=\"window.__pwned=1\">'")
    watched.evaluate(
        "{ const s = document.createElement('script'); s.textContent = 'window.__pwned=2'; document.body.append(s); }"
    )
