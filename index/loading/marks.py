"""The marks of numbered lists: 4 → 4, d, D, iv or IV."""

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_ROMAN_ONES = ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LAST_ROMAN = 3999
_MOST_LETTERS = 26 * 10

BULLET = "•"


def numeral(count: int, form: str) -> str:
    """A count from 1 in a form: `1`, `01`, `a`, `A`, `i` or `I`; plain digits where the form has none for it."""
    if form in ("i", "I") and 0 < count <= _LAST_ROMAN:
        return _roman(count) if form == "i" else _roman(count).upper()
    if form in ("a", "A") and 0 < count <= _MOST_LETTERS:
        letters = chr(ord(form) + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters
    return f"{count:02d}" if form == "01" else str(count)


def _roman(count: int) -> str:
    written = ""
    for value, sign in (*_ROMAN, *_ROMAN_ONES):
        written += sign * (count // value)
        count %= value
    return written
