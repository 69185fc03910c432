from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from small_library import SmallService, write

from index import EmbedderError, LibraryError
from ui.service import Scope, Service, Upload, open_service
from ui.settings import Settings


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    service = open_service(Settings(library=tmp_path / "library"))
    yield service
    service.close()


def test_settings_make_a_service_that_answers(seeds_library: Path) -> None:
    question = "How many open Qwen models has Alibaba released?"
    with closing(open_service(Settings(seeds_library), create=False)) as service:
        assert service.ask(question)["answered"] and len(service.documents()) == 5
    with closing(open_service(Settings(seeds_library, refuse_below=1.0))) as strict:
        assert not strict.ask(question)["answered"]


def test_settings_that_cannot_be_used_are_refused(seeds_library: Path, tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="There is no library"):
        open_service(Settings(tmp_path / "none"), create=False)
    with pytest.raises(EmbedderError, match="all-MiniLM-L6-v2-int8"):
        open_service(Settings(seeds_library, embedder=str(tmp_path)))


def test_a_service_is_made_of_its_parts(tmp_path: Path) -> None:
    """The answer is the reader's, the similarity the embedder's, and what the intake adds is asked at once."""
    small = SmallService(tmp_path / "library")
    small.add_files(write(tmp_path / "papers", {"mill.txt": "The mill was built in 1902. It has three wheels."}))
    small.reader.answers["When was the mill built?"] = {"1902": 0.9}
    answer = small.answer("When was the mill built?", ["Who built it?"])
    assert (answer.text, answer.confidence) == ("1902", 0.9)
    assert answer.findings[0].citations[0].quote == "The mill was built in 1902."
    assert small.answerer.asked == [("When was the mill built?", ["Who built it?"], None)]
    assert any("three wheels" in text for text in small.embedder.encoded)
    assert not small.answer("How many wheels has it?").answered
    small.close()


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
    assert [Path(each.path).name for each in service.documents()] == ["mill.txt", "mill.txt"]
    assert service.ask("When was the mill of the brothers Hale built?")["answered"]
    removal = service.remove(document.id)
    assert kept.exists() and len(service.documents()) == 1  # as long as it can be restored
    service.restore(removal)
    assert document.id in {each.id for each in service.documents()}
    service.index.forget_removed([service.remove(document.id)])
    assert not kept.exists() and len(service.documents()) == 1


def test_the_same_file_dropped_again_is_the_removed_document_with_its_title_and_tags(
    service: Service, tmp_path: Path
) -> None:
    (tmp_path / "mill.txt").write_text("The mill was built in 1902 by the brothers Hale.")
    drop = [Upload(tmp_path / "mill.txt", "mill.txt")]
    service.intake.add(drop)
    service.intake.wait()
    (document,) = service.documents()
    service.rename(document.id, "Deed")
    service.tag(document.id, ["deeds"])
    service.remove(document.id)
    assert not service.tags() and not service.documents()
    service.intake.add(drop)
    service.intake.wait()
    (again,) = service.documents()
    assert (again.title, again.tags, again.id) == ("Deed", ("deeds",), document.id)
    assert not service.intake.removals()


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
def test_what_is_no_question_is_said_to_be_none(service: Service, question: Any, history: Any) -> None:
    with pytest.raises(ValueError, match=r"question|text"):
        service.ask(question, history)


def test_half_a_surrogate_pair_is_searched_for_as_a_sign_that_is_unknown(service: Service) -> None:
    assert service.ask("Who \ud800 leads?", ["Why \udfff?"])["question"] == "Who ? leads?"


def test_removing_what_is_not_there_is_a_lookup_error(service: Service) -> None:
    with pytest.raises(LookupError):
        service.remove("none")
