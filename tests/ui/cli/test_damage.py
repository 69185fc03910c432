"""Every verb over every kind of damage: a sentence for people, an exit code, and never a traceback."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from damaged import DAMAGES, HARMLESS, made
from fakes import KeywordEmbedder
from small_library import PhraseReader

from ui.cli.main import VERBS, main

SAVED = {"findings": [], "closest": [], "text": "", "answered": False}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("damage"))


@pytest.fixture
def place(library: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(library, tmp_path / "library"))


@pytest.fixture(autouse=True)
def small_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """The models are small, and the page is left as soon as it would be served; the rest is real."""

    def leave(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("index.passage_index.load_embedder", lambda name: KeywordEmbedder())
    monkeypatch.setattr("ui.service.load_reader", lambda corpus, name: PhraseReader({}))
    monkeypatch.setattr("ui.page.web.launch", leave)


def commands(tmp_path: Path, documents: Path) -> list[list[str]]:
    """A call of each verb that looks into a library, those that only read it first."""
    (tmp_path / "answer.json").write_text(json.dumps(SAVED))
    (tmp_path / "questions.jsonl").write_text('{"question": "Who opened the bridge?"}\n')
    (tmp_path / "new.txt").write_text("The tower was built in 1877.")
    mill = str(documents / "mill.txt")
    return [
        ["list"],
        ["list", "--json"],
        ["ask", "Who opened the iron bridge?", "--embedder", "keywords"],
        ["ask", "When was the mill built?", "--document", mill, "--json", "--embedder", "keywords"],
        ["ask", "When does the ferry cross?", "--tag", "boats", "--since", "2020", "--embedder", "keywords"],
        ["ask", "--jsonl", str(tmp_path / "questions.jsonl"), "--embedder", "keywords"],
        ["verify", str(tmp_path / "answer.json")],
        ["doctor", "--embedder", "keywords"],
        ["rename", mill, "The old mill"],
        ["tag", mill, "grain"],
        ["add", str(tmp_path / "new.txt"), "--embedder", "keywords"],
        ["sync", str(documents), "--embedder", "keywords"],
        ["serve", "--embedder", "keywords"],
        ["open", str(tmp_path / "new.txt"), "--embedder", "keywords"],
        ["remove", mill],
    ]


def check_said(arguments: list[str], place: Path, capsys: pytest.CaptureFixture[str]) -> int:
    """The exit code of one call, after a look at what it said."""
    code = main([*arguments, "--library", str(place)])
    said = capsys.readouterr()
    assert "Traceback" not in said.err + said.out and "did not expect" not in said.err + said.out, said.err
    assert code in (0, 1), arguments
    if code and arguments[0] not in ("doctor", "add", "sync"):  # which report file by file
        assert said.err.startswith("quoth: ") and said.err.rstrip().endswith("."), said
        assert str(place)[:40] in said.err or "There is no document" in said.err, said
    return code


def test_no_verb_is_left_out(tmp_path: Path) -> None:
    called = {arguments[0] for arguments in commands(tmp_path, tmp_path)}
    assert called == {str(verb.name) for verb in VERBS} - {"eval"}  # which asks libraries of its own


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_met_with_words(
    name: str, place: Path, library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    DAMAGES[name](place)
    for arguments in commands(tmp_path, library.parent / "documents"):
        check_said(arguments, place, capsys)


@pytest.mark.parametrize("name", HARMLESS)
def test_what_is_no_loss_is_made_anew(
    name: str, place: Path, library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    HARMLESS[name](place)
    for arguments in commands(tmp_path, library.parent / "documents"):
        assert check_said(arguments, place, capsys) == 0, arguments
