from pathlib import Path

from index.documents.datatypes import Document, document_id


def test_page_at_counts_from_one() -> None:
    document = Document("d", "t", "/p", "text/plain", "0", "aaaabbbbcc", page_starts=(0, 4, 8))
    assert [document.page_at(offset) for offset in (0, 3, 4, 8, 9)] == [1, 1, 2, 3, 3]
    assert Document("d", "t", "/p", "text/plain", "0", "aaaa").page_at(2) is None


def test_ids_tell_paths_and_bytes_apart() -> None:
    ids = {document_id(Path(path), sha256) for path in ("/a", "/b") for sha256 in ("00", "11")}
    assert len(ids) == 4 and document_id(Path("/a"), "00") in ids
