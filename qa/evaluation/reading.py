"""Reading and refusing, given the right passage: what the reader can do by itself."""

import time
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from index.documents.datatypes import Hit, Passage
from index.search import lexical
from qa.answering import FURTHER
from qa.datatypes import Extraction
from qa.evaluation.outcomes import Outcome
from qa.evaluation.questions import Example
from qa.evaluation.scoring import score
from qa.reading.reader import Reader


class GivenTexts:
    """The contexts of a file as hits, each its own document; a `Corpus` without a library."""

    def __init__(self, contexts: Sequence[str]) -> None:
        self._contexts = list(dict.fromkeys(contexts))
        self._numbers = {context: number for number, context in enumerate(self._contexts)}
        self._holding: dict[str, int] = {}
        for context in self._contexts:
            for stem in set(lexical.terms(context)):
                self._holding[stem] = self._holding.get(stem, 0) + 1

    def hit(self, context: str) -> Hit:
        """A context as the only hit of a question."""
        number = self._numbers[context]
        return Hit(Passage(number, str(number), 0, len(context)), context, "", (), 1.0, 1)

    def rarity(self, stems: Sequence[str]) -> Mapping[str, float]:
        """BM25's idf over the contexts."""
        total = len(self._contexts)
        return {
            stem: float(np.log1p((total - self._holding.get(stem, 0) + 0.5) / (self._holding.get(stem, 0) + 0.5)))
            for stem in stems
        }


def read_questions(examples: Sequence[Example], texts: GivenTexts, reader: Reader) -> Iterator[Outcome]:
    """The outcome of each question over its own passage; further spans count if they reach the refusal line."""
    for example in examples:
        extractions, spent = timed(reader, example.question, texts.hit(example.context))
        best = extractions[0].score if extractions else 0.0
        line = max(reader.refuse_below, FURTHER * best)
        kept = [extraction for extraction in extractions if extraction.score >= line] or extractions[:1]
        texts_kept = [example.context[extraction.start : extraction.end] for extraction in kept]
        em, f1 = score(example, texts_kept)
        text = texts_kept[0] if texts_kept else ""
        yield Outcome(example.id, bool(example.spans), em, f1, best, text, spent, {})


def timed(reader: Reader, question: str, hit: Hit) -> tuple[list[Extraction], float]:
    """What a reader finds in a hit, and the milliseconds that this took."""
    began = time.perf_counter()
    extractions = reader.read(question, [hit])
    return extractions, (time.perf_counter() - began) * 1000
