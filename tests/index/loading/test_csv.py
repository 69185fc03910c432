import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_files import holds_the_offset_law, is_read_or_refused, read, shown, words

from index.documents.datatypes import Document
from index.errors import LoadError


def table(text: str, name: str = "d.csv", encoding: str = "utf-8") -> Document:
    return read(name, text.encode(encoding))


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_told_and_every_row_carries_its_labels(separator: str) -> None:
    text = "Town;Founded;Wool, in tons\nPell;1204;12,5\nTolm;1310;8\n"
    rows = [line.split(";") for line in text.splitlines()]
    file = io.StringIO()
    csv.writer(file, delimiter=separator).writerows(rows)
    assert shown(table(file.getvalue())) == [
        ("row", 1, "Town; Founded; Wool, in tons"),
        ("row", 0, "Town: Pell; Founded: 1204; Wool, in tons: 12,5"),
        ("row", 0, "Town: Tolm; Founded: 1310; Wool, in tons: 8"),
    ]


def test_the_title_is_the_files_name_and_the_type_the_official_one() -> None:
    assert (table("a,b\n1,2").title, table("a,b\n1,2").media_type) == ("d.csv", "text/csv")
    assert table("a\tb\n1\t2", "d.tsv").media_type == "text/tab-separated-values"


def test_ragged_rows_keep_every_cell() -> None:
    assert words(table("Name,Age\nAnn,30,left,early\nBob\n"))[1:] == ["Name: Ann; Age: 30; left; early", "Name: Bob"]


def test_quoted_line_ends_and_quotation_marks_stay_in_their_cell() -> None:
    text = 'Name,Said\nAnn,"two\nlines, and ""so"""\n'
    assert words(table(text))[1] == 'Name: Ann; Said: two lines, and "so"'


def test_a_file_of_figures_alone_has_no_header() -> None:
    assert shown(table("1,2\n3,4\n")) == [("row", 1, "1; 2"), ("row", 1, "3; 4")]


def test_lines_before_the_header_are_kept() -> None:
    assert words(table("Report of Pell\n\nName,Age\nAnn,30\n")) == ["Report of Pell", "Name; Age", "Name: Ann; Age: 30"]


def test_excels_own_first_line_names_the_separator() -> None:
    assert words(table("sep=;\nName;Age\nAnn;30\n")) == ["Name; Age", "Name: Ann; Age: 30"]


def test_a_cell_longer_than_the_csv_modules_limit_is_read() -> None:
    long = "word " * 40_000
    assert words(table(f"Name,Text\nAnn,{long}\n"))[1] == f"Name: Ann; Text: {long.strip()}"


def test_a_quotation_mark_that_is_never_closed_swallows_nothing() -> None:
    document = table('Name,Size\n"Ann,30\n' + "Bob,31\n" * 200)
    assert words(document)[1:3] == ['Name: "Ann; Size: 30', "Name: Bob; Size: 31"]
    assert document.warnings == (
        "A quotation mark is never closed, so quotation marks are read as ordinary characters.",
    )


def test_an_old_encoding_is_read() -> None:
    assert "Größe" in table("Größe,Straße\n3,Königsweg\n" * 3, encoding="cp1252").text


def test_too_many_cells_and_what_is_no_text_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(LoadError, match="not text"):
        read("d.csv", bytes(range(256)) * 4)
    monkeypatch.setattr("index.loading.csv.MOST_CELLS", 5)
    with pytest.raises(LoadError, match="more than 5 filled cells"):
        table("a,b,c\n1,2,3\n")


_CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=";|"), max_size=12)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(_CELLS, min_size=1, max_size=5), min_size=1, max_size=20))
def test_every_cell_stands_in_the_document_and_blocks_in_order(rows: list[list[str]]) -> None:
    file = io.StringIO()
    csv.writer(file).writerows([["Name", "Town", "Born"], *rows])
    document = table(file.getvalue())
    holds_the_offset_law(document)
    for cell in (cell for row in rows for cell in row):
        assert " ".join(cell.replace("\ufeff", "").split()) in document.text


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["d.csv", "d.tsv"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    is_read_or_refused(name, data)
