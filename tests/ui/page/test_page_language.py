"""The page in two languages: Gradio finds the browser's, a button chooses the other, and what documents say stays."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from small_library import CHANCE

CLIPPED = """() => [...document.querySelectorAll('#quoth :is(button, h2, p, label, dt, dd)')]
  .filter((part) => part.getClientRects().length && !part.matches('.unseen, .open, .citation'))
  .filter((part) => part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflowX !== 'visible')
  .map((part) => part.textContent)"""


@pytest.fixture(params=[1440, 390])
def chinese(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(locale="zh-CN", viewport={"width": request.param, "height": 844})
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector(".document", state="attached")
    yield page
    context.close()


def ask(page: Page, question: str) -> None:
    page.fill("#question", question)
    page.press("#question", "Enter")
    expect(page.locator(".turn").last.locator(".busy")).to_have_count(0)


def test_a_chinese_browser_gets_a_chinese_page_and_the_documents_own_words(chinese: Page) -> None:
    expect(chinese.locator("#quoth")).to_have_attribute("lang", "zh-CN")
    expect(chinese.locator(".lede")).to_have_text("请提问。Quoth 用您文档中的原文回答，并指出原文在哪里。")
    assert chinese.evaluate(CLIPPED) == []
    ask(chinese, CHANCE)
    turn = chinese.locator(".turn").last
    expect(turn.locator(".confidence").first).to_have_text("很可能")
    expect(turn.locator("mark").first).to_have_text("less than a 20% chance")
    ask(chinese, "What is the capital of Peru?")
    expect(chinese.locator(".turn").last.locator(".verdict")).to_have_text("您的文档里没有说。")
    ask(chinese, "hi")
    expect(chinese.locator(".turn").last.locator(".verdict")).to_contain_text("您好。请提问")
    assert chinese.evaluate(CLIPPED) == []
    assert chinese.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_language_is_chosen_with_one_press_and_remembered(chinese: Page) -> None:
    if not chinese.locator("#language").is_visible():
        chinese.click("#open-library")
    chinese.click("#language")
    expect(chinese.locator("#quoth")).to_have_attribute("lang", "en")
    expect(chinese.locator(".lede")).to_contain_text("Ask a question. Quoth answers in your documents’ own words")
    chinese.wait_for_selector(".document", state="attached")
    ask(chinese, "What is the capital of Peru?")
    expect(chinese.locator(".turn").last.locator(".verdict")).to_have_text("Your documents don’t say.")
    chinese.reload()
    expect(chinese.locator("#quoth")).to_have_attribute("lang", "en")


def test_any_other_browser_gets_english(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="de-DE")
    page = context.new_page()
    page.goto(address)
    expect(page.locator("#quoth")).to_have_attribute("lang", "en", timeout=15_000)
    context.close()
