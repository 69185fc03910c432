"""What each part of the reader brings: python tests/tools/ablations.py written.jsonl --documents DOCS --only NAME …

Asks the written questions about the documents named, once as Quoth is shipped and once without each part, and prints a
row for each. `--before FOLDER` is the reader's folder from before it saw the written questions.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from index.documents.datatypes import Hit
from index.passage_index import PassageIndex
from qa.answering import PASSAGES_READ, Answerer
from qa.datatypes import Extraction
from qa.evaluation.written import RecordingReader, WrittenQuestion, WrittenTest, read_written
from qa.evaluation.written_outcomes import written_summary
from qa.reading.reader import Reader
from qa.reading.registry import reader_path
from qa.reading.span.finder import SpanFinder
from qa.reading.span.reader import SpanReader, read_calibration
from qa.retrieval import FusedRetriever, Retriever

_COLUMNS = ("strict", "right", "lit_f1", "refusal_precision", "refusal_recall", "passage_read", "ece")
_USUAL = 60  # the constant of reciprocal rank fusion that Cormack et al. (2009) have


class WithoutContext:
    """Reads hits as if nothing were known of where they stand."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.refuse_below = reader.refuse_below

    def read(self, question: str, hits: Sequence[Hit]) -> list[Extraction]:
        """What the other reader finds in the bare passages."""
        return self._reader.read(question, [replace(hit, context="", headings=()) for hit in hits])


def variants(index: PassageIndex, before: Path | None) -> Iterator[tuple[str, Reader, Retriever, int]]:
    """Each variant's name, reader and retriever, and how many passages are read."""
    folder, fused = reader_path(), FusedRetriever(index)
    shipped = SpanReader.from_folder(folder, index)
    parts = (SpanFinder.from_folder(folder), read_calibration(folder))
    yield "as shipped", shipped, fused, PASSAGES_READ
    yield "passages read without their context", WithoutContext(shipped), fused, PASSAGES_READ
    yield "fusion with 60", shipped, FusedRetriever(index, rank_constant=_USUAL), PASSAGES_READ
    yield "ten passages", shipped, fused, PASSAGES_READ // 2
    yield "spans only", SpanReader(index, *parts, takes_sentences=lambda question: False), fused, PASSAGES_READ
    yield "whole sentences only", SpanReader(index, *parts, takes_sentences=lambda question: True), fused, PASSAGES_READ
    if before:
        finder = SpanFinder.from_folder(before)
        yield "without the written questions", SpanReader(index, finder, *parts[1:]), fused, PASSAGES_READ


def row(
    name: str, index: PassageIndex, answerer: Answerer, reader: RecordingReader, asked: list[WrittenQuestion]
) -> str:
    """A row of Markdown."""
    summary = written_summary(list(WrittenTest(index, answerer, reader).ask(asked)))
    return " | ".join([f"| {name}", *(f"{summary[column]:.3f}" for column in _COLUMNS)]) + " |"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--documents", type=Path, required=True)
    parser.add_argument("--only", nargs="+", required=True)
    parser.add_argument("--before", type=Path)
    parser.add_argument("--most", type=int, help="questions asked, the first ones of every so many")
    args = parser.parse_args()
    asked = [question for question in read_written(args.questions) if question.document in args.only]
    asked = asked[:: max(1, len(asked) // args.most)] if args.most else asked
    index = PassageIndex.from_folder(args.documents)
    print(f"| {len(asked)} questions | " + " | ".join(_COLUMNS) + " |")
    print("|---" * (1 + len(_COLUMNS)) + "|")
    for name, reader, retriever, passages in variants(index, args.before):
        recording = RecordingReader(reader)
        print(row(name, index, Answerer(index, retriever, recording, passages), recording, asked), flush=True)
    index.close()


if __name__ == "__main__":
    main()
