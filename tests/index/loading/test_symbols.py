"""Symbol fonts' places and the signs seen there."""

import pytest

from index.loading.symbols import UNKNOWN, in_symbols, is_symbol_font, symbol


@pytest.mark.parametrize(
    ("font", "place", "sign"),
    [
        ("Symbol", 0xF0B3, "≥"),
        ("Symbol", 0xB3, "≥"),
        ("symbol", 0x62, "β"),
        ("Symbol", 0xF0B1, "±"),
        ("Wingdings", 0xF0FE, "☑"),
        ("Wingdings", 0xF0A8, "☐"),
        ("Wingdings 2", 0x52, "☑"),
        ("Wingdings 3", 0x75, "▶"),
        ("Webdings", 0x61, "✔"),
        ("Symbol", 0x80, UNKNOWN),
        ("Symbol", 0x2265, UNKNOWN),
        ("Arial", 0x2265, "≥"),
        ("Arial", 0xF041, UNKNOWN),
        ("Arial", 0xD800, UNKNOWN),
        (None, 0, UNKNOWN),
    ],
)
def test_a_place_in_a_font_is_the_sign_seen_there(font: str | None, place: int, sign: str) -> None:
    assert symbol(font, place) == sign


def test_text_is_read_by_its_font() -> None:
    assert in_symbols("Symbol", "a\uf062 ≥\n") == "αβ ≥\n"
    assert in_symbols("Arial", "ab") == "ab"
    assert is_symbol_font(" Wingdings ") and not is_symbol_font("Arial") and not is_symbol_font(None)
