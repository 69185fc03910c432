"""OpenDocument presentations → a Composer: a page a slide, its frames in reading order, its notes after them."""

import re
from collections.abc import Iterator

from index.loading.opendocument.body import Flow
from index.loading.opendocument.names import DRAW, FRAMES, PRESENTATION, STYLE, SVG, TEXT
from index.loading.zipped_xml import Element, local

_LENGTH = re.compile(r"(-?\d{1,6}(?:\.\d{1,6})?)(cm|mm|in|pt|pc|px)?")
_CENTIMETRES = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72, "pc": 2.54 / 6, "px": 2.54 / 96}
_ROW_OF_FRAMES = 0.6  # cm, within which two frames stand beside one another


def write_slides(body: Element, content: Element, flow: Flow, warnings: list[str]) -> None:
    """Writes each slide as a page; `warnings` gets those that are hidden or contain no text."""
    hidden = {
        style.get(f"{STYLE}name")
        for style in content.iter(f"{STYLE}style")
        for properties in style.iterfind(f"{STYLE}drawing-page-properties")
        if properties.get(f"{PRESENTATION}visibility") == "hidden"
    }
    slides = body.findall(f"{DRAW}page")
    for number, slide in enumerate(slides, 1):
        flow.bounds.page(number, len(slides))
        flow.composer.page()
        before = flow.composer.length
        if slide.get(f"{DRAW}style-name") in hidden:
            warnings.append(f"Slide {number} is hidden in the slide show; it was read like the rest.")
        for frame in sorted(_in_order(slide), key=lambda frame: frame.get(f"{PRESENTATION}class") != "title"):
            _frame(frame, flow)
        if flow.composer.length == before:
            warnings.append(f"Slide {number} contains no text.")
        for notes in slide.iterfind(f"{PRESENTATION}notes"):
            _notes(notes, flow)


def _frame(frame: Element, flow: Flow) -> None:
    if frame.get(f"{PRESENTATION}class") == "title":
        words = [flow.text.paragraph(paragraph).text for paragraph in frame.iter(f"{TEXT}p")]
        flow.composer.heading(" ".join(words))
    elif frame.get(f"{PRESENTATION}class") not in ("page-number", "page"):
        flow.blocks([frame])


def _notes(notes: Element, flow: Flow) -> None:
    """The speaker's notes, under the word Notes."""
    frames = [frame for frame in notes if frame.get(f"{PRESENTATION}class") == "notes"]
    paragraphs = [paragraph for frame in frames for paragraph in frame.iter(f"{TEXT}p")]
    if any("".join(paragraph.itertext()).strip() for paragraph in paragraphs):
        flow.composer.paragraph("Notes")
        for frame in frames:
            flow.blocks(frame)


def _in_order(page: Element) -> Iterator[Element]:
    """The frames of a page or group, line by line as they stand; those of a group together."""
    frames = [
        frame for frame in page if isinstance(frame.tag, str) and frame.tag.startswith(DRAW) and local(frame) in FRAMES
    ]
    line: list[Element] = []
    for frame in sorted(frames, key=lambda frame: _place(frame)[0]):
        if line and _place(frame)[0] - _place(line[0])[0] > _ROW_OF_FRAMES:
            yield from _across(line)
            line = []
        line.append(frame)
    yield from _across(line)


def _across(line: list[Element]) -> Iterator[Element]:
    for frame in sorted(line, key=lambda frame: _place(frame)[1]):
        if local(frame) == "g":
            yield from _in_order(frame)
        else:
            yield frame


def _place(frame: Element) -> tuple[float, float]:
    """A frame's top and left in centimetres; a group's are those of what stands highest in it."""
    if local(frame) == "g":
        return min((_place(inner) for inner in frame if local(inner) in FRAMES), default=(0.0, 0.0))
    moved = re.search(r"translate ?\(([^ )]*) ([^)]*)\)", frame.get(f"{DRAW}transform") or "")
    left = frame.get(f"{SVG}x") or frame.get(f"{SVG}x1") or (moved[1] if moved else "")
    top = frame.get(f"{SVG}y") or frame.get(f"{SVG}y1") or (moved[2] if moved else "")
    return _centimetres(top), _centimetres(left)


def _centimetres(length: str) -> float:
    measure = _LENGTH.match(length)
    return float(measure[1]) * _CENTIMETRES[measure[2] or "cm"] if measure else 0.0
