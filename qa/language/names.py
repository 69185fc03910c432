"""Text → the names in it, people and places among them: capitalised words, except ordinary ones at the start."""

import re

from index.documents.sentences import Span
from index.search.lexical import STOP_WORDS
from qa.language.roles import INTRODUCES, ROLES
from qa.language.words import MONTHS, OPENERS, WEEKDAYS, any_of

_WORD = r"[A-Z][\w-]*(?:[’'.](?!s\b)\w+)*\.?"
_NAME = re.compile(rf"\b{_WORD}(?:\s+(?:(?:of|de|van|von)\s+)?{_WORD})*(?:[’']s\b)?")
_NO_NAMES = STOP_WORDS | OPENERS | {"has", "is", "are", "was", "does", "did", "can", "will"}
_TITLE = re.compile(rf"\b(?:[A-Z]{{2,}}|Mr|Mrs|Ms|Dr|Prof|Sir|(?i:{'|'.join(ROLES)}))\b\.?(?:\s+|$)")
_PERSON = re.compile(r"^[A-Z][a-zé]+(?:[-\s][A-Z][\w.]*){0,2}\s[A-Z][a-z’'-]+$")
_NO_PERSON = re.compile(
    r"\b(?:Inc|Corp|Ltd|LLC|Group|Holdings|University|Institute|Company|Bank|Capital|Ventures?|Technolog\w+|Labs?|"
    r"Conference|Report|Index|Plan|Act|Party|Times|Post|News|Valley|Street|City|States?|Kingdom|Union|Republic|East|"
    rf"West|North|South|Center|Centre|Committee|Council|Court|New|{'|'.join(MONTHS)})\b"
)
_PLACES = re.compile(
    r"\b(?:the\s+)?(?:U\.?S\.?A?\.?(?!\w)|U\.?K\.?(?!\w)|E\.?U\.?(?!\w)|United States(?: of America)?|United Kingdom|"
    r"America|China|Europe|Asia|Africa|Japan|India|Germany|France|Italy|Spain|Russia|Canada|Mexico|Brazil|Australia|"
    r"(?:South |North )?Korea|Taiwan|Hong Kong|Singapore|Vietnam|Indonesia|Israel|Iran|Turkey|Ukraine|Poland|Sweden|"
    r"Norway|Finland|Denmark|Netherlands|Belgium|Switzerland|Austria|Greece|Portugal|Ireland|England|Scotland|Wales|"
    r"Egypt|Nigeria|Kenya|South Africa|Argentina|Chile|Saudi Arabia|Pakistan|Bangladesh|Thailand|Malaysia|Philippines|"
    r"Middle East|Southeast Asia|Latin America|Amsterdam|Athens|Bangkok|Barcelona|Beijing|Berlin|Boston|Brussels|Cairo|"
    r"Chicago|Delhi|Dubai|Dublin|Geneva|Istanbul|London|Los Angeles|Madrid|Milan|Moscow|Mumbai|New York|Paris|Rome|"
    r"San Francisco|Seoul|Shanghai|Stockholm|Sydney|Tokyo|Toronto|Vienna|Warsaw|Washington|Zurich)(?:['’]s)?"
)
NATIONALITY = re.compile(r"(?:ese|ish|[^J]eans?|[a-z]ians?|[a-z]icans?|French|Dutch|Germans?|Greeks?|Swiss)$")
"""How the names of nations and their people end: "Chinese", "Americans"; such words do not count as names."""

