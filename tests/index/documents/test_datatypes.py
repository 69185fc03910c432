import inspect
from dataclasses import FrozenInstanceError, fields, is_dataclass
from pathlib import Path

import pytest

from index.documents import datatypes
from index.documents.datatypes import Document, PageLayout, document_id


def test_page_at_counts_from_one() -> None:
    document = Document("d", "t", "/p", "text/plain", "0", "aaaabbbbcc", page_starts=(0, 4, 8))
    assert [document.page_at(offset) for offset in (0, 3, 4, 8, 9)] == [1, 1, 2, 3, 3]
    assert Document("d", "t", "/p", "text/plain", "0", "aaaa").page_at(2) is None


def test_ids_tell_paths_and_bytes_apart() -> None:
    ids = {document_id(Path(path), sha256) for path in ("/a", "/b") for sha256 in ("00", "11")}
    assert len(ids) == 4 and document_id(Path("/a"), "00") in ids


PAGED = Document("d", "The Paper", "/p", "text/plain", "0", "aaaabbbbcc", page_starts=(0, 4, 8))


def test_a_page_spans_from_its_start_to_the_next_one_s() -> None:
    assert [PAGED.page_span(page) for page in (1, 2, 3)] == [(0, 4), (4, 8), (8, 10)]
    for page in (0, 4, -1):
        with pytest.raises(IndexError, match=f"The Paper has 3 pages; there is no page {page}"):
            PAGED.page_span(page)


@pytest.mark.parametrize(
    ("stretch", "pages"),
    [
        ((1, 3), [(1, 1, 3)]),
        ((1, 4), [(1, 1, 4)]),
        ((3, 9), [(1, 3, 4), (2, 4, 8), (3, 8, 9)]),
        ((4, 8), [(2, 4, 8)]),
        ((8, 10), [(3, 8, 10)]),
        ((5, 5), [(2, 5, 5)]),
    ],
)
def test_a_stretch_lies_on_every_page_that_it_touches(
    stretch: tuple[int, int], pages: list[tuple[int, int, int]]
) -> None:
    assert list(PAGED.pages_of(*stretch)) == pages
    assert list(Document("d", "t", "/p", "text/plain", "0", "aaaabbbbcc").pages_of(*stretch)) == []


def test_a_character_s_box_is_in_fractions_of_the_page() -> None:
    numbers = (0, 13107, 65535, 26214)
    layout = PageLayout(595, 842, bytes(8) + b"".join(number.to_bytes(2, "little") for number in numbers))
    assert layout.box(1) == pytest.approx((0, 0.2, 1, 0.4))
    assert layout.box(0) is None and layout.box(2) is None


@pytest.mark.parametrize("carried", [each for _, each in inspect.getmembers(datatypes, is_dataclass)])
def test_what_is_carried_cannot_be_changed_and_takes_no_more(carried: type) -> None:
    blank: object = object.__new__(carried)
    for name in (fields(carried)[0].name, "another"):
        with pytest.raises((FrozenInstanceError, TypeError)):
            setattr(blank, name, 1)
    assert not hasattr(blank, "__dict__")
