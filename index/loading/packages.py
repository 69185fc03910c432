"""A ZIP file that is no archive but some program's document → its format by what is in it, whatever its suffix says.

`[Content_Types].xml` names the main part of Microsoft's formats, `mimetype` those of OpenDocument and books.
"""

import re
import zipfile
import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from index.errors import LoadError
from index.loading.registry import Format, by_media_type, by_suffix

_SIGNATURE = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # a compound file, Microsoft's older package
_NOT_OLD = ("EncryptedPackage", "__substg1.0_")  # entries of a newer file with a password, and of an Outlook message
_STREAMS = {"WordDocument": ".docx", "PowerPoint Document": ".pptx", "Workbook": ".xlsx"}
_MOST_READ = 2**20  # bytes of the parts that tell the format; they take a few thousand
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError)
_MAIN = re.compile(rb"""ContentType\s*=\s*["']application/vnd\.([^"']*)["']""")
_OPEN_XML = re.compile(
    r"(?:openxmlformats-officedocument\.|ms-)(?P<of>wordprocessingml|presentationml|spreadsheetml|word|powerpoint|excel)"
    r"\.(?:document|template|presentation|slideshow|sheet|addin|macroEnabledTemplate)"
    r"(?:\.macroEnabled(?:Template)?)?\.main\+xml"
)
_READ_AS = {
    "word": ".docx",
    "powerpoint": ".pptx",
    "presentationml": ".pptx",
    "excel": ".xlsx",
    "spreadsheetml": ".xlsx",
}
_OPEN_DOCUMENT = re.compile(r"application/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation|graphics)(?:-\w+)?")
_ODF_SUFFIXES = {"text": ".odt", "spreadsheet": ".ods", "presentation": ".odp", "graphics": ".odg"}

_REFUSED = (
    (re.compile(r"ms-excel\.sheet\.binary\.macroEnabled\.main"), "a binary Excel workbook", "Save it as .xlsx."),
    (re.compile(r"ms-visio\.\w+(?:\.macroEnabled)?\.main"), "a Visio drawing", "Export it as PDF."),
    (re.compile(r"xps-fixeddocumentsequence|openxps-fixed"), "an XPS document", "Print it to PDF."),
    (re.compile(r"sun\.xml\.writer"), "a document of an old OpenOffice", "Save it as .odt."),
    (re.compile(r"sun\.xml\.calc"), "a spreadsheet of an old OpenOffice", "Save it as .ods."),
    (re.compile(r"sun\.xml\.(?:impress|draw)"), "a presentation of an old OpenOffice", "Save it as .odp."),
    (re.compile(r"oasis\.opendocument\.\w+"), "an OpenDocument file without text of its own", "Export it as PDF."),
    (re.compile(r"hwp\+zip"), "a Hangul document", "Save it as .docx or PDF."),
)
_APPLE = {"pages": "a Pages document", "numbers": "a Numbers spreadsheet", "key": "a Keynote presentation"}
_EXPORT = {"pages": "Word or PDF", "numbers": "Excel or PDF", "key": "PowerPoint or PDF"}
_OF_APPLE = ("index/document.iwa", "index.zip", "index.apxl", "index.xml.gz")


def packaged(path: Path, data: bytes) -> Format | None:
    """The format of a document that is packed as a ZIP file; None for an archive and for what is no ZIP file.

    Raises LoadError, with what to do, for a document of a program whose files Quoth does not read.
    """
    if data.startswith(_OLE):
        return _old(path, data)
    if not data.startswith(_SIGNATURE):
        return None
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = {member.filename.replace("\\", "/").lower(): member for member in archive.infolist()}
            types = _read(archive, names.get("[content_types].xml"))
            media_type = _read(archive, names.get("mimetype")).decode("ascii", "replace").strip()
    except _BROKEN:
        return None
    if types:
        return _of_microsoft(path, types)
    if any(name in names for name in _OF_APPLE):
        raise _refusal(path, *_of_apple(path.suffix.lower().lstrip(".")))
    return _of_media_type(path, media_type)


def _old(path: Path, data: bytes) -> Format | None:
    """The format that reads an old Office file; None for another compound file, such as a mail."""
    if any(name.encode("utf-16-le") in data for name in _NOT_OLD):
        if by_suffix(path) is None and _NOT_OLD[0].encode("utf-16-le") in data:
            raise LoadError(str(path), "It is protected by a password. Save it without one.")
        return None
    suffix = next((suffix for stream, suffix in _STREAMS.items() if stream.encode("utf-16-le") in data), "")
    newer = by_suffix(Path(f"x{suffix}")) if suffix else None
    return replace(newer, module=".office.legacy") if newer else None


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo | None) -> bytes:
    if member is None:
        return b""
    with archive.open(member) as part:
        return part.read(_MOST_READ)


def _of_microsoft(path: Path, types: bytes) -> Format | None:
    named = [found.decode("ascii", "replace") for found in _MAIN.findall(_plain(types))]
    main = next((match for name in named if (match := _OPEN_XML.fullmatch(name))), None)
    if main is not None:
        return _as_named(path, _READ_AS.get(main["of"], ".docx"))
    for name in named:
        _check(path, name)
    if by_suffix(path) is not None and path.suffix:  # a programmer's archive, or a damaged file for its reader to judge
        return None
    raise _refusal(path, "a package of a program that Quoth does not know", "Export it as PDF.")


def _check(path: Path, media_type: str) -> None:
    """Raises LoadError for the media type of a format that is known and not read."""
    for pattern, what, instead in _REFUSED:
        if pattern.search(media_type):
            raise _refusal(path, what, instead)


def _plain(types: bytes) -> bytes:
    """[Content_Types].xml in one byte a character, which some programs write in two."""
    return types.replace(b"\0", b"") if types[:2] in (b"\xff\xfe", b"\xfe\xff") else types


def _of_media_type(path: Path, media_type: str) -> Format | None:
    document = _OPEN_DOCUMENT.fullmatch(media_type)
    if document:
        return _as_named(path, _ODF_SUFFIXES[document[1]])
    _check(path, media_type)
    known = by_media_type(media_type)
    return _as_named(path, known.suffixes[0]) if known and known.is_document and not known.is_text else None


def _as_named(path: Path, suffix: str) -> Format | None:
    """The format of `suffix`, or the one that the file's own name says if one module reads both."""
    read_as, known = by_suffix(Path(f"x{suffix}")), by_suffix(path)
    return known if known and read_as and path.suffix and known.module == read_as.module else read_as


def _of_apple(suffix: str) -> tuple[str, str]:
    instead = _EXPORT.get(suffix, "PDF")
    return _APPLE.get(suffix, "a document of Pages, Numbers or Keynote"), f"Export it as {instead}."


def _refusal(path: Path, what: str, instead: str) -> LoadError:
    return LoadError(str(path), f"It is {what}, which Quoth does not read. {instead}")
