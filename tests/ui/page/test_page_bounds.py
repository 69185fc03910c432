"""Requests that are too large, too slow, or wrong: each is refused with 4xx and a sentence, and holds nothing open."""

import json
import os
import shutil
import socket
import stat
import tempfile
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from page_client import CALLS, PageClient
from small_library import CHANCE, SmallService

from ui.page import bodies
from ui.page.bodies import UPLOAD
from ui.page.guard import Guard

ASK = "/gradio_api/call/ask"


@pytest.fixture(scope="module")
def service(small_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallService]:
    place = tmp_path_factory.mktemp("library") / "library"
    service = SmallService(Path(shutil.copytree(small_library, place)))
    yield service
    service.close()


@pytest.fixture(scope="module")
def address(service: SmallService) -> Iterator[str]:
    """The page with little patience."""
    from ui.page import web

    def impatient(app: Any) -> Guard:
        return Guard(app, patience=0.5)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(web, "Guard", impatient)
        running = web.launch(service, port=0, open_browser=False)
    yield running.address
    running.close()


@pytest.fixture
def client(address: str) -> PageClient:
    return PageClient(address, "browser")


def sent(address: str, head: str, body: bytes = b"") -> tuple[HTTPResponse, str]:
    """The reply to a request of which no more than this comes."""
    connection = socket.create_connection(("127.0.0.1", urlsplit(address).port or 0))
    lines = [head, f"Host: {urlsplit(address).netloc}"] if "\nHost:" not in head else [head]
    connection.sendall("\r\n".join([*"\r\n".join(lines).splitlines(), "", ""]).encode("latin-1") + body)
    reply = HTTPResponse(connection)
    reply.begin()
    text = reply.read().decode()
    connection.close()
    return reply, text


# --- how large, how slow


@pytest.mark.parametrize(
    "path", [ASK, CALLS, f"{CALLS}/", UPLOAD, "/gradio_api/queue/join", "/gradio_api/mcp/", "/config"]
)
def test_a_body_that_says_it_is_too_large_is_not_even_waited_for(address: str, path: str) -> None:
    reply, text = sent(address, f"POST {path} HTTP/1.1\nContent-Length: 900000000")
    assert (reply.status, reply.headers["Connection"]) == (413, "close") and "at most" in text


@pytest.mark.parametrize("path", [ASK, UPLOAD])
def test_a_body_that_does_not_say_how_large_it_is_is_cut_at_the_bound(
    address: str, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "_LARGEST", 1000)
    monkeypatch.setattr(bodies, "_LARGEST_UPLOAD", 1000)
    kind = "Content-Type: multipart/form-data; boundary=x\nTransfer-Encoding: chunked"
    part = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n' + b"y" * 2000
    reply, text = sent(address, f"POST {path} HTTP/1.1\n{kind}", b"%x\r\n%s\r\n" % (len(part), part))
    assert reply.status == 413 and "1,000 bytes" in text


@pytest.mark.parametrize("path", [ASK, CALLS, UPLOAD, "/gradio_api/mcp/"])
@pytest.mark.parametrize("begun", [b"", b"--x\r\n"])
def test_a_body_that_does_not_come_is_dropped(address: str, path: str, begun: bytes) -> None:
    kind = "Content-Type: multipart/form-data; boundary=x\nContent-Length: 100"
    reply, text = sent(address, f"POST {path} HTTP/1.1\n{kind}", begun)
    assert (reply.status, reply.headers["Connection"]) == (408, "close") and "dropped" in text


def test_a_call_that_comes_a_byte_at_a_time_is_dropped_too(address: str) -> None:
    connection = socket.create_connection(("127.0.0.1", urlsplit(address).port or 0))
    connection.sendall(
        f"POST {CALLS} HTTP/1.1\r\nHost: {urlsplit(address).netloc}\r\nContent-Length: 99\r\n\r\n".encode()
    )
    reply = HTTPResponse(connection)
    for _ in range(40):
        try:
            connection.sendall(b" ")
        except OSError:
            break
        time.sleep(0.05)
    reply.begin()
    assert reply.status == 408
    connection.close()


