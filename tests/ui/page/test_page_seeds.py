"""The page over the real service: the sample articles and a hostile folder, from file to lit words."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from ui.service import Service

SEEDS = Path(__file__).parents[3] / "seeds"
HOSTILE_NAME = "<img src=x onerror=window.__pwned=1> ${2} {{3}} & '4'.txt"
HOSTILE_TEXT = (
    "# <script>window.__pwned=5</script> The ${6} {{7}} &lt;ledger&gt;\r\n\r\n"
    "\U0001f9ea\U0001f600 The wizard Zorblax keeps exactly 4,217 <img src=x onerror=window.__pwned=8> purple dragons "
    "in Castle Grimhold, e\u0301crit [here](javascript:window.__pwned=9) for $$\\frac{1}{2}$$ `gold` "
    "&amp; \u202esilver\u202c.\r\n"
)
Real = tuple[Service, str]  # and the address of its page


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Real]:
    from ui.page.web import launch
    from ui.service import open_service
    from ui.settings import Settings, quiet_environment

    folder = tmp_path_factory.mktemp("documents")
    for article in SEEDS.glob("*.txt"):
        shutil.copy(article, folder)
    (folder / HOSTILE_NAME).write_bytes(HOSTILE_TEXT.encode())
    shutil.copy(Path(__file__).parents[2] / "data/formats/railway_report.pdf", folder)
    (folder / "picture.txt").write_bytes(b"\x00\x01\x02\xff" * 500)
    settings = Settings(tmp_path_factory.mktemp("library"))
    quiet_environment(settings)
    service = open_service(settings)
    service.intake.sync([folder])
    service.intake.wait()
    running = launch(service, port=0, open_browser=False)
    yield service, running.address
    running.close()
    service.close()


@pytest.fixture
def visited(page: Page, real: Real) -> Page:
    page.goto(real[1])
    page.wait_for_selector(".document")
    return page


def ask(page: Page, question: str) -> Locator:
    turns = page.locator(".turn").count()
    page.fill("#question", question)
    page.press("#question", "Enter")
    turn = page.locator(".turn").nth(turns)
    turn.wait_for()
    expect(turn.locator(".busy")).to_have_count(0)
    return turn


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How many open Qwen models has Alibaba released?", "over 400"),
        ("How much private AI funding did China attract in 2024?", "$9.3 billion"),
    ],
)
def test_a_fact_is_found_and_its_citation_lands_on_it(visited: Page, real: Real, question: str, words: str) -> None:
    turn = ask(visited, question)
    expect(turn.locator(".quote").first).to_contain_text(words)
    turn.locator(".citation").first.click()
    citation = real[0].answer(question).findings[0].citations[0]
    expect(visited.locator("#source-page mark")).to_be_in_viewport()
    assert visited.locator("#source-page .tint").evaluate("e => e.textContent") == citation.quote
    text = real[0].document(citation.document_id).text
    assert visited.locator("#source-page .source-text").evaluate("e => e.textContent") == text
    lit = visited.locator("#source-page mark").evaluate("e => e.textContent")
    assert lit == text[citation.answer_start : citation.answer_end]


def test_what_the_documents_do_not_say_is_refused(visited: Page) -> None:
    turn = ask(visited, "What is the population of Shanghai?")
    expect(turn.locator(".verdict")).to_be_visible()
    expect(turn.locator("mark")).to_have_count(0)


def test_a_follow_up_reaches_both_articles(visited: Page) -> None:
    ask(visited, "Who is Justin Lin?")
    turn = ask(visited, "What probability did he give?")
    expect(turn.locator(".searched")).to_contain_text("Justin Lin")
    expect(turn.locator(".findings")).to_contain_text("20%")
    titles = turn.locator(".citation .title").all_text_contents()
    assert len(set(titles)) >= 2


def test_a_hostile_file_is_text_from_its_name_to_its_lit_words(visited: Page, real: Real) -> None:
    question = "How many purple dragons does the wizard Zorblax keep in Castle Grimhold?"
    turn = ask(visited, question)
    turn.locator(".citation").first.click()
    expect(visited.locator("#source-page mark")).to_be_in_viewport()
    citation = real[0].answer(question).findings[0].citations[0]
    assert "4,217 <img" in citation.quote
    assert visited.locator("#source-page .tint").evaluate("e => e.textContent") == citation.quote
    source = visited.locator("#source-page .source-text").evaluate("e => e.textContent")
    assert source == real[0].document(citation.document_id).text
    expect(visited.locator("#source-page .file")).to_have_text(HOSTILE_NAME)
    assert visited.locator("#source-page h2").evaluate("e => e.textContent") == citation.title
    visited.wait_for_timeout(200)
    assert visited.evaluate("window.__pwned") is None


def test_a_quote_from_a_pdf_is_lit_on_its_page(visited: Page, real: Real) -> None:
    question = "How many passengers did the Osk Valley Railway carry in 1931?"
    turn = ask(visited, question)
    expect(turn.locator(".quote mark").first).to_contain_text("41,700")
    citation = real[0].answer(question).findings[0].citations[0]
    expect(visited.locator(".page-number")).to_have_text("Page 1 of 4")
    expect(visited.locator(".sheet img")).to_have_js_property("complete", True)
    expect(visited.locator(".lit-answer").first).to_be_in_viewport()
    visited.get_by_role("button", name="Text", exact=True).click()
    expect(visited.locator("#source-page .tint").first).to_be_visible()
    tinted = visited.locator("#source-page .tint").evaluate_all("all => all.map(e => e.textContent).join('')")
    assert tinted == citation.quote


def test_a_file_that_cannot_be_read_is_named_with_the_reason(visited: Page) -> None:
    expect(visited.locator("#failures")).to_contain_text("1 file was not added")
    expect(visited.locator("#failure-list .file")).to_have_text("picture.txt")


def test_the_examples_are_answered(visited: Page) -> None:
    example = visited.locator(".example").first
    example.click()
    expect(visited.locator(".turn .finding").first).to_be_visible()
