"""The page's calls to ask a question, to hear how many come before it, and to give it up."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import anyio
from fastapi import Request

from index.errors import QuothError
from qa.datatypes import Answer
from ui.page.answers import announcement, answer_html, related_html
from ui.page.asked import Asked, CallError
from ui.page.dismissed import browser_of
from ui.page.rendering import joined, place_json
from ui.page.unanswered import problem_html, unread_note
from ui.scope import Scope
from ui.turns import Turn

if TYPE_CHECKING:
    from ui.service import Service

_LOOK = 1.0  # seconds between looks whether the page that asked is still there


def asking_calls(service: "Service") -> list[Callable[..., Any]]:
    """`answer`, `waiting` and `leave`: the page names each question, so that it can ask about it meanwhile."""
    asking: dict[tuple[str, str], Turn[Answer]] = {}

    def named(asked: Asked, request: Request) -> tuple[str, str]:
        return browser_of(request), asked.some_text("turn")

    async def answer(asked: Asked, request: Request) -> dict[str, Any]:
        """The reply to one question, what a screen reader says of it, and the place to open beside it."""
        name, question, history = named(asked, request), asked.text("question").strip(), asked.texts("history")
        try:
            turn = service.turn(question, history, _scope(asked), client=name[0])
            asking[name] = turn
            answer = await _answered(turn, request)
            return await anyio.to_thread.run_sync(_shown, service, answer, _scope(asked), [*history, question])
        except QuothError as error:
            return {"html": problem_html(str(error)), "announcement": str(error), "place": None}
        finally:
            asking.pop(name, None)

    async def waiting(asked: Asked, request: Request) -> dict[str, int]:
        """How many questions come before one of this browser's; 0 for one that is being read, or was."""
        turn = asking.get(named(asked, request))
        return {"before": turn.before() if turn else 0}

    async def leave(asked: Asked, request: Request) -> None:
        """Gives a question of this browser's up."""
        if turn := asking.get(named(asked, request)):
            turn.leave()

    return [answer, waiting, leave]


async def _answered(turn: Turn[Answer], request: Request) -> Answer:
    """The answer, when it is its turn; the turn is given up when the page that asked has been closed."""
    answer = asyncio.wrap_future(turn.future)
    while not (await asyncio.wait({answer}, timeout=_LOOK))[0]:
        if await request.is_disconnected():
            turn.leave()
    if answer.cancelled():
        raise CallError("The question was cancelled before it was answered.", 409)
    return answer.result()


def _scope(asked: Asked) -> Scope:
    return Scope(
        documents=asked.texts("documents"),
        tags=asked.texts("tags"),
        since=asked.some_text("since") or None,
        until=asked.some_text("until") or None,
    )


def _shown(service: "Service", reply: Answer, scope: Scope, asked: list[str]) -> dict[str, Any]:
    chosen = None if reply.answered else scope.ids(service.index)
    asked_of = None if chosen is None else len(chosen)
    note = unread_note(service.index.library.count().documents, service.intake.progress())
    shown = answer_html(reply, note, asked_of), related_html(service.related(reply, asked))
    return {
        "html": joined(shown),
        "announcement": announcement(reply, asked_of),
        "place": place_json(reply.findings[0].citations[0]) if reply.answered else None,
    }
