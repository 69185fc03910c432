"""The formats that Quoth reads. To add one, give it a `Format` in `FORMATS` and write the module that it names.

A format's module is imported when its first file is read, so that importing `index` loads no parser.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Protocol, cast

from index.documents.datatypes import Document, Failure
from index.loading.bounds import Bounds
from index.loading.members import Member

_START = 64  # bytes in which a signature is looked for, behind any blanks


class Loader(Protocol):
    """A module that makes a document of a file."""

    def load(self, path: Path, data: bytes, bounds: Bounds, media_type: str) -> Document:
        """The document in `data`, the bytes of the file at `path`. Raises LoadError when it cannot be read."""


class Unpacker(Protocol):
    """A module that takes further files out of a file."""

    def unpack(self, path: Path, data: bytes, bounds: Bounds) -> Iterator[Member | Failure]:
        """The files in `data`, a Failure for one that is damaged. Raises LoadError when none can be read."""


@dataclass(frozen=True, slots=True, eq=False)
class Format:
    """One kind of file, and the module in this package that reads it.

    `suffixes` are in lower case with their dot; "" stands for a file without one. `signatures` are first bytes, in
    lower case, that tell the format of a file whose suffix says nothing. `also_called` are media types under which
    other programs send it.
    """

    words: str  # what people call such a file
    media_type: str
    suffixes: tuple[str, ...]
    module: str  # its name from this package on, as in an import
    signatures: tuple[bytes, ...] = ()
    also_called: tuple[str, ...] = ()
    page_word: str = ""  # what people call one of its pages; "" where it has none
    is_text: bool = False  # text throughout, so that it may be no larger than a text
    is_plain: bool = False  # decoded and not parsed, so that nothing in it can do harm
    is_document: bool = True  # its module has `load`
    is_container: bool = False  # its module has `unpack`

    def loader(self) -> Loader:
        """The module, imported, for a format with `is_document`."""
        return cast(Loader, import_module(self.module, __package__))

    def unpacker(self) -> Unpacker:
        """The module, imported, for a format with `is_container`."""
        return cast(Unpacker, import_module(self.module, __package__))


def _decoded(words: str, media_type: str, *suffixes: str, module: str = ".code") -> Format:
    """A format whose text is kept as it is in the file."""
    return Format(words, media_type, suffixes, module, is_text=True, is_plain=True)


def _with_macros(program: str, *kinds: str) -> tuple[str, ...]:
    """The media types of Microsoft's files that may hold macros, which are never run."""
    return tuple(f"application/vnd.ms-{program}.{kind}.macroEnabled.12" for kind in kinds)


_CODE = "Code"
PLAIN_TEXT = _decoded("Text", "text/plain", ".txt", ".text", "", module=".text")
"""What a file is read as when neither its suffix nor its first bytes say more."""

_LANGUAGES = (
    "py pyi ts tsx jsx java c h cc cpp hpp cs go rs rb php swift kt scala r jl lua pl sh bash ps1 sql scss "
    "yaml yml toml ini cfg conf tex bib org"
).split()
_OPEN_XML = "application/vnd.openxmlformats-officedocument"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"

