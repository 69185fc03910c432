"""Feeds mutants of every fixture to the process that reads files, and says what came of them.

`python tests/tools/fuzz.py --mutants 2000` prints, for each format, how many mutants were read, how many were refused
with a reason, and how many broke the reading process, took too long or needed too much memory: those are findings, and
their files are kept.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from measured import keep
from mutants import mutants

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]
FIXTURES = ROOT / "tests" / "data" / "formats"

from index.documents.datatypes import Document  # noqa: E402
from index.errors import LoadError  # noqa: E402
from index.isolation import ReadingProcess  # noqa: E402

_FINDINGS = ("crashed", "gave up", "of memory")


def fuzz(fixtures: list[Path], count: int, number: int, kept: Path) -> tuple[Counter[str], float]:
    """What came of `count` mutants of files of one format, and the longest any took, in seconds."""
    came, slowest = Counter[str](), 0.0
    process = ReadingProcess(silence=20.0)
    suffix = fixtures[0].suffix
    target = kept / f"mutant{suffix}"

    def read(data: bytes) -> None:
        nonlocal slowest
        target.write_bytes(data)
        began = time.monotonic()
        try:
            found = list(process.documents(target, ocr=False))
            came["read" if any(isinstance(each, Document) for each in found) else "refused"] += 1
        except LoadError as error:
            finding = next((words for words in _FINDINGS if words in error.reason), None)
            came[finding or "refused"] += 1
            if finding:
                (kept / f"finding-{sum(came[each] for each in _FINDINGS)}{suffix}").write_bytes(data)
        slowest = max(slowest, time.monotonic() - began)

    for at, fixture in enumerate(fixtures):
        share = count // len(fixtures) + (at < count % len(fixtures))
        if not share:
            continue
        run = settings(
            max_examples=share,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )(given(mutants(fixture.read_bytes()))(read))
        seed(number)(run)()
    process.close()
    return came, slowest


def main() -> int:
    """Prints a line a format; 1 where there were findings."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutants", type=int, default=2000, help="of each format")
    parser.add_argument("--only", action="append", default=[], metavar="SUFFIX")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", action="store_true", help="make these the figures that README shows")
    flags = parser.parse_args()
    by_suffix: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(FIXTURES.iterdir()):
        by_suffix[path.suffix].append(path)
    kept = Path(tempfile.mkdtemp(prefix="quoth-fuzz-"))
    found, slowest_of_all = 0, 0.0
    for suffix, fixtures in by_suffix.items():
        if flags.only and suffix not in flags.only:
            continue
        came, slowest = fuzz(fixtures, flags.mutants, flags.seed, kept)
        slowest_of_all = max(slowest_of_all, slowest)
        found += sum(came[each] for each in _FINDINGS)
        counts = ", ".join(f"{came[each]} {each}" for each in ("read", "refused", *_FINDINGS))
        print(f"{suffix:7} {sum(came.values()):6} mutants: {counts}; slowest {slowest:.1f} s", flush=True)
    print(f"{found} findings" + (f", kept in {kept}" if found else ""))
    if flags.keep:
        formats = len(flags.only or by_suffix)
        figures = {"formats": formats, "mutants": flags.mutants, "findings": found, "slowest": round(slowest_of_all, 1)}
        keep("fuzz", figures)
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
