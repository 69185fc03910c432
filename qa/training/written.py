"""Questions over whole documents as units to train on, with negatives from our own retriever over all of them at once.

    python -m qa.training.written --documents FOLDER --questions FILE.jsonl --aside NAME … --out RUN/written.jsonl

A question is {"document", "kind", "question", "rewrite", "support": [{"quote", "answers"}], "near"}: each quote stands
once in the document, its answers within it; `near` is the closest stretch where nothing answers. Documents `aside` are
in the library, and none of their questions in the output.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.documents.context import context
from index.documents.datatypes import Document, Passage
from index.documents.sentences import Span
from index.passage_index import PassageIndex
from qa.evaluation.questions import read_lines
from qa.retrieval import FusedRetriever, Retriever
from qa.training.rows import Item
from qa.training.sources import WRITTEN, Unit

SPAN_WEIGHTS = {"why": 0.5, "how": 0.5, "list": 0.5, "keyword": 0.3}
"""Weight of the span where answers are whole sentences, whose ends are a matter of taste; 1 for the other kinds."""
_RETRIEVED = 20  # passages that a question's negatives are drawn from, as many as are read
_TELLING = 6  # characters of an answer from which a passage that holds it may answer too, and is no negative
_ELSEWHERE = 0.3  # chance that a passage of another document is a negative where nothing in its own answers
_SAME_TABLE = ("table", "number", "fact")  # kinds that get a second unit with negatives of their own document alone


@dataclass(frozen=True, slots=True)
class Support:
    """A stretch of a document that answers, and the exact answers in it."""

    start: int
    end: int
    answers: tuple[Span, ...]


def supports_of(question: dict[str, Any], text: str) -> list[Support]:
    """Where a question's quotes and answers stand. Raises ValueError for a quote that does not stand there."""
    supports = []
    for support in question.get("support", ()):
        start = text.find(support["quote"])
        if start < 0:
            raise ValueError(f"{question['id']}: its quote does not stand in {question['document']}.")
        places = [(support["quote"].find(answer), len(answer)) for answer in support["answers"]]
        answers = tuple((start + at, start + at + length) for at, length in places if at >= 0)
        supports.append(Support(start, start + len(support["quote"]), answers))
    return supports


class WrittenQuestions:
    """A library of whole documents, and units made of questions over it."""

    def __init__(self, index: PassageIndex, seed: int = 5) -> None:
        """`index` holds all documents, those without questions too."""
        self._retriever: Retriever = FusedRetriever(index)
        self._documents: dict[str, Document] = {}
        self._passages: dict[str, list[Passage]] = {}
        self._rng = random.Random(seed)
        for summary in index.documents():
            document = index.document(summary.id)
            self._documents[document.id] = document
        for passage in index.library.passages_of(list(self._documents)):
            self._passages.setdefault(passage.document_id, []).append(passage)
        self._ids = {Path(document.path).name: document.id for document in self._documents.values()}

    def units(self, question: dict[str, Any]) -> Iterator[Unit]:
        """The units of one question."""
        document = self._documents[self._ids[question["document"]]]
        asked = question.get("rewrite") or question["question"]
        supports = supports_of(question, document.text)
        negatives = list(self._negatives(asked, document, supports))
        if not supports:
            near = document.text.find(question["near"]) if question.get("near") else -1
            first = [p for p in self._passages[document.id] if near >= 0 and p.start <= near < p.end][:1]
            rows = [self._item(asked, passage) for passage in dict.fromkeys([*first, *negatives[:4]])]
            yield from [tuple(rows[:4])] if rows else []
            return
        weight = SPAN_WEIGHTS.get(question["kind"], 1.0)
        for number, passage in enumerate(self._holding(document, supports)[:2]):
            positive = self._item(asked, passage, supports, weight)
            drawn = self._rng.sample(negatives[:6], min(2, len(negatives[:6])))
            yield (positive, *(self._item(asked, other) for other in drawn))
            own = [other for other in negatives[:8] if other.document_id == document.id][:2]
            if number == 0 and own and question["kind"] in _SAME_TABLE:
                yield (positive, *(self._item(asked, other) for other in own))

    def _holding(self, document: Document, supports: Sequence[Support]) -> list[Passage]:
        return [p for p in self._passages[document.id] if any(p.start <= s.start and s.end <= p.end for s in supports)]

    def _negatives(self, asked: str, document: Document, supports: Sequence[Support]) -> Iterator[Passage]:
        """Retrieved passages that do not answer, nor hold a telling answer by chance, best first."""
        answers = [document.text[a:b].casefold() for s in supports for a, b in s.answers if b - a >= _TELLING]
        for hit in self._retriever.retrieve(asked, _RETRIEVED):
            passage, own = hit.passage, hit.passage.document_id == document.id
            touches = own and any(passage.start < s.end and passage.end > s.start for s in supports)
            text = self._text(passage).casefold()
            if touches or any(answer in text for answer in answers):
                continue
            if own or supports or self._rng.random() < _ELSEWHERE:
                yield passage

    def _text(self, passage: Passage) -> str:
        return self._documents[passage.document_id].text[passage.start : passage.end]

    def _item(self, asked: str, passage: Passage, supports: Sequence[Support] = (), weight: float = 1.0) -> Item:
        document = self._documents[passage.document_id]
        inside = [s for s in supports if passage.start <= s.start and s.end <= passage.end]
        spans = {(a - passage.start, b - passage.start) for s in inside for a, b in s.answers[:2]}
        helps = tuple((s.start - passage.start, s.end - passage.start) for s in inside)
        shown = context(document.title, document.path, passage.trail)
        return Item(
            WRITTEN,
            asked,
            shown,
            self._text(passage),
            tuple(sorted(spans)),
            helps,
            span_weight=weight if inside else 1.0,
        )


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--aside", nargs="*", default=[], help="documents whose questions are kept to measure on")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    index = PassageIndex.from_folder(args.documents)
    written = WrittenQuestions(index)
    with args.out.open("w", encoding="utf-8") as out:
        for question in read_lines(args.questions):
            if question["document"] not in args.aside:
                for unit in written.units(question):
                    out.write(json.dumps([asdict(item) for item in unit], ensure_ascii=False) + "\n")
    index.close()


if __name__ == "__main__":
    main()
