"""How English refers back to what was said: openings, pronouns, "that fee", "the other one"."""

import re

from qa.language import grammar
from qa.language.figures import YEAR
from qa.language.words import MONTHS, any_of

_AUXILIARY = (
    *("is", "are", "was", "were", "am", "do", "does", "did", "has", "have", "had", "can", "could", "will", "would"),
    *("should", "may", "might", "must"),
)
_WH = ("who", "whom", "whose", "what", "which", "when", "where", "why", "how")
_TELL = ("tell", "list", "show", "give", "explain", "describe", "name")
AUXILIARY = any_of(*_AUXILIARY)


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# How a turn begins.
OPENING = _words(
    r"^\W*(?:(?:and|but|so|or|then|also|ok(?:ay)?|well|now|right|thanks|thank you|good|great|yes|no|"
    r"(?:some|any)thing else)\b[\s,–—-]*)+"
)
WHAT_ABOUT = _words(
    r"^\W*(?:(?:what|how) about|(?:is it |what is )?the same (?:question )?(?=for|in|with)|same (?=for|in|with))\s*"
)
WHAT_IF = _words(r"^\W*what(?= (?:if|when)\b)")
OWN_CLAUSE = _words(rf"\b{any_of(*_WH, *_AUXILIARY, *_TELL)}\b")
MAIN_CLAUSE = _words(rf", (?:then )?{any_of(*_WH, *_AUXILIARY)}\b")
AUXILIARY_FIRST = _words(rf"^{AUXILIARY}\b")
YES_NO = _words(rf"^\W*{AUXILIARY}\s+")
ASKING = (
    rf"(?:(?:(?:by|since|until|from|to|for|in|on|at|with|of|under) )?{any_of(*_WH)}(?:['’]s)?|{AUXILIARY}(?:n['’]t)?)"
)
"""How a question begins."""
SUBJECT = _words(
    r"^\W*(?:(?:who|what|where)(?:'s|’s| is| are| was| were)|tell me (?:more )?about|what do you know about|describe|"
    r"explain|what happened (?:to|with))\s+(?P<subject>[^?.!]+)"
)

# A turn without a clause of its own.
BARE = _words(
    r"^(?P<prep>(?:by|since|until|from|to|for|in|on|at|with) )?"
    r"(?P<wh>why(?: not)?|how come|how(?: (?:much|many|long|often|far|old|big))?|when|where|who|whom|which|what)"
    r"(?P<noun>(?:(?<=which)|(?<=what)) [a-z]+)?$"
)
"""A question word alone: "Why?", "Since when?", "In which room?"."""
FRAGMENT = _words(
    rf"^(?P<prep>{any_of(*sorted(grammar.PREPOSITIONS, key=len, reverse=True))}\s+)?"
    rf"(?P<det>{any_of(*sorted(grammar.DETERMINERS, key=len, reverse=True))}\s+)?(?P<bare>.+)$"
)
POSSESSIVE = _words(r"^(?:his|her|its|their) \w")
OTHER_ONE = _words(r"^(?:for |with |on |in |at )?the other(?: one)?$")
BACK = _words(r"^(?:(?:the |on the )?(?:way )?back|(?:the )?other (?:way|direction)(?: a?round)?|in reverse)$")
CONDITION = _words(rf"^(?:if|when(?! {AUXILIARY}\b)|unless|without|once)\b")
CONDITION_INSIDE = _words(r"(?<=\w),? (?:if|when|unless) .*$")
ONE = _words(r"\b(?P<which>(?:[\w-]+ )*?[\w-]+) (?P<one>ones?)$")
DISLOCATED = _words(
    rf"^(?P<topic>(?!if\b|when\b)[^,]+), (?P<clause>{any_of(*_WH, *_AUXILIARY)}\b[^,]*"
    r"\b(?:he|she|it|they|his|her|its|their)\b.*)$"
)
"""A topic, then a question about it: "the judge, how long does he serve"."""

