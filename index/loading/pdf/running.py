"""Running heads and page numbers: text at one place at the edge of many pages, the same but for its digits."""

import re
from collections import defaultdict
from collections.abc import Sequence

from index.loading.pdf.blocks import PdfBlock

_EDGE = 0.12  # of the page's height, at its top and at its bottom
_SAME_PLACE = 100  # steps of the page's height
_LONGEST = 200  # characters
_MOST_LINES = 2
_NEAR = 5  # pages on either side among which it stands again
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")
_LARGER = 1.2  # than most of the text: no running head, but a slide's title

Key = tuple[str, int]


def key(block: PdfBlock, height: float) -> Key | None:
    """What a block at a page's edge has in common with those of other pages; None for a block away from the edges."""
    if block.kind == "row" or block.lines > _MOST_LINES or len(block.text) > _LONGEST:
        return None
    if block.bottom > _EDGE * height and block.top < (1 - _EDGE) * height:
        return None
    return _DIGITS.sub("#", block.text), round(block.top / height * _SAME_PLACE)


def running(pages: Sequence[Sequence[Key | None]]) -> list[list[bool]]:
    """For each block of each page, by its key, whether it runs through the pages around it as well."""
    places: dict[Key, list[int]] = defaultdict(list)
    for page, keys in enumerate(pages):
        for page_key in {page_key for page_key in keys if page_key}:
            places[page_key].append(page)
    needed = 1 if len(pages) <= 3 else 2
    runs = {page_key: _repeated(standing, needed) for page_key, standing in places.items() if len(standing) > needed}
    return [[bool(page_key) and page in runs.get(page_key, ()) for page_key in keys] for page, keys in enumerate(pages)]  # type: ignore[arg-type]


def is_small(block: PdfBlock, body: float) -> bool:
    """Whether a block is set no larger than running heads are."""
    return block.size <= _LARGER * body


def _repeated(pages: list[int], needed: int) -> set[int]:
    """Those of the pages on which it stands that have `needed` others near by."""
    result = set()
    for index, page in enumerate(pages):
        around = pages[max(0, index - needed) : index] + pages[index + 1 : index + 1 + needed]
        if sum(abs(other - page) <= _NEAR for other in around) >= needed:
            result.add(page)
    return result
