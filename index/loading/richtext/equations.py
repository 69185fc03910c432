"""Rich text's equations (RTF specification 1.9.1, "Mathematics"): groups whose names are those of OMML behind an m."""

import re

from lxml import etree

from index.loading.office.equations import equation_text
from index.loading.office.openxml import MATH
from index.loading.zipped_xml import Element, local

_NOT_XML = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")
_PARTS = frozenset(
    """mr mf mnum mden msSup msSub msSubSup msPre me msup msub mrad mdeg mnary md mfunc mfName mlimLow mlimUpp mlim mm
    mmr meqArr macc mbar mphant mbox mborderBox mgroupChr mfPr mradPr mnaryPr mdPr maccPr mbarPr mphantPr mtype
    mdegHide mchr mbegChr mendChr msepChr mpos mshow""".split()
)
"""The groups that have a meaning; what stands in any other, such as a font or an alignment, is not read."""


def begun(word: str, around: Element | None) -> Element | None:
    """The part of an equation that a control word begins in the part `around`; None for any other word."""
    if word == "moMath":
        return etree.Element(f"{MATH}oMath")
    if around is None or word not in _PARTS:
        return None
    return etree.SubElement(around, f"{MATH}{word[1:]}")


def say(part: Element, words: str) -> None:
    """Adds words to a part; those of a property are its value."""
    parent = part.getparent()
    if parent is not None and local(parent).endswith("Pr"):
        part.set(f"{MATH}val", (part.get(f"{MATH}val") or "") + _NOT_XML.sub("", words))
    elif local(part) in ("r", "oMath", "e"):
        etree.SubElement(part, f"{MATH}t").text = _NOT_XML.sub("", words)


def finished(equation: Element) -> str:
    """The text of a whole equation."""
    return equation_text(equation)
