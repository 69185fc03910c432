"""Makes tests/data/formats/*.pdf anew: `python tests/tools/make_pdf_fixtures.py`. Needs chromium, soffice, tesseract.

Every fact in them is invented, so that no other document answers a question about it.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2 as pdfium

FORMATS = Path(__file__).parents[1] / "data" / "formats"
_CHROMIUM = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
_ENCRYPTED = (
    'pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},'
    '"DocumentOpenPassword":{"type":"string","value":"secret"}}'
)

REPORT = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Osk Valley Railway: Report for
1931</title><style>
@page { size: A5; margin: 20mm 16mm; @top-left { content: "Osk Valley Railway"; font-size: 8pt }
        @bottom-center { content: "Page " counter(page); font-size: 8pt } }
body { font: 10.5pt/1.4 "Liberation Serif"; hyphens: manual; text-align: justify; margin: 0 }
h1 { font-size: 20pt } h2 { font-size: 14pt; break-after: avoid } .over { break-before: page }
td, th { padding: 2px 18px 2px 0; text-align: left } .narrow { width: 52mm }</style></head><body>
<h1>Osk Valley Railway: Report for 1931</h1>
<p>The Osk Valley Railway carried 41,700 passengers in 1931, which is 3,200 more than in the year before. Its longest
tunnel, the Harrow Bore, was closed for eleven weeks while the lining was renewed. The directors thank the well-known
engineer Ilse Marrack, who led the work.</p>
<h2>Rolling stock</h2>
<p>Four locomotives were in service:</p>
<ul><li>the Grey Heron, built in 1902, which draws the mail train every morning and is to be given a new boiler before
the
winter;</li><li>the Marten;</li><li>two tank engines without a name.</li></ul>
<h2>Stations</h2>
<table><tr><th>Station</th><th>Passengers</th><th>Master</th></tr><tr><td>Tolm</td><td>12,400</td><td>J.
Perrin</td></tr>
<tr><td>Osk Bridge</td><td>9,150</td><td>A. Dunmore</td></tr><tr><td>Velling</td><td>20,150</td><td>R.
Siskin</td></tr></table>
<p class="narrow">The station&shy;master of Velling re&shy;por&shy;ted ex&shy;tra&shy;or&shy;di&shy;nary
com&shy;mu&shy;ni&shy;ca&shy;tion dif&shy;fi&shy;cul&shy;ties dur&shy;ing the flood, and asked for a well-known,
well-known, well-known tele&shy;graph&shy;ist.</p>
FILLER
<h2>Accounts</h2>
<p>The surplus of the year was 2,318 crowns, of which 900 crowns were set aside for the Tolm viaduct.</p>
<p>Approved at Tolm on 4 March 1932.</p></body></html>"""
_FILLER = """<p>In the {week} week the line was open on every day but one. Snow lay deep above Velling, and the plough
was
sent out from Osk Bridge at four in the morning, so that the mail reached Tolm before noon. Nobody was hurt, and no
carriage left the rails, although a signal lamp was broken near the Harrow Bore by a falling branch of ash number
{at}.</p>"""
_WEEKS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()

COLUMNS = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title></title><style>
@page { size: A5; margin: 14mm } body { font: 9.5pt/1.35 "Liberation Sans"; margin: 0 } h1 { font-size: 17pt }
div { columns: 2; column-gap: 8mm } p { margin: 0; text-indent: 1.2em } h2 { font-size: 11.5pt; margin: 8px 0 2px
}</style>
</head><body><h1>The Lake Murn Gazette</h1><div>
<h2>The ferry is late</h2><p>The ferry Saint Orla left Pell at nine instead of eight on Tuesday, because her captain,
Bram Tolliver, had lost the key of the wheelhouse. It was found in the pocket of his other coat.</p><p>The harbour
office
says that it will keep a second key from now on. The coat, it adds, will be kept by the captain.</p>
<h2>A pike of 19 kilograms</h2><p>Nessa Quill of Upper Pell caught a pike of 19 kilograms off the north shore. It is the
heaviest fish on record from Lake Murn, and beats the one that her grandfather caught in 1954 by two
kilograms.</p><p>She
used a spoon of brass that she had made herself, and gave the fish to the school kitchen, which fed 62 children with
it.</p><h2>Water level</h2><p>The lake stood at 211 centimetres on Sunday, which is 14 centimetres above the mean of the
season. The sluice at Gammel stays open until the level has fallen below 200 centimetres.</p></div></body></html>"""

LETTER = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" office:version="1.3"
 office:mimetype="application/vnd.oasis.opendocument.text">
<office:meta><dc:title>Lease of the Tarn House</dc:title></office:meta>
<office:font-face-decls><style:font-face style:name="F" fo:font-family="Liberation Serif"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" svg:font-family="Liberation
Serif"/></office:font-face-decls>
<office:styles><style:default-style style:family="paragraph"><style:text-properties style:font-name="F"
fo:font-size="11pt"
 fo:language="en" fo:country="GB"/></style:default-style>
<style:style style:name="H" style:family="paragraph" style:default-outline-level="1"><style:paragraph-properties
 fo:margin-top="10pt" fo:margin-bottom="4pt"/><style:text-properties fo:font-size="11pt"
fo:font-weight="bold"/></style:style>
<style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="6pt"/></style:style>
</office:styles><office:body><office:text>
<text:h text:style-name="H" text:outline-level="1">1. The parties</text:h>
<text:p text:style-name="P">This lease is made between Corin Ashdale, who owns the Tarn House at Zorl (the Landlord),
and
Petra Wynn of 8 Mill Lane (the Tenant). It begins on 1 May 2019 and ends on 30 April 2024.</text:p>
<text:h text:style-name="H" text:outline-level="1">2. The rent</text:h>
<text:p text:style-name="P">The rent is 640 crowns a month, due on the third working day. If it is more than fourteen
days
late, the Landlord may ask for interest of four per cent a year, but for nothing else, whatever an earlier letter may
say.</text:p>
<text:h text:style-name="H" text:outline-level="1">3. Notice</text:h>
<text:p text:style-name="P">Either party may end the lease with a notice of three months, in writing and delivered by
hand.</text:p>
<text:p>Corin Ashdale</text:p><text:p>The Tarn House</text:p><text:p>Zorl 4417</text:p>
</office:text></office:body></office:document>"""

