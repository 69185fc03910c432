"""Passages to look at where nothing is asked: about a theme, or those that a document's title leads to."""

from collections.abc import Callable, Sequence

from index.documents.datatypes import Hit
from index.passage_index import PassageIndex
from index.search import lexical
from qa.datatypes import Extraction
from qa.reading.reader import Reader
from qa.reading.word_signals import AskedQuestion

Retrieve = Callable[[str, Sequence[str] | None], list[Hit]]

_MOST_DOCUMENTS = 3  # whose key passages are shown, one each: as many as closest passages are
_HELD = 0.5  # share of the words looked up, by rarity, that a passage about them holds; a guess


def shares_held(words: str, hits: Sequence[Hit], index: PassageIndex) -> list[float]:
    """The share of the words, by rarity, that each hit holds, with what it stands under; 0 to 1."""
    asked = AskedQuestion(words, index)
    return [asked.share_in(set(lexical.terms(f"{hit.text} {hit.context}"))) for hit in hits]


def about(words: str, hits: Sequence[Hit], found: Sequence[Extraction], index: PassageIndex) -> list[Extraction]:
    """The best extraction of each passage that, with what it stands under, holds half of the words; best first."""
    shares = shares_held(words, hits, index)
    held = {hit.passage.id for hit, share in zip(hits, shares, strict=True) if share >= _HELD}
    best: dict[int, Extraction] = {}
    for extraction in found:
        if extraction.passage.id in held:
            best.setdefault(extraction.passage.id, extraction)
    return list(best.values())


def key_passages(
    index: PassageIndex, reader: Reader, retrieve: Retrieve, documents: Sequence[str] | None
) -> list[Extraction]:
    """The sentence that is nearest to its title, for each of the first few documents."""
    summaries = [each for each in index.documents() if documents is None or each.id in documents]
    found = []
    for summary in summaries[:_MOST_DOCUMENTS]:
        found += reader.read(summary.title, retrieve(summary.title, [summary.id]))[:1]
    return found
