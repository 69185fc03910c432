"""Document → its passages, within the bounds of what one document may hold."""

from index.documents.chunking import Chunk, chunks
from index.documents.datatypes import Document
from index.documents.units import TokenCounter
from index.loading import Bounds


def cut(document: Document, count: TokenCounter, limit: int, overlap: int, bounds: Bounds) -> list[Chunk]:
    """The passages, as `chunk` makes them. Raises LoadError for a document of too many lines or passages."""
    text, path = document.text, document.path
    bounds.text(path, text)
    if not document.blocks:
        bounds.blocks(path, 1 + max(text.count("\n"), text.count("\r")))
    made = []
    for each in chunks(document, count, limit, overlap, lambda reached: bounds.packed(reached, len(text))):
        made.append(each)
        bounds.passages(path, len(made), each.end / len(text))
    return made
