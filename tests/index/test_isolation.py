import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.documents.datatypes import Block, Document, PageLayout
from index.errors import LoadError
from index.isolation import ReadingProcess
from index.isolation.wire import Arriving, packed

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals")
FIXTURES = Path(__file__).parents[1] / "data" / "formats"
ROWS = 60_000


@pytest.fixture
def process() -> Iterator[ReadingProcess]:
    process = ReadingProcess()
    yield process
    process.close()


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "table.csv"
    file.write_text("town,mills\n" + "".join(f"Town {n},{n}\n" for n in range(ROWS)))
    return file


def test_a_document_comes_out_of_the_child_as_it_went_in() -> None:
    layouts = (PageLayout(595.0, 842.0, bytes(range(16))), PageLayout(1.0, 2.0, b""))
    blocks = (Block(0, 2, "heading", 1), Block(4, 5, "cell"))
    document = Document(
        "i", "t \ud800", "/p", "m", "s", "te\U0001f600t\0", (0, 3), blocks, "/f", 1.5, ("w",), ("t",), layouts
    )
    (first, _), *messages = packed(document)
    arriving = Arriving(first)
    *parts, whole = [arriving.take(*message) for message in messages]
    assert not any(parts) and whole == (document, None)


def test_a_file_is_read_elsewhere_and_the_process_serves_again(process: ReadingProcess, table: Path) -> None:
    pages: list[tuple[int, int]] = []
    for _ in range(2):
        (document,) = process.documents(table, on_page=lambda done, total: pages.append((done, total)))
        assert isinstance(document, Document) and f"town: Town {ROWS - 1}; mills: {ROWS - 1}" in document.text
    with pytest.raises(LoadError, match="cannot be read"):
        list(process.documents(table.with_name("none.csv")))
    assert list(process.documents(table))


def test_a_pdf_without_a_suffix_is_read_elsewhere_too(process: ReadingProcess, tmp_path: Path) -> None:
    file = tmp_path / "lease"
    file.write_bytes((FIXTURES / "lease.pdf").read_bytes())
    (document,) = process.documents(file, ocr=False)
    assert isinstance(document, Document) and document.media_type == "application/pdf"
    assert process._child is not None


def test_a_file_that_kills_its_reader_is_an_error_and_the_next_is_read(process: ReadingProcess, table: Path) -> None:
    with pytest.raises(LoadError, match="crashed"):
        list(process.documents(table, on_page=lambda *_: os.kill(child_of(process), signal.SIGKILL)))
    assert list(process.documents(table))


def test_a_file_that_never_ends_is_given_up(table: Path) -> None:
    process = ReadingProcess(silence=0.5)
    with pytest.raises(LoadError, match="gave up reading it after"):
        list(process.documents(table, on_page=lambda *_: os.kill(child_of(process), signal.SIGSTOP)))
    assert process._child is None


def test_a_file_that_needs_too_much_memory_is_an_error(table: Path) -> None:
    process = ReadingProcess(memory=64 * 2**20)
    with pytest.raises(LoadError, match=r"memory|crashed"):
        list(process.documents(table))
    process.close()


def test_what_the_listener_raises_ends_the_reading(process: ReadingProcess, table: Path) -> None:
    def stop(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(process.documents(table, on_page=stop))
    assert process._child is None and list(process.documents(table))


def child_of(process: ReadingProcess) -> int:
    assert process._child
    return process._child.pid


def test_a_page_is_drawn_and_a_file_that_changed_is_not(process: ReadingProcess, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    shutil.copyfile(FIXTURES / "railway_report.pdf", file)
    (document,) = process.documents(file)
    assert isinstance(document, Document)
    assert process.picture(document, 1, 300).startswith(b"\x89PNG")
    with pytest.raises(LoadError, match="page"):
        process.picture(document, 999, 300)
    file.write_bytes(file.read_bytes() + b"\n")
    with pytest.raises(LoadError, match="has changed") as caught:
        process.picture(document, 1, 300)
    assert caught.value.path == str(file)
