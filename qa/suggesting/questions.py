"""A document → the questions that it asks itself and answers, as in a list of questions and answers.

Such a question stands on a line of its own, as a heading or behind "Q:". What a speaker or a writer asks in passing is
rhetorical more often than not, and means nothing outside its paragraph.
"""

import re
from collections.abc import Iterator

from index.documents.sentences import Span
from qa.language.grammar import is_verb
from qa.language.kinds import LABEL, OPENS_QUESTION
from qa.language.words import any_of
from qa.suggesting.datatypes import Drawn, Form

_MARKS = re.compile(r"^[#>*_\s\-–•]*(?:\d+[.)]\s+)?")  # of a heading or a list
_CLOSING = re.compile(r"[*_#\s]*$")
_FEWEST = 4  # words: "Who is eligible?" asks about what stands before it ...
_FEWEST_OF_DEFINITION = 3  # ... but "What is hypoglycemia?" does not
_MOST = 16
_POINTS_BACK = re.compile(
    rf"\b{any_of('it', 'its', 'this', 'that', 'these', 'those', 'he', 'she', 'his', 'her', 'they', 'them', 'their')}\b|"
    rf"\b{any_of('one', 'other', 'others', 'another', 'else', 'such', 'so', 'above', 'below', 'here', 'now')}\b",
    re.IGNORECASE,
)
_ASKS_WHOLE = re.compile(  # a question word and its verb: "What about prices?" and "Why Open Source?" have none
    r"^(?:who|what|when|where|why|how|which)\b(?:['’]s\b|(?: \w+){0,4}? "
    rf"{any_of('is', 'are', 'was', 'were', 'do', 'does', 'did', 'can', 'could', 'should', 'will', 'would', 'must')}"
    r"\b|.* (?:has|have|had|may|might)\b)",
    re.IGNORECASE,
)
_ANNOUNCES = re.compile(
    r"^\W*(?:there (?:are|is|were|was) )?"
    rf"{any_of('many', 'several', 'various', 'different', 'countless', 'numerous', 'two', 'three', 'four', 'five')}"
    rf"(?: \w+){{0,3}}? {any_of('factors', 'reasons', 'ways', 'methods', 'causes', 'types', 'kinds', 'things')}\b|"
    r"^\W*there (?:are|is|were|was) (?:an? (?:number|variety|range) of|many|several|various|countless|different)\b|"
    r"^\W*(?:it depends|that depends|good question|great question|yes and no)\b",
    re.IGNORECASE,
)


def own_questions(text: str, places: list[Span]) -> Iterator[Drawn]:
    """Each question that means the same alone and has a line to itself; the next two sentences have to answer it."""
    for number, (start, end) in enumerate(places):
        if not text[start:end].rstrip("*_# \n").endswith("?") or not _has_its_line(text, start, end):
            continue
        question = LABEL.sub("", _CLOSING.sub("", _MARKS.sub("", text[start:end])))
        following = [place for place in places[number + 1 : number + 4] if text[place[0]] != "#"][:2]
        if following and not text[slice(*following[0])].endswith("?") and stands_alone(question):
            yield Drawn(question, Form.OWN, following[0][0], following[-1][1])


def stands_alone(question: str) -> bool:
    """Whether a question is whole, and means the same wherever it is read."""
    words = question.split()
    fewest = _FEWEST_OF_DEFINITION if re.match(r"what (?:is|are)\b", question, re.IGNORECASE) else _FEWEST
    in_capitals = sum(word[:1].isupper() for word in words[1:])
    return (
        fewest <= len(words) <= _MOST
        and bool(OPENS_QUESTION.match(question))
        and 2 * in_capitals <= len(words)  # "What Should Be The Name?" is written as nobody types
        and (bool(_ASKS_WHOLE.match(question)) or is_verb(words[1]))  # "What causes mould?"
        and not points_back(question)
    )


def points_back(words: str) -> bool:
    """Whether words mean something only where they stand: "Why is this useful?", "Other causes"."""
    return bool(_POINTS_BACK.search(words))


def announces(sentence: str) -> bool:
    """Whether a sentence says only that an answer follows: "Several factors are driving it"."""
    return bool(_ANNOUNCES.search(sentence))


def _has_its_line(text: str, start: int, end: int) -> bool:
    """Whether nothing else stands on the line, but for the marks of a heading or a list, and a label."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    before, after = text[line_start:start], text[end : line_end if line_end >= 0 else len(text)]
    return not re.search(r"\w", LABEL.sub("", _MARKS.sub("", before))) and not re.search(r"\w", after)
