"""Whether the closest passages, where none answers surely, are about what was asked at all."""

from collections.abc import Sequence

from index.documents.datatypes import DENSE, Hit
from index.embedding.embedder import DEFAULT_MODEL
from index.passage_index import PassageIndex
from qa.browsing import shares_held

# Share of the refusal line from which what was found is near. Of 457 questions of the calibration set 98 fell between
# the two, of which the closest three passages answer 32; 21 fell below, of which they answer 1.
_NEAR = 0.3
# Cosine, by the embedder in the box, of the question and a passage on its subject. Over fifty documents, 88 % of 184
# questions that six of them answer have a passage this close, and 17 % of 36 questions on other subjects.
_ON_SUBJECT = 0.33
_NEAR_WORDS = 0.3  # with another embedder, whose cosines mean other things: share of the words, by rarity, in a passage


def is_near(question: str, score: float, line: float, shown: Sequence[Hit], index: PassageIndex) -> bool:
    """Whether the best score lies not too far below the refusal line, and a passage that is shown is on the subject.

    How sure the reader is of a span tells little of that: a figure reads like an answer to any question for a figure.
    """
    if score < _NEAR * line:
        return False
    if index.embedder_name == DEFAULT_MODEL:
        cosines = [hit.scores[DENSE] for hit in shown if DENSE in hit.scores]
        return max(cosines, default=0.0) >= _ON_SUBJECT
    return max(shares_held(question, shown, index), default=0.0) >= _NEAR_WORDS