def test_an_upload_that_is_cut_leaves_no_file(address: str) -> None:
    folder = Path(os.environ["GRADIO_TEMP_DIR"])
    before = sorted(folder.rglob("*"))
    kind = "Content-Type: multipart/form-data; boundary=x\nContent-Length: 9000"
    part = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n' + b"y" * 2000
    assert sent(address, f"POST {UPLOAD} HTTP/1.1\n{kind}", part)[0].status == 408
    assert sorted(folder.rglob("*")) == before


# --- what is wrong with it


@pytest.mark.parametrize("path", [ASK, CALLS, "/gradio_api/queue/join", "/gradio_api/run/ask", "/gradio_api/cancel"])
@pytest.mark.parametrize("body", [b"{", b"\xff", b"[" * 100_000, b'{"data": "\x01"}', b"", b"null", b"[]", b"5"])
def test_what_is_no_json_object_is_a_callers_error(address: str, path: str, body: bytes) -> None:
    head = f"POST {path} HTTP/1.1\nContent-Type: application/json\nContent-Length: {len(body)}"
    reply, text = sent(address, head, body)
    assert 400 <= reply.status < 500 and text and "Traceback" not in text


@pytest.mark.parametrize(
    ("name", "asked", "status", "said"),
    [
        ("nothing", {}, 404, "no call 'nothing'"),
        ("__class__", {}, 404, "no call"),
        ("answer", [], 400, "'data' has to be an object"),
        ("answer", {}, 400, "needs 'question'"),
        ("answer", {"question": 5}, 400, "'question' has to be a text, not 5"),
        ("answer", {"question": CHANCE, "history": "Who?"}, 400, "'history' has to be a list"),
        ("answer", {"question": CHANCE, "history": [None]}, 400, "'history' has to be a list of texts"),
        ("answer", {"question": CHANCE, "documents": {"a": 1}}, 400, "'documents' has to be a list"),
        ("answer", {"question": CHANCE, "since": 2024}, 400, "'since' has to be a text"),
        ("add", {"uploads": [{}]}, 400, "needs 'path'"),
        ("add", {"uploads": ["/etc/passwd"]}, 400, "'uploads' has to be an object"),
        ("add", {"uploads": [{"path": "/etc/passwd", "name": "a"}]}, 403, "not an uploaded file"),
        ("add", {"uploads": [{"path": "\x00", "name": "a"}]}, 403, "not an uploaded file"),
        ("remove", {"document_id": "none"}, 404, "no document none"),
        ("remove", {}, 400, "needs 'document_id'"),
        ("rename", {"document_id": "none", "title": 5}, 400, "'title' has to be a text"),
        ("tag", {"document_id": "none", "tags": "x"}, 400, "'tags' has to be a list"),
        ("keep_in_sync", {"folder": "/nowhere"}, 400, "needs 'on'"),
        ("source", {"place": None}, 400, "'place' has to be an object"),
        ("source", {"place": {"quote": "x"}}, 400, "needs 'document_id'"),
        ("source", {"place": {"document_id": "x"}, "page": "1"}, 400, "'page' has to be a whole number"),
        ("further", {"document_id": "x", "way": 1}, 400, "'way' has to be a text"),
    ],
)
def test_a_wrong_call_is_refused_with_a_sentence(
    client: PageClient, name: str, asked: Any, status: int, said: str
) -> None:
    found, reply = client.reply(name, asked)
    assert found == status and said in reply["error"] and reply["error"].endswith(".")


@pytest.mark.parametrize("name", ["source", "further"])
def test_a_place_in_a_document_that_is_gone_is_shown_as_gone(client: PageClient, name: str) -> None:
    asked = {"place": {"document_id": "none"}, "document_id": "none", "way": "up", "offset": 0}
    assert client.reply(name, asked)[0] == 200


def test_a_change_to_a_document_that_is_gone_says_so(client: PageClient) -> None:
    for name, change in (("rename", {"title": "x"}), ("tag", {"tags": ["x"]})):
        assert "no document none" in client.call(name, {"document_id": "none", **change})["problem"]


