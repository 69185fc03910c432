"""Prints what a library of 200,000 passages costs beside FAISS alone: python tests/tools/bench_library.py.

The vectors are random, 384 wide, and the words drawn by Zipf's law, both from a fixed seed: how fast a library finds is
measured here, not what it finds. `--documents N` makes it smaller or larger, 100 passages a document; 200,000 passages
take some 700 MB of disk in the temporary folder, 1 GB of memory and a few minutes. `--keep` makes what was measured the
figures that README shows.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import faiss
import numpy as np
from measured import keep

from index import PassageIndex, open_library
from index.documents.chunking import Chunk
from index.documents.datatypes import Document
from index.library.protocol import Library, text_key

WIDTH = 384
PASSAGES = 100  # a document
WORDS = 40  # a passage
QUESTION = "word40 word300 word2000"
ALONE = "FAISS alone, an exact search"
ROWS: list[dict[str, object]] = []


class SeededEmbedder:
    """A question's vector drawn from its length; documents are never embedded here."""

    name = "seeded"

    def encode_query(self, texts: list[str]) -> np.ndarray:
        return unit(np.random.default_rng(len(texts[0])), len(texts))

    def encode_document(self, texts: list[str]) -> np.ndarray:
        raise NotImplementedError("The vectors of a measured library are put there directly.")


def unit(chance: np.random.Generator, rows: int) -> np.ndarray:
    drawn = chance.standard_normal((rows, WIDTH), dtype=np.float32)
    drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
    return drawn


def put(library: Library, name: str, passages: int, chance: np.random.Generator) -> None:
    drawn = np.minimum(chance.zipf(1.3, (passages, WORDS)), 50_000)
    lines = [" ".join(f"word{number}" for number in row) for row in drawn]
    text, chunks, start = "\n".join(lines), [], 0
    for line in lines:
        chunks.append(Chunk(start, start + len(line), ""))
        start += len(line) + 1
    keys = [text_key(chunk.embedded_text(text)) for chunk in chunks]
    vectors = dict(zip(keys, unit(chance, passages), strict=True))
    document = Document(name, name, f"/{name}.txt", "text/plain", text_key(text), text)
    library.put(document, chunks, vectors, len(text))


def timed(work: Callable[[], object], times: int) -> tuple[float, float]:
    """Milliseconds of the clock and of the processor, the median of each."""
    clock, processor = [], []
    for _ in range(times):
        began, busy = time.perf_counter(), time.process_time()
        work()
        clock.append(1000 * (time.perf_counter() - began))
        processor.append(1000 * (time.process_time() - busy))
    return statistics.median(clock), statistics.median(processor)


def shown(what: str, spent: tuple[float, float], beside: float | None = None) -> None:
    of_faiss = None if beside is None else round(spent[1] / beside, 2)
    ROWS.append({"what": what, "clock": round(spent[0], 1), "processor": round(spent[1], 1), "of_faiss": of_faiss})
    ratio = "" if of_faiss is None else f"   {of_faiss:6.2f} × FAISS"
    print(f"{what:64} {spent[0]:9.1f} ms, of the processor {spent[1]:9.1f} ms{ratio}", flush=True)


def faiss_alone(passages: int) -> float:
    """Milliseconds of the processor for one exact search of FAISS over as many vectors."""
    plain, chance = faiss.IndexFlatIP(WIDTH), np.random.default_rng(0)
    for _ in range(0, passages, 10_000):
        plain.add(unit(chance, min(10_000, passages)))
    question = unit(chance, 1)
    spent = timed(lambda: plain.search(question, 50), 21)
    shown(ALONE, spent)
    return spent[1]


def searches(index: PassageIndex, alone: float, documents: int, chance: np.random.Generator) -> None:
    shown("the first search by meaning, which fills the cache", timed(lambda: index.search("first", 50), 1))
    shown("a search by meaning", timed(lambda: index.search("A question.", 50), 21), alone)

    def after_a_change() -> tuple[float, float]:
        put(index.library, "changing", 1, chance)
        return timed(lambda: index.search("A question.", 50), 1)

    after = [after_a_change() for _ in range(9)]
    shown("the same after the first change of a passage", after[0], alone)
    clock, processor = (statistics.median(times) for times in zip(*after, strict=True))
    shown("the same after a passage has changed, median of nine", (clock, processor), alone)
    few = [f"document-{number}" for number in range(0, documents, max(1, documents // 20))][:20]
    in_few = timed(lambda: index.search("A question.", 50, few), 21)
    shown(f"a search by meaning in {len(few)} documents", in_few, alone)
    shown("a search by words", timed(lambda: index.search_words(QUESTION, 50), 5))
    shown(f"a search by words in {len(few)} documents", timed(lambda: index.search_words(QUESTION, 50, few), 5))
    shown("how rare three words are", timed(lambda: index.rarity(QUESTION.split()), 5))
    shown("the list of documents", timed(index.documents, 5))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--keep", action="store_true", help="make these the figures that README shows")
    flags = parser.parse_args()
    documents = flags.documents
    alone = faiss_alone(documents * PASSAGES)
    chance = np.random.default_rng(1)
    with tempfile.TemporaryDirectory(prefix="quoth-bench-") as folder:
        library = open_library(Path(folder) / "library")
        library.set_facts(embedder=SeededEmbedder.name, dimension=str(WIDTH))
        began = time.perf_counter()
        for number in range(documents):
            put(library, f"document-{number}", PASSAGES, chance)
        print(f"{'putting them into a library':64} {time.perf_counter() - began:9.1f} s", flush=True)
        index = PassageIndex(library, SeededEmbedder())
        searches(index, alone, documents, chance)
        shown("closing the library", timed(index.close, 1))
        index = PassageIndex(open_library(Path(folder) / "library"), SeededEmbedder())
        shown("opened again, the first search by meaning", timed(lambda: index.search("A question.", 50), 1))
        index.close()
    if flags.keep:
        keep("library", {"documents": documents, "passages": documents * PASSAGES, "rows": ROWS})


if __name__ == "__main__":
    main()
