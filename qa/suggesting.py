"""Documents → example questions that they answer: their own questions, then "Who is …?" about people in them."""

from collections.abc import Iterator

from index.documents.datatypes import Document
from index.documents.sentences import sentences
from index.passage_index import PassageIndex
from qa.answering import Answerer
from qa.language.kinds import LABEL, OPENS_QUESTION
from qa.language.names import person_names
from qa.language.roles import INTRODUCES

# How much work to spend after documents are added, and what fits the page; guesses.
_MOST_TRIED = 16  # questions asked
_MOST_DOCUMENTS = 50
_READ_OF_EACH = 40_000  # characters
_LONGEST = 90  # characters of an example


def suggest(index: PassageIndex, answerer: Answerer, most: int = 4) -> list[str]:
    """At most `most` questions that `answerer` answers, from as many documents as there are."""
    sources = [_drawn(index.document(summary.id)) for summary in index.documents()[:_MOST_DOCUMENTS]]
    chosen: list[str] = []
    tried = 0
    while sources and len(chosen) < most and tried < _MOST_TRIED:
        source = sources.pop(0)
        question = next(source, None)
        if question is None:
            continue
        tried += 1
        if question not in chosen and answerer.ask(question).answered:
            chosen.append(question)
            sources.append(source)
        else:
            sources.insert(0, source)
    return chosen


def _drawn(document: Document) -> Iterator[str]:
    """Questions that a document asks, then one for each person whose role it gives."""
    end = min(len(document.text), _READ_OF_EACH)
    texts = [document.text[start:stop] for start, stop in sentences(document.text, 0, end)]
    for sentence in texts:
        question = LABEL.sub("", sentence)
        if (
            question.endswith("?")
            and len(question) <= _LONGEST
            and OPENS_QUESTION.match(question)
            and len(question.split()) > 3
        ):
            yield question
    named = (name for sentence in texts if INTRODUCES.search(sentence) for name in person_names(sentence)[:1])
    for name in dict.fromkeys(named):
        yield f"Who is {name}?"
