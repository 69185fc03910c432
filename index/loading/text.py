"""Plain text and Markdown → Document, every character kept as it is in the file."""

import hashlib
from pathlib import Path

from index.documents.datatypes import Document, document_id
from index.documents.outline import MARKDOWN
from index.loading.bounds import Bounds
from index.loading.decoding import decode
from index.loading.front_matter import front_matter
from index.loading.titling import shortened, title_of


def load(path: Path, data: bytes, bounds: Bounds, media_type: str) -> Document:
    """A document whose text is the file's, decoded, without its byte order mark; line ends are left as they are.

    The front matter of a Markdown file is no part of its text: it gives the title, the date and the tags.

    Raises LoadError when the bytes are not text.
    """
    text, warnings = decode(path, data)
    bounds.characters(str(path), len(text))
    front = front_matter(text) if media_type == MARKDOWN else None
    if front and text[front.length :].strip():
        text, warnings = text[front.length :], (*warnings, *front.warnings())
    else:
        front = None
    sha256 = hashlib.sha256(data).hexdigest()
    return Document(
        id=document_id(path, sha256),
        title=(front and shortened(front.title)) or title_of(text, media_type) or path.name,
        path=str(path),
        media_type=media_type,
        sha256=sha256,
        text=text,
        modified=front.modified if front else None,
        warnings=warnings,
        tags=front.tags if front else (),
    )
