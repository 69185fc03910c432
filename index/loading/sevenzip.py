"""7z archives → the files in them, by py7zr, where that is installed; unpacked in memory, within bounds."""

from collections.abc import Iterator
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

from index.documents.datatypes import Failure
from index.errors import LoadError
from index.loading.bounds import LARGEST_FILE, Bounds
from index.loading.member_names import MemberNames
from index.loading.members import Member, inside, is_hidden

_MISSING = "To read .7z archives, install py7zr (pip install 'quoth[7z]'), or unpack the archive first."


def unpack(path: Path, data: bytes, bounds: Bounds) -> Iterator[Member | Failure]:
    """The files in an archive, hidden ones left out. Raises LoadError for one that is damaged, protected or a bomb."""
    try:
        py7zr = import_module("py7zr")
    except ImportError as error:
        raise LoadError(str(path), _MISSING) from error
    try:
        with py7zr.SevenZipFile(BytesIO(data)) as archive:
            if archive.needs_password():
                raise LoadError(str(path), "It is protected by a password. Unpack the archive first.")
            listed = [member for member in archive.list() if not member.is_directory and not is_hidden(member.filename)]
            bounds.unpacked(str(path), sum(member.uncompressed for member in archive.list()))
            small = [member.filename for member in listed if member.uncompressed <= LARGEST_FILE]
            held = _read(py7zr, archive, small, bounds)
    except LoadError:
        raise
    except Exception as error:  # py7zr and its decompressors raise errors of many kinds on damaged archives
        raise LoadError(str(path), f"The file is damaged or cut short: {error}.") from error
    names = MemberNames(path)
    for member in listed:
        name = names.unique(member.filename)
        if member.filename in held:
            when = member.creationtime.timestamp() if member.creationtime else None
            yield Member(name, held[member.filename], when)
        else:
            yield Failure(str(inside(path, name)), "It is too large, or no file. Unpack the archive first.")


def _read(py7zr: Any, archive: Any, names: list[str], bounds: Bounds) -> dict[str, bytes]:
    """The bytes of each of these members; what a member unpacks to beyond its declared size is refused by py7zr."""
    factory = py7zr.io.BytesIOFactory(LARGEST_FILE)
    archive.extract(targets=names, factory=factory)
    bounds.page(0, 1)
    return {name: product.read() for name, product in _products(factory, names)}


def _products(factory: Any, names: list[str]) -> Iterator[tuple[str, Any]]:
    for name in names:
        product = factory.get(name)
        if product is not None:
            product.seek(0)
            yield name, product
