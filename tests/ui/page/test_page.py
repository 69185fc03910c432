"""The page in a real browser: asking, landing on the words, refusing, following up, the keyboard."""

import re

from playwright.sync_api import Locator, Page, expect
from small_library import CHANCE, SmallService

BELOW = "Justin Lin gave a chance below 20% that a Chinese firm leads by 2030."


def ask(page: Page, question: str) -> Locator:
    turns = page.locator(".turn").count()
    page.fill("#question", question)
    page.press("#question", "Enter")
    turn = page.locator(".turn").nth(turns)
    turn.wait_for()
    expect(turn.locator(".busy")).to_have_count(0)
    return turn


def in_view(page: Page, lit: Locator, panel: str) -> bool:
    box, frame = lit.bounding_box(), page.locator(panel).bounding_box()
    assert box and frame
    return frame["y"] <= box["y"] and box["y"] + box["height"] <= frame["y"] + frame["height"] and box["height"] > 0


def test_the_welcome_says_what_this_is_and_offers_questions(opened: Page) -> None:
    expect(opened.locator("#welcome")).to_contain_text("in your documents’ own words")
    opened.locator(".example", has_text=CHANCE).click()
    expect(opened.locator(".finding .quote mark").first).to_have_text("less than a 20% chance")
    expect(opened.locator("#welcome")).to_be_hidden()


def test_an_answer_is_lit_inside_its_sentence_with_everyone_who_says_it(opened: Page) -> None:
    turn = ask(opened, CHANCE)
    first = turn.locator(".finding").first
    expect(first.locator(".quote").first).to_have_text(
        "There Justin Lin gave less than a 20% chance that a Chinese firm leads by 2030."
    )
    expect(first.locator(".confidence")).to_have_text("Very likely")
    expect(first.locator(".agreement")).to_have_text("2 documents say so")
    expect(first.locator(".citation")).to_have_text(["1 A cautious outlook", "2 The widening divide"])
    expect(turn.locator(".finding").nth(1).locator(".confidence")).to_have_text("Likely")
    expect(turn.locator(".finding").nth(1).locator(".number")).to_have_text("3")
    expect(opened.locator("#announcer")).to_contain_text(
        "Very likely: less than a 20% chance — from A cautious outlook"
    )


def test_a_citation_opens_the_document_at_the_lit_words(opened: Page) -> None:
    turn = ask(opened, CHANCE)
    turn.locator(".citation").nth(1).click()
    lit = opened.locator("#source-page mark")
    expect(lit).to_have_text("a chance below 20%")
    expect(opened.locator("#source-page .tint")).to_have_text(BELOW)
    expect(opened.locator("#source-page h2")).to_have_text("The widening divide")
    expect(opened.locator("#source-page .source-head .file")).to_have_text("divide.txt")
    opened.wait_for_function("document.querySelector('#source-page').scrollTop > 100")
    assert in_view(opened, lit, "#source-page")


def test_a_number_key_opens_its_citation_unless_one_is_writing(opened: Page) -> None:
    ask(opened, CHANCE)
    expect(opened.locator("#source-page h2")).to_have_text("A cautious outlook")
    opened.keyboard.press("2")
    expect(opened.locator("#question")).to_have_value("2")
    opened.keyboard.press("Escape")
    opened.keyboard.press("2")
    expect(opened.locator("#source-page h2")).to_have_text("The widening divide")
    expect(opened.locator(".citation[aria-current]")).to_have_attribute("data-number", "2")


def test_hovering_or_focusing_a_citation_shows_its_quote(opened: Page) -> None:
    turn = ask(opened, CHANCE)
    turn.locator(".citation").nth(1).hover()
    expect(opened.locator("#tooltip")).to_have_text(BELOW)
    opened.locator("#question").hover()
    expect(opened.locator("#tooltip")).to_be_hidden()


def test_a_refusal_lights_nothing_and_offers_the_closest_passages(opened: Page) -> None:
    ask(opened, CHANCE)
    turn = ask(opened, "What is the population of Shanghai?")
    expect(turn.locator(".verdict")).to_have_text("Your documents don’t say.")
    expect(turn.locator(".unknown")).to_have_text("No document contains population or shanghai.")
    expect(turn).to_contain_text("Closest passages — not an answer")
    expect(turn.locator("mark, .finding")).to_have_count(0)
    expect(opened.locator("#source-page mark")).to_have_count(0)
    turn.locator(".citation").first.click()
    closest = turn.locator(".closest .quote").first.evaluate("quote => quote.textContent")
    expect(opened.locator("#source-page .tint").first).to_be_visible()
    tinted = opened.locator("#source-page .tint").evaluate_all("all => all.map((tint) => tint.textContent).join('')")
    assert tinted == closest
    expect(opened.locator("#source-page mark")).to_have_count(0)


def test_a_follow_up_hears_the_earlier_questions_and_says_what_it_searched_for(
    opened: Page, service: SmallService
) -> None:
    first = ask(opened, "Who is Justin Lin?")
    expect(first.locator(".searched")).to_have_count(0)
    turn = ask(opened, "What probability did he give?")
    expect(turn.locator(".searched")).to_have_text("Searched for: What probability did Justin Lin give?")
    assert [history for _, history, _ in service.answerer.asked] == [[], ["Who is Justin Lin?"]]
    opened.click("#new-conversation")
    expect(opened.locator(".turn")).to_have_count(0)
    ask(opened, "Who is Justin Lin?")
    assert service.answerer.asked[-1][1] == []