def test_numbers_beyond_any_document_are_no_error(client: PageClient, service: SmallService) -> None:
    document = service.document_called("outlook.txt").id
    for number, status in ((-1, 200), (10**12, 200), (10**30, 400)):
        place = {"place": {"document_id": document}, "page": number, "width": number}
        further = {"document_id": document, "way": "below", "offset": number}
        assert {client.reply("source", place)[0], client.reply("further", further)[0]} == {status}


def test_half_a_surrogate_pair_is_no_fault_anywhere(address: str, client: PageClient, service: SmallService) -> None:
    for name, asked in (
        ("answer", {"question": "Who \ud800 leads?", "history": ["Why \udfff?"]}),
        ("answer", {"question": "Who?", "tags": ["\ud800"]}),
        ("answer", {"question": "Who?", "documents": ["\ud800"]}),
        ("rename", {"document_id": "\ud800", "title": "x"}),
        ("rename", {"document_id": service.documents()[0].id, "title": "half \ud800"}),
        ("source", {"place": {"document_id": "\ud800"}}),
    ):
        assert client.reply(name, asked)[0] in {200, 404}, (name, asked)
    for data in (["Who \ud800?"], ["Who?", ["\ud800"]], ["Who?", None, ["\ud800"]], ["Who?", None, None, ["\ud800"]]):
        connection = HTTPConnection("127.0.0.1", urlsplit(address).port)
        connection.request("POST", ASK, json.dumps({"data": data}), {"Content-Type": "application/json"})
        event = json.loads(connection.getresponse().read())["event_id"]
        connection.request("GET", f"{ASK}/{event}")
        assert "event: " in connection.getresponse().read().decode()
        connection.close()


# --- who it says it is


@pytest.mark.parametrize(
    "host", ["[::1", "[::1]:80", "a]", "evil.example@localhost", "localhost:x", "localhost:123456", "127.0.0.1 x"]
)
def test_a_host_that_is_none_of_ours_is_refused(address: str, host: str) -> None:
    assert sent(address, f"GET /config HTTP/1.1\nHost: {host}")[0].status in {400, 403}


def test_what_a_proxy_would_say_is_not_believed(address: str) -> None:
    evil = "X-Forwarded-Host: evil.example\nX-Forwarded-Proto: https\nForwarded: host=evil.example"
    for path in ("/config", "/"):
        reply, text = sent(address, f"GET {path} HTTP/1.1\n{evil}")
        assert reply.status == 200 and "evil.example" not in text and "https://127" not in text


@pytest.mark.parametrize("name", ["Origin", "Host", "Sec-Fetch-Site"])
def test_a_header_that_comes_twice_is_refused(address: str, name: str) -> None:
    host = urlsplit(address).netloc
    good = {"Origin": f"http://{host}", "Host": host, "Sec-Fetch-Site": "same-origin"}
    evil = {"Origin": "http://evil.example", "Host": "evil.example", "Sec-Fetch-Site": "cross-site"}
    head = f"GET /config HTTP/1.1\nHost: {host}\n" if name != "Host" else "GET /config HTTP/1.1\n"
    for first, second in ((evil, good), (good, evil)):
        assert sent(address, f"{head}{name}: {first[name]}\n{name}: {second[name]}")[0].status == 400


# --- who may look


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_uploads_are_their_owners_alone(address: str) -> None:
    folder = Path(os.environ["GRADIO_TEMP_DIR"])
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700 and folder != Path(tempfile.gettempdir()) / "gradio"
    part = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\nyes\r\n--x--\r\n'
    kind = f"Content-Type: multipart/form-data; boundary=x\nContent-Length: {len(part)}"
    reply, text = sent(address, f"POST {UPLOAD} HTTP/1.1\n{kind}", part)
    (path,) = json.loads(text)
    assert reply.status == 200 and Path(path).is_relative_to(folder) and Path(path).read_text() == "yes"
