"""Wishes that only somebody who writes could grant: a summary, a translation, an e-mail, an opinion, other words."""

import re

from qa.language.words import any_of

_PLEASE = (
    r"(?:(?:please|kindly|now|so|and|then|ok(?:ay)?|hi|hello|hey)[\s,]+)*"
    r"(?:(?:can|could|would|will) (?:you|u|quoth) (?:please |kindly )?|"
    r"i(?: want|['’]?d like| would like| need) (?:you )?to |(?:let['’]?s|try to|help me(?: to)?) )?(?:please )?"
)
_THING = r"(?:me |us )?(?:an?|the|my|our|your|this|that|these|those|it|some|some of|all)"
_WRITTEN = any_of(
    *("summary", "recap", "overview", "synopsis", "digest", "abstract", "translation", "paraphrase", "essay", "email"),
    *("e-mail", "letter", "poem", "story", "joke", "report", "tweet", "blog post", "speech", "memo", "presentation"),
    *("cover letter", "mind map", "quiz", "conclusion", "opinion", "advice", "bullet points"),
)
_SUMMARIZE = any_of("summari[sz]e", "sum up", "recap", "condense", "boil down", "tl;?dr", "shorten")
_MAKE = any_of(
    *("write", "draft", "compose", "create", "generate", "make", "produce", "prepare", "draw", "invent", "design"),
    *("rewrite", "edit", "improve"),
)
_TONGUE = any_of(
    *("English", "German", "French", "Spanish", "Chinese", "Italian", "Japanese", "Portuguese", "Russian", "Arabic"),
    *("Dutch", "Polish", "Korean", "Turkish", "Hindi", "Mandarin"),
)
_SHORTNESS = r"(?:one|two|three|four|five|\d+|a few) (?:sentences?|words?|points?|paragraphs?|lines?)"
_OTHER_WORDS = any_of(
    r"in (?:your|my|other) (?:own )?words",
    r"in (?:simple|plain|layman['’]?s) (?:words|terms|language|English)",
    r"like i(?:['’]?m| am) (?:five|5|a child)|eli5",
)
_WISHES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^\W*{_PLEASE}(?:{_SUMMARIZE}|translate|paraphrase|rephrase|reword|proofread)\b",
        rf"^\W*{_PLEASE}{_MAKE} {_THING}\b",
        rf"^\W*{_PLEASE}(?:give|get|send|show|provide|tell|offer|write|make|have|need)(?: me| us)? (?:with )?"
        rf"(?:an?|the|your|some) (?:\w+[ -]){{0,2}}{_WRITTEN}\b",
        r"^\W*(?:an? |the )?(?:short |brief |quick |executive )?(?:summary|synopsis|recap) (?:of|for) "
        r"(?:the|this|these|my|our|all|everything|it)\b",
        rf"^\W*{_PLEASE}(?:imagine|pretend|role-?play|act as|sing|ignore (?:all|any|the|your|previous|prior)|"
        r"forget (?:all|your|everything))\b",
        rf"\b{_OTHER_WORDS}\b",
        r"\bwhat(?: is|['’]?s) your (?:opinion|view|take|advice|recommendation)\b",
        r"\b(?:what|how) do you (?:think|feel)\b",
        r"^\W*do you (?:think|believe|agree|like|know how)\b",
    )
)
_SAYING = (
    r"what (?:(?:do |does )?(?:the|my|our|these|those|all) )?"
    r"(?:documents?|files?|articles?|sources?|texts?|papers?|it|they) (?:say|write|report)s?"
)
_SAYING_OF = re.compile(rf"^{_SAYING} (?:about|on|regarding|concerning|of) ", re.IGNORECASE)
_THEME = re.compile(
    rf"\b(?:(?:{_SAYING} )?(?:about|on|regarding|concerning|of)|{_SUMMARIZE}|compare|explain|describe|discuss)\b"
    r"(?: to me)? ?(?:the )?(?P<theme>.+)$",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    rf"[\s,]*\b(?:(?:for|to) me|please|briefly|shortly|{_OTHER_WORDS}|in {_SHORTNESS}|(?:in)?to {_TONGUE})[\s.!?]*$",
    re.IGNORECASE,
)
_EVERYTHING = re.compile(
    r"\b(?:all|each|both|every|any|the|these|this|those|that|my|our|your|documents?|files?|articles?|texts?|pdfs?|"
    r"papers?|sources?|everything|it|them|me|us|contents?|whole|entire|in|into|to|of|from|as|with|for|and|an?|please|"
    rf"briefly|quickly|short(?:ly)?|bullet points?|{_SHORTNESS}|{_TONGUE})\b",
    re.IGNORECASE,
)


def is_wish(turn: str) -> bool:
    """Whether a turn asks for words of one's own, and not for what documents say."""
    return any(pattern.search(turn) for pattern in _WISHES)


def theme_of(wish: str) -> str:
    """What a wish is about; empty where it is about the documents as they are ("Summarize everything")."""
    match = _THEME.search(wish.rstrip(" .!?"))
    theme = _SAYING_OF.sub("", _TRAILING.sub("", match["theme"])).strip(" .,;:!?\"'“”") if match else ""
    return theme if re.search(r"\w", _EVERYTHING.sub(" ", theme)) else ""
