"""What is killed: adding, syncing, removing, renaming, an upload to the running page. Each says what must be left.

A case makes a library ready, has a process of its own work on it, whose lines tell what is done, and checks the
library that is left once the process is killed: nothing that was told is lost, and at most one step is ahead of it.
"""

import hashlib
import http.client
import json
import sys
import time
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "tools")]

from fakes import KeywordEmbedder  # noqa: E402

from index import PassageIndex, open_library  # noqa: E402

FILES = 60
MEMBERS = 30
_START = f"""
import sys
sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / "tests" / "tools")!r}]
from pathlib import Path
from fakes import KeywordEmbedder
from index import PassageIndex, open_library
library, folder = Path(sys.argv[1]), Path(sys.argv[2])
index = PassageIndex(open_library(library), KeywordEmbedder())
"""


class Case(Protocol):
    """One kind of work that is killed; `code` is the process that does it."""

    code: str

    def prepare(self, library: Path, folder: Path) -> None:
        """Makes what the process works on."""

    def meanwhile(self, lines: Iterator[str], folder: Path) -> list[str]:
        """The lines that the process wrote before it was killed; what goes on beside it is done here."""

    def check(self, index: PassageIndex, told: Sequence[str], folder: Path) -> None:
        """Raises AssertionError with what was lost, or is more than one step ahead of what was told."""


class _Lines:
    """A case whose process is only listened to."""

    def meanwhile(self, lines: Iterator[str], folder: Path) -> list[str]:
        """Every whole line."""
        return [line.strip() for line in lines if line.endswith("\n")]


class Add(_Lines):
    """Many small files and an archive of many more, each document with words of its own."""

    code = (
        _START
        + """
for path in sorted(folder.iterdir()):
    report = index.add([path])
    for name in report.added + report.unchanged:
        print(name, flush=True)
"""
    )

    def prepare(self, library: Path, folder: Path) -> None:
        """Files and an archive."""
        make_files(folder)
        with zipfile.ZipFile(folder / "030-archive.zip", "w") as archive:
            for number in range(MEMBERS):
                archive.writestr(f"member-{number:03}.txt", words(FILES + number))

    def check(self, index: PassageIndex, told: Sequence[str], folder: Path) -> None:
        """All that was told is there; adding again finishes."""
        held = paths(index)
        assert set(told) <= held, f"lost: {set(told) - held}"
        ahead = {path for path in held - set(told) if "archive.zip" not in path}
        assert len(ahead) <= 1, f"more than the one under way: {ahead}"
        index.add([folder])
        assert len(paths(index)) == FILES + MEMBERS, "adding again did not finish"


class Sync(_Lines):
    """Rounds in which one file is new, one changes and one goes, each followed by a sync of the whole folder."""

    code = (
        _START
        + """
from kill_cases import change
for number in range(20):
    change(folder, number)
    index.sync(folder)
    print(number, flush=True)
"""
    )

    def prepare(self, library: Path, folder: Path) -> None:
        """A library of the folder."""
        make_files(folder)
        with_index(library).sync(folder)

    def check(self, index: PassageIndex, told: Sequence[str], folder: Path) -> None:
        """The library is as after the last round told, or between it and the next."""
        done = len(told)
        held = {Path(summary.path).name: index.document(summary.id).text for summary in index.documents()}
        for number in range(done):
            assert held.get(f"{number:03}.txt") == words(number + 1000), f"the change of round {number} is lost"
            assert f"new-{number}.txt" in held, f"the new file of round {number} is lost"
            assert f"{number + 20:03}.txt" not in held, f"what went in round {number} is back"
        for number in range(done + 1, 20):
            assert held.get(f"{number:03}.txt") == words(number), f"a file of a later round, {number}, is lost"
            assert f"{number + 20:03}.txt" in held, f"a file of a later round, {number + 20}, is lost"
        index.sync(folder)
        on_disk = {path.name: path.read_text() for path in folder.iterdir()}
        after = {Path(summary.path).name: index.document(summary.id).text for summary in index.documents()}
        assert after == on_disk, "syncing again did not finish"


class Remove(_Lines):
    """Every document, one after another."""

    code = (
        _START
        + """
for summary in index.documents():
    index.remove(summary.id)
    print(summary.path, flush=True)
"""
    )

    def prepare(self, library: Path, folder: Path) -> None:
        """A library of the folder."""
        make_files(folder)
        with_index(library).add([folder])

    def check(self, index: PassageIndex, told: Sequence[str], folder: Path) -> None:
        """What was told is gone, and at most one more."""
        held, every = paths(index), {str(path) for path in folder.iterdir()}
        assert not held & set(told), f"not removed: {held & set(told)}"
        assert len(every - held - set(told)) <= 1, f"lost: {every - held - set(told)}"
        assert len(index.search_words("sentence", 10_000)) == index.library.count().passages, "terms without passages"
        index.add([folder])
        assert paths(index) == every, "what was removed could not be added again"


