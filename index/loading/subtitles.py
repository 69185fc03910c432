"""Subtitles (.srt, .vtt) → Document: what is said as running text, under the time at which it is said (WebVTT, W3C).

pysubs2 reads more formats, but leaves out who speaks (`<v Anna>`) and joins nothing.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.documents.datatypes import Document
from index.errors import LoadError
from index.loading.bounds import Bounds
from index.loading.composing import Composer
from index.loading.decoding import decode

_TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?"
_TIMES = re.compile(rf"[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}")
_SPEAKER = re.compile(r"<v(?:\.[^ \t>]*)?[ \t]+([^<>]*)>")
_TAG = re.compile(r"</?[a-zA-Z0-9.:][^<>]*>|</?>|\{\\[^{}]*\}|\{/?[yYcCfFsSpPbiuBIU]:?[^{} ]*\}")
_NOT_SAID = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t\n]|\Z)")
_LONGEST = 60, 120  # seconds after which a stretch ends with its sentence, and at any rate
_PAUSE = 4.0  # seconds of silence behind which a stretch begins that is nothing but the next
_ENDS = re.compile(r"[.!?…。！？♪]['\"”’»)\]]*\Z")


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown from `start` to `end`, in seconds from the beginning."""

    start: float
    end: float
    text: str


def load(path: Path, data: bytes, bounds: Bounds, media_type: str) -> Document:
    """What is said, in order. Raises LoadError for a file without times."""
    text, warnings = decode(path, data)
    found = list(cues(re.sub(r"\r\n?", "\n", text)))
    if not found:
        raise LoadError(str(path), "It holds no subtitles: no line gives a time (00:00:01 --> 00:00:04).")
    composer = Composer(str(path), bounds)
    for number, stretch in enumerate(_stretches(found)):
        bounds.page(number, len(found))
        composer.heading(_clock(stretch[0].start))
        composer.paragraph(_joined(stretch))
    return composer.document(path, data, media_type, path.stem, None, warnings)


def cues(text: str) -> Iterator[Cue]:
    """Each cue that says something, in the file's order; notes and styles are left out."""
    lines: list[str] = []
    start = end = 0.0
    timed = skipped = False
    for line in (*text.split("\n"), ""):
        times = _TIMES.match(line)
        if times:
            if timed:
                yield from _cue(start, end, lines[:-1] if lines and lines[-1].strip().isdigit() else lines)
            start, end = _seconds(times.groups()[:4]), _seconds(times.groups()[4:])
            lines, timed = [], not skipped
        elif line.strip():
            skipped = skipped or (not timed and bool(_NOT_SAID.match(line)))
            lines.append(line)
        else:
            if timed:
                yield from _cue(start, end, lines)
            lines, timed, skipped = [], False, False


def _cue(start: float, end: float, lines: Sequence[str]) -> Iterator[Cue]:
    words = _SPEAKER.sub(lambda speaker: f"{speaker[1].strip()}: ", "\n".join(lines))
    words = " ".join(html.unescape(_TAG.sub("", words)).split())
    if words:
        yield Cue(start, end, words)


def _stretches(found: Sequence[Cue]) -> Iterator[list[Cue]]:
    """Cues that are read together: to the end of a sentence after a minute, or to a pause."""
    stretch: list[Cue] = []
    for cue in found:
        if stretch:
            length, ended = cue.start - stretch[0].start, bool(_ENDS.search(stretch[-1].text))
            paused = cue.start - stretch[-1].end >= _PAUSE
            if length < 0 or length >= _LONGEST[1] or (ended and (length >= _LONGEST[0] or paused)):
                yield stretch
                stretch = []
        stretch.append(cue)
    if stretch:
        yield stretch


def _joined(stretch: Sequence[Cue]) -> str:
    """What is said in a stretch; a dash or a speaker's name begins a line, and what rolls on is said once."""
    words = ""
    before = ""
    for cue in stretch:
        if cue.text != before:
            apart = "\n" if re.match(r"[-–—]\s|[^\s:]{1,30}(?: [^\s:]{1,30})?: ", cue.text) else " "
            words += apart + cue.text if words else cue.text
        before = cue.text
    return words


def _seconds(parts: Sequence[str | None]) -> float:
    hours, minutes, seconds, part = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + part / 1000


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"
