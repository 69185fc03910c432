"""A question and a fragment of the next turn → the same question with the fragment in it.

"And in 2023?" takes the place of the year, "What about a service?" that of "a tyre change", "the vegan one" that of
"the butter croissant": the fragment replaces what is of its own kind, or goes where a person would put it.
"""

from collections.abc import Callable

from qa.conversation.substitution import nouns, values
from qa.conversation.substitution.fragments import Fragment, agreeing

__all__ = ["Fragment", "substituted"]

_Way = Callable[[str, Fragment], str | None]
_WAYS: tuple[_Way, ...] = (  # the surest first: the first that fits is taken
    *(values.back, values.condition, nouns.keywords, values.opposite, values.one, values.ordinal, values.measured_in),
    *(values.date, values.number, values.shape, nouns.place, nouns.name, nouns.same_head, nouns.same_preposition),
    *(nouns.possessor, nouns.verb, nouns.holder, nouns.measure, nouns.same_determiner, nouns.added),
)


def substituted(previous: str, text: str) -> str | None:
    """The previous question with `text` in place of something of its kind or added to it; None where nothing fits."""
    question = previous.rstrip(" ?!.")
    fragment = Fragment.of(text)
    for way in _WAYS:
        if (found := way(question, fragment)) is not None:
            return f"{agreeing(question, found).rstrip()}?"
    return None
