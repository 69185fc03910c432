"""Every format stands in the registry alone, and what is asked of one is there: words, module, fixture."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from loading_laws import FORMATS as FIXTURES

from index.documents.datatypes import Document
from index.errors import LoadError
from index.loading import documents, is_plain, registry
from index.loading.bounds import LARGEST_FILE, LARGEST_TEXT
from index.loading.files import check_size
from index.loading.registry import FORMATS, PLAIN_TEXT, Format, by_first_bytes, by_media_type, by_suffix
from ui.page.facts import kind_words, page_word

SUFFIXES = [(format, suffix) for format in FORMATS for suffix in format.suffixes]
WRITTEN_ALIKE = {
    "": ".txt",
    ".text": ".txt",
    ".markdown": ".md",
    ".htm": ".html",
    ".xhtml": ".html",
    ".mht": ".mhtml",
    ".ndjson": ".jsonl",
    ".gz": ".tgz",
    ".bz2": ".tgz",
    ".tbz2": ".tgz",
    ".xz": ".tgz",
    ".txz": ".tgz",
    **dict.fromkeys((".docm", ".dotx", ".dotm"), ".docx"),
    **dict.fromkeys((".pptm", ".ppsx", ".ppsm", ".potx", ".potm"), ".pptx"),
    **dict.fromkeys((".xltx", ".xltm", ".xlam"), ".xlsx"),
    ".ott": ".odt",
    ".ots": ".ods",
    **dict.fromkeys((".otp", ".odg", ".otg"), ".odp"),
}
REFUSED = {"protected.pdf", "protected.odt", "old_word_format.docx"}
TOY = '''"""Toy files (.toy): a line that says so, then the text."""

import hashlib

from index.documents.datatypes import Document, document_id


def load(path, data, bounds, media_type):
    sha256 = hashlib.sha256(data).hexdigest()
    text = data.decode().removeprefix("!toy\\n")
    return Document(document_id(path, sha256), "Toy", str(path), media_type, sha256, text, page_starts=(0,))
'''


def fixture(format: Format, suffix: str) -> Path:
    """A file of that format in tests/data/formats; one of source code for all that is kept as it stands."""
    wanted = ".py" if format.module == ".code" else WRITTEN_ALIKE.get(suffix, suffix)
    return next(path for path in sorted(FIXTURES.iterdir()) if path.suffix == wanted and path.name not in REFUSED)


@pytest.mark.parametrize(("format", "suffix"), SUFFIXES, ids=[suffix or "none" for _, suffix in SUFFIXES])
def test_every_suffix_has_words_a_media_type_a_module_and_a_fixture(format: Format, suffix: str) -> None:
    assert suffix == "" or (suffix.startswith(".") and suffix == suffix.lower())
    assert format.words and format.media_type.count("/") == 1
    assert format.is_document or format.is_container
    assert callable(format.loader().load) if format.is_document else not hasattr(format.loader(), "load")
    assert callable(format.unpacker().unpack) if format.is_container else not hasattr(format.loader(), "unpack")
    path = Path(f"/files/given{suffix}")
    assert by_suffix(path) is format
    loaded = list(documents(path, fixture(format, suffix).read_bytes()))
    own = [document for document in loaded if document.path == str(path)]
    assert [isinstance(document, Document) for document in own] == [True] * format.is_document
    for document in own:
        assert isinstance(document, Document) and document.media_type == format.media_type
        assert kind_words(document.media_type, document.path) == format.words
        assert bool(document.page_starts) == bool(format.page_word)
        assert not document.page_starts or page_word(document.media_type) == format.page_word
    assert format.is_document or len(loaded) > 1


def test_no_two_formats_claim_one_suffix_signature_or_media_type() -> None:
    for claimed in (
        [suffix for format in FORMATS for suffix in format.suffixes],
        [signature for format in FORMATS for signature in format.signatures],
        [name.lower() for format in FORMATS for name in (format.media_type, *format.also_called)],
    ):
        assert not [claim for claim, count in Counter(claimed).items() if count > 1]


def test_what_is_only_decoded_is_text_throughout() -> None:
    assert all(format.is_text for format in FORMATS if format.is_plain)
    assert {format.module for format in FORMATS if format.is_plain} == {".text", ".code"}


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"{\\rtf1\\ansi", "Rich text"),
        (b"PK\x03\x04\x14", "Archive"),
        (b"From a@b Thu", "Mail"),
        (b"\n <!DOCTYPE html>", "Web page"),
        (b"<HTML>", "Web page"),
    ],
)
def test_a_file_without_a_suffix_is_known_by_its_first_bytes(start: bytes, words: str) -> None:
    known = by_first_bytes(start)
    assert known and known.words == words


def test_only_a_suffix_makes_a_file_plain() -> None:
    assert [is_plain(Path(name)) for name in ("a.txt", "a.PY", "a", "a.unknown", "a.csv", "a.pdf")] == [
        *(True, True, False, False, False, False)
    ]


def test_text_may_be_smaller_than_other_files() -> None:
    for name in ("a.txt", "a.csv", "a.html", "a.unknown", "a"):
        check_size(Path(name), LARGEST_TEXT)
        with pytest.raises(LoadError, match="at most 64 MB"):
            check_size(Path(name), LARGEST_TEXT + 1)
    for name in ("a.pdf", "a.zip", "a.mbox", "a.docx"):
        check_size(Path(name), LARGEST_FILE)
        with pytest.raises(LoadError, match="at most 512 MB"):
            check_size(Path(name), LARGEST_FILE + 1)


def test_media_types_are_known_in_any_case_and_by_their_other_names() -> None:
    sheet, page = by_media_type("APPLICATION/vnd.ms-excel.sheet.macroenabled.12"), by_media_type("text/rtf")
    assert sheet and ".xlsm" in sheet.suffixes
    assert page and page.words == "Rich text"
    assert by_media_type("text/plain") is PLAIN_TEXT and by_media_type("image/png") is None


def test_a_format_is_one_entry_and_one_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data, path = b"!toy\nA toy has four wheels.", Path("/files/car.toy")
    assert by_suffix(path) is None
    (tmp_path / "toy_format.py").write_text(TOY)
    monkeypatch.syspath_prepend(tmp_path)
    toy = Format("Toy box", "application/x-toy", (".toy",), "toy_format", (b"!toy",), page_word="shelf")
    monkeypatch.setattr(registry, "FORMATS", (*FORMATS, toy))

    for given in (path, Path("/files/car"), Path("/files/car.unknown")):
        (document,) = documents(given, data)
        assert isinstance(document, Document)
        assert (document.text, document.media_type) == ("A toy has four wheels.", "application/x-toy")
        assert kind_words(document.media_type, document.path) == "Toy box"
        assert page_word(document.media_type) == "shelf"
    check_size(path, LARGEST_TEXT + 1)
    assert not is_plain(path)
    with pytest.raises(LoadError, match=r"\.toy,"):
        list(documents(Path("/files/a.unknown"), b"a\0b"))


def test_looking_a_format_up_imports_no_parser() -> None:
    code = (
        "import sys; from pathlib import Path; import index; from index.loading.registry import by_suffix\n"
        "assert by_suffix(Path('a.pdf')) and by_suffix(Path('a.docx'))\n"
        "print(*sorted({'lxml', 'pypdfium2', 'PIL', 'numpy', 'charset_normalizer', 'faiss'} & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parents[3], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == ""
