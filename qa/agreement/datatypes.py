"""Statement: a quote as a witness to a question."""

from dataclasses import dataclass

KEPT = 256
"""What is read in this many texts is kept: each statement of an answer is compared with every other."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A quote, the stretch of it that answers, and the ISO date of its document where that is known.

    What the quote stands under is left out: a title names the subject of every quote of its document, also of one that
    speaks of something else.
    """

    quote: str
    answer: str
    date: str | None = None
