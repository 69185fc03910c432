"""What the page's calls give back over every kind of damage: a sentence, and never a traceback."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from damaged import DAMAGES, ran
from fastapi import FastAPI
from fastapi.testclient import TestClient
from small_library import SmallService

from ui.page.calls import page_calls
from ui.page.serving import ROUTE, serve_calls


def client_of(service: SmallService) -> TestClient:
    app = FastAPI()
    serve_calls(app, page_calls(service))
    return TestClient(app)


def replies(client: TestClient, document_id: str) -> dict[str, Any]:
    """What each call gives back."""
    asked = {
        "answer": {"question": "Who is Justin Lin?", "history": [], "turn": "1"},
        "overview": {},
        "source": {"place": {"document_id": document_id}},
        "further": {"document_id": document_id, "way": "below", "offset": 0},
        "rename": {"document_id": document_id, "title": "Other"},
        "tag": {"document_id": document_id, "tags": ["x"]},
        "remove": {"document_id": document_id},
    }
    return {name: client.post(ROUTE, json={"fn_name": name, "data": data}).json() for name, data in asked.items()}


def test_every_call_says_why_it_failed(service: SmallService) -> None:
    client, document_id = client_of(service), service.documents()[0].id
    ran("DROP TABLE documents", "DROP TABLE passages", "DROP TABLE changes")(service.index.library.folder)
    for name, reply in replies(client, document_id).items():
        said = str(reply.get("failed") or reply.get("html") or reply.get("problem"))
        assert "is damaged" in said and "quoth doctor --check" in said, (name, reply)


@pytest.mark.parametrize("name", [name for name in DAMAGES if name.startswith(("page", "a vector", "blocks", "text"))])
def test_damage_under_a_running_page_is_said(
    name: str, small_library: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    place = Path(shutil.copytree(small_library, tmp_path / "library"))
    service = SmallService(place)
    client, document_id = client_of(service), service.documents()[0].id
    service.index.library.close()  # so that the file, and not what is in memory, is read
    DAMAGES[name](place)
    for call, reply in replies(client, document_id).items():
        assert "did not expect" not in str(reply), (call, reply)
    assert "Traceback" not in caplog.text
    service.close()


def test_what_nobody_foresaw_is_said_in_a_sentence(service: SmallService, caplog: pytest.LogCaptureFixture) -> None:
    def fails(_: Any) -> None:
        raise KeyError("unforeseen")

    app = FastAPI()
    serve_calls(app, [fails])
    reply = TestClient(app).post(ROUTE, json={"fn_name": "fails", "data": {}})
    assert "did not expect this error: KeyError: 'unforeseen'" in reply.json()["failed"]
    assert "unforeseen" in caplog.text and "Traceback" not in caplog.text
