"""Words that English has few of, by which a question is taken apart: determiners, prepositions, auxiliaries, verbs."""

import re
from functools import lru_cache

from index.search.lexical import terms
from qa.language.roles import INTRODUCES

DETERMINERS = frozenset(
    "a an the this that these those my your his her its our their each every some any no both either neither".split()
)
PREPOSITIONS = frozenset(
    """in on at by of for from with without to into onto under over after before during since until till between
    among about against through per via within across around near behind than like as besides beyond despite""".split()
)
AUXILIARIES = frozenset(
    """is are was were am 's 're be been being do does did has have had can could will would should may might must
    shall isn't aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't can't couldn't won't wouldn't
    shouldn't cannot""".split()
)
BE = frozenset("is are was were am 's 're isn't aren't wasn't weren't".split())
WH = frozenset("who whom whose what which when where why how who's what's where's when's how's".split())
PRONOUNS = frozenset(
    """i you he she it we they me him us them mine yours ours theirs hers there here somebody someone anybody
    anyone everybody everyone nobody something anything everything nothing one myself itself themselves himself
    herself oneself""".split()
)
SOMEBODY = frozenset("somebody someone anybody anyone everybody everyone nobody who whoever".split())
CONJUNCTIONS = frozenset("and or but nor if when while because so whether unless once although though where".split())
ADVERBS = frozenset(
    """not also still ever already again now then too only just so very much many most more less never always often
    once soon yet even else apart together instead alone away up down out off back early""".split()
)
_NOT_ADVERBS = frozenset(
    "family supply reply assembly monthly weekly daily yearly hourly quarterly july italy fly rally apply".split()
)
_VERBS = frozenset(
    """accept achieve add adopt affect agree allow announce appear apply appoint argue arrive ask attend attract
    avoid award ban become begin believe belong borrow break bring build burn buy calculate call cancel carry
    cause change charge check choose claim close collect come compare complete consist contain continue convert
    cost count cover create cut decide declare decrease define delete deliver depend describe design develop die
    differ disappear discover do draw drive drop earn eat elect employ end enter establish estimate exceed exist
    expect expire explain fail fall fill find finish fit fix follow form found freeze gain get give go govern
    grow handle happen have help hire hit hold improve include increase inform install introduce invent invest
    issue join judge keep kill know last launch lay lead learn leave let lie like live look lose make manage
    marry matter mean measure meet mention merge move name need observe obtain occur offer open operate order
    own own pass pay perform plan play post prefer prevent produce prohibit prove provide publish put raise
    reach read receive recommend record reduce refer refuse reject release remain remove renew rent repeat
    replace report represent require restore result return rise run save say score see seem sell send serve set
    settle show sign sit sleep speak spend split spread start state stay stop store suffer suggest supply
    support take talk teach tell think train travel treat try turn understand use vote wait walk want warn wear
    weigh win work write rank stand resign retire sponsor host close deal acquire purchase approve coach appeal
    ratify amend repeal free lower neuter listen judge besiege collapse erupt""".split()
)
PAST = frozenset(
    """goes cast became began bought brought built came chose cost cut did drew drove fell felt found gave got grew had
    held kept knew laid led left lost made meant met paid put ran read rose said sat saw sent sold spent spoke
    stood took taught told thought went won wore wrote written given taken known held born torn worn seen shown
    grown spoken chosen broken drawn driven begun""".split()
)
CATENATIVES = frozenset("help recommend need want try keep start stop begin".split())
"""Verbs that take another verb: "help write"."""
PREDICATES = frozenset(
    """open closed available due free valid allowed tall high long old big large far heavy wide deep likely
    necessary possible included true normal safe sure able ready responsible eligible free liable subject
    similar different expensive cheap important worth""".split()
)
_PEOPLE = frozenset(
    """admiral applicant architect boy brother captain caretaker chaplain chef child children clerk coach colonel
    composer contractor cook customer daughter defendant deputy doctor driver employee engineer father general
    girl guest headmaster headmistress husband inspector inventor invigilator judge keeper king landlord lawyer
    man mate member men mother nurse officer painter parent participant patient people person pilot plaintiff
    player predecessor prince princess pupil queen referee respondent singer sister son stranger student
    successor supervisor teacher tenant treasurer trustee volunteer warden wife winner witness woman women""".split()
)
_ENDS_AS_PERSON = re.compile(r"^(?:\w+m[ae]n|spokes\w+)$", re.IGNORECASE)
MEASURES = frozenset(
    """age price cost fee deposit weight height length width depth size speed rate salary pay rent address e-mail
    email phone telephone number extension colour color name date deadline capacity timeout default limit excess
    duration fine penalty tax discount distance volume area temperature population score budget value total
    minimum maximum average mean median range purpose aim title period term notice frequency charge amount share
    percentage warranty guarantee""".split()
)
"""What a thing has: "and the weight?" asks for that of the thing last asked about."""
_UNITS = frozenset(
    """celsiu celsius fahrenheit kelvin euro dollar pound cent metre meter kilometre kilometer mile litre liter
    kilogram gram tonne percent square""".split()
)
NUMBERS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty"),
    *("sixty", "seventy", "eighty", "ninety", "hundred", "thousand"),
)
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NO_PLURAL = re.compile(r"(?:ss|us|is|ics|news|series|lens|[a-z]['’]s)$", re.IGNORECASE)
_TIMES = re.compile(
    r"^(?:mon|tues|wednes|thurs|fri|satur|sun)days?$|^(?:week)?(?:day|end|night)s?$|^(?:morning|evening|afternoon|night|"
    r"daytime|noon|midnight|second|minute|hour|week|fortnight|month|quarter|year|decade|century|season|spring|summer|"
    r"autumn|winter|holiday|today|tomorrow|yesterday|january|february|march|april|may|june|july|august|"
    r"september|october|november|december)s?$|^(?:1[0-9]|20)\d\d(?:[-–]\d+)?$",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _verb_stems() -> frozenset[str]:
    return frozenset(terms(" ".join(_VERBS)))


def is_verb(word: str) -> bool:
    """Whether a word can be a form of a common verb; many of these are nouns as well."""
    lower = word.casefold()
    stems = terms(lower)
    return lower in PAST or (len(stems) == 1 and stems[0] in _verb_stems() and not lower.endswith(("er", "ment")))


def is_base_verb(word: str) -> bool:
    """Whether a word is a common verb as it stands after "does" or "can"."""
    return word.casefold() in _VERBS


def is_participle(word: str) -> bool:
    """Whether a word is a verb as it stands after "has" or "was"."""
    lower = word.casefold()
    return lower in PAST or (lower.endswith("ed") and len(lower) > 4)


def is_adverb(word: str) -> bool:
    """Whether a word is an adverb, by a list or by its -ly."""
    lower = word.casefold()
    return lower in ADVERBS or (lower.endswith("ly") and lower not in _NOT_ADVERBS and len(lower) > 4)


def is_plural(word: str) -> bool:
    """Whether a noun looks like more than one."""
    lower = word.casefold()
    return lower in ("people", "children", "men", "women", "data") or (
        lower.endswith("s") and len(lower) > 2 and not _NO_PLURAL.search(lower)
    )


def singular(noun: str) -> str:
    """The singular of a regular plural; any other word as it is."""
    if not is_plural(noun) or not noun.endswith("s"):
        return noun
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    return noun[:-2] if noun.endswith(("sses", "shes", "ches", "xes")) else noun[:-1]


def is_number(word: str) -> bool:
    """Whether a word is a number, in digits or letters."""
    return bool(re.fullmatch(r"\d[\d.,]*", word)) or word.casefold() in (*NUMBERS, *ORDINALS)


def is_unit(word: str) -> bool:
    """Whether a word names a unit: "celsius", "euros"."""
    return singular(word.casefold()) in _UNITS


def is_person(word: str) -> bool:
    """Whether a noun says who somebody is: "chaplain", "director"."""
    one = singular(word.casefold())
    return one in _PEOPLE or bool(_ENDS_AS_PERSON.match(word) or INTRODUCES.fullmatch(one))


def is_time(word: str) -> bool:
    """Whether a word names a day, a month, a year or a stretch of time."""
    return bool(_TIMES.match(word))


def article(word: str) -> str:
    """The indefinite article: "an" before a vowel, else "a"."""
    return "an" if word[:1].casefold() in "aeio" else "a"