_PARTICLE = any_of(
    *("van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "le", "bin", "ibn")
)
_PART = r"(?:[A-Z]\.(?:-?[A-Z]\.)*|[^\W\d_a-z][^\W\d_]*(?:(?:-|['’](?!s\b))[^\W\d_]+)*)"
"""An initial, or a capitalised word."""
_PARTS_AFTER = re.compile(rf"(?: (?:{_PARTICLE} )*{_PART}(?!\w))+")
_PARTS_BEFORE = re.compile(rf"(?:(?<!\S)|(?<=[(\"“‘']))(?:{_PART} )+(?:{_PARTICLE} )*\Z")
_PARTICLES = re.compile(rf"{_PARTICLE} ")
_HONORIFICS = ("Dr", "Mr", "Mrs", "Ms", "Prof", "Sir", "Hon", "Rev", "St")
_NEVER_PART = STOP_WORDS | OPENERS | {word.casefold() for word in (*MONTHS, *WEEKDAYS, *_HONORIFICS)}
_ROMAN = re.compile(r"[IVX]+")
_LONGEST_NAME = 5  # words: a longer run of capitals is a heading, or the header of a table
_REACH = 60  # characters on either side of a name that is cut


def name_around(text: str, start: int, end: int) -> Span:
    """The span with the rest of the name that it begins or ends within, where that is clear.

    It is where capitalised words, initials and particles stand one space apart; a role ("Mayor"), a nation's people, a
    month and an abbreviation in capitals belong to no name, nor does an ordinary word that begins its sentence.
    """
    stretch, before, after = text[start:end], [], []
    if stretch[:1].isupper() or _PARTICLES.match(stretch):
        match = _PARTS_BEFORE.search(text, max(0, start - _REACH), start)
        before = _kept((match.group().split() if match else [])[::-1])
        first = start - sum(len(word) + 1 for word in before)
        if (
            before
            and _opens_sentence(text, first)
            and ((" " in stretch and not _PARTICLES.match(stretch)) or _is_ordinary(text, before[-1]))
        ):
            before.pop()  # "Ask Anna Bell": a verb, say; but "Vincent" in "Vincent van Gogh"
    if re.search(rf"(?:\A|\s){_PART}(?: {_PARTICLE})*\Z", stretch):
        match = _PARTS_AFTER.match(text, end, end + _REACH)
        after = _kept(match.group().split() if match else [])
    if len(before) + len(after) + len(stretch.split()[:_LONGEST_NAME]) > _LONGEST_NAME:
        return start, end
    return start - sum(len(word) + 1 for word in before), end + sum(len(word) + 1 for word in after)


def names(text: str) -> list[Span]:
    """The spans of capitalised names; a sentence's first word counts only if it is not a common word."""
    spans = []
    for match in _NAME.finditer(text):
        start, end = match.span()
        first = re.match(r"\w+", match.group())
        if first and first.group().casefold() in _NO_NAMES:
            start = _next_word(text, start, end)
        if start < end and text[start].isupper():
            spans.append((start, end))
    return spans


def person_names(text: str) -> list[str]:
    """The names that look like a person's: two or three capitalised words without titles, no organisation, no place."""
    spans = [text[start:end].removesuffix("'s").removesuffix("’s") for start, end in names(text)]
    parts = [part.strip(" .") for name in spans for part in _TITLE.split(name)]
    return [part for part in parts if _PERSON.match(part) and not _NO_PERSON.search(part) and not places(part)]


def places(text: str) -> list[Span]:
    """The spans of well-known countries, regions and cities."""
    return [match.span() for match in _PLACES.finditer(text)]


def _next_word(text: str, start: int, end: int) -> int:
    word = re.match(r"\S+\s+", text[start:end])
    return start + word.end() if word else end


def _kept(parts: list[str]) -> list[str]:
    """The words next to a name that belong to it, up to the first that does not, without particles at its end."""
    kept: list[str] = []
    for part in parts:
        if part.casefold() in _NEVER_PART or INTRODUCES.fullmatch(part) or NATIONALITY.search(part):
            break
        if part.isupper() and len(part) > 1 and "." not in part and not _ROMAN.fullmatch(part):
            break
        kept.append(part)
    while kept and _PARTICLES.match(kept[-1] + " "):
        kept.pop()
    return kept


def _opens_sentence(text: str, start: int) -> bool:
    return start == 0 or re.search(r"[.!?:]['\"”’)]*\s+\Z|\n\s*\Z", text[max(0, start - 6) : start]) is not None


def _is_ordinary(text: str, word: str) -> bool:
    """Whether a capitalised word is no name: an adverb, or found in lower case too."""
    return word.endswith("ly") or re.search(rf"\b{re.escape(word.lower())}\b", text) is not None
