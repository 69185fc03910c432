"""The page on a phone, in light and in dark, and with less motion, in a real browser."""

import re
from typing import Literal

import pytest
from contrast import CONTRAST
from playwright.sync_api import Browser, expect
from small_library import CHANCE, HOSTILE_QUESTION, SmallService

READ = (
    ".quote",
    ".quote mark",
    ".question",
    ".confidence",
    ".citation .title",
    ".document .facts",
    ".document .day",
    ".document .kind",
    ".document .tag",
    ".drop-hint",
    ".restricting",
    ".source-head .file",
    ".details summary",
    ".source-text",
    "#send",
    ".keys",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_read_stands_out_from_its_ground(
    browser: Browser, service: SmallService, address: str, scheme: Literal["light", "dark"]
) -> None:
    service.tag(service.documents()[0].id, ["energy"])
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector(".document")
    page.fill("#question", CHANCE)
    page.press("#question", "Enter")
    page.wait_for_selector("#source-page mark")
    ratios = {selector: page.evaluate(CONTRAST, selector) for selector in READ}
    context.close()
    assert min(ratios.values()) >= 4.5, ratios


def test_dark_is_dark_and_the_switch_is_remembered(browser: Browser, address: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector(".document")
    ground = "getComputedStyle(document.querySelector('.quoth')).backgroundColor"
    assert page.evaluate(ground) == "rgb(26, 24, 21)"
    page.click("#theme")
    assert page.evaluate(ground) == "rgb(250, 247, 241)"
    page.reload()
    page.wait_for_selector(".document")
    assert page.evaluate(ground) == "rgb(250, 247, 241)"
    context.close()


def test_a_phone_shows_one_column_with_a_drawer_and_a_sheet(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector(".example")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    expect(page.locator("#library")).to_be_hidden()
    page.tap("#open-library")
    expect(page.locator("#close-library")).to_be_focused()
    expect(page.locator(".document").first).to_be_in_viewport()
    page.tap("#close-library")
    expect(page.locator("#open-library")).to_be_focused()

    page.fill("#question", CHANCE)
    page.tap("#send")
    expect(page.locator("#source")).to_be_hidden()
    chip = page.locator(".citation").nth(1)
    chip.tap()
    expect(page.locator("#close-source")).to_be_focused()
    expect(page.locator("#source-page mark")).to_have_text("a chance below 20%")
    expect(page.locator("#source-page mark")).to_be_in_viewport()
    assert page.evaluate("document.querySelector('#chat').inert")
    page.keyboard.press("Escape")
    expect(page.locator("#source")).to_be_hidden()
    expect(chip).to_be_focused()
    page.fill("#question", HOSTILE_QUESTION)
    page.tap("#send")
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator(".turn").nth(1).locator(".citation")).to_have_count(1)
    for part in ("html", "#log", ".turn:last-child .finding"):
        assert (
            page.evaluate(
                "part => { const e = document.querySelector(part); return e.scrollWidth - e.clientWidth }", part
            )
            == 0
        )
    context.close()


def test_less_motion_is_respected(browser: Browser, address: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector(".document")
    moving = "getComputedStyle(document.querySelector('.document')).transitionProperty"
    assert re.fullmatch("none|all", page.evaluate(moving))
    context.close()
