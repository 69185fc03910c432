"""The everyday words of English: those that the built-in embedder knows as one piece, some twenty thousand."""

from functools import cache

from index.embedding.embedder import default_model_path
from index.embedding.network import load_tokenizer


def is_everyday(word: str) -> bool:
    """Whether a word, in any case, stands whole in the vocabulary of WordPiece (Wu et al. 2016); names may be too."""
    return word.casefold() in _vocabulary()


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(load_tokenizer(default_model_path()).get_vocab())
