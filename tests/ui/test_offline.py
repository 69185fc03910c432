"""The whole app with the network cut: real documents, the real models, a real browser, and an answer.

Run as a program, this file is the visit itself: it serves the documents, asks a question in the browser and prints what
it saw as JSON. The test runs it in a network namespace that holds nothing but loopback where the system allows one;
everywhere, a hook refuses and records each address outside this machine.
"""

import ipaddress
import json
import shutil
import socket
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
QUESTION = "How many open Qwen models has Alibaba released?"
NAMESPACES = (("unshare", "--net"), ("unshare", "--user", "--map-root-user", "--net"))
FLAGS = [
    *"--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-sync".split(),
    "--disable-component-update",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]


def cut_off() -> tuple[str, ...]:
    """The command prefix that takes the network away; empty where the system allows none."""
    for prefix in NAMESPACES:
        if shutil.which(prefix[0]) and subprocess.run([*prefix, "true"], capture_output=True).returncode == 0:
            return prefix
    return ()


def test_a_question_is_answered_with_the_network_cut(browser_path: str, tmp_path: Path) -> None:
    prefix = cut_off()
    visit = [*prefix, sys.executable, __file__, str(tmp_path / "library"), browser_path, str(int(bool(prefix)))]
    run = subprocess.run(visit, capture_output=True, text=True, timeout=240, cwd=ROOT)
    assert run.returncode == 0, run.stderr
    seen = json.loads(run.stdout.splitlines()[-1])
    assert seen["lit"] == "over 400" or "over 400" in seen["quote"]
    assert seen["source"] == seen["lit"]
    assert seen["documents"] == 5
    assert seen["outside"] == []
    assert seen["urls"] and all(url.startswith(("http://127.0.0.1:", "data:")) for url in seen["urls"])


def bring_loopback_up() -> None:
    import fcntl

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh14x", b"lo", 0x1 | 0x40))  # SIOCSIFFLAGS: up, running


def is_outside(host: object) -> bool:
    if host in (None, "", "localhost", b"localhost") or not isinstance(host, str | bytes):
        return False
    try:
        return not ipaddress.ip_address(host if isinstance(host, str) else host.decode()).is_loopback
    except ValueError:
        return True


def refuse_the_outside() -> list[str]:
    """Makes every connection and look-up beyond this machine fail; the list fills with what was tried."""
    tried: list[str] = []

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "socket.connect" and isinstance(arguments[1], tuple):
            host = arguments[1][0]
        elif event == "socket.getaddrinfo":
            host = arguments[0]
        else:
            return
        if is_outside(host):
            tried.append(str(host))
            raise OSError(f"The network is cut: {host}")

    sys.addaudithook(hook)
    return tried


def visit(library: Path, browser: str) -> dict[str, Any]:
    sys.path.insert(0, str(ROOT))
    outside = refuse_the_outside()
    from ui.settings import Settings, quiet_environment

    settings = Settings(library)
    quiet_environment(settings)
    from ui.page.web import launch
    from ui.service import open_service

    service = open_service(settings)
    service.intake.sync([ROOT / "seeds"])
    seen = look(launch(service, port=0, open_browser=False).address, browser)
    service.close()
    return {**seen, "outside": outside}


def look(address: str, browser: str) -> dict[str, Any]:
    from playwright.sync_api import sync_playwright

    urls: list[str] = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=FLAGS)
        page = chromium.new_page(viewport={"width": 1440, "height": 900})
        page.on("request", lambda request: urls.append(request.url))
        page.set_default_timeout(120_000)
        page.goto(address)
        page.wait_for_function("document.querySelectorAll('.document').length == 5")
        page.locator("#progress").wait_for(state="hidden")
        page.fill("#question", QUESTION)
        page.press("#question", "Enter")
        page.wait_for_selector("#source-page mark")
        return {
            "lit": page.locator(".quote mark").first.text_content(),
            "quote": page.locator(".quote").first.text_content(),
            "source": page.locator("#source-page mark").text_content(),
            "documents": page.locator(".document").count(),
            "urls": urls,
        }


if __name__ == "__main__":
    if sys.argv[3] == "1":
        bring_loopback_up()
        with socket.socket() as probe, pytest.raises(OSError):
            probe.connect(("192.0.2.1", 80))
    print(json.dumps(visit(Path(sys.argv[1]), sys.argv[2])))
