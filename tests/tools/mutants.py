"""Mutants of real files: bytes flipped, cut, repeated and put in; of a ZIP's members too, packed again."""

import io
import zipfile

from hypothesis import strategies as st

_HOSTILE = (
    b"\0",
    b"\xff" * 8,
    b"<" * 64,
    b"&x;",
    b'<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;">]>',
    b"-1",
    b"99999999999999999999",
    b"%s%n",
    b"../../x",
    b"{" * 64,
    b"endobj",
    b"\\'ff\\u-32768?",
    "\u202e\U0001f600\ud7ff".encode(),
    b"\r\n\r\n",
)


@st.composite
def mutated(draw: st.DrawFn, data: bytes) -> bytes:
    """`data` with one to eight edits."""
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        length = draw(st.integers(1, 64))
        kind = draw(st.sampled_from(("flip", "cut", "repeat", "put", "move", "end")))
        if kind == "flip" and data:
            data = data[:at] + bytes([data[at] ^ (1 << draw(st.integers(0, 7)))]) + data[at + 1 :]
        elif kind == "cut":
            data = data[:at] + data[at + length :]
        elif kind == "repeat":
            data = data[:at] + data[at : at + length] * draw(st.integers(2, 40)) + data[at + length :]
        elif kind == "put":
            data = data[:at] + draw(st.one_of(st.sampled_from(_HOSTILE), st.binary(max_size=16))) + data[at:]
        elif kind == "move":
            to = draw(st.integers(0, len(data)))
            data = data[:to] + data[at : at + length] + data[to:]
        elif draw(st.integers(0, 9)) == 0:
            data = data[:at]
    return data


@st.composite
def mutants(draw: st.DrawFn, data: bytes) -> bytes:
    """A mutant of a file; of a ZIP's members more often than of its outside, which is soon told to be damaged."""
    if not data.startswith(b"PK") or draw(st.integers(0, 4)) == 0:
        return draw(mutated(data))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if any(member.flag_bits & 1 for member in archive.infolist()):  # sealed with a password
            return draw(mutated(data))
        members = [(member.filename, archive.read(member)) for member in archive.infolist()]
    chosen = draw(st.integers(0, len(members) - 1))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for at, (name, content) in enumerate(members):
            archive.writestr(name, draw(mutated(content)) if at == chosen else content)
    return packed.getvalue()
