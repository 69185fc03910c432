import os
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from kill import killed_add_holds_what_it_reported, make_folder

from index.documents.chunking import Chunk
from index.documents.datatypes import Document
from index.errors import LibraryError, UnknownDocumentError
from index.library.sqlite import Library, VectorsGoneError, text_key

TEXT = "First sentence 😀. Second sentence e\u0301. 第三句。"


def document(name: str = "a", text: str = TEXT) -> Document:
    return Document(f"id-{name}", f"title {name}", f"/{name}.txt", "text/plain", f"sha-{text}", text, (0, 5))


def put(library: Library, each: Document) -> None:
    chunks = [Chunk(0, 17, ""), Chunk(18, len(each.text), "Head")]
    keys = {text_key(chunk.embedded_text(each.text)) for chunk in chunks}
    new = keys - library.known_vectors(sorted(keys))
    library.put(each, chunks, {key: np.ones(3, np.float32) for key in new}, size=10)


def rows(library: Library) -> dict[str, int]:
    tables = ("documents", "passages", "vectors", "passage_terms", "passage_vocabulary")
    return {table: library.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")


def test_a_document_comes_back_as_it_was(library: Library) -> None:
    put(library, document())
    assert library.document("id-a") == replace(document(), file="/a.txt")
    passages = library.passages(library.passage_ids())
    assert [text for text, _ in library.passage_texts(list(passages.values())).values()] == [TEXT[0:17], TEXT[18:]]
    assert library.summaries()[0].characters == len(TEXT)


def test_equal_texts_share_their_vectors_and_removing_leaves_no_trace(library: Library) -> None:
    put(library, document("a"))
    before = rows(library)
    put(library, document("b"))
    assert rows(library)["vectors"] == before["vectors"] and rows(library)["passages"] == 2 * before["passages"]
    library.remove("id-b")
    assert rows(library) == before
    library.remove("id-a")
    assert set(rows(library).values()) == {0}


def test_a_document_at_the_same_path_takes_the_others_place(library: Library) -> None:
    put(library, document("a"))
    put(library, Document("other", "t", "/a.txt", "text/plain", "s", "Quite another text stands here now, yes."))
    assert list(library.paths().values()) == [("other", "s")] and rows(library)["vectors"] == 2
    with pytest.raises(UnknownDocumentError):
        library.document("id-a")


def test_moving_keeps_the_document(library: Library) -> None:
    put(library, document("a"))
    ids = library.passage_ids()
    library.move("/a.txt", "/new.txt")
    assert library.paths() == {"/new.txt": ("id-a", document().sha256)} and library.passage_ids() == ids
    assert library.files() == {"/new.txt": document().sha256}


def test_a_change_that_fails_half_way_changes_nothing(library: Library) -> None:
    put(library, document("a"))
    before = rows(library)
    broken = {"key": None}
    with pytest.raises(AttributeError):
        library.put(document("b"), [], broken, size=1)
    assert rows(library) == before and library.document("id-a")


def test_unknown_documents_are_errors(library: Library) -> None:
    for action in (library.document, library.remove):
        with pytest.raises(UnknownDocumentError, match="no-such"):
            action("no-such")


def test_a_file_that_is_no_library_and_a_later_version_are_errors(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    Library(folder).connection.execute("PRAGMA user_version = 99")
    with pytest.raises(LibraryError, match="version 99"):
        Library(folder)
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    (damaged / "library.sqlite").write_bytes(b"not a database" * 100)
    with pytest.raises(LibraryError, match="cannot be opened"):
        Library(damaged)
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError, match="cannot be opened"):
        Library(tmp_path / "file")


def test_no_pickle_and_text_whole_on_disk(library: Library) -> None:
    put(library, document())
    library.close()
    data = b"".join(path.read_bytes() for path in library.folder.iterdir())
    assert TEXT.encode() in data


def test_a_full_disk_is_said_and_loses_nothing(library: Library) -> None:
    put(library, document("a"))
    before, pages = rows(library), library.connection.execute("PRAGMA page_count").fetchone()[0]
    library.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(LibraryError, match="disk is full"):
        put(library, document("b", "Many words. " * 20_000))
    assert rows(library) == before and library.document("id-a")
    library.connection.execute("PRAGMA max_page_count = 1000000")
    put(library, document("b", "Many words. " * 20_000))


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    with pytest.raises(LibraryError, match="cannot be opened"):
        Library(tmp_path / "closed" / "library")


def test_vectors_that_another_process_took_out_meanwhile_are_asked_for_again(library: Library) -> None:
    put(library, document("a"))
    library.remove("id-a")
    with pytest.raises(VectorsGoneError):
        library.put(document("a"), [Chunk(0, 17, "")], {}, size=10)
    assert not library.paths()


def test_a_file_at_the_path_of_one_that_moved_away_is_another_document(library: Library) -> None:
    put(library, document("a"))
    library.move("/a.txt", "/b.txt")
    put(library, document("a"))
    assert len({identity for identity, _ in library.paths().values()}) == 2


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
@pytest.mark.parametrize("seed", range(4))
def test_killed_at_any_instant_it_opens_and_holds_what_was_reported(seed: int, tmp_path: Path) -> None:
    make_folder(tmp_path / "folder")
    seconds = random.Random(seed).uniform(0, 1.5)
    killed_add_holds_what_it_reported(tmp_path / "folder", tmp_path / "library", seconds)
