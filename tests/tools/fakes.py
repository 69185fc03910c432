"""An embedder that can be checked by hand: one dimension a word, so similarity is shared words."""

import re
import zlib
from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st

DIMENSION = 257


class KeywordEmbedder:
    """One-hot vectors of lower-case words, hashed into 257 dimensions; counts the texts it was given."""

    name = "keywords"
    max_seq_length = 40

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode_query(self, texts: Sequence[str]) -> np.ndarray:
        return np.stack([self._encode(text) for text in texts])

    def encode_document(self, texts: Sequence[str]) -> np.ndarray:
        self.encoded += texts
        return self.encode_query(texts)

    def _encode(self, text: str) -> np.ndarray:
        vector = np.zeros(DIMENSION, np.float32)
        for word in re.findall(r"\w+", text.casefold()):
            vector[zlib.crc32(word.encode()) % DIMENSION] += 1
        return vector


SCRIPTS = st.sampled_from(
    [
        "word",
        "Two words.",
        "e\u0301te\u0301",
        "😀👩‍👩‍👧",
        "مرحبا بالعالم.",
        "中文句子。",
        "他说：“好。”",
        "\t",
        "\r\n",
        "\n\n",
        "\n",
        " ",
        "\u200b",
        "Dr. Smith paid $3.5 million.",
        "# Heading\n",
        "- item\n",
        "1. One\n",
        "A Heading Line\n",
        "x" * 90,
        "\u2028",
        "\u00a0",
        "<b>&amp;",
    ]
)
TEXTS = st.one_of(
    st.lists(SCRIPTS, min_size=1, max_size=60).map("".join),
    st.lists(SCRIPTS, min_size=1, max_size=60).map(" ".join),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=400),
).filter(lambda text: bool(text.strip()))