FORMATS: tuple[Format, ...] = (
    PLAIN_TEXT,
    _decoded("Markdown", "text/markdown", ".md", ".markdown", module=".text"),
    Format(
        *("PDF", "application/pdf", (".pdf",), ".pdf.document"),
        signatures=(b"%pdf-",),
        page_word="page",
        is_container=True,
    ),
    Format(
        *("Word", f"{_OPEN_XML}.wordprocessingml.document", (".docx", ".docm", ".dotx", ".dotm"), ".office.word"),
        also_called=(
            f"{_OPEN_XML}.wordprocessingml.template",
            *_with_macros("word", "document", "template"),
        ),
    ),
    Format(
        *("PowerPoint", f"{_OPEN_XML}.presentationml.presentation"),
        (".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm"),
        ".office.slides",
        also_called=(
            f"{_OPEN_XML}.presentationml.slideshow",
            f"{_OPEN_XML}.presentationml.template",
            *_with_macros("powerpoint", "presentation", "slideshow", "template"),
        ),
        page_word="slide",
    ),
    Format(
        *("Excel", f"{_OPEN_XML}.spreadsheetml.sheet", (".xlsx", ".xltx"), ".office.sheets"),
        also_called=(f"{_OPEN_XML}.spreadsheetml.template",),
    ),
    Format(
        *("Excel", "application/vnd.ms-excel.sheet.macroEnabled.12", (".xlsm", ".xltm", ".xlam"), ".office.sheets"),
        also_called=_with_macros("excel", "template", "addin"),
    ),
    Format(
        *("Writer", f"{_OPEN_DOCUMENT}.text", (".odt", ".ott"), ".opendocument.document"),
        also_called=(f"{_OPEN_DOCUMENT}.text-template",),
    ),
    Format(
        *("Calc", f"{_OPEN_DOCUMENT}.spreadsheet", (".ods", ".ots"), ".opendocument.document"),
        also_called=(f"{_OPEN_DOCUMENT}.spreadsheet-template",),
    ),
    Format(
        *("Impress", f"{_OPEN_DOCUMENT}.presentation", (".odp", ".otp"), ".opendocument.document"),
        also_called=(f"{_OPEN_DOCUMENT}.presentation-template",),
        page_word="slide",
    ),
    Format(
        *("Draw", f"{_OPEN_DOCUMENT}.graphics", (".odg", ".otg"), ".opendocument.document"),
        also_called=(f"{_OPEN_DOCUMENT}.graphics-template",),
        page_word="page",
    ),
    Format(
        *("Rich text", "application/rtf", (".rtf",), ".richtext.document"),
        signatures=(b"{\\rtf",),
        also_called=("text/rtf",),
        is_text=True,
    ),
    Format("Table", "text/csv", (".csv",), ".csv", is_text=True),
    Format("Table", "text/tab-separated-values", (".tsv",), ".csv", is_text=True),
    Format(
        *("Web page", "text/html", (".html", ".htm", ".xhtml", ".mhtml", ".mht"), ".web.html"),
        signatures=(b"<!doctype html", b"<html"),
        also_called=("application/xhtml+xml", "multipart/related"),
        is_text=True,
    ),
    Format("Book", "application/epub+zip", (".epub",), ".web.epub"),
    Format(
        *("Mail", "message/rfc822", (".eml",), ".mail.message"),
        also_called=("message/global",),
        is_container=True,
    ),
    Format(
        *("Mail", "application/mbox", (".mbox",), ".mail.mailbox"),
        signatures=(b"from ",),
        is_document=False,
        is_container=True,
    ),
    Format("Mail", "application/vnd.ms-outlook", (".msg",), ".mail.outlook", is_container=True),
    Format("JSON", "application/json", (".json",), ".json", is_text=True),
    Format("JSON", "application/x-ndjson", (".jsonl", ".ndjson"), ".json", is_text=True),
    Format(
        *("Archive", "application/zip", (".zip",), ".archive"),
        signatures=(b"pk\x03\x04",),
        is_document=False,
        is_container=True,
    ),
    Format(
        *("Archive", "application/gzip", (".gz", ".tgz", ".tar", ".bz2", ".tbz2", ".xz", ".txz"), ".tarball"),
        signatures=(b"\x1f\x8b", b"bzh", b"\xfd7zxz\0"),
        also_called=("application/x-tar", "application/x-gzip", "application/x-bzip2", "application/x-xz"),
        is_document=False,
        is_container=True,
    ),
    Format(
        *("Archive", "application/x-7z-compressed", (".7z",), ".sevenzip"),
        signatures=(b"7z\xbc\xaf\x27\x1c",),
        is_document=False,
        is_container=True,
    ),
    Format("Notebook", "application/x-ipynb+json", (".ipynb",), ".notebook", is_text=True),
    Format(*("Subtitles", "application/x-subrip", (".srt",), ".subtitles"), also_called=("text/x-srt",), is_text=True),
    Format("Subtitles", "text/vtt", (".vtt",), ".subtitles", signatures=(b"webvtt",), is_text=True),
    _decoded("Log", "text/x-log", ".log"),
    _decoded("Calendar", "text/calendar", ".ics"),
    _decoded(_CODE, "text/javascript", ".js", ".mjs"),
    _decoded(_CODE, "text/css", ".css"),
    Format("reStructuredText", "text/x-rst", (".rst",), ".restructured", is_text=True),
    Format(
        "XML", "text/xml", (".xml",), ".xml", signatures=(b"<?xml",), also_called=("application/xml",), is_text=True
    ),
    *(_decoded(_CODE, f"text/x-{name}", f".{name}") for name in _LANGUAGES),
)


def by_suffix(path: PurePath) -> Format | None:
    """The format that a path's suffix stands for; None for a suffix that no format claims."""
    return _suffixes(FORMATS).get(path.suffix.lower())


def by_media_type(media_type: str) -> Format | None:
    """The format of a media type, in any case of letters; None for one that no format is called by."""
    return _media_types(FORMATS).get(media_type.lower())


def by_first_bytes(data: bytes) -> Format | None:
    """The format whose signature a file begins with; None where it has none that is known."""
    start = data[:_START].lstrip().lower()
    return next((format for format in FORMATS if start.startswith(format.signatures)), None)


def named_suffixes() -> list[str]:
    """The suffixes that are read, sorted, but for the many of source code."""
    return sorted(suffix for format in FORMATS if format.words != _CODE for suffix in format.suffixes if suffix)


@cache
def _suffixes(formats: tuple[Format, ...]) -> dict[str, Format]:
    return {suffix: format for format in formats for suffix in format.suffixes}


@cache
def _media_types(formats: tuple[Format, ...]) -> dict[str, Format]:
    """Formats by every media type that they are called by; of two with one media type, the first."""
    named = [(name.lower(), format) for format in formats for name in (format.media_type, *format.also_called)]
    return dict(reversed(named))


if TYPE_CHECKING:  # lets mypy hold every module against its protocol, without importing one at run time
    from index.loading import archive, code, csv, json, notebook, restructured, sevenzip, subtitles, tarball, text, xml
    from index.loading.mail import mailbox, message, outlook
    from index.loading.office import sheets, slides, word
    from index.loading.opendocument import document as opendocument
    from index.loading.pdf import document as pdf
    from index.loading.richtext import document as richtext
    from index.loading.web import epub, html

    _LOADERS: tuple[Loader, ...] = (
        *(
            code,
            csv,
            json,
            notebook,
            outlook,
            restructured,
            subtitles,
            text,
            message,
            sheets,
            slides,
            word,
            opendocument,
            pdf,
            richtext,
            epub,
            html,
            xml,
        ),
    )
    _UNPACKERS: tuple[Unpacker, ...] = (archive, mailbox, message, outlook, pdf, sevenzip, tarball)
