import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import TEXTS
from hypothesis import given

from index.documents.datatypes import Block, Document
from index.documents.outline import MARKDOWN, document_headings, heading_text, headings

SEEDS = Path(__file__).parents[3] / "seeds"


def found(text: str, media_type: str = "text/plain") -> list[str]:
    return [heading_text(text, span) for span in headings(text, media_type)]


def test_headings_of_plain_articles() -> None:
    text = (SEEDS / "001_e5ad231f2f994792.txt").read_text(encoding="utf-8")
    assert {"The Open-Source Strategy: A Divergent Path", "Why Open Source in China?", "FAQ"} <= set(found(text))
    assert not any(heading.startswith(("Q:", "A:")) for heading in found(text))


def test_markdown_headings_outside_code_with_every_line_end() -> None:
    text = "# One\r\n\r\ntext\r\n\r\nTwo\r\n===\r\n\r\n```\r\n# no heading\r\n```\r\n\r\n## Three ##\r\nmore"
    assert found(text, MARKDOWN) == ["One", "Two", "Three"]


@given(TEXTS)
def test_headings_are_ordered_stretches_of_the_text(text: str) -> None:
    for media_type in ("text/plain", MARKDOWN):
        end = 0
        for start, stop in headings(text, media_type):
            assert end <= start < stop <= len(text)
            assert text[start:stop].strip()
            end = stop


BODY = "The river rises in the hills and runs down to the sea for ninety miles."


@pytest.mark.parametrize(
    ("line", "is_heading"),
    [
        ("The River", True),
        ("2024 in figures", True),
        ("河流", True),
        ("河流 in brief", True),
        ("in 河流", False),
        ("the river", False),
        ("2024", False),
        ("The river.", False),
        ("River:", False),
        ("- The River", False),
        ("1. The River", False),
        ("Q: Which river", False),
        ("A " * 14, True),
        ("A " * 15, False),
        ("A" * 101, False),
        ("The river that 3", True),
    ],
)
def test_what_a_line_above_a_longer_block_must_be_like_to_head_it(line: str, is_heading: bool) -> None:
    body = BODY * 3
    assert found(f"{line}\n\n{body}") == ([line.strip()] if is_heading else [])


def test_a_line_above_a_shorter_one_heads_nothing() -> None:
    assert found(f"The Long River\n\nThe Sea\n\n{BODY}") == ["The Sea"]
    assert found("The Long River\n\nThe Sea") == []


def test_a_file_that_names_its_headings_is_believed_and_source_code_has_none() -> None:
    text = f"The River\n\n{BODY}"
    plain = Document("d", "t", "/p", "text/plain", "0", text)
    assert document_headings(plain) == [(0, 9)]
    assert document_headings(replace(plain, media_type="text/x-python")) == []
    named = replace(plain, blocks=(Block(0, 9, "paragraph"), Block(11, 20, "heading", 1)))
    assert document_headings(named) == [(11, 20)]
    assert document_headings(replace(named, media_type="text/html")) == [(11, 20)]


def test_markdown_takes_little_memory_besides_its_headings() -> None:
    lines = 20_000
    text = "- an item\n" * lines
    headings("# warm\n", MARKDOWN)
    tracemalloc.start()
    assert headings(text, MARKDOWN) == []
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 400 * lines  # bytes; with markdown-it's tokens it was ten times as much


def test_what_is_too_long_to_be_a_heading_is_none() -> None:
    text = f"# {'words ' * 500}\n\n# Heading\n"
    assert [text[slice(*span)] for span in headings(text, MARKDOWN)] == ["# Heading"]
