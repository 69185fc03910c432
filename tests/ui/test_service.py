from pathlib import Path

import pytest

from ui.service import Scope, Service, Upload
from ui.settings import Settings


@pytest.fixture
def service(tmp_path: Path):
    service = Service(Settings(library=tmp_path / "library"))
    yield service
    service.close()


def test_dropped_files_are_kept_in_the_library_and_leave_with_their_document(service: Service, tmp_path: Path) -> None:
    drop = tmp_path / "drop"
    drop.mkdir()
    (drop / "mill.txt").write_text("The mill was built in 1902 by the brothers Hale.")
    (drop / "empty.txt").write_text("")
    service.intake.add([Upload(drop / "mill.txt", "deep/mill.txt"), Upload(drop / "empty.txt", "../empty.txt")])
    service.intake.wait()
    (document,) = service.documents()
    kept = Path(document.path)
    assert kept.is_relative_to((tmp_path / "library").resolve()) and kept.read_text().startswith("The mill")
    assert [Path(failure.path).name for failure in service.intake.failures()] == ["empty.txt"]
    assert kept.parent.name == "deep" and service.intake.summary and service.intake.summary.added == 1
    assert [path.name for path in (tmp_path / "library" / "files").rglob("*") if path.is_file()] == ["mill.txt"]
    (drop / "mill.txt").write_text("Another mill, of the same name, was built in 1950.")
    service.intake.add([Upload(drop / "mill.txt", "deep/mill.txt")])
    service.intake.wait()
    assert sorted(Path(each.path).name for each in service.documents()) == ["mill (2).txt", "mill.txt"]
    assert service.ask("When was the mill of the brothers Hale built?")["answered"]
    service.remove(document.id)
    assert not kept.exists() and len(service.documents()) == 1


def test_syncing_a_folder_leaves_its_files_where_they_are(service: Service, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    file = folder / "note.txt"
    file.write_text("Who is Ada Byron? Ada Byron, chief engineer of the works, wrote this note.")
    service.intake.sync([folder])
    service.intake.wait()
    assert [each.path for each in service.documents()] == [str(file)] and service.intake.progress() is None
    service.remove(service.documents()[0].id)
    assert file.exists()


def test_asking_in_a_document_that_is_not_there_is_an_error(service: Service) -> None:
    with pytest.raises(LookupError, match="nowhere"):
        service.ask("Who?", scope=Scope(["nowhere"]))


@pytest.mark.parametrize(("question", "history"), [("x" * 2001, []), (5, []), ("Why?", [None]), ("Why?", "Who?")])
def test_what_is_no_question_is_said_to_be_none(service: Service, question, history) -> None:
    with pytest.raises(ValueError, match=r"question|text"):
        service.ask(question, history)


def test_half_a_surrogate_pair_is_searched_for_as_a_sign_that_is_unknown(service: Service) -> None:
    assert service.ask("Who \ud800 leads?", ["Why \udfff?"])["question"] == "Who ? leads?"


def test_removing_what_is_not_there_is_a_lookup_error(service: Service) -> None:
    with pytest.raises(LookupError):
        service.remove("none")
