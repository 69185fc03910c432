"""Makes the office files in tests/data/formats anew: `python tests/tools/make_office_fixtures.py`. Needs soffice.

Each is written by LibreOffice from a flat OpenDocument source below. Every fact in them is invented.
"""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

FORMATS = Path(__file__).parents[1] / "data" / "formats"
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in {
        "office": "office",
        "text": "text",
        "table": "table",
        "style": "style",
        "draw": "drawing",
        "svg": "svg-compatible",
        "fo": "xsl-fo-compatible",
        "number": "datastyle",
        "meta": "meta",
        "presentation": "presentation",
    }.items()
)
_SPACES += (
    ' xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3"'
)


def flat(kind: str, body: str, styles: str = "", title: str = "") -> str:
    """A flat OpenDocument file."""
    meta = f"<office:meta><dc:title>{title}</dc:title></office:meta>" if title else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_SPACES} '
        f'office:mimetype="application/vnd.oasis.opendocument.{kind}">{meta}{styles}'
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document>"
    )


def _levels(*formats: str) -> str:
    levels = ""
    for at, form in enumerate(formats, 1):
        place = (
            '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
            '<style:list-level-label-alignment text:label-followed-by="listtab" '
            f'fo:margin-left="{at}cm" fo:text-indent="-0.5cm"/></style:list-level-properties>'
        )
        if form == "•":
            levels += f'<text:list-level-style-bullet text:level="{at}" text:bullet-char="•">{place}'
            levels += "</text:list-level-style-bullet>"
        else:
            levels += f'<text:list-level-style-number text:level="{at}" style:num-format="{form}" style:num-suffix=".">'
            levels += f"{place}</text:list-level-style-number>"
    return levels


_TEXT_STYLES = f"""<office:styles>
<style:style style:name="Standard" style:family="paragraph" style:class="text"/>
<style:style style:name="Heading" style:family="paragraph" style:parent-style-name="Standard"/>
<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Heading"/>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph"
 style:parent-style-name="Heading" style:default-outline-level="1"/>
<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph"
 style:parent-style-name="Heading" style:default-outline-level="2"/></office:styles>
<office:automatic-styles>
<text:list-style style:name="Dots">{_levels("•", "•")}</text:list-style>
<text:list-style style:name="Numbers">{_levels("1", "a")}</text:list-style>
<style:style style:name="Secret" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="Frame" style:family="graphic"><style:graphic-properties style:wrap="parallel"/></style:style>
<style:page-layout style:name="Page"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"/>
<style:header-style/><style:footer-style/></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Page">
<style:header><text:p>Zorland Harbour Board, file 88</text:p></style:header>
<style:footer><text:p>Page <text:page-number/></text:p></style:footer></style:master-page></office:master-styles>"""

