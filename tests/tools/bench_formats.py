"""Prints how fast each format is read, and what a PDF of 1,000 pages takes: `python tests/tools/bench_formats.py`.

A page is one of the file's own, or 3,000 characters where the format has none. Files are read as by `quoth add`,
in the process that is made for it, which is running already.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import pypdfium2
from measured import keep

from index.documents.datatypes import Document
from index.errors import LoadError
from index.isolation import ReadingProcess

FIXTURES = Path(__file__).parents[1] / "data" / "formats"
_A_PAGE = 3000  # characters
_ADD = """
import resource, sys
from pathlib import Path
from index import PassageIndex, open_library
index = PassageIndex(open_library(Path(sys.argv[1])))
report = index.add([Path(sys.argv[2])])
(summary,) = index.documents()
sizes = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(summary.pages, summary.passages, *sizes)
"""


def pages_a_second(process: ReadingProcess, path: Path, repeats: int) -> tuple[float, list[float]]:
    """How many pages a file has, and the pages a second of each repeat."""
    pages, rates = 0.0, []
    for _ in range(repeats):
        began = time.perf_counter()
        found = [each for each in process.documents(path, ocr=False) if isinstance(each, Document)]
        spent = time.perf_counter() - began
        pages = sum(len(each.page_starts) or len(each.text) / _A_PAGE for each in found)
        rates.append(pages / spent)
    return pages, rates


def every_format(repeats: int) -> list[dict[str, Any]]:
    """A line a format: the median of its files' pages a second."""
    process = ReadingProcess()
    rates: dict[str, list[float]] = defaultdict(list)
    for path in sorted(FIXTURES.iterdir()):
        try:
            list(process.documents(path, ocr=False))
            rates[path.suffix] += pages_a_second(process, path, repeats)[1]
        except LoadError:
            continue  # a fixture that is there to be refused
    process.close()
    rows = []
    for suffix, found in rates.items():
        median, least, most = (round(rate, 1) for rate in (statistics.median(found), min(found), max(found)))
        rows.append({"suffix": suffix, "median": median, "least": least, "most": most, "n": len(found)})
        spread = f"({min(found):,.1f} to {max(found):,.1f}, n={len(found)})"
        print(f"read {suffix:8} {statistics.median(found):10,.1f} pages a second {spread}")
    return rows


def long_pdf(folder: Path, pages: int) -> Path:
    """A PDF of that many pages, those of a report over and over."""
    source = pypdfium2.PdfDocument(FIXTURES / "railway_report.pdf")
    made = pypdfium2.PdfDocument.new()
    while len(made) < pages:
        made.import_pages(source, list(range(min(len(source), pages - len(made)))))
    path = folder / "long.pdf"
    made.save(path)
    return path


def adding_a_long_pdf(pages: int) -> dict[str, Any]:
    """The time and the memory of `quoth add` of one long PDF, in a process of its own."""
    with tempfile.TemporaryDirectory() as place:
        path = long_pdf(Path(place), pages)
        process = ReadingProcess()
        _, (rate,) = pages_a_second(process, path, 1)
        process.close()
        print(f"read a PDF of {pages:,} pages: {rate:,.1f} pages a second")
        began = time.perf_counter()
        command = [sys.executable, "-c", _ADD, str(Path(place) / "library"), str(path)]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        spent = time.perf_counter() - began
        print(
            f"add it: {spent:.1f} s, {int(said[0]):,} pages, {int(said[1]):,} passages, at most "
            f"{float(said[2]):,.0f} MB in the program and {float(said[3]):,.0f} MB in the one that reads"
        )
        return {
            "pages": int(said[0]),
            "pages_a_second": round(rate, 1),
            "seconds_to_add": round(spent, 1),
            "passages": int(said[1]),
            "program_mb": round(float(said[2])),
            "reading_process_mb": round(float(said[3])),
        }


def main() -> None:
    """All of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--keep", action="store_true", help="make these the figures that README shows")
    flags = parser.parse_args()
    rows, long = every_format(flags.repeats), adding_a_long_pdf(flags.pages)
    if flags.keep:
        keep("formats", {"rows": rows, "long_pdf": long})


if __name__ == "__main__":
    main()
