"""Office files are ZIP archives of XML parts: opened here, and parsed so that nothing in them can do harm."""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TypeAlias

from lxml import etree

from index.errors import LoadError
from index.loading.bounds import Bounds, check_memory

LARGEST_PART = 192 * 2**20  # bytes of one part that is held as a tree, which takes some eight times as much
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)

Element: TypeAlias = etree._Element


class Parts:
    """The parts of one office file, by their names in the archive, in any case of letters."""

    def __init__(self, path: Path, data: bytes, bounds: Bounds) -> None:
        """Raises LoadError for a file that is protected, of an old format, damaged or beyond its bounds."""
        self.path = str(path)
        if data.startswith(_OLE):
            raise LoadError(self.path, _why_not_a_zip(data, path.suffix.lower()))
        self._bounds = bounds
        self._archive = bounds.zipped(self.path, data)
        self._opened: set[str] = set()
        self._members = {_named(member): member for member in self._archive.infolist()}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._members

    def names(self, folder: str) -> list[str]:
        """The names, in small letters, of the parts whose names begin with `folder`."""
        return [name for name in self._members if name.startswith(folder.lower())]

    def size(self, name: str) -> int:
        """How many bytes a part unpacks to; 0 for a part that is not there."""
        return self._members[name.lower()].file_size if name in self else 0

    def read(self, name: str) -> bytes:
        """A part's bytes, empty for a part that is not there. Raises LoadError when it is damaged or protected."""
        if name not in self:
            return b""
        if self._members[name.lower()].file_size > LARGEST_PART:
            raise LoadError(self.path, f"One of its parts unpacks to more than {LARGEST_PART // 2**20} MB. Split it.")
        with self.open(name) as part:
            try:
                return part.read()
            except _BROKEN as error:
                raise self._damaged(name) from error

    def open(self, name: str) -> IO[bytes]:
        """A part to be read bit by bit. Raises LoadError when it is damaged or protected.

        A part that is opened again is spent again: naming a small part a million times does not get round the bound.
        """
        if name.lower() in self._opened:
            self._bounds.unpacked(self.path, self._members[name.lower()].file_size)
        self._opened.add(name.lower())
        try:
            return self._archive.open(self._members[name.lower()])
        except RuntimeError as error:
            raise LoadError(self.path, "It is protected by a password. Save it without one.") from error
        except _BROKEN as error:
            raise self._damaged(name) from error

    def xml(self, name: str) -> Element | None:
        """A part's root element, None for a part that is not there. Raises LoadError when it is not well-formed."""
        data = self.read(name)
        if not data:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        try:
            root: Element = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            check_memory(parser)
            raise self._too_long(name) if "text node" in str(error).lower() else self._damaged(name) from error
        dtd = root.getroottree().docinfo.internalDTD
        if dtd is not None and any(True for _ in dtd.iterentities()):
            raise LoadError(
                self.path, f"Its part {name} defines XML entities of its own, which no office program does."
            )
        return root

    def rows(self, name: str, tag: str) -> Iterator[Element]:
        """Each element `tag` of a part, forgotten after its turn, so that a part of any size takes little memory."""
        options = {"resolve_entities": False, "no_network": True, "remove_comments": True, "remove_pis": True}
        with self.open(name) as part:
            try:
                for _, element in etree.iterparse(part, tag=tag, **options):
                    yield element
                    parent = element.getparent()
                    element.clear()
                    while parent is not None and element.getprevious() is not None:
                        del parent[0]
            except (etree.XMLSyntaxError, *_BROKEN) as error:
                raise self._damaged(name) from error

    def _too_long(self, name: str) -> LoadError:
        return LoadError(self.path, f"A paragraph in its part {name} holds more than 10 million characters. Split it.")

    def _damaged(self, name: str) -> LoadError:
        return LoadError(self.path, f"The file is damaged: its part {name} cannot be read.")


def _named(member: zipfile.ZipInfo) -> str:
    """A part's name in small letters, with the slashes that some programs write backwards."""
    return member.filename.replace("\\", "/").lower().lstrip("/")


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def whole(value: str | None, default: int = 0) -> int:
    """An attribute's whole number; `default` where it is none or absurd."""
    try:
        return int(value or default) if len(value or "") < 12 else default
    except ValueError:
        return default


def _why_not_a_zip(data: bytes, suffix: str) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return f"It is protected by a password. Save it as {suffix} without a password."
    olds = {"WordDocument": "Word", "Workbook": "Excel", "PowerPoint Document": "PowerPoint"}
    old = next((name for stream, name in olds.items() if stream.encode("utf-16-le") in data), "Office")
    return f"It is protected by a password, or in the old {old} format. Save it as {suffix} without a password."
