from pathlib import Path
from types import SimpleNamespace

import pytest

from index.adding.pacing import Pace
from index.adding.progress import Progress


class Clock:
    """Seconds that pass only when a test says so."""

    now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("index.adding.pacing.time", SimpleNamespace(monotonic=clock.monotonic))
    return clock


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Files of 100 and 300 bytes."""
    for name, size in (("small.txt", 100), ("large.txt", 300)):
        (tmp_path / name).write_bytes(b"x" * size)
    return [tmp_path / "small.txt", tmp_path / "large.txt"]


def test_the_time_left_is_what_the_bytes_behind_took_a_byte_times_those_ahead(clock: Clock, files: list[Path]) -> None:
    heard: list[Progress] = []
    pace = Pace(files, heard.append)
    pace.begin(files[0])
    assert heard[-1] == Progress(0, 2, "small.txt", None)
    clock.now += 4
    pace.end()
    pace.begin(files[1])
    assert heard[-1] == Progress(1, 2, "large.txt", seconds_left=12.0)
    clock.now += 4
    pace.page(1, 2)  # half of the pages, which are taken to be 20 % of a file's time
    assert heard[-1].part == pytest.approx(0.1)
    assert heard[-1].seconds_left == pytest.approx(8 / (100 + 30) * (300 - 30))
    pace.packed(1, 2)  # and half of the cutting, which is another 10 %
    assert heard[-1].part == pytest.approx(0.25)
    pace.passages(1, 2, 1)  # and half of the embedding, which is the rest of it
    assert heard[-1].part == pytest.approx(0.65)
    assert heard[-1].seconds_left == pytest.approx(8 / (100 + 195) * (300 - 195))
    pace.end()
    pace.finish()
    assert heard[-1].seconds_left == 0 and (heard[-1].done, heard[-1].total, heard[-1].part) == (2, 2, 0)


def test_no_time_is_told_in_the_first_half_second(clock: Clock, files: list[Path]) -> None:
    heard: list[Progress] = []
    pace = Pace(files, heard.append)
    pace.begin(files[0])
    pace.end()
    for seconds, is_told in ((0.5, False), (0.01, True)):
        clock.now += seconds
        pace.begin(files[1])
        assert (heard[-1].seconds_left is not None) is is_told


def test_the_part_of_a_file_only_grows_and_begins_anew_with_the_next(files: list[Path]) -> None:
    heard: list[Progress] = []
    pace = Pace(files, heard.append)
    pace.begin(files[0])
    pace.page(9, 9)
    pace.passages(0, 4, 4)
    pace.passages(2, 4, 2)
    pace.page(3, 9)
    pace.page(20, 9)
    pace.page(0, 0)
    pace.passages(0, 0, 0)
    assert [progress.part for progress in heard] == pytest.approx([0, 0.2, 0.3, 0.65, 0.65, 0.65, 0.65, 0.65])
    pace.end()
    pace.begin(files[1])
    assert heard[-1].part == 0


def test_pages_and_passages_are_counted_over_all_files(files: list[Path]) -> None:
    heard: list[Progress] = []
    pace = Pace(files, heard.append)
    for path in files:
        pace.begin(path)
        pace.page(1, 2)
        pace.page(2, 2)
        pace.passages(0, 5, 3)
        pace.passages(3, 5, 2)
        pace.end()
    pace.finish()
    assert [progress.pages for progress in heard] == [0, 1, 2, 2, 2, 2, 3, 4, 4, 4, 4]
    assert [progress.passages for progress in heard] == [0, 0, 0, 0, 3, 5, 5, 5, 5, 8, 10]


def test_files_that_are_gone_or_empty_count_as_one_byte(clock: Clock, tmp_path: Path) -> None:
    heard: list[Progress] = []
    (tmp_path / "empty.txt").touch()
    files = [tmp_path / "gone.txt", tmp_path / "empty.txt"]
    pace = Pace(files, heard.append)
    pace.begin(files[0])
    clock.now += 3
    pace.end()
    pace.begin(files[1])
    assert heard[-1].seconds_left == 3


def test_without_files_nothing_is_said_and_without_a_listener_nothing_fails(files: list[Path]) -> None:
    heard: list[Progress] = []
    Pace([], heard.append).finish()
    assert heard == []
    pace = Pace(files[:1], None)
    pace.begin(files[0])
    pace.end()
    pace.finish()
