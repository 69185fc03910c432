import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from index.documents.datatypes import Document
from index.documents.lighting import lit_boxes
from index.errors import LoadError
from index.loading.bounds import Bounds
from index.loading.pdf.document import load

FORMATS = Path(__file__).parents[3] / "data" / "formats"
Fake = Callable[..., Path]
BELL = "The bell of Saint Orla weighs 870 kilograms and was cast by Hanna Voss in 1788."
HEADER = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"


def read(name: str, ocr: bool = True) -> Document:
    path = FORMATS / f"{name}.pdf"
    return load(path, path.read_bytes(), Bounds(ocr=ocr), "application/pdf")


def row(paragraph: int, line: int, word: int, box: tuple[int, int, int, int], text: str) -> str:
    return "\t".join(map(str, (5, 1, 1, paragraph, line, word, *box, 96, text)))


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    """Puts a program called tesseract first on the path, which prints `table` and keeps what it was given."""

    def install(table: str, code: int = 0) -> Path:
        (tmp_path / "table.tsv").write_text(table, encoding="utf-8")
        program = tmp_path / "tesseract"
        program.write_text(
            f'#!/bin/sh\ncat > {tmp_path}/given.png\necho "$@" > {tmp_path}/asked\n'
            f"cat {tmp_path}/table.tsv\nexit {code}\n"
        )
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
        return tmp_path

    return install


def test_the_words_of_a_recorded_table_become_text_with_their_places(fake: Fake) -> None:
    folder = fake(
        "\n".join(
            [
                HEADER,
                "4\t1\t1\t1\t1\t0\t100\t200\t500\t50\t-1\t",
                row(1, 1, 1, (175, 248, 350, 62), "Eels"),
                row(1, 1, 2, (600, 250, 350, 40), "hi-"),
                row(1, 2, 1, (175, 372, 350, 62), "bernate"),
                row(1, 2, 2, (600, 372, 175, 62), "here."),
                row(2, 1, 1, (175, 620, 700, 62), "Always."),
                row(2, 1, 2, (175, 620, 700, 62), "  "),
                "5\tnonsense",
                row(2, 1, 3, (0, 0, 0, 0), "nothing"),
            ]
        )
    )
    document = read("scanned")
    assert document.text == "Eels hibernate here.\n\nAlways."
    assert document.warnings == ("Page 1 is a picture; its text was read by Tesseract and may contain errors.",)
    assert (folder / "asked").read_text().split() == ["stdin", "stdout", "tsv"]
    assert (folder / "given.png").read_bytes().startswith(b"\x89PNG")
    layout = document.layouts[0]
    assert len(layout.boxes) == 8 * len(document.text)
    first, second = lit_boxes(layout, 0, len("Eels hibernate"))
    assert first[0] == pytest.approx(175 / 1751, abs=0.001) and first[2] < 950 / 1751
    assert (first[1], first[3]) == pytest.approx((248 / 2479, 310 / 2479), abs=0.001)
    assert second[1] > first[3] and layout.box(4) is None


def test_a_page_with_a_stamp_keeps_its_own_characters_and_gets_the_rest(fake: Fake) -> None:
    fake("\n".join([HEADER, row(1, 1, 1, (200, 300, 300, 60), "Eels"), row(2, 1, 1, (1340, 2396, 300, 40), "MVRN")]))
    document = read("mixed")
    start, end = document.page_span(5)
    assert document.text[start:end] == "MURN 000417\n\nEels"
    assert "Page 5 is a picture; its text was read by Tesseract and may contain errors." in document.warnings


def test_no_word_on_a_picture_is_told(fake: Fake) -> None:
    fake(HEADER)
    assert "Pages 2 to 3 are pictures on which Tesseract found no text." in read("mixed").warnings
    with pytest.raises(LoadError, match="Tesseract found no text"):
        read("scanned")


def test_a_failing_tesseract_is_told(fake: Fake) -> None:
    fake("", code=3)
    with pytest.raises(LoadError, match="Tesseract failed with code 3"):
        read("scanned")
    assert "Page 2 is a picture that could not be read: Tesseract failed with code 3." in read("mixed").warnings


def test_without_tesseract_or_leave_to_use_it_pictures_are_told(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    fake("\n".join([HEADER, row(1, 1, 1, (200, 300, 300, 60), "Eels")]))
    with pytest.raises(LoadError, match="switched off"):
        read("scanned", ocr=False)
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(LoadError, match="Install Tesseract"):
        read("scanned")


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed here")
def test_tesseract_reads_a_scanned_page() -> None:
    document = read("scanned")
    assert document.text == f"{BELL}\n\nIt rings at noon."
    boxes = lit_boxes(document.layouts[0], 0, len(BELL))
    assert len(boxes) == 2 and 0.1 < boxes[0][0] < boxes[0][2] < 0.9
