"""Cited spans → findings: spans that say the same are one finding with several citations."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.embedding.embedder import Embedder, Vectors, encode_document
from index.search import lexical
from qa.datatypes import Citation, Finding
from qa.language.figures import MARKS, figures
from qa.language.words import ARTICLES

# Cosine similarity from which two quotes say the same, and from which they do if their answers give the same figures:
# guesses, by eye over the sample documents; not measured.
_SAME = 0.85
_SAME_WITH_VALUE = 0.5


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation and the probability that it answers; `sure` if that alone is enough to show it."""

    citation: Citation
    score: float
    answer: str
    sure: bool = True


def group(cited: Sequence[Cited], embedder: Embedder, most: int) -> tuple[Finding, ...]:
    """At most `most` findings, best first; each finding's text and confidence are its best citation's.

    A citation that is not sure makes no finding, but joins one that says the same.
    """
    if not cited:
        return ()
    vectors = encode_document(embedder, [candidate.citation.quote for candidate in cited])
    groups: list[list[int]] = []
    for number, candidate in enumerate(cited):
        home = next((members for members in groups if _says_the_same(cited, vectors, members[0], number)), None)
        if home is None:
            groups.append([number])
        elif not any(_overlaps(cited[other].citation, candidate.citation) for other in home):
            home.append(number)
    return tuple(
        Finding(cited[members[0]].answer, cited[members[0]].score, tuple(cited[number].citation for number in members))
        for members in [members for members in groups if cited[members[0]].sure][:most]
    )


def _says_the_same(cited: Sequence[Cited], vectors: Vectors, one: int, other: int) -> bool:
    first, second = cited[one], cited[other]
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
    """An answer's words without articles, and the marks that change what a figure means."""
    return [word for word in lexical.words(answer) if word not in ARTICLES] + MARKS.findall(answer)


def _overlaps(one: Citation, other: Citation) -> bool:
    return one.document_id == other.document_id and one.start < other.end and other.start < one.end
