"""Excel workbooks (.xlsx, .xlsm) → Document: every sheet under its name, every row with its columns' labels.

The parts are streamed here rather than by openpyxl, which refuses a file for one odd style, and cannot tell a formula
without a stored result from an empty cell.
"""

import re
from pathlib import Path

from index.documents.datatypes import Document
from index.errors import LoadError
from index.loading.bounds import Bounds
from index.loading.composing import Composer
from index.loading.office.merged_cells import MergedCells, column_of
from index.loading.office.number_formats import BUILT_IN, plain, shown
from index.loading.office.openxml import A, Package, R, is_on
from index.loading.office.slide_text import paragraph_words
from index.loading.raised import Stretch, joined
from index.loading.symbols import in_symbols, is_symbol_font
from index.loading.tables import MOST_CELLS, TableWriter
from index.loading.unread import Unread, counted
from index.loading.zipped_xml import Element, local, whole

_COLUMN = re.compile(r"\$?([A-Za-z]{1,3})\$?\d*")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TOLD_CELLS = 5  # of those that are struck out; more would make a warning a list
_HEIGHTS = {"superscript": 1, "subscript": -1}
_MOST_STRINGS = 64 * 2**20  # characters


def load(path: Path, data: bytes, bounds: Bounds, media_type: str) -> Document:
    """A document with a heading a sheet. Raises LoadError when the file is protected, damaged or too large."""
    package = Package(path, data, bounds, "workbook")
    composer = Composer(str(path), bounds)
    workbook = _Workbook(package, composer, bounds)
    links = package.relations(package.main)
    sheets = [sheet for sheet in package.root.iter("{*}sheet") if sheet.get(f"{R}id") in links]
    parts = {links[sheet.get(f"{R}id") or ""].target: sheet for sheet in sheets}
    for number, (part, sheet) in enumerate(parts.items(), 1):
        bounds.page(number, len(parts))
        workbook.sheet(part, sheet)
    return composer.document(path, data, media_type, package.title or path.name, package.modified, workbook.told())


class _Workbook:
    """Reads the sheets of one workbook into a Composer."""

    def __init__(self, package: Package, composer: Composer, bounds: Bounds) -> None:
        self.warnings: list[str] = []
        self._unread = Unread()
        self._package, self._composer, self._bounds = package, composer, bounds
        self._strings = self._shared_strings()
        styles = package.related_xml("styles")
        self._formats, self._looks = _formats(styles), _looks(styles)
        properties = next(package.root.iter("{*}workbookPr"), None)
        self._since_1904 = properties is not None and (properties.get("date1904") or "0") in ("1", "true")
        self._cells = self._missing = 0

    def told(self) -> list[str]:
        """What was not read, in plain words."""
        return [*self.warnings, *self._unread.warnings()]

    def sheet(self, part: str, sheet: Element) -> None:
        """Writes one sheet: its name, its tables, the text boxes drawn on it."""
        name = sheet.get("name") or "Sheet"
        self._composer.heading(name)
        if (sheet.get("state") or "visible") != "visible":
            self.warnings.append(f"Sheet {name} is hidden; it was read like the rest.")
        if part not in self._package.parts:
            self.warnings.append(f"Sheet {name} is missing from the file.")
            return
        self._missing, self._struck = 0, list[str]()
        writer = TableWriter(self._composer)
        last = 0
        merged = MergedCells(self._package.parts, part)
        for row in self._package.parts.rows(part, "{*}row"):
            number = whole(row.get("r"), last + 1)
            if number > last + 1:
                writer.end()
            last = number
            cells = self._row(row)
            merged.reach(number, cells)
            writer.add(cells)
        writer.end()
        if self._missing:
            formulas = "1 formula has" if self._missing == 1 else f"{self._missing:,} formulas have"
            self.warnings.append(
                f"Sheet {name}: {formulas} no stored result; open the file in a spreadsheet program and save it."
            )
        if self._struck:
            told = ", ".join(self._struck[:_TOLD_CELLS]) + (", …" if len(self._struck) > _TOLD_CELLS else "")
            self.warnings.append(f"Sheet {name}: {counted(len(self._struck), 'struck-out cell')} left out: {told}.")
        self._beside(part, name)

    def _row(self, row: Element) -> dict[int, str]:
        """A row's filled cells by their columns."""
        cells: dict[int, str] = {}
        column = -1
        for cell in row:
            place = _COLUMN.match(cell.get("r") or "")
            column = column_of(place[1]) if place else column + 1
            words = self._cell(cell)
            if words.strip() and self._looks:
                words = self._looking(words, whole(cell.get("s")), cell.get("r") or "")
            if words.strip():
                cells[column] = words
        self._cells += len(cells)
        self._bounds.page(self._cells, MOST_CELLS)
        if self._cells > MOST_CELLS:
            raise LoadError(self._package.parts.path, f"It holds more than {MOST_CELLS:,} filled cells. Split it.")
        return cells

    def _cell(self, cell: Element) -> str:
        parts = {local(part): part for part in cell}
        kind = cell.get("t") or "n"
        if kind == "inlineStr":
            return _string(parts["is"], self._unread) if "is" in parts else ""
        value = (parts["v"].text or "") if "v" in parts else ""
        if not value:
            self._missing += "f" in parts and kind != "str"
            return ""
        if kind == "s":
            index = whole(value, -1)
            return self._strings[index] if 0 <= index < len(self._strings) else ""
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        return self._number(value, whole(cell.get("s"))) if kind == "n" else _unescaped(value)

    def _looking(self, words: str, style: int, place: str) -> str:
        """A cell's words as its font shows them; those of a cell that is struck out are left out."""
        struck, font = self._looks.get(style, (False, None))
        if struck:
            self._struck.append(place)
            return ""
        return in_symbols(font, words)

    def _number(self, value: str, style: int) -> str:
        try:
            number = float(value)
        except ValueError:
            return value
        if abs(number) > 1e300 or number != number:
            return value
        code = self._formats[style] if 0 <= style < len(self._formats) else ""
        return shown(number, code, self._since_1904) if code else plain(number)

    def _shared_strings(self) -> list[str]:
        names = self._package.related(self._package.main, "sharedStrings")
        strings: list[str] = []
        length = 0
        for item in self._package.parts.rows(names[0], "{*}si") if names and names[0] in self._package.parts else ():
            strings.append(_string(item, self._unread))
            length += len(strings[-1])
            self._bounds.page(0, MOST_CELLS)
            if length > _MOST_STRINGS or len(strings) > MOST_CELLS:
                raise LoadError(
                    self._package.parts.path, "It holds more text than Quoth reads from one file. Split it."
                )
        return strings

    def _beside(self, part: str, name: str) -> None:
        """What is drawn on a sheet: text boxes and diagrams are read; comments, charts and pictures are counted."""
        counts = dict.fromkeys(("comment", "chart", "picture"), 0)
        for link in self._package.relations(part).values():
            root = self._package.xml(link.target) if link.kind in ("comments", "drawing") else None
            for element in root.iter(*_BESIDE) if root is not None else ():
                if local(element) == "txBody":
                    self._paragraphs(element)
                elif local(element) == "relIds":
                    data = self._package.relations(link.target).get(element.get(f"{R}dm") or "")
                    self._paragraphs(self._package.xml(data.target) if data else None)
                else:
                    counts["picture" if local(element) == "pic" else local(element)] += 1
        for what, count in counts.items():
            if count:
                self.warnings.append(f"Sheet {name}: {counted(count, what)} not read.")

    def _paragraphs(self, container: Element | None) -> None:
        for paragraph in container.iter(f"{A}p") if container is not None else ():
            self._composer.paragraph(paragraph_words(paragraph, self._unread))


