"""What rich text is read into: streams of text, the state that each group of it inherits, where the text goes."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from index.loading.raised import Stretch, joined
from index.loading.zipped_xml import Element

_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")


@dataclass(slots=True)
class Flow:
    """One stream of text: the body, a note, a text box, a header. `kind` is also what becomes of it."""

    kind: str
    words: list[Stretch] = field(default_factory=list)
    mark: str = ""
    depth: int = 0
    number: int = 0  # of a note, from 1

    def take(self) -> str:
        """The words so far, which are then forgotten."""
        text = _SURROGATES.sub(_paired, joined(self.words))
        self.words.clear()
        return text


@dataclass(slots=True)
class Sink:
    """Where what has been read goes, in order: a finished paragraph (its flow, text, heading level) and table parts."""

    paragraph: Callable[[Flow, str, int], None]
    cell: Callable[[Flow, str], None]
    row: Callable[[Flow, bool, list[int]], None]
    life: Callable[[int, int], None]


@dataclass(slots=True)
class State:
    """What a group of rich text inherits from the one around it."""

    flow: Flow
    skipped: bool = False
    starred: bool = False
    hidden: bool = False
    deleted: bool = False
    struck: bool = False
    height: int = 0  # 1 raised, -1 lowered
    font: str = ""  # a symbol font's name
    math: Element | None = None  # the part of an equation that the group is
    unicode_skip: int = 1
    encoding: str = "cp1252"
    style: int = -1
    level: int = 0
    in_table: bool = False
    header_row: bool = False


def _paired(pair: re.Match[str]) -> str:
    return pair[0].encode("utf-16", "surrogatepass").decode("utf-16")
