"""Several questions typed as one → each by itself: "When was it founded, and who leads it?".

A question that asks for several things at once ("the opening and closing balances", "the difference between A and B",
"when and where") stays one.
"""

import re

from qa.conversation.rewriting import standalone
from qa.language import grammar, turns

_AFTER_MARK = re.compile(r"(?<=\?)\s+")
_JOINED = re.compile(
    rf"(?:,\s*|\s+)(?:and|but)\s+(?:also\s+|then\s+)?(?={turns.ASKING}\b)|,\s+(?={turns.ASKING}\b)", re.IGNORECASE
)
_ASKING_FIRST = re.compile(rf"^\W*{turns.ASKING}\b", re.IGNORECASE)
_WH = r"(?:who|whom|what|which|whose|when|where|why|how)"
_INVERTED = re.compile(rf"^(?:\w+ )?{_WH}(?:['’]s\b|(?: [\w-]+){{0,4}}? {turns.AUXILIARY}\b)", re.IGNORECASE)
_SUBJECTS = (
    r"(?:the|an?|this|that|these|those|my|your|his|her|its|our|their|i|you|he|she|it|we|they|there|any|anyone|anybody|"
    r"somebody|someone)"
)
_YES_NO = re.compile(rf"^(?i:{turns.AUXILIARY})(?:n['’]t)? (?:(?i:{_SUBJECTS})\b|[A-Z])")
_STATEMENT = re.compile(
    rf"^(?:\w+ )?(?:when|where|why|how(?: (?:long|much|many|often|far))?|what|who) {_SUBJECTS}\b", re.IGNORECASE
)
"""The word order of "when it was published"."""
_EITHER = re.compile(
    r"^\W*(?:or|right|really|yes|no|ok(?:ay)?|correct|which (?:one )?(?:is|are|was|were|one))\b", re.IGNORECASE
)
_SUBORDINATE = re.compile(
    r"\b(?:know|tell|say|show|explain|decides?|ask|wonder|remember|find out|depends?|see|check|matter|whether)\b",
    re.IGNORECASE,
)
_ASKS_VERB = re.compile(r"^(?:who|what|which|how (?:many|much)) \w", re.IGNORECASE)


def parts(question: str) -> tuple[str, ...]:
    """The questions in a text, in order, each standing alone; the text itself, unchanged, if it is one question."""
    found = [clause for sentence in _sentences(question) for clause in _clauses(sentence)]
    if len(found) < 2:
        return (question,)
    alone: list[str] = []
    for clause in found:
        asked = turns.OPENING.sub("", clause) if alone else clause
        again = standalone(clause, alone)
        again = again if again != clause else asked
        if alone and turns.BARE.match(asked.strip(" ?!.,")) and (again == clause or " in the case of " in again):
            return (question,)
        alone.append(f"{again[:1].upper()}{again[1:].rstrip(' ?!.,')}?")
    return tuple(alone)


def _sentences(question: str) -> list[str]:
    """The text cut after question marks, where each piece asks something."""
    pieces = _AFTER_MARK.split(question.strip())
    asks = [bool(turns.OWN_CLAUSE.search(piece)) for piece in pieces]
    whole = len(pieces) > 1 and asks[0] and pieces[0].endswith("?")
    for piece, own in zip(pieces[1:], asks[1:], strict=True):
        added = turns.OPENING.match(piece) or turns.WHAT_ABOUT.match(piece) or turns.BARE.match(piece.strip(" ?"))
        asking = (own and _ASKING_FIRST.match(piece)) or added
        whole = whole and piece.endswith("?") and not _EITHER.match(piece) and bool(asking)
    return pieces if whole else [question]


def _clauses(sentence: str) -> list[str]:
    """A sentence cut where another question begins in it."""
    for match in _JOINED.finditer(sentence):
        first, second = sentence[: match.start()], sentence[match.end() :]
        if _is_question(first) and _begins_another(first, second, joined="," not in match.group().strip(", ")):
            return [first, *_clauses(second)]
    return [sentence]


def _is_question(clause: str) -> bool:
    """Whether a clause asks and is complete: it has a verb and more than its question word."""
    asked = turns.OPENING.sub("", clause)
    words = asked.split()
    verb = any(word.casefold() in grammar.AUXILIARIES or grammar.is_verb(word) for word in re.findall(r"[\w']+", asked))
    contracted = re.match(r"\W*\w+['’]s\b", asked) is not None
    aside = turns.WHAT_ABOUT.match(asked) or turns.WHAT_IF.match(asked) or _STATEMENT.match(asked)
    return bool(_ASKING_FIRST.match(asked)) and not aside and len(words) >= 3 and (verb or contracted)


def _begins_another(first: str, second: str, joined: bool) -> bool:
    """Whether what follows "and" is a question of its own, and no second thing that the first one asks for."""
    bare = second.strip(" ?!.,")
    if _EITHER.match(second):
        return False
    if _YES_NO.match(second):
        return True
    embeds = bool(_SUBORDINATE.search(first)) or len(re.findall(rf"\b{_WH}\b", first)) > 1
    if turns.BARE.match(bare):
        return not embeds and joined
    if turns.AUXILIARY_FIRST.match(second):
        return False
    if _INVERTED.match(second) and not _STATEMENT.match(second):
        return True
    return bool(_ASKS_VERB.match(second)) and not embeds and any(grammar.is_verb(word) for word in bare.split()[1:4])
