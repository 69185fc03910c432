from pathlib import Path

import pytest
from made_pdfs import line, page_with

from index.documents.datatypes import Document
from index.errors import LoadError
from index.loading.bounds import Bounds
from index.loading.pdf.document import load

WAIT = line(40, 300, "Please wait...") + line(40, 280, "Your PDF viewer may not be able to display this document.")
TEMPLATE = """<template xmlns="http://www.xfa.org/schema/xfa-template/3.0/"><subform name="f">
<draw><value><text>Application of the Osk Valley Railway</text></value></draw>
<draw><value><image>Qk0unQAAAAAAAD4</image></value></draw>
<draw presence="hidden"><value><text>Not shown</text></value></draw>
<field name="Sponsor"><caption><value><text>Name of the sponsor</text></value></caption></field>
<field name="Line"><items><text>Pell</text><text>Tolm</text></items><items save="1"><text>1</text><text>2</text></items>
</field>
<exclGroup name="Paid"><field><caption><value><text>In cash</text></value></caption><items><text>C</text></items>
</field>
<field><caption><value><text>By cheque</text></value></caption><items><text>Q</text></items></field></exclGroup>
</subform></template>"""
DATA = """<xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/"><xfa:data><f><Sponsor>Maria Tarn</Sponsor>
<Line>2</Line><Paid>Q</Paid><Sum>640</Sum></f></xfa:data></xfa:datasets>"""


def read(xml: str, content: str = WAIT) -> Document:
    packet = f'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/">{xml}</xdp:xdp>'
    objects = f"9 0 obj << /Length {len(packet)} >> stream\n{packet}\nendstream endobj\n"
    data = page_with(content, objects=objects, catalog="/NeedsRendering true /AcroForm << /XFA 9 0 R /Fields [] >>")
    return load(Path("/made.pdf"), data, Bounds(ocr=False), "application/pdf")


def test_a_dynamic_form_is_read_from_its_template_and_its_data() -> None:
    document = read(TEMPLATE + DATA)
    assert document.text.split("\n\n") == [
        "Application of the Osk Valley Railway",
        "Name of the sponsor: Maria Tarn",
        "Line: Tolm",
        "☐ In cash",
        "☒ By cheque",
        "Sum: 640",
    ]
    assert "XFA form" in document.warnings[0] and "wait" not in document.text
    assert len(document.layouts[0].boxes) == 8 * len(document.text)


def test_the_data_alone_is_read_too() -> None:
    assert read(DATA).text.split("\n\n") == ["Sponsor: Maria Tarn", "Line: 2", "Paid: Q", "Sum: 640"]


@pytest.mark.parametrize("xml", ["", "<template/>", "<broken"])
def test_a_form_of_which_nothing_can_be_read_says_what_to_do(xml: str) -> None:
    with pytest.raises(LoadError, match=r"XFA form.*print it to a PDF"):
        read(xml)


def test_a_form_whose_pages_hold_its_words_is_read_from_its_pages() -> None:
    content = "".join(
        line(40, 380 - 12 * at, "The sponsor pays the rent of the Tarn House at Zorl.") for at in range(31)
    )
    content += "".join(line(300, 380 - 12 * at, "Every month, in cash.") for at in range(31))
    assert "The sponsor pays the rent" in read(TEMPLATE + DATA, content).text
