"""The documents on the left, in a real browser: the list, its filter, removing, folders kept in sync."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from small_library import SmallService, write
from standing_page import StandingPage


@pytest.fixture(scope="module")
def large_library(small_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of 500 documents."""
    place = tmp_path_factory.mktemp("large")
    service = SmallService(Path(shutil.copytree(small_library, place / "library")))
    minutes = {f"minutes/{number:03}.txt": f"Minutes {number:03} of the council" for number in range(496)}
    service.index.add([write(place, minutes) / "minutes"])
    for document in service.documents():
        if document.title in {f"Minutes {number:03} of the council" for number in range(7, 496, 50)}:
            service.tag(document.id, ["budget"])
    service.close()
    return place / "library"


@pytest.fixture
def many(page: Page, large_library: Path, standing_page: StandingPage) -> Iterator[Page]:
    service = SmallService(large_library)
    standing_page.put(service)
    page.goto(standing_page.running.address)
    page.wait_for_selector(".document")
    yield page
    service.close()


def listed(page: Page, title: str) -> Locator:
    return page.locator(".document", has_text=title)


def test_each_document_says_its_title_file_kind_size_and_day(page: Page, service: SmallService, address: str) -> None:
    document = service.document_called("outlook.txt")
    service.tag(document.id, ["energy", "<i>law</i>"])
    page.goto(address)
    first = listed(page, "A cautious outlook")
    expect(first.locator(".title")).to_have_text("A cautious outlook")
    expect(first.locator(".file")).to_have_text("outlook.txt")
    expect(first.locator(".day")).to_have_text("17 May 2024")
    summary = service.summary(document.id)
    assert summary
    expect(first.locator(".facts")).to_have_text(f"Text · 8k characters · {summary.passages} passages")
    expect(first.locator(".tag")).to_have_text(["<i>law</i>", "energy"])
    expect(first.locator(".noted")).to_have_count(0)


def test_the_list_stands_by_title(opened: Page) -> None:
    titles = opened.locator(".document .title").all_text_contents()
    assert titles[0] == "A cautious outlook" and titles[-1] == "The widening divide"


def test_opening_a_document_shows_it_unlit(opened: Page) -> None:
    listed(opened, "A cautious outlook").locator(".open").click()
    expect(opened.locator("#source-page h2")).to_have_text("A cautious outlook")
    expect(opened.locator(".open[aria-current] .title")).to_have_text("A cautious outlook")
    expect(opened.locator("#announcer")).to_have_text("Opened A cautious outlook.")
    expect(opened.locator("#source-page mark, #source-page .tint")).to_have_count(0)


def test_removing_asks_first(opened: Page, service: SmallService) -> None:
    divide = listed(opened, "The widening divide")
    divide.hover()
    divide.locator(".remove").click()
    expect(divide.locator(".remove")).to_have_text("Remove?")
    opened.focus("#question")
    opened.mouse.move(700, 400)
    expect(divide.locator(".remove")).not_to_contain_text("Remove?")
    divide.locator(".remove").click()
    divide.locator(".remove").click()
    expect(opened.locator(".document")).to_have_count(3)
    expect(opened.locator("#announcer")).to_have_text("Removed The widening divide.")
    assert len(service.documents()) == 3


def remove(page: Page, title: str) -> None:
    listed(page, title).hover()
    listed(page, title).locator(".remove").click()
    listed(page, title).locator(".remove").click()
    expect(listed(page, title)).to_have_count(0)


def test_removing_can_be_undone(opened: Page, service: SmallService) -> None:
    document = service.document_called("divide.txt")
    service.tag(document.id, ["energy"])
    before = service.documents()
    remove(opened, "The widening divide")
    line = opened.locator("#removed li")
    expect(line).to_have_text("Removed The widening divide. Undo")
    expect(line.locator(".undo")).to_be_focused()
    opened.reload()
    expect(line).to_have_text("Removed The widening divide. Undo")
    opened.keyboard.press("Tab")
    line.locator(".undo").press("Enter")
    expect(listed(opened, "The widening divide")).to_have_count(1)
    expect(opened.locator("#outcome")).to_be_hidden()
    expect(opened.locator("#announcer")).to_have_text("The widening divide is back.")
    assert service.documents() == before


def test_what_cannot_be_undone_any_more_is_said(opened: Page, service: SmallService) -> None:
    remove(opened, "The widening divide")
    service.index.forget_removed([each.removal for each in service.intake.removals()])
    opened.locator(".undo").click()
    expect(opened.locator("#outcome-words")).to_contain_text("can't be restored any more")


def test_a_dismissed_removal_is_not_shown_again(opened: Page) -> None:
    remove(opened, "The widening divide")
    opened.click("#dismiss")
    expect(opened.locator("#outcome")).to_be_hidden()
    remove(opened, "A cautious outlook")
    expect(opened.locator("#removed li")).to_have_text("Removed A cautious outlook. Undo")


