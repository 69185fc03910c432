"""Messages between the two processes: a length, a JSON object, and the bytes that it announces. No pickle."""

import json
from dataclasses import asdict
from typing import Any, BinaryIO

from index.documents.datatypes import Block, Document, PageLayout

Message = dict[str, Any]
OUT_OF_MEMORY = 3  # the exit status of a child that ran out of memory
_LENGTH = 8  # bytes


def send(stream: BinaryIO, message: Message, payload: bytes = b"") -> None:
    """Writes one message with its payload. Raises OSError when the other side is gone."""
    body = json.dumps({**message, "payload": len(payload)}).encode("ascii")
    stream.write(len(body).to_bytes(_LENGTH, "little") + body)
    stream.write(payload)
    stream.flush()


def receive(stream: BinaryIO) -> tuple[Message, bytes] | None:
    """Reads one message and its payload; None where the other side has ended, even in the middle of one."""
    length = stream.read(_LENGTH)
    if len(length) < _LENGTH:
        return None
    body = stream.read(int.from_bytes(length, "little"))
    try:
        message = json.loads(body)
    except ValueError:
        return None
    payload = stream.read(message["payload"])
    return (message, payload) if len(payload) == message["payload"] else None


def packed(document: Document) -> tuple[Message, bytes]:
    """A document as a message, its pages' boxes as the payload."""
    fields = {name: getattr(document, name) for name in Document.__slots__ if name not in ("layouts", "blocks")}
    fields["blocks"] = [(block.start, block.end, block.kind, block.level) for block in document.blocks]
    fields["layouts"] = [(page.width, page.height, len(page.boxes)) for page in document.layouts]
    return {"document": fields}, b"".join(page.boxes for page in document.layouts)


def unpacked(message: Message, payload: bytes) -> Document:
    """What `packed` made a message of."""
    fields = dict(message["document"])
    fields["blocks"] = tuple(Block(*block) for block in fields["blocks"])
    layouts, start = [], 0
    for width, height, length in fields["layouts"]:
        layouts.append(PageLayout(width, height, payload[start : start + length]))
        start += length
    fields["layouts"] = tuple(layouts)
    for name in ("page_starts", "warnings"):
        fields[name] = tuple(fields[name])
    return Document(**fields)


def as_fields(thing: Any) -> Message:
    """A small dataclass as a message."""
    return asdict(thing)
