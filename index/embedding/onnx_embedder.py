"""`OnnxEmbedder`: the built-in embedder, all-MiniLM-L6-v2 in int8 on ONNX Runtime, without torch."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedding.network import Network, load_tokenizer

_MOST_TOKENS = 256  # that all-MiniLM-L6-v2 reads, including [CLS] and [SEP]


class OnnxEmbedder:
    """Embeds questions and passages alike, float32 (n, width), unit length. Threads may share one."""

    def __init__(self, folder: Path) -> None:
        """`folder` holds model.onnx and tokenizer.json, as `qa.training.embedder` writes them. Raises ModelError."""
        self.name = folder.name
        self._network = Network(folder / "model.onnx")
        self._tokenizer = load_tokenizer(folder)
        self.passage_tokens = _MOST_TOKENS - len(self._tokenizer.encode("").ids)
        """How many tokens of a text it reads; the rest is cut off."""

    def encode_query(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        """Vectors of questions."""
        return self.encode_document(texts)

    def encode_document(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        """Vectors of passages."""
        return np.stack([self._network.run(self._ids(text))[0] for text in texts])

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """How many tokens each text has, without [CLS] and [SEP]."""
        return [len(encoding.ids) for encoding in self._tokenizer.encode_batch(list(texts), add_special_tokens=False)]

    def _ids(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer.encode(text).ids
        return ids if len(ids) <= _MOST_TOKENS else [*ids[: _MOST_TOKENS - 1], ids[-1]]
