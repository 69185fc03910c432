"""Each thing the page can say of a question, in a real browser, on a desk and on a phone.

The embedder is the one in the box, which knows one language; the reader knows the phrases that answer.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from contrast import CONTRAST
from playwright.sync_api import Browser, Locator, Page, expect
from small_library import PhraseReader, RecordingAnswerer, write

from index import PassageIndex, open_library
from ui.intake import Intake
from ui.service import Service

LENGTH, DEPTH, KEEPER, FERRY = (
    "How long is the harbour wall?",
    "How deep is the lake at Harrow?",
    "Who keeps the lighthouse?",
    "When does the ferry cross the lake?",
)
TEXTS = {
    "harbour-2019-05-17.txt": "The harbour of Harrow\n\nThe harbour wall is 400 metres long, and of granite.\n\n"
    "Surveyors found that the lake at Harrow is 90 metres deep.\n",
    "lake-2023-02.txt": "The lake and its ferry\n\nA harbour wall of 0.4 kilometres keeps the waves out.\n\n"
    "By the new survey the lake at Harrow is 61 metres deep.\n\nThe ferry crosses the lake in all weathers.\n",
    "lighthouse.txt": "The lighthouse\n\nIda Brand keeps the lighthouse, as her father did before her.\n\n"
    "Granite blocks were shipped across the lake for its tower.\n",
}
ANSWERS = {
    LENGTH: {"400 metres": 0.9, "0.4 kilometres": 0.8},
    DEPTH: {"90 metres": 0.9, "61 metres": 0.8},
    KEEPER: {"Ida Brand": 0.9},
    FERRY: {"The ferry crosses the lake in all weathers": 0.3},
}


class VerdictService(Service):
    """The service as it is, over the embedder in the box."""

    def __init__(self, place: Path) -> None:
        index = PassageIndex(open_library(place / "library"))
        self.answerer = RecordingAnswerer(index, reader=PhraseReader(ANSWERS))
        super().__init__(index, self.answerer, Intake(index, self.answerer))
        index.add([write(place / "documents", TEXTS)])

    def asked_of(self) -> list[str]:
        """The file names of the documents that the last question was asked of."""
        chosen = self.answerer.asked[-1][2]
        return [Path(each.path).name for each in self.documents() if chosen is None or each.id in chosen]


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[VerdictService, str]]:
    from ui.page.web import launch

    service = VerdictService(tmp_path_factory.mktemp("verdicts"))
    running = launch(service, port=0, open_browser=False)
    yield service, running.address
    running.close()
    service.close()


@pytest.fixture(scope="module", params=[1440, 390])
def shown(request: pytest.FixtureRequest, browser: Browser, verdicts: tuple[VerdictService, str]) -> Iterator[Page]:
    """The page at a desk's width, then at a phone's."""
    width: int = request.param
    is_phone = width < 500
    context = browser.new_context(viewport={"width": width, "height": 844}, is_mobile=is_phone, has_touch=is_phone)
    page = context.new_page()
    page.goto(verdicts[1])
    page.wait_for_selector(".document", state="attached")
    yield page
    assert page.evaluate("document.documentElement.scrollWidth") == width
    context.close()


def replied(page: Page, number: int) -> Locator:
    """The turn of that number, once it is answered, with nothing wider than the log."""
    turn = page.locator(".turn").nth(number)
    turn.wait_for()
    expect(turn.locator(".busy")).to_have_count(0, timeout=60_000)  # the first asked in another language loads a model
    assert turn.evaluate("turn => turn.scrollWidth - turn.clientWidth") == 0
    return turn


def ask(page: Page, question: str) -> Locator:
    """The reply to the first question of a new conversation."""
    if page.locator("#new-conversation").is_visible():
        page.click("#new-conversation")
    page.fill("#question", question)
    page.click("#send")
    return replied(page, 0)


def contrast(page: Page, selector: str) -> float:
    return float(page.evaluate(CONTRAST, selector))


def test_an_answer_is_its_sentence_with_the_words_lit(shown: Page) -> None:
    turn = ask(shown, KEEPER)
    expect(turn.locator(".finding .quote mark")).to_have_text("Ida Brand")
    expect(turn.locator(".finding .confidence")).to_be_visible()
    expect(turn.locator(".refusal, .talk, .differing, .agreement")).to_have_count(0)


def test_what_is_seen_of_a_citation_is_part_of_its_name(shown: Page) -> None:
    chip = ask(shown, KEEPER).locator(".citation").first
    seen, name = chip.inner_text(), chip.get_attribute("aria-label") or ""
    assert " ".join(re.findall(r"\w+", seen)) in " ".join(re.findall(r"\w+", name))
    assert chip.evaluate("chip => chip.textContent").startswith("1 ")  # or it is heard as one word
    title = chip.locator(".title")
    assert title.evaluate("title => title.scrollWidth <= title.clientWidth"), "the title is cut"


def test_the_wordmark_stays_where_it_is_when_a_conversation_begins(shown: Page) -> None:
    if shown.locator("#new-conversation").is_visible():
        shown.click("#new-conversation")
    before = shown.locator(".bar .house").bounding_box()
    ask(shown, "hi")
    assert shown.locator(".bar .house").bounding_box() == before


def test_what_is_not_sure_is_lit_as_an_answer_is_and_called_none(shown: Page) -> None:
    ask(shown, KEEPER)
    lit = contrast(shown, ".finding mark")
    turn = ask(shown, FERRY)
    expect(turn.locator(".refusal")).to_have_attribute("data-verdict", "unsure")
    expect(turn.locator(".nearest mark").first).to_have_text("The ferry crosses the lake in all weathers")
    expect(turn.locator(".finding, .confidence, .closest")).to_have_count(0)
    assert contrast(shown, ".nearest mark") == lit >= 7
    expect(shown.locator("#source-page mark")).to_have_count(0)


def test_where_the_documents_do_not_say_nothing_is_lit(shown: Page) -> None:
    turn = ask(shown, "What is the population of Shanghai?")
    expect(turn.locator(".refusal")).to_have_attribute("data-verdict", "none")
    expect(turn.locator(".unknown b")).to_have_text(["population", "shanghai"])
    expect(turn.locator(".closest .quote").first).to_be_visible()
    expect(turn.locator("mark, .finding, .nearest")).to_have_count(0)


@pytest.mark.parametrize("turn", ["hi", "thanks!", "help"])
def test_what_is_no_question_gets_a_word_of_help_and_no_quote(shown: Page, turn: str) -> None:
    reply = ask(shown, turn)
    expect(reply.locator(".talk .verdict")).to_be_visible()
    expect(reply.locator(".quote, .refusal, .finding, .confidence")).to_have_count(0)


def test_a_wish_for_writing_is_told_so_and_gets_passages(shown: Page) -> None:
    turn = ask(shown, "Summarize the documents")
    expect(turn.locator(".talk .verdict")).to_contain_text("only quotes")
    expect(turn.locator(".nearest .quote").first).to_be_visible()
    expect(turn.locator(".finding, .confidence, .refusal")).to_have_count(0)
    theme = ask(shown, "Summarize what the documents say about the granite blocks")
    expect(theme.locator(".nearest .quote")).to_contain_text(["Granite blocks were shipped"])


def test_keywords_get_passages_and_no_claim(shown: Page) -> None:
    turn = ask(shown, "granite blocks")
    expect(turn.locator(".finding .quote").first).to_contain_text("Granite blocks were shipped")
    expect(turn.locator(".remark")).to_contain_text("“granite blocks”")
    expect(turn.locator(".confidence, .agreement, .differing, .refusal")).to_have_count(0)


def test_documents_that_agree_are_each_quoted(shown: Page) -> None:
    turn = ask(shown, LENGTH)
    expect(turn.locator(".finding")).to_have_count(1)
    expect(turn.locator(".finding .agreement")).to_contain_text("2")
    expect(turn.locator(".finding .quote mark")).to_have_text(["400 metres", "0.4 kilometres"])
    expect(turn.locator(".finding .citation")).to_have_count(2)


def test_documents_that_differ_stand_side_by_side_with_source_and_date(shown: Page) -> None:
    turn = ask(shown, DEPTH)
    expect(turn.locator(".differing")).to_be_visible()
    cards = turn.locator(".findings.differ .finding")
    expect(cards.locator(".quote mark")).to_have_text(["90 metres", "61 metres"])
    expect(cards.locator(".dated")).to_contain_text(["17 May 2019", "Feb 2023"])
    expect(cards.locator(".citation .title")).to_have_text(["The harbour of Harrow", "The lake and its ferry"])
    expect(turn.locator(".agreement")).to_have_count(0)
    one, other = cards.nth(0).bounding_box(), cards.nth(1).bounding_box()
    assert one and other
    is_phone = (shown.viewport_size or {"width": 0})["width"] < 500
    aside, below = abs(one["x"] - other["x"]) > 2, abs(one["y"] - other["y"]) > 2  # but for fractions of a pixel
    assert (aside, below) == ((False, True) if is_phone else (True, False))


def test_a_refusal_of_ticked_documents_offers_all_and_one_press_asks_them(
    shown: Page, verdicts: tuple[VerdictService, str]
) -> None:
    if shown.locator("#open-library").is_visible():
        shown.click("#open-library")
    for title in ("The harbour of Harrow", "The lake and its ferry"):
        shown.locator(".document", has_text=title).locator("input").check()
    if shown.locator("#close-library").is_visible():
        shown.click("#close-library")
    turn = ask(shown, KEEPER)
    assert verdicts[0].asked_of() == ["harbour-2019-05-17.txt", "lake-2023-02.txt"]
    expect(turn.locator(".refusal .verdict")).to_contain_text("2 documents")
    expect(turn.locator(".asked-of")).to_be_visible()
    turn.locator(".ask-everywhere").click()
    everywhere = replied(shown, 1)
    assert verdicts[0].asked_of() == sorted(TEXTS)
    expect(everywhere.locator(".finding .quote mark")).to_have_text("Ida Brand")
    expect(everywhere.locator(".asked-of")).to_have_count(0)
    expect(shown.locator("#scope")).to_be_hidden()
    expect(shown.locator(".document input:checked")).to_have_count(0)


def test_a_mistyped_word_is_offered_right_and_one_press_asks_it(shown: Page) -> None:
    turn = ask(shown, "Who keeps the lighthuose?")
    expect(turn.locator(".refusal .unknown b")).to_have_text("lighthuose")
    turn.locator(".meant").click()
    again = replied(shown, 1)
    expect(again.locator(".question")).to_have_text(KEEPER)
    expect(again.locator(".finding .quote mark")).to_have_text("Ida Brand")


@pytest.mark.parametrize(
    ("question", "language"),
    [("谁看守灯塔？", "Chinese"), ("Qui garde le phare ?", "French"), ("Wer hütet den Leuchtturm?", "German")],
)
def test_a_question_in_another_language_is_told_so(shown: Page, question: str, language: str) -> None:
    turn = ask(shown, question)
    expect(turn.locator(".refusal .remark")).to_contain_text(language)
    expect(turn.locator(".unknown, .meant, .finding, mark")).to_have_count(0)
