"""Quoth's retrieval beside other programs', with the same weights, documents and questions.

    pip install -e '.[peers]'; pip install --no-deps -r tests/tools/peers/no-deps.txt
    python tests/tools/bench_peers.py [--documents FOLDER --questions FILE.jsonl …] [--rounds N] [--own] [--keep]

Each peer runs in a process of its own, one after the other, several rounds, each round in another order; figures are
ratios to Quoth's in the same round. Without `--own`, all are given the passages that Quoth cuts. Adding begins with the
files and ends when everything is on the disk; a question is asked for its ten best passages. `--keep` makes this the
table that README shows. A peer that is not installed is left out, and said to be.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from measured import keep
from peers.measuring import Work, measure_in, measured
from peers.questions import read_asked
from peers.registry import PEERS, QUOTH
from peers.table import figures_of, table

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
QUESTIONS = [DATA / "seed_questions.jsonl", DATA / "seed_questions_held_out.jsonl"]


def flags_of(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--documents", type=Path, default=ROOT / "seeds", help="a folder of text files; seeds/ if left out"
    )
    parser.add_argument("--questions", type=Path, nargs="+", default=QUESTIONS, help="files of questions over them")
    parser.add_argument("--most", type=int, default=0, help="ask at most so many of the questions, evenly spread")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=1, help="OMP_NUM_THREADS of every peer")
    parser.add_argument("--peers", nargs="+", choices=sorted(PEERS), default=list(PEERS))
    parser.add_argument("--own", action="store_true", help="each peer cuts the files with its own splitter")
    parser.add_argument("--json", type=Path, help="write every round's figures to this file")
    parser.add_argument("--keep", action="store_true", help="make this the table that README shows")
    parser.add_argument("--in-folder", type=Path, help=argparse.SUPPRESS)  # one peer's process, started by this one
    return parser.parse_args(arguments)


def rounds_of(
    names: list[str], work: Work, count: int, threads: int, missing: dict[str, str]
) -> Iterator[dict[str, list[dict[str, Any]]]]:
    """After each round, what each peer measured so far in all; the order turns by one from round to round.

    A peer that fails is taken out of all rounds and put among the `missing`. Raises RuntimeError where Quoth fails.
    """
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for number in range(count):
        turn = number % len(names)
        for name in [each for each in names[turn:] + names[:turn] if each in rows]:
            try:
                row = measured(name, work, threads)
            except RuntimeError as error:
                if name == QUOTH:
                    raise
                print(error, file=sys.stderr)
                missing[name] = f"it failed ({str(error).strip().splitlines()[-1]})"
                del rows[name]
                continue
            rows[name].append(row)
            said = f"round {number + 1}, {name}: add {row['add']:.2f} s, {row['peak_mb']:.0f} MB"
            print(said, file=sys.stderr, flush=True)
        yield rows


def main() -> None:
    flags = flags_of(sys.argv[1:])
    if flags.in_folder:
        measure_in(flags.in_folder)
        return
    chosen = [name for name in PEERS if name in {QUOTH, *flags.peers}]
    missing = {name: f"{package} is not installed" for name in chosen if (package := PEERS[name].missing())}
    for name, reason in missing.items():
        print(f"{name} is left out: {reason}.", file=sys.stderr)
    names = [name for name in chosen if name not in missing]
    work = Work(flags.documents, read_asked(flags.questions, flags.most), flags.own)
    given = {
        "questions": len(work.questions),
        "cores": os.cpu_count(),
        "threads": flags.threads,
        "own": flags.own,
        "versions": {package: number for name in names for package, number in PEERS[name].versions().items()},
        "missing": missing,
    }
    figures: dict[str, Any] = {}
    for rounds in rounds_of(names, work, flags.rounds, flags.threads, missing):
        figures = given | figures_of(rounds)
        if flags.json:  # after each round, so that a long run that is stopped was not for nothing
            flags.json.write_text(json.dumps(figures | {"measured": rounds}, indent=1) + "\n", encoding="utf-8")
    print(table(figures))
    if flags.keep:
        keep("peers", figures)


if __name__ == "__main__":
    main()
