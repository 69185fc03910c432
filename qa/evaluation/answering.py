"""Answering from a library of all contexts, as a user would ask."""

from collections.abc import Iterator, Mapping, Sequence

from qa.answering import Answerer
from qa.citing import quote_mismatch
from qa.datatypes import Answer, Citation
from qa.evaluation.libraries import ContextLibrary
from qa.evaluation.outcomes import Outcome
from qa.evaluation.questions import Example
from qa.evaluation.scoring import score


def answer_questions(
    examples: Sequence[Example], library: ContextLibrary, answerer: Answerer, line: float
) -> Iterator[Outcome]:
    """The outcome of each question; `answerer` must refuse nothing (line 0), so that every refusal line can be tried.

    Findings after the first count where they reach `line`.
    """
    contexts = {document: context for context, document in library.ids.items()}
    for example in examples:
        answer = answerer.ask(example.question)
        further = [finding for finding in answer.findings[1:] if finding.confidence >= line]
        em, f1 = score(example, [finding.text for finding in (*answer.findings[:1], *further)])
        first = answer.findings[0].citations[:1] if answer.findings else ()
        yield Outcome(
            id=example.id,
            has_answer=bool(example.spans),
            em=em,
            f1=f1,
            confidence=answer.confidence,
            text=answer.text,
            ms=answer.timings["total"],
            stages={name: value for name, value in answer.timings.items() if name != "total"},
            right_document=any(citation.document_id == library.ids.get(example.context) for citation in first),
            right_sentence=any(_holds_answer(citation, example, library) for citation in first),
            quote_exact=_all_exact(answer, contexts) if answer.findings else None,
        )


def _holds_answer(citation: Citation, example: Example, library: ContextLibrary) -> bool:
    """Whether a citation's quote overlaps a known answer."""
    return citation.document_id == library.ids.get(example.context) and any(
        citation.start < end and start < citation.end for start, end in example.spans
    )


def _all_exact(answer: Answer, contexts: Mapping[str, str]) -> bool:
    """Whether every quote is where it says in its context, and every finding is in its first quote."""
    citations = [citation for finding in answer.findings for citation in finding.citations]
    return all(finding.text in finding.citations[0].quote for finding in answer.findings) and all(
        quote_mismatch(citation, contexts[citation.document_id]) is None for citation in citations
    )
