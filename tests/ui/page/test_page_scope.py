"""Which documents a question is asked of, in a real browser: ticked, tagged, of a time."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from small_library import CHANCE, SmallService, write


def ask(page: Page, question: str = CHANCE) -> Locator:
    turns = page.locator(".turn").count()
    page.fill("#question", question)
    page.press("#question", "Enter")
    turn = page.locator(".turn").nth(turns)
    expect(turn.locator(".finding, .refusal").first).to_be_visible()
    return turn


def asked_of(service: SmallService) -> list[str] | None:
    """The documents of the last question, None for all."""
    return service.answerer.asked[-1][2]


@pytest.fixture
def tagged(page: Page, service: SmallService, address: str) -> Page:
    service.tag(service.document_called("divide.txt").id, ["energy", "<b>law</b>"])
    service.tag(service.document_called("long.txt").id, ["ships"])
    page.goto(address)
    page.wait_for_selector(".document")
    return page


def test_ticked_documents_are_the_only_ones_asked(opened: Page, service: SmallService) -> None:
    divide = opened.locator(".document", has_text="The widening divide")
    divide.locator("input").check()
    expect(opened.locator("#scope-words")).to_have_text("Asking only 1 of 4 documents")
    expect(ask(opened).locator(".quote mark").first).to_have_text("a chance below 20%")
    assert asked_of(service) == [divide.get_attribute("data-id")]
    opened.click("#ask-all")
    expect(opened.locator("#scope")).to_be_hidden()
    expect(divide.locator("input")).not_to_be_checked()


def test_a_tag_restricts_and_lets_go_again(tagged: Page, service: SmallService) -> None:
    expect(tagged.locator("#restrict")).to_be_hidden()
    tagged.click("#open-restrict")
    expect(tagged.locator("#tag-choices .tag")).to_have_text(["<b>law</b> 1", "energy 1", "ships 1"])
    energy = tagged.locator("#tag-choices [data-tag=energy]")
    energy.click()
    expect(tagged.locator("#scope-words")).to_have_text("Asking only documents tagged energy")
    expect(energy).to_have_attribute("aria-pressed", "true")
    turn = ask(tagged)
    expect(turn.locator(".quote mark").first).to_have_text("a chance below 20%")
    expect(turn.locator(".asked-of")).to_have_text("Asked only documents tagged energy")
    assert asked_of(service) == [service.document_called("divide.txt").id]
    expect(tagged.locator("#restrict")).to_be_hidden()
    tagged.click("#open-restrict")
    energy.click()
    expect(tagged.locator("#scope")).to_be_hidden()
    ask(tagged)
    assert asked_of(service) is None


def test_a_time_restricts(page: Page, service: SmallService, address: str, tmp_path: Path) -> None:
    old = write(tmp_path / "old", {"deed.txt": "Justin Lin gave no chance at all."}, modified=1558094400.0)  # 2019
    service.add_files(old)
    page.goto(address)
    page.wait_for_selector(".document")
    page.click("#open-restrict")
    page.fill("#since", "2024-05")
    expect(page.locator("#scope-words")).to_have_text("Asking only documents dated May 2024 or later")
    page.fill("#until", "2024-08")
    ask(page)
    deed = service.document_called("deed.txt").id
    asked = asked_of(service)
    assert asked and len(asked) == 4 and deed not in asked
    page.locator(".document", has_text="A cautious outlook").locator("input").check()
    expect(page.locator("#scope-words")).to_have_text("Asking only 1 of 5 documents, if dated May 2024 to August 2024")
    ask(page)
    assert asked_of(service) == [service.document_called("outlook.txt").id]
    page.click("#ask-all")
    ask(page)
    assert asked_of(service) is None


def test_the_panel_opens_and_closes_by_keyboard(tagged: Page) -> None:
    tagged.focus("#open-restrict")
    tagged.keyboard.press("Enter")
    expect(tagged.locator("#open-restrict")).to_have_attribute("aria-expanded", "true")
    tagged.focus("#tag-choices [data-tag=ships]")
    tagged.keyboard.press("Space")
    expect(tagged.locator("#announcer")).to_have_text("Asking only documents tagged ships")
    tagged.keyboard.press("Escape")
    expect(tagged.locator("#restrict")).to_be_hidden()
    expect(tagged.locator("#open-restrict")).to_be_focused()


def test_a_scope_that_cannot_be_is_said(tagged: Page, service: SmallService) -> None:
    tagged.click("#open-restrict")
    tagged.click("#tag-choices [data-tag=energy]")
    service.tag(service.document_called("divide.txt").id, [])
    expect(ask(tagged).locator(".verdict")).to_have_text("No document has the tag 'energy'; the tags are: ships.")
