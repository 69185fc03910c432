"""One peer in one process, measured: it adds the documents, then it is asked every question."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peers.memory import Watch
from peers.passages import Weights
from peers.questions import Asked
from peers.registry import PEERS

WARM = 5  # questions asked before any is timed
DEPTH = 10
# No model may be fetched and nothing reported home; the progress bars of the peers go to standard error.
ENVIRONMENT = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "LANGCHAIN_TRACING_V2": "false",
    "ANONYMIZED_TELEMETRY": "False",
    "TOKENIZERS_PARALLELISM": "false",
}


@dataclass(frozen=True, slots=True)
class Work:
    """What every peer is given: text files, questions, and whether it cuts the files with its own splitter."""

    documents: Path
    questions: Sequence[Asked]
    own: bool = False


def measured(name: str, work: Work, threads: int) -> dict[str, Any]:
    """What `measure` says of a peer in a process of its own, and the most memory that this held, in MB.

    Raises RuntimeError with what it wrote where it failed.
    """
    environment = os.environ | ENVIRONMENT | {"OMP_NUM_THREADS": str(threads)}
    with tempfile.TemporaryDirectory(prefix="quoth-peer-") as folder:
        asked = [[each.question, each.documents, each.gold] for each in work.questions]
        order = {"name": name, "documents": str(work.documents), "questions": asked, "own": work.own}
        (Path(folder) / "order.json").write_text(json.dumps(order), encoding="utf-8")
        command = [sys.executable, str(Path(__file__).parents[1] / "bench_peers.py"), "--in-folder", folder]
        with (Path(folder) / "said").open("w+") as said:
            process = subprocess.Popen(command, env=environment, stdout=said, stderr=subprocess.STDOUT)
            with Watch(process.pid) as watch:
                code = process.wait()
            said.seek(0)
            if code:
                raise RuntimeError(f"{name} ended with {code}:\n{said.read()[-3000:]}")
        figures: dict[str, Any] = json.loads((Path(folder) / "figures.json").read_text(encoding="utf-8"))
    return figures | {"peak_mb": round(watch.peak / 1e6, 1)}


def measure_in(folder: Path) -> None:
    """Does in this process what `measured` ordered in a folder."""
    began = time.perf_counter()
    order = json.loads((folder / "order.json").read_text(encoding="utf-8"))
    questions = [Asked(question, tuple(documents), tuple(gold)) for question, documents, gold in order["questions"]]
    place = folder / "kept"
    place.mkdir()
    figures = measure(order["name"], Work(Path(order["documents"]), questions, order["own"]), place, began)
    (folder / "figures.json").write_text(json.dumps(figures), encoding="utf-8")


def measure(name: str, work: Work, place: Path, began: float) -> dict[str, Any]:
    """Seconds to be ready, to add, and for each question, those spent in the embedder told apart, and gold ranks.

    `began` is when it began to be loaded, by `time.perf_counter`.
    """
    weights = Weights()
    weights.encode_document(["It is loaded now."])
    peer = PEERS[name].open(place, weights, work.own)
    ready, weights.seconds = time.perf_counter(), 0.0
    busy = time.process_time()
    passages = peer.add(work.documents)
    added, add_busy, add_embedding = time.perf_counter(), time.process_time() - busy, weights.seconds
    for asked in work.questions[:WARM]:
        peer.ask(asked.question, DEPTH)
    seconds, beside, ranks = [], [], []
    for asked in work.questions:
        weights.seconds, start = 0.0, time.perf_counter()
        found = peer.ask(asked.question, DEPTH)
        spent = time.perf_counter() - start
        seconds.append(spent)
        beside.append(spent - weights.seconds)
        ranks.append(asked.rank(found))
    return {
        "ready": ready - began,
        "passages": passages,
        "add": added - ready,
        "add_beside_embedding": added - ready - add_embedding,
        "add_processor": add_busy,
        "questions": seconds,
        "questions_beside_embedding": beside,
        "ranks": ranks,
    }
