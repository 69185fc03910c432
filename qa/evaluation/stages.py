"""Where a failure is lost: the first stage on the way from a file to an answer that has lost it."""

from collections.abc import Callable, Sequence
from enum import StrEnum

from index.documents.datatypes import Hit
from qa.datatypes import Citation


class Stage(StrEnum):
    """A stage of the way from a file to an answer, named after what goes wrong there."""

    FILE = "file"
    REWRITE = "rewrite"
    RETRIEVAL = "retrieval"
    RANKING = "ranking"
    SPAN = "span"
    LINE = "line"
    UNANSWERABLE = "unanswerable"


MEANINGS = {
    Stage.FILE: "the text that answers was lost in reading the file",
    Stage.REWRITE: "the follow-up was reworded so that the passage is not found",
    Stage.RETRIEVAL: "the passage that answers is not among those read",
    Stage.RANKING: "it was read, and another passage outscored it",
    Stage.SPAN: "the right passage, the wrong words",
    Stage.LINE: "the right words on top, below the refusal line",
    Stage.UNANSWERABLE: "nothing answers, and yet it answered",
}


def lost_at(
    in_text: bool, read: Sequence[Hit], asked_in_full: Callable[[], bool], top: Citation | None, top_is_right: bool
) -> Stage:
    """The stage that lost an answerable question.

    `in_text`: whether its document's text holds the answer. `read`: the passages read that hold it; if there are none,
    `asked_in_full` says whether the question's stand-alone form finds one. `top`: what was answered or, in a refusal,
    came closest; it is right only where it was refused.
    """
    if not in_text:
        return Stage.FILE
    if not read:
        return Stage.REWRITE if asked_in_full() else Stage.RETRIEVAL
    if top_is_right:
        return Stage.LINE
    return Stage.SPAN if top and any(_holds(hit, top) for hit in read) else Stage.RANKING


def _holds(hit: Hit, citation: Citation) -> bool:
    """Whether the lit words of a citation are within a hit's passage."""
    passage = hit.passage
    inside = passage.start <= citation.answer_start and citation.answer_end <= passage.end
    return passage.document_id == citation.document_id and inside
