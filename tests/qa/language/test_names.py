import pytest

from qa.language.names import names, person_names, places


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Even Nvidia CEO Jensen Huang has stated it.", ["Jensen Huang"]),
        ("Alibaba’s Justin Lin estimated it.", ["Justin Lin"]),
        ("experts from Tencent Holdings and Bright Capital", []),
        ("Dr. John Smith met President Xi Jinping.", ["John Smith", "Xi Jinping"]),
        ("Hong Kong and New York met Ida Brand in May.", ["Ida Brand"]),
        ("Editor Ida Brand spoke. Meanwhile Tom Reed left.", ["Ida Brand", "Tom Reed"]),
        ("nobody is named here", []),
    ],
)
def test_persons(text: str, expected: list[str]) -> None:
    assert person_names(text) == expected


def test_names_leave_out_a_first_word_that_is_common() -> None:
    text = "What did Meta pay for Manus?"
    assert [text[start:end] for start, end in names(text)] == ["Meta", "Manus"]


def test_places() -> None:
    text = "How many models did the US and China develop?"
    assert [text[start:end] for start, end in places(text)] == ["the US", "China"]
