"""Outlook messages (.msg), made byte by byte: compound files (MS-CFB) of properties (MS-OXMSG)."""

import struct
from collections.abc import Sequence
from datetime import UTC, datetime

Tree = dict[str, "bytes | Tree"]

_SECTOR = 512  # bytes
_SHORT = 4096  # bytes, below which a stream is kept in the small sectors
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def message(
    subject: str, body: str = "", page: bytes = b"", sent: datetime | None = None, files: dict[str, bytes] | None = None
) -> bytes:
    """A message from Anna Berg to Bo Holm; `page` is its HTML in UTF-8, `files` what is attached to it."""
    texts = {0x0037: subject, 0x0C1A: "Anna Berg", 0x0C1F: "anna@osk.example", 0x1000: body, 0x001A: "IPM.Note"}
    tree = _storage(texts, {0x1013: page} if page else {}, {0x3FDE: 65001}, sent, head=32, attached=len(files or {}))
    person = {0x3001: "Bo Holm", 0x3003: "bo@osk.example", 0x39FE: "bo@osk.example"}
    tree["__recip_version1.0_#00000000"] = _storage(person, {}, {0x0C15: 1}, head=8)
    for number, (name, data) in enumerate((files or {}).items()):
        named = {0x3704: name, 0x3707: name}
        tree[f"__attach_version1.0_#{number:08X}"] = _storage(named, {0x3701: data}, {0x3705: 1}, head=8)
    tree["__nameid_version1.0"] = {
        "__substg1.0_00020102": b"",
        "__substg1.0_00030102": b"",
        "__substg1.0_00040102": b"",
    }
    return compound(tree)


def _storage(
    texts: dict[int, str],
    streams: dict[int, bytes],
    numbers: dict[int, int],
    sent: datetime | None = None,
    head: int = 8,
    attached: int = 0,
) -> Tree:
    tree: Tree = {}
    rows = [struct.pack("<HHIIi", 3, number, 6, value, 0) for number, value in numbers.items()]
    if sent:
        rows.append(struct.pack("<HHIQ", 0x40, 0x0039, 6, int((sent - _EPOCH).total_seconds() * 10**7)))
    for number, text in texts.items():
        data = text.encode("utf-16-le")
        tree[f"__substg1.0_{number:04X}001F"] = data
        rows.append(struct.pack("<HHIII", 0x1F, number, 6, len(data) + 2, 0))
    for number, data in streams.items():
        tree[f"__substg1.0_{number:04X}0102"] = data
        rows.append(struct.pack("<HHIII", 0x102, number, 6, len(data), 0))
    header = struct.pack("<8x4I8x", 1, attached, 1, attached) if head == 32 else b"\0" * head
    tree["__properties_version1.0"] = header + b"".join(rows)
    return tree


def compound(tree: Tree) -> bytes:
    """A compound file of storages and streams."""
    return _Compound(tree).written()


class _Compound:
    """Sectors of 512 bytes, and in one stream of them the sectors of 64 bytes that short streams are kept in."""

    def __init__(self, tree: Tree) -> None:
        self._sectors: list[bytes] = []
        self._chain: list[int] = []
        self._small = b""
        self._small_chain: list[int] = []
        self._entries: list[bytes] = []
        self._enter("Root Entry", tree, 5)

    def written(self) -> bytes:
        self._entries[0] = self._entries[0][:116] + struct.pack("<IQ", self._stored(self._small), len(self._small))
        small_table = self._stored(_numbers(self._small_chain))
        directory = self._stored(b"".join(self._entries))
        tables = 1
        while (len(self._sectors) + tables) * 4 > tables * _SECTOR:
            tables += 1
        first = len(self._sectors)
        table = _numbers([*self._chain, *[_FAT] * tables]).ljust(tables * _SECTOR, b"\xff")
        header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
        small_tables = -(-len(self._small_chain) * 4 // _SECTOR)
        header += _numbers([0, tables, directory, 0, _SHORT, small_table, small_tables, _END, 0])
        places = [*range(first, first + tables), *[_FREE] * (109 - tables)]
        return header + _numbers(places) + b"".join(self._sectors) + table

    def _enter(self, name: str, content: "bytes | Tree", kind: int) -> int:
        number = len(self._entries)
        self._entries.append(b"")
        start, size, child = 0, 0, _FREE
        if isinstance(content, bytes):
            size = len(content)
            start = self._stored(content) if size >= _SHORT else self._stored_small(content)
        else:
            for inner, held in reversed(content.items()):
                entered = self._enter(inner, held, 1 if isinstance(held, dict) else 2)
                self._entries[entered] = self._entries[entered][:72] + _numbers([child]) + self._entries[entered][76:]
                child = entered
        named = name.encode("utf-16-le") + b"\0\0"
        fields = struct.pack("<HBB", len(named), kind, 1) + _numbers([_FREE, _FREE, child])
        self._entries[number] = named.ljust(64, b"\0") + fields + b"\0" * 36 + struct.pack("<IQ", start, size)
        return number

    def _stored(self, data: bytes) -> int:
        first, count = len(self._sectors), -(-len(data) // _SECTOR)
        self._sectors += [data[at * _SECTOR : (at + 1) * _SECTOR].ljust(_SECTOR, b"\0") for at in range(count)]
        self._chain += [*range(first + 1, first + count), *[_END] * (count > 0)]
        return first if count else _END

    def _stored_small(self, data: bytes) -> int:
        first, count = len(self._small_chain), -(-len(data) // 64)
        self._small += data.ljust(count * 64, b"\0")
        self._small_chain += [*range(first + 1, first + count), *[_END] * (count > 0)]
        return first if count else _END


def _numbers(values: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(values)}I", *values)
