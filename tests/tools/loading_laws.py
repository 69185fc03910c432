"""What holds for every file that is loaded: the offsets of its blocks, and that nothing but LoadError comes out."""

from pathlib import Path

from index.documents.datatypes import Document, Failure
from index.errors import LoadError
from index.loading import documents

FORMATS = Path(__file__).parents[1] / "data" / "formats"


def load_bytes(data: bytes | str, suffix: str) -> Document:
    """The first document in a file of these bytes."""
    content = data.encode() if isinstance(data, str) else data
    found = next(documents(Path(f"/files/given{suffix}"), content))
    assert isinstance(found, Document), found
    check_offsets(found)
    return found


def kinds(document: Document) -> list[tuple[str, int, str]]:
    """Each block's kind, level and text, a row's cells left out."""
    blocks = (block for block in document.blocks if block.kind != "cell")
    return [(block.kind, block.level, document.text[block.start : block.end]) for block in blocks]


def check_offsets(document: Document) -> None:
    """Blocks stand in order, one behind the other, inside the text; cells inside their row."""
    end = row_end = 0
    for block in document.blocks:
        assert 0 <= block.start < block.end <= len(document.text), block
        assert document.text[block.start : block.end].strip(), block
        if block.kind == "cell":
            assert block.end <= row_end, block
        else:
            assert block.start >= end, block
            row_end = end = block.end


def read_all(data: bytes, suffix: str) -> list[Document | Failure]:
    """All that is found in a file, damaged or not; what is no LoadError goes through to the test."""
    try:
        found = list(documents(Path(f"/files/given{suffix}"), data))
    except LoadError as error:
        assert error.path == f"/files/given{suffix}" and error.reason
        return []
    for each in found:
        assert isinstance(each, Document | Failure) and each.path.startswith(f"/files/given{suffix}")
        if isinstance(each, Document):
            check_offsets(each)
    return found
