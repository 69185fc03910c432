"""Kills an add of many files at random moments and checks each time that nothing reported is lost.

`python tests/tools/kill.py --times 100` prints how many of the times the library opened, held exactly the documents
that had been reported and at most the one after them, answered, and finished when it was told to add again.
"""

import argparse
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from contextlib import closing
from pathlib import Path

from measured import keep

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "tools")]
FILES = 200
MEMBERS = 60
_ADDING = """
import sys
sys.path[:0] = [{root!r}, {root!r} + "/tests/tools"]
from pathlib import Path
from fakes import KeywordEmbedder
from index import PassageIndex, open_library
index = PassageIndex(open_library(Path({library!r})), KeywordEmbedder())
for path in sorted(Path({folder!r}).iterdir()):
    report = index.add([path])
    for name in report.added + report.unchanged:
        print(name, flush=True)
print("end", flush=True)
"""


def make_folder(folder: Path) -> None:
    """Many small files, and an archive of many more, each document with words of its own."""
    folder.mkdir()
    for number in range(FILES):
        (folder / f"{number:03}.txt").write_text(_words(number))
    with zipfile.ZipFile(folder / "100-archive.zip", "w") as archive:
        for number in range(MEMBERS):
            archive.writestr(f"member-{number:03}.txt", _words(FILES + number))


def killed_add_holds_what_it_reported(folder: Path, library: Path, seconds: float) -> None:
    """One add, killed after `seconds`, then checked; raises AssertionError with what was wrong."""
    from fakes import KeywordEmbedder

    from index import PassageIndex, open_library

    code = _ADDING.format(root=str(ROOT), library=str(library), folder=str(folder))
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert process.stdout
    reported = {process.stdout.readline().strip()}
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    reported |= set(process.stdout.read().split()) - {"end"}
    process.wait()

    index = PassageIndex(open_library(library), KeywordEmbedder())
    held = {summary.path for summary in index.documents()}
    unreported = {path for path in held - reported if "archive.zip" not in path}
    assert reported - {str(folder / "100-archive.zip")} <= held, f"lost: {reported - held}"
    assert len(unreported) <= 1, f"more than the one under way: {unreported}"
    with closing(sqlite3.connect(library / "library.sqlite")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert index.search_words("word0", 3) and index.search("word0 sentence", 3), "it does not answer"
    again = KeywordEmbedder()
    index.close()
    index = PassageIndex(open_library(library), again)
    index.add([folder])
    assert len(index.documents()) == FILES + MEMBERS, "adding again did not finish"
    assert index.library.count().passages == len(index.search_words("sentence", 10_000)), "passages without terms"
    index.close()


def _words(number: int) -> str:
    return " ".join(f"Word{number} sentence {n} ends here." for n in range(30))


def main() -> int:
    """Prints how many of `--times` passed; 1 when one did not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--most", type=float, default=2.5, metavar="SECONDS", help="the latest moment")
    parser.add_argument("--keep", action="store_true", help="make this the figure that README shows")
    flags = parser.parse_args()
    chance, passed = random.Random(flags.seed), 0
    with tempfile.TemporaryDirectory() as place:
        make_folder(Path(place) / "folder")
        for time_ in range(flags.times):
            seconds = chance.uniform(0, flags.most)
            try:
                killed_add_holds_what_it_reported(Path(place) / "folder", Path(place) / f"library-{time_}", seconds)
                passed += 1
            except AssertionError as error:
                print(f"killed after {seconds:.3f} s: {error}", flush=True)
    print(f"{passed} of {flags.times} times nothing was lost")
    if flags.keep:
        keep("kill", {"times": flags.times, "passed": passed})
    return int(passed != flags.times)


if __name__ == "__main__" and os.name == "posix":
    sys.exit(main())
