"""Old Office files, read through LibreOffice; a program of its name that copies a file stands for it here."""

import sys
from pathlib import Path

import pytest
from office_files import FORMATS, read

from index.errors import LoadError

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512
WORD = OLD + "WordDocument".encode("utf-16-le")


def office(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Puts a program called soffice first among those that are found."""
    program = folder / "soffice"
    program.write_text(f"#!{sys.executable}\nimport shutil, sys\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
@pytest.mark.parametrize(
    ("stream", "suffix", "fixture"),
    [
        ("WordDocument", "doc", "quelm_harbour.docx"),
        ("Workbook", "xls", "murn_survey.xlsx"),
        ("PowerPoint Document", "ppt", "murn_winter.pptx"),
    ],
)
def test_an_old_file_is_read_as_libreoffice_saves_it_anew(
    stream: str, suffix: str, fixture: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = fixture.rpartition(".")[2]
    office(
        tmp_path,
        monkeypatch,
        "given = dict(zip(sys.argv, sys.argv[1:]))\nout = given['--outdir']\n"
        f"assert given['--convert-to'] == '{newer}'\n"
        f"shutil.copy({str(FORMATS / fixture)!r}, out + '/old.{newer}')",
    )
    document = read(f"old.{suffix}", OLD + stream.encode("utf-16-le"))
    assert document.text == read(fixture).text
    assert document.path == f"/invented/old.{suffix}" and document.sha256 != read(fixture).sha256


def test_without_libreoffice_it_is_said_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(LoadError) as refusal:
        read("old.doc", WORD)
    assert refusal.value.reason == (
        "It is in the old Word format. Save it as .docx, or install LibreOffice and try again."
    )
    with pytest.raises(LoadError, match=r"old Excel format\. Save it as \.xlsx"):
        read("old.xls", OLD + "Workbook".encode("utf-16-le"))


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
def test_a_file_that_libreoffice_cannot_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office(tmp_path, monkeypatch, "sys.exit(1)")
    with pytest.raises(LoadError, match=r"could not read it: it is damaged or protected\. Save it as \.docx"):
        read("old.doc", WORD)


def test_a_sealed_file_is_refused_for_its_password() -> None:
    with pytest.raises(LoadError, match="protected by a password"):
        read("old.doc", OLD + "EncryptedPackage".encode("utf-16-le"))
