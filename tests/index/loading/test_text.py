import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents.datatypes import Document
from index.errors import LoadError
from index.loading import LARGEST_TEXT, documents, load

SEEDS = Path(__file__).parents[3] / "seeds"
ENGLISH = "“Müller’s café” costs €5 – a naïve résumé.\r\nThe company will open forty stores in Köln by 2027."
CHINESE = "中国的人工智能发展很快。阿里巴巴发布了四百多个开源模型。"


def parsed(path: str, data: bytes) -> Document:
    (document,) = documents(Path(path), data)
    assert isinstance(document, Document)
    return document


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["english", "chinese"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "gb18030"])
def test_encodings_people_have(text: str, encoding: str, tmp_path: Path) -> None:
    if encoding == "cp1252" and text is CHINESE:
        return
    file = tmp_path / "file.txt"
    file.write_bytes(text.encode(encoding))
    assert load(file).text == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("He said “no”.", "cp1252"),
        ("naïve", "cp1252"),
        ("Le café de Zorland ferme à six heures. Où est-il déjà allé?", "cp1252"),
        ("Die Größe der Straße überraschte die Bürger.", "cp1252"),
        ("你好", "gb18030"),
        ("Zażółć gęślą jaźń. Rząd polski ogłosił, że wzrosną wydatki na sztuczną inteligencję.", "cp1250"),
        ("Правительство объявило о новой программе развития искусственного интеллекта.", "cp1251"),
    ],
)
def test_short_texts_in_old_encodings(text: str, encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "file.txt"
    file.write_bytes(text.encode(encoding))
    assert load(file).text == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \r\n\t", "is empty"),
        ("\ufeff \n".encode(), "only blanks"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 4, "binary"),
        (b"\x7fELF\x02\x01\x01" + b"\0" * 64 + bytes(range(200)), "binary"),
        (b"text with a \0 byte in it" * 9, "binary"),
    ],
)
def test_files_that_are_no_text_are_refused_with_the_reason(data: bytes, reason: str, tmp_path: Path) -> None:
    file = tmp_path / "file.txt"
    file.write_bytes(data)
    with pytest.raises(LoadError, match=reason) as caught:
        load(file)
    assert caught.value.path == str(file)


def test_missing_huge_unknown_and_unreadable_files(tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(LARGEST_TEXT + 1)
    (tmp_path / "slides.key").write_bytes(b"x\0y")
    for name, reason in [("none.txt", "cannot be read"), ("huge.txt", "64 MB"), ("slides.key", "does not read .key")]:
        with pytest.raises(LoadError, match=reason):
            load(tmp_path / name)
    with pytest.raises(LoadError, match="folder"):
        load(tmp_path)
    if os.name == "posix" and os.geteuid() != 0:
        huge.write_text("words")
        huge.chmod(0)
        with pytest.raises(LoadError, match="Permission denied"):
            load(huge)


def test_titles_are_the_documents_own() -> None:
    titles = [load(path).title for path in sorted(SEEDS.iterdir())]
    assert titles[1] == "China’s AI industry looks unstoppable, but can it overtake the US for tech supremacy?"
    assert titles[0].startswith("Last week, Shanghai hosted") and titles[0].endswith("…") and len(titles[0]) <= 101


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Some words.\n\n# The *title*\n\nMore.", "The *title*"),
        ("Plain words here.\nMore", "Plain words here."),
        ("Title\n===\n\nx", "Title"),
    ],
)
def test_markdown_titles(text: str, title: str) -> None:
    assert parsed("/a/notes.md", text.encode()).title == title


@given(st.binary(max_size=300))
def test_any_bytes_are_a_document_or_a_load_error(data: bytes) -> None:
    try:
        document = parsed("/any.txt", data)
    except LoadError:
        return
    assert document.text.strip() and document.title


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(lambda text: bool(text.strip(" \ufeff")))
)
def test_utf8_text_is_kept_to_the_last_character(text: str) -> None:
    if text.strip() and not text.startswith("\ufeff"):
        assert parsed("/any.txt", text.encode()).text == text
