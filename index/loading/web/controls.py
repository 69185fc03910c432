"""What a page shows that is no text in it: the words in its form's fields, what is chosen, a picture's description."""

import re
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element

CONTROLS = frozenset({"input", "select", "textarea", "img"})
_WORDLESS = frozenset({"hidden", "password", "submit", "button", "reset", "image", "file", "range", "color"})
_TICKED = frozenset({"checkbox", "radio"})
_MOST_CHOICES = (
    20  # of a list in which nothing is chosen, to be read; beyond that it is a list of countries or the like
)
_SEARCHES = re.compile(r"q|s|query|search|keywords?", re.I)


def shown_by(element: Element) -> str | None:
    """What an input, a list or a picture shows; None for a list that is too long to be read, with nothing chosen."""
    if element.tag == "img":
        return _picture(element)
    if element.tag == "select":
        return _chosen(element)
    if element.tag == "textarea":
        return "".join(element.itertext()).strip()
    kind = _kind(element)
    if kind in _TICKED:
        if not _is_labelled(element):
            return ""
        return "☒" if element.get("checked") is not None else "☐"
    return "" if kind in _WORDLESS else (element.get("value") or "").strip()


def is_filled(form: Element) -> bool:
    """Whether somebody's words stand in a form, other than what is searched for."""
    for field in form.iter("textarea", "input"):
        named = f"{field.get('name') or ''}"
        searches = _kind(field) == "search" or _SEARCHES.fullmatch(named)
        if not searches and _kind(field) not in _TICKED and shown_by(field):
            return True
    return False


def _kind(element: Element) -> str:
    return (element.get("type") or "text").strip().lower()


def _picture(element: Element) -> str:
    """A picture's description, said to be one; a sign that is drawn as a picture is the sign."""
    words = " ".join((element.get("alt") or "").split())
    if not words or {element.get("width"), element.get("height")} & {"0", "1"}:
        return ""
    figure = next(element.iterancestors("figure"), None)
    caption = figure.find(".//figcaption") if figure is not None else None
    if caption is not None and " ".join("".join(caption.itertext()).split()) == words:
        return ""
    is_sign = len(words) <= 2 and not words.isalnum()
    return words if is_sign else f"[Picture: {words}]"


def _chosen(element: Element) -> str | None:
    options = list(element.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None]
    if not chosen and len(options) > _MOST_CHOICES:
        return None
    words = (option.get("label") or " ".join("".join(option.itertext()).split()) for option in chosen or options)
    return " / ".join(word for word in words if word)


def _is_labelled(element: Element) -> bool:
    """Whether words stand beside a box to tick; else it is a switch of the page's own."""
    following = element.getnext()
    if (element.tail or "").strip() or (following is not None and following.tag == "label"):
        return True
    return any(above.tag in ("label", "td", "li") for above in element.iterancestors("label", "td", "li"))
