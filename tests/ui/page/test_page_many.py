"""Twenty browsers at once: each has its own conversation, and the answers that it would have alone."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from page_client import PageClient
from playwright.sync_api import Page, expect
from small_library import CHANCE, SmallService, write

from ui.turns import Turn

FIRST = "Ada Ben Cleo Dan Eva Finn Gail Hugo Iris Jack Kate Leo Mary Noah Olga Paul Rita Sam Tess Walt".split()
LAST = (
    "Hale Mill Stone Brook Field Marsh Woods Lake Hill Ford Reed Moor Dale Lane Park Bell Cross Pond Wells Fry".split()
)
PEOPLE = [f"{first} {last}" for first, last in zip(FIRST, LAST, strict=True)]
FOLLOW_UP = "What did he say?"


@pytest.fixture
def people(service: SmallService, tmp_path: Path) -> Iterator[SmallService]:
    """The service over one more document a person: who it is, and what that person said."""
    texts = {}
    for number, name in enumerate(PEOPLE):
        texts[f"{name}.txt"] = f"{name} is the keeper of lock {number}.\n\n{name} said that gate {number} would hold."
        service.reader.answers[f"Who is {name}?"] = {f"the keeper of lock {number}": 0.9}
        service.reader.answers[f"What did {name} say?"] = {f"gate {number} would hold": 0.9}
    service.add_files(write(tmp_path / "people", texts))
    yield service


def untimed(reply: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in reply.items() if name != "timings_ms"}


def converse(client: PageClient, name: str) -> list[Any]:
    """Two rounds of a conversation about one person; every reply of it."""
    history: list[str] = []
    replies = []
    for question in (f"Who is {name}?", FOLLOW_UP) * 2:
        replies.append(client.call("answer", {"question": question, "history": history, "turn": str(len(history))}))
        history.append(question)
    return replies


def test_twenty_conversations_at_once_are_each_as_they_are_alone(people: SmallService, address: str) -> None:
    clients = [PageClient(address, name.replace(" ", "-")) for name in PEOPLE]
    alone = [converse(client, name) for client, name in zip(clients, PEOPLE, strict=True)]
    for number, replies in enumerate(alone):
        assert (
            f"lock {number}</mark>" in replies[0]["html"] and f"gate {number} would hold</mark>" in replies[1]["html"]
        )
    with ThreadPoolExecutor(len(PEOPLE)) as pool:
        for _ in range(3):
            assert list(pool.map(converse, clients, PEOPLE)) == alone


def test_browsers_and_programs_ask_at_once_and_each_hears_its_own_answer(people: SmallService, address: str) -> None:
    """The page's call and the service's own, over one history each, the same name said by all."""

    def ask(number: int) -> dict[str, Any]:
        return untimed(people.ask(FOLLOW_UP, [f"Who is {PEOPLE[number]}?"]))

    alone = [ask(number) for number in range(20)]
    assert [answer["text"] for answer in alone] == [f"gate {number} would hold" for number in range(20)]
    with ThreadPoolExecutor(20) as pool:
        numbers = [*range(20)] * 5
        assert list(pool.map(ask, numbers)) == [alone[number] for number in numbers]


def wait_at_gate(service: SmallService, *clients: str) -> list[Turn[Any]]:
    """A question of each client; the first is being read and waits at the reader's gate."""
    service.reader.gate.shut()
    return [service.turn(CHANCE, client=client) for client in clients]


def test_the_page_says_how_many_questions_come_before(service: SmallService, opened: Page) -> None:
    wait_at_gate(service, "ann", "ben", "cleo")
    opened.fill("#question", CHANCE)
    opened.press("#question", "Enter")
    busy = opened.locator(".turn .busy")
    expect(busy).to_have_text("3 questions before yours")
    expect(opened.locator("#announcer")).to_have_text("3 questions before yours")
    service.reader.gate.open()
    expect(opened.locator(".turn mark").first).to_have_text("less than a 20% chance")
    expect(busy).to_have_count(0)


def test_a_new_conversation_gives_up_the_question_that_waits(service: SmallService, opened: Page) -> None:
    ahead = wait_at_gate(service, "ann")
    opened.fill("#question", "Who is Justin Lin?")
    opened.press("#question", "Enter")
    expect(opened.locator(".turn .busy")).to_have_text("1 question before yours")
    after = service.turn(CHANCE, client="ben")
    assert after.before() == 2
    opened.click("#new-conversation")
    while after.before() > 1:
        opened.wait_for_timeout(50)
    service.reader.gate.open()
    assert ahead[0].future.result() and after.future.result()
    assert "Who is Justin Lin?" not in [question for question, *_ in service.answerer.asked]


def test_a_page_that_is_closed_gives_its_question_up(service: SmallService, address: str) -> None:
    wait_at_gate(service, "ann")
    client, same_browser = PageClient(address, "gone"), PageClient(address, "gone")
    with ThreadPoolExecutor(1) as pool:
        asking = pool.submit(client.reply, "answer", {"turn": "1", "question": "Who is Justin Lin?"})
        while not same_browser.call("waiting", {"turn": "1"})["before"]:
            pass
        after = service.turn(CHANCE, client="ben")
        assert after.before() == 2
        client.cut()
        assert asking.exception() is not None
    while after.before() > 1:
        pass
    service.reader.gate.open()
    assert after.future.result().answered
    assert "Who is Justin Lin?" not in [question for question, *_ in service.answerer.asked]
