"""A folder of every format, added by one drop; each document answers, and its citation opens at the right words."""

import base64
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

FORMATS = Path(__file__).parents[2] / "data" / "formats"
REFUSED = {"protected.pdf", "protected.odt", "old_word_format.docx"}
ASKED = {
    "lease.pdf": ("How much is the rent a month?", "640 crowns", 1),
    "railway_report.pdf": ("What was the surplus of the year?", "2,318 crowns", 4),
    "two_columns.pdf": ("How heavy was the pike that Nessa Quill caught?", "19 kilograms", 1),
    "quelm_harbour.docx": ("How many cranes does the harbour of Quelm have?", "eleven", None),
    "quelm_harbour.odt": ("When was the harbour of Quelm dug?", "1874", None),
    "quelm_harbour.rtf": ("Who dug the harbour of Quelm?", "Brothers Tallow", None),
    "murn_winter.pptx": ("When did the ice break?", "9 March", 1),
    "murn_winter.odp": ("How many boats were counted?", "14", 1),
    "murn_survey.xlsx": ("When was Pell Head opened?", "1998-04-17", None),
    "murn_survey.ods": ("What is the telephone number of Mira Stoat?", "5512", None),
    "towns.csv": ("Who is the mayor of Orm?", "Lise Hark", None),
    "wells.tsv": ("What is the depth of the North well?", "31 metres", None),
    "tidal_power.html": ("How much did the Kelm Strait tidal station cost?", "310 million crowns", None),
    "ferry_timetable.mhtml": ("How many people does the Heron carry?", "60", None),
    "quill_harbour.epub": ("How much does the lens of the second lamp weigh?", "640 kilograms", None),
    "ardle_bridge.eml": ("When does the repair of Ardle bridge begin?", "2 September 2024", None),
    "osk_valley.mbox": ("When does the night train from Orm leave?", "23:17", None),
    "moss_survey.zip": ("Who led the field work at Lake Murn?", "Sefa Rund", None),
    "osk_stations.json": ("When was the Osk Valley Railway opened?", "1899", None),
    "osk_questions.jsonl": ("How long has Edda Molin kept the signal box?", "2016", None),
    "notes.txt": ("Where does the key of the boathouse hang?", "behind the third rafter", None),
    "handbook.md": ("When does the night watch begin?", "21:40", None),
    "osk_offer.msg": ("How much will the roof cost?", "18,400", None),
    "moss_survey.tgz": ("On which side does the moss of Osk grow?", "north side", None),
    "moss_survey.7z": ("How many plots were counted?", "Nine", None),
    "osk_catch.ipynb": ("How far did the catch fall in March?", "4.2 tonnes", None),
    "osk_mooring.rst": ("How many nights may boats moor?", "three", None),
    "osk_register.xml": ("Who is the owner of the Heron?", "Ilse Varr", None),
    "osk_council.srt": ("What did the council of Osk grant?", "forty thousand crowns", None),
    "brew.py": ("How long does the crew steep its tea?", "seven minutes", None),
}
DROP = """
(files) => {
  const carried = new DataTransfer();
  for (const [name, data] of files) {
    const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
    carried.items.add(new File([bytes], name));
  }
  const drop = new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: carried });
  document.querySelector("#quoth").dispatchEvent(drop);
}
"""


@pytest.fixture(scope="module")
def dropped(context: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Page]]:
    from ui.page.web import launch
    from ui.service import open_service
    from ui.settings import Settings, quiet_environment

    settings = Settings(tmp_path_factory.mktemp("library"))
    quiet_environment(settings)
    service = open_service(settings)
    page = context.new_page()
    running = launch(service, port=0, open_browser=False)
    page.goto(running.address)
    page.wait_for_selector("#question:focus")  # which the script does last, once it listens
    files = [(path.name, path.read_bytes()) for path in sorted(FORMATS.iterdir())]
    page.evaluate(DROP, [(name, base64.b64encode(data).decode()) for name, data in files])
    expect(page.locator("#outcome-words")).to_contain_text("added", timeout=240_000)
    yield service, page
    page.close()
    running.close()
    service.close()