NOTE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><style>body { font: 15pt/1.5 "Liberation Serif" }
@page { size: A5; margin: 20mm }</style></head><body><p>The bell of Saint Orla weighs 870 kilograms and was cast by
Hanna
Voss in 1788.</p><p>It rings at noon.</p></body></html>"""

RIGHT_TO_LEFT = """<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><style>
body { font: 16pt "DejaVu Sans" } @page { size: A5; margin: 12mm }</style></head><body>
<p>تبلغ قيمة العقد مع شركة Acme Corp نحو 1,250 يورو في السنة.</p><p>المدير هو John Smith من لندن.</p>
<p>בשנת 1911 נבנה הסכר של Pell Weir ליד הכפר.</p></body></html>"""


def _printed(html: str, target: Path, folder: Path) -> None:
    page = folder / "page.html"
    page.write_text(html, encoding="utf-8")
    subprocess.run([*_CHROMIUM, f"--print-to-pdf={target}", str(page)], check=True, capture_output=True, timeout=120)


def _converted(to: str, source: Path, folder: Path) -> Path:
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", to]
    subprocess.run([*command, "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=180)
    return source.with_suffix(".pdf")


def _altered(source: Path, target: Path) -> None:
    """The printed note four times: as it is, turned to the right, with a shifted crop box, and both at once."""
    note, altered = pdfium.PdfDocument(source), pdfium.PdfDocument.new()
    for _ in range(4):
        altered.import_pages(note, [0])
    for at, (degrees, crop) in enumerate([(0, False), (90, False), (0, True), (270, True)]):
        page = altered[at]
        page.set_rotation(degrees)
        width, height = note[0].get_size()
        if crop:
            page.set_cropbox(30, height / 2, width - 20, height - 25)
    altered.save(target)


def _scanned(source: Path, folder: Path) -> None:
    """The note as a picture; with Tesseract's text below it; and among other pages, one with a stamp."""
    picture = pdfium.PdfDocument(source)[0].render(scale=100 / 72, grayscale=True).to_pil()
    picture.save(folder / "scan.png", dpi=(100, 100))
    picture.save(FORMATS / "scanned.pdf", resolution=100, quality=40)
    subprocess.run(
        ["tesseract", str(folder / "scan.png"), str(folder / "read"), "pdf"], check=True, capture_output=True
    )
    shutil.copy(folder / "read.pdf", FORMATS / "scanned_and_read.pdf")
    mixed, scan = pdfium.PdfDocument.new(), pdfium.PdfDocument(FORMATS / "scanned.pdf")
    for pages in (pdfium.PdfDocument(FORMATS / "lease.pdf"), scan, scan, None, scan):
        if pages:
            mixed.import_pages(pages, [0])
        else:
            mixed.new_page(420, 595)
    _stamp(mixed, 4, b"MURN 000417")
    mixed.save(FORMATS / "mixed.pdf")


def _stamp(document: pdfium.PdfDocument, at: int, words: bytes) -> None:
    raw, page = pdfium.raw, document[at]
    stamp = raw.FPDFPageObj_NewTextObj(document.raw, b"Helvetica", 9.0)
    encoded = (words.decode() + "\0").encode("utf-16-le")
    raw.FPDFText_SetText(stamp, (raw.FPDF_WCHAR * (len(encoded) // 2)).from_buffer_copy(encoded))
    raw.FPDFPageObj_Transform(stamp, 1, 0, 0, 1, 320, 12)
    raw.FPDFPage_InsertObject(page.raw, stamp)
    page.gen_content()


def main() -> None:
    """Writes every fixture."""
    FORMATS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        filler = "".join(_FILLER.format(week=week, at=at) for at, week in enumerate(_WEEKS))
        _printed(REPORT.replace("FILLER", filler), FORMATS / "railway_report.pdf", folder)
        _printed(COLUMNS, FORMATS / "two_columns.pdf", folder)
        _printed(RIGHT_TO_LEFT, FORMATS / "right_to_left.pdf", folder)
        _printed(NOTE, folder / "note.pdf", folder)
        (folder / "lease.fodt").write_text(LETTER, encoding="utf-8")
        shutil.copy(_converted("pdf", folder / "lease.fodt", folder), FORMATS / "lease.pdf")
        shutil.copy(_converted(_ENCRYPTED, folder / "lease.fodt", folder), FORMATS / "protected.pdf")
        _altered(folder / "note.pdf", FORMATS / "turned_and_cropped.pdf")
        _scanned(folder / "note.pdf", folder)
    for path in sorted(FORMATS.glob("*.pdf")):
        sys.stdout.write(f"{path.name}: {path.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
