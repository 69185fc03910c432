"""Prints how long a question takes over a large library.

    python tests/tools/bench_asking.py questions.jsonl --documents docs --library big --keep

The file holds {"question", "history"} lines. The library holds at least `--passages` passages of different text: the
documents as they are, then copies in which every number and every capitalised word has been changed, from a fixed
seed, until there are enough. So a question has its answer once, among many passages like it: how fast Quoth answers is
measured here, not how well. The first question loads the models; the others are new to warm models; then all are asked
again. `--library` keeps the library, which takes some minutes to make, for the next time. `--keep` makes what was
measured the figures that README shows.
"""

import argparse
import os
import random
import re
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
from measured import keep

from index import PassageIndex, open_library
from index.loading.dispatch import load
from qa import Answerer
from qa.evaluation.outcomes import interval_of
from qa.evaluation.questions import read_lines

_CHANGED = re.compile(r"\d+|\b[A-Z][a-z]+\b")
_MOST_COPIES = 200  # of each document: one that has no number and no name gives no new passage, however often copied
_QUANTILES = {"p50": 0.5, "p95": 0.95}


def changed(text: str, chance: random.Random) -> str:
    """A text with other digits in its numbers and its capitalised words exchanged, each the same way everywhere."""
    pieces = sorted(set(_CHANGED.findall(text)))
    names = [piece for piece in pieces if not piece.isdecimal()]
    exchanged = dict(zip(names, chance.sample(names, len(names)), strict=True))
    for piece in pieces:
        if piece.isdecimal():
            exchanged[piece] = "".join(chance.choice("123456789") for _ in piece)
    return _CHANGED.sub(lambda found: exchanged[found[0]], text)


def distinct(index: PassageIndex) -> int:
    """How many different texts the passages of a library have."""
    passages = index.library.passages_of([summary.id for summary in index.documents()])
    return len({held.text for held in index.library.passage_texts(passages).values()})


def fill(index: PassageIndex, documents: Path, passages: int, folder: Path) -> None:
    """Adds documents, and changed copies of them in `folder`, until there are enough passages of different text."""
    index.add([documents])
    texts = {path.name: load(path).text for path in sorted(documents.rglob("*")) if path.is_file()}
    for number in range(_MOST_COPIES):
        held = distinct(index)
        print(f"    {held:,} passages of different text", flush=True)
        if held >= passages:
            return
        copies = folder / f"copy-{number}"
        copies.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (copies / f"{name}.txt").write_text(changed(text, random.Random(f"{number} {name}")), encoding="utf-8")
        index.add([copies])
    raise SystemExit(f"{documents} has too little text for {passages:,} passages; name a larger folder.")


def asked(answerer: Answerer, questions: Sequence[Mapping[str, Any]]) -> list[dict[str, float]]:
    """The milliseconds of each question, by stage and in all."""
    rows = []
    for question in questions:
        began = time.perf_counter()
        answer = answerer.ask(question["question"], question.get("history", ()))
        rows.append({**answer.timings, "total": 1000 * (time.perf_counter() - began)})
    return rows


def shown(what: str, times: Sequence[Mapping[str, float]]) -> list[dict[str, Any]]:
    """Prints the median and the 95th percentile of each stage, with their 95 % bootstrap intervals."""
    rows = []
    for stage in dict.fromkeys(name for each in times for name in each):
        values = np.array([each.get(stage, 0.0) for each in times])
        row: dict[str, Any] = {"what": what, "stage": stage, "n": len(values)}
        for name, share in _QUANTILES.items():

            def of(numbers: Any, share: float = share, values: Any = values) -> float:
                return float(np.quantile(values[numbers], share))

            row[name] = round(of(np.arange(len(values))), 1)
            row[f"{name}_interval"] = interval_of(of, len(values))
        rows.append(row)
        spreads = (f"{name} {row[name]:8,.1f} ms {row[f'{name}_interval']}" for name in _QUANTILES)
        print(f"{what:34} {stage:10} {'   '.join(spreads)}", flush=True)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("questions", type=Path, metavar="FILE")
    parser.add_argument("--documents", type=Path, required=True, metavar="DIR")
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--sample", type=int, default=200, help="how many of the questions are asked (default: 200)")
    parser.add_argument(
        "--library", type=Path, metavar="DIR", help="keep the library here, or use the one that is here"
    )
    parser.add_argument("--keep", action="store_true", help="make these the figures that README shows")
    flags = parser.parse_args()
    everything = list(read_lines(flags.questions))
    questions = random.Random(13).sample(everything, min(flags.sample, len(everything)))
    with ExitStack() as stack:
        place = flags.library or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="quoth-bench-")))
        index = PassageIndex(open_library(place / "library"))
        stack.callback(index.close)
        if index.library.count().passages < flags.passages:
            fill(index, flags.documents, flags.passages, place / "copies")
        count = index.library.count()
        print(f"{os.cpu_count()} cores, {count.passages:,} passages in {count.documents:,} documents")
        answerer = Answerer(index)
        rows = shown("the first question", asked(answerer, questions[:1]))
        rows += shown("a new question, models warm", asked(answerer, questions[1:]))
        rows += shown("the same questions again", asked(answerer, questions))
    if flags.keep:
        facts = {"cores": os.cpu_count(), "passages": count.passages, "documents": count.documents}
        keep("asking", {**facts, "rows": rows})


if __name__ == "__main__":
    main()
