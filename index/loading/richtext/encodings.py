"""Rich text's bytes belong to the code page of their font, or else of the document (RTF specification 1.9.1)."""

import codecs

from index.loading.symbols import is_symbol_font

CODE_PAGES = {
    77: "mac_roman",
    78: "cp932",
    80: "gb18030",
    81: "big5",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gb18030",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
"""A font's \\fcharset → its code page; every other one takes the document's own, \\ansicpg."""

_OF_THE_DOCUMENT = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_OTHER_NAMES = {"cp65001": "utf-8", "cp936": "gb18030", "cp10000": "mac_roman"}


class Encodings:
    """The code pages that a file has declared so far. `default` is the document's own."""

    def __init__(self) -> None:
        self.default = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = -1
        self._names: dict[int, str] = {}

    def declare(self, word: str, number: int | None) -> None:
        """Takes in a control word of the font table or the document's start."""
        if word == "f":
            self._font = number or 0
        elif word == "fcharset":
            self._fonts[self._font] = CODE_PAGES.get(number or 0, self.default)
        elif word == "cpg":
            self._fonts[self._font] = _known(f"cp{number}", self.default)
        else:
            self.default = _known(_OF_THE_DOCUMENT.get(word, f"cp{number}"), "cp1252")

    def name(self, words: str) -> None:
        """Takes in a piece of the name of the font that is being declared, which ends with a semicolon."""
        self._names[self._font] = self._names.get(self._font, "") + words

    def of_font(self, number: int) -> str:
        """The code page of a font's text; a symbol font's bytes are the places of its signs."""
        return "latin-1" if self.symbols(number) else self._fonts.get(number, self.default)

    def symbols(self, number: int) -> str:
        """A font's name if it is a symbol font, else empty."""
        name = self._names.get(number, "").partition(";")[0].strip()
        return name if is_symbol_font(name) else ""


def _known(encoding: str, default: str) -> str:
    try:
        return codecs.lookup(_OTHER_NAMES.get(encoding, encoding)).name
    except LookupError:
        return default
