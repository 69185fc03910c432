import pytest

from index.documents.datatypes import Document
from qa.agreement.dating import written_on


@pytest.mark.parametrize(
    ("path", "text", "media_type", "day"),
    [
        ("/a/report-2021-03-04.txt", "Sales rose.", "text/plain", "2021-03-04"),
        ("/a/report_202103.txt", "Sales rose.", "text/plain", "2021-03"),
        ("/a/report.txt", "Annual report\n4 March 2021\n\nSales rose.", "text/plain", "2021-03-04"),
        (
            "/a/report.txt",
            "January 2025 saw a wave of Chinese companies going public in Hong Kong, with capital raised.",
            "text/plain",
            None,
        ),
        ("/a/report.txt", "Sales rose.", "text/plain", None),
        ("/a/report.pdf", "Sales rose.", "application/pdf", "1970-01-02"),
    ],
)
def test_a_document_is_dated_by_what_it_says_and_never_by_the_copy_of_a_text_file(
    path: str, text: str, media_type: str, day: str | None
) -> None:
    assert written_on(Document("d", "Report", path, media_type, "0", text, modified=90_000.0)) == day
