"""How English refers back to what was said: openings, pronouns, demonstratives; and clauses that do not."""

import re

from qa.language import grammar
from qa.language.figures import YEAR
from qa.language.words import MONTHS, any_of

OPENING = re.compile(
    r"^\W*(?:(?:and|but|so|or|then|also|ok(?:ay)?|well|now|right|thanks|thank you|good|great|yes|no|(?:some|any)thing else)"
    r"\b[\s,–—-]*)+",
    re.IGNORECASE,
)
WHAT_ABOUT = re.compile(r"^\W*(?:(?:what|how) about|(?:is it |(?:and )?what is )?the same (?:question )?(?=for|in|with)|same (?=for|in|with))\s*", re.IGNORECASE)
WHAT_IF = re.compile(r"^\W*what(?= (?:if|when)\b)", re.IGNORECASE)
OWN_CLAUSE = re.compile(
    r"\b(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|"
    r"should|may|might|must|tell|list|show|give|explain|describe|name)\b",
    re.IGNORECASE,
)
BARE = re.compile(
    r"^(?P<prep>(?:by|since|until|from|to|for|in|on|at|with) )?(?P<wh>why(?: not)?|how come|how(?: (?:much|many|long|often|far|old|big))?|"
    r"when|where|who|whom|which|what)(?P<noun>(?: [a-z]+)?)$",
    re.IGNORECASE,
)
"""A turn that is a question word alone: "Why?", "Since when?", "In which room?"."""
SUBJECT = re.compile(
    r"^\W*(?:(?:who|what|where)(?:'s|’s| is| are| was| were)|tell me (?:more )?about|what do you know about|describe|"
    r"explain|what happened (?:to|with))\s+(?P<subject>[^?.!]+)",
    re.IGNORECASE,
)
_OF_THINGS = (
    r"(?:cost|last|expir|contain|includ|weigh|measur|happen|work|look|com|differ|appl|stand|liv|grow|spread|becom|end|begin|start|"
    r"open|clos|run|stop|leav|arriv|fit|count as|due|valid|free|found|made|used|kept|paid|sold|held|stored|called|located|different|the same|"
    r"old|big|large|long|heavy|high)\w*\b"
)
PERSONAL = re.compile(r"\b(?P<word>he|she|him|his|her|hers)\b", re.IGNORECASE)
SINGULAR = re.compile(r"\b(?P<word>it|its)\b", re.IGNORECASE)
PLURAL = re.compile(r"\b(?P<word>they|them|their|theirs)\b", re.IGNORECASE)
EMPTY = re.compile(
    r"\bit\s+(?:is\s+|was\s+)?(?:\w+\s+){0,2}(?:to|that|if|whether|for\b.*\bto)\b|"
    r"\b(?:is|was|will|would|does|did|has)\s+it\s+(?:\w+\s+){0,2}(?:to|that|if|matter|for\b.*\bto)\b|"
    r"\b(?:does|did|will|would)\s+it\s+(?:take|mean)\s+(?:until|when|for)\b|"
    r"\bhow (?:long|far) (?:is|was) it (?:from|to|until|till|between|since)\b|"
    r"^they (?!are\b|were\b|will\b|have\b)|"
    r"\bit\s+(?:rains?|seems?|turns? out)\b|"
    r"\b(?:do|did|can|could|will|would|should|must|may|have|were|are)(?:n?['’]t)? they (?!be\b|all\b|each\b|"
    rf"{_OF_THINGS})[a-z]",
    re.IGNORECASE,
)
"""An "it" that refers to nothing ("is it hard to …"), a "they" that means whoever wrote the document ("do they charge")."""
AUXILIARY = r"(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|should|may|might|must)"
AUXILIARY_FIRST = re.compile(rf"^{AUXILIARY}\b", re.IGNORECASE)
ASKING = (
    r"(?:(?:(?:by|since|until|from|to|for|in|on|at|with|of|under) )?(?:who|whom|whose|what|which|when|where|why|how)"
    r"(?:['’]s)?|(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|should|may|might|must)(?:n['’]t)?)"
)
"""How a question begins."""
FRAGMENT = re.compile(
    rf"^(?P<prep>{any_of(*sorted(grammar.PREPOSITIONS, key=len, reverse=True))}\s+)?"
    rf"(?P<det>{any_of(*sorted(grammar.DETERMINERS, key=len, reverse=True))}\s+)?(?P<bare>.+)$",
    re.IGNORECASE,
)
BACK = re.compile(r"^(?:(?:the |on the )?(?:way )?back|(?:the )?other (?:way|direction)(?: a?round)?|in reverse)$", re.IGNORECASE)
CONDITION = re.compile(rf"^(?:if|when(?! {AUXILIARY}\b)|unless|without|once)\b", re.IGNORECASE)
CONDITION_INSIDE = re.compile(r"(?<=\w),? (?:if|when|unless) .*$", re.IGNORECASE)
ONE = re.compile(r"\b(?P<which>(?:[\w-]+ )*?[\w-]+) (?P<one>ones?)$", re.IGNORECASE)
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
    **{"hour": "hourly", "day": "daily", "week": "weekly", "month": "monthly", "quarter": "quarterly", "year": "yearly"}
}
_DAYS = tuple(f"{day}days?" for day in ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun"))
_MONTH = any_of(*MONTHS)
DATES = (
    re.compile(rf"\b(?:\d{{1,2}} {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{1,2}}\b(?:, \d{{4}})?)"),
    re.compile(rf"\b{any_of(*_DAYS)}\b"),
    re.compile(rf"\b{_MONTH}\b"),
    YEAR,
)
"""Dates, days of the week, months and years: each stands for another of its own kind."""

DISLOCATED = re.compile(
    r"^(?P<topic>(?!if\b|when\b)[^,]+), (?P<clause>(?:who|what|which|when|where|why|how|is|are|was|were|do|does|did|can|has|have)\b"
    r"[^,]*\b(?:he|she|it|they|his|her|its|their)\b.*)$",
    re.IGNORECASE,
)
"""A topic, then a question about it: "the judge, how long does he serve"."""
ANY_PRONOUN = re.compile(r"\b(?P<word>he|she|it|they|him|his|her|its|them|their)\b", re.IGNORECASE)
ADVERBIAL = re.compile(
    r"^\W*(?:when|where|why|how|since when|how (?:often|long|far)|(?:in|at|on|by|for) (?:which|what) \w+)\s+"
    r"(?P<rest>(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must)\b.*)$",
    re.IGNORECASE,
)
"""A question whose question word can be changed for another."""
OBJECT_ASKED = re.compile(
    r"^\W*(?:which|what) (?P<noun>[\w-]+(?: [\w-]+)?) (?P<aux>do|does|did|has|have|will|would|can|could) (?P<rest>.+)$",
    re.IGNORECASE,
)
PASSIVE = re.compile(rf"\b(?:is|are|was|were|been) .*?\b(?:\w+ed|{any_of(*sorted(grammar.PAST))})$", re.IGNORECASE)
POSSESSIVE = re.compile(r"^(?:his|her|its|their) \w", re.IGNORECASE)
OTHER_ONE = re.compile(r"^(?:for |with |on |in |at )?the other(?: one)?$", re.IGNORECASE)
YES_NO = re.compile(r"^\W*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must)\s+", re.IGNORECASE)
SAME_ACT = re.compile(
    r"^\W*(?P<aux>do|does|did|can|could|will|would|should|may|must) (?P<subject>[\w' -]+?) (?:do (?:the same|so|that|it)(?: too| as well)?)\W*$",
    re.IGNORECASE,
)
PAIR = re.compile(
    r"\b(?P<one>(?:the |an? )?(?:[A-Z][\w-]*|(?<=between )[\w-]+)(?: [A-Z0-9][\w-]*)*),? (?:and|or) (?P<other>(?:the |an? )?[A-Z][\w-]*(?: [A-Z0-9][\w-]*)*)"
)
THOSE_TWO = re.compile(r"\b(?:the two(?: of them)?|those two|these two|both of them)\b(?! [a-z])", re.IGNORECASE)
LATTER = re.compile(r"\bthe (?P<which>former|latter)\b(?! [a-z])", re.IGNORECASE)
THAT_NOUN = re.compile(r"\b(?P<det>that|this|those|these|the) (?P<noun>[a-z][\w-]+)\b", re.IGNORECASE)
GENERAL = frozenset("person man woman place city town country company firm thing one".split())
"""Nouns so general that "that city" can mean what was named otherwise."""
QUALIFIED = re.compile(r"^\s+(?:of|for|in|on|at|to|with|from|that|which|who|whose|between|about|under|\w+ing|\w+ed)\b", re.IGNORECASE)
"""What comes after a noun and says which one is meant, so that it stands for nothing earlier."""
_VERB_NEXT = r"(?=\s+(?:be|been|come|happen|mean|cost|apply|work|last|include|cover|count|change|end|start|\w+ed|true|normal|possible|allowed|open|enough)\b|\W*$)"
THAT_ALONE = re.compile(rf"(?:(?<=\bdoes )|(?<=\bdid )|(?<=\bis )|(?<=\bwas )|(?<=\bwill )|(?<=\bwould )|(?<=\bof ))(?:that|this){_VERB_NEXT}|\b(?:that|this) one\b", re.IGNORECASE)
THOSE_ALONE = re.compile(r"(?:(?<=\bdo )|(?<=\bdid )|(?<=\bare )|(?<=\bwere )|(?<=\bof ))(?:those|these)(?=\s+[a-z]+ (?:to|in|on|at|for|by|with|from)\b|\W*$)", re.IGNORECASE)
OF = re.compile(r"\bof\s*$", re.IGNORECASE)
THERE = re.compile(r"(?<!\bis )(?<!\bare )(?<!\bit )(?<!\bwas )(?<!\bwere )\bthere(?=\W*$)", re.IGNORECASE)
WHERE_CAN = re.compile(r"^\W*where (?P<aux>can|could|may|should|must|will) ", re.IGNORECASE)
ORDINAL_ALONE = re.compile(rf"\bthe (?P<which>{any_of(*grammar.ORDINALS, 'last')})(?P<one>)(?=\W*$)", re.IGNORECASE)
ONE_INSIDE = re.compile(r"\bthe (?P<which>[\w-]+) (?P<one>ones?)\b", re.IGNORECASE)
MAIN_CLAUSE = re.compile(
    r", (?:then )?(?:who|what|which|when|where|why|how|is|are|was|were|do|does|did|can|could|will|would|should|must|may|have|has|am)\b",
    re.IGNORECASE,
)
NEGATED = {"can": "can't", "will": "won't", "may": "may not", } | {
    **{verb: f"{verb}n't" for verb in "is are was were do does did has have had could would should must".split()}
}
AGREEMENT = (
    {"do": "does", "are": "is", "were": "was", "have": "has"},
    {"does": "do", "is": "are", "was": "were", "has": "have"},
)
"""An auxiliary with one, and with more than one."""
