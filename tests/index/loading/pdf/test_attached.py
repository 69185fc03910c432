from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from made_pdfs import line, page_with

from index.documents.datatypes import Document, Failure
from index.loading import documents
from index.loading.dispatch import bytes_at

PATH = Path("/folder/carrier.pdf")
NOTE = b"The key is under the stone at Zorl."


def carrier(content: str, **files: bytes) -> bytes:
    carrier, target = pypdfium2.PdfDocument(page_with(content)), BytesIO()
    for name, data in files.items():
        carrier.new_attachment(name.replace("_", ".")).set_data(data)
    carrier.save(target)
    return target.getvalue()


def pinned(name: str, words: str) -> bytes:
    objects = (
        "9 0 obj << /Type /Annot /Subtype /FileAttachment /F 4 /Rect [10 10 30 30] /FS 10 0 R >> endobj\n"
        f"10 0 obj << /Type /Filespec /F ({name}) /UF ({name}) /EF << /F 11 0 R >> >> endobj\n"
        f"11 0 obj << /Type /EmbeddedFile /Length {len(words)} >> stream\n{words}\nendstream endobj\n"
    )
    return page_with(line(40, 300, "The delivery date is 1 May."), "/Annots [9 0 R]", objects)


def test_the_files_in_a_pdf_are_documents_of_their_own() -> None:
    data = carrier(
        line(40, 300, "The carrier."), note_txt=NOTE, chairs_csv=b"Item,Count\nChair,4\n", odd_bin=b"\0\1" * 9
    )
    read = list(documents(PATH, data))
    assert [each.path for each in read] == [
        str(PATH), str(PATH / "chairs.csv"), str(PATH / "note.txt"), str(PATH / "odd.bin"),
    ]  # fmt: skip
    assert [each.text for each in read if isinstance(each, Document)] == [
        "The carrier.", "Item; Count\n\nItem: Chair; Count: 4", NOTE.decode(),
    ]  # fmt: skip
    assert isinstance(read[3], Failure) and not any(each.warnings for each in read if isinstance(each, Document))
    assert all(each.file == str(PATH) for each in read if isinstance(each, Document))
    assert bytes_at(PATH / "note.txt", PATH, data) == NOTE


@pytest.mark.parametrize("name", ["note.txt", "list of keys.md"])
def test_a_file_pinned_to_a_page_is_read(name: str) -> None:
    read = list(documents(PATH, pinned(name, NOTE.decode())))
    assert [(each.path, getattr(each, "text", "")) for each in read] == [
        (str(PATH), "The delivery date is 1 May."),
        (str(PATH / name), NOTE.decode()),
    ]


def test_a_cover_without_text_is_told_and_its_files_are_read() -> None:
    first, second = documents(PATH, carrier("", note_txt=NOTE))
    assert isinstance(first, Failure) and first.reason == "Its pages are blank."
    assert isinstance(second, Document) and second.text == NOTE.decode()


def test_a_pdf_in_a_pdf_in_a_pdf_is_read() -> None:
    inner = carrier(line(40, 300, "The innermost."), note_txt=NOTE)
    read = list(documents(PATH, carrier(line(40, 300, "The outermost."), inner_pdf=inner)))
    assert [each.path for each in read] == [
        str(PATH), str(PATH / "inner.pdf"), str(PATH / "inner.pdf" / "note.txt"),
    ]  # fmt: skip
