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


class Calls:
    """The page's calls over HTTP."""

    def __init__(self, service: SmallService) -> None:
        app = FastAPI()
        serve_calls(app, page_calls(service))
        self._client = TestClient(app)

    def reply(self, name: str, **asked: Any) -> dict[str, Any]:
        """What a call gives back, or why it is refused."""
        answered = self._client.post(ROUTE, json={"fn_name": name, "data": asked})
        assert answered.status_code < 500
        reply: dict[str, Any] = answered.json()
        return reply


def replies(calls: Calls, document_id: str) -> dict[str, Any]:
    """What each call gives back."""
    return {
        "answer": calls.reply("answer", question="Who is Justin Lin?", history=[], turn="1"),
        "overview": calls.reply("overview"),
        "source": calls.reply("source", place={"document_id": document_id}),
        "further": calls.reply("further", document_id=document_id, way="below", offset=0),
        "rename": calls.reply("rename", document_id=document_id, title="Other"),
        "tag": calls.reply("tag", document_id=document_id, tags=["x"]),
        "remove": calls.reply("remove", document_id=document_id),
    }


def test_every_call_says_why_it_failed(service: SmallService) -> None:
    calls, document_id = Calls(service), service.documents()[0].id
    ran("DROP TABLE documents", "DROP TABLE passages", "DROP TABLE changes")(service.index.library.folder)
    for name, reply in replies(calls, document_id).items():
        said = str(reply.get("failed") or reply.get("html") or reply.get("problem"))
        assert "is damaged" in said and "quoth doctor --check" in said, (name, reply)


@pytest.mark.parametrize("name", [name for name in DAMAGES if name.startswith(("page", "a vector", "blocks", "text"))])
def test_damage_under_a_running_page_is_said(name: str, small_library: Path, tmp_path: Path) -> None:
    place = Path(shutil.copytree(small_library, tmp_path / "library"))
    service = SmallService(place)
    calls, document_id = Calls(service), service.documents()[0].id
    service.index.library.close()  # so that the file, and not what is in memory, is read
    DAMAGES[name](place)
    for call, reply in replies(calls, document_id).items():
        assert "did not expect" not in str(reply), (call, reply)
    service.close()
