"""Which language a text is in, by py3langid, after langid.py (Lui and Baldwin 2012)."""

import threading
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from index.search.lexical import STOP_WORDS, words

NAMES = {
    "ar": "Arabic",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "hu": "Hungarian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "sv": "Swedish",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}
"""The languages that are told apart, by ISO 639-1 code: fewer confuse less, and a question has few letters."""
ENGLISH = NAMES["en"]
_LIKELY = 0.5  # least probability of the language a text is said to be in, ...
_DOUBT = 0.05  # ... and the greatest of its being English: both by eye over thirty questions and searches
_SHARED = {
    "a",
    "an",
    "as",
    "at",
    "die",
    "in",
    "is",
    "so",
    "we",
    "was",
    "will",
    "me",
    "he",
    "her",
    "or",
    "over",
    "do",
    "no",
}
_ENGLISH = STOP_WORDS - _SHARED  # English words that are words of none of the others, or hardly ever
_LOCK = threading.Lock()


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(NAMES))
    return identifier


def language_of(text: str) -> str | None:
    """The language's name; None where it is not sure. A text with one English word of the commonest is English."""
    if _ENGLISH.intersection(words(text)):
        return ENGLISH
    with _LOCK:
        ranked = _identifier().rank(text)
    code, probability = ranked[0]
    return NAMES[code] if code == "en" or (probability >= _LIKELY and dict(ranked)["en"] <= _DOUBT) else None
