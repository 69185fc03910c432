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
        ["restore"],
        ["doctor", "--check", "--embedder", "keywords"],
        ["doctor", "--rebuild", "--embedder", "keywords"],
        ["list"],
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
        code = check_said(arguments, place, capsys)
        assert code == 0 or (name == "folder for cache" and arguments[:2] == ["doctor", "--check"]), arguments


def test_a_name_that_no_folder_can_have_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("x")
    for name in (
        f"{tmp_path}/{'x' * 300}",
        f"{tmp_path}/{'x' * 300}/below",
        f"{tmp_path}/file/below",
        "~nobody-has-this",
    ):
        for arguments in commands(tmp_path, tmp_path):
            code = main([*arguments, "--library", name])
            said = capsys.readouterr()
            assert code == 1 or (arguments[0] in ("verify", "doctor") and name.endswith("file/below")), (
                arguments,
                said,
            )
            assert "did not expect" not in said.err + said.out and "Traceback" not in said.err + said.out


@pytest.mark.parametrize(
    "address", ["postgresql://u@h/db", "s3://bucket/x", "POSTGRES://h", "my_sql://h", " redis://h"]
)
def test_an_unknown_scheme_is_refused_by_every_verb_and_nothing_is_made(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = commands(tmp_path, tmp_path)
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    for arguments in listed:
        assert main([*arguments, "--library", address]) == 1, arguments
        said = capsys.readouterr()
        assert "this Quoth has no library of that kind" in said.err + said.out
    assert not list(here.iterdir())


def test_odd_arguments_are_met_with_words(place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    for arguments in (
        *(
            ["remove", "x" * 5000],
            ["remove", str(loop)],
            ["remove", "\udcff"],
            ["restore", "\udcff"],
            ["restore", str(loop)],
        ),
        *(["rename", "x", "y"], ["rename", "x" * 300, "\udcff"], ["tag", str(loop), "\udcff"]),
        *(["verify", str(loop)], ["verify", str(tmp_path)], ["verify", "x" * 5000], ["verify", "\udcff"]),
        *(["add", "x" * 5000], ["add", str(loop)], ["add", "\udcff"], ["sync", "x" * 5000], ["sync", str(loop)]),
        *(["open", "x" * 5000], ["open", str(loop)], ["ask", "Who?", "--document", str(loop)]),
        *(["ask", "Who?", "--tag", "\udcff"], ["ask", "--jsonl", str(tmp_path)], ["ask", "--jsonl", "x" * 5000]),
        *(
            ["ask", "Who?", "--since", "10000"],
            ["ask", "Who?", "--until", "99999999999999999999"],
            ["ask", "Who?", "--since", ""],
        ),
        *(["eval", "reading", "x" * 5000], ["eval", "written", str(loop)], ["eval", "retrieval", str(tmp_path)]),
    ):
        embedder = (
            [] if arguments[0] in ("verify", "remove", "rename", "tag", "restore") else ["--embedder", "keywords"]
        )
        code = main([*arguments, "--library", str(place), *embedder]) if arguments[0] != "eval" else main(arguments)
        said = capsys.readouterr()
        assert "did not expect" not in said.err + said.out and "Traceback" not in said.err + said.out, (arguments, said)
        assert code in (0, 1, 2) and (code or arguments[0] == "ask"), arguments


def test_a_date_at_the_end_of_the_calendar_is_a_date(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask = ["ask", "When was the mill built?", "--json", "--library", str(place), "--embedder", "keywords"]
    for dates in (["--until", "9999-12-31"], ["--until", "9999"], ["--until", "9999-12"], ["--since", "0001-01-01"]):
        assert main([*ask, *dates]) == 0, capsys.readouterr().err
    assert main([*ask, "--until", "9999-13-01"]) == 1 and "A date must look like" in capsys.readouterr().err


def test_what_does_not_embed_needs_no_embedder(place: Path, library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mill = str(library.parent / "documents" / "mill.txt")
    for arguments in (["list"], ["rename", mill, "Old"], ["tag", mill, "x"], ["remove", mill], ["restore"]):
        assert main([*arguments, "--library", str(place)]) == 0, capsys.readouterr().err


def test_what_nobody_foresaw_is_said_with_its_place_and_no_traceback(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any) -> None:
        raise errors.pop()

    errors = [KeyError("unforeseen"), MemoryError(), PermissionError(13, "Permission denied", "/some/file")]
    monkeypatch.setattr("ui.cli.managing.counted", fails)
    says = [
        "/some/file: Permission denied.",
        "There is not enough memory",
        "KeyError: 'unforeseen' (in ui/cli/",
    ]
    for expected in says:
        assert main(["list", "--library", str(place)]) == 1
        error = capsys.readouterr().err.splitlines()[-1]
        assert error.startswith("quoth: ") and expected in error and "Traceback" not in error
