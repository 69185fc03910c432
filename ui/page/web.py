"""The chat page: one custom component in Gradio, which serves it, carries its calls and exposes `ask` to programs."""

import asyncio
import threading
import webbrowser
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import fastapi
import gradio as gr
import uvicorn
from gradio.context import LocalContext
from gradio.events import api

from index.errors import QuothError
from ui.page.calls import page_calls
from ui.page.dismissed import BROWSER
from ui.page.guard import Guard
from ui.page.ports import bound_socket
from ui.page.scripts import BEGIN, serve_scripts
from ui.page.serving import serve_calls
from ui.page.tool import reply_in_json
from ui.page.whole import ASSETS, page_html
from ui.scope import Scope
from ui.settings import upload_to_private_folder
from ui.words import ENGLISH, LANGUAGES

if TYPE_CHECKING:
    from ui.service import Service

STYLES = ("page.css", "shelf.css", "reading.css", "source.css", "narrow.css")
_LANGUAGE_KEY = "quoth-language"  # also where the browser remembers a choice; no text of a component is like it
LANGUAGE = gr.I18n(**{language: {_LANGUAGE_KEY: language} for language in LANGUAGES})
"""Which of the page's languages a browser's own language is: Gradio finds it, in the browser, and English otherwise."""
_TEMPLATE = f"${{pages[localStorage.getItem('{_LANGUAGE_KEY}')] || pages[value] || pages.{ENGLISH}}}"
_LONGEST_STOP = 10.0  # seconds that the end of the server is waited for
PAPER, PAPER_AT_NIGHT = "#faf7f1", "#1a1815"


def build(service: "Service", calls: Sequence[Callable[..., Any]]) -> gr.Blocks:
    """The page, which may make these `calls`, and the `ask` endpoint over `service`; starts nothing."""
    blocks = gr.Blocks(title="Quoth", analytics_enabled=False, fill_width=True, delete_cache=(3600, 3600))
    with blocks:
        gr.HTML(
            value=LANGUAGE(_LANGUAGE_KEY),
            html_template=f"<style>{assets(STYLES)}</style>{_TEMPLATE}",
            pages={language: page_html(language) for language in LANGUAGES},
            js_on_load=BEGIN,
            apply_default_css=False,
            server_functions=list(calls),
        )

        async def ask(
            question: str,
            history: list[str] | None = None,
            documents: list[str] | None = None,
            tags: list[str] | None = None,
            since: str | None = None,
            until: str | None = None,
        ) -> dict[str, Any]:
            """Answers a question from the user's own documents, quoted word for word, with the place of each quote.

            Nothing is generated: the text of every finding is copied from a document. When the documents do not say,
            "answered" is false, "text" is empty and "closest" holds the nearest passages, which are not an answer.

            Args:
                question: The question, in plain language.
                history: Earlier questions of the same conversation, oldest first, so that a follow-up is understood.
                documents: Ids of the documents to look in; all of them when left out.
                tags: Look only in documents that have one of these tags.
                since: Look only in documents dated this day, month or year (2024-05-17, 2024-05, 2024), or later.
                until: Look only in documents dated this day, month or year, or earlier.

            Returns:
                The answer: question, standalone_question, answered, text, confidence (0 to 1), findings with their
                citations (document, path, page, start, end, quote), closest, timings_ms.
            """
            try:
                scope = Scope(documents or (), tags or (), since, until)
                turn = service.turn(question, history or (), scope, client=_client())
                return (await asyncio.wrap_future(turn.future)).to_json()
            except QuothError as error:
                raise gr.Error(str(error), print_exception=False) from error

        # Fairness is for `service.turn`, not for Gradio's own queue, in which whoever asks most is served most.
        api(ask, api_name="ask", concurrency_limit=None)
    return blocks


def _client() -> str:
    """Who asks over HTTP or MCP: the browser, or the session of a program; those that have none share one turn."""
    request = LocalContext.request.get(None)
    if request is None:
        return ""
    cookies: dict[str, str] = dict(request.cookies or {})
    return cookies.get(BROWSER) or str(request.session_hash or "")


@dataclass(frozen=True, slots=True)
class RunningPage:
    """The page while it is served: its `address`, and what ends it."""

    address: str
    server: uvicorn.Server
    thread: threading.Thread

    def close(self) -> None:
        """Stops serving, and returns when the server has ended; open connections are cut."""
        self.server.should_exit = self.server.force_exit = True
        self.thread.join(_LONGEST_STOP)


def launch(service: "Service", port: int = 7860, open_browser: bool = True) -> RunningPage:
    """Serves the page on 127.0.0.1 at `port`, or the next free one, in a daemon thread, until it is closed."""
    upload_to_private_folder()
    listening = bound_socket(port)
    address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
    server = uvicorn.Server(
        uvicorn.Config(application(service), log_level="warning", timeout_graceful_shutdown=1, proxy_headers=False)
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, name="quoth-page", daemon=True)
    thread.start()
    if open_browser:
        webbrowser.open(address)
    return RunningPage(address, server, thread)


def application(service: "Service") -> Guard:
    """The page as an ASGI application behind the guard, `ask` over HTTP and MCP included."""
    calls = page_calls(service)
    blocks = build(service, calls)
    bare = fastapi.FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    serve_scripts(bare)
    serve_calls(bare, calls)
    fonts = ("system-ui", "sans-serif")
    theme = gr.themes.Base(font=fonts, font_mono=("ui-monospace", "monospace")).set(
        body_background_fill=PAPER, body_background_fill_dark=PAPER_AT_NIGHT
    )
    mounted = gr.mount_gradio_app(
        bare,
        blocks,
        path="/",
        server_name="127.0.0.1",
        footer_links=[],
        favicon_path=str(ASSETS / "favicon.svg"),
        theme=theme,
        ssr_mode=False,
        mcp_server=True,
        pwa=False,
        i18n=LANGUAGE,
    )
    reply_in_json(blocks)
    return Guard(mounted)


def assets(names: Iterable[str]) -> str:
    """The text of the named files of `ui/page/assets`, one after another."""
    return "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in names)
