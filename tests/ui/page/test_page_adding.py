"""Adding documents on the page, in a real browser: files, folders, progress, cancelling, what came of it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from small_library import SmallService, write

# A folder as the browser hands it over when it is dropped: entries that are walked, a few at a time.
DROP_FOLDER = """
() => {
  const file = (path, text) => ({
    isFile: true, name: path.split("/").pop(), fullPath: path,
    file: (yes) => yes(new File([text], path.split("/").pop(), { type: "text/plain" })),
  });
  const folder = (path, inside, failing) => ({
    isFile: false, name: path.split("/").pop(), fullPath: path,
    createReader: () => {
      const left = [...inside];
      return { readEntries: (yes, no) => (failing ? no(new Error("no")) : yes(left.splice(0, 2))) };
    },
  });
  const root = folder("/papers", [
    file("/papers/one.txt", "One ink, wet"),
    file("/papers/.hidden.txt", "Hidden"),
    file("/papers/two.txt", "Two inks, wet"),
    folder("/papers/deep", [folder("/papers/deep/er", [file("/papers/deep/er/three.txt", "Three inks, wet")])]),
    folder("/papers/.git", [file("/papers/.git/four.txt", "Four")]),
    folder("/papers/shut", [], true),
  ]);
  const drop = new Event("drop", { bubbles: true, cancelable: true });
  const items = [root, file("/five.txt", "Five inks, wet")];
  drop.dataTransfer = {
    types: ["Files"], files: [],
    items: items.map((entry) => ({ kind: "file", webkitGetAsEntry: () => entry })),
  };
  document.querySelector("#quoth").dispatchEvent(drop);
}
"""


def test_files_are_added_from_the_page(opened: Page, service: SmallService, tmp_path: Path) -> None:
    file = tmp_path / "new.txt"
    file.write_text("Fresh ink\n\nThe bridge is 80 metres long.\n", encoding="utf-8")
    opened.set_input_files("#files", file)
    expect(opened.locator(".document", has_text="Fresh ink")).to_have_count(1)
    assert uploads(service) == ["new.txt"]
    expect(opened.locator("#outcome-words")).to_have_text("1 added.")
    expect(opened.locator("#announcer")).to_have_text("1 added.")


def test_a_dropped_folder_is_walked_without_what_is_hidden(opened: Page, service: SmallService) -> None:
    opened.evaluate(DROP_FOLDER)
    expect(opened.locator(".document", has_text="Three inks")).to_have_count(1)
    assert uploads(service) == ["five.txt", "papers/deep/er/three.txt", "papers/one.txt", "papers/two.txt"]
    expect(opened.locator("#failure-list .file")).to_have_text("papers/shut")
    expect(opened.locator("#failure-list .reason")).to_have_text("Your browser could not open it.")


def test_a_folder_is_chosen_with_the_paths_in_it(opened: Page, service: SmallService, tmp_path: Path) -> None:
    for name in ("a.txt", "deep/b.txt", ".hidden/c.txt", "deep/.d.txt"):
        (tmp_path / "papers" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "papers" / name).write_text(f"The paper {name}\n")
    opened.set_input_files("#folder", tmp_path / "papers")
    expect(opened.locator(".document", has_text="The paper deep/b.txt")).to_have_count(1)
    assert uploads(service) == ["papers/a.txt", "papers/deep/b.txt"]


def test_a_file_that_the_upload_refuses_is_named_and_the_others_are_added(
    opened: Page, service: SmallService, tmp_path: Path
) -> None:
    for name in ("good.txt", "refused & co.txt", "better.txt"):
        (tmp_path / name).write_text(f"The file {name}\n")

    def refuse(route: Route) -> None:
        route.abort() if b"refused" in (route.request.post_data_buffer or b"") else route.continue_()

    opened.route("**/upload*", refuse)
    opened.set_input_files("#files", list(tmp_path.iterdir()))
    expect(opened.locator("#failure-list .file")).to_have_text("refused & co.txt")
    expect(opened.locator("#failure-count")).to_have_text("1 file was not added")
    expect(opened.locator(".document", has_text="The file better.txt")).to_have_count(1)
    assert uploads(service) == ["better.txt", "good.txt"]


def test_where_nothing_could_be_taken_in_that_is_said_once_and_by_the_page_itself(
    opened: Page, service: SmallService, tmp_path: Path
) -> None:
    (tmp_path / "only.txt").write_text("Words")
    opened.route("**/upload*", lambda route: route.abort())
    opened.set_input_files("#files", tmp_path / "only.txt")
    expect(opened.locator("#announcer")).to_have_text("1 file was not added")
    expect(opened.locator("#failure-list .file")).to_have_text("only.txt")
    expect(opened.locator("#progress")).to_be_hidden()
    expect(opened.locator(".toast-wrap")).to_be_hidden()


def test_taking_in_says_how_far_it_has_come_and_can_be_cancelled(
    opened: Page, service: SmallService, tmp_path: Path
) -> None:
    for number in range(12):
        (tmp_path / f"{number}.txt").write_text(f"File {number}\n")
    held: list[Route] = []
    opened.route("**/upload*", lambda route: held.append(route) if len(held) < 3 else route.continue_())
    opened.set_input_files("#files", sorted(tmp_path.iterdir()))
    expect(opened.locator("#progress-words")).to_have_text("Copying files: 0 of 12…")
    while len(held) < 3:
        opened.wait_for_timeout(50)
    opened.click("#cancel")
    for route in held:
        route.continue_()
    expect(opened.locator("#outcome-words")).to_have_text("Cancelled; nothing was added.")
    expect(opened.locator("#progress")).to_be_hidden()
    assert uploads(service) == []


@pytest.fixture
def held(service: SmallService, tmp_path: Path) -> SmallService:
    """Eight files of which the fourth is held up while it is embedded; the sixth cannot be read."""
    texts = {f"{number} & co.txt": f"Paper {number} is dry." for number in range(8)}
    texts["3 & co.txt"] = "Paper 3 is held at the gate."
    texts["5 <img src=x onerror=window.__pwned=1>.txt"] = "\0\1\2" * 100
    del texts["5 & co.txt"]
    service.embedder.gate.shut()
    service.intake.sync([write(tmp_path / "papers", texts)])
    return service


def test_reading_and_what_failed_are_shown(held: SmallService, opened: Page) -> None:
    progress = opened.locator("#progress")
    expect(progress).to_contain_text("Reading 3 & co.txt")
    expect(progress).to_contain_text("3 of 8 files · 3 passages")
    assert 3 / 8 < progress.locator("progress").evaluate("bar => bar.value") < 4 / 8  # the fourth has been read
    held.embedder.gate.open()
    expect(progress).to_be_hidden()
    expect(opened.locator("#outcome-words")).to_have_text("7 added, 1 not added.")
    expect(opened.locator("#announcer")).to_have_text("7 added, 1 not added. 1 file was not added")
    expect(opened.locator("#failure-list .file")).to_have_text("5 <img src=x onerror=window.__pwned=1>.txt")
    expect(opened.locator("#failure-list .reason")).to_contain_text("The file is not text")
    opened.click("#dismiss")
    expect(opened.locator("#outcome")).to_be_hidden()
    opened.reload()
    opened.wait_for_selector(".document")
    expect(opened.locator("#outcome")).to_be_hidden()


def test_what_one_browser_dismisses_stays_in_the_other(
    opened: Page, service: SmallService, browser: Browser, tmp_path: Path, come_back: Callable[[Page], None]
) -> None:
    with browser.new_context() as other_browser:
        other = other_browser.new_page()
        other.goto(opened.url)
        service.add_files(write(tmp_path / "papers", {"bad.txt": "\0\1\2" * 100}))
        for page in (opened, other):
            come_back(page)
            expect(page.locator("#failure-list .file")).to_have_text("bad.txt")
        opened.click("#dismiss")
        expect(opened.locator("#outcome")).to_be_hidden()
        for page in (opened, other):
            page.reload()
            page.wait_for_selector(".document")
        expect(other.locator("#failure-list .file")).to_have_text("bad.txt")
        expect(opened.locator("#outcome")).to_be_hidden()
        another_tab = opened.context.new_page()
        another_tab.goto(opened.url)
        another_tab.wait_for_selector(".document")
        expect(another_tab.locator("#outcome")).to_be_hidden()
        another_tab.close()
        service.add_files(write(tmp_path / "papers", {"worse.txt": "\0\1\2" * 100}))
        come_back(opened)
        expect(opened.locator("#failure-list .file")).to_have_text(["bad.txt", "worse.txt"])


def test_cancelling_keeps_what_is_done(held: SmallService, opened: Page) -> None:
    expect(opened.locator("#progress")).to_contain_text("3 of 8 files")
    opened.locator("#cancel").focus()
    opened.wait_for_timeout(1500)
    expect(opened.locator("#cancel")).to_be_focused()
    with opened.expect_response(lambda response: '"cancel"' in (response.request.post_data or "")):
        opened.keyboard.press("Enter")
        expect(opened.locator("#progress-words")).to_contain_text("Stopping")
    held.embedder.gate.open()
    expect(opened.locator("#outcome-words")).to_have_text("Cancelled; already done: 4 added.")
    assert len(held.documents()) == 8


def test_what_came_of_earlier_work_is_not_told_again(
    page: Page, service: SmallService, address: str, tmp_path: Path
) -> None:
    service.add_files(write(tmp_path / "papers", {"ink.txt": "Fresh ink"}))
    assert service.intake.summary and service.intake.summary.added == 1
    page.goto(address)
    page.locator(".document", has_text="Fresh ink").wait_for()
    expect(page.locator("#outcome")).to_be_hidden()


def uploads(service: SmallService) -> list[str]:
    """The names of the files that the library keeps of what was dropped on the page, each with a document."""
    service.intake.wait()
    kept = service.index.library.folder.resolve() / "files"
    paths = [Path(document.path) for document in service.documents()]
    names = [path.relative_to(kept).parts[1:] for path in paths if path.is_relative_to(kept)]  # below a digest
    return sorted("/".join(name) for name in names)
