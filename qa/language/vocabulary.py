"""The everyday words of English: those that the built-in embedder knows as one piece, some twenty thousand."""

from functools import cache, lru_cache

from tokenizers import Tokenizer

from index.embedding.embedder import default_model_path
from index.embedding.network import load_tokenizer

_MANY_PIECES = 3


def is_everyday(word: str) -> bool:
    """Whether a word, in any case, stands whole in the vocabulary of WordPiece (Wu et al. 2016); names may be too."""
    return word.casefold() in _vocabulary()


@lru_cache(maxsize=1024)
def is_outlandish(word: str) -> bool:
    """Whether a word falls into three pieces or more, as names of things and misprints do: "telnyx", "zopiclone"."""
    return len(_tokenizer().encode(word.casefold(), add_special_tokens=False).ids) >= _MANY_PIECES


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(_tokenizer().get_vocab())


@cache
def _tokenizer() -> Tokenizer:
    return load_tokenizer(default_model_path())
