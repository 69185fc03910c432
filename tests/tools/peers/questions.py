"""Questions with the passages that answer them, from files in the forms of tests/data and of `quoth eval written`."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from peers.passages import Piece

from qa.evaluation.accepting import stands_in
from qa.evaluation.questions import read_lines

DEPTHS = (1, 5, 10)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that stands alone, the files that answer it, and the stretches that do, any of them enough."""

    question: str
    documents: tuple[str, ...]
    gold: tuple[str, ...]

    def rank(self, found: Sequence[Piece]) -> int | None:
        """The rank, from 1, of the first passage of the right file that holds a whole stretch; None if none does."""
        for rank, piece in enumerate(found, start=1):
            if piece.document in self.documents and any(stands_in(stretch, piece.text) for stretch in self.gold):
                return rank
        return None


def read_asked(paths: Sequence[Path], most: int = 0) -> list[Asked]:
    """The questions of the files that have an answer and stand alone, follow-ups as rewritten; `most`, evenly spread.

    A line is {"question", "documents", "sentences"} or {"question", "document", "support": [{"quote"}], "rewrite"}.
    """
    asked: list[Asked] = []
    for path in paths:
        for record in read_lines(path):
            question = record.get("rewrite") or ("" if record.get("history") else record["question"])
            gold = tuple(record.get("sentences") or [support["quote"] for support in record.get("support", ())])
            if question and gold:
                documents = tuple(record.get("documents") or [record["document"]])
                asked.append(Asked(question, documents, gold))
    if not asked:
        raise ValueError("None of the questions has an answer and stands alone.")
    step = max(1.0, len(asked) / most) if most else 1.0
    return [asked[int(at * step)] for at in range(int(len(asked) / step))]


def found_at(ranks: Sequence[int | None]) -> dict[str, float]:
    """The share of questions whose gold passage is among the first 1, 5 and 10, 0 to 1."""
    return {
        str(depth): sum(rank is not None and rank <= depth for rank in ranks) / max(1, len(ranks)) for depth in DEPTHS
    }
