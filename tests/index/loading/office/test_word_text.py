"""What a Word paragraph shows that plain text could get wrong: powers, formulas, symbols, struck words, form fields."""

import pytest
from office_files import read, word, words

from index.documents.datatypes import Document


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def up(text: str) -> str:
    return run(text, '<w:vertAlign w:val="superscript"/>')


def down(text: str) -> str:
    return run(text, '<w:vertAlign w:val="subscript"/>')


def paragraph(*runs: str, style: str = "", **parts: str) -> Document:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return read("d.docx", word(f"<w:p>{named}{''.join(runs)}</w:p>", **parts))


def text(*runs: str, style: str = "", **parts: str) -> str:
    return paragraph(*runs, style=style, **parts).text


@pytest.mark.parametrize(
    ("runs", "shown"),
    [
        ((run("10"), up("6"), run(" cells")), "10⁶ cells"),
        ((run("2.5 × 10"), up("-"), up("3"), run(" mol")), "2.5 × 10⁻³ mol"),
        ((run("25 m"), up("2"), up("1"), run(" in all")), "25 m² ¹ in all"),
        ((run("CO"), down("2"), run(" and Ca"), up("2+")), "CO₂ and Ca²⁺"),
        ((run("x"), down("max"), run(" or y"), up("a+b")), "x_max or y^{a+b}"),
        ((run("the 18"), up("th"), run(" of May")), "the 18th of May"),
        ((run("10"), run("6", '<w:position w:val="8"/>'), run(" cells")), "10⁶ cells"),
        ((run("fitted", '<w:position w:val="2"/>'), run("6")), "fitted6"),
        ((run("10"), run("6", '<w:vertAlign w:val="baseline"/>')), "106"),
    ],
)
def test_raised_and_lowered_characters_are_told_apart_from_the_line(runs: tuple[str, ...], shown: str) -> None:
    assert text(*runs) == shown


def test_what_a_style_raises_is_raised_and_a_run_can_take_it_back() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="up"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="upper"><w:basedOn w:val="up"/></w:style>'
    )
    styled = '<w:rStyle w:val="upper"/>'
    assert text(run("10"), run("6", styled), styles=styles) == "10⁶"
    assert text(run("10"), run("6", styled + '<w:vertAlign w:val="baseline"/>'), styles=styles) == "106"


def equation(inner: str) -> str:
    return f"<m:oMath>{inner}</m:oMath>"


def r(words: str) -> str:
    return f"<m:r><m:t>{words}</m:t></m:r>"


def fraction(above: str, below: str) -> str:
    return f"<m:f><m:num>{above}</m:num><m:den>{below}</m:den></m:f>"


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        (fraction(r("3"), r("4")), "3/4"),
        (r("3") + fraction(r("1"), r("2")), "3 1/2"),
        (fraction(r("1"), r("2")) + r("x"), "1/2 x"),
        (fraction(r("x+1"), r("y")), "(x+1)/y"),
        (fraction(fraction(r("1"), r("2")), r("3")), "(1/2)/3"),
        (f"<m:sSup><m:e>{r('10')}</m:e><m:sup>{r('6')}</m:sup></m:sSup>", "10⁶"),
        (f"<m:sSup><m:e>{r('a+b')}</m:e><m:sup>{r('2')}</m:sup></m:sSup>", "(a+b)²"),
        (f"<m:sSup><m:e>{r('e')}</m:e><m:sup>{fraction(r('x'), r('2'))}</m:sup></m:sSup>", "e^{x/2}"),
        (f"<m:sSup><m:e>{r('x')}</m:e><m:sup>{r('max')}</m:sup></m:sSup>{r('y')}", "x^max y"),
        (f"<m:sSub><m:e>{r('x')}</m:e><m:sub>{r('1')}</m:sub></m:sSub>", "x₁"),
        (f"<m:sSubSup><m:e>{r('x')}</m:e><m:sub>{r('1')}</m:sub><m:sup>{r('2')}</m:sup></m:sSubSup>", "x₁²"),
        (f'<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/><m:e>{r("x+1")}</m:e></m:rad>', "√(x+1)"),
        (f"<m:rad><m:deg>{r('3')}</m:deg><m:e>{r('8')}</m:e></m:rad>", "∛8"),
        (
            f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{r("i=1")}</m:sub><m:sup>{r("n")}</m:sup>'
            f"<m:e><m:d><m:e>{r('x+1')}</m:e></m:d></m:e></m:nary>",
            "∑_{i=1}^{n}(x+1)",
        ),
        (f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val=")"/></m:dPr><m:e>{r("0,1")}</m:e></m:d>', "[0,1)"),
        (f"<m:d><m:e>{r('a')}</m:e><m:e>{r('b')}</m:e></m:d>", "(a|b)"),
        (
            f'<m:d><m:e><m:f><m:fPr><m:type m:val="noBar"/></m:fPr><m:num>{r("n")}</m:num>'
            f"<m:den>{r('k')}</m:den></m:f></m:e></m:d>",
            "(n; k)",
        ),
        (f"<m:func><m:fName>{r('sin')}</m:fName><m:e>{r('x')}</m:e></m:func>", "sin x"),
        (
            f"<m:m><m:mr><m:e>{r('1')}</m:e><m:e>{r('2')}</m:e></m:mr><m:mr><m:e>{r('3')}</m:e></m:mr></m:m>",
            "[1, 2; 3]",
        ),
        (f'<m:bar><m:barPr><m:pos m:val="top"/></m:barPr><m:e>{r("x")}</m:e></m:bar>', "x\u0305"),
        (f"<m:r><w:rPr><w:strike/></w:rPr><m:t>7</m:t></m:r>{r('8')}", "8"),
    ],
)
def test_an_equation_is_written_on_one_line(inner: str, shown: str) -> None:
    assert text(equation(inner)) == shown


