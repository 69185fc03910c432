import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_files import (
    FORMATS,
    LAUGHS,
    OFFICE,
    R,
    bomb,
    holds_the_offset_law,
    is_read_or_refused,
    read,
    relations,
    shown,
    spoiled,
    strict,
    words,
    workbook,
    zipped,
)

from index.errors import LoadError
from index.loading.office.number_formats import plain
from index.loading.office.number_formats import shown as number_shown


def row(at: int, *cells: object) -> str:
    """A row of text (str) and figures, None for an empty cell."""
    written = ""
    for column, cell in enumerate(cells):
        place = f'r="{chr(65 + column)}{at}"'
        if isinstance(cell, str):
            written += f'<c {place} t="inlineStr"><is><t>{cell}</t></is></c>'
        elif cell is not None:
            written += f"<c {place}><v>{cell}</v></c>"
    return f'<row r="{at}">{written}</row>'


@pytest.mark.parametrize("name", ["murn_survey.xlsx", "murn_survey.ods"])
def test_every_sheet_and_row_is_read_with_its_labels(name: str) -> None:
    document = read(name)
    opened = ("17.04.1998", "02.11.2003") if name.endswith(".ods") else ("1998-04-17", "2003-11-02")
    assert document.title == name
    assert shown(document) == [
        ("heading", 1, "Lake stations"),
        ("paragraph", 0, "Stations of the Murn survey"),
        ("row", 1, "Station; Opened; Share; Cost; Depth"),
        ("row", 0, f"Station: Pell Head; Opened: {opened[0]}; Share: 25%; Cost: 1,234.50 €; Depth: 40"),
        ("row", 0, f"Station: Gorse Point; Opened: {opened[1]}; Share: 60%; Cost: 87.25 €; Depth: 12.5"),
        ("row", 0, "Station: All; Depth: 52.5"),
        ("row", 1, "Warden; Telephone"),
        ("row", 0, "Warden: Mira Stoat; Telephone: 5512"),
        ("row", 0, "Warden: Jon Plover; Telephone: 5513"),
        ("heading", 1, "Old wardens"),
        ("row", 1, "Warden; Left in"),
        ("row", 0, "Warden: Esk Ruddle; Left in: 1961"),
    ]
    assert document.warnings == ("Sheet Old wardens is hidden; it was read like the rest.",)
    holds_the_offset_law(document)


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (0.25, "0%", "25%"),
        (0.123, "0.0%", "12.3%"),
        (1234567, "#,##0", "1,234,567"),
        (-12.5, '#,##0.00 "€";[Red]-#,##0.00 "€"', "-12.50 €"),
        (-12.5, "$#,##0.00_);($#,##0.00)", "($12.50)"),
        (99.9, "[$€-407] 0.00", "€ 99.90"),
        (3.1, "0.##", "3.1"),
        (3.0, "0.##", "3"),
        (45356, "dd/mm/yyyy", "2024-03-05"),
        (45356.5, "m/d/yy h:mm", "2024-03-05 12:00"),
        (0.75, "h:mm AM/PM", "18:00"),
        (1.5, "[h]:mm", "36:00"),
        (45356, '"Day "0', "Day 45356"),
        (7, 'General" kg"', "7 kg"),
        (-7, 'General" kg"', "-7 kg"),
        (12345, "0.00E+00", "1.23E+04"),
        (0.0000123, "0.00E+00", "1.23E-05"),
        (99999, "0.0E+0", "1.0E+5"),
        (12345, "##0.0E+0", "12.3E+3"),
        (0.5, "# ?/?", "1/2"),
        (3.5, "# ?/?", "3 1/2"),
        (0.375, "# ??/??", "3/8"),
        (2.99, "# ?/?", "3"),
        (0, "# ?/?", "0"),
        (2.25, "?/?", "9/4"),
        (-1.5, "# ?/8", "-1 4/8"),
        (2134, "00000", "02134"),
        (123456789, "000-00-0000", "123-45-6789"),
        (5551234567, "(000) 000-0000", "(555) 123-4567"),
        (1234567, "[<=9999999]###-####;(###) ###-####", "123-4567"),
        (2125551234, "[<=9999999]###-####;(###) ###-####", "(212) 555-1234"),
        (1, '"yes";;"no"', "yes"),
        (0, '"yes";;"no"', "no"),
        (-1, '"yes";"no";"none"', "no"),
        (-3, '"yes";;"no"', "-3"),
        (4, ";;;", "4"),
        (0, '#,##0;-#,##0;"-"', "-"),
        (0, '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)', "$-"),
        (12345678, '#,##0.0,"K"', "12,345.7K"),
        (12345678, '0.0,,"M"', "12.3M"),
        (2.675, "0.00", "2.68"),
        (-0.001, "0.0", "0.0"),
        (-5, "#,##0;[Red]#,##0", "-5"),
        (3, '"Q"0', "Q3"),
        (2.5, '0.0"x"', "2.5x"),
        (-40, "$#,##0", "-$40"),
        (46082, "mmm-yy", "2026-03"),
        (46082, "mm/yyyy", "2026-03"),
        (46082, "d-mmm", "1 March"),
        (46082, "mmmm", "March"),
        (46082, "dddd", "Sunday"),
        (46082, "yyyy", "2026"),
        (46082, '[$-409]d"th of "mmmm yyyy', "2026-03-01"),
        (0.00381955, "mm:ss.00", "00:05:30.01"),
        (1e12, "yyyy", "1000000000000"),
    ],
)
def test_a_number_is_shown_as_its_format_shows_it(value: float, code: str, expected: str) -> None:
    assert number_shown(value, code) == expected


