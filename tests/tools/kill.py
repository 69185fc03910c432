"""Kills a process at random moments of its work, and checks each time that nothing it had told is lost.

`python tests/tools/kill.py --times 100` goes round adding, syncing, removing, renaming, and uploads to the running page
(`--only add` stays with one), and prints how many of the times the library opened, held what was told and at most one
step more, answered, and finished when it was told to go on.
"""

import argparse
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from kill_cases import CASES, Case, with_index
from measured import keep


def killed_work_keeps_what_it_told(case: Case, place: Path, seconds: float) -> int:
    """One process, killed after `seconds` of work, then checked: how many lines it had told.

    Raises AssertionError with what was wrong.
    """
    library, folder = place / "library", place / "folder"
    case.prepare(library, folder)
    command = [sys.executable, "-c", case.code, str(library), str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout
    first = process.stdout.readline()
    killing = threading.Timer(seconds, lambda: process.send_signal(signal.SIGKILL))
    killing.start()
    told = case.meanwhile(_with(first, process.stdout), folder)
    killing.join()
    process.wait()
    with closing(sqlite3.connect(library / "library.sqlite")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    with closing(with_index(library)) as index:
        passages = index.library.count().passages
        if passages:
            assert index.search_words("sentence", 3) and index.search("sentence", 3), "it does not answer"
        assert passages == len(index.search_words("sentence", 100_000)), "passages without terms"
        case.check(index, told, folder)
    return len(told)


def _with(first: str, others: Iterator[str]) -> Iterator[str]:
    yield first
    yield from others


def main() -> int:
    """Prints how many of `--times` passed; 1 when one did not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--most", type=float, default=2.5, metavar="SECONDS", help="the latest moment")
    parser.add_argument("--only", choices=CASES, action="append", help="what is killed; all of it when left out")
    parser.add_argument("--keep", action="store_true", help="make this the figure that README shows")
    flags = parser.parse_args()
    chance, passed, names = random.Random(flags.seed), 0, flags.only or list(CASES)
    began = time.monotonic()
    for number in range(flags.times):
        name, seconds = names[number % len(names)], chance.uniform(0, flags.most)
        with tempfile.TemporaryDirectory() as place:
            try:
                told = killed_work_keeps_what_it_told(CASES[name], Path(place), seconds)
                print(f"{name}: killed after {seconds:.3f} s, {told} told, nothing lost", flush=True)
                passed += 1
            except AssertionError as error:
                print(f"{name}: killed after {seconds:.3f} s: {error}", flush=True)
    print(f"{passed} of {flags.times} times nothing was lost ({time.monotonic() - began:.0f} s)")
    if flags.keep:
        keep("kill", {"times": flags.times, "passed": passed})
    return int(passed != flags.times)


if __name__ == "__main__" and os.name == "posix":
    sys.exit(main())
