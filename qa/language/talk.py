"""Turns that are no question to documents: greetings, thanks, and questions about Quoth itself."""

import re
from enum import Enum

from qa.language.words import any_of


class Talk(Enum):
    """What a turn is, where it is no question to documents."""

    GREETING = "greeting"
    THANKS = "thanks"
    HELP = "help"


_GREETING = any_of(
    r"hi(?: there| all| everyone)?|hello(?: there| again| quoth)?|hey(?: there| you)?|hiya|howdy|greetings|yo",
    r"good (?:morning|afternoon|evening|day)|how are you(?: doing)?(?: today)?|how do you do|what['’]?s up",
    r"nice to meet you|is (?:anybody|anyone) there|are you there",
)
_THANKS = any_of(
    r"(?:many |ok(?:ay)? |great |no |yes )?thank(?:s| you)(?: (?:so|very) much| a lot| a million)?|thx|ty|cheers",
    r"(?:that(?:['’]?s| is| was) )?(?:great|perfect|awesome|excellent|amazing|brilliant|cool|nice|(?:very )?helpful)",
    r"(?:that|this|it) (?:really )?help(?:s|ed)(?: me)?(?: a lot| very much)?|(?:much |really )?appreciated?(?: it)?",
    r"ok(?:ay)?|got it|i see|good (?:job|work|bot)|well done|wow|lol|haha|sure|fine|never ?mind|sorry",
    r"(?:good ?)?bye(?: bye)?|see you(?: later| soon)?|good ?night|have a (?:nice|good|great) (?:day|evening|weekend)",
)
_HELP = any_of(
    r"help(?: me)?|i need help|can you help(?: me)?|what can (?:you|i|quoth) (?:do|ask)(?: (?:for me|here|with this))?",
    r"what (?:do|does) (?:you|this|it|quoth) do|what(?: is|['’]?s) (?:this|quoth)(?: (?:app|tool|thing|for))?",
    r"how (?:do|does|can|should) (?:i use )?(?:this|it|quoth|you)(?: app| tool)?(?: work)?|(?:who|what) are you",
    r"what(?: is|['’]?s) your name|who (?:made|built|wrote|created) (?:you|quoth|this)|instructions",
    r"are you (?:an? |the )?(?:ai|robot|bot|chat ?bot|chat ?gpt|gpt|human|person|real|machine|llm)",
    r"(?:show|give) me (?:the )?(?:help|instructions)|what (?:should|could|can) i ask(?: you)?",
)
_KINDS = ((Talk.HELP, _HELP), (Talk.GREETING, _GREETING), (Talk.THANKS, _THANKS))
_GAP = r"[\s,.!?;:~…)(\-–—👋🙏👍🙂😀😊]*"
_LINKS = rf"(?:(?:and|so|but|please|quoth|then|very much|again)\b{_GAP})*"
_PIECE = {kind: re.compile(rf"{_GAP}{_LINKS}{words}(?![\w’'-]){_GAP}{_LINKS}", re.IGNORECASE) for kind, words in _KINDS}
_SET_APART = re.compile(rf"[,.!?;:…–—]\s*{_LINKS}$", re.IGNORECASE)
_MOST_PIECES = 3  # "Hi! Thanks. And …": nobody puts more in front of a question


def talk_of(turn: str) -> Talk | None:
    """What kind of talk a whole turn is; None where anything in it may be a question or words to look for.

    Where it is several, help counts before a greeting, and a greeting before thanks.
    """
    rest, kinds = turn.strip(), set[Talk]()
    while rest:
        taken = [(match.end(), kind) for kind, piece in _PIECE.items() if (match := piece.match(rest))]
        if not taken:
            return None
        end, kind = max(taken, key=lambda each: each[0])
        kinds.add(kind)
        rest = rest[end:].lstrip()
    return next((kind for kind, _ in _KINDS if kind in kinds), None)


def without_greeting(turn: str) -> str:
    """The turn without the greeting or thanks in front of it; all of it where nothing else stands there.

    A mark has to set it apart, so that "Great Britain" is no thanks.
    """
    rest = turn.strip()
    for _ in range(_MOST_PIECES):
        found = (_PIECE[kind].match(rest) for kind in (Talk.GREETING, Talk.THANKS))
        match = next((each for each in found if each and _SET_APART.search(each.group())), None)
        if not match or not rest[match.end() :].strip():
            break
        rest = rest[match.end() :].strip()
    return rest
