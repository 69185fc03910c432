"""What the server lets through, over plain HTTP: its own page, from this machine, and one endpoint."""

import asyncio
import http.client
import json
import re
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from gradio_client import Client
from mcp import ClientSession
from mcp.client.streamable_http import streamablehttp_client
from mcp.types import CallToolResult, TextContent, Tool
from small_library import CHANCE, SmallService

from ui.page.guard import without_outside_hosts
from ui.page.ports import bound_socket
from ui.page.scripts import SCRIPTS

OUTSIDE = (
    "/gradio_api/file=../../etc/passwd",
    "/gradio_api/file=/etc/passwd",
    "/gradio_api/file=%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "/gradio_api/file=..%5c..%5cetc%5cpasswd",
    "/gradio_api/file=http://example.com/",
    "/gradio_api/proxy=http://example.com/",
    "/gradio_api/file//etc/passwd",
    "/file=/etc/passwd",
    "/file/etc/passwd",
    "/static/../../etc/passwd",
    "/static/..%2f..%2fweb.py",
    "/static/%2e%2e/%2e%2e/etc/passwd",
    "/assets/..%2f..%2f..%2fweb.py",
    "/assets/%252e%252e%252fweb.py",
    "/assets/....//web.py",
    "/assets/.%2e/web.py",
    "/script/",
    "/script/web.py",
    "/script/../web.py",
    "/script/..%2fweb.py",
    "/script/%2e%2e/assets/page.html",
    "/script/nothing.js",
    "/theme.css/../web.py",
    "/theme.css%2f..%2fweb.py",
    "/svelte/..%2fweb.py",
    "//etc/passwd",
    "/etc/passwd",
    "/gradio_api/custom_component/x/client/y/z.js",
    "/gradio_api/vibe-code",
    "/gradio_api/runs",
    "/monitoring",
    "/docs",
    "/assets/",
    "/gradio_api/deep_link?session_hash=x",
    "/gradio_api/run-history/buckets",
    "/gradio_api/upload_progress?upload_id=1",
)
Reply = tuple[int, str, http.client.HTTPMessage]
Send = Callable[..., Reply]


@pytest.fixture(scope="module")
def service(small_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallService]:
    """One for all: nothing here changes the library."""
    place = tmp_path_factory.mktemp("library") / "library"
    service = SmallService(Path(shutil.copytree(small_library, place)))
    yield service
    service.close()


@pytest.fixture(scope="module")
def address(service: SmallService) -> Iterator[str]:
    from ui.page.web import launch

    running = launch(service, port=0, open_browser=False)
    yield running.address
    running.close()


@pytest.fixture
def send(address: str) -> Send:
    def send(
        method: str, path: str, body: str | None = None, **headers: str
    ) -> tuple[int, str, http.client.HTTPMessage]:
        connection = http.client.HTTPConnection("127.0.0.1", urlsplit(address).port, timeout=10)
        connection.putrequest(method, path, skip_host="Host" in headers, skip_accept_encoding=True)
        payload = (body or "").encode()
        for name, value in {"Content-Length": str(len(payload)), **headers}.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders(payload)
        reply = connection.getresponse()
        return reply.status, reply.read().decode("utf-8", "replace"), reply.headers

    return send


@pytest.mark.parametrize("path", OUTSIDE)
def test_no_path_leads_outside(send: Send, path: str) -> None:
    status, body, _ = send("GET", path)
    assert status in {403, 404}
    assert "root:" not in body and "gr.Blocks" not in body


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost@evil.example", ""]
)
def test_other_hosts_are_refused(send: Send, host: str) -> None:
    assert send("GET", "/", Host=host)[0] == 403


def test_this_machine_by_either_name(send: Send, address: str) -> None:
    port = urlsplit(address).port
    assert [send("GET", "/", Host=f"{name}:{port}")[0] for name in ("127.0.0.1", "localhost")] == [200, 200]


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://localhost:1", "https://127.0.0.1", "http://127.0.0.1"]
)
def test_other_origins_are_refused(send: Send, origin: str) -> None:
    assert send("POST", "/gradio_api/call/ask", json.dumps({"data": [CHANCE]}), Origin=origin)[0] == 403
    assert send("GET", "/config", Origin=origin)[0] == 403


def test_a_fetch_that_began_on_another_site_is_refused(send: Send) -> None:
    assert send("GET", "/config", Sec_Fetch_Site="cross-site")[0] == 403
    assert send("POST", "/gradio_api/upload", Sec_Fetch_Site="same-site")[0] == 403


