from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_pdfs import line, page_with
from PIL import Image

from index.documents.datatypes import Document
from index.documents.lighting import lit_boxes
from index.errors import LoadError
from index.loading.bounds import Bounds
from index.loading.pdf.document import load
from index.loading.pdf.pictures import HIGHEST, WIDEST, picture

FORMATS = Path(__file__).parents[3] / "data" / "formats"
READABLE = ["lease", "mixed", "railway_report", "scanned_and_read", "turned_and_cropped", "two_columns"]
BELL = "The bell of Saint Orla weighs 870 kilograms and was cast by Hanna Voss in 1788."


def bytes_of(name: str) -> bytes:
    return (FORMATS / f"{name}.pdf").read_bytes()


def read(name: str) -> Document:
    return load(Path(f"/{name}.pdf"), bytes_of(name), Bounds(ocr=False), "application/pdf")


def load_bytes(data: bytes, ocr: bool = False) -> Document:
    return load(Path("/made.pdf"), data, Bounds(ocr=ocr), "application/pdf")


def blocks(document: Document, kind: str) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks if block.kind == kind]


def keeps_the_law(document: Document) -> bool:
    """Every page's boxes are aligned with its text, and blocks lie in the text in order."""
    spans = [document.page_span(page + 1) for page in range(len(document.page_starts))]
    aligned = all(
        len(layout.boxes) == 8 * (end - start) for layout, (start, end) in zip(document.layouts, spans, strict=True)
    )
    ordered = list(document.page_starts) == sorted(document.page_starts) and document.page_starts[0] == 0
    return aligned and ordered and all(0 <= b.start < b.end <= len(document.text) for b in document.blocks)


@pytest.mark.parametrize("name", READABLE)
def test_every_character_of_every_page_has_its_place_in_the_layout(name: str) -> None:
    document = read(name)
    assert keeps_the_law(document)
    for page, layout in enumerate(document.layouts, 1):
        start, end = document.page_span(page)
        for at, character in enumerate(document.text[start:end]):
            box = layout.box(at)
            if not character.isspace() and not (character == ";" and "row" in {b.kind for b in document.blocks}):
                assert box is not None, (page, document.text[start + at - 20 : start + at + 1])
            if box:
                assert 0 <= box[0] < box[2] <= 1 and 0 <= box[1] < box[3] <= 1