def test_dates_count_from_1904_where_the_workbook_says_so() -> None:
    assert number_shown(0, "yyyy-mm-dd", since_1904=True) == "1904-01-01"
    assert number_shown(1, "yyyy-mm-dd") == "1900-01-01"


@given(st.floats(-1e300, 1e300), st.text(max_size=12))
def test_any_number_has_a_text_under_any_format(value: float, code: str) -> None:
    number_shown(value, code)  # raises nothing
    assert float(plain(value)) == pytest.approx(value, rel=1e-13)


def test_a_formula_without_a_stored_result_is_told() -> None:
    formula = '<row r="2"><c r="A2"><f>1+1</f></c><c r="B2"><f>2+2</f><v>4</v></c></row>'
    document = read("f.xlsx", workbook({"Sums": row(1, "Left", "Right") + formula}))
    assert words(document) == ["Sums", "Left; Right", "Right: 4"]
    assert document.warnings == (
        "Sheet Sums: 1 formula has no stored result; open the file in a spreadsheet program and save it.",
    )


def test_shared_and_rich_strings_booleans_and_errors() -> None:
    strings = "<si><r><t>Bold</t></r><r><t> and not</t></r><rPh><t>yomi</t></rPh></si><si><t>a_x000D_b</t></si>"
    cells = (
        '<c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="s"><v>99</v></c>'
    )
    document = read("s.xlsx", workbook({"A": f"<row>{cells}</row>"}, strings=strings))
    assert words(document) == ["A", "Bold and not; a b; TRUE; #N/A"]


def test_runs_of_a_string_are_written_as_they_are_seen() -> None:
    def run(text: str, look: str = "") -> str:
        return f'<r><rPr>{look}</rPr><t xml:space="preserve">{text}</t></r>'

    strings = "".join(
        f"<si>{''.join(runs)}</si>"
        for runs in (
            (run("10"), run("6", '<vertAlign val="superscript"/>'), run(" cells")),
            (run("CO"), run("2", '<vertAlign val="subscript"/>')),
            (run("rent "), run("500", "<strike/>"), run(" 450", '<strike val="0"/>')),
            (run("p "), run("\uf0b3", '<rFont val="Symbol"/>'), run(" 5")),
        )
    )
    cells = "".join(f'<c t="s"><v>{number}</v></c>' for number in range(4))
    document = read("s.xlsx", workbook({"A": f"<row>{cells}</row>"}, strings=strings))
    assert words(document) == ["A", "10⁶ cells; CO₂; rent 450; p ≥ 5"]
    assert document.warnings == ("1 struck-out stretch was left out: after “rent”.",)


