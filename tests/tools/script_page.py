"""The page's modules in a browser without a server: each test loads them afresh, beside the page's own HTML."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Route

from ui.page.whole import page_html
from ui.words import ENGLISH

PAGE = Path(__file__).parents[2] / "ui" / "page"
ORIGIN = "http://quoth.test"


class ScriptPage:
    """`call(module, name, *arguments)` gives what an exported function returns; `run` evaluates the body of a function.

    In `run`, `modules` holds every module by its name.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        page.route(f"{ORIGIN}/**", _serve)
        page.goto(ORIGIN)
        names = sorted(path.stem for path in (PAGE / "script").glob("*.js"))
        page.evaluate(
            """async (names) => {
                 window.modules = {};
                 for (const name of names) window.modules[name] = await import(`/script/${name}.js`);
               }""",
            names,
        )

    def call(self, module: str, name: str, *arguments: Any) -> Any:
        code = "([module, name, given]) => window.modules[module][name](...given)"
        return self.page.evaluate(code, [module, name, list(arguments)])

    def run(self, body: str, argument: Any = None) -> Any:
        return self.page.evaluate(f"async (argument) => {{ const modules = window.modules; {body} }}", argument)


def _serve(route: Route) -> None:
    name = route.request.url.removeprefix(ORIGIN)
    if name == "/":
        route.fulfill(body=f"<!doctype html><main>{page_html(ENGLISH)}</main>", content_type="text/html; charset=utf-8")
    else:
        body = (PAGE / name.removeprefix("/")).read_text(encoding="utf-8")
        route.fulfill(body=body, content_type="text/javascript; charset=utf-8")