def test_the_wait_is_visible_and_a_new_conversation_drops_a_late_answer(opened: Page, service: SmallService) -> None:
    service.reader.gate.shut()
    opened.fill("#question", CHANCE)
    opened.press("#question", "Enter")
    expect(opened.locator(".busy")).to_have_text("Reading…")
    expect(opened.locator("#send")).to_be_disabled()
    opened.click("#new-conversation")
    service.reader.gate.open()
    opened.wait_for_timeout(400)
    expect(opened.locator(".turn")).to_have_count(0)
    expect(opened.locator("#send")).to_be_enabled()


def test_what_is_entered_while_an_answer_is_waited_for_is_asked_next(opened: Page, service: SmallService) -> None:
    service.reader.gate.shut()
    opened.fill("#question", CHANCE)
    opened.press("#question", "Enter")
    opened.fill("#question", "Who is Justin Lin?")
    opened.press("#question", "Enter")
    expect(opened.locator("#composer")).to_have_class(re.compile("next"))
    expect(opened.locator(".turn")).to_have_count(1)
    service.reader.gate.open()
    expect(opened.locator(".turn .question")).to_have_text([CHANCE, "Who is Justin Lin?"])
    expect(opened.locator(".turn").nth(1).locator(".quote mark")).to_have_text("the head of the Qwen models")
    expect(opened.locator("#question")).to_have_value("")


def test_shift_enter_makes_a_line_and_an_empty_question_is_not_asked(opened: Page, service: SmallService) -> None:
    opened.focus("#question")
    opened.keyboard.press("Enter")
    opened.keyboard.type("Who is")
    opened.keyboard.press("Shift+Enter")
    opened.keyboard.type("Justin Lin?")
    expect(opened.locator("#question")).to_have_value("Who is\nJustin Lin?")
    opened.keyboard.press("Enter")
    expect(opened.locator(".turn .finding, .turn .refusal")).not_to_have_count(0)
    assert [question for question, *_ in service.answerer.asked] == ["Who is\nJustin Lin?"]


def test_a_quote_is_copied_with_its_citation(opened: Page) -> None:
    opened.context.grant_permissions(["clipboard-read", "clipboard-write"])
    turn = ask(opened, "Who is Justin Lin?")
    turn.locator(".copy").click()
    expect(turn.locator(".copy")).to_have_text("Copied")
    copied = opened.evaluate("navigator.clipboard.readText()")
    assert copied == "“Justin Lin is the head of the Qwen models.”\n— The widening divide (divide.txt)"


def test_a_million_characters_open_quickly_at_the_lit_words(opened: Page) -> None:
    ask(opened, "How many ships were there?")
    lit = opened.locator("#source-page mark")
    expect(lit).to_have_text("417 ships", timeout=3000)
    opened.wait_for_function("document.querySelector('#source-page').scrollTop > 10000")
    expect(opened.locator(".further")).to_have_count(2)
    opened.wait_for_timeout(300)
    assert in_view(opened, lit, "#source-page")


def test_everything_can_be_done_from_the_keyboard(opened: Page) -> None:
    opened.set_viewport_size({"width": 1000, "height": 800})
    opened.reload()
    opened.wait_for_selector(".document")
    opened.keyboard.press("Tab")
    expect(opened.locator(".skip")).to_be_focused()
    opened.keyboard.press("Enter")
    expect(opened.locator("#question")).to_be_focused()
    opened.keyboard.type(CHANCE)
    opened.keyboard.press("Enter")
    expect(opened.locator(".finding")).to_have_count(2)
    opened.keyboard.press("Escape")
    for _ in range(3):
        opened.keyboard.press("Tab")
    second = opened.locator(".citation").nth(1)
    expect(second).to_be_focused()
    assert second.evaluate("chip => getComputedStyle(chip).outlineStyle") == "solid"
    expect(opened.locator("#tooltip")).to_contain_text(BELOW)
    opened.keyboard.press("Enter")
    expect(opened.locator("#source-page mark")).to_have_text("a chance below 20%")
    expect(opened.locator("#close-source")).to_be_focused()
    opened.keyboard.press("Escape")
    expect(second).to_be_focused()
    opened.keyboard.press("/")
    expect(opened.locator("#question")).to_be_focused()


def test_the_parts_are_named_for_a_screen_reader(opened: Page) -> None:
    ask(opened, CHANCE)
    expect(opened.get_by_role("main")).to_have_count(1)
    for name in ("Documents", "Source"):
        expect(opened.get_by_role("complementary", name=name)).to_have_count(1)
    chip = opened.get_by_role("button", name=re.compile("Citation 2: The widening divide. Open the source."))
    expect(chip).to_have_count(1)
    unnamed = (
        "[...document.querySelectorAll('.quoth button')].filter(b => !(b.ariaLabel || b.textContent.trim())).length"
    )
    assert opened.evaluate(unnamed) == 0
    before = "getComputedStyle(document.querySelector('.quoth mark'), '::before').content"
    assert "answer" in opened.evaluate(before)
