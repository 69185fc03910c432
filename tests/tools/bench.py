"""Prints how long Quoth takes to start, to read documents and to answer: python tests/tools/bench.py [--repeats N].

`--keep` makes these the figures that README shows.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from measured import keep

from index import PassageIndex, open_library
from index.embedding.network import load_tokenizer
from qa import Answerer
from qa.evaluation.reading import GivenTexts
from qa.reading.registry import reader_path
from qa.reading.span.finder import SpanFinder

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
QUESTIONS = (
    "How many open Qwen models has Alibaba released?",
    "How much private AI funding did China attract in 2024?",
    "Why is China embracing open source?",
    "Who is Tang Jie?",
    "What is the population of Shanghai?",
)


ROWS: list[dict[str, Any]] = []  # what `shown` printed, for --keep


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def shown(what: str, seconds: list[float], unit: str = "s", scale: float = 1.0) -> None:
    values = sorted(value * scale for value in seconds)
    print(f"{what:58} {statistics.median(values):9.3f} {unit:3} ({values[0]:.3f} to {values[-1]:.3f}, n={len(values)})")
    median, least, most = (round(value, 3) for value in (statistics.median(values), values[0], values[-1]))
    ROWS.append({"what": what, "unit": unit, "median": median, "least": least, "most": most, "n": len(values)})


def read_and_embed(index: PassageIndex, repeats: int) -> None:
    """The two networks alone: ten passages of 200 tokens read with a question, and passages embedded a second."""
    stored = index.library.passages_of([summary.id for summary in index.documents()])
    texts = [held.text for held in index.library.passage_texts(stored).values()]
    tokenizer = load_tokenizer(reader_path())
    cut = [tokenizer.encode(text, add_special_tokens=False) for text in texts]
    passages = [text[: each.offsets[199][1]] for text, each in zip(texts, cut, strict=True) if len(each.ids) >= 200][
        :10
    ]
    finder, given = SpanFinder.from_folder(reader_path()), GivenTexts(passages)

    def read() -> None:
        for passage in passages:
            finder.read(QUESTIONS[0], given.hit(passage))

    read()
    shown(f"read {len(passages)} passages of 200 tokens", [timed(read) for _ in range(5 * repeats)], "ms", 1000)
    seconds = [timed(partial(index.embedder.encode_document, passages)) for _ in range(repeats)]
    shown("embed a passage of 200 tokens", [each / len(passages) for each in seconds], "ms", 1000)
    seconds = [
        timed(partial(index.embedder.encode_query, [question])) for question in QUESTIONS for _ in range(repeats)
    ]
    shown("embed a question", seconds, "ms", 1000)


def command(*arguments: str) -> Callable[[], object]:
    return lambda: subprocess.run(
        [sys.executable, "-m", "ui.cli.main", *arguments], cwd=ROOT, check=True, capture_output=True
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--keep", action="store_true", help="make these the figures that README shows")
    flags = parser.parse_args()
    repeats = flags.repeats
    print(f"{os.cpu_count()} cores; median (least to most)")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        indexes = [PassageIndex(open_library(place / str(number))) for number in range(repeats)]
        for index in indexes:
            index.embedder.encode_query(["load the model"])
        shown("index seeds/ (5 documents), model loaded", [timed(partial(index.add, [SEEDS])) for index in indexes])
        index = indexes[0]
        passages = index.library.count().passages
        print(f"{'':4}{passages} passages")
        again = [timed(partial(index.sync, SEEDS)) for _ in range(repeats)]
        shown("sync seeds/ again, unchanged", again, "ms", 1000)
        answerer = Answerer(index)
        answerer.ask(QUESTIONS[0])
        asked = [timed(partial(answerer.ask, question)) for question in QUESTIONS for _ in range(repeats)]
        shown("answer a question over seeds/", asked, "ms", 1000)
        read_and_embed(index, repeats)
        index.close()
        library = ["--library", str(place / "0")]
        shown("quoth --help", [timed(command("--help")) for _ in range(repeats)])
        shown("quoth list", [timed(command("list", *library)) for _ in range(repeats)])
        ask = command("ask", QUESTIONS[0], *library)
        shown("quoth ask, from start to answer", [timed(ask) for _ in range(repeats)])
    if flags.keep:
        keep("bench", {"cores": os.cpu_count(), "passages": passages, "rows": ROWS})


if __name__ == "__main__":
    main()
