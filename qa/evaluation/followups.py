"""Follow-up questions: what is retrieved for the turn as typed, as we rewrite it, and as a person does.

The file has no documents, so the known answers of each conversation make one, with a paragraph for each answer. The
answer to a turn (from a later turn's history) has to be found among those of all conversations. A file in the written
form has earlier questions alone for a history: its rewrites are compared word by word.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.adding.pacing import OnProgress
from index.documents.chunking import DEFAULT_SIZE, PassageSize
from index.embedding.embedder import Embedder
from index.passage_index import PassageIndex
from qa.conversation.rewriting import standalone
from qa.evaluation.libraries import library_of
from qa.evaluation.metrics import normalise_answer, token_f1
from qa.evaluation.questions import read_lines
from qa.evaluation.retrieval import Query

WAYS = ("raw", "ours", "human")
_CLOSE = 0.8  # token F1 from which a rewrite counts as close to a person's: a convention
_NO_ANSWER = ("i don't know.", "cannotanswer")  # what the conversations say if the text has no answer


@dataclass(frozen=True, slots=True)
class FollowUps:
    """An index of answers, and the same turns in three wordings."""

    index: PassageIndex
    queries: Mapping[str, Sequence[Query]]


@contextmanager
def followups_of(
    path: Path, embedder: Embedder | str, size: PassageSize = DEFAULT_SIZE, on_progress: OnProgress | None = None
) -> Iterator[FollowUps]:
    """The turns of a file whose answer is known, without first turns."""
    records = list(read_lines(path))
    answers = _answers(records)
    paragraphs = [text for by_turn in answers.values() for text in dict.fromkeys(by_turn.values())]
    with library_of(paragraphs, embedder, size, on_progress) as library:
        turns = [record for record in records if len(record["history"]) >= 2 and _answer(record, answers)]
        queries: dict[str, list[Query]] = {way: [] for way in WAYS}
        for record in turns:
            text = _answer(record, answers)
            wanted = {library.ids[text]: [(0, len(text))]}
            for way, question in zip(WAYS, (record["question"], _ours(record), record["rewrite"]), strict=True):
                queries[way].append(Query(question, wanted))
        yield FollowUps(library.index, queries)


def written_rewrites(path: Path) -> dict[str, Any]:
    """How near our rewrites are to a person's, 0 to 1, and how many complete questions are changed for no reason.

    Every question without a history is asked after the two before it about the same document: `changed` counts those
    that do not stay as they are. A question about the document's own subject ("What did he do?") is among them.
    """
    records = list(read_lines(path))
    turns = [record for record in records if record.get("history") and record.get("rewrite")]
    pairs = [(standalone(record["question"], record["history"]), record["rewrite"]) for record in turns]
    equal = [normalise_answer(ours) == normalise_answer(theirs) for ours, theirs in pairs]
    scores = [token_f1(ours, theirs) for ours, theirs in pairs]
    alone: dict[str, list[str]] = defaultdict(list)
    for record in records:
        if not record.get("history"):
            alone[record["document"]].append(record["question"].strip())
    after = [(asked[at], asked[max(at - 2, 0) : at]) for asked in alone.values() for at in range(1, len(asked))]
    return {
        "follow_ups": len(turns),
        "equal": sum(equal),
        "close": sum(score >= _CLOSE for score in scores),
        "token_f1": round(sum(scores) / max(len(scores), 1), 4),
        "complete": len(after),
        "changed": sum(standalone(question, history) != question for question, history in after),
    }


def _conversation(record: Mapping[str, Any]) -> str:
    return str(record["id"]).rsplit("_", 1)[0]


def _answers(records: Sequence[Mapping[str, Any]]) -> dict[str, dict[int, str]]:
    """The answers that later turns' histories give, by conversation and by turn, counted from 0."""
    answers: dict[str, dict[int, str]] = defaultdict(dict)
    for record in records:
        for number, text in enumerate(record["history"][1::2]):
            if len(text.split()) > 2 and text.strip().casefold() not in _NO_ANSWER:
                answers[_conversation(record)][number] = text.strip()
    return answers


def _answer(record: Mapping[str, Any], answers: Mapping[str, Mapping[int, str]]) -> str:
    return answers.get(_conversation(record), {}).get(len(record["history"]) // 2, "")


def _ours(record: Mapping[str, Any]) -> str:
    """The turn as we rewrite it, given the earlier questions and their answers."""
    earlier, answers = record["history"][0::2], record["history"][1::2]
    said: dict[str, str] = {}
    for turn, (question, answer) in enumerate(zip(earlier, answers, strict=False)):
        said[question] = said[standalone(question, earlier[:turn], lambda known: said.get(known, ""))] = answer
    return standalone(record["question"], earlier, lambda known: said.get(known, ""))
