"""The documents on the left, in a real browser: restricting, adding, removing, progress, failures."""

from playwright.sync_api import expect


def test_each_document_says_its_title_file_and_size(opened):
    first = opened.locator(".document").first
    expect(first.locator(".title")).to_have_text("A cautious outlook")
    expect(first.locator(".file")).to_have_text("outlook.txt")
    expect(first.locator(".facts")).to_have_text("8k characters · 3 passages")
    first.locator(".open").click()
    expect(opened.locator("#source-page h2")).to_have_text("A cautious outlook")
    expect(opened.locator("#source-page mark, #source-page .tint")).to_have_count(0)


def test_ticked_documents_are_the_only_ones_asked(opened, service):
    divide = opened.locator(".document", has_text="The widening divide")
    divide.locator("input").check()
    expect(opened.locator("#scope")).to_contain_text("Asking only 1 of 4 documents.")
    opened.fill("#question", "What chance did Justin Lin give?")
    opened.press("#question", "Enter")
    expect(opened.locator(".quote mark").first).to_have_text("below 20%")
    assert service.heard[-1][2] == (divide.get_attribute("data-id"),)
    opened.click("#ask-all")
    expect(opened.locator("#scope")).to_be_hidden()
    expect(divide.locator("input")).not_to_be_checked()


def test_removing_asks_first(opened, service):
    divide = opened.locator(".document", has_text="The widening divide")
    divide.locator(".remove").click()
    expect(divide.locator(".remove")).to_have_text("Remove?")
    opened.focus("#question")
    opened.mouse.move(700, 400)
    expect(divide.locator(".remove")).not_to_contain_text("Remove?")
    divide.locator(".remove").click()
    divide.locator(".remove").click()
    expect(opened.locator(".document")).to_have_count(3)
    assert len(service.shelf) == 3


def test_a_quote_outlives_its_document(opened, service):
    opened.fill("#question", "Who is Justin Lin?")
    opened.press("#question", "Enter")
    chip = opened.locator(".citation").first
    chip.wait_for()
    service.shelf.clear()
    chip.click()
    expect(opened.locator(".source-note")).to_contain_text("no longer in the library")
    expect(opened.locator(".source-note")).to_contain_text("Justin Lin is the head of the Qwen models.")


def test_files_are_added_from_the_page(opened, service, tmp_path):
    file = tmp_path / "new.txt"
    file.write_text("Fresh ink\n\nThe bridge is 80 metres long.\n", encoding="utf-8")
    opened.set_input_files("#files", file)
    expect(opened.locator(".document", has_text="Fresh ink")).to_have_count(1)
    assert [path.name for path in service.added] == ["new.txt"]


def test_reading_and_what_failed_are_shown(opened, service):
    service.says_it_reads(3, 8, "/somewhere/annual <i>report</i>.txt", 12.4)
    service.reading = None
    service.says_it_failed("/somewhere/<img src=x onerror=window.__pwned=1>.bin", "It is binary, not text.")
    service.says_it_reads(3, 8, "/somewhere/annual report & co.txt", 12.4)
    opened.reload()
    progress = opened.locator("#progress")
    expect(progress).to_contain_text("Reading annual report & co.txt")
    expect(progress).to_contain_text("3 of 8 · about 12 s left")
    expect(progress.locator("progress")).to_have_attribute("value", "3")
    service.reading = None
    expect(progress).to_be_hidden()
    expect(opened.locator("#failures")).to_contain_text("1 file was not added")
    expect(opened.locator("#failure-list .file")).to_have_text("<img src=x onerror=window.__pwned=1>.bin")
    expect(opened.locator("#failure-list .reason")).to_have_text("It is binary, not text.")


def test_an_empty_library_says_what_to_do(page, service, address):
    service.shelf.clear()
    page.goto(address)
    expect(page.locator("#promise")).to_have_text("Add a document to begin.")
