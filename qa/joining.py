"""Answers to several questions typed as one → one answer."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, zip_longest
from typing import TypeVar

from qa.datatypes import Answer, Difference, Finding, Verdict
from qa.notes import Note

Item = TypeVar("Item")


def joined(question: str, answers: Sequence[Answer], most: int) -> Answer:
    """One answer to `question` from those to its parts, in order: what is best for each comes first.

    It holds at most `most` findings, but one for each part that is answered. The note names the parts that are not;
    if none is, what came closest to each is kept.
    """
    answered = [answer for answer in answers if answer.answered]
    findings = _in_turn([answer.findings for answer in answered])[: max(most, len(answered))]
    closest = () if answered else tuple(_in_turn([answer.closest for answer in answers])[: max(most, len(answers))])
    unknown = () if answered else tuple(dict.fromkeys(word for answer in answers for word in answer.unknown_words))
    timings: Counter[str] = Counter()
    for answer in answers:
        timings.update(answer.timings)
    return Answer(
        question,
        " ".join(answer.standalone_question for answer in answers),
        tuple(findings),
        closest,
        unknown,
        differences=tuple(_moved(answers, findings)),
        note=_note([answer for answer in answers if not answer.answered]) if answered else "",
        refusal=Verdict.UNSURE if any(answer.verdict is Verdict.UNSURE for answer in answers) else Verdict.NONE,
        confidence=findings[0].confidence if findings else 0.0,
        timings=dict(timings),
    )


def _moved(answers: Sequence[Answer], findings: Sequence[Finding]) -> Iterator[Difference]:
    """The differences of all answers, by the numbers that their findings have among `findings`."""
    places = {id(finding): number for number, finding in enumerate(findings)}
    for answer in answers:
        for difference in answer.differences:
            one, other = (places.get(id(answer.findings[number])) for number in (difference.one, difference.other))
            if one is not None and other is not None:
                yield replace(difference, one=one, other=other)


def _in_turn(lists: Sequence[Sequence[Item]]) -> list[Item]:
    """The first of each list, then the second of each, and so on."""
    return [item for item in chain.from_iterable(zip_longest(*lists)) if item is not None]


def _note(refused: Sequence[Answer]) -> str:
    """Which parts are not answered, the unsure ones first; empty where all are."""
    unsure, silent = (_asked(refused, verdict) for verdict in (Verdict.UNSURE, Verdict.NONE))
    if unsure and silent:
        return Note("note.unsure_and_silent_about", unsure=unsure, silent=silent)
    if unsure:
        return Note("note.unsure_about", questions=unsure)
    return Note("note.silent_about", questions=silent) if silent else ""


def _asked(refused: Sequence[Answer], verdict: Verdict) -> str:
    return " ".join(f"“{answer.standalone_question}”" for answer in refused if answer.verdict is verdict)
