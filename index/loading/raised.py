"""Raised and lowered characters, fractions and roots → plain text that cannot be misread: 10⁶, H₂O, x_max, 3/4, √2.

The same forms for every format. Unicode's own superscripts are used where all of the raised characters have one, so
that 10⁶ is found as a word; else `^` and `_` as in TeX, with braces around whatever is more than one word or number.
"""

import re
from collections.abc import Iterable

Stretch = tuple[str, int]
"""Some text and where it stands: 1 raised, -1 lowered, 0 on the line."""

_RAISED = str.maketrans("0123456789+-−–=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-−–=()ni", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎ₙᵢ")
_SIGNS = {"TM": "™", "SM": "℠"}
_HAVE_A_FORM = re.compile(r"[0-9+\-−–=()ni]+")
_AS_THEY_ARE = re.compile(r"[*†‡§¶°º′″'’\"”™℠®©⁰¹²³⁴-₎ⁱⁿᵢₙ]+")  # marks that stand high by nature
_ORDINALS = frozenset({"st", "nd", "rd", "th"})  # 18th is read the same
_NOTE_MARK = re.compile(r"\[[^\[\]]*\]")
_ONE_WORD = re.compile(r"[+\-−–]?\w+(?:\.\d+)?")
_SIMPLE = re.compile(r"[√∛∜]?(?:\d[\d,.]*|\w+)[⁰¹²³⁴-ⁿ₀-₎ᵢ]*")
_MEASURE = re.compile(r"(?<![^\W\d_])(?:[cdkmnµμ]?m|ft|in|yd|mi|s)")  # a unit that is squared or cubed
_POWERS = ("2", "3")


def raised(text: str) -> str:
    """What stands above the line: ⁶, ^x, ^{a, b}; a note mark in brackets as ` [18]`; blanks around it are kept."""
    return _shifted(text, 1)


def lowered(text: str) -> str:
    """What stands below the line: ₂, _x, _{a, b}; blanks around it are kept."""
    return _shifted(text, -1)


def fraction(above: str, below: str) -> str:
    """A fraction on one line: 3/4, (x+1)/2. Whoever sets it after a figure sets a blank between: 3 1/2."""
    return f"{grouped(above)}/{grouped(below)}"


def root(radicand: str, degree: str = "") -> str:
    """A root on one line: √2, √(x+1), ∛8, ⁵√32."""
    sign = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(degree.strip(), f"{raised(degree.strip())}√")
    return sign + grouped(radicand)


def grouped(text: str) -> str:
    """One number or word as it is, anything longer in parentheses, so that a sign before or after binds all of it."""
    text = text.strip()
    within = text[1:-1]
    if _SIMPLE.fullmatch(text) or (text[:1] == "(" and text[-1:] == ")" and not set("()") & set(within)):
        return text
    return f"({text})"


def joined(stretches: Iterable[Stretch]) -> str:
    """A line of stretches as one text. Neighbours at one height are one raised text, but for a mark after m² or m³.

    Words that stand high with nothing before them are no power of anything, and stay as they are.
    """
    written = ""
    waiting, height = "", 0
    for text, at in stretches:
        if not text:
            continue
        if at != height or _is_mark_after_measure(written, waiting, text):
            written, waiting = _with(written, waiting, height, text), ""
            if at == height and at:
                written += " "
        waiting, height = waiting + text, at
    return _with(written, waiting, height, "")


def _with(written: str, text: str, height: int, following: str) -> str:
    if not height or not text.strip():
        return written + text
    apart = not written or written[-1].isspace()
    if apart and not _HAVE_A_FORM.fullmatch(text.strip()):
        return written + text
    shown = _shifted(text, height)
    bare = shown[:1] in ("^", "_") and shown[1:2] != "{"
    if bare and (following[:1].isalnum() or following[:1] == "."):
        shown = f"{shown[0]}{{{shown[1:]}}}"
    return written + shown


def _is_mark_after_measure(written: str, waiting: str, text: str) -> bool:
    if waiting not in _POWERS or not text[:1].isdigit():
        return False
    word = re.search(r"[^\W\d_]+\Z", written)
    return word is not None and _MEASURE.fullmatch(word[0]) is not None


def _shifted(text: str, height: int) -> str:
    words = text.strip()
    if not words:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return before + _form(words, height) + after


def _form(words: str, height: int) -> str:
    if _HAVE_A_FORM.fullmatch(words):
        return words.translate(_RAISED if height > 0 else _LOWERED)
    if height > 0 and words in _SIGNS:
        return _SIGNS[words]
    if _AS_THEY_ARE.fullmatch(words) or (height > 0 and words in _ORDINALS):
        return words
    if height > 0 and _NOTE_MARK.fullmatch(words):
        return f" {words}"
    sign = "^" if height > 0 else "_"
    return f"{sign}{words}" if _ONE_WORD.fullmatch(words) else f"{sign}{{{words}}}"