class Rename(_Lines):
    """Every document gets another title and a tag, one after another."""

    code = (
        _START
        + """
for number, summary in enumerate(index.documents()):
    index.library.rename(summary.id, f"Another title {number}")
    index.library.tag(summary.id, [f"tag {number}"])
    print(summary.path, flush=True)
"""
    )

    def prepare(self, library: Path, folder: Path) -> None:
        """A library of the folder."""
        Remove().prepare(library, folder)

    def check(self, index: PassageIndex, told: Sequence[str], folder: Path) -> None:
        """What was told has its title, its tag, and passages found by the title; at most one more has a title."""
        renamed = {summary.path: summary for summary in index.documents() if summary.title.startswith("Another")}
        assert len(index.documents()) == FILES and set(told) <= set(renamed), f"lost: {set(told) - set(renamed)}"
        assert len(renamed) <= len(told) + 1, "more than the one under way"
        assert all(renamed[path].tags for path in told), "a tag is lost"
        found = index.search_words("another title", 10_000)
        by_title = {match.passage.document_id for match in found}
        assert by_title == {summary.id for summary in renamed.values()}, "titles and passages disagree"


class Upload:
    """Files sent to the page as a browser sends them, while it shows what has got in so far."""

    code = (
        _START
        + """
index.close()
from small_library import SmallService
from ui.page.web import launch
import time
service = SmallService(library)
service.intake.watch(compare=True)
print(launch(service, port=0, open_browser=False).address, flush=True)
time.sleep(600)
"""
    )

    def prepare(self, library: Path, folder: Path) -> None:
        """Files to be sent, in a folder that the process does not know."""
        make_files(folder)
        with_index(library).close()

    def meanwhile(self, lines: Iterator[str], folder: Path) -> list[str]:
        """The names of the files that the page has shown in its list."""
        shown: list[str] = []
        try:
            page = _Page(next(lines).strip())
            for path in sorted(folder.iterdir()):
                page.add(path)
                shown = page.files()
            while True:
                shown = page.files()
                time.sleep(0.05)
        except (OSError, http.client.HTTPException, StopIteration, json.JSONDecodeError):
            return shown

    def check(self, index: PassageIndex, told: Sequence[str], folder: Path) -> None:
        """What the page has shown is there, whole; what was cut short is added at the next start."""
        from small_library import SmallService

        library = index.library.folder
        held = _names(index)
        assert set(told) <= set(held), f"lost: {set(told) - set(held)}"
        service = SmallService(library)
        service.intake.watch(compare=True)
        service.intake.wait()
        assert not service.intake.failures(), f"failed: {service.intake.failures()}"
        copies = [path for path in (library / "files").rglob("*.txt") if ".waiting" not in path.parts]
        assert {str(path) for path in copies} == paths(service.index), "a copy without a document, or the reverse"
        assert sorted(_names(service.index)) == sorted({path.name for path in copies}), "an upload is there twice"
        assert all(path.read_bytes() == (folder / path.name).read_bytes() for path in copies), "half a copy"
        service.close()


class _Page:
    """The running page, called as its script calls it."""

    def __init__(self, address: str) -> None:
        self._address = urlsplit(address).netloc
        config = json.loads(self._send("GET", "/config"))
        self._component = next(each for each in config["components"] if each["type"] == "html")["id"]

    def add(self, path: Path) -> None:
        """Uploads a file, and has it added."""
        boundary = hashlib.sha256(path.read_bytes()).hexdigest()
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="{path.name}"\r\n\r\n'
        body = head.encode() + path.read_bytes() + f"\r\n--{boundary}--\r\n".encode()
        at = json.loads(self._send("POST", "/gradio_api/upload", body, f"multipart/form-data; boundary={boundary}"))[0]
        self._call("add", {"uploads": [{"path": at, "name": path.name}]})

    def files(self) -> list[str]:
        """The files whose documents are in the list."""
        listed = str(self._call("overview", {"stamp": ""})["documents"])
        return [f"{number:03}.txt" for number in range(FILES) if f"/{number:03}.txt" in listed]

    def _call(self, name: str, data: Any) -> Any:
        call = {"session_hash": "kill", "component_id": self._component, "fn_name": name, "data": data}
        reply = self._send("POST", "/gradio_api/component_server", json.dumps(call).encode(), "application/json")
        return json.loads(reply)

    def _send(self, method: str, path: str, body: bytes = b"", kind: str = "") -> str:
        connection = http.client.HTTPConnection(self._address, timeout=60)
        connection.request(method, path, body, {"Content-Type": kind} if kind else {})
        reply = connection.getresponse()
        text = reply.read().decode("utf-8")
        assert reply.status < 400, f"{path}: {reply.status} {text[:200]}"
        return text


CASES: dict[str, Case] = {
    "add": Add(),
    "sync": Sync(),
    "remove": Remove(),
    "rename": Rename(),
    "upload": Upload(),
}


def change(folder: Path, number: int) -> None:
    """Round `number` of the changes that `Sync` follows."""
    (folder / f"{number:03}.txt").write_text(words(number + 1000))
    (folder / f"new-{number}.txt").write_text(words(number + 2000))
    (folder / f"{number + 20:03}.txt").unlink()


def make_files(folder: Path) -> None:
    """Many small files, each with words of its own."""
    folder.mkdir()
    for number in range(FILES):
        (folder / f"{number:03}.txt").write_text(words(number))


def words(number: int) -> str:
    """Thirty sentences with a word that no other file has."""
    return " ".join(f"Word{number} sentence {n} ends here." for n in range(30))


def with_index(library: Path) -> PassageIndex:
    """The library, opened."""
    return PassageIndex(open_library(library), KeywordEmbedder())


def paths(index: PassageIndex) -> set[str]:
    """Where the documents are."""
    return {summary.path for summary in index.documents()}


def _names(index: PassageIndex) -> list[str]:
    return [Path(path).name for path in paths(index)]