def test_an_equation_does_not_run_into_the_figure_before_or_after_it() -> None:
    assert text(run("3"), equation(fraction(r("1"), r("2"))), run("4 cups")) == "3 1/2 4 cups"
    assert text(run("keeps "), equation(fraction(r("3"), r("4"))), run(" of it")) == "keeps 3/4 of it"


def test_symbols_are_the_signs_that_their_font_shows() -> None:
    def sym(font: str, code: str) -> str:
        return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'

    assert text(run("aged "), sym("Symbol", "F0B3"), run(" 65, p "), sym("Symbol", "F03C"), run(" 0.05")) == (
        "aged ≥ 65, p < 0.05"
    )
    assert text(*(sym("Wingdings", code) for code in ("F0FE", "F0A8", "F0E0", "00FC"))) == "☑☐→✓"
    assert text(sym("Arial", "20AC"), run("5")) == "€5"
    unknown = paragraph(run("x "), sym("Zorland Signs", "F041"))
    assert unknown.text == "x �" and unknown.warnings == (
        "1 symbol was in a font that Quoth does not know, and shown as �.",
    )


def test_text_in_a_symbol_font_is_read_by_that_font() -> None:
    symbols = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'
    assert text(run("the "), run("b", symbols), run(" error, "), run("\uf06d", symbols), run("m")) == "the β error, μm"
    assert text(run("b", '<w:rFonts w:ascii="Arial"/>')) == "b"


def test_struck_text_is_left_out_and_told_with_its_place() -> None:
    twice = run("500", "<w:strike/>") + run(" dollars", "<w:dstrike/>")
    document = paragraph(run("The rent is "), twice, run(" 450 a month."), run("!", '<w:strike w:val="0"/>'))
    assert document.text == "The rent is 450 a month.!"
    assert document.warnings == ("1 struck-out stretch was left out: after “The rent is”.",)


def test_what_a_style_strikes_is_struck() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="gone"><w:rPr><w:strike/></w:rPr></w:style>'
    document = read(
        "d.docx",
        word(
            f'<w:p>{run("Kept.")}</w:p><w:p><w:pPr><w:pStyle w:val="gone"/></w:pPr>{run("Void.")}</w:p>', styles=styles
        ),
    )
    assert document.text == "Kept."
    assert document.warnings == ("1 struck-out stretch was left out: at the start of a paragraph.",)


def test_many_struck_stretches_are_counted_and_the_first_places_told() -> None:
    runs = [run(f" {number}") + run("x", "<w:strike/>") for number in range(5)]
    assert paragraph(*runs).warnings == (
        "5 struck-out stretches were left out: after “0”, after “0 1”, after “0 1 2”, ….",
    )


def field(data: str, result: str = "") -> str:
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
    return f'{begin}<w:r><w:instrText>FORM</w:instrText></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


@pytest.mark.parametrize(
    ("data", "result", "shown"),
    [
        ('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>', "", "☒"),
        ('<w:checkBox><w:default w:val="1"/></w:checkBox>', "", "☒"),
        ('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', "", "☐"),
        (
            '<w:ddList><w:result w:val="1"/><w:listEntry w:val="Monthly"/><w:listEntry w:val="Weekly"/></w:ddList>',
            "",
            "Weekly",
        ),
        ('<w:ddList><w:listEntry w:val="Monthly"/><w:listEntry w:val="Weekly"/></w:ddList>', "", "Monthly"),
        ('<w:textInput><w:default w:val="Vell"/></w:textInput>', run("Quelm"), "Quelm"),
        ('<w:textInput><w:default w:val="Vell"/></w:textInput>', "", "Vell"),
    ],
)
def test_form_fields_show_their_value_once(data: str, result: str, shown: str) -> None:
    assert text(run("["), field(data, result), run("]")) == f"[{shown}]"


def test_note_marks_stand_apart_from_the_figure_before_them() -> None:
    def note(kind: str, number: int) -> str:
        return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'

    def notes(kind: str, *numbers: int) -> str:
        return "".join(
            f'<w:{kind} w:id="{number}"><w:p>{run(f"{kind} {number}.")}</w:p></w:{kind}>' for number in numbers
        )

    document = paragraph(
        run("built in 1877"), note("footnote", 8), run(", cost 5"), note("footnote", 7), note("endnote", 3), run("."),
        footnotes=notes("footnote", 7, 8), endnotes=notes("endnote", 3),
    )  # fmt: skip
    assert words(document) == [
        "built in 1877 [1], cost 5 [2] [endnote 1].",
        "[1] footnote 8.",
        "[2] footnote 7.",
        "[endnote 1] endnote 3.",
    ]


def test_a_note_with_a_mark_of_its_own_keeps_it() -> None:
    marked = '<w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t>'
    own = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>{marked}</w:r>'
    notes = f'<w:footnote w:id="2"><w:p>{run("* Without tax.")}</w:p></w:footnote>'
    assert words(paragraph(run("The fee"), own, run(" is 5."), footnotes=notes)) == ["The fee* is 5.", "* Without tax."]
