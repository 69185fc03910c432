"""Vectors of texts, each computed once while it is remembered."""

import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from index.embedding.embedder import Vectors, encode_document
from qa.reading.reader import EmbeddedTexts

_REMEMBERED = 20_000  # vectors kept at hand


class RememberedVectors:
    """The vectors of words and sentences of a library, those met last kept. Threads may share one."""

    def __init__(self, texts: EmbeddedTexts) -> None:
        self._texts = texts
        self._remembered: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = threading.Lock()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Float32 (len(texts), d), unit rows; `texts` must not be empty."""
        with self._lock:
            new = list(dict.fromkeys(text for text in texts if text not in self._remembered))
            if new:
                self._remembered.update(zip(new, encode_document(self._texts.embedder, new), strict=True))
            vectors = np.stack([self._remembered[text] for text in texts])
            while len(self._remembered) > _REMEMBERED:
                self._remembered.popitem(last=False)
        return vectors