def test_every_file_is_there_or_named_with_the_reason(dropped: tuple[Any, Page]) -> None:
    service, page = dropped
    held = {Path(each.file).name for each in service.documents()}
    given = {path.name for path in FORMATS.iterdir()}
    refused = REFUSED if shutil.which("tesseract") else REFUSED | {"scanned.pdf"}
    assert given - held == refused | {"sealed.zip"}
    named = set(page.locator("#failure-list .file").all_text_contents())
    assert named >= refused
    reasons = page.locator("#failure-list .reason").all_text_contents()
    assert len(reasons) >= len(REFUSED) and min(map(len, reasons)) > 20


def test_no_format_is_left_out() -> None:
    from index.loading import registry

    asked = {registry.by_suffix(Path(name)) for name in ASKED}
    assert {format.module for format in asked if format} == {format.module for format in registry.FORMATS}


@pytest.mark.parametrize("name", ASKED)
def test_each_document_answers_and_its_citation_opens_at_the_words(name: str, dropped: tuple[Any, Page]) -> None:
    service, page = dropped
    question, words, page_number = ASKED[name]
    ids = [each.id for each in service.documents() if Path(each.file).name == name]
    turn = ask_only(page, ids, question)
    expect(turn.locator(".finding").first).to_be_visible()
    place = turn.locator(".citation").first
    place.click()
    citation = place.evaluate("chip => JSON.parse(chip.dataset.place)")
    assert citation["page"] == page_number and citation["document_id"] in ids
    document = service.document(citation["document_id"])
    answer = document.text[citation["answer_start"] : citation["answer_end"]]
    assert words in answer
    expect(page.locator(f'.source-head[data-document="{document.id}"]')).to_be_visible()
    if service.layout(document.id, 1):
        lit_on_the_picture(page, FORMATS / name, page_number or 0, answer)
    else:
        lit = page.locator("#source-page mark")
        expect(lit.first).to_be_in_viewport()
        assert "".join(lit.evaluate_all("marks => marks.map((mark) => mark.textContent)")) == answer


def ask_only(page: Page, ids: list[str], question: str) -> Any:
    """One turn of a new conversation, asked of some documents alone."""
    if page.locator("#new-conversation").is_visible():
        page.click("#new-conversation")
    ticked = page.locator(".document input:checked")
    while ticked.count():
        ticked.first.uncheck()
    for document_id in ids:
        page.locator(f'.document input[value="{document_id}"]').check()
    page.fill("#question", question)
    page.press("#question", "Enter")
    turn = page.locator(".turn").first
    turn.wait_for()
    expect(turn.locator(".busy")).to_have_count(0)
    return turn


def lit_on_the_picture(page: Page, path: Path, number: int, answer: str) -> None:
    """The lit boxes lie where PDFium, asked by itself, finds the words on the page."""
    sheet = page.locator(f'.sheet[data-page="{number}"]')
    expect(sheet.locator(".lit-answer").first).to_be_in_viewport()
    lit = sheet.locator(".lit-answer").evaluate_all(
        "boxes => boxes.map((box) => ['left', 'top', 'width', 'height'].map((side) => parseFloat(box.style[side])))"
    )
    found = (
        min(box[0] for box in lit),
        min(box[1] for box in lit),
        max(box[0] + box[2] for box in lit),
        max(box[1] + box[3] for box in lit),
    )
    places = list(places_of(answer, path, number))
    assert any(found == pytest.approx(place, abs=1.5) for place in places), f"{found} is none of {places}"


def places_of(answer: str, path: Path, number: int) -> Iterator[tuple[float, float, float, float]]:
    """Left, top, right and bottom of the words, in percent of the page, wherever PDFium finds them on it."""
    drawn = pypdfium2.PdfDocument(path)[number - 1]
    text, (width, height) = drawn.get_textpage(), drawn.get_size()
    search = text.search(answer)
    while (place := search.get_next()) is not None:
        sides = zip(*(text.get_rect(n) for n in range(text.count_rects(*place))), strict=True)
        left, bottom, right, top = (f(side) for f, side in zip((min, min, max, max), sides, strict=True))
        yield 100 * left / width, 100 * (1 - top / height), 100 * right / width, 100 * (1 - bottom / height)
