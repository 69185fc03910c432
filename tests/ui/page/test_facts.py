"""What a document is, in plain words."""

import pytest

from ui.page.facts import (
    bytes_words,
    characters_words,
    container_name,
    day_words,
    file_name,
    kind_words,
    length_words,
    page_word,
    page_word_at,
    time_left,
)

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
POWERPOINT = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


@pytest.mark.parametrize(
    ("media_type", "path", "words"),
    [
        ("application/pdf", "/a/report.pdf", "PDF"),
        (WORD, "/a/lease.docx", "Word"),
        (POWERPOINT, "/a/talk.pptx", "PowerPoint"),
        ("application/vnd.ms-excel.sheet.macroEnabled.12", "/a/sums.xlsm", "Excel"),
        ("text/html", "/a/b.htm", "Web page"),
        ("text/plain", "/a/b.eml", "Mail"),
        ("text/x-python", "/a/b.py", "Code"),
        ("text/x-log", "/a/b.log", "Log"),
        ("text/markdown", "/a/b.md", "Markdown"),
        ("text/plain", "/a/b", "Text"),
        ("application/octet-stream", "C:\\a\\b.CSV", "Table"),
    ],
)
def test_a_kind_is_what_a_person_calls_it(media_type: str, path: str, words: str) -> None:
    assert kind_words(media_type, path) == words


def test_slides_are_counted_as_slides() -> None:
    assert (page_word(POWERPOINT), page_word("application/pdf")) == ("slide", "page")
    assert length_words(900, 1, POWERPOINT) == "1 slide"
    assert length_words(900, 0, "text/plain") == "900 characters"


def test_sizes() -> None:
    assert [characters_words(n) for n in (1, 999, 4912, 1_234_567)] == [
        *("1 character", "999 characters", "5k characters", "1.2M characters")
    ]
    assert [bytes_words(n) for n in (1, 812, 64_100, 999_499, 3_141_000)] == [
        *("1 byte", "812 bytes", "64 KB", "999 KB", "3.1 MB")
    ]


def test_days_and_times() -> None:
    assert day_words(1715940000.0) == "17 May 2024"
    assert [day_words(moment) for moment in (None, 1e300, float("nan"), -1e18)] == ["", "", "", ""]
    assert [time_left(s) for s in (None, 0.2, 12.4, 300)] == [
        "",
        "about 1 s left",
        "about 12 s left",
        "about 5 min left",
    ]


def test_file_names_of_any_system() -> None:
    assert [file_name(path) for path in ("/a/b.txt", "C:\\a\\b.txt", "b.txt", "/")] == ["b.txt", "b.txt", "b.txt", "/"]


def test_a_file_inside_another_is_named_with_it() -> None:
    assert file_name("/post/ardle.eml/deed.txt") == "ardle.eml › deed.txt"
    assert container_name("C:\\post\\all.zip\\papers\\deed.txt") == "all.zip"
    assert container_name("/papers/v1.md/deed.txt") == container_name("/papers.d/deed.txt") == ""


def test_pages_are_called_what_they_are() -> None:
    assert [page_word_at(path) for path in ("/a/b.pptx", "/a/b.odp", "/a/b.pdf", "/a/b")] == [
        "slide",
        "slide",
        "page",
        "page",
    ]