@pytest.mark.parametrize("name", ["lease", "railway_report", "turned_and_cropped", "two_columns", "scanned_and_read"])
def test_lit_words_are_darker_than_the_page_around_them(name: str) -> None:
    document, seen = read(name), 0
    for page, layout in enumerate(document.layouts, 1):
        shown = Image.open(BytesIO(picture(bytes_of(name), page, 1200))).convert("L")
        start, end = document.page_span(page)
        words = [word for word in spans_of_words(document.text[start:end]) if word[1] - word[0] >= 4]
        for first, last in words[:: max(1, len(words) // 12)]:
            for left, top, right, bottom in lit_boxes(layout, first, last):
                edges = (left * shown.width, top * shown.height, right * shown.width, bottom * shown.height)
                word = shown.crop((round(edges[0]), round(edges[1]), round(edges[2]), round(edges[3])))
                assert darkest(word) < 110
                assert darkness(word) > 1.5 * darkness(shown)
                seen += 1
    assert seen >= 8


def spans_of_words(text: str) -> list[tuple[int, int]]:
    spans, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        spans.append((at, at + len(word)))
        at += len(word)
    return spans


def darkest(image: Image.Image) -> int:
    return next(level for level, pixels in enumerate(image.histogram()) if pixels)


def darkness(image: Image.Image) -> float:
    histogram = image.histogram()
    return sum(histogram[:128]) / max(1, sum(histogram))


def test_all_ink_of_a_page_is_lit_when_all_its_text_is() -> None:
    document = read("two_columns")
    shown = Image.open(BytesIO(picture(bytes_of("two_columns"), 1, 1000))).convert("L")
    for left, top, right, bottom in lit_boxes(document.layouts[0], 0, len(document.text)):
        shown.paste(
            255,
            (
                round(left * shown.width) - 1,
                round(top * shown.height) - 1,
                round(right * shown.width) + 1,
                round(bottom * shown.height) + 1,
            ),
        )
    assert darkest(shown) > 128


def test_a_quote_over_two_lines_is_lit_by_two_boxes_and_each_line_evenly() -> None:
    document = read("lease")
    quote = "Corin Ashdale, who owns the Tarn House at Zorl (the Landlord), and Petra Wynn of 8 Mill Lane"
    start = document.text.index(quote)
    boxes = lit_boxes(document.layouts[0], start, start + len(quote))
    assert len(boxes) == 2 and boxes[0][1] < boxes[1][1] and boxes[1][0] < boxes[0][0]
    one = lit_boxes(document.layouts[0], start, start + 5)[0]
    assert (one[1], one[3]) == (boxes[0][1], boxes[0][3])


def test_lines_become_paragraphs_and_headings_have_levels() -> None:
    document = read("railway_report")
    headings = [(document.text[b.start : b.end], b.level) for b in document.blocks if b.kind == "heading"]
    assert headings == [
        ("Osk Valley Railway: Report for 1931", 1),
        ("Rolling stock", 2),
        ("Stations", 2),
        ("Accounts", 2),
    ]
    assert document.title == "Osk Valley Railway: Report for 1931"
    assert (
        "The surplus of the year was 2,318 crowns, of which 900 crowns were set aside for the Tolm viaduct."
        in blocks(document, "paragraph")
    )
    assert "the Marten;" in blocks(document, "paragraph")


def test_words_cut_at_a_line_end_are_whole_again_and_real_hyphens_stay() -> None:
    text = read("railway_report").text
    assert "The stationmaster of Velling reported extraordinary communication difficulties during the flood" in text
    assert "a well-known, well-known, well-known telegraphist." in text
    assert "thank the well-known engineer Ilse Marrack" in text


def test_hyphens_between_figures_names_and_short_forms_stay() -> None:
    content = "".join(
        line(50, 350 - 12 * at, words)
        for at, words in enumerate(
            [
                "The line from the Osk-",
                "Velling junction was shut in 1930-",
                "1931, in the up- and down-",
                "river parts, both short-",
                "and long-lived, by the ice of the win-",
                "ter.",
            ]
        )
    )
    assert load_bytes(page_with(content)).text == (
        "The line from the Osk-Velling junction was shut in 1930-1931, in the up- and downriver parts, "
        "both short- and long-lived, by the ice of the winter."
    )


def test_table_rows_are_rows_of_cells() -> None:
    document = read("railway_report")
    assert "Osk Bridge; 9,150; A. Dunmore" in blocks(document, "row")
    assert {"Osk Bridge", "9,150", "A. Dunmore", "R. Siskin"} <= set(blocks(document, "cell"))
    assert [b.level for b in document.blocks if b.kind == "row"] == [1, 0, 0, 0]


def test_running_heads_stand_apart_and_a_sentence_goes_on_over_the_page() -> None:
    document = read("railway_report")
    sentence = "Nobody was hurt, and no carriage left the rails, although a signal lamp was broken near the Harrow Bore"
    over = document.page_starts[2]
    assert document.text[over - 1] == " " and document.text[over:].startswith("carriage left the rails")
    assert document.text.rindex(sentence, 0, over + 200) < over
    assert [document.text.count(f"Page {page}") for page in range(1, 5)] == [1, 1, 1, 1]
    assert all(document.page_at(document.text.index(f"Page {page}")) == page for page in range(1, 5))
    assert blocks(document, "paragraph").count("Osk Valley Railway") == 4
    crossing = next(b for b in document.blocks if b.start < over < b.end)
    assert [page for page, _, _ in document.pages_of(crossing.start, crossing.end)] == [2, 3]


def test_columns_are_read_one_after_the_other_and_a_paragraph_goes_on_in_the_next() -> None:
    document = read("two_columns")
    assert blocks(document, "heading") == [
        "The Lake Murn Gazette", "The ferry is late", "A pike of 19 kilograms", "Water level",
    ]  # fmt: skip
    assert "off the north shore. It is the heaviest fish on record" in document.text
    assert document.title == "The Lake Murn Gazette"  # the file's own title is "page.html"


def test_columns_that_the_file_draws_line_by_line_are_read_one_after_the_other() -> None:
    left = [
        "The mill at Harn grinds rye and",
        "oats for the eleven farms of the",
        "upper valley, and is driven by",
        "the water of the Little Osk.",
    ]
    right = [
        "Its wheel was made of larch in",
        "1884, and has been mended only",
        "twice, both times by the same",
        "carpenter, Jory Benn of Tolm.",
    ]
    content = "".join(
        line(40, 300 - 12 * at, one) + line(220, 300 - 12 * at, two)
        for at, (one, two) in enumerate(zip(left, right, strict=True))
    )
    assert load_bytes(page_with(content)).text == f"{' '.join(left)}\n\n{' '.join(right)}"


def test_lists_drawn_with_marks_are_items() -> None:
    content = line(40, 300, "We bring:") + "".join(
        line(50, 288 - 12 * at, "\\267") + line(62, 288 - 12 * at, words)
        for at, words in enumerate(["a lamp;", "a rope of nine metres, which the hut at Gammel", "lends to anyone;"])
    ).replace(line(50, 264, "\\267"), "")
    assert blocks(load_bytes(page_with(content)), "item") == [
        "• a lamp;",
        "• a rope of nine metres, which the hut at Gammel lends to anyone;",
    ]


def test_what_is_filled_into_a_form_is_read_where_it_stands() -> None:
    annotation = "/Annots [5 0 R]"
    words = "BT /F 10 Tf 2 4 Td (Orla Venn) Tj ET"
    objects = (
        "5 0 obj << /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (Orla Venn) /F 4 /Rect [120 290 260 310] "
        "/AP << /N 6 0 R >> >> endobj\n6 0 obj << /Type /XObject /Subtype /Form /BBox [0 0 140 20] /Resources "
        f"<< /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> /Length {len(words)} >> "
        f"stream\n{words}\nendstream endobj\n"
    )
    document = load_bytes(page_with(line(40, 294, "Name of tenant:"), annotation, objects))
    assert "Name of tenant: Orla Venn" in document.text
    box = document.layouts[0].box(document.text.index("Orla"))
    assert box and 0.30 < box[0] < 0.31


@pytest.mark.parametrize("page", [1, 2, 3, 4])
def test_turned_and_cropped_pages_read_alike(page: int) -> None:
    document = read("turned_and_cropped")
    start, end = document.page_span(page)
    assert document.text[start:end].strip() == f"{BELL}\n\nIt rings at noon."
    shown = Image.open(BytesIO(picture(bytes_of("turned_and_cropped"), page, 600)))
    assert shown.width / shown.height == pytest.approx(
        document.layouts[page - 1].width / document.layouts[page - 1].height, rel=0.01
    )
    box = lit_boxes(document.layouts[page - 1], 0, 47)
    assert len(box) == 1 and (box[0][2] - box[0][0] > box[0][3] - box[0][1]) == (page in (1, 3))


def test_text_at_an_angle_is_not_torn_apart() -> None:
    upward = "BT /F 10 Tf 0 1 -1 0 20 100 Tm (Received at the Tolm office) Tj ET\n"
    slanted = "BT /F 30 Tf .707 .707 -.707 .707 100 100 Tm (DRAFT) Tj ET\n"
    body = "".join(line(50, 350 - 12 * at, "The plain words of the page stand here, upright.") for at in range(4))
    text = load_bytes(page_with(body + upward + slanted)).text
    assert "Received at the Tolm office" in text and "DRAFT" in text


def test_pictures_and_blank_pages_are_told_apart() -> None:
    document = read("mixed")
    assert document.warnings == (
        "Pages 2 to 3 are pictures: 0 characters.",
        "Page 5 is mostly a picture: 11 characters.",
    )
    assert document.page_at(document.text.index("MURN 000417")) == 5
    assert [document.text[slice(*document.page_span(page))] for page in (2, 3, 4)] == ["", "", ""]


def test_a_file_that_is_all_pictures_says_what_would_read_them() -> None:
    with pytest.raises(LoadError, match=r"only page is a picture: 0 characters\. .*Tesseract"):
        load_bytes(bytes_of("scanned"))


def test_the_title_in_the_file_is_taken_when_it_is_one() -> None:
    assert read("lease").title == "Lease of the Tarn House"
    assert read("mixed").title == "1. The parties"  # it has none


@pytest.mark.parametrize(
    "told", ["Microsoft Word - lease 3.docx", "untitled", "scan0001.pdf", "made", "  ", "C:\\x\\y.doc"]
)
def test_a_title_that_is_none_gives_way_to_the_first_heading(told: str) -> None:
    assert load_bytes(titled(told)).title == "The weir of Pell"


def test_a_title_that_is_one_is_taken() -> None:
    assert load_bytes(titled("Weirs of Zorland: 3.5 metres")).title == "Weirs of Zorland: 3.5 metres"


def titled(told: str) -> bytes:
    escaped = told.replace("\\", "\\\\")
    data = page_with(line(40, 300, "The weir of Pell", "B 20") + line(40, 270, "It was built in 1911 by the town."))
    return data.replace(b"trailer << ", f"7 0 obj << /Title ({escaped}) >> endobj\ntrailer << /Info 7 0 R ".encode())


def test_a_protected_file_says_so() -> None:
    with pytest.raises(LoadError, match=r"protected by a password\. Save a copy without one"):
        load_bytes(bytes_of("protected"))


def test_a_damaged_file_says_so() -> None:
    with pytest.raises(LoadError, match="damaged or cut short"):
        load_bytes(b"%PDF-1.7\nnothing of use")
    with pytest.raises(LoadError, match=r"damaged|blank"):
        load_bytes(bytes_of("railway_report")[:9000])


def test_a_file_without_its_end_is_read_with_a_warning() -> None:
    whole = bytes_of("lease")
    document = load_bytes(whole[: whole.rindex(b"startxref")] + b" " * 5000)
    assert "cut short" in document.warnings[0] and "640 crowns" in document.text


def test_characters_of_no_known_letter_are_told() -> None:
    font = (
        "/Font << /X << /Type /Font /Subtype /Type0 /BaseFont /Q /Encoding /Identity-H /DescendantFonts [<< "
        "/Type /Font /Subtype /CIDFontType2 /BaseFont /Q "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >> "
    )
    content = line(40, 300, "The key to the map:") + "BT /X 10 Tf 40 280 Td <00410042004300440045> Tj ET"
    document = load_bytes(page_with(content).replace(b"/Font << ", font.encode()))
    assert document.warnings == ("On page 1, 5 characters may be wrong: the file does not say which letters they are.",)


def test_a_page_gives_a_sign_of_life() -> None:
    heard = []
    load(
        Path("/r.pdf"),
        bytes_of("railway_report"),
        Bounds(lambda done, total: heard.append((done, total)), ocr=False),
        "application/pdf",
    )
    assert heard and heard[0] == (1, 4)


def test_a_picture_is_a_png_of_the_width_asked_for_within_bounds() -> None:
    shown = Image.open(BytesIO(picture(bytes_of("lease"), 1, 700)))
    assert shown.format == "PNG" and abs(shown.width - 700) <= 1
    assert Image.open(BytesIO(picture(bytes_of("lease"), 1, 99_999))).width <= WIDEST + 1
    tall = pypdfium2.PdfDocument.new()
    tall.new_page(10, 14_000)
    target = BytesIO()
    tall.save(target)
    assert Image.open(BytesIO(picture(target.getvalue(), 1, 700))).height <= HIGHEST + 1


@pytest.mark.parametrize(("name", "page"), [("lease", 0), ("lease", 2), ("protected", 1)])
def test_what_cannot_be_drawn_is_a_load_error(name: str, page: int) -> None:
    with pytest.raises(LoadError):
        picture(bytes_of(name), page, 100)
    with pytest.raises(LoadError):
        picture(b"no pdf at all", page, 100)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["lease", "two_columns", "turned_and_cropped"]),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=6)), min_size=1, max_size=12),
    st.one_of(st.none(), st.floats(0.05, 1)),
)
def test_a_damaged_file_is_read_or_is_a_load_error(
    name: str, changes: list[tuple[float, bytes]], cut: float | None
) -> None:
    data = bytearray(bytes_of(name))
    for place, wrong in changes:
        at = int(place * len(data))
        data[at : at + len(wrong)] = wrong
    try:
        document = load_bytes(bytes(data if cut is None else data[: int(cut * len(data))]))
    except LoadError:
        return
    assert keeps_the_law(document)
