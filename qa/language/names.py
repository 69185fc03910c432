"""Text → the names in it, people and places among them: capitalised words, except ordinary ones at the start."""

import re

from index.documents.sentences import Span
from index.search.lexical import STOP_WORDS
from qa.language.roles import ROLES
from qa.language.words import MONTHS, OPENERS

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
