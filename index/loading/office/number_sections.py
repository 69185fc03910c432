"""One section of a number format code (ECMA-376 part 1, 18.8.31) → what it shows of a number: 02134, (555) 123-4567.

A code is cut into signs that stand as they are and places for digits; digits fill the places from the point outwards.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|\[\$(?P<currency>[^\]-]*)(?:-[^\]]*)?\]'
    r"|\[(?P<test><=|>=|<>|<|>|=)(?P<limit>-?\d+(?:\.\d+)?)\]|\[[^\]]*\]|[_*].|(?P<general>general)"
    r"|(?P<places>[#0?]+)|(?P<exponent>[eE][+-])|(?P<sign>.)",
    re.IGNORECASE | re.DOTALL,
)
_EXACT = Context(prec=700, rounding=ROUND_HALF_UP)  # enough digits for any float under any code
_MOST_PLACES = 60  # after the point, or in a denominator; spreadsheets stop at 30
_PLACES = "0#?"


@dataclass(frozen=True, slots=True)
class Section:
    """`pieces` are signs (False) and places for digits (True) in order; `test` says for which numbers it is meant."""

    pieces: tuple[tuple[str, bool], ...]
    test: tuple[str, float] | None = None
    percents: int = 0
    general: bool = False

    @property
    def has_places(self) -> bool:
        """Whether it shows the number at all, rather than words for it."""
        return self.general or any(is_place for _, is_place in self.pieces)

    def meant_for(self, value: float) -> bool:
        """Whether its test, such as `[<100]`, holds for a number."""
        sign, limit = self.test or ("", 0.0)
        orders = {"<": value < limit, ">": value > limit, "=": value == limit, "<>": value != limit}
        return orders.get(sign, {"<=": value <= limit, ">=": value >= limit}.get(sign, False))


def parsed(code: str) -> Section:
    """A section of a code; what has no meaning in it is a sign that stands as it is."""
    pieces: list[tuple[str, bool]] = []
    test, percents, general = None, 0, False
    for piece in _PIECE.finditer(code):
        if piece["test"]:
            test = piece["test"], float(piece["limit"])
        elif piece["places"]:
            pieces.extend((place, True) for place in piece["places"])
        elif piece["general"] or piece["sign"] == "@":
            general = True
            pieces.append(("General", True))
        elif piece["exponent"]:
            pieces.append((piece["exponent"].upper(), True))
        elif piece["sign"] and piece["sign"] in ".,/":
            pieces.append((piece["sign"], _is_between_places(code, piece)))
        else:
            percents += piece["sign"] == "%"
            pieces.append(
                (next((part for part in piece.group("quoted", "escaped", "currency", "sign") if part), ""), False)
            )
    return Section(tuple(pieces), test, percents, general)


def _is_between_places(code: str, piece: re.Match[str]) -> bool:
    """Whether a point, comma or slash stands at a place for digits, and so belongs to the number."""
    before, after = code[: piece.start()].rstrip(",")[-1:], code[piece.end() :].lstrip(",")[:1]
    if piece["sign"] == "/":
        return before in _PLACES and bool(before) and (after in _PLACES or after.isdigit()) and bool(after)
    return (bool(before) and before in _PLACES) or (piece["sign"] == "." and bool(after) and after in _PLACES)


def filled(section: Section, value: float, plain: str) -> str:
    """What a section shows of a number of 0 or more; `plain` is that number without a format."""
    if section.general:
        return _tidy("".join(plain if is_place else sign for sign, is_place in section.pieces))
    exact = Decimal(f"{value:.15g}") * 100**section.percents
    signs = [sign for sign, is_place in section.pieces if is_place]
    if not signs:
        return _tidy("".join(sign for sign, _ in section.pieces))
    if "/" in signs:
        return _tidy(_fraction(section.pieces, Fraction(exact)))
    exponent = next((sign for sign in signs if sign[0] == "E"), "")
    if exponent:
        return _tidy(_scientific(section.pieces, exact, exponent))
    return _tidy(_decimal(section.pieces, exact))


def _tidy(shown: str) -> str:
    return " ".join(shown.split())


def _decimal(pieces: tuple[tuple[str, bool], ...], exact: Decimal) -> str:
    """Whole digits before the point, decimals after it; thousands apart where a comma stands among the places."""
    point = next((at for at, piece in enumerate(pieces) if piece == (".", True)), len(pieces))
    whole_places, decimal_places = pieces[:point], pieces[point + 1 :]
    last = max((at for at, (sign, is_place) in enumerate(whole_places) if is_place and sign in _PLACES), default=-1)
    commas = [at for at, piece in enumerate(whole_places) if piece == (",", True)]
    exact = exact / 1000 ** (sum(at > last for at in commas) + decimal_places.count((",", True)))
    places = min(_MOST_PLACES, sum(is_place and sign in _PLACES for sign, is_place in decimal_places))
    written = format(exact.quantize(Decimal(1).scaleb(-places), context=_EXACT), "f")
    digits, _, decimals = written.partition(".")
    return _whole(whole_places, digits.lstrip("0"), any(at < last for at in commas)) + _decimals(
        decimal_places, decimals
    )


def _whole(places: tuple[tuple[str, bool], ...], digits: str, grouped: bool) -> str:
    """Digits put into places from the last to the first, which takes all that are left."""
    first = next((at for at, (sign, is_place) in enumerate(places) if is_place and sign in _PLACES), -1)
    shown: list[str] = []
    count = 0
    for at in range(len(places) - 1, -1, -1):
        sign, is_place = places[at]
        if not is_place:
            shown.append(sign)
        elif sign in _PLACES:
            taken = digits[::-1] if at == first else digits[-1:]
            digits = digits[: len(digits) - len(taken)]
            for digit in taken or ("0" if sign == "0" else ""):
                shown.append("," if grouped and count and count % 3 == 0 else "")
                shown.append(digit)
                count += 1
    return ("" if first >= 0 or not digits else digits) + "".join(reversed(shown))


def _decimals(places: tuple[tuple[str, bool], ...], digits: str) -> str:
    """The point and what follows it; zeros at the end are left out where the code does not ask for them."""
    signs = [sign for sign, is_place in places if is_place and sign in _PLACES]
    kept = len(digits)
    while kept and digits[kept - 1] == "0" and kept <= len(signs) and signs[kept - 1] != "0":
        kept -= 1
    shown, at = "", 0
    for sign, is_place in places:
        if not is_place:
            shown += sign
        elif sign in _PLACES:
            shown += digits[at] if at < kept else ""
            at += 1
    return f".{shown}" if kept else shown


def _scientific(pieces: tuple[tuple[str, bool], ...], exact: Decimal, exponent: str) -> str:
    """`1.23E-05`; with several places before the point the power is a multiple of their number."""
    at = next(index for index, (sign, is_place) in enumerate(pieces) if is_place and sign == exponent)
    mantissa, after = pieces[:at], pieces[at + 1 :]
    point = next((index for index, piece in enumerate(mantissa) if piece == (".", True)), len(mantissa))
    step = max(1, sum(is_place and sign in _PLACES for sign, is_place in mantissa[:point]))
    power = (exact.adjusted() // step) * step if exact else 0
    places = sum(is_place and sign in _PLACES for sign, is_place in mantissa[point:])
    if exact and exact.scaleb(-power, _EXACT).quantize(Decimal(1).scaleb(-places), context=_EXACT) >= 10**step:
        power += step
    sign = "-" if power < 0 else "+" if exponent == "E+" else ""
    shown = _decimal(mantissa, exact.scaleb(-power, _EXACT))
    return f"{shown}E{sign}{_whole(after, str(abs(power)).lstrip('0'), False)}"


def _fraction(pieces: tuple[tuple[str, bool], ...], exact: Fraction) -> str:
    """`3 1/2`: the nearest fraction whose denominator fits its places, or is the one that the code names."""
    slash = next(at for at, piece in enumerate(pieces) if piece == ("/", True))
    end = slash + 1
    while end < len(pieces) and (pieces[end][1] or pieces[end][0].isdigit()):
        end += 1
    start = slash
    while start and pieces[start - 1][1] and pieces[start - 1][0] in _PLACES:
        start -= 1
    named = "".join(sign for sign, _ in pieces[slash + 1 : end])
    before, after = pieces[:start], pieces[end:]
    mixed = any(is_place and sign in _PLACES for sign, is_place in before)
    whole, part = divmod(exact, 1) if mixed else (0, exact)
    if named.isdigit() and int(named):
        above, below = round(part * int(named)), int(named)
    else:
        nearest = part.limit_denominator(10 ** min(len(named), _MOST_PLACES) - 1 or 1)
        above, below = nearest.numerator, nearest.denominator
    if mixed and above == below:
        whole, above = whole + 1, 0
    shown = _whole(before, str(whole).lstrip("0"), False) if mixed else "".join(sign for sign, _ in before)
    rest = "".join(sign for sign, is_place in after if not is_place)
    if mixed and not above:
        return f"{shown if shown.strip() else '0'}{rest}"
    return f"{shown} {above}/{below}{rest}"
