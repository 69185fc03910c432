"""What the page's calls give back over every kind of damage: a sentence, and never a traceback."""

import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from damaged import DAMAGES, ran
from small_library import SmallService

from ui.page.calls import page_calls

REQUEST = SimpleNamespace(cookies={})


def calls_of(service: SmallService) -> dict[str, Any]:
    return {call.__name__: call for call in page_calls(service)}


def replies(calls: dict[str, Any], document_id: str) -> dict[str, Any]:
    """What each call gives back."""
    return {
        "answer": calls["answer"]({"question": "Who is Justin Lin?", "history": []}),
        "overview": calls["overview"]({}, REQUEST),
        "source": calls["source"]({"place": {"document_id": document_id}}),
        "further": calls["further"]({"document_id": document_id, "way": "below", "offset": 0}),
        "rename": calls["rename"]({"document_id": document_id, "title": "Other"}),
        "tag": calls["tag"]({"document_id": document_id, "tags": ["x"]}),
        "remove": calls["remove"]({"document_id": document_id}),
    }


def test_every_call_says_why_it_failed(service: SmallService) -> None:
    calls, document_id = calls_of(service), service.documents()[0].id
    ran("DROP TABLE documents", "DROP TABLE passages", "DROP TABLE changes")(service.index.library.folder)
    for name, reply in replies(calls, document_id).items():
        said = str(reply.get("failed") or reply.get("html") or reply.get("problem"))
        assert "is damaged" in said and "quoth doctor --check" in said, (name, reply)


@pytest.mark.parametrize("name", [name for name in DAMAGES if name.startswith(("page", "a vector", "blocks", "text"))])
def test_damage_under_a_running_page_is_said(name: str, small_library: Path, tmp_path: Path) -> None:
    place = Path(shutil.copytree(small_library, tmp_path / "library"))
    service = SmallService(place)
    calls, document_id = calls_of(service), service.documents()[0].id
    service.index.library.close()  # so that the file, and not what is in memory, is read
    DAMAGES[name](place)
    for call, reply in replies(calls, document_id).items():
        assert "did not expect" not in str(reply), (call, reply)
    service.close()
