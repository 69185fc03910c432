import pytest

from qa.reading.boundaries.rows import within_cell

TABLE = "| Name | Post | Room |\n|---|---|---|\n| Cho, Daniel | Registrar, day shift | C1.05 |"
COLUMNS = "Monday      07:30-19:00    club only\nTuesday     09:00-21:00    -"
LABELLED = "Name: Anna Bell; Post: nurse; Room: C1.05"


@pytest.mark.parametrize(
    ("text", "span", "question", "wanted"),
    [
        (TABLE, "Daniel", "", "Cho, Daniel"),
        (TABLE, "Registrar, day shif", "", "Registrar, day shift"),
        (TABLE, "Registrar", "", "Registrar"),
        (TABLE, "Daniel | Registrar", "what post has Daniel Cho", "Registrar"),
        (TABLE, "Cho, Daniel | Registrar, day shift | C1.05", "", "Cho, Daniel | Registrar, day shift | C1.05"),
        (TABLE, "Registrar, day shift | C1.05", "post and room of Cho", "Registrar, day shift | C1.05"),
        (COLUMNS, "Monday      07:30-19:00", "hours on Monday", "07:30-19:00"),
        (COLUMNS, "Monday      07:30-19:00", "", "07:30-19:00"),
        (LABELLED, "nurse; Room: C1.05", "which post", "nurse"),
        ("An answer, in prose; with: marks.", "answer, in prose; with", "", "answer, in prose; with"),
    ],
)
def test_an_answer_keeps_to_its_cell(text: str, span: str, question: str, wanted: str) -> None:
    start = text.index(span)
    first, last = within_cell(text, start, start + len(span), question)
    assert text[first:last] == wanted
