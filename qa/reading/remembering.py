"""Vectors of texts, remembered so that they are not computed twice."""

import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from index.embedding.embedder import Vectors, encode_document
from qa.reading.reader import Corpus


class RememberedVectors:
    """The vectors of words and sentences of a library; the newest are kept. Threads may share one."""

    def __init__(self, corpus: Corpus, most: int = 20_000) -> None:
        """`most` vectors are kept; by default 31 MB with the built-in embedder: a guess."""
        self._corpus = corpus
        self._most = most
        self._remembered: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = threading.Lock()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Float32 (len(texts), d), unit rows; `texts` must not be empty."""
        with self._lock:
            new = list(dict.fromkeys(text for text in texts if text not in self._remembered))
            if new:
                self._remembered.update(zip(new, encode_document(self._corpus.embedder, new), strict=True))
            vectors = np.stack([self._remembered[text] for text in texts])
            while len(self._remembered) > self._most:
                self._remembered.popitem(last=False)
        return vectors
