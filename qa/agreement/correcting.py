"""Two citations of one document → whether it corrects itself between them, and so does not contradict itself."""

import re

from qa.datatypes import Citation

_CORRECTS = re.compile(
    r"\b(?:correct(?:ion|ed|s|ing)?|errat(?:um|a)|corrigend(?:um|a)|amend(?:ed|ment|s)|revis(?:ed|es|ion)|updated?|"
    r"should (?:have )?(?:read|been|say)|instead of|rather than|in an earlier version|previously|no longer|used to|"
    r"originally|supersed\w+|replac(?:ed|es)|until now|from now on|since then|at first|mistake\w*|wrongly|misprint)\b|"
    r"\bnot [^.;]{1,60}?\b(?:but)\b",
    re.IGNORECASE,
)
_NEAR = 200  # characters around a quote in which a correction is announced: a guess


def corrects_itself(one: Citation, other: Citation, text: str) -> bool:
    """Whether either quote, or the text right around it or between two near ones, says that something was corrected.

    `text` is that of the one document that both are of; quotes of two documents correct nothing.
    """
    if one.document_id != other.document_id:
        return False
    first, last = sorted((one, other), key=lambda citation: citation.start)
    spans = [(citation.start - _NEAR, citation.end + _NEAR) for citation in (first, last)]
    if last.start - first.end < 2 * _NEAR:
        spans = [(first.start - _NEAR, last.end + _NEAR)]
    headings = " ".join((*one.headings, *other.headings))
    return bool(_CORRECTS.search(headings)) or any(_CORRECTS.search(text, max(0, low), high) for low, high in spans)
