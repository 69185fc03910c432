"""Citations → how many independent voices they are: one document is one voice, and so is a text that many repeat."""

from collections.abc import Sequence

from index.search import lexical
from qa.datatypes import Citation

_RUN = 3  # words that are compared at once: two in a row are shared by chance
_REPEATED = 0.7
"""The share of the shorter quote's runs of words that a repeated text keeps: a press release loses a word or two."""
_FEWEST_RUNS = 5  # quotes of fewer than seven words are alike by chance: "The Varga tower is 212 metres tall."


def repeats(one: str, other: str) -> bool:
    """Whether a quote gives nearly the wording of another."""
    first, second = _runs(one), _runs(other)
    least = min(len(first), len(second))
    return least >= _FEWEST_RUNS and len(first & second) >= _REPEATED * least


def voices(citations: Sequence[Citation]) -> int:
    """How many citations are independent: of other documents, and in other words, than those before them."""
    heard: list[Citation] = []
    for citation in citations:
        if not any(
            citation.document_id == other.document_id
            or citation.sha256 == other.sha256
            or repeats(citation.quote, other.quote)
            for other in heard
        ):
            heard.append(citation)
    return len(heard)


def _runs(quote: str) -> frozenset[tuple[str, ...]]:
    words = lexical.words(quote)
    return frozenset(tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))
