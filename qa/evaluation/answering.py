"""Answering over a library of all contexts: the way a user meets it."""

from collections.abc import Iterator, Sequence

from qa.answering import Answerer
from qa.citing import quote_mismatch
from qa.datatypes import Answer, Citation
from qa.evaluation.libraries import ContextLibrary
from qa.evaluation.outcomes import Outcome
from qa.evaluation.questions import Example
from qa.evaluation.scoring import score


def answer_questions(examples: Sequence[Example], library: ContextLibrary, answerer: Answerer) -> Iterator[Outcome]:
    """The outcome of each question; `answerer` must refuse nothing (line 0), so that every line can be tried."""
    for example in examples:
        answer = answerer.ask(example.question)
        texts = [finding.text for finding in answer.findings]
        em, f1 = score(example, texts)
        first = answer.findings[0].citations if answer.findings else ()
        yield Outcome(
            id=example.id,
            has_answer=bool(example.spans),
            em=em,
            f1=f1,
            confidence=answer.confidence,
            text=answer.text,
            ms=answer.timings["total"],
            stages={name: value for name, value in answer.timings.items() if name != "total"},
            right_document=any(each.document_id == library.ids.get(example.context) for each in first),
            right_sentence=any(_holds_answer(each, example, library) for each in first),
            quote_exact=_all_exact(answer, library),
        )


def _holds_answer(citation: Citation, example: Example, library: ContextLibrary) -> bool:
    """Whether a citation's quote overlaps a known answer."""
    return citation.document_id == library.ids.get(example.context) and any(
        citation.start < end and start < citation.end for start, end in example.spans
    )


def _all_exact(answer: Answer, library: ContextLibrary) -> bool:
    """Whether every quote of an answer stands where it says, to the last character."""
    citations = [citation for finding in answer.findings for citation in finding.citations]
    return all(quote_mismatch(each, library.index.document(each.document_id).text) is None for each in citations)