# Pronouns.
PERSONAL = _words(r"\b(?P<word>he|she|him|his|her|hers)\b")
SINGULAR = _words(r"\b(?P<word>it|its)\b")
PLURAL = _words(r"\b(?P<word>they|them|their|theirs)\b")
ANY_PRONOUN = _words(r"\b(?P<word>he|she|it|they|him|his|her|its|them|their)\b")
EMPTY = _words(
    r"\bit\s+(?:is\s+|was\s+)?(?:\w+\s+){0,2}(?:to|that|if|whether|for\b.*\bto)\b|"
    r"\b(?:is|was|will|would|does|did|has)\s+it\s+(?:\w+\s+){0,2}(?:to|that|if|matter|for\b.*\bto)\b|"
    r"\b(?:does|did|will|would)\s+it\s+(?:take|mean)\s+(?:until|when|for)\b|"
    r"\bhow (?:long|far) (?:is|was) it (?:from|to|until|till|between|since)\b|"
    r"\bit\s+(?:rains?|seems?|turns? out)\b"
)
"""An "it" that refers to nothing: "is it hard to …"."""
_OF_THINGS = (
    r"(?:cost|last|expir|contain|includ|weigh|measur|happen|work|look|com|differ|appl|stand|liv|grow|spread|becom|end|"
    r"begin|start|open|clos|run|stop|leav|arriv|fit)\w*\b"
)
ANYBODY = _words(
    rf"\b(?:do|did|can|could|will|would|should|must|may|have)(?:n?['’]t)? they (?!be\b|all\b|each\b|{_OF_THINGS})[a-z]|"
    rf"\b(?:are|were)(?:n['’]t)? they (?!{_OF_THINGS})\w+ing\b|^they (?!are\b|were\b|will\b|have\b)"
)
"""A "they" who act, and so are people, often whoever wrote the document: "do they charge"."""

# Phrases that point back.
THAT_NOUN = _words(r"\b(?P<det>that|this|those|these|the) (?P<noun>[a-z][\w-]+)\b")
GENERAL = frozenset("person man woman place city town country company firm thing one".split())
"""Nouns so general that "that city" can mean what was named otherwise."""
QUALIFIED = _words(
    r"^\s+(?:of|for|in|on|at|to|with|from|that|which|who|whose|between|about|under|\w+ing|"
    r"\w+ed (?:in|by|at|on|for|to|from))\b"
)
"""What comes after a noun and says which one is meant, so that it stands for nothing earlier."""
_VERB_NEXT = (
    r"(?=\s+(?:be|been|come|happen|mean|cost|apply|work|last|include|cover|count|change|end|start|\w+ed|true|normal|"
    r"possible|allowed|open|enough)\b|\W*$)"
)
_AFTER_AUXILIARY = r"(?:(?<=\bdoes )|(?<=\bdid )|(?<=\bis )|(?<=\bwas )|(?<=\bwill )|(?<=\bwould )|(?<=\bof ))"
THAT_ALONE = _words(rf"{_AFTER_AUXILIARY}(?:that|this){_VERB_NEXT}|\b(?:that|this) one\b")
THOSE_ALONE = _words(
    r"(?:(?<=\bdo )|(?<=\bdid )|(?<=\bare )|(?<=\bwere )|(?<=\bof ))(?:those|these)"
    r"(?=\s+[a-z]+ (?:to|in|on|at|for|by|with|from)\b|\W*$)"
)
OF = _words(r"\bof\s*$")
THERE = _words(r"(?<!\bis )(?<!\bare )(?<!\bit )(?<!\bwas )(?<!\bwere )\bthere(?=\W*$)")
WHERE_CAN = _words(r"^\W*where (?P<aux>can|could|may|should|must|will) ")
ORDINAL_ALONE = _words(rf"\bthe (?P<which>{any_of(*grammar.ORDINALS, 'last')})(?P<one>)(?=\W*$)")
ONE_INSIDE = _words(r"\bthe (?P<which>[\w-]+) (?P<one>ones?)\b")
THOSE_TWO = _words(r"\b(?:the two(?: of them)?|those two|these two|both of them)\b(?! [a-z]+s\b)")
LATTER = _words(r"\bthe (?P<which>former|latter)\b(?! (?:half|part|case|stage|years?|days?|weeks?))")
SAME_ACT = _words(
    r"^\W*(?P<aux>do|does|did|can|could|will|would|should|may|must) (?P<subject>[\w' -]+?) "
    r"do (?:the same|so|that|it)(?: too| as well)?\W*$"
)
COST_OF_IT = _words(r"(?P<does>\b(?:does|did|will|would) )(?:that|it|this) (?P<verb>cost|take)(?=\W*$)")