_TEXT = """
<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info>
<dc:creator>A</dc:creator><dc:date>2024-01-02T03:04:05</dc:date></office:change-info>
<text:p> and the purple crane</text:p></text:deletion></text:changed-region>
<text:changed-region text:id="c2"><text:insertion><office:change-info><dc:creator>A</dc:creator>
<dc:date>2024-01-02T03:04:05</dc:date></office:change-info></text:insertion></text:changed-region></text:tracked-changes>
<text:p text:style-name="Title">The Harbour of Quelm</text:p>
<text:h text:style-name="Heading_20_1" text:outline-level="1">What stands there</text:h>
<text:p>The harbour of Quelm has one lighthouse<text:change text:change-id="c1"/> and
<text:change-start text:change-id="c2"/>eleven grey cranes<text:change-end text:change-id="c2"/>. It was dug in
1874<text:note text:id="n1" text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>
<text:p>The digging took nineteen months and cost 4,600 crowns.</text:p></text:note-body></text:note> by the
<text:a xlink:href="https://example.org/" xlink:type="simple">Brothers Tallow</text:a>, whose yard burned
down.<text:line-break/>It was never rebuilt.<office:annotation>
<dc:creator>B</dc:creator><dc:date>2024-01-02T03:04:05</dc:date>
<text:p>Is this true?</text:p></office:annotation></text:p>
<text:p><draw:frame text:anchor-type="char" draw:style-name="Frame" svg:width="6cm" svg:height="2cm"><draw:text-box>
<text:p>Boats longer than 30 metres wait outside the mole.</text:p></draw:text-box></draw:frame>Boats
are let in by the harbour master.</text:p>
<text:h text:style-name="Heading_20_2" text:outline-level="2">Duties of the master</text:h>
<text:list text:style-name="Numbers"><text:list-item><text:p>Ring the bell at fog.</text:p>
<text:list text:style-name="Numbers"><text:list-item><text:p>Twice for sail.</text:p></text:list-item><text:list-item>
<text:p>Thrice for steam.</text:p></text:list-item></text:list></text:list-item><text:list-item>
<text:p>Count the herring barrels.</text:p></text:list-item></text:list>
<text:list text:style-name="Dots"><text:list-item><text:p>A lantern is lent to him.</text:p><text:list><text:list-item>
<text:p>He brings his own oil.</text:p></text:list-item></text:list></text:list-item></text:list>
<text:h text:style-name="Heading_20_2" text:outline-level="2">Berths</text:h>
<table:table table:name="Berths"><table:table-column table:number-columns-repeated="3"/>
<table:table-header-rows><table:table-row><table:table-cell><text:p>Berth</text:p></table:table-cell><table:table-cell>
<text:p>Depth</text:p></table:table-cell><table:table-cell><text:p>Keeper</text:p></table:table-cell></table:table-row>
</table:table-header-rows>
<table:table-row><table:table-cell><text:p>North quay</text:p></table:table-cell><table:table-cell><text:p>7 m</text:p>
</table:table-cell><table:table-cell><text:p>Odo Fenn</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>Coal pier</text:p></table:table-cell>
<table:covered-table-cell/><table:table-cell><text:p>Una Birch</text:p><text:p>and her son</text:p></table:table-cell>
</table:table-row></table:table>
<text:p>The gate closes at ten.
<text:span text:style-name="Secret"> The key hangs behind the clock.</text:span></text:p>"""

_SHEET_STYLES = """<office:styles><number:date-style style:name="Iso" number:automatic-order="false">
<number:day number:style="long"/><number:text>.</number:text>
<number:month number:style="long"/><number:text>.</number:text><number:year number:style="long"/></number:date-style>
<number:percentage-style style:name="Percent"><number:number number:decimal-places="0" number:min-integer-digits="1"/>
<number:text>%</number:text></number:percentage-style>
<number:currency-style style:name="Euro"><number:number number:decimal-places="2" number:min-integer-digits="1"
 number:grouping="true"/><number:text> </number:text><number:currency-symbol>€</number:currency-symbol>
</number:currency-style></office:styles><office:automatic-styles>
<style:style style:name="d" style:family="table-cell" style:data-style-name="Iso"/>
<style:style style:name="p" style:family="table-cell" style:data-style-name="Percent"/>
<style:style style:name="e" style:family="table-cell" style:data-style-name="Euro"/>
<style:style style:name="shown" style:family="table"><style:table-properties table:display="true"/></style:style>
<style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/></style:style>
</office:automatic-styles>"""


def _cell(value: object) -> str:
    kind, _, rest = str(value).partition(":")
    if kind == "date":
        return f'<table:table-cell table:style-name="d" office:value-type="date" office:date-value="{rest}"/>'
    if kind == "percentage":
        return f'<table:table-cell table:style-name="p" office:value-type="percentage" office:value="{rest}"/>'
    if kind == "euro":
        return f'<table:table-cell table:style-name="e" office:value-type="currency" office:value="{rest}"/>'
    if kind == "formula":
        return f'<table:table-cell table:formula="of:={rest}" office:value-type="float" office:value="0"/>'
    if isinstance(value, (int, float)):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    return (
        f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
        if value
        else ("<table:table-cell/>")
    )


