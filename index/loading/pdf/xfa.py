"""Adobe's XFA forms, whose pages say only "Please wait…": their words from the template, what is filled in beside them.

A dynamic form has no pages before Adobe's own program lays it out: it is XML, a template and the data filled into it
(XFA 3.3). Its words are read in the template's order, without a place on a page.
"""

import re
from collections import defaultdict, deque
from collections.abc import Iterator
from ctypes import byref, c_ulong, create_string_buffer

import pypdfium2
import pypdfium2.raw as pdfium
from lxml import etree

from index.loading.bounds import check_memory
from index.loading.composing import flat
from index.loading.pdf.annotations import TICKED, UNTICKED
from index.loading.zipped_xml import Element

_MOST_PACKETS = 100
_LARGEST = 64 * 2**20  # bytes of all packets together
_UNSHOWN = frozenset({"hidden", "invisible", "inactive"})
_LITTLE = 2_000  # characters of the pages that stand in for a form
_STANDS_IN = re.compile(r"please wait|adobe (?:acrobat|reader)|pdf (?:viewer|reader)", re.IGNORECASE)


WARNING = (
    "It is an Adobe XFA form, which only Adobe's programs lay out: its words were read in the order of its template, "
    "without their places."
)
WHY_NOT = (
    "It is an Adobe XFA form, and nothing in it can be read. Open it in Adobe Acrobat Reader and print it to a PDF."
)


def is_dynamic(document: pypdfium2.PdfDocument, text: str, fields: int) -> bool:
    """Whether `text`, which the pages show, only stands in for a form, whose `fields` are not on them."""
    if pdfium.FPDF_GetXFAPacketCount(document.raw) <= 0 or fields or len(text) > _LITTLE:
        return False
    return document.get_formtype() == pdfium.FORMTYPE_XFA_FULL or bool(_STANDS_IN.search(text))


def words_of(document: pypdfium2.PdfDocument) -> list[str]:
    """A form's words and what is filled in, `Sponsor: Maria Tarn`, in order; empty where it cannot be read."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(_packets(document), parser)
    except (etree.XMLSyntaxError, ValueError):
        return []
    check_memory(parser)
    if root is None:
        return []
    return [words for words in _words(root) if words]


def _packets(document: pypdfium2.PdfDocument) -> bytes:
    """The packets of a form, which together are one XML document."""
    parts: list[bytes] = []
    for index in range(min(_MOST_PACKETS, pdfium.FPDF_GetXFAPacketCount(document.raw))):
        size = c_ulong()
        if not pdfium.FPDF_GetXFAPacketContent(document.raw, index, None, 0, byref(size)):
            continue
        if size.value + sum(map(len, parts)) > _LARGEST:
            break
        buffer = create_string_buffer(max(1, size.value))
        pdfium.FPDF_GetXFAPacketContent(document.raw, index, buffer, size.value, byref(size))
        parts.append(buffer.raw[: size.value])
    return b"".join(parts).strip()


def _words(root: Element) -> Iterator[str]:
    template, data = root.find("{*}template"), root.find("{*}datasets/{*}data")
    filled = list(_filled(data)) if data is not None else []
    form = _Form(filled)
    for element in template.iter("{*}draw", "{*}field") if template is not None else ():
        if _is_unshown(element):
            form.unshown.add(str(element.get("name", "")))
        elif etree.QName(element).localname == "draw":
            yield _text(element.find("{*}value"))
        else:
            yield form.words_of(element)
    for name, _ in filled:
        yield form.left_over(name)


class _Form:
    """A form's fields, and the values that none of them has taken yet, by name."""

    def __init__(self, filled: list[tuple[str, str]]) -> None:
        self.unshown: set[str] = set()
        self._values: dict[str, deque[str]] = defaultdict(deque)
        self._fields: dict[str, Element] = {}
        self._groups: dict[Element, str] = {}
        for name, value in filled:
            self._values[name].append(value)

    def words_of(self, field: Element) -> str:
        """A field's label and what is filled in, or its label alone."""
        name, caption = str(field.get("name", "")), _text(field.find("{*}caption"))
        self._fields.setdefault(name, field)
        group = field.getparent()
        if group is not None and etree.QName(group).localname == "exclGroup":
            if group not in self._groups:
                self._groups[group] = self._next(str(group.get("name", "")))
            return f"{_ticked(field, self._groups[group])} {caption}" if caption else ""
        value = self._next(name)
        if value:
            return _labelled(caption or name, _shown(field, value))
        return caption if field.find("{*}ui/{*}button") is None else ""

    def left_over(self, name: str) -> str:
        """The next value under a name that no field has taken: a further row of a table, as a rule."""
        field = self._fields.get(name)
        value = "" if field is None and name in self.unshown else self._next(name)
        if not value:
            return ""
        caption = _text(field.find("{*}caption")) if field is not None else ""
        return _labelled(caption or name, _shown(field, value) if field is not None else value)

    def _next(self, name: str) -> str:
        return self._values[name].popleft() if self._values[name] else ""


def _filled(data: Element) -> Iterator[tuple[str, str]]:
    """Every value of a form's data under the name of its field."""
    for element in data.iter("{*}*"):
        words = "" if len(element) else flat(element.text or "")
        if words:
            yield etree.QName(element).localname, words


def _shown(field: Element, value: str) -> str:
    """What a field shows for a value: a tick, or the words of a choice for what is stored."""
    lists = [[_text(item) for item in items] for items in field.findall("{*}items")]
    if field.find("{*}ui/{*}checkButton") is not None:
        return _ticked(field, value)
    if len(lists) == 2:
        stored = 1 if field.findall("{*}items")[1].get("save") == "1" else 0
        shown = dict(zip(lists[stored], lists[1 - stored], strict=False))
        return shown.get(value) or value
    return value


def _ticked(field: Element, value: str) -> str:
    """A tick where a value is the one for which a button is on."""
    on = next((_text(item) for item in field.iterfind("{*}items/*")), "1")
    return TICKED if value == on else UNTICKED


def _labelled(label: str, value: str) -> str:
    return f"{label} {value}" if label.endswith((":", "?")) else f"{label}: {value}"


def _is_unshown(element: Element) -> bool:
    return any(each.get("presence") in _UNSHOWN for each in (element, *element.iterancestors()))


def _text(element: Element | None) -> str:
    """The words in an element; those of pictures, which are written in letters too, are none."""
    if element is None or element.find("{*}image") is not None:
        return ""
    return flat(" ".join(str(words) for words in element.itertext()))
