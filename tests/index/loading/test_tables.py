"""One table, written in several formats, gives the same rows; headers of several rows, merged cells, row labels."""

from office_files import read, word, words, workbook

from index.loading.bounds import Bounds
from index.loading.composing import Composer
from index.loading.tables import Header, TableWriter

ROWS = [
    "Region; 2022 Sales; 2022 Profit; 2023 Sales; 2023 Profit",
    "Region: North; 2022 Sales: 410; 2022 Profit: 31; 2023 Sales: 450; 2023 Profit: 44",
    "Region: South; 2022 Sales: 210; 2022 Profit: 11; 2023 Sales: 250; 2023 Profit: 14",
]
CELLS = [["North", 410, 31, 450, 44], ["South", 210, 11, 250, 14]]


def docx(*rows: str) -> list[str]:
    return words(read("d.docx", word(f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>")))


def cell(words: object, span: int = 1, merge: str = "") -> str:
    merged = {"": "", "begin": '<w:vMerge w:val="restart"/>', "on": "<w:vMerge/>"}[merge]
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merged}</w:tcPr><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>'


def test_a_header_of_two_rows_labels_every_column_in_every_format() -> None:
    upper = cell("Region", merge="begin") + cell(2022, 2) + cell(2023, 2)
    lower = cell("", merge="on") + "".join(map(cell, ("Sales", "Profit", "Sales", "Profit")))
    assert docx(upper, lower, *("".join(map(cell, row)) for row in CELLS)) == ROWS
    html = (
        '<table><thead><tr><th rowspan="2">Region</th><th colspan="2">2022</th><th colspan="2">2023</th></tr>'
        "<tr><th>Sales</th><th>Profit</th><th>Sales</th><th>Profit</th></tr></thead>"
        + "".join(f"<tr>{''.join(f'<td>{figure}</td>' for figure in row)}</tr>" for row in CELLS)
        + "</table>"
    )
    assert words(read("d.html", f"<html><body>{html}</body></html>".encode())) == ROWS
    body = "\n".join(",".join(map(str, row)) for row in CELLS)
    for head in (
        "Region,2022,,2023,\n,Sales,Profit,Sales,Profit\n",
        ",2022,,2023,\nRegion,Sales,Profit,Sales,Profit\n",
    ):
        assert words(read("d.csv", (head + body).encode())) == ROWS
    sheet = '<row r="1"><c r="A1" t="str"><v>Region</v></c><c r="B1"><v>2022</v></c><c r="D1"><v>2023</v></c></row>'
    sheet += '<row r="2">' + "".join(
        f'<c r="{column}2" t="str"><v>{label}</v></c>'
        for column, label in zip("BCDE", ("Sales", "Profit") * 2, strict=True)
    )
    sheet += "</row>" + "".join(
        f'<row r="{at}"><c r="A{at}" t="str"><v>{row[0]}</v></c>'
        + "".join(f'<c r="{column}{at}"><v>{figure}</v></c>' for column, figure in zip("BCDE", row[1:], strict=True))
        + "</row>"
        for at, row in enumerate(CELLS, 3)
    )
    assert words(read("d.xlsx", workbook({"S": sheet})))[1:] == ROWS


def test_a_cell_over_several_rows_is_said_in_each_of_them() -> None:
    head = "".join(map(cell, ("Region", "Year", "Sales")))
    first = cell("North", merge="begin") + cell("early") + cell(410)
    then = cell("", merge="on") + cell("late") + cell(450)
    assert docx(head, first, then) == [
        "Region; Year; Sales",
        "Region: North; Year: early; Sales: 410",
        "Region: North; Year: late; Sales: 450",
    ]


def test_a_title_over_the_whole_table_is_no_label() -> None:
    rows = [cell("Sales of the mill", 3), "".join(map(cell, ("Region", "Town", "Sales")))]
    rows += ["".join(map(cell, ("North", "Pell", 4)))]
    assert docx(*rows) == ["Sales of the mill", "Region; Town; Sales", "Region: North; Town: Pell; Sales: 4"]


def test_names_under_a_merged_label_are_no_second_header() -> None:
    rows = [cell("Name", 2) + cell("Town"), *("".join(map(cell, row)) for row in (("Ann", "Bell", "Pell"),) * 2)]
    assert docx(*rows) == ["Name; Town", "Ann; Bell; Pell", "Ann; Bell; Pell"]


def test_a_line_above_a_header_is_no_part_of_it() -> None:
    composer = Composer("t", Bounds())
    writer = TableWriter(composer)
    labels = dict(enumerate(("Region", "Town", "Sales", "Note", "By")))
    for row in ({0: "Report", 3: "Draft"}, labels, {0: "North", 2: "4", 3: "x"}):
        writer.add(row)
    writer.end()
    assert composer.text.split("\n\n") == [
        "Report; Draft",
        "Region; Town; Sales; Note; By",
        "Region: North; Sales: 4; Note: x",
    ]


def test_a_merged_cell_labels_each_row_of_a_sheet() -> None:
    rows = (("Region", "Year", "Sales"), ("North", "early", 4), (None, "late", 5), ("South", "late", 6))
    sheet = "".join(
        f'<row r="{at}">'
        + "".join(
            f'<c r="{column}{at}" t="{"str" if isinstance(value, str) else "n"}"><v>{value}</v></c>'
            for column, value in zip("ABC", row, strict=True)
            if value is not None
        )
        + "</row>"
        for at, row in enumerate(rows, 1)
    )
    merged = '</sheetData><mergeCells><mergeCell ref="A2:A3"/></mergeCells><sheetData>'
    assert words(read("d.xlsx", workbook({"S": sheet + merged})))[1:] == [
        "Region; Year; Sales",
        "Region: North; Year: early; Sales: 4",
        "Region: North; Year: late; Sales: 5",
        "Region: South; Year: late; Sales: 6",
    ]


def test_marked_rows_are_the_header_whatever_they_look_like() -> None:
    composer, rows = Composer("t", Bounds()), [{0: "1", 1: "2"}, {0: "a", 1: "b"}, {0: "3", 1: "4"}]
    header = Header(rows, rows, marked=2)
    for number, row in enumerate(rows):
        header.write(composer, number, row)
    assert composer.text.split("\n\n") == ["1 a; 2 b", "1 a: 3; 2 b: 4"]
