"""Cited spans → findings: those that say the same are one finding, and those that can't both hold are told apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from index.search import lexical
from qa.agreement.correcting import corrects_itself
from qa.agreement.datatypes import Statement
from qa.agreement.decision import Decision, Relation, decide
from qa.agreement.subjects import can_meet
from qa.agreement.voices import repeats, voices
from qa.agreement.witnesses import is_witness
from qa.datatypes import Citation, Difference, Finding
from qa.language.words import ARTICLES

_OF_ONE_DOCUMENT = 0.55  # the probability from which one document is said to contradict itself, which few do: a guess


@dataclass(frozen=True, slots=True)
class Source:
    """What a document tells about its quotes: its text, and its ISO date where that is known."""

    text: str
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation and the probability that it answers; `sure` if that alone is enough to show it.

    One that is `likely`, but not sure, is shown where it says the same as one that is, or contradicts it from another
    document; any other, where it gives the words of an answer.
    """

    citation: Citation
    score: float
    answer: str
    sure: bool = True
    likely: bool = True


@dataclass(frozen=True, slots=True)
class Grouped:
    """Findings, best first, and which of them can't both hold."""

    findings: tuple[Finding, ...]
    differences: tuple[Difference, ...]


def group(question: str, cited: Sequence[Cited], sources: Mapping[str, Source], most: int) -> Grouped:
    """At most `most` findings, best first; each finding's text and confidence are its best citation's.

    `sources` has every document that is cited, by id.
    """
    witnesses = [is_witness(each.citation, sources[each.citation.document_id].text) for each in cited]
    table = _Table(question, cited, sources, witnesses)
    groups = _groups(table)
    heads = [members[0] for members in groups]
    chosen = _chosen(table, heads, most)
    findings = tuple(table.finding(next(each for each in groups if each[0] == head)) for head in chosen)
    kept = [number for members in groups if members[0] in chosen for number in members]
    return Grouped(_with_mentions(findings, table, kept), table.differences(chosen))


class _Table:
    """The cited spans of one question, compared in pairs; nothing is compared twice."""

    def __init__(
        self, question: str, cited: Sequence[Cited], sources: Mapping[str, Source], witnesses: Sequence[bool]
    ) -> None:
        self.question, self.cited, self.sources, self.witnesses = question, cited, sources, witnesses
        self._statements = [_statement(each, sources[each.citation.document_id]) for each in cited]
        self._decided: dict[tuple[int, int], Decision] = {}

    def says_the_same(self, one: int, other: int) -> bool:
        """Whether two spans are one place, nearly one wording, or one claim of two witnesses."""
        first, second = self.cited[one].citation, self.cited[other].citation
        if _overlaps(first, second):
            return True
        decision = self._decision(one, other)
        if repeats(first.quote, second.quote) and decision.relation is not Relation.DIFFER:
            return True
        return (
            decision.relation is Relation.SAME
            and all(self.cited[number].likely and self.witnesses[number] for number in (one, other))
            and self._can_meet(one, other)
        )

    def contradict(self, one: int, other: int) -> bool:
        """Whether two witnesses can't both be right, and are no document that corrects itself."""
        first, second = self.cited[one].citation, self.cited[other].citation
        if not (self.witnesses[one] and self.witnesses[other]) or _overlaps(first, second):
            return False
        decision = self._decision(one, other)
        if decision.relation is not Relation.DIFFER or not self._can_meet(one, other):
            return False
        if first.document_id == second.document_id and decision.probability < _OF_ONE_DOCUMENT:
            return False
        return not corrects_itself(first, second, self.sources[first.document_id].text)

    def finding(self, members: Sequence[int]) -> Finding:
        """What a group says; a place is cited once."""
        citations: list[Citation] = []
        for number in members:
            citation = self.cited[number].citation
            if not any(_overlaps(citation, other) for other in citations):
                citations.append(citation)
        best = self.cited[members[0]]
        return Finding(best.answer, best.score, tuple(citations), voices(citations))

    def differences(self, shown: Sequence[int]) -> tuple[Difference, ...]:
        """Which of the findings, by their numbers, can't both hold."""
        return tuple(
            Difference(first, second, *(self._statements[shown[number]].date for number in (first, second)))
            for first in range(len(shown))
            for second in range(first + 1, len(shown))
            if self.contradict(shown[first], shown[second])
        )

    def _can_meet(self, one: int, other: int) -> bool:
        """Whether the documents of two spans may speak of one thing."""
        first, second = (self.cited[number].citation.document_id for number in (one, other))
        answers = (self.cited[one].answer, self.cited[other].answer)
        texts = (self.sources[first].text, self.sources[second].text)
        return first == second or can_meet(self.question, *texts, answers)

    def _decision(self, one: int, other: int) -> Decision:
        pair = (min(one, other), max(one, other))
        if pair not in self._decided:
            self._decided[pair] = decide(self.question, self._statements[pair[0]], self._statements[pair[1]])
        return self._decided[pair]


def _groups(table: _Table) -> list[list[int]]:
    """The spans by what they say, each group under its best, which it says the same as."""
    groups: list[list[int]] = []
    for number in range(len(table.cited)):
        home = next((members for members in groups if table.says_the_same(members[0], number)), None)
        if home is None:
            groups.append([number])
        elif not any(table.contradict(number, member) for member in home):
            home.append(number)
    return groups


def _chosen(table: _Table, heads: Sequence[int], most: int) -> list[int]:
    """The groups to show, by their best: the first, what contradicts it, then the others that are sure."""
    sure = [head for head in heads if table.cited[head].sure]
    if any(table.witnesses[head] for head in sure):  # a reader's comment is no answer where a document gives one
        sure = [head for head in sure if table.witnesses[head]]
    if not sure:
        return []
    best = sure[0]
    against = [head for head in heads if head != best and _may_contradict(table, best, head)]
    others = [head for head in sure if head != best and head not in against]
    return sorted([best, *against, *others][:most])


def _may_contradict(table: _Table, best: int, head: int) -> bool:
    """Whether a span is shown because it contradicts: it is sure, or likely and of another document."""
    other = table.cited[head]
    is_elsewhere = other.citation.document_id != table.cited[best].citation.document_id
    return (other.sure or (other.likely and is_elsewhere)) and table.contradict(best, head)


def _with_mentions(findings: Sequence[Finding], table: _Table, kept: Sequence[int]) -> tuple[Finding, ...]:
    """The findings with the citations of other documents that give their words, but not their claim."""
    rest = [each.citation for number, each in enumerate(table.cited) if number not in kept]
    with_mentions = []
    for finding in findings:
        words, own = _said(finding.text), {citation.document_id for citation in finding.citations}
        mentions: dict[str, Citation] = {}
        for citation in rest:
            if citation.document_id not in own and words and _holds(_said(citation.quote), words):
                mentions.setdefault(citation.document_id, citation)
        with_mentions.append(replace(finding, mentions=tuple(mentions.values())))
    return tuple(with_mentions)


def _statement(cited: Cited, source: Source) -> Statement:
    return Statement(cited.citation.quote, cited.answer, source.date)


def _said(text: str) -> list[str]:
    return [word for word in lexical.words(text) if word not in ARTICLES]


def _holds(words: Sequence[str], run: Sequence[str]) -> bool:
    return any(words[at : at + len(run)] == run for at in range(len(words) - len(run) + 1))


def _overlaps(one: Citation, other: Citation) -> bool:
    return one.document_id == other.document_id and one.start < other.end and other.start < one.end
