"""Texts in old encodings are read rightly, or a warning says that they may not be."""

from pathlib import Path

import pytest

from index.errors import LoadError
from index.loading.decoding import decode

LANGUAGES = Path(__file__).parents[2] / "data" / "languages"  # paragraphs written for this
KEPT_IN = {
    "french": ("cp1252", "cp850", "mac_roman", "iso8859_15"),
    "german": ("cp1252", "cp850", "mac_roman", "iso8859_15"),
    "spanish": ("cp1252", "cp850", "mac_roman"),
    "portuguese": ("cp1252", "cp850", "mac_roman"),
    "italian": ("cp1252", "cp850", "mac_roman"),
    "swedish": ("cp1252", "cp850", "mac_roman"),
    "polish": ("cp1250", "iso8859_2", "cp852", "mac_latin2"),
    "czech": ("cp1250", "iso8859_2", "cp852", "mac_latin2"),
    "hungarian": ("cp1250", "iso8859_2", "cp852"),
    "romanian": ("cp1250", "iso8859_2"),
    "croatian": ("cp1250", "iso8859_2"),
    "turkish": ("cp1254", "iso8859_9", "cp857"),
    "russian": ("cp1251", "koi8_r", "cp866", "mac_cyrillic", "iso8859_5"),
    "ukrainian": ("cp1251", "koi8_u"),
    "greek": ("cp1253", "iso8859_7"),
    "hebrew": ("cp1255", "iso8859_8"),
    "arabic": ("cp1256", "iso8859_6"),
    "japanese": ("shift_jis", "euc_jp", "iso2022_jp"),
    "chinese": ("gb18030",),
    "taiwanese": ("big5",),
    "korean": ("euc_kr",),
}
LENGTHS = (60, 150, 400, 2_000)  # characters
KEPT = [(language, encoding) for language, encodings in KEPT_IN.items() for encoding in encodings]


def spoken(language: str) -> str:
    return (LANGUAGES / f"{language}.txt").read_text(encoding="utf-8").strip()


def written(language: str, encoding: str, length: int, start: int) -> str:
    """A stretch of a text, without the letters that the encoding has not."""
    text = spoken(language).encode(encoding, "ignore").decode(encoding)
    return (text * 5)[start : start + length]


@pytest.mark.parametrize(("language", "encoding"), KEPT)
def test_a_text_is_read_rightly_or_with_a_warning(language: str, encoding: str) -> None:
    right = 0
    for length in LENGTHS:
        text = written(language, encoding, length, length % 97)
        read, warnings = decode(Path("/a.txt"), text.encode(encoding))
        assert read == text or warnings, (length, text[:80], read[:80])
        right += read == text
    assert right >= len(LENGTHS) - 1  # a warning is no excuse


@pytest.mark.parametrize(
    ("language", "encoding"), [("french", "cp1252"), ("russian", "cp1251"), ("japanese", "shift_jis")]
)
def test_a_page_of_text_is_read_without_a_warning(language: str, encoding: str) -> None:
    text = written(language, encoding, 2_000, 0)
    assert decode(Path("/a.txt"), text.encode(encoding)) == (text, ())


def test_japanese_mail_is_known_by_its_escapes() -> None:
    for text in ("契約金額は三十万円です。\n", "Price: 三十万円 (net)\n", "カナ"):
        assert decode(Path("/a.txt"), text.encode("iso2022_jp")) == (text, ())
    colours = "\x1b[31mred\x1b[0m and \x1b$ alone\n" + "words " * 900
    assert decode(Path("/a.txt"), colours.encode()) == (colours, ())


def test_a_broken_character_is_told_and_the_rest_is_read() -> None:
    text = written("japanese", "shift_jis", 400, 0)
    read, warnings = decode(Path("/a.txt"), text.encode("shift_jis") + b"\x81")
    assert read.startswith(text) and "1 character was broken" in warnings[0]


def test_bytes_that_are_no_text_are_refused() -> None:
    for data in (bytes(range(256)) * 9, bytes(range(1, 9)) * 99 + b"\xff", b"\x00\x01\xfe" * 400):
        with pytest.raises(LoadError, match="not text"):
            decode(Path("/a.bin"), data)


def test_the_lines_beyond_ascii_decide_in_a_long_text() -> None:
    text = "Only plain words here.\n" * 9_000 + spoken("russian") + "\n"
    assert decode(Path("/a.txt"), text.encode("koi8-r")) == (text, ())