def _sheet(name: str, style: str, rows: list[list[object]]) -> str:
    written = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows)
    return f'<table:table table:name="{name}" table:style-name="{style}">{written}</table:table>'


_SHEETS = _sheet(
    "Lake stations",
    "shown",
    [
        ["Stations of the Murn survey"],
        ["Station", "Opened", "Share", "Cost", "Depth"],
        ["Pell Head", "date:1998-04-17", "percentage:0.25", "euro:1234.5", 40],
        ["Gorse Point", "date:2003-11-02", "percentage:0.6", "euro:87.25", 12.5],
        ["All", "", "", "", "formula:SUM([.E3:.E4])"],
        [],
        ["Warden", "Telephone"],
        ["Mira Stoat", 5512],
        ["Jon Plover", 5513],
    ],
) + _sheet("Old wardens", "hidden", [["Warden", "Left in"], ["Esk Ruddle", 1961]])

_SLIDE_STYLES = f"""<office:styles>
<style:style style:name="M-title" style:family="presentation"/>
<style:style style:name="M-notes" style:family="presentation"/>
<style:presentation-page-layout style:name="L"><presentation:placeholder presentation:object="title" svg:x="1cm"
 svg:y="1cm" svg:width="20cm" svg:height="3cm"/></style:presentation-page-layout></office:styles>
<office:automatic-styles>
<style:page-layout style:name="PM"><style:page-layout-properties fo:page-width="28cm" fo:page-height="21cm"/>
</style:page-layout>
<style:style style:name="dp" style:family="drawing-page"/>
<style:style style:name="dph" style:family="drawing-page"><style:drawing-page-properties
 presentation:visibility="hidden"/></style:style>
<text:list-style style:name="Dots">{_levels("•", "•")}</text:list-style>
<style:style style:name="pr1" style:family="presentation" style:parent-style-name="M-title"/>
<style:style style:name="pr2" style:family="presentation" style:parent-style-name="M-notes"/></office:automatic-styles>
<office:master-styles><style:master-page style:name="M" style:page-layout-name="PM"/></office:master-styles>"""


def _box(words: str, x: float, y: float, kind: str = "") -> str:
    style = {"title": "pr1", "notes": "pr2"}.get(kind)
    name = f'presentation:class="{kind}" presentation:style-name="{style}" draw:layer="layout" ' if kind else ""
    return (
        f'<draw:frame {name}svg:x="{x}cm" svg:y="{y}cm" svg:width="11cm" svg:height="4cm"><draw:text-box>{words}'
        "</draw:text-box></draw:frame>"
    )


_SLIDES = (
    '<draw:page draw:name="one" draw:style-name="dp" draw:master-page-name="M" '
    'presentation:presentation-page-layout-name="L">'
    + _box("<text:p>On the right: 14 boats were counted.</text:p>", 15, 6)
    + _box("<text:p>On the left: the ice broke on 9 March.</text:p>", 1, 6.1)
    + _box("<text:p>The Winter at Lake Murn</text:p>", 1, 1, "title")
    + _box(
        '<text:list text:style-name="Dots"><text:list-item><text:p>Pike sleep deep.</text:p><text:list><text:list-item>'
        "<text:p>At nine metres.</text:p></text:list-item></text:list></text:list-item></text:list>",
        1,
        12,
    )
    + '<presentation:notes draw:style-name="dp"><draw:page-thumbnail draw:page-number="1" presentation:class="page"/>'
    + _box("<text:p>Thank Doctor Ilva Reed for the soundings.</text:p>", 1, 1, "notes")
    + '</presentation:notes></draw:page><draw:page draw:name="two" draw:style-name="dph" draw:master-page-name="M" '
    'presentation:presentation-page-layout-name="L">'
    + _box("<text:p>Budget of the Soundings</text:p>", 1, 1, "title")
    + '<draw:frame svg:x="1cm" svg:y="6cm" svg:width="20cm" svg:height="4cm">'
    '<table:table table:use-first-row-styles="true">'
    "<table:table-column/><table:table-column/><table:table-column/>"
    + "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in row)
        + "</table:table-row>"
        for row in [("Item", "Price", "Seller"), ("Rope", "35 crowns", "Hoyle"), ("Lead", "12 crowns", "Nye and Son")]
    )
    + "</table:table></draw:frame></draw:page>"
    '<draw:page draw:name="three" draw:style-name="dp" draw:master-page-name="M"/>'
)

