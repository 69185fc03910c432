"""Where an answer begins and ends, given the span of a passage that a network chose: what is lit has to be right.

`answer_boundaries` moves the ends of one span, `covering` joins two that were asked for together, and the predicates of
`asking` tell what is no answer: the question's own subject, another question, a heading.
"""

from qa.reading.boundaries.asking import is_question, repeats_question, stands_in_heading
from qa.reading.boundaries.covering import covering
from qa.reading.boundaries.ends import answer_boundaries, says_something

__all__ = [
    "answer_boundaries",
    "covering",
    "is_question",
    "repeats_question",
    "says_something",
    "stands_in_heading",
]
