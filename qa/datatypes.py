"""Extraction, Citation, Finding and Answer: what leads from a passage to an answer, and its JSON form."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from index.documents.datatypes import Passage

_CITATION_KEYS = (
    *("document_id", "title", "path", "sha256", "page", "headings", "start", "end", "quote", "answer_start"),
    *("answer_end", "context"),
)


class Verdict(StrEnum):
    """What became of a question."""

    ANSWER = "answer"
    UNSURE = "unsure"  # something close was found, below the line
    NONE = "none"  # the documents don't say
    TALK = "talk"  # no question to documents


@dataclass(frozen=True, slots=True)
class Extraction:
    """An answer span that a reader found, `passage_text[start:end]`, offsets counted inside the passage.

    `score` is the reader's probability, 0 to 1, that the span answers the question, comparable across passages.
    """

    passage: Passage
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Lead:
    """What a quote needs to be understood alone: a heading, a header row, the line that announces a list.

    `document.text[start:end] == quote`, always.
    """

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Citation:
    """The place of a quote: `document.text[start:end] == quote`, always.

    `quote` is the whole sentence or sentences around the answer, `answer_start` and `answer_end` the answer's own place
    in the document, within the quote. `page` counts from 1, None if the format has no pages. `headings` are those it
    stands under, outermost first, and `context` the nearest of them, the header row and the lead-in, in order, where
    the quote does not hold them itself.
    """

    document_id: str
    title: str
    path: str
    sha256: str
    page: int | None
    start: int
    end: int
    quote: str
    answer_start: int
    answer_end: int
    headings: tuple[str, ...] = ()
    context: tuple[Lead, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """What a program needs to check the quote for itself."""
        fields = asdict(self) | {"headings": list(self.headings), "context": [asdict(lead) for lead in self.context]}
        return {key: fields[key] for key in _CITATION_KEYS}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the documents say, and everyone who says it.

    `text` is a stretch of the first citation's quote, unedited. `confidence` is a probability, 0 to 1. `voices` counts
    the citations that are independent: one document is one voice, and so is a text that several documents repeat.
    `mentions` are citations of other documents that give the words of `text` without claiming the same. `evidence` is
    what anybody can check in the first quote, in a few words each; `gives_asked` is false where a figure or a date is
    asked for and that quote has none.
    """

    text: str
    confidence: float
    citations: tuple[Citation, ...]
    voices: int = 1
    mentions: tuple[Citation, ...] = ()
    evidence: tuple[str, ...] = ()
    gives_asked: bool = True


@dataclass(frozen=True, slots=True)
class Difference:
    """Two findings, by their numbers, that can't both hold.

    `one_date` and `other_date` are the ISO days or months of the documents of their best citations, where known.
    """

    one: int
    other: int
    one_date: str | None = None
    other_date: str | None = None

    @property
    def older(self) -> int | None:
        """The number of the finding that is from an earlier month; None where the dates don't say."""
        if not self.one_date or not self.other_date or self.one_date[:7] == self.other_date[:7]:
            return None
        return self.one if self.one_date < self.other_date else self.other


@dataclass(frozen=True, slots=True)
class Answer:
    """What the documents say about a question, best finding first, or a refusal: no findings.

    `refusal` is the verdict where there are no findings. `closest` then holds the nearest passages (they are not an
    answer), `unknown_words` the question's words that no document contains, and `corrected` the question with words
    that one does contain in their place, if any are near. `looked_up` tells that words were looked up and no question
    asked: the findings are passages on them, and answer nothing. `differences` are the findings that can't both hold,
    `note` is a sentence of Quoth's own where one is
    needed, `confidence` the best finding's probability (0 if refused), `timings` the milliseconds of each stage.
    """

    question: str
    standalone_question: str
    findings: tuple[Finding, ...] = ()
    closest: tuple[Citation, ...] = ()
    unknown_words: tuple[str, ...] = ()
    note: str = ""
    differences: tuple[Difference, ...] = ()
    refusal: Verdict = Verdict.NONE
    looked_up: bool = False
    corrected: str = ""
    confidence: float = 0.0
    timings: Mapping[str, float] = field(default_factory=dict)

    @property
    def verdict(self) -> Verdict:
        """What became of the question."""
        return Verdict.ANSWER if self.findings else self.refusal

    @property
    def answered(self) -> bool:
        """Whether the documents answer the question."""
        return self.verdict is Verdict.ANSWER

    @property
    def text(self) -> str:
        """The best finding in the document's own words; empty if refused."""
        return self.findings[0].text if self.findings else ""

    def to_json(self) -> dict[str, Any]:
        """The one JSON form of an answer, the same from the command, over HTTP and as an MCP tool."""
        return {
            "question": self.question,
            "standalone_question": self.standalone_question,
            "verdict": str(self.verdict),
            "answered": self.answered,
            "text": self.text,
            "confidence": round(self.confidence, 4),
            "findings": [_finding_json(finding) for finding in self.findings],
            "differences": [[difference.one, difference.other] for difference in self.differences],
            "closest": [citation.to_json() for citation in self.closest],
            "note": self.note or None,
            "timings_ms": {stage: round(milliseconds, 1) for stage, milliseconds in self.timings.items()},
        }


def _finding_json(finding: Finding) -> dict[str, Any]:
    return {
        "text": finding.text,
        "confidence": round(finding.confidence, 4),
        "evidence": list(finding.evidence),
        "citations": [citation.to_json() for citation in finding.citations],
    }