_BESIDE = ("{*}comment", "{*}chart", "{*}pic", "{*}txBody", "{*}relIds")


def _formats(styles: Element | None) -> list[str]:
    """The number format code of each cell style; empty for the general one."""
    if styles is None:
        return []
    own = {whole(code.get("numFmtId")): code.get("formatCode") or "" for code in styles.iter("{*}numFmt")}
    numbers = [whole(style.get("numFmtId")) for listed in styles.iter("{*}cellXfs") for style in listed]
    codes = [own.get(number, BUILT_IN.get(number, "")) for number in numbers]
    return ["" if code.lower() == "general" else code for code in codes]


def _looks(styles: Element | None) -> dict[int, tuple[bool, str | None]]:
    """The cell styles that strike text out, or show it in a symbol font, with that font."""
    fonts = []
    for font in styles.iterfind("{*}fonts/{*}font") if styles is not None else ():
        strike, name = font.find("{*}strike"), font.find("{*}name")
        named = name.get("val") if name is not None else None
        struck = is_on(strike, strike.get("val") if strike is not None else None)
        fonts.append((struck, named if is_symbol_font(named) else None))
    if not any(struck or named for struck, named in fonts) or styles is None:
        return {}
    used = [whole(style.get("fontId")) for listed in styles.iterfind("{*}cellXfs") for style in listed]
    return {at: fonts[font] for at, font in enumerate(used) if 0 <= font < len(fonts) and any(fonts[font])}


def _string(item: Element, unread: Unread) -> str:
    """A string's text; its runs as their fonts show them, raised, lowered or struck out."""
    if all(local(part) != "r" for part in item):
        return _unescaped("".join(part.text or "" for part in item if local(part) == "t"))
    stretches: list[Stretch] = []
    for run in item:
        if local(run) == "t":
            stretches.append((_unescaped(run.text or ""), 0))
        elif local(run) == "r":  # a run; rPh, how a Japanese word is spoken, is skipped
            words = _unescaped("".join(part.text or "" for part in run if local(part) == "t"))
            look = {local(mark): mark for properties in run.iterfind("{*}rPr") for mark in properties}
            if is_on(look.get("strike"), look["strike"].get("val") if "strike" in look else None):
                unread.strike("".join(text for text, _ in stretches))
                continue
            height = _HEIGHTS.get(look["vertAlign"].get("val") or "", 0) if "vertAlign" in look else 0
            stretches.append((in_symbols(look["rFont"].get("val") if "rFont" in look else None, words), height))
    return joined(stretches)


def _unescaped(text: str) -> str:
    """Text with `_x000D_` and its like undone (ECMA-376 part 1, 22.9.2.19)."""
    return _ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), text) if "_x" in text else text
