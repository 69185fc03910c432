"""OpenDocument files (.odt, .ods, .odp) → Document.

The XML is walked here: odfpy builds a Python object a node, expands nothing and bounds nothing, and was last released
in 2020.
"""

from pathlib import Path

from index.documents.datatypes import Document
from index.errors import LoadError
from index.loading.bounds import Bounds
from index.loading.composing import Composer
from index.loading.dating import seconds_of
from index.loading.office.openxml import sensible
from index.loading.opendocument.body import Flow
from index.loading.opendocument.names import OFFICE, STYLE, TEXT
from index.loading.opendocument.sheets import write_sheets
from index.loading.opendocument.slides import write_slides
from index.loading.unread import Unread
from index.loading.zipped_xml import Element, Parts, local


def load(path: Path, data: bytes, bounds: Bounds, media_type: str) -> Document:
    """A document of everything in the file that is text. Raises LoadError when it is protected or damaged."""
    parts = Parts(path, data, bounds)
    content = parts.xml("META-INF/manifest.xml")
    if content is not None and next(content.iter("{*}encryption-data"), None) is not None:
        raise LoadError(str(path), "It is protected by a password. Save it without one.")
    content = parts.xml("content.xml")
    body = next(iter(content.iterfind(f"{OFFICE}body/*")), None) if content is not None else None
    if content is None or body is None:
        raise LoadError(str(path), f"Despite its name, this is not a {path.suffix.lower()} file.")
    composer, unread, warnings = Composer(str(path), bounds), Unread(), list[str]()
    flow = Flow(composer, bounds, unread, content, parts.xml("styles.xml"), parts)
    try:
        if local(body) == "spreadsheet":
            write_sheets(body, content, flow, str(path), warnings)
        elif local(body) in ("presentation", "drawing"):
            write_slides(body, content, flow, warnings)
        else:
            unread.hidden += _hidden(content)
            unread.changes += sum(1 for _ in body.iter(f"{TEXT}changed-region"))
            flow.blocks(body)
            flow.headers()
    except RecursionError as error:
        raise LoadError(str(path), "Its lists or tables are nested too deeply to be read.") from error
    title, modified = _properties(parts.xml("meta.xml"))
    if local(body) == "spreadsheet":
        title = title or path.name
    return composer.document(path, data, media_type, title, modified, [*warnings, *unread.warnings()])


def _hidden(content: Element) -> int:
    """How many stretches of text are in a style that is not shown."""
    properties = content.iter(f"{STYLE}text-properties")
    hidden = [element.getparent() for element in properties if element.get(f"{TEXT}display") == "none"]
    names = {style.get(f"{STYLE}name") for style in hidden}
    return sum(span.get(f"{TEXT}style-name") in names for span in content.iter(f"{TEXT}span")) if names else 0


def _properties(meta: Element | None) -> tuple[str, float | None]:
    """The title and the date of the last change."""
    if meta is None:
        return "", None
    properties = {local(element): element.text or "" for element in meta.iterfind(f"{OFFICE}meta/*")}
    changed = properties.get("date", "") or properties.get("creation-date", "")
    return sensible(properties.get("title", "")), seconds_of(changed)
