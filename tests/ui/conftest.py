"""A browser found on this machine, and the page served over the real service on a small library."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from small_library import TEXTS, SmallService, write

if TYPE_CHECKING:
    from standing_page import StandingPage

USUAL_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def found_browser() -> str | None:
    named = [os.environ.get("QUOTH_BROWSER"), *USUAL_PLACES]
    on_path = map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"))
    return next((path for path in [named[0], *on_path, *named[1:]] if path and Path(path).exists()), None)


@pytest.fixture(scope="session")
def browser_path() -> str:
    path = found_browser()
    if path is None:
        pytest.skip("no Chromium or Chrome on this machine; name one with QUOTH_BROWSER")
    return path


@pytest.fixture(scope="session")
def browser(browser_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
        yield browser
        browser.close()


def new_context(browser: Browser) -> BrowserContext:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(15_000)
    return context


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = new_context(browser)
    yield context
    context.close()


@pytest.fixture(scope="session")
def small_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of four documents, to be copied."""
    place = tmp_path_factory.mktemp("small")
    service = SmallService(place / "library")
    report = service.index.add([write(place / "documents", TEXTS)])
    assert len(report.added) == len(TEXTS) and not report.failures
    service.close()
    return place / "library"


@pytest.fixture
def service(small_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallService]:
    place = tmp_path_factory.mktemp("library") / "library"
    service = SmallService(Path(shutil.copytree(small_library, place)))
    service.add_files()  # nothing, but the examples are made
    yield service
    service.reader.gate.open()
    service.embedder.gate.open()
    service.close()


@pytest.fixture(scope="session")
def standing_page(small_library: Path) -> Iterator["StandingPage"]:
    """The page, served once for all tests."""
    from standing_page import StandingPage

    first = SmallService(small_library)
    standing = StandingPage(first)
    first.close()
    yield standing
    standing.running.close()


@pytest.fixture
def address(service: SmallService, standing_page: "StandingPage") -> str:
    """Where the page over `service` is served."""
    standing_page.put(service)
    return standing_page.running.address


@pytest.fixture
def page(service: SmallService, browser: Browser) -> Iterator[Page]:
    """A page of a browser that remembers nothing."""
    context = new_context(browser)
    yield context.new_page()
    context.close()


@pytest.fixture
def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.wait_for_selector(".document")
    return page


@pytest.fixture(scope="session")
def come_back() -> Callable[[Page], None]:
    """Has a page look for news at once, as it does when somebody comes back to its tab."""
    return lambda page: page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
