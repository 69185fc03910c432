"""Messages between the two processes: a length, a JSON object, and the bytes that it announces. No pickle.

A document crosses in pieces, so neither side holds it a second time as one message, and what is read ahead is small.
"""

import json
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any, BinaryIO, NamedTuple, get_args

from index.documents.chunking import Chunk
from index.documents.datatypes import Block, BlockKind, Document, PageLayout

Message = dict[str, Any]
OUT_OF_MEMORY = 3  # the exit status of a child that ran out of memory
_LENGTH = 8  # bytes
_LARGEST = 128 * 2**20  # bytes of a message or a payload, far more than any has; beyond it the child is out of order
_CHARACTERS = 2**18  # of a text in one piece
_BLOCKS = 2**14  # in one piece, each four numbers of four bytes
_CHUNKS = 2**10  # in one piece
_BOXES = 2**20  # bytes in one piece
_KINDS: Sequence[BlockKind] = get_args(BlockKind)


class Chunked(NamedTuple):
    """A document and its passages; None where they were not wanted."""

    document: Document
    chunks: list[Chunk] | None


def send(stream: BinaryIO, message: Message, payload: bytes = b"") -> None:
    """Writes one message with its payload. Raises OSError when the other side is gone."""
    body = json.dumps({**message, "payload": len(payload)}).encode("ascii")
    stream.write(len(body).to_bytes(_LENGTH, "little") + body)
    stream.write(payload)
    stream.flush()


def receive(stream: BinaryIO) -> tuple[Message, bytes] | None:
    """Reads one message and its payload; None where the other side has ended, even in the middle of one.

    Raises ValueError for one that is too large to be meant.
    """
    length = stream.read(_LENGTH)
    if len(length) < _LENGTH:
        return None
    body = stream.read(_checked(int.from_bytes(length, "little")))
    try:
        message = json.loads(body)
    except ValueError:
        return None
    payload = stream.read(_checked(message["payload"]))
    return (message, payload) if len(payload) == message["payload"] else None


def _checked(length: int) -> int:
    if length > _LARGEST:
        raise ValueError(f"a message of {length} bytes")
    return length


def packed(document: Document, chunks: Sequence[Chunk] | None = None) -> Iterator[tuple[Message, bytes]]:
    """A document and its passages as messages, the last one with "whole"; `Arriving` puts them together again."""
    apart = ("text", "blocks", "layouts")
    fields = {name: getattr(document, name) for name in Document.__slots__ if name not in apart}
    yield {"document": fields, "cut": chunks is not None}, b""
    for at in range(0, len(document.text), _CHARACTERS):
        yield {"part": "text"}, document.text[at : at + _CHARACTERS].encode("utf-8", "surrogatepass")
    for at in range(0, len(document.blocks), _BLOCKS):
        numbers = array("I")
        for block in document.blocks[at : at + _BLOCKS]:
            numbers.extend((block.start, block.end, _KINDS.index(block.kind), block.level))
        yield {"part": "blocks"}, numbers.tobytes()
    for page in document.layouts:
        yield {"part": "page", "size": (page.width, page.height)}, b""
        for at in range(0, len(page.boxes), _BOXES):
            yield {"part": "boxes"}, page.boxes[at : at + _BOXES]
    for at in range(0, len(chunks or ()), _CHUNKS):
        rows = [(each.start, each.end, each.heading, each.trail) for each in (chunks or ())[at : at + _CHUNKS]]
        yield {"part": "chunks", "chunks": rows}, b""
    yield {"part": "whole"}, b""


class Arriving:
    """A document that is arriving in messages."""

    def __init__(self, message: Message) -> None:
        """`message` is the first of what `packed` made."""
        self._fields = message["document"]
        self._texts: list[str] = []
        self._blocks: list[Block] = []
        self._layouts: list[tuple[float, float, list[bytes]]] = []
        self._chunks: list[Chunk] = []
        self._cut = message["cut"]

    def take(self, message: Message, payload: bytes) -> Chunked | None:
        """The next message; the document, once it is whole."""
        match message["part"]:
            case "text":
                self._texts.append(payload.decode("utf-8", "surrogatepass"))
            case "blocks":
                numbers = iter(array("I", payload))
                rows = zip(numbers, numbers, numbers, numbers, strict=True)
                self._blocks += [Block(start, end, _KINDS[kind], level) for start, end, kind, level in rows]
            case "page":
                self._layouts.append((*message["size"], []))
            case "boxes":
                self._layouts[-1][2].append(payload)
            case "chunks":
                self._chunks += [Chunk(*row) for row in message["chunks"]]
            case "whole":
                return Chunked(self._document(), self._chunks if self._cut else None)
        return None

    def _document(self) -> Document:
        fields = self._fields
        for name in ("page_starts", "warnings", "tags"):
            fields[name] = tuple(fields[name])
        text, self._texts = "".join(self._texts), []
        blocks, self._blocks = tuple(self._blocks), []
        layouts = tuple(PageLayout(width, height, b"".join(boxes)) for width, height, boxes in self._layouts)
        return Document(**fields, text=text, blocks=blocks, layouts=layouts)


def as_fields(thing: Any) -> Message:
    """A small dataclass as a message."""
    return asdict(thing)
