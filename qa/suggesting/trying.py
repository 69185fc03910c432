"""Drawn questions → those that the documents answer as they should, each of them asked first."""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from index.embedding.embedder import encode_document, encode_query
from index.passage_index import PassageIndex
from qa.answering import Answerer
from qa.confidence import LABELS
from qa.datatypes import Answer, Citation
from qa.language.kinds import asks
from qa.language.names import person_names
from qa.suggesting.datatypes import Drawn, Form, Suggestion
from qa.suggesting.drawing import drawn
from qa.suggesting.questions import announces

# How much work to spend after documents are added, and what fits the page; guesses.
_MOST_TRIED = 24  # questions asked
_MOST_DOCUMENTS = 50
_SURE = LABELS[-2][0]  # surer than "possibly"
_MOST_OF_A_FORM = 0.5  # share of the questions: "What does … stand for?" four times over is dull
_MOST_BESIDE = 40  # characters beside the words that answer: more, and the wrong stretch is lit
_NEVER_ALIKE = 0.85  # cosine from which two suggestions ask the same: a guess
_BEGINS_LIST = re.compile(r"\n\s*(?:[-*•–]|\(?\w{1,2}[.)])\s")
_WHOLE_ANSWERS = (Form.SUM, Form.ABBREVIATION)
"""The forms whose known words are the whole answer."""


def suggest(index: PassageIndex, answerer: Answerer, most: int = 4) -> list[Suggestion]:
    """At most `most` questions that `answerer` answers rightly, from as many documents as there are."""
    sources = [(each.id, drawn(index.document(each.id))) for each in index.documents()[:_MOST_DOCUMENTS]]
    chosen: list[Suggestion] = []
    forms = Counter[Form]()
    tried = 0
    while sources and len(chosen) < most and tried < _MOST_TRIED:
        document_id, source = sources.pop(0)
        for each in source:
            if forms[each.form] >= most * _MOST_OF_A_FORM or each.question in {other.question for other in chosen}:
                continue
            tried += 1
            if answers(answerer.ask(each.question), each, document_id):
                chosen.append(Suggestion(each.question, document_id))
                forms[each.form] += 1
                sources.append((document_id, source))
                break
            if tried >= _MOST_TRIED:
                break
    return chosen


def answers(answer: Answer, asked: Drawn, document_id: str) -> bool:
    """Whether an answer is the one that a question was drawn from: surely given, from its place, holding its words."""
    is_heading = asked.form is Form.HEADING
    if not answer.answered or answer.looked_up != is_heading or answer.differences:
        return False
    if not is_heading and answer.confidence < _SURE:
        return False
    first = answer.findings[0].citations[0]
    return (
        _is_there(answer, asked, document_id)
        and asked.gives in answer.text
        and _is_whole(first, asked)
        and _is_right(answer, asked)
    )


def _is_there(answer: Answer, asked: Drawn, document_id: str) -> bool:
    """Whether an answer stands where the question was drawn; of a heading, whether every passage stands under it."""
    cited = [finding.citations[0] for finding in answer.findings]
    if asked.form is Form.HEADING:
        return all(
            each.document_id == document_id and asked.start <= each.start and each.end <= asked.end for each in cited
        )
    first = cited[0]
    start, end = (first.answer_start, first.answer_end) if asked.form is Form.THING else (first.start, first.end)
    return first.document_id == document_id and start < asked.end and asked.start < end


def _is_whole(citation: Citation, asked: Drawn) -> bool:
    """Whether a quote stands alone: neither a question, nor words that announce an answer or begin a list."""
    quote = citation.quote.rstrip()
    if asks(quote) or quote.endswith((":", "：")):
        return False
    if asked.form is Form.HEADING:
        return quote.endswith((".", "!", "。", "”", '"', ")"))
    return asked.form is not Form.OWN or not (announces(quote) or _BEGINS_LIST.search(quote))


def _is_right(answer: Answer, asked: Drawn) -> bool:
    """Whether what is lit is what was asked for, and neither more nor, of a person, less or somebody else's name."""
    if asked.form in _WHOLE_ANSWERS:
        return len(answer.text) <= len(asked.gives) + _MOST_BESIDE
    if asked.form is Form.PERSON:
        name = re.sub(r"^Who (?:is|was) ", "", asked.question).rstrip("?")
        says = answer.text.replace(name, "").split()  # of what they have the role
        return len(says) > 1 and all(other in name for other in person_names(answer.text))
    if asked.form is Form.THING:  # and not the next definition of the list with it
        first = answer.findings[0].citations[0]
        return asked.start - _MOST_BESIDE <= first.answer_start and first.answer_end <= asked.end + _MOST_BESIDE
    return True


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
