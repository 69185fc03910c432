"""Drawn questions → those that the documents answer as they should, each of them asked first."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.embedding.embedder import encode_document, encode_query
from index.passage_index import PassageIndex
from qa.answering import Answerer
from qa.datatypes import Answer, Citation
from qa.language.kinds import asks
from qa.language.names import person_names
from qa.suggesting.drawing import Drawn, drawn

# How much work to spend after documents are added, and what fits the page; guesses.
_MOST_TRIED = 24  # questions asked
_MOST_DOCUMENTS = 50
_SURE = 0.6  # from which an answer is called likely
_NEVER_ALIKE = 0.85  # cosine from which two suggestions ask the same: a guess


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that the library answers, and the document it was drawn from."""

    question: str
    document_id: str


def suggest(index: PassageIndex, answerer: Answerer, most: int = 4) -> list[Suggestion]:
    """At most `most` questions that `answerer` answers rightly, from as many documents as there are."""
    sources = [(each.id, drawn(index.document(each.id))) for each in index.documents()[:_MOST_DOCUMENTS]]
    chosen: list[Suggestion] = []
    tried = 0
    while sources and len(chosen) < most and tried < _MOST_TRIED:
        document_id, source = sources.pop(0)
        for each in source:
            tried += 1
            asked = {suggestion.question for suggestion in chosen}
            if each.question not in asked and answers(answerer.ask(each.question), each, document_id):
                chosen.append(Suggestion(each.question, document_id))
                sources.append((document_id, source))
                break
            if tried >= _MOST_TRIED:
                break
    return chosen


def answers(answer: Answer, asked: Drawn, document_id: str) -> bool:
    """Whether an answer is the one that a question was drawn from: surely given, from its place, holding its words."""
    if not answer.answered or answer.looked_up != asked.looked_up:
        return False
    if not asked.looked_up and answer.confidence < _SURE:
        return False
    first = answer.findings[0].citations[0]
    stands = first.document_id == document_id and first.start < asked.end and asked.start < first.end
    return (
        stands and _is_whole(first) and asked.gives in answer.text and _is_right_person(asked.question, answer, first)
    )


def _is_whole(citation: Citation) -> bool:
    """Whether a quote stands alone: neither a question nor the line before a list."""
    return not asks(citation.quote.rstrip()) and not citation.quote.rstrip().endswith((":", "："))


def _is_right_person(question: str, answer: Answer, citation: Citation) -> bool:
    """Whether a question about a person is answered by words about them and by nobody else's name."""
    if not question.startswith("Who is "):
        return True
    name = question.removeprefix("Who is ").rstrip("?")
    return name.split()[-1] in citation.quote and all(other in name for other in person_names(answer.text))


def related(
    suggestions: Sequence[Suggestion], asked: Sequence[str], answer: Answer, index: PassageIndex, most: int = 3
) -> list[str]:
    """At most `most` suggestions that are nearest to an answer, none of which asks what was asked already."""
    left = [each for each in suggestions if each.question not in asked]
    if not left or not answer.answered:
        return []
    cited = {citation.document_id for finding in answer.findings for citation in finding.citations}
    vectors = encode_document(index.embedder, [each.question for each in left])
    about = encode_query(index.embedder, [f"{answer.standalone_question} {answer.text}"])[0]
    old = encode_document(index.embedder, list(asked)) if asked else np.zeros((1, vectors.shape[1]), np.float32)
    nearness = vectors @ about + [0.1 * (each.document_id in cited) for each in left]
    order = np.argsort(-nearness, kind="stable")
    return [left[at].question for at in order if (old @ vectors[at]).max() < _NEVER_ALIKE][:most]
