"""OpenDocument spreadsheets → a Composer: what each cell shows."""

from index.errors import LoadError
from index.loading.opendocument.body import MOST_COLUMNS, Flow, reaching_on, rows_of
from index.loading.opendocument.names import OFFICE, STYLE, TABLE
from index.loading.opendocument.text import ParagraphText
from index.loading.tables import MOST_CELLS, TableWriter
from index.loading.zipped_xml import Element, local, whole


def write_sheets(body: Element, content: Element, flow: Flow, path: str, warnings: list[str]) -> None:
    """Writes each sheet under its name. Raises LoadError for more than `MOST_CELLS` filled cells."""
    hidden = {
        style.get(f"{STYLE}name")
        for style in content.iter(f"{STYLE}style")
        for properties in style.iterfind(f"{STYLE}table-properties")
        if properties.get(f"{TABLE}display") == "false"
    }
    cells = 0
    for sheet in body.iterfind(f"{TABLE}table"):
        name = sheet.get(f"{TABLE}name") or "Sheet"
        flow.composer.heading(name)
        if sheet.get(f"{TABLE}style-name") in hidden:
            warnings.append(f"Sheet {name} is hidden; it was read like the rest.")
        hanging: list[ParagraphText] = []
        writer = TableWriter(flow.composer)
        reaching: dict[int, tuple[int, str]] = {}
        for row, _ in rows_of(sheet):
            shown = _row(row, flow, hanging, reaching)
            for _ in range(max(1, whole(row.get(f"{TABLE}number-rows-repeated"), 1)) if shown else 1):
                cells += len(shown)
                flow.bounds.page(cells, MOST_CELLS)
                if cells > MOST_CELLS:
                    raise LoadError(path, f"It holds more than {MOST_CELLS:,} filled cells. Split it.")
                writer.add(shown)
        writer.end()
        frames = [frame for paragraph in hanging for frame in paragraph.frames]
        for drawn in (*sheet.iterfind(f"{TABLE}shapes"), *frames):
            flow.blocks(drawn if local(drawn) == "shapes" else [drawn])


def _row(
    row: Element, flow: Flow, hanging: list[ParagraphText], reaching: dict[int, tuple[int, str]]
) -> dict[int, str]:
    """A row's filled cells by their columns; what is repeated is believed up to the last column of a sheet."""
    shown: dict[int, str] = {}
    column = 0
    for cell in row:
        if local(cell) not in ("table-cell", "covered-table-cell"):
            continue
        repeated = max(1, whole(cell.get(f"{TABLE}number-columns-repeated"), 1))
        words = reaching_on(cell, column, _cell(cell, flow, hanging), reaching)
        if words.strip():
            shown |= dict.fromkeys(range(column, min(column + repeated, MOST_COLUMNS)), words)
        column += repeated
    return shown


def _cell(cell: Element, flow: Flow, hanging: list[ParagraphText]) -> str:
    """What a cell shows, as the file has it; its value, a date without midnight, where the file has no text for it."""
    words = flow.flowing(cell, hanging, [])
    hanging[:] = [paragraph for paragraph in hanging if paragraph.frames]
    kind = cell.get(f"{OFFICE}value-type")
    if kind == "date":
        return words or (cell.get(f"{OFFICE}date-value") or "").removesuffix("T00:00:00").replace("T", " ")
    return words or cell.get(f"{OFFICE}value") or ""
