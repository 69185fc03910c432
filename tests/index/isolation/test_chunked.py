import os
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from index.documents.chunking import chunk
from index.documents.datatypes import Document, Failure
from index.errors import LoadError
from index.isolation import ReadingProcess, parent
from index.isolation.wire import Chunked, packed
from index.loading import documents, is_plain, read

ROOT = Path(__file__).parents[3]
FILES = [*sorted((ROOT / "seeds").iterdir()), *sorted((ROOT / "tests" / "data" / "formats").iterdir())]
SIZE = 40, 10


def count(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def wanted(path: str, sha256: str) -> tuple[int, int]:
    return SIZE


@pytest.fixture(scope="module")
def process() -> Iterator[ReadingProcess]:
    process = ReadingProcess()
    yield process
    process.close()


@pytest.fixture
def in_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parent, "_SMALL", -1)


def read_here(path: Path) -> list[Chunked | Failure]:
    return [
        each if isinstance(each, Failure) else Chunked(each, chunk(each, count, *SIZE))
        for each in documents(path, read(path))
    ]


@pytest.mark.usefixtures("in_child")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_passages_cut_in_the_child_are_those_cut_here(path: Path, process: ReadingProcess) -> None:
    try:
        expected = read_here(path)
    except LoadError as error:
        with pytest.raises(LoadError) as caught:
            list(process.chunked(path, wanted, count))
        assert caught.value.reason == error.reason
        return
    assert list(process.chunked(path, wanted, count)) == expected


def test_a_small_text_is_cut_without_a_child_and_a_larger_one_in_it(tmp_path: Path) -> None:
    process, file = ReadingProcess(), tmp_path / "notes.txt"
    file.write_text("The mill grinds rye. " * 100)
    assert list(process.chunked(file, wanted, count)) == read_here(file) and process._child is None
    file.write_text("The mill grinds rye. " * 20_000)
    assert is_plain(file) and list(process.chunked(file, wanted, count)) == read_here(file)
    assert process._child is not None
    process.close()


@pytest.mark.usefixtures("in_child")
def test_what_is_not_wanted_is_not_cut(process: ReadingProcess) -> None:
    offered: list[tuple[str, str]] = []

    def refuse(path: str, sha256: str) -> None:
        offered.append((path, sha256))

    def never(texts: Sequence[str]) -> list[int]:
        raise AssertionError(texts)

    (found,) = process.chunked(FILES[0], refuse, never)
    assert isinstance(found, Chunked) and found.chunks is None
    assert offered == [(found.document.path, found.document.sha256)]


def test_how_far_the_cutting_has_come_is_told_and_can_end_it(process: ReadingProcess, tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_text("The mill grinds rye and oats. " * 100_000)
    told: list[tuple[int, int]] = []

    def hear(done: int, total: int) -> None:
        told.append((done, total))
        if len(told) > 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(process.chunked(file, wanted, lambda texts: [7] * len(texts), None, hear))
    assert told[0][0] < told[1][0] <= told[1][1] == 3_000_000 and process._child is None


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_reading_that_says_nothing_can_be_ended(tmp_path: Path) -> None:
    process, file, calls = ReadingProcess(), tmp_path / "table.csv", 0
    file.write_text("town,mills\n" + "".join(f"Town {n},{n}\n" for n in range(60_000)))

    def hear(done: int, total: int) -> None:
        nonlocal calls
        calls += 1
        if calls == 1 and process._child:
            os.kill(process._child.pid, signal.SIGSTOP)
        elif calls == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(process.chunked(file, wanted, count, hear))
    assert process._child is None


def test_a_document_crosses_in_pieces() -> None:
    text = "\U0001f600 mill " * 500_000
    document = Document("d", "t", "/p", "text/plain", "s", text)
    sizes = [len(payload) + len(str(message)) for message, payload in packed(document, chunk(document, count, *SIZE))]
    assert max(sizes) < 1.5 * 2**20 < len(text)


def test_tokens_are_counted_a_batch_at_a_time(process: ReadingProcess, tmp_path: Path) -> None:
    file, asked = tmp_path / "long.txt", list[int]()
    file.write_text("mill " * 300_000)

    def counted(texts: Sequence[str]) -> list[int]:
        asked.append(sum(map(len, texts)))
        return count(texts)

    (found,) = process.chunked(file, wanted, counted)
    assert isinstance(found, Chunked) and found.chunks == chunk(found.document, count, *SIZE)
    assert max(asked) < 250_000 and len(asked) < 150


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("lines.md", "# a\n" * 1_000_001, "more than 1,000,000 lines"),
        ("headings.md", "# aaaaaaaaaa\n" * 22_000, "more than 20,000 passages"),
        ("rows.csv", "town,mills\n" + "Oak,7\n" * 400_000, "more than 1,000,000 lines, paragraphs or cells"),
    ],
)
def test_a_document_of_too_much_is_refused_with_the_reason(
    name: str, text: str, said: str, process: ReadingProcess, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(text)
    try:
        found = list(process.chunked(tmp_path / name, wanted, count))
    except LoadError as error:
        found = [Failure(error.path, error.reason)]
    (failure,) = found
    assert isinstance(failure, Failure) and failure.path == str(tmp_path / name)
    assert said in failure.reason and "Split it" in failure.reason
