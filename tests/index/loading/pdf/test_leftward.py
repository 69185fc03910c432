from pathlib import Path

import numpy as np
import pytest

from index.loading.bounds import Bounds
from index.loading.pdf.document import load
from index.loading.pdf.leftward import begins_right, leftward

FORMATS = Path(__file__).parents[3] / "data" / "formats"


def read(name: str) -> str:
    path = FORMATS / name
    return load(path, path.read_bytes(), Bounds(ocr=False), "application/pdf").text


@pytest.mark.parametrize(
    "sentence",
    [
        "تبلغ قيمة العقد مع شركة Acme Corp نحو 1,250 يورو في السنة.",
        "المدير هو John Smith من لندن.",
        "בשנת 1911 נבנה הסכר של Pell Weir ליד הכפר.",
    ],
)
def test_a_line_with_latin_words_stays_one_line_in_the_order_of_reading(sentence: str) -> None:
    assert sentence in read("right_to_left.pdf")


def test_digits_of_arabic_run_to_the_right() -> None:
    codes = np.array([ord(sign) for sign in "aسא٣1"], np.uint32)
    assert leftward(codes).tolist() == [False, True, True, False, False]
    assert begins_right(np.array([ord(sign) for sign in "سلام abc"], np.uint32))
    assert not begins_right(np.array([ord(sign) for sign in "one word, א"], np.uint32))
