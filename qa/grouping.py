"""Cited spans → findings: what says the same is one finding with several citations."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.embedding.embedder import Embedder, Vectors, encode_document
from index.search import lexical
from qa.datatypes import Citation, Finding
from qa.language.figures import MARKS, figures
from qa.language.words import ARTICLES

# Cosine similarity of two quotes that say the same, and of two that also give the same figures for an answer: guesses,
# by eye over the sample documents; not measured.
_SAME = 0.85
_SAME_WITH_VALUE = 0.5


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation and the probability that it answers; `sure` where that alone is enough to show it."""

    citation: Citation
    score: float
    answer: str
    sure: bool = True


def group(found: Sequence[Cited], embedder: Embedder, most: int) -> tuple[Finding, ...]:
    """At most `most` findings, best first; each finding's text and confidence are its best citation's.

    What is not sure makes no finding, but is cited where it says the same as one.
    """
    if not found:
        return ()
    vectors = encode_document(embedder, [each.citation.quote for each in found])
    groups: list[list[int]] = []
    for at, each in enumerate(found):
        home = next((members for members in groups if _says_the_same(found, vectors, members[0], at)), None)
        if home is None:
            groups.append([at])
        elif not any(_overlaps(found[other].citation, each.citation) for other in home):
            home.append(at)
    return tuple(
        Finding(found[members[0]].answer, found[members[0]].score, tuple(found[at].citation for at in members))
        for members in [members for members in groups if found[members[0]].sure][:most]
    )


def _says_the_same(found: Sequence[Cited], vectors: Vectors, one: int, other: int) -> bool:
    first, second = found[one], found[other]
    if _overlaps(first.citation, second.citation) or lexical.words(first.citation.quote) == lexical.words(
        second.citation.quote
    ):
        return True
    said = _said(first.answer)
    if first.sure and second.sure and said and said == _said(second.answer):
        return True
    similarity = float(np.dot(vectors[one], vectors[other]))
    given = figures(first.answer)
    if given != figures(second.answer):
        return False
    return similarity >= (_SAME_WITH_VALUE if given else _SAME)


def _said(answer: str) -> list[str]:
    """An answer's words, articles left out, with the marks that change what a figure means."""
    return [word for word in lexical.words(answer) if word not in ARTICLES] + MARKS.findall(answer)


def _overlaps(one: Citation, other: Citation) -> bool:
    return one.document_id == other.document_id and one.start < other.end and other.start < one.end
