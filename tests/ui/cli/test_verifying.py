import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from ui.cli.main import main

Saved = tuple[Path, Path, list[str]]


@pytest.fixture
def saved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Saved:
    """A saved answer, the file it cites, and the library's options."""
    source = tmp_path / "mill.txt"
    shutil.copy(Path(__file__).parents[3] / "seeds" / "003_465bd5959ed54fba.txt", source)
    place = ["--library", str(tmp_path / "library")]
    main(["add", str(source), *place])
    main(["ask", "What probability did Justin Lin give?", "--json", *place])
    answer = tmp_path / "answer.json"
    answer.write_text(capsys.readouterr().out)
    assert json.loads(answer.read_text())["answered"]
    return answer, source, place


def verify(answer: Path, place: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = main(["verify", str(answer), *place])
    said = capsys.readouterr()
    return code, said.out + said.err


def test_a_true_answer_passes_with_its_file_moved_or_gone(saved: Saved, capsys: pytest.CaptureFixture[str]) -> None:
    answer, source, place = saved
    assert verify(answer, place, capsys)[0] == 0
    source.unlink()
    code, said = verify(answer, place, capsys)
    assert code == 0 and "is gone" in said


def test_a_changed_quote_or_offset_fails(saved: Saved, capsys: pytest.CaptureFixture[str]) -> None:
    answer, _, place = saved
    true = json.loads(answer.read_text())
    for change in ("quote", "start", "end", "text", "finding"):
        false = json.loads(json.dumps(true))
        citation = false["findings"][0]["citations"][0]
        if change == "quote":
            citation["quote"] = citation["quote"].replace("20%", "21%")
            false["findings"][0]["text"] = false["text"] = citation["quote"]
        elif change in ("start", "end"):
            citation[change] += 1
        elif change == "text":
            false["text"] = "made up"
        else:
            false["findings"][0]["text"] = false["text"] = "made up"
        answer.write_text(json.dumps(false))
        code, said = verify(answer, place, capsys)
        assert (code == 1 and "finding 1" in said) or (change == "text" and "made up" in said)


@pytest.mark.parametrize(
    "forged",
    [
        {"start": -10, "end": -5},
        {"end": 10**12},
        {"quote": "", "start": 5, "end": 5},
        {"start": 0.9},
        {"start": "0"},
        {"start": False},
        {"start": float("inf")},
        {"title": "The Bible"},
        {"page": 99},
        {"quote": 5},
        {"document_id": "\ud800"},
        {"path": "x" * 5000},
    ],
)
def test_a_forged_citation_fails(forged: dict[str, Any], saved: Saved, capsys: pytest.CaptureFixture[str]) -> None:
    answer, _, place = saved
    false = json.loads(answer.read_text())
    false["findings"][0]["citations"][0].update(forged)
    answer.write_text(json.dumps(false))
    assert verify(answer, place, capsys)[0] == 1


@pytest.mark.parametrize("forged", [{"answered": False}, {"findings": []}, {"text": ""}])
def test_a_forged_claim_fails(forged: dict[str, Any], saved: Saved, capsys: pytest.CaptureFixture[str]) -> None:
    answer, _, place = saved
    answer.write_text(json.dumps(json.loads(answer.read_text()) | forged))
    assert verify(answer, place, capsys)[0] == 1


def test_a_foreign_sha256_is_noted_and_utf16_is_read(saved: Saved, capsys: pytest.CaptureFixture[str]) -> None:
    answer, _, place = saved
    other = json.loads(answer.read_text())
    other["findings"][0]["citations"][0]["sha256"] = "0" * 64
    answer.write_text(json.dumps(other), encoding="utf-16")
    code, said = verify(answer, place, capsys)
    assert code == 0 and "its sha256 is not that of the text checked" in said


def test_one_changed_byte_in_the_file_fails(saved: Saved, capsys: pytest.CaptureFixture[str]) -> None:
    answer, source, place = saved
    source.write_bytes(source.read_bytes().replace(b"below 20%", b"below 30%"))
    code, said = verify(answer, place, capsys)
    assert code == 1 and "in the file" in said and "30%" in said


def test_a_change_elsewhere_in_the_file_is_noted_but_is_no_failure(
    saved: Saved, capsys: pytest.CaptureFixture[str]
) -> None:
    answer, source, place = saved
    source.write_bytes(source.read_bytes() + b" More.")
    code, said = verify(answer, place, capsys)
    assert code == 0 and "not in this quote" in said


def test_without_library_and_file_nothing_can_be_vouched_for(
    saved: Saved, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer, source, _ = saved
    elsewhere = ["--library", str(tmp_path / "other")]
    assert verify(answer, elsewhere, capsys)[0] == 0
    source.unlink()
    code, said = verify(answer, elsewhere, capsys)
    assert code == 1 and "neither" in said


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"findings": [{}], "closest": []}', "no json"])
def test_what_is_no_answer_is_said_to_be_none(content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "answer.json").write_text(content)
    assert main(["verify", str(tmp_path / "answer.json"), "--library", str(tmp_path / "library")]) == 1
    assert "answer" in capsys.readouterr().err
