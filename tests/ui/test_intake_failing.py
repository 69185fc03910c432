"""Adding in the background lives on, whatever one upload, one folder or one task does; the next one gets in."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from faults import FaultyEmbedder, FaultyLibrary, every_error
from small_library import PhraseReader, SmallService, write

from index import PassageIndex
from index.errors import ModelError
from qa import Answerer
from ui.intake import Intake, Upload

ERRORS = every_error()


class FaultyIntake(Intake):
    """An intake over a library and an embedder that fail on demand."""

    def __init__(self, folder: Path) -> None:
        self.library, self.embedder = FaultyLibrary(folder), FaultyEmbedder()
        index = PassageIndex(self.library, self.embedder)
        super().__init__(index, Answerer(index, reader=PhraseReader()))

    def fail(self, step: str, *errors: BaseException) -> None:
        self.library.faults = self.embedder.faults = iter(errors)
        self.library.step = self.embedder.step = step

    def names(self) -> list[str]:
        return sorted(Path(summary.path).name for summary in self.library.summaries())


@pytest.fixture
def intake(tmp_path: Path) -> Iterator[FaultyIntake]:
    intake = FaultyIntake(tmp_path / "library")
    yield intake
    intake.close()
    intake.library.close()


@pytest.fixture
def service(tmp_path: Path) -> Iterator[SmallService]:
    service = SmallService(tmp_path / "library")
    yield service
    service.close()


def uploads(folder: Path, *names: str) -> list[Upload]:
    folder.mkdir(exist_ok=True)
    paths = [folder / f"{number}.txt" for number in range(len(names))]
    for number, path in enumerate(paths):
        path.write_text(f"The mill number {number} grinds rye for {names[number][-9:]!a}.")
    return [Upload(path, name) for path, name in zip(paths, names, strict=True)]


def test_names_that_once_ended_all_adding_get_in(service: SmallService, tmp_path: Path) -> None:
    names = ["notes", "notes/a.txt", "n" * 253, "n" * 253, "a/" * 2000 + "deep.txt", "half \ud800.txt", "last.txt"]
    for upload in uploads(tmp_path / "drop", *names):
        service.intake.add([upload])
    service.intake.wait()
    kept = sorted(Path(document.path).name for document in service.documents())
    assert kept == sorted(["notes", "a.txt", "n" * 253, "n" * 253, "deep.txt", "half \ufffd.txt", "last.txt"])
    assert not service.intake.failures() and not service.intake.busy()


def test_an_upload_that_is_not_there_fails_by_its_name_and_the_others_get_in(
    service: SmallService, tmp_path: Path
) -> None:
    good, last = uploads(tmp_path / "drop", "good.txt", "last.txt")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    missing = [Upload(tmp_path / "none", "gone.txt"), Upload(tmp_path / "loop", "loop.txt"), Upload(tmp_path, "dir")]
    service.intake.add([good, *missing, Upload(Path("a\0b"), "odd \ud800.txt"), last])
    service.intake.wait()
    assert sorted(Path(document.path).name for document in service.documents()) == ["good.txt", "last.txt"]
    failures = {failure.path: failure.reason for failure in service.intake.failures()}
    assert list(failures) == ["gone.txt", "loop.txt", "dir", "odd \\ud800.txt"]
    assert failures["gone.txt"] == "The file cannot be read: No such file or directory."
    summary = service.intake.summary
    assert summary and (summary.added, summary.failed) == (2, 4)


def test_a_failure_is_forgotten_once_the_file_gets_in_under_that_name(service: SmallService, tmp_path: Path) -> None:
    (upload,) = uploads(tmp_path / "drop", "deep/mill.txt")
    words = upload.path.read_text()
    upload.path.write_bytes(b"\0\1\2" * 100)
    service.intake.add([upload])
    service.intake.wait()
    assert [failure.path for failure in service.intake.failures()] == ["deep/mill.txt"]
    upload.path.write_text(words)
    service.intake.add([upload])
    service.intake.wait()
    assert not service.intake.failures() and len(service.documents()) == 1


@pytest.mark.parametrize("step", ["files", "documents_of", "put", "read_to_end", "count_tokens", "encode_document"])
def test_every_error_at_every_step_leaves_adding_alive(step: str, intake: FaultyIntake, tmp_path: Path) -> None:
    ending = () if step == "read_to_end" else (SystemExit(), KeyboardInterrupt())  # by then, the document is in
    errors = [*ERRORS, *ending]
    *failing, last = uploads(tmp_path / "drop", *(f"{number}.txt" for number in range(len(errors))), "last.txt")
    for upload, error in zip(failing, errors, strict=True):
        intake.fail(step, error)
        intake.add([upload])
        intake.wait()
        assert [failure.path for failure in intake.failures()][-1] == upload.name, repr(error)
    intake.fail("")
    intake.add([last])
    intake.wait()
    assert "last.txt" in intake.names() and not intake.busy() and intake.progress() is None


@pytest.mark.parametrize("step", ["set_folder", "files_of_documents", "files", "put"])
def test_every_error_in_a_sync_leaves_adding_alive(step: str, intake: FaultyIntake, tmp_path: Path) -> None:
    folder = write(tmp_path / "papers", {"mill.txt": "The mill grinds rye."})
    for error in [*ERRORS, SystemExit()]:
        (folder / "mill.txt").write_text(f"The mill grinds rye {error!r}.")
        intake.fail(step, error)
        intake.sync([folder])
        intake.wait()
        assert [failure.path for failure in intake.failures()][-1].startswith(str(folder)), repr(error)
    intake.fail("")
    intake.sync([folder])
    intake.wait()
    assert not intake.failures() and intake.names() == ["mill.txt"]


def test_a_model_that_is_missing_fails_every_upload_by_name(intake: FaultyIntake, tmp_path: Path) -> None:
    given = uploads(tmp_path / "drop", "one.txt", "deep/two.txt")
    embedder, intake._index._embedder = intake._index._embedder, None
    intake._index.embedder_name = str(tmp_path / "no-model")
    intake.add(given)
    intake.wait()
    assert [failure.path for failure in intake.failures()] == ["one.txt", "deep/two.txt"]
    assert all("no-model" in failure.reason for failure in intake.failures())
    intake._index._embedder = embedder
    intake.add(given)
    intake.wait()
    assert intake.names() == ["one.txt", "two.txt"] and not intake.failures()


def test_example_questions_that_cannot_be_made_are_told_and_stop_nothing(
    intake: FaultyIntake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> list[str]:
        raise ModelError("The reader's weights are damaged.")

    first, second = uploads(tmp_path / "drop", "one.txt", "two.txt")
    with monkeypatch.context() as reader:
        reader.setattr("ui.intake.suggest", fail)
        intake.add([first])
        intake.wait()
    assert [(each.path, each.reason) for each in intake.failures()] == [
        ("Example questions", "The reader's weights are damaged.")
    ]
    assert intake.summary and intake.summary.added == 1
    intake.add([second])
    intake.wait()
    assert intake.names() == ["one.txt", "two.txt"] and not intake.failures()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may open every folder")
def test_a_folder_that_may_not_be_opened_is_named(service: SmallService, tmp_path: Path) -> None:
    shut, good = write(tmp_path / "shut", {"in/a.txt": "Rye."}), write(tmp_path / "good", {"b.txt": "Oats."})
    shut.chmod(0)
    service.add_files(shut / "in", good)
    shut.chmod(0o700)
    assert [failure.path for failure in service.intake.failures()] == [str(shut / "in")]
    assert [Path(document.path).name for document in service.documents()] == ["b.txt"]


def test_an_upload_that_was_cut_short_is_added_at_the_next_start(service: SmallService, tmp_path: Path) -> None:
    service.embedder.gate.shut()
    given = uploads(tmp_path / "drop", "one.txt", "deep/two.txt", "three.txt")
    given[1].path.write_text("This one is held at the gate.")
    service.intake.add(given)
    while not (progress := service.intake.progress()) or progress.name != "two.txt":
        pass
    service.intake._stopping.set()  # as closing does first
    service.embedder.gate.open()
    service.close()
    again = SmallService(tmp_path / "library")
    assert 1 <= len(again.documents()) <= 2
    again.intake.watch(compare=True)
    again.intake.wait()
    kept = sorted(Path(document.path).name for document in again.documents())
    assert kept == ["one.txt", "three.txt", "two.txt"] and not again.intake.failures()
    again.close()


def test_uploads_kept_under_old_names_can_be_opened_synced_and_removed(service: SmallService, tmp_path: Path) -> None:
    files = write(tmp_path / "library" / "files", {"mill.txt": "The mill grinds rye.", "deep/b.txt": "The bridge."})
    service.index.add([files / "mill.txt", files / "deep" / "b.txt"])
    given = Upload(write(tmp_path / "drop", {"0.txt": "The mill grinds rye."}) / "0.txt", "mill.txt")
    service.intake.add([given])
    service.intake.sync([files])
    service.intake.wait()
    assert sorted(document.path for document in service.documents()) == [
        str(files / "deep" / "b.txt"),
        str(files / "mill.txt"),
    ]
    assert service.document_called("mill.txt").text == "The mill grinds rye."
    service.remove(service.document_called("mill.txt").id)
    service.index.forget_removed([removed.removal for removed in service.index.removed()])
    assert not (files / "mill.txt").exists() and (files / "deep" / "b.txt").exists()
