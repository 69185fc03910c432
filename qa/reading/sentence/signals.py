"""Question and sentence → signals that the sentence answers, each a number.

No single signal is enough: a sentence close in meaning may lack the one word that matters ("salary"), and one with
every word may be the question itself. They are combined by weights fitted on questions with known answers.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.embedding.embedder import encode_query
from index.search import lexical
from qa.language.kinds import asks
from qa.reading.candidates import Candidate
from qa.reading.reader import Corpus
from qa.reading.remembering import RememberedVectors
from qa.reading.word_signals import NAMES as WORD_NAMES
from qa.reading.word_signals import AskedQuestion, kind_signals, name_signals, unfinished, word_signals

NAMES = ("sentence_similarity", *WORD_NAMES[:2], "soft_words_nearby", *WORD_NAMES[2:])

Signals = npt.NDArray[np.float64]


class SignalReader:
    """Computes signals over one index, remembering the vectors of sentences and words it has seen."""

    def __init__(self, corpus: Corpus, alike: float) -> None:
        """`alike` is the cosine similarity from which one word may be taken for another."""
        self._corpus = corpus
        self._alike = alike
        self._vectors = RememberedVectors(corpus)

    def read(self, question: str, candidates: Sequence[Candidate]) -> Signals:
        """Float64 (len(candidates), len(NAMES)), most values between 0 and 1."""
        asked = AskedQuestion(question, self._corpus)
        query = encode_query(self._corpus.embedder, [question])[0]
        leads = self._vectors.encode([candidate.lead or candidate.text for candidate in candidates]) @ query
        answers_lead = [asks(candidate.lead) for candidate in candidates]
        sentences = self._vectors.encode([candidate.text for candidate in candidates]) @ query
        sentences = np.where(answers_lead, np.maximum(sentences, leads), sentences)
        soft = self._soft_matches(asked, candidates)
        rows = [
            [
                sentences[row],
                *word_signals(asked, candidate, soft),
                *name_signals(asked, candidate),
                *kind_signals(asked, candidate),
                unfinished(candidate),
            ]
            for row, candidate in enumerate(candidates)
        ]
        return np.asarray(rows, dtype=np.float64).reshape(-1, len(NAMES))

    def promising(self, question: str, candidates: Sequence[Candidate], most: int) -> list[Candidate]:
        """The `most` candidates that share the rarest words with the question or stand in the best passages.

        This is cheap, and only these then need to be embedded. Their order is kept.
        """
        if len(candidates) <= most:
            return list(candidates)
        asked = AskedQuestion(question, self._corpus)
        worth = [self._first_glance(asked, candidate) for candidate in candidates]
        best = sorted(range(len(candidates)), key=lambda number: (-worth[number], number))[:most]
        return [candidates[number] for number in sorted(best)]

    def _first_glance(self, asked: AskedQuestion, candidate: Candidate) -> float:
        here = set(lexical.terms(candidate.text))
        nearby = set(lexical.terms(candidate.lead))
        total = sum(asked.weights) or 1.0
        shared = sum(
            weight * (1.0 if stem in here else 0.5 if stem in nearby else 0.0)
            for (_, stem), weight in zip(asked.words, asked.weights, strict=True)
        )
        return shared / total + 1 / candidate.hit.rank + 0.1 * kind_signals(asked, candidate)[0]

    def _soft_matches(self, asked: AskedQuestion, candidates: Sequence[Candidate]) -> dict[tuple[str, str], float]:
        """(question's word, sentence's word) → cosine similarity, if it is high enough to count."""
        seen = {
            word
            for candidate in candidates
            for text in (candidate.text, candidate.lead)
            for word in lexical.content_words(text)
        }
        others = sorted(word for word in seen if len(word) > 2)
        wanted = [word for word, _ in asked.words]
        if not others or not wanted:
            return {}
        table = self._vectors.encode(wanted) @ self._vectors.encode(others).T
        return {
            (wanted[row], others[column]): float(table[row, column])
            for row, column in zip(*np.nonzero(table >= self._alike), strict=True)
        }
