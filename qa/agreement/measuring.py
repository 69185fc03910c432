"""Text → its quantities: "3.5 bn", "two fifths", "between 5 and 7 kg", "at least 40"."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile

from index.documents.sentences import Span
from index.search.lexical import STOP_WORDS
from qa.agreement.datatypes import KEPT
from qa.agreement.quantities import Quantity
from qa.agreement.spoken import spoken
from qa.language.units import COINS, FRACTIONS, NUMBER_WORDS, SCALES, SYMBOLS, Unit, unit_named
from qa.language.words import MONTHS, OPENERS, any_of

_SPELLED = any_of(*sorted((*NUMBER_WORDS, *(scale for scale in SCALES if len(scale) > 2)), key=len, reverse=True))
_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
_WORDS = rf"(?:an? (?=hundred|thousand|million|billion|dozen))?\b{_SPELLED}\b(?:(?:-| and | ){_SPELLED}\b)*"
_PART = any_of(*(f"{word}s?" for word in FRACTIONS if word != "half"), "half", "halves")
_COIN = "|".join(sorted((re.escape(coin) for coin in COINS), key=len, reverse=True))
_SYMBOL = "|".join(sorted((re.escape(symbol) for symbol in SYMBOLS), key=len, reverse=True))
_QUANTITY = re.compile(
    rf"(?P<coin>(?<![A-Za-z])(?:{_COIN})\s?)?(?P<sign>(?<![\w)])[-–−](?=\d))?(?:(?P<digits>(?<![\w.,])(?:{_DIGITS}))|(?P<words>{_WORDS}))"
    r"(?P<scale>(?:[\s-]?(?:hundred|thousand|million|billion|trillion|bn|mn|tn)|[kmb](?![a-z/²³]))\b)?",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    rf"\b(?P<count>an?|one|two|three|four|five|six|seven|eight|nine|\d+)[\s-](?P<part>{_PART})\b|\bhalf\b", re.I
)
_OUT_OF = re.compile(
    rf"\b(?P<part>{_SPELLED}|\d+)(?: [a-z]+){{0,3}} (?:in|out of|of every|for every)(?: every)? "
    rf"(?P<whole>{_SPELLED}|\d+)\b",
    re.I,
)
_UNIT = re.compile(
    rf"[\s-]?(?P<symbol>{_SYMBOL})(?![\w])|[\s-](?P<first>[a-zA-Z]+)(?:[\s-](?P<second>[a-z]+))?(?:[\s-](?P<third>[a-z]+))?"
)
_MONTH = any_of(*MONTHS)
_LABELS = any_of(
    *("version", "release", "model", "type", "grade", r"no\.", "number", "edition", "section", "article", "note"),
    *("page", "chapter", "room"),
)
_NAMED = re.compile(rf"(?:\w-|[A-Z][\w’'-]*\s|\b{_LABELS}\s(?:of )?)\Z")
_ORDINARY = re.compile(rf"\b{_MONTH}\s\Z|\b(?:CI|P)\s\Z")
_OPENING = re.compile(r"(?:\A|[.!?:;\n]\s*)\W*(?P<word>[A-Z]\w*)\s\Z")
_NO_NAMES = STOP_WORDS | OPENERS | frozenset("around some nearly roughly approximately almost circa within at".split())
_MORE = re.compile(
    r"(?:\b(?:(?:more|greater|higher|longer|older|better) than|over|above|at least|no (?:less|fewer) than|well over|"
    r"(?:pass|topp?|exceed)(?:s|ing|ed)?(?: the)?|minimum(?: of)?|upwards of|just over|as many as)|[>≥])\s(?:an? )?\Z|"
    r"[>≥]\Z",
    re.I,
)
_LESS = re.compile(
    r"(?:\b(?:(?:less|fewer|lower|shorter|younger) than|under|below|up to|at most|no (?:more|longer) than|within|"
    r"not (?:more than|exceed(?:ing)?)|maximum(?: of)?|(?:as )?little as)|[<≤])\s(?:an? )?\Z|[<≤]\Z",
    re.I,
)
_NOT_MORE = re.compile(
    r"\b(?:no|not|never|cannot)\b[^.;,]{0,50}\b(?:(?:more|longer|greater|higher|later|older|larger|bigger) than|"
    r"exceed(?:s|ed)?|above|over)\s\Z",
    re.I,
)
_ABOUT = re.compile(
    r"(?:\b(?:about|around|roughly|approximately|approx\.|nearly|almost|some|circa|ca\.|close to|an estimated|"
    r"(?:just|slightly|a little) (?:over|under|more than|less than))|~|≈)\s?(?:an? )?\Z",
    re.I,
)
_OR_MORE = re.compile(r"\s?(?:\+|or (?:more|over|above|older|longer))(?!\w)", re.I)
_OR_LESS = re.compile(r"\s?or (?:less|fewer|under|below|younger|shorter)\b|\s?(?:at (?:the )?(?:most|latest))\b", re.I)
_SCORE = re.compile(
    r"(?<![\w.,])\d{1,2}\s?[–:-]\s?\d{1,2}(?![\w%.,–-]*\w| ?(?:[a-z]+s\b|per ?cent|°|[kmc]?m\b|[km]?g\b))"
)
_RATIO = re.compile(rf"\b(?P<one>{_SPELLED}|\d+)(?: [a-z]+){{0,3}} (?:for|to) every (?P<other>{_SPELLED}|\d+)\b", re.I)
_LIMITS = re.compile(r"[^.;,]*\d")
"""After "no", what makes it a limit and no zero: "no class has more than 22 pupils"."""
_AFTER_RATE = re.compile(r"(?:/|\bper|\bover|\bevery) ?\Z")
_OR_LESS = re.compile(r"\s?or (?:less|fewer|under|below|younger|shorter)\b|\s?(?:at (?:the )?(?:most|latest))\b", re.I)
_NO_NOUN = frozenset(
    """a an the of in on at by to for from per each every and or but than as was were is are has had have which that who
    with after before more less fewer least most out ago old later earlier last this next years mark""".split()
)


@lru_cache(maxsize=KEPT)
def quantities(text: str) -> tuple[Quantity, ...]:
    """The figures of a text, in order; a range is one. Digits of names and versions ("A100", "GPT-4") are none."""
    read = [*_parts(text), *_spoken(text), *_plain(text)]
    taken: list[Span] = []
    kept: list[Quantity] = []
    for quantity in sorted(read, key=lambda one: (one.start, -one.end)):
        if not any(start < quantity.end and quantity.start < end for start, end in taken):
            taken.append((quantity.start, quantity.end))
            kept.append(quantity)
    return tuple(_ranges(text, kept))


def _parts(text: str) -> Iterator[Quantity]:
    """Fractions and "x in y", as shares."""
    for match in _FRACTION.finditer(text):
        if match["part"] is None:
            share = 0.5
        else:
            count = _valued(match["count"]) if match["count"].casefold() not in ("a", "an") else 1.0
            share = count / FRACTIONS[match["part"].casefold().removesuffix("s").replace("halve", "half")]
        if share <= 1 and not re.match(r"\s(?:hour|year|day|century|of (?:the )?(?:year|\d))", text[match.end() :]):
            yield _quantity(text, match.span(), share, Unit("share"), "", share / 20, True)
    for match in _OUT_OF.finditer(text):
        part, whole = _valued(match["part"]), _valued(match["whole"])
        if 0 < part < whole:
            yield _quantity(text, match.span(), part / whole, Unit("share"), "", 0.5 / whole, True)


def _spoken(text: str) -> Iterator[Quantity]:
    """Half an hour, two and a half million, 2h 32m."""
    for (start, end), value, named in spoken(text):
        unit, noun, after = (unit_named(named), "", end) if named else _unit_after(text, end)
        yield _quantity(text, (start, after), value, unit, noun, 0.0, True)


def _plain(text: str) -> Iterator[Quantity]:
    left_out = [match.span() for pattern in (_SCORE, _RATIO) for match in pattern.finditer(text)]
    for match in _QUANTITY.finditer(text):
        if match["digits"] and (_is_of_name(text, match) or _is_listed(text, match)):
            continue
        if any(start <= match.start("digits" if match["digits"] else "words") < end for start, end in left_out):
            continue
        value = _valued(match["digits"] or match["words"])
        step = _step(match["digits"]) if match["digits"] else 0.0
        scale = SCALES[match["scale"].strip(" -\n").casefold()] if match["scale"] else 1.0
        unit, noun, end = _unit_after(text, match.end())
        if match["coin"]:
            unit, noun, end = Unit(COINS.get(match["coin"].strip(), match["coin"].strip())), "", match.end()
        if match["words"] and match.group().casefold() == "no" and _LIMITS.match(text, match.end()):
            continue
        if match["words"] and unit is None and match.group().casefold() in ("no", "one", "a", "once") and not noun:
            continue
        if match["scale"] == "m" and not match["coin"] and unit is None:  # "198m" is a length, "€45m" a sum
            unit, scale = SYMBOLS["m"], 1.0
        sign = -1.0 if match["sign"] and unit and unit.dimension == "temperature" else 1.0
        yield _quantity(
            text, (match.start(), end), sign * value * scale, unit, noun, step * scale, bool(match["scale"])
        )


def _quantity(text: str, span: Span, value: float, unit: Unit | None, noun: str, step: float, scaled: bool) -> Quantity:
    start, end = span
    unit = unit or Unit("")
    value = value * unit.factor + unit.offset
    before, after = text[max(0, start - 80) : start], text[end : end + 16]
    rough = bool(_ABOUT.search(before))
    low = high = value
    if _NOT_MORE.search(before) or (_LESS.search(before) and not rough) or _OR_LESS.match(after):
        low = -math.inf
    elif (_MORE.search(before) and not rough) or _OR_MORE.match(after):
        high = math.inf
    return Quantity(low, high, unit.dimension, noun, step * unit.factor, rough, scaled or unit.factor != 1, start, end)


def _is_listed(text: str, match: re.Match[str]) -> bool:
    """Whether digits are not the last of "10/100/1000", or are what a rate is counted by: "7.8 l/100 km"."""
    before, after = text[max(0, match.start() - 6) : match.start()], text[match.end() : match.end() + 2]
    return bool(re.match(r"/\d", after) or (_AFTER_RATE.search(before) and not re.search(r"\d/\Z", before)))


def _is_of_name(text: str, match: re.Match[str]) -> bool:
    """Whether digits belong to a name or version: "A100", "GPT-4", "Ascend 910B", "Windows 10", "version 2.0"."""
    start, end = match.start("digits"), match.end("digits")
    if match["coin"]:
        return False
    before = text[max(0, start - 30) : start]
    if before[-1:].isalpha() or (text[end : end + 1].isalpha() and not match["scale"] and not _UNIT.match(text, end)):
        return True
    if text[end : end + 2].startswith(".") and text[end + 1 : end + 2].isdigit():
        return True  # 5.2.1
    whole = match["digits"]
    opening = _OPENING.search(before)
    if not _NAMED.search(before) or (_ORDINARY.search(before) and not match["scale"]):
        return False
    if opening and (opening["word"].casefold() in _NO_NAMES or _unit_after(text, end)[0]):
        return False
    if "," in whole or re.match(r"\s?(?:%|per ?cent|thousand|million|billion)", text[end:]):
        return False
    return not (len(whole) == 4 and re.match(r"1\d|20", whole))  # a year after a name: "the Riverside Act 1998"


def _unit_after(text: str, end: int) -> tuple[Unit | None, str, int]:
    """The unit after a number, or the noun that it counts, and where that ends."""
    match = _UNIT.match(text, end)
    if not match:
        return None, "", end
    if match["symbol"]:
        return SYMBOLS[match["symbol"]], "", match.end()
    words: Sequence[str] = [word for word in match.group("first", "second", "third") if word]
    for count in (2, 1):
        for skipped in range(len(words) - count + 1):
            if skipped and words[0].casefold() not in (
                "working",
                "business",
                "full",
                "calendar",
                "whole",
                "consecutive",
                "u.s",
                "us",
            ):
                break
            unit = unit_named(" ".join(words[skipped : skipped + count]))
            if unit:
                return unit, "", match.end(("first", "second", "third")[skipped + count - 1])
    counted = list(takewhile(lambda word: word not in _NO_NOUN, (word.casefold() for word in words)))
    return None, " ".join(counted), end


def _ranges(text: str, read: Sequence[Quantity]) -> list[Quantity]:
    """Two figures with "to" or a dash between them, or "and" after "between", as one."""
    kept: list[Quantity] = []
    for quantity in read:
        if kept and _adds(text, kept[-1], quantity):
            first = kept.pop()
            low, high = first.low + quantity.low, first.high + quantity.high
            quantity = replace(quantity, low=low, high=high, start=first.start, rough=first.rough)
        if kept and _joins(text, kept[-1], quantity):
            first = kept.pop()
            low = first.low if first.dimension == quantity.dimension else first.low * _factor(text, quantity)
            if low <= quantity.high:
                quantity = Quantity(
                    *(
                        low,
                        quantity.high,
                        quantity.dimension,
                        quantity.noun,
                        quantity.step,
                        quantity.rough or first.rough,
                    ),
                    *(quantity.scaled, first.start, quantity.end),
                )
        kept.append(quantity)
    return kept


def _adds(text: str, first: Quantity, second: Quantity) -> bool:
    """Whether two figures are one in two units: "9 hours and 40 minutes", "6 ft 2"."""
    joint = text[first.end : second.start].strip()
    return first.dimension == second.dimension != "" and joint in ("", "and", ",") and second.high < 2 * first.step


def _joins(text: str, first: Quantity, second: Quantity) -> bool:
    between = text[first.end : second.start]
    if len(between) > 5 or first.dimension not in ("", second.dimension):
        return False
    if between.strip() == "and":
        return text[max(0, first.start - 8) : first.start].casefold() == "between "
    if between.strip() == "to":
        return text[max(0, first.start - 5) : first.start].casefold() != "from "
    return between.strip() in ("–", "-", "—")


def _factor(text: str, quantity: Quantity) -> float:
    """What the second figure's unit and scale make of a bare first one: 5 in "5 to 7 million"."""
    bare = _QUANTITY.search(text, quantity.start, quantity.end)
    value = _valued(bare["digits"] or bare["words"]) if bare else 0.0
    return quantity.high / value if value and math.isfinite(quantity.high) else 1.0


def _valued(written: str) -> float:
    """The number that digits or number words stand for."""
    bare = re.sub(r"[,\s\u00a0\u202f]", "", written)
    if re.fullmatch(r"\d+(?:\.\d+)?", bare):
        return float(bare)
    total = current = 0.0
    for word in re.split(r"[\s-]+", written.casefold()):
        if word in NUMBER_WORDS:
            current = current * 12 if word == "dozen" and current else current + NUMBER_WORDS[word]
        elif word in SCALES:
            current = (current or 1.0) * SCALES[word]
            if SCALES[word] >= 1000:
                total, current = total + current, 0.0
    return total + current


def _step(digits: str) -> float:
    """Half of what the last digit that is not a rounding zero stands for."""
    bare = re.sub(r"[^\d.]", "", digits)
    if "." in bare:
        return 0.5 * 10.0 ** -len(bare.split(".")[1])
    return 0.5 * 10.0 ** (len(bare) - len(bare.rstrip("0")) if bare.strip("0") else 0)
