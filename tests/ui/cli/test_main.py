import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from privileges import permissions_that_hold

from index import open_library
from qa.reading.registry import reader_path
from ui.cli.main import main, quoth

ROOT = Path(__file__).parents[3]
VERBS = list(quoth.commands)
QUESTION = "How many open Qwen models has Alibaba released?"


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("QUOTH_LIBRARY", str(tmp_path / "default-library"))


def test_every_verb_has_help_and_the_command_starts_without_torch() -> None:
    code = (
        "import sys, ui.cli.main; ui.cli.main.main(['--help']); sys.exit(bool({'torch', 'gradio'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert result.returncode == 0 and all(f"  {verb} " in result.stdout for verb in VERBS)


def test_adding_and_asking_load_neither_torch_nor_gradio(tmp_path: Path) -> None:
    (tmp_path / "mill.txt").write_text("The mill was built in 1902 by the brothers Hale.")
    code = (
        "import sys; from ui.cli.main import main\n"
        "assert main(['add', 'mill.txt']) == 0 and main(['ask', 'When was the mill built?']) == 0\n"
        "sys.exit(bool({'torch', 'gradio'} & set(sys.modules)))"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, env=environment)
    assert ran.returncode == 0, ran.stderr
    assert "1902" in ran.stdout
    assert ran.stderr == "1 added; 1 passage embedded, 0 failed\n"  # no bar where nobody watches


@pytest.mark.parametrize("verb", VERBS)
def test_help_of(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([verb, "--help"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"Usage: quoth {verb} ") and "--library DIR" in shown and "--embedder" in shown


@pytest.mark.parametrize("before", [True, False])
def test_ask_json_with_the_library_before_or_after_the_verb(
    before: bool, seeds_library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ["--library", str(seeds_library)]
    arguments = ["ask", QUESTION, "--json"]
    assert main([*place, *arguments] if before else [*arguments, *place]) == 0
    printed = capsys.readouterr().out
    answer = json.loads(printed)
    assert (
        printed.count("\n") == 1 and answer["answered"] and "over 400" in answer["findings"][0]["citations"][0]["quote"]
    )
    assert list(answer) == [
        *(
            "question",
            "standalone_question",
            "verdict",
            "answered",
            "text",
            "confidence",
            "findings",
            "differences",
            "closest",
            "note",
        ),
        "timings_ms",
    ]


def test_ask_in_words(seeds_library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["ask", QUESTION, "--library", str(seeds_library)])
    assert "over 400 open Qwen models" in capsys.readouterr().out
    main(["ask", "What is the population of Shanghai?", "--library", str(seeds_library)])
    refusal = capsys.readouterr().out
    assert refusal.startswith("Your documents don't say.") and "No document contains population" in refusal


def test_ask_with_history_and_in_one_document(seeds_library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = ["--library", str(seeds_library)]
    main(["ask", "What probability did he give?", "--history", "Who is Justin Lin?", "--json", *place])
    assert json.loads(capsys.readouterr().out)["standalone_question"] == "What probability did Justin Lin give?"
    main(["list", "--json", *place])
    listed = json.loads(capsys.readouterr().out)
    only = next(document for document in listed if "003_" in document["path"])
    main(["ask", "What probability did Justin Lin give?", "--document", only["path"], "--json", *place])
    answer = json.loads(capsys.readouterr().out)
    assert {c["document_id"] for finding in answer["findings"] for c in finding["citations"]} == {only["id"]}


def test_jsonl_in_order_with_ids_first_and_nothing_else(
    seeds_library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [
        {"id": 7, "question": QUESTION},
        {"id": "b", "question": "What probability did he give?", "history": ["Who is Justin Lin?"]},
        {"id": None, "question": "What is the population of Shanghai?", "history": []},
    ]
    text = "\n".join(map(json.dumps, lines)) + "\n\n"
    (tmp_path / "questions.jsonl").write_text(text)
    assert main(["ask", "--jsonl", str(tmp_path / "questions.jsonl"), "--library", str(seeds_library)]) == 0
    printed = capsys.readouterr().out
    answers = [json.loads(line) for line in printed.splitlines()]
    assert [answer["id"] for answer in answers] == [7, "b", None] and all(next(iter(a)) == "id" for a in answers)
    assert [answer["answered"] for answer in answers] == [True, True, False]
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    assert main(["ask", "--jsonl", "-", "--library", str(seeds_library)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_a_line_that_is_no_question_is_named(
    tmp_path: Path, seeds_library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for line in ("not json", '["list"]', '{"question": 3}', '{"question": "a", "history": "b"}'):
        (tmp_path / "questions.jsonl").write_text(line)
        assert main(["ask", "--jsonl", str(tmp_path / "questions.jsonl"), "--library", str(seeds_library)]) == 1
        assert "line 1" in capsys.readouterr().err


def test_a_bad_line_does_not_stop_the_others(
    tmp_path: Path, seeds_library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        b'{"id": 1, "question": "Who leads \xff Qwen?"}',
        b'{"id": 2, "question": "a", "history": [5]}',
        b'{"id": 3, "question": "Why?"}',
    ]
    (tmp_path / "questions.jsonl").write_bytes(b"\n".join(lines))
    assert main(["ask", "--jsonl", str(tmp_path / "questions.jsonl"), "--library", str(seeds_library)]) == 1
    said = capsys.readouterr()
    assert [json.loads(line)["id"] for line in said.out.splitlines()] == [1, 3] and "line 2" in said.err


def test_only_adding_makes_a_library(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "typo"
    for arguments in (["list"], ["ask", "Who?"], ["remove", "x"], ["doctor"]):
        main([*arguments, "--library", str(place)])
        assert not place.exists()
    assert "quoth add" in capsys.readouterr().err


def test_a_path_too_long_to_look_up_is_said_not_to_be_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["x" * 5000]) == 1 and "no such file" in capsys.readouterr().err


def test_options_of_a_verb_may_stand_before_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--port", "7899", "--no-browser", "serve", "--help"]) == 0
    assert capsys.readouterr().out.startswith("Usage: quoth serve ")
    assert main(["--json", "list"]) == 1 and "There is no library" in capsys.readouterr().err
    assert main(["--library", "list", "-h"]) == 0  # a value that looks like a verb
    assert capsys.readouterr().out.startswith("Usage: quoth [--library DIR] [PATH]...")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--port", "x"], "--port must be a whole number from 0 to 65535, not 'x'."),
        (["ask", "Who?", "--refuse-below", "2"], "--refuse-below must be a number from 0 to 1, not '2'."),
        (["list", "--library", ""], "--library needs the path of a folder."),
        (["--libary", "x"], "Did you mean '--library'?"),
        (["ask", "Who?", "--jso"], "--jso"),
        (["ask", "Who", "leads?"], "leads?"),
        (["sync"], "FOLDER"),
        (["ask", "--history"], "--history"),
        (["eval", "everything", "file"], "everything"),
    ],
)
def test_a_wrong_call_exits_with_2_and_says_what_is_wrong(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    shown = capsys.readouterr()
    assert not shown.out and "Error: " in shown.err and said in shown.err


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is sent as a signal")
def test_paths_without_a_verb_are_opened(tmp_path: Path) -> None:
    """The library holds what was named, and Ctrl-C ends the chat without a fuss."""
    (tmp_path / "list").mkdir()
    (tmp_path / "list" / "mill.txt").write_text("The mill was built in 1902 by the brothers Hale.")
    environment = os.environ | {"PYTHONPATH": str(ROOT), "QUOTH_PORT": "7990", "QUOTH_NO_BROWSER": "1"}
    place = tmp_path / "library"
    arguments = ["--library", str(place), "--passages", "3", "--", "list"]  # a folder that is called as a verb is
    command = [sys.executable, "-m", "ui.cli.main", *arguments]
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # which a shell's background jobs ignore
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, cwd=tmp_path, env=environment, preexec_fn=heard
    ) as chat:
        try:
            assert chat.stderr and re.match(r"Quoth is at http://127\.0\.0\.1:\d+/ ", chat.stderr.readline())
            while not listed_in(place):
                time.sleep(0.1)
            chat.send_signal(signal.SIGINT)
            assert chat.wait() == 0 and "Traceback" not in chat.stderr.read()
        finally:
            chat.kill()  # what has failed above must not wait for it
    assert [Path(path).name for path in listed_in(place)] == ["mill.txt"]


def listed_in(place: Path) -> list[str]:
    with closing(open_library(place, create=False)) as library:
        return [document.path for document in library.summaries()]


def test_add_list_sync_remove(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "my folder"
    folder.mkdir()
    (folder / "one.txt").write_text("The mill was built in 1902 by the brothers Hale.")
    (folder / "bad.txt").write_bytes(b"\0\1\2" * 100)
    assert main(["add", str(folder)]) == 1
    error = capsys.readouterr().err
    assert "1 added" in error and "bad.txt: The file is not text" in error
    (folder / "bad.txt").unlink()
    assert main(["sync", str(folder)]) == 0 and "0 passages embedded" in capsys.readouterr().err
    main(["list", "--json"])
    (listed,) = json.loads(capsys.readouterr().out)
    assert listed["title"].startswith("The mill") and listed["passages"] == 1
    main(["list"])
    assert "one.txt" in capsys.readouterr().out
    assert main(["remove", str(folder / "one.txt")]) == 0
    main(["list", "--json"])
    assert json.loads(capsys.readouterr().out) == []
    assert main(["remove", "nothing"]) == 1 and "quoth list" in capsys.readouterr().err


def test_what_was_removed_is_listed_and_restored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "one.txt").write_text("The mill was built in 1902.")
    (folder / "two.txt").write_text("The ferry runs at 7.30.")
    main(["add", str(folder)])
    capsys.readouterr()
    assert main(["restore"]) == 0 and capsys.readouterr() == ("", "0 documents can be restored.\n")
    main(["rename", str(folder / "one.txt"), "Deed"])
    main(["tag", str(folder / "one.txt"), "deeds"])
    capsys.readouterr()
    assert main(["remove", str(folder)]) == 0
    assert capsys.readouterr().err == "2 documents removed. `quoth restore` brings them back within 30 days.\n"
    assert not listed_in(tmp_path / "default-library") and main(["restore"]) == 0
    shown = capsys.readouterr()
    assert "Deed [deeds]" in shown.out and str(folder / "two.txt") in shown.out
    assert shown.err == "2 documents can be restored.\n"
    assert main(["restore", str(folder / "one.txt")]) == 0
    assert capsys.readouterr().err == f"restored: Deed ({folder / 'one.txt'})\n"
    main(["list"])
    assert "Deed [deeds]" in capsys.readouterr().out
    for again in ("one.txt", "none.txt"):
        assert (
            main(["restore", str(folder / again)]) == 1
            and "can be restored; `quoth restore`" in capsys.readouterr().err
        )
    assert main(["remove", "--for-good", str(folder / "one.txt")]) == 0
    assert "can't be restored" in capsys.readouterr().err and main(["restore"]) == 0
    assert "one.txt" not in capsys.readouterr().out


def test_a_sync_names_what_it_keeps_and_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "folder"
    (folder / "sub").mkdir(parents=True)
    (folder / "top.txt").write_text("A mill.")
    for number in range(12):
        (folder / "sub" / f"{number:02}.txt").write_text(f"Ferry {number} runs.")
    assert main(["sync", str(folder)]) == 0
    capsys.readouterr()
    (folder / "sub").chmod(0)
    with permissions_that_hold():
        assert main(["sync", str(folder)]) == 1
    said = capsys.readouterr().err.splitlines()
    why = f"The folder {folder}/sub cannot be listed: Permission denied."
    assert f"kept: {folder}/sub/00.txt: {why}" in said and f"kept: 2 more files: {why}" in said
    assert said[-1] == "1 unchanged, 12 kept; 0 passages embedded, 1 failed"
    (folder / "sub").chmod(0o700)
    folder.rename(tmp_path / "away")
    assert main(["sync", str(folder)]) == 1
    assert f"kept: {folder}/sub/00.txt: The folder {folder} is not there." in capsys.readouterr().err
    assert len(listed_in(tmp_path / "default-library")) == 13


def test_titles_tags_and_dates_choose_what_is_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text("The mill was built in 1902 by the brothers Hale.")
    new.write_text("The mill was built in 1950 by the sisters Ashdale.")
    os.utime(old, (datetime(2019, 5, 17).timestamp(),) * 2)
    os.utime(new, (datetime(2024, 2, 29).timestamp(),) * 2)
    assert main(["add", str(old), str(new)]) == 0
    assert main(["rename", str(old), "Deed of the mill"]) == 0 and main(["tag", str(old), "deeds", "1902"]) == 0
    capsys.readouterr()
    main(["list"])
    listed = capsys.readouterr().out
    assert "2019-05-17" in listed and "Deed of the mill [1902] [deeds]" in listed

    def asked(*only: str) -> set[str]:
        assert main(["ask", "When was the mill built?", "--json", *only]) == 0
        answer = json.loads(capsys.readouterr().out)
        cited = [c for finding in answer["findings"] for c in finding["citations"]] + answer["closest"]
        return {Path(citation["path"]).name for citation in cited}

    assert asked() == {"old.txt", "new.txt"}
    assert asked("--tag", "deeds") == asked("--until", "2019") == asked("--until", "2019-05-17") == {"old.txt"}
    assert asked("--since", "2019-05-18") == asked("--since", "2024-02", "--until", "2024-02") == {"new.txt"}
    for none in (["--tag", "deeds", "--since", "2020"], ["--until", "2019-05-16"]):
        assert main(["ask", "When?", *none]) == 1 and "No document matches" in capsys.readouterr().err
    for wrong in (["--tag", "nothing"], ["--since", "yesterday"], ["--until", "2024-13"]):
        assert main(["ask", "When?", *wrong]) == 1 and wrong[1] in capsys.readouterr().err
    assert main(["tag", str(old)]) == 0 and main(["ask", "When?", "--tag", "deeds"]) == 1
    assert main(["tag", str(old), "a,b"]) == 1 and "comma" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["no-such-path"], ["ask"], ["ask", "a", "--jsonl", "b"], ["sync", "no-folder"]])
def test_what_makes_no_sense_is_explained(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 1
    assert capsys.readouterr().err.startswith("quoth: ")


def test_another_embedder_is_an_error_that_names_the_way_out(
    seeds_library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", "a?", "--library", str(seeds_library), "--embedder", str(tmp_path)]) == 1
    assert "--embedder all-MiniLM-L6-v2-int8" in capsys.readouterr().err


@pytest.mark.parametrize(("file", "said"), [("model.onnx", "IS NOT WHAT WAS SHIPPED"), ("model.json", "IS DAMAGED")])
def test_doctor_finds_damaged_weights(
    file: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("model.onnx", "model.json", "calibration.json", "tokenizer.json"):
        (tmp_path / name).write_bytes((reader_path() / name).read_bytes())
    (tmp_path / file).write_bytes(b"{}")
    monkeypatch.setattr("ui.cli.doctor.reader_path", lambda: tmp_path)
    assert main(["doctor", "--library", str(tmp_path)]) == 1
    assert said in capsys.readouterr().out


def test_a_reader_that_cannot_be_had_is_an_error_that_names_the_way_out(
    seeds_library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", "a?", "--reader", "no/such/model", "--library", str(seeds_library)]) == 1
    said = capsys.readouterr().err
    assert "no/such/model" in said and "--reader" in said


def test_doctor(seeds_library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--library", str(seeds_library)]) == 0
    said = capsys.readouterr().out
    assert said.count(", as shipped (") == 2 and "5 documents" in said and "nothing needs it" in said
    assert main(["doctor", "--library", str(seeds_library), "--reader", "no/such/model"]) == 0
    assert "Reader: no/such/model (a name on the model hub)" in capsys.readouterr().out
    assert main(["doctor", "--library", str(seeds_library), "--embedder", "x"]) == 1
    assert "ANOTHER EMBEDDER" in capsys.readouterr().out
