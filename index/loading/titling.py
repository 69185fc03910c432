"""A document's title, where its file names none: its first heading, or its first words."""

from collections.abc import Sequence

from index.documents.datatypes import Block
from index.documents.outline import MARKDOWN, heading_text, headings
from index.documents.sentences import sentences

_LONGEST_TITLE = 100  # characters
_SEARCHED = 200_000  # characters


def title_of(text: str, media_type: str = "text/plain", blocks: Sequence[Block] = ()) -> str:
    """The document's first heading, or its first line, cut at a word when it is long; empty for a blank text."""
    text = text[:_SEARCHED]
    if blocks:
        spans = [(block.start, block.end) for block in blocks if block.kind == "heading"]
    else:
        spans = headings(text, media_type) if media_type == MARKDOWN else []
    first = heading_text(text, spans[0]) if spans else ""
    if not first:
        start, end = next(sentences(text), (0, 0))
        first = text[start:end]
    return shortened(" ".join(first.split()))


def shortened(title: str, most: int = _LONGEST_TITLE) -> str:
    """A title cut at a word when it has more than `most` characters."""
    if len(title) <= most:
        return title
    return title[:most].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"
