"""Measures libraries of ever more passages: python tests/tools/bench_scale.py FOLDER... [--keep].

Each FOLDER is what `make_large_library.py` made there, or `--sizes 10000 100000 1000000` makes them below a folder of
your own. Each is measured in a process of its own, questions in turn: starting, searching by meaning and by words,
both joined as a question does before its passages are read, and what of an exhaustive search is found: of meaning, by
NumPy over the library's own vectors; of words, by FTS5's BM25 over every passage. `--keep` makes these the figures
that README shows, and draws their growth into tests/data/measured/scale.svg.
"""

import argparse
import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from make_large_library import make
from measured import FOLDER, keep

from index import PassageIndex, open_library
from index.embedding.embedder import encode_query
from index.library.sqlite import words
from index.library.sqlite.library import FILE_NAME
from index.search import lexical
from qa.retrieval import FusedRetriever

K = 50  # as many as a question takes from each search
COMPARED = 50  # questions whose hits are compared with those of an exhaustive search
STAGES = ("embed", "meaning", "words", "retrieve")


def milliseconds(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of the clock and of the processor."""
    began, busy = time.perf_counter(), time.process_time()
    work()
    return 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - busy)


def quantiles(times: Sequence[tuple[float, float]]) -> dict[str, float]:
    """The median and the 95th percentile, of the clock, and of the processor."""
    clock, processor = zip(*times, strict=True)
    row = {}
    for name, values in (("", clock), ("processor_", processor)):
        for label, at in (("p50", 0.5), ("p95", 0.95)):
            row[name + label] = round(float(np.quantile(values, at)), 1)
    return row


def fill_cache(folder: Path) -> None:
    """Writes the cache of vectors, which is made when a library is first asked."""
    if not list((folder / "library").glob("vectors-*")):
        index = PassageIndex(open_library(folder / "library"))
        index.search("first", 1)
        index.close()


def resident() -> float:
    """Megabytes of this process in memory now; 0 where the system does not say."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def stages(index: PassageIndex, question: str) -> dict[str, tuple[float, float]]:
    """Milliseconds of each stage of one question; `retrieve` is all of them, with texts and near-duplicates."""
    return {
        "embed": milliseconds(lambda: encode_query(index.embedder, [question])),
        "meaning": milliseconds(lambda: index.search(question, K)),
        "words": milliseconds(lambda: index.search_words(question, K)),
        "retrieve": milliseconds(lambda: FusedRetriever(index).retrieve(question, 10)),
    }


def shared(found: Sequence[int], expected: Sequence[int], of: int = 10) -> float:
    """The share of the best `of` that were expected and are found among the best `of`."""
    return len(set(found[:of]) & set(expected[:of])) / max(1, len(expected[:of]))


def exact_meaning(connection: sqlite3.Connection, questions: np.ndarray) -> list[list[int]]:
    """The ids of the ten nearest passages to each question, by NumPy over the library's vectors, a part at a time."""
    ids, scores = np.empty((len(questions), 0), np.int64), np.empty((len(questions), 0), np.float32)
    rows = connection.execute("SELECT id, vector FROM passages JOIN vectors USING (embedded)")
    while some := rows.fetchmany(20_000):
        numbers, blobs = zip(*some, strict=True)
        vectors = np.frombuffer(b"".join(blobs), np.float32).reshape(len(numbers), -1)
        scores = np.concatenate([scores, questions @ vectors.T], axis=1)
        ids = np.concatenate([ids, np.broadcast_to(np.array(numbers), (len(questions), len(numbers)))], axis=1)
        best = np.argsort(-scores, axis=1, kind="stable")[:, :10]
        scores, ids = np.take_along_axis(scores, best, 1), np.take_along_axis(ids, best, 1)
    return [row.tolist() for row in ids]


def exact_words(connection: sqlite3.Connection, question: str) -> list[int]:
    """The ids of the best ten passages by FTS5's BM25 over every passage that holds a term."""
    wanted = lexical.question_terms(question)
    if not wanted:
        return []
    return [number for number, _ in words.scored(connection, wanted, 10)]


def agreement(index: PassageIndex, place: Path, questions: Sequence[str], few: Sequence[str]) -> dict[str, float]:
    """How much of the ten best of an exhaustive search is found, by meaning, by words, and in a few documents."""
    embedded = encode_query(index.embedder, list(questions))
    with sqlite3.connect(f"file:{place}?mode=ro", uri=True) as connection:
        meaning = zip(questions, exact_meaning(connection, embedded), strict=True)
        of_few = index.library.passages_of(few)
        vectors = index.vectors(of_few)
        in_few = [[of_few[at].id for at in np.argsort(-(vectors @ row), kind="stable")[:10]] for row in embedded]
        recall = {
            "meaning": [shared(ids(index.search(q, 10)), expected) for q, expected in meaning],
            "restricted": [
                shared(ids(index.search(q, 10, few)), expected) for q, expected in zip(questions, in_few, strict=True)
            ],
            "words": [shared(ids(index.search_words(q, K)), exact_words(connection, q)) for q in questions],
        }
    return {name: round(float(np.mean(shares)), 4) for name, shares in recall.items()}


def ids(matches: Sequence[Any]) -> list[int]:
    return [match.passage.id for match in matches]


def measure(folder: Path, asked: int) -> dict[str, Any]:
    """Everything measured of one library."""
    lines = (folder / "questions.jsonl").read_text("utf-8").splitlines()
    questions = random.Random(5).sample([json.loads(line)["question"] for line in lines], asked + 1)
    first, questions = questions[0], questions[1:]
    made = json.loads((folder / "made.json").read_text("utf-8"))
    row: dict[str, Any] = {
        "passages": made["passages"],
        "put_ms": round(1000 * made["put_seconds"] / made["passages"], 3),
    }
    began, busy = time.perf_counter(), time.process_time()
    index = PassageIndex(open_library(folder / "library"))
    index.search(first, K)
    index.search_words(first, K)
    row["start_s"] = round(time.perf_counter() - began, 2)
    row["start_processor_s"] = round(time.process_time() - busy, 2)
    times = [stages(index, question) for question in questions]
    for stage in STAGES:
        row[stage] = quantiles([each[stage] for each in times])
    row["resident_mb"] = round(resident())
    few = [summary.id for summary in index.documents()[::50][:20]]
    row["restricted"] = quantiles([milliseconds(partial(index.search, q, K, few)) for q in questions[:COMPARED]])
    row["recall"] = agreement(index, folder / "library" / FILE_NAME, questions[:COMPARED], few)
    index.close()
    sizes = {path.name: path.stat().st_size for path in (folder / "library").iterdir()}
    row["disk_mb"] = round(sum(sizes.values()) / 1e6)
    row["cache_mb"] = round(sum(size for name, size in sizes.items() if name.startswith("vectors-")) / 1e6)
    return row


def draw(rows: Sequence[dict[str, Any]], file: Path) -> None:
    """Times, memory and disk against passages, both axes logarithmic. Raises ImportError without matplotlib."""
    import matplotlib
    from matplotlib.figure import Figure

    matplotlib.rcParams["svg.hashsalt"] = "quoth"  # the same file for the same figures
    passages = [row["passages"] for row in rows]
    figure = Figure(figsize=(11, 4), layout="constrained")
    times, space = figure.subplots(1, 2)
    for stage, label in (("meaning", "by meaning"), ("words", "by words"), ("retrieve", "both, joined")):
        (line,) = times.plot(
            passages, [row[stage]["processor_p95"] for row in rows], marker="o", label=f"{label}, 95th percentile"
        )
        times.plot(
            passages, [row[stage]["processor_p50"] for row in rows], color=line.get_color(), linestyle=":", alpha=0.7
        )
    times.set(
        title="A question's search (dotted: median)",
        xlabel="passages",
        ylabel="ms of the processor",
        xscale="log",
        yscale="log",
    )
    for key, label in (("disk_mb", "disk"), ("resident_mb", "memory"), ("cache_mb", "of the disk, vectors' cache")):
        space.plot(passages, [row[key] for row in rows], marker="o", label=label)
    space.set(title="Space", xlabel="passages", ylabel="MB", xscale="log", yscale="log")
    for axes in (times, space):
        axes.legend()
        axes.grid(alpha=0.3)
    figure.savefig(file, format="svg", metadata={"Date": None})


def shown(row: dict[str, Any]) -> None:
    print(
        f"{row['passages']:,} passages: start {row['start_s']} s, {row['resident_mb']:,} MB of memory, "
        f"{row['disk_mb']:,} MB of disk, put {row['put_ms']} ms a passage, found {row['recall']}"
    )
    for stage in (*STAGES, "restricted"):
        spent = "   ".join(f"{name} {value:8.1f} ms" for name, value in row[stage].items())
        print(f"    {stage:12} {spent}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--sizes", nargs="+", type=int, help="make libraries of so many passages below the one FOLDER")
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--json", action="store_true", help="print the figures of the one FOLDER as JSON")
    parser.add_argument("--keep", action="store_true", help="make these the figures that README shows")
    flags = parser.parse_args()
    folders = flags.folders
    if flags.sizes:
        folders = [folders[0] / str(size) for size in sorted(flags.sizes)]
        for folder, size in zip(folders, sorted(flags.sizes), strict=True):
            if not (folder / "made.json").exists():
                make(folder, size)
    if flags.json:
        print(json.dumps(measure(folders[0], flags.questions)))
        return
    rows = []
    for folder in folders:  # memory is counted by process
        fill_cache(folder)
        again = [sys.executable, __file__, str(folder), "--json", "--questions", str(flags.questions)]
        rows.append(json.loads(subprocess.run(again, check=True, capture_output=True, text=True).stdout))
        shown(rows[-1])
    if flags.keep:
        keep("scale", {"cores": os.cpu_count(), "questions": flags.questions, "rows": rows})
        draw(rows, FOLDER / "scale.svg")


if __name__ == "__main__":
    main()
