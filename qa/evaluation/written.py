"""Questions over whole documents, asked of a library of all of them: the nearest there is to a person and a folder.

A question is {"id", "document", "kind", "question", "history", "rewrite", "support": [{"quote", "answers"}]};
`document` names a file that holds each quote once, `rewrite` is a follow-up made to stand alone, and a question without
support is not answered by its own document.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.documents.datatypes import Hit
from index.passage_index import PassageIndex
from qa.answering import Answerer
from qa.datatypes import Answer, Citation, Extraction
from qa.evaluation.accepting import closeness, gives, lit, quotes, stands_in
from qa.evaluation.questions import read_lines
from qa.evaluation.stages import Stage, lost_at
from qa.evaluation.written_outcomes import WrittenOutcome
from qa.reading.reader import Reader


@dataclass(frozen=True, slots=True)
class WrittenQuestion:
    """A question, the file whose document answers it, and the accepted answers; none: nothing answers it."""

    id: str
    kind: str
    document: str
    question: str
    history: tuple[str, ...]
    answers: tuple[str, ...]
    quotes: tuple[str, ...]
    rewrite: str = ""


class RecordingReader:
    """Another reader, and the hits that it was given: what an answer was read from, however it was searched for."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._given: dict[str, list[Hit]] = {}
        self.refuse_below = reader.refuse_below

    def read(self, question: str, hits: Sequence[Hit]) -> list[Extraction]:
        """What the other reader finds."""
        self._given.setdefault(question, []).extend(hits)
        return self._reader.read(question, hits)

    def take(self, question: str) -> list[Hit]:
        """The hits that were read for a question, or for any if it was asked in other words; all are forgotten."""
        given, self._given = self._given, {}
        return given.get(question) or [hit for hits in given.values() for hit in hits]


def read_written(path: Path) -> list[WrittenQuestion]:
    """The questions of a file in the written form. Raises KeyError where it is of another form."""
    return [
        WrittenQuestion(
            str(record["id"]),
            record["kind"],
            record["document"],
            record["question"],
            tuple(record.get("history", ())),
            tuple(answer for support in record.get("support", ()) for answer in support["answers"]),
            tuple(support["quote"] for support in record.get("support", ())),
            record.get("rewrite") or "",
        )
        for record in read_lines(path)
    ]


class WrittenTest:
    """Asks written questions, and judges the answers."""

    def __init__(self, index: PassageIndex, answerer: Answerer, reader: RecordingReader) -> None:
        """`answerer` answers from `index` and reads with `reader`."""
        self._index, self._answerer, self._reader = index, answerer, reader
        self._names = {summary.id: Path(summary.path).name for summary in index.documents()}

    def ask(self, questions: Sequence[WrittenQuestion]) -> Iterator[WrittenOutcome]:
        """The outcome of each question. Raises ValueError for one about a file that is not in the library."""
        for question in questions:
            if question.document not in self._names.values():
                raise ValueError(f"{question.document} is not among the documents")
            answer, read = self._asked(question, question.question, question.history)
            yield judged(question, answer, self._stage(question, answer, read), bool(read))

    def _asked(self, question: WrittenQuestion, words: str, history: Sequence[str]) -> tuple[Answer, list[Hit]]:
        """The answer to a question in these words, and the hits read for it that hold a whole quote that answers.

        Of 1,004 questions over 40 documents, 999 have such a passage.
        """
        answer = self._answerer.ask(words, history)
        read = [
            hit
            for hit in self._reader.take(answer.standalone_question)
            if self._names[hit.passage.document_id] == question.document
        ]
        return answer, [hit for hit in read if any(stands_in(quote, hit.text) for quote in question.quotes)]

    def _stage(self, question: WrittenQuestion, answer: Answer, read: Sequence[Hit]) -> Stage | None:
        """The stage that lost a question, given the hits read that answer it; None if none did."""
        if not question.answers:
            return Stage.UNANSWERABLE if answer.answered else None
        top = _top(answer)
        top_is_right = top is not None and is_right(question, top)
        if answer.answered and top_is_right:
            return None
        return lost_at(self._is_in_text(question), read, lambda: self._found_in_full(question), top, top_is_right)

    def _is_in_text(self, question: WrittenQuestion) -> bool:
        """Whether a quote stands in the text that was read from its file."""
        texts = [self._index.document(key).text for key, name in self._names.items() if name == question.document]
        return any(stands_in(quote, text) for quote in question.quotes for text in texts)

    def _found_in_full(self, question: WrittenQuestion) -> bool:
        """Whether the stand-alone form that a person wrote finds a passage that answers."""
        return bool(question.rewrite) and bool(self._asked(question, question.rewrite, ())[1])


def judged(question: WrittenQuestion, answer: Answer, stage: Stage | None, passage_read: bool) -> WrittenOutcome:
    """Whether an answer is right, given the stage that lost it, and whether a passage that answers was read."""
    firsts = [finding.citations[0] for finding in answer.findings]
    first = firsts[0] if firsts else None
    of_document = first is not None and _is_of(question, first)
    got = lit(first) if first else ""
    return WrittenOutcome(
        id=question.id,
        kind=question.kind,
        stage=stage,
        confidence=answer.confidence,
        question=question.question,
        asked=answer.standalone_question,
        gold=question.answers[0] if question.answers else "",
        got=got,
        closest="" if firsts or not answer.closest else lit(answer.closest[0]),
        document=question.document,
        answered_from=Path(first.path).name if first else "",
        answerable=bool(question.answers),
        answered=answer.answered,
        strict=of_document and gives(got, question.answers),
        right=first is not None and is_right(question, first),
        lit_f1=closeness(got, question.answers) if of_document else 0.0,
        right_document=of_document,
        any_finding=any(is_right(question, citation) for citation in firsts),
        passage_read=passage_read if question.answers else None,
        ms=answer.timings.get("total", 0.0),
    )


def is_right(question: WrittenQuestion, citation: Citation) -> bool:
    """Whether the lit words or the quote of a citation, of the right document, give an accepted answer."""
    given = gives(lit(citation), question.answers) or quotes(citation.quote, question.answers)
    return _is_of(question, citation) and given


def _is_of(question: WrittenQuestion, citation: Citation) -> bool:
    return Path(citation.path).name == question.document


def _top(answer: Answer) -> Citation | None:
    """What was answered first or, in a refusal, came closest."""
    if answer.findings:
        return answer.findings[0].citations[0]
    return answer.closest[0] if answer.closest else None