_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Protect(source, target, filter)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  doc = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  Dim how(1) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName" : how(0).Value = filter
  how(1).Name = "Password" : how(1).Value = "heron"
  doc.storeToURL(target, how())
  doc.close(True)
End Sub
</script:module>"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Module1"/></library:library>"""
_LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
<library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple"
 library:link="false"/></library:libraries>"""


def soffice(profile: Path, *arguments: str, check: bool = True) -> None:
    """Runs LibreOffice without a window, under a profile of its own."""
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", *arguments]
    subprocess.run(command, check=check, timeout=180, capture_output=True)


def convert(profile: Path, source: Path, suffix: str) -> None:
    """Writes a source in another format into tests/data/formats."""
    soffice(profile, "--convert-to", suffix, "--outdir", str(FORMATS), str(source))


def protect(profile: Path, source: Path, target: Path, kind: str) -> None:
    """Saves a source with a password, which only a macro can, and only in OpenDocument."""
    basic = profile / "user" / "basic"
    (basic / "Standard").mkdir(parents=True, exist_ok=True)
    (basic / "script.xlc").write_text(_LIBRARIES)
    (basic / "Standard" / "script.xlb").write_text(_LIBRARY)
    (basic / "Standard" / "Module1.xba").write_text(_MACRO)
    call = f'macro:///Standard.Module1.Protect("{source.as_uri()}","{target.as_uri()}","{kind}")'
    target.unlink(missing_ok=True)
    soffice(profile, call, check=False)  # LibreOffice 7.4 may abort at its end, when the file is written
    if not target.is_file():
        raise SystemExit(f"{target.name} was not written.")


def with_macros_allowed(source: Path, target: Path) -> None:
    """Writes an .xlsx as .xlsm: the same parts, its main part named as one that may hold macros."""
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for member in archive.infolist():
            content = archive.read(member)
            made.writestr(member, content.replace(plain, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"))


def main() -> None:
    """Makes every file, and tells their sizes."""
    FORMATS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work, profile = Path(folder), Path(folder) / "profile"
        sources = {
            "quelm_harbour.fodt": (flat("text", _TEXT, _TEXT_STYLES), ("docx", "odt", "rtf")),
            "murn_survey.fods": (flat("spreadsheet", _SHEETS, _SHEET_STYLES), ("xlsx", "ods")),
            "murn_winter.fodp": (flat("presentation", _SLIDES, _SLIDE_STYLES, "Winter Talk"), ("pptx", "odp")),
        }
        for name, (text, suffixes) in sources.items():
            (work / name).write_text(text, encoding="utf-8")
            for suffix in suffixes:
                convert(profile, work / name, suffix)
        with_macros_allowed(FORMATS / "murn_survey.xlsx", FORMATS / "murn_survey.xlsm")
        source = work / "quelm_harbour.fodt"
        protect(profile, source, FORMATS / "protected.odt", "writer8")
        convert(profile, source, "doc")
        (FORMATS / "quelm_harbour.doc").rename(FORMATS / "old_word_format.docx")
    for path in sorted(FORMATS.glob("*.*")):
        sys.stdout.write(f"{path.stat().st_size:8,} {path.name}\n")


if __name__ == "__main__":
    main()
