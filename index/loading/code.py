"""Source code and other plain text known by its suffix → Document, every character kept as it is in the file."""

import hashlib
from pathlib import Path

from index.documents.datatypes import Document, document_id
from index.loading.bounds import Bounds
from index.loading.decoding import decode


def load(path: Path, data: bytes, bounds: Bounds, media_type: str) -> Document:
    """A document whose text is the file's, decoded, and whose title is the file's name.

    Raises LoadError when the bytes are not text.
    """
    text, warnings = decode(path, data)
    bounds.characters(str(path), len(text))
    sha256 = hashlib.sha256(data).hexdigest()
    return Document(
        id=document_id(path, sha256),
        title=path.name,
        path=str(path),
        media_type=media_type,
        sha256=sha256,
        text=text,
        warnings=warnings,
    )
