from pathlib import Path

from fakes import TEXTS
from hypothesis import given

from index.documents.outline import MARKDOWN, heading_text, headings

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