# What an earlier question says.
_PROPER = r"(?:the |an? )?(?:[A-Z][\w-]*|(?<=between )[\w-]+)(?: [A-Z0-9][\w-]*)*"
PAIR = re.compile(rf"\b(?P<one>{_PROPER}),? (?:and|or) (?P<other>(?:the |an? )?[A-Z][\w-]*(?: [A-Z0-9][\w-]*)*)")
TO_DO = _words(
    r"^\W*(?:(?:how|where|when) )?(?:do|can|could|should|may|must|would) (?:i|you|we|one) (?P<act>[^?]+?)\W*$"
)
SAID_ABOUT = _words(r"\b(?:say|says|said|tell|mention) (?:about|on) (?P<topic>[^?]+?)\W*$")
ADVERBIAL = _words(
    r"^\W*(?:when|where|why|how|since when|how (?:often|long|far)|(?:in|at|on|by|for) (?:which|what) \w+)\s+"
    rf"(?P<rest>{AUXILIARY}\b.*)$"
)
"""A question whose question word can be changed for another."""
OBJECT_ASKED = _words(
    r"^\W*(?:which|what) (?P<noun>[\w-]+(?: [\w-]+)?) (?P<aux>do|does|did|has|have|will|would|can|could) (?P<rest>.+)$"
)
PASSIVE = _words(rf"\b(?:is|are|was|were|been) .*?\b(?:\w+ed|{any_of(*sorted(grammar.PAST))})$")

# Words for other words.
OPPOSITES = (
    (("male", "males", "men", "man", "boys", "boy"), ("female", "females", "women", "woman", "girls", "girl")),
    (("highest",), ("lowest",)),
    (("most",), ("least", "fewest")),
    (("largest",), ("smallest",)),
    (("biggest",), ("smallest",)),
    (("longest",), ("shortest",)),
    (("oldest",), ("youngest", "newest")),
    (("best",), ("worst",)),
    (("fastest",), ("slowest",)),
    (("cheapest",), ("dearest", "most expensive")),
    (("maximum",), ("minimum",)),
    (("earliest",), ("latest",)),
    (("half a day",), ("a full day", "full day"), ("an hour",)),
    (("weekdays", "weekday"), ("weekends", "weekend")),
    (("single",), ("return",)),
    (("adults", "adult"), ("children", "child"), ("students", "student"), ("seniors", "senior")),
)
"""Words that ask the same of something else, form by form."""
RATES = {
    "hour": "hourly",
    "day": "daily",
    "week": "weekly",
    "month": "monthly",
    "quarter": "quarterly",
    "year": "yearly",
}
_MONTH = any_of(*MONTHS)
_DAY = any_of(*(f"{day}days?" for day in ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")))
DATES = (
    re.compile(rf"\b(?:\d{{1,2}} {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{1,2}}\b(?:, \d{{4}})?)"),
    re.compile(rf"\b{_DAY}\b"),
    re.compile(rf"\b{_MONTH}\b"),
    YEAR,
)
"""Dates, days of the week, months and years: each stands for another of its own kind."""
PRICES = _words(r"\b(?:fee|price|charge|fine|penalty|deposit|discount|deadline|limit|excess|tax)s?\b")
"""What is *for* something, where a weight is *of* it."""
NEGATED = {"can": "can't", "will": "won't", "may": "may not"} | {
    verb: f"{verb}n't" for verb in "is are was were do does did has have had could would should must".split()
}
AGREEMENT = (
    {"do": "does", "are": "is", "were": "was", "have": "has"},
    {"does": "do", "is": "are", "was": "were", "has": "have"},
)
"""An auxiliary with one, and with more than one."""
