from pathlib import Path

import pytest
from made_pdfs import line, page_with

from index.documents.datatypes import Document
from index.errors import LoadError
from index.loading.bounds import Bounds
from index.loading.pdf.document import load


def field(number: int, kind: str, rect: str, more: str) -> str:
    return f"{number} 0 obj << /Type /Annot /Subtype /Widget /FT /{kind} /F 4 /Rect [{rect}] {more} >> endobj\n"


def read(content: str, *annotations: str, form: bool = True) -> Document:
    numbers = " ".join(f"{each.split(' ', 1)[0]} 0 R" for each in annotations)
    catalog = f"/AcroForm << /Fields [{numbers}] >>" if form else ""
    data = page_with(content, f"/Annots [{numbers}]", "".join(annotations), catalog)
    return load(Path("/made.pdf"), data, Bounds(ocr=False), "application/pdf")


def test_values_without_an_appearance_stand_beside_their_labels() -> None:
    content = line(40, 300, "Surname:") + line(40, 280, "Country:") + line(40, 260, "Signed at the office of Pell.")
    document = read(
        content,
        field(10, "Tx", "120 296 260 312", "/T (surname) /V (Smith-Okafor)"),
        field(11, "Ch", "120 276 260 292", "/T (country) /Ff 131072 /Opt [[(cl) (Chile)] [(no) (Norway)]] /V (no)"),
    )
    assert document.text == "Surname: Smith-Okafor\n\nCountry: Norway\n\nSigned at the office of Pell."
    box = document.layouts[0].box(document.text.index("Smith"))
    assert box and 0.29 < box[0] < 0.31


def test_values_that_are_shown_are_moved_to_their_labels_and_read_once() -> None:
    words = "BT /F 10 Tf 2 4 Td (Orla Venn) Tj ET"
    shown = (
        "20 0 obj << /Type /XObject /Subtype /Form /BBox [0 0 140 16] /Resources << /Font << /F << /Type /Font "
        f"/Subtype /Type1 /BaseFont /Helvetica >> >> >> /Length {len(words)} >> stream\n{words}\nendstream endobj\n"
    )
    content = line(40, 300, "Tenant:") + line(40, 280, "The rent is 640 crowns.")
    widget = field(10, "Tx", "120 296 260 312", "/T (tenant) /V (Orla Venn) /AP << /N 20 0 R >>")
    assert read(content, widget + shown).text == "Tenant: Orla Venn\n\nThe rent is 640 crowns."


def test_ticks_stand_with_the_words_beside_them() -> None:
    content = line(40, 300, "Smoker:") + line(56, 280, "Yes") + line(156, 280, "No")
    document = read(
        content,
        field(10, "Btn", "120 298 132 310", "/T (smoker) /V /Yes /AS /Yes"),
        field(11, "Btn", "40 278 52 290", "/T (a) /AS /Off"),
        field(12, "Btn", "140 278 152 290", "/T (b) /AS /On"),
    )
    assert "Smoker: ☒" in document.text and "☐ Yes" in document.text and "☒ No" in document.text


def test_a_password_is_not_read_and_a_hidden_field_neither() -> None:
    document = read(
        line(40, 300, "Code:"),
        field(10, "Tx", "120 296 260 312", "/T (code) /Ff 8192 /V (sesame)"),
        field(11, "Tx", "120 276 260 292", "/T (hidden) /V (sesame)").replace("/F 4", "/F 2"),
    )
    assert document.text == "Code:"


@pytest.mark.parametrize("text", ["APPROVED BY J. HOLM", "Pay 640 crowns at Pell", "Zorl 4417"])
def test_text_typed_onto_a_page_is_read(text: str) -> None:
    typed = f"10 0 obj << /Type /Annot /Subtype /FreeText /F 4 /Rect [60 200 300 230] /Contents ({text}) >> endobj\n"
    document = read(line(40, 300, "The delivery date is 1 May."), typed, form=False)
    assert document.text == f"The delivery date is 1 May.\n\n{text}"
    assert read("", typed, form=False).text == text


@pytest.mark.parametrize("kind", ["Text", "Highlight", "Underline", "Caret"])
def test_comments_are_left_out_and_told_with_their_page(kind: str) -> None:
    note = (
        f"10 0 obj << /Type /Annot /Subtype /{kind} /F 4 /Rect [200 290 220 310] "
        "/Contents (Client wants 15 June instead.) >> endobj\n"
    )
    document = read(line(40, 300, "The delivery date is 1 May."), note, form=False)
    assert document.text == "The delivery date is 1 May."
    assert document.warnings == ("On page 1, 1 comment was left out.",)


def test_a_highlight_that_repeats_its_words_is_no_comment() -> None:
    note = "10 0 obj << /Type /Annot /Subtype /Highlight /F 4 /Rect [40 290 220 310] /Contents (1 May.) >> endobj\n"
    assert read(line(40, 300, "The delivery date is 1 May."), note, form=False).warnings == ()


def test_an_empty_form_and_drawn_shapes_are_not_called_pictures() -> None:
    with pytest.raises(LoadError, match=r"form without any text: 1 field, nothing filled in"):
        read("0.6 w 40 296 220 16 re S\n", field(10, "Tx", "40 296 260 312", "/T (name)"))
    with pytest.raises(LoadError, match=r"Its only page shows drawn shapes and no text"):
        read("40 40 200 200 re f\n", form=False)


@pytest.mark.parametrize("box", ["[0 0 0 0]", "[0 0 400 0]", "[100 100 100 100]"])
def test_a_page_whose_box_leaves_nothing_of_it_is_read(box: str) -> None:
    data = page_with(line(40, 300, "The weir of Pell was built in 1911."), box=box)
    document = load(Path("/made.pdf"), data, Bounds(ocr=False), "application/pdf")
    assert document.text == "The weir of Pell was built in 1911."
    assert document.layouts[0].box(0)
