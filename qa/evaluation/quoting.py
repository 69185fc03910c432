"""How much of what people marked in a text is quoted from it: word precision, recall and F1 over all rows.

A row is a question, a text and the stretches of it that answer; without a stretch, nothing should be quoted. Read as
the other measurements read questions, or as ACL-Verbatim's gold file has them: {"query", "results": [{"chunk",
"gold_extraction": [text, …]}]} (github.com/KRLabsOrg/acl-verbatim, 333_20260206_dense_top5_20260305.json). The measure
is that of its `span_metrics.py`, micro-averaged: words are what stands between spaces, and count where they touch a
stretch.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.documents.datatypes import Document
from index.documents.sentences import Span
from qa.citing import cite
from qa.evaluation.metrics import Rows
from qa.evaluation.outcomes import interval_of, quantiles, rounded
from qa.evaluation.questions import Example, example_from, read_lines
from qa.evaluation.reading import GivenTexts, timed
from qa.reading.reader import Reader

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class QuotingOutcome:
    """The words of a row that are both quoted and marked, only quoted, and only marked."""

    id: str
    both: int
    quoted_only: int
    marked_only: int
    marked: bool
    quoted: bool
    ms: float


def read_marked(path: Path) -> list[Example]:
    """The rows of a file in either form. Raises KeyError where it is of another one."""
    rows: list[Example] = []
    for number, record in enumerate(read_lines(path)):
        rows += _of_results(record, number) if "results" in record else [example_from(record, "quoting")]
    return rows


def quote_questions(
    rows: Sequence[Example], texts: GivenTexts, reader: Reader, line: float
) -> Iterator[QuotingOutcome]:
    """What is quoted of each row: the sentences around all that scores `line` or more; the text is the only hit."""
    for row in rows:
        hit = texts.hit(row.context)
        extractions, ms = timed(reader, row.question, hit)
        document = Document(hit.passage.document_id, "", "", "text/plain", "", row.context)
        citations = [cite(document, extraction) for extraction in extractions if extraction.score >= line]
        quoted = _words(row.context, [(citation.start, citation.end) for citation in citations])
        marked = _words(row.context, row.spans)
        counts = (len(quoted & marked), len(quoted - marked), len(marked - quoted))
        yield QuotingOutcome(row.id, *counts, bool(row.spans), bool(citations), ms)


def quoting_summary(outcomes: Sequence[QuotingOutcome], line: float) -> dict[str, Any]:
    """Micro-averaged figures, 0 to 1; `quoted_in_vain`: rows without a marked stretch of which something is quoted."""
    counts = np.array([(outcome.both, outcome.quoted_only, outcome.marked_only) for outcome in outcomes])

    def f1(rows: Rows) -> float:
        both, quoted_only, marked_only = counts[rows].sum(axis=0)
        return _share(2 * both, 2 * both + quoted_only + marked_only)

    both, quoted_only, marked_only = counts.sum(axis=0)
    return {
        "questions": len(outcomes),
        "marked": sum(outcome.marked for outcome in outcomes),
        "refuse_below": line,
        "word_precision": rounded(_share(both, both + quoted_only)),
        "word_recall": rounded(_share(both, both + marked_only)),
        "word_f1": rounded(f1(np.arange(len(outcomes)))),
        "word_f1_interval": interval_of(f1, len(outcomes)),
        "quoted": sum(outcome.quoted for outcome in outcomes),
        "quoted_in_vain": sum(outcome.quoted and not outcome.marked for outcome in outcomes),
        **quantiles("", [outcome.ms for outcome in outcomes]),
    }


def _share(part: float, whole: float) -> float:
    return float(part / whole) if whole else 0.0


def _words(text: str, stretches: Sequence[Span]) -> set[int]:
    """The numbers of the words of a text that touch one of the stretches."""
    places = [(word.start(), word.end()) for word in _WORD.finditer(text)]
    return {
        number
        for number, (word_start, word_end) in enumerate(places)
        if any(word_start < end and start < word_end for start, end in stretches)
    }


def _of_results(record: dict[str, Any], number: int) -> Iterator[Example]:
    """The rows of a query in ACL-Verbatim's form, one for each of its results."""
    for place, result in enumerate(record["results"]):
        text = result["chunk"]
        spans = [span for marked in result["gold_extraction"] if (span := _place_of(marked, text))]
        yield Example("quoting", f"{number}-{place}", record["query"], text, tuple(spans), all_required=True)


def _place_of(marked: str, text: str) -> Span | None:
    """Where marked words stand in a text, whatever their case and spaces, for people copied them; None if nowhere."""
    for wanted in (re.compile(re.escape(marked)), re.compile(r"\s+".join(map(re.escape, marked.split())), re.I)):
        if marked.strip() and (found := wanted.search(text)):
            return found.span()
    return None