def test_files_out_of_reach_are_said(page: Page, service: SmallService, address: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "papers", {"ink.txt": "Fresh ink"})
    service.add_files(folder)
    folder.rename(tmp_path / "away")
    service.add_files(folder)
    page.goto(address)
    expect(page.locator("#failure-count")).to_have_text(
        "Some files are out of reach; their documents are kept", timeout=20_000
    )
    expect(page.locator("#failure-list .kept .file")).to_have_text("ink.txt")
    expect(page.locator("#failure-list .kept .reason")).to_contain_text("is not there")
    expect(listed(page, "Fresh ink")).to_have_count(1)


def test_a_double_click_does_not_remove(opened: Page, service: SmallService) -> None:
    listed(opened, "The widening divide").locator(".remove").dblclick()
    opened.wait_for_timeout(300)
    assert len(service.documents()) == 4


def test_a_removed_document_does_not_stay_open(opened: Page) -> None:
    divide = listed(opened, "The widening divide")
    divide.locator(".open").click()
    expect(opened.locator("#source-page h2")).to_have_text("The widening divide")
    divide.locator(".remove").click()
    divide.locator(".remove").click()
    expect(opened.locator("#source-page h2")).to_have_count(0)
    expect(opened.locator("#source-empty")).to_be_visible()


def test_a_document_whose_file_has_changed_is_opened_as_it_is_now(
    page: Page, service: SmallService, address: str, tmp_path: Path, come_back: Callable[[Page], None]
) -> None:
    folder = write(tmp_path / "papers", {"bridge.txt": "The wide bridge\n"})
    service.add_files(folder)
    page.goto(address)
    listed(page, "The wide bridge").locator(".open").click()
    expect(page.locator("#source-page h2")).to_have_text("The wide bridge")
    service.add_files(write(folder, {"bridge.txt": "The narrow bridge\n"}))
    come_back(page)
    expect(page.locator("#source-page h2")).to_have_text("The narrow bridge")


def test_a_quote_outlives_its_document(opened: Page, service: SmallService) -> None:
    opened.fill("#question", "Who is Justin Lin?")
    opened.press("#question", "Enter")
    chip = opened.locator(".citation").first
    chip.wait_for()
    for document in service.documents():
        service.remove(document.id)
    chip.click()
    expect(opened.locator(".source-note")).to_contain_text("no longer in the library")
    expect(opened.locator(".source-note")).to_contain_text("Justin Lin is the head of the Qwen models.")


def test_five_hundred_documents_are_filtered_by_title_path_and_tag(many: Page) -> None:
    shown = many.locator(".document:visible")
    expect(shown).to_have_count(500)
    many.fill("#filter", "minutes 12")
    expect(shown).to_have_count(15)
    expect(many.locator("#filter-count")).to_have_text("15 of 500 documents")
    many.fill("#filter", "large0/minutes/007")
    expect(shown.locator(".title")).to_have_text("Minutes 007 of the council")
    many.fill("#filter", "budget COUNCIL")
    expect(shown).to_have_count(10)
    many.fill("#filter", "nothing of the kind")
    expect(many.locator("#filter-count")).to_have_text("No document matches.")
    many.press("#filter", "Escape")
    expect(shown).to_have_count(500)


def test_ticks_outlive_the_filter(many: Page) -> None:
    many.fill("#filter", "minutes 007")
    many.locator(".document:visible input").check()
    many.fill("#filter", "")
    expect(many.locator("#scope-words")).to_have_text("Asking only 1 of 500 documents")
    expect(many.locator(".document input:checked")).to_have_count(1)


def test_few_documents_need_no_filter(opened: Page) -> None:
    expect(opened.locator("#filter")).to_be_hidden()


def test_a_change_elsewhere_leaves_focus_and_ticks_where_they_are(
    opened: Page, service: SmallService, tmp_path: Path, come_back: Callable[[Page], None]
) -> None:
    outlook = listed(opened, "A cautious outlook").locator("input")
    outlook.check()
    outlook.focus()
    service.add_files(write(tmp_path / "papers", {"fresh.txt": "Fresh ink"}))
    come_back(opened)
    listed(opened, "Fresh ink").wait_for()
    expect(outlook).to_be_focused()
    expect(outlook).to_be_checked()


def test_folders_are_kept_in_sync_by_a_switch(page: Page, service: SmallService, address: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "<b>papers", {"ink.txt": "Fresh ink"})
    service.add_files(folder)
    page.goto(address)
    switch = page.get_by_role("switch")
    expect(switch).to_have_attribute("aria-label", "Keep <b>papers in sync")
    expect(switch).to_have_attribute("aria-checked", "false")
    switch.focus()
    page.keyboard.press("Space")
    expect(switch).to_have_attribute("aria-checked", "true")
    page.wait_for_timeout(300)
    assert service.intake.folders() == {str(folder): True}
    expect(switch).to_be_focused()


def test_without_folders_nothing_is_said_of_them(opened: Page) -> None:
    expect(opened.locator("#folders")).to_be_hidden()


def test_an_empty_library_says_what_to_do(page: Page, service: SmallService, address: str) -> None:
    for document in service.documents():
        service.remove(document.id)
    page.goto(address)
    expect(page.locator("#promise")).to_have_text("Add a document to begin.")
