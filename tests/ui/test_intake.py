import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from small_library import SmallService, write

from ui.intake import Summary
from ui.service import Service, Upload


@pytest.fixture
def service(tmp_path: Path) -> Iterator[SmallService]:
    service = SmallService(tmp_path / "library")
    yield service
    service.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "folder"
    folder.mkdir()
    for n in range(4):
        (folder / f"mill-{n}.txt").write_text(f"Mill {n} was built in {1900 + n} by the brothers Hale.")
    return folder


def until(true: Callable[[], bool]) -> None:
    for _ in range(600):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come about in 30 seconds")


def test_cancelling_keeps_what_is_done_and_the_next_add_goes_on(service: Service, tmp_path: Path) -> None:
    drop = [tmp_path / f"{n:02}.txt" for n in range(30)]
    for n, file in enumerate(drop):
        file.write_text(" ".join(f"Sentence {at} of file {n} says little." for at in range(60)))
    service.intake.add([Upload(file, file.name) for file in drop])
    until(lambda: bool(service.intake.progress() and service.intake.progress().done >= 2))  # type: ignore[union-attr]
    service.intake.cancel()
    service.intake.wait()
    done = len(service.documents())
    summary = service.intake.summary
    assert summary and summary.cancelled and summary.added == done and 2 <= done < 30
    assert service.intake.progress() is None
    service.intake.add([Upload(file, file.name) for file in drop])
    service.intake.wait()
    again = service.intake.summary
    assert len(service.documents()) == 30 and again and again.unchanged == done


def test_cancelling_a_sync_of_two_folders_says_what_was_done(service: SmallService, tmp_path: Path) -> None:
    service.embedder.gate.shut()
    for name in ("first", "second"):
        write(tmp_path / name, {"1.txt": f"A {name} mill.", "2.txt": f"The {name} is held at the gate.", "3.txt": name})
    service.intake.sync([tmp_path / "first", tmp_path / "second"])
    until(lambda: len(service.documents()) == 1)
    service.intake.cancel()
    service.embedder.gate.open()
    service.intake.wait()
    assert service.intake.summary == Summary(added=2, cancelled=True)


def test_what_came_of_it_is_summed_up(service: Service, folder: Path) -> None:
    (folder / "picture.gif").write_bytes(b"GIF89a\0\0")
    service.intake.sync([folder])
    service.intake.wait()
    assert service.intake.summary and (service.intake.summary.added, service.intake.summary.failed) == (4, 1)
    (folder / "picture.gif").unlink()
    (folder / "mill-0.txt").rename(folder / "mill-9.txt")
    (folder / "mill-1.txt").unlink()
    service.intake.sync([folder])
    service.intake.wait()
    summary = service.intake.summary
    assert (summary.renamed, summary.removed, summary.unchanged, summary.failed) == (1, 1, 2, 0)


def test_a_folder_kept_in_sync_follows_its_files(service: Service, folder: Path) -> None:
    service.intake.sync([folder])
    service.intake.wait()
    assert service.intake.folders() == {str(folder): False}
    service.intake.keep_in_sync(str(folder), True)
    service.intake.wait()
    (folder / "new.txt").write_text("The new mill has six wheels.")
    until(lambda: any(each.path.endswith("new.txt") for each in service.documents()))
    (folder / "new.txt").rename(folder / "newer.txt")
    until(lambda: any(each.path.endswith("newer.txt") for each in service.documents()))
    (folder / "newer.txt").unlink()
    until(lambda: len(service.documents()) == 4)
    service.intake.keep_in_sync(str(folder), False)
    (folder / "late.txt").write_text("Nobody is to see this one.")
    time.sleep(0.5)
    assert len(service.documents()) == 4


def test_a_folder_that_is_kept_in_sync_is_compared_at_the_start(folder: Path, tmp_path: Path) -> None:
    first = SmallService(tmp_path / "library")
    first.intake.sync([folder])
    first.intake.wait()
    first.intake.keep_in_sync(str(folder), True)
    first.close()
    (folder / "mill-0.txt").write_text("It has burnt down.")
    (folder / "mill-1.txt").unlink()
    second = SmallService(tmp_path / "library")
    second.intake.watch(compare=True)
    second.intake.wait()
    assert {each.title for each in second.documents()} >= {"It has burnt down."} and len(second.documents()) == 3
    second.close()


def test_a_folder_out_of_reach_keeps_its_documents_and_says_so_until_it_is_back(
    service: Service, folder: Path, tmp_path: Path
) -> None:
    service.intake.sync([folder])
    service.intake.wait()
    folder.rename(tmp_path / "away")
    service.intake.sync([folder])
    service.intake.wait()
    kept = service.intake.kept()
    assert [Path(failure.path).name for failure in kept] == [f"mill-{n}.txt" for n in range(4)]
    assert all("is not there" in failure.reason for failure in kept) and len(service.documents()) == 4
    assert service.intake.summary == Summary(kept=4) and not service.intake.failures()
    (tmp_path / "away").rename(folder)
    service.intake.sync([folder])
    service.intake.wait()
    assert not service.intake.kept() and service.intake.summary == Summary(unchanged=4)


def test_only_a_folder_that_was_synced_can_be_kept_in_sync(service: Service) -> None:
    with pytest.raises(Exception, match="has not been synced"):
        service.intake.keep_in_sync("/nowhere", True)