def test_a_cell_in_a_struck_or_symbol_font_is_read_as_it_is_seen() -> None:
    styles = (
        '<fonts><font/><font><strike/></font><font><name val="Wingdings"/></font></fonts>'
        '<cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="2"/></cellXfs>'
    )
    cells = '<c r="A1"><v>5</v></c><c r="B1" s="1"><v>4</v></c><c r="C1" s="2" t="str"><v>\u00fe</v></c>'
    document = read("s.xlsx", workbook({"A": f"<row>{cells}</row>"}, styles=styles))
    assert words(document) == ["A", "5; ☑"]
    assert document.warnings == ("Sheet A: 1 struck-out cell was left out: B1.",)


def test_parts_whose_names_have_backward_slashes_are_found() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook({"A": row(1, "Here")}))) as archive:
        parts: dict[str, str | bytes] = {name.replace("/", "\\"): archive.read(name) for name in archive.namelist()}
    turned = {
        name: part.replace(b"/sheet0", b"\\sheet0") if isinstance(part, bytes) else part for name, part in parts.items()
    }
    assert words(read("b.xlsx", zipped({**turned}))) == ["A", "Here"]


def test_a_diagram_on_a_sheet_is_read() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook({"A": row(1, "Here")}))) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    spaces = f'xmlns:a="{OFFICE}/drawingml/2006/main" xmlns:dgm="{OFFICE}/drawingml/2006/diagram" xmlns:r="{R}"'
    parts |= {
        "xl/worksheets/_rels/sheet0.xml.rels": relations(d=("drawing", "../d.xml")),
        "xl/d.xml": f'<a:x {spaces}><dgm:relIds r:dm="m"/></a:x>',
        "xl/_rels/d.xml.rels": relations(m=("diagramData", "m.xml")),
        "xl/m.xml": f"<dgm:dataModel {spaces}><a:p><a:r><a:t>Drawn</a:t></a:r></a:p></dgm:dataModel>",
    }
    assert words(read("d.xlsx", zipped(parts))) == ["A", "Here", "Drawn"]


def test_a_row_or_column_far_out_does_not_make_the_sheet_large() -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>'
    assert words(read("far.xlsx", workbook({"Far": row(1, "Here", "There") + far}))) == ["Far", "Here; There", "7"]


def test_a_table_goes_on_after_a_blank_row_and_another_brings_its_own_header() -> None:
    rows = [
        ("Name", "Town", "Born"),
        ("Ann", "Pell", 1970),
        (),
        ("Bob", "Tolm", 1980),
        (),
        ("Fish", "Weight"),
        ("Pike", 19),
    ]
    sheet = "".join(row(at, *cells) for at, cells in enumerate(rows, 1) if cells)
    assert words(read("t.xlsx", workbook({"T": sheet}))) == [
        "T",
        "Name; Town; Born",
        "Name: Ann; Town: Pell; Born: 1970",
        "Name: Bob; Town: Tolm; Born: 1980",
        "Fish; Weight",
        "Fish: Pike; Weight: 19",
    ]


def test_too_many_cells_cut_files_and_bombs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(LoadError, match="cut short"):
        read("cut.xlsx", (FORMATS / "murn_survey.xlsx").read_bytes()[:3000])
    with pytest.raises(LoadError, match="unpacks to more than"):
        read("bomb.xlsx", bomb("xl/workbook.xml"))
    monkeypatch.setattr("index.loading.office.sheets.MOST_CELLS", 5)
    with pytest.raises(LoadError, match="more than 5 filled cells"):
        read("many.xlsx", workbook({"A": row(1, "a", "b", "c") + row(2, "a", "b", "c")}))


def test_entities_in_a_sheet_stay_folded() -> None:
    data = workbook({"A": row(1, "a", "b")}, strings="<si><t>x</t></si>")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet0.xml"] = LAUGHS + '<worksheet><row><c t="str"><v>&j;</v></c></row></worksheet>'
    try:
        assert "haha" not in read("laughs.xlsx", zipped(parts)).text
    except LoadError as error:
        assert "damaged" in error.reason


def test_a_strict_workbook_is_read() -> None:
    assert words(read("strict.xlsx", strict(workbook({"A": row(1, "a", "b")})))) == ["A", "a; b"]


@settings(max_examples=25, deadline=None)
@given(spoiled("murn_survey.xlsx"))
def test_a_spoiled_file_is_read_or_refused(data: bytes) -> None:
    is_read_or_refused("murn_survey.xlsx", data)
