"""What the network read in a passage → the stretches of it that may be the answer.

A question that a few words answer gets spans, one that takes a sentence or more gets runs of sentences that help.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.documents.datatypes import Hit
from qa.reading.boundaries import stands_in_heading
from qa.reading.span.finder import Reading, ReadSentence

_NOWHERE = -15.0  # the margin of a run of sentences that no span lies in: lower than any that was seen


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a hit that may answer, half-open characters of its passage, and what the network says of it.

    All logits: `margin` is that of its best span over "not here", `helps` of its most helpful sentence, `relevance` of
    the passage. `whole` tells a run of whole sentences from a span.
    """

    hit: Hit
    start: int
    end: int
    margin: float
    helps: float
    relevance: float
    whole: bool = False

    @property
    def strength(self) -> float:
        """How strongly the network speaks for it, a logit."""
        return self.margin + self.relevance

    @property
    def text(self) -> str:
        """Its words."""
        return self.hit.text[self.start : self.end]


def stretches(hits: Sequence[Hit], readings: Sequence[Reading], whole_sentences: bool) -> list[Stretch]:
    """Every stretch once, though passages overlap: of one that was read twice, the better reading."""
    best: dict[tuple[str, int, int], Stretch] = {}
    for hit, reading in zip(hits, readings, strict=True):
        for stretch in _runs(hit, reading) if whole_sentences else _spans(hit, reading):
            passage = hit.passage
            place = (passage.document_id, passage.start + stretch.start, passage.start + stretch.end)
            if place not in best or stretch.strength > best[place].strength:
                best[place] = stretch
    return list(best.values())


def _spans(hit: Hit, reading: Reading) -> Iterator[Stretch]:
    """The best spans, as the network has them."""
    for span in reading.spans:
        inside = [
            sentence.helps for sentence in reading.sentences if sentence.start < span.end and sentence.end > span.start
        ]
        yield Stretch(hit, span.start, span.end, span.margin, max(inside, default=_NOWHERE), reading.relevance)


def _runs(hit: Hit, reading: Reading) -> Iterator[Stretch]:
    """Runs of neighbouring sentences that help; the most helpful one alone where none is likelier to than not.

    A heading is never part of one.
    """
    said = [sentence for sentence in reading.sentences if not _is_heading(hit, sentence)]
    best = max(said, key=lambda sentence: sentence.helps, default=None)
    run: list[ReadSentence] = []
    for sentence in (*(sentence if sentence in said else None for sentence in reading.sentences), None):
        if sentence is not None and (sentence.helps > 0 or sentence is best):
            run.append(sentence)
        elif run:
            start, end = run[0].start, run[-1].end
            margins = [span.margin for span in reading.spans if span.start < end and span.end > start]
            helps = max(sentence.helps for sentence in run)
            yield Stretch(hit, start, end, max(margins, default=_NOWHERE), helps, reading.relevance, whole=True)
            run = []


def _is_heading(hit: Hit, sentence: ReadSentence) -> bool:
    return stands_in_heading(hit.text, sentence.start, sentence.end, hit.headings)
