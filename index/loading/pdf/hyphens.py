"""A hyphen at a line's end: part of the word, or only of the line?

It stays where the hyphenated form stands elsewhere in the document, between digits, before a capital, and after the
first words of English compounds; else the word is put together.
"""

import re

from index.loading.pdf.blocks import PdfBlock
from index.loading.pdf.line import BOX_BYTES

_COMPOUND = re.compile(r"\w+(?:[-‐]\w+)+")
_LAST_WORD = re.compile(r"[\w‐-]+$")
_FIRST_WORD = re.compile(r"[\w‐-]+")
_FIRST_OF_COMPOUNDS = frozenset({"self", "well", "half"})
_LONGEST_WORD = 80  # characters


def compounds(block: PdfBlock) -> set[str]:
    """The hyphenated words that stand within the lines of a block, in lower case."""
    seams = set(block.seams)
    return {
        _plain(word.group())
        for word in _COMPOUND.finditer(block.text)
        if word.end() - word.start() <= _LONGEST_WORD
        and not any(offset in seams for offset in range(word.start(), word.end()))
    }


def stays(before: str, after: str, known: set[str]) -> bool:
    """Whether the hyphen that ends `before` is part of the word that continues in `after`."""
    if before.endswith("\xad"):
        return False
    first = _LAST_WORD.search(before[-_LONGEST_WORD:])
    second = _FIRST_WORD.match(after[:_LONGEST_WORD])
    if not first or not second:
        return True
    start, end = first.group()[:-1], second.group()
    if "-" in start or start[-1:].isdigit() or not end[:1].islower():
        return True
    return _plain(f"{start}-{end}") in known or start.lower() in _FIRST_OF_COMPOUNDS


def mended(block: PdfBlock, known: set[str]) -> tuple[str, bytes]:
    """A block's text and boxes without the hyphens that only end a line."""
    texts, boxes, last = [], [], 0
    for offset in block.seams:
        end = offset + 1
        before, after = block.text[max(0, end - _LONGEST_WORD) : end], block.text[end : end + _LONGEST_WORD]
        if not stays(before, after, known):
            texts.append(block.text[last:offset])
            boxes.append(block.boxes[last * BOX_BYTES : offset * BOX_BYTES])
            last = end
    return "".join([*texts, block.text[last:]]), b"".join([*boxes, block.boxes[last * BOX_BYTES :]])


def _plain(word: str) -> str:
    return word.replace("‐", "-").lower()