def test_the_page_names_no_other_host_and_comes_with_a_strict_policy(send: Send) -> None:
    status, body, headers = send("GET", "/")
    policy = headers["Content-Security-Policy"]
    assert status == 200
    assert "cdnjs" not in body and "fonts.g" not in body and "raw.githubusercontent" not in body
    for part in ("default-src 'self'", "connect-src 'self'", "object-src 'none'", "frame-ancestors 'none'"):
        assert part in policy
    assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_the_script_is_modules_that_import_only_one_another(send: Send) -> None:
    status, body, headers = send("GET", "/script/page.js")
    assert (status, headers["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert headers["Cache-Control"] == "no-cache" and headers["X-Content-Type-Options"] == "nosniff"
    left, served = ["page.js"], set[str]()
    while left:
        name = left.pop()
        status, body, _ = send("GET", f"/script/{name}")
        assert status == 200 and "://" not in body, name
        served.add(name)
        left += set(re.findall(r'from "\./(.*?)"', body)) - served
    assert served == set(SCRIPTS)


def test_a_browser_is_named_once_by_a_cookie_that_no_script_and_no_other_site_sees(send: Send) -> None:
    names = [send("GET", "/")[2]["Set-Cookie"] for _ in range(2)]
    assert len(set(names)) == 2
    for name in names:
        assert name.startswith("quoth-browser=") and "HttpOnly" in name and "SameSite=Lax" in name
    assert send("GET", "/", Cookie=f"other=1; {names[0].split(';')[0]}")[2]["Set-Cookie"] is None
    assert send("GET", "/config")[2]["Set-Cookie"] is None


def test_tags_that_name_other_hosts_are_taken_out() -> None:
    page = (
        '<head><link rel="preconnect" href="https://fonts.googleapis.com" />\n'
        '<script>let a = "https://kept.example"</script>'
        '<script\n src="https://cdnjs.cloudflare.com/x.js"\n async></script>'
        '<script type="module" src="./assets/a.js"></script>'
        '<meta property="og:image" content="https://raw.example/x.jpg" />'
        '<link rel="manifest" href="/manifest.json" /></head>'
    )
    kept = without_outside_hosts(page, "N")
    assert kept == (
        '<head>\n<script nonce="N">let a = "https://kept.example"</script>'
        '<script nonce="N" type="module" src="./assets/a.js"></script></head>'
    )


def test_the_page_may_add_only_what_it_uploaded(send: Send, service: SmallService) -> None:
    component = next(c for c in json.loads(send("GET", "/config")[1])["components"] if c["type"] == "html")
    call = {
        "session_hash": "s",
        "component_id": component["id"],
        "fn_name": "add",
        "data": {"uploads": [{"path": "/etc/passwd", "name": "passwd.txt"}]},
    }
    status, *_ = send("POST", "/gradio_api/component_server", json.dumps(call), Content_Type="application/json")
    assert status >= 400
    assert not service.intake.busy() and len(service.documents()) == 4


def test_ask_is_the_one_endpoint_and_gives_the_json_of_the_answer(
    send: Send, service: SmallService, address: str
) -> None:
    assert list(json.loads(send("GET", "/gradio_api/info")[1])["named_endpoints"]) == ["/ask"]
    answer = Client(address, verbose=False, download_files=False).predict(CHANCE, api_name="/ask")
    assert untimed(answer) == untimed(service.ask(CHANCE)) and answer["answered"]


def test_ask_is_the_one_tool_and_gives_the_same_json(service: SmallService, address: str) -> None:
    async def use_tool() -> tuple[list[Tool], CallToolResult]:
        async with (
            streamablehttp_client(f"{address}gradio_api/mcp/") as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            tools = (await session.list_tools()).tools
            return tools, await session.call_tool(tools[0].name, {"question": CHANCE, "history": ["Who is he?"]})

    with ThreadPoolExecutor() as thread:  # this one belongs to the browser's loop
        tools, reply = thread.submit(asyncio.run, use_tool()).result()
    assert [tool.name for tool in tools] == ["ask"]
    assert (tools[0].description or "").startswith("Answers a question from the user's own documents")
    assert list(tools[0].inputSchema["properties"]) == [*("question", "history", "documents", "tags", "since", "until")]
    (content,) = reply.content
    assert isinstance(content, TextContent)
    assert untimed(json.loads(content.text)) == untimed(service.ask(CHANCE, ["Who is he?"]))
    assert (CHANCE, ["Who is he?"], None) in service.answerer.asked


def untimed(answer: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in answer.items() if key != "timings_ms"}


def test_the_next_free_port_is_taken() -> None:
    with bound_socket(0) as first:
        port = first.getsockname()[1]
        with bound_socket(port) as second:
            assert second.getsockname()[0] == "127.0.0.1"
            assert second.getsockname()[1] > port
