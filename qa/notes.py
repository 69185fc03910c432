"""What Quoth says of an answer in words of its own: every sentence that can be an answer's note, in English.

A note is text, so that it stands as it is in the JSON of an answer and in the command. It knows what it was made of
too, so that the page can say it in another language.
"""

from collections.abc import Mapping

from qa.language.tongue import NAMES

SENTENCES: Mapping[str, str] = {
    "note.greeting": "Hello. Ask a question, and Quoth quotes the answer from your documents, word for word.",
    "note.thanks": "You’re welcome. Ask another question whenever you like.",
    "note.help": (
        "Ask a question in your own words, and Quoth quotes the answer from your documents and shows where each quote "
        "stands. Type a few words instead of a question to find the passages about them. Quoth can’t summarize, "
        "translate or give an opinion: everything it answers is quoted."
    ),
    "note.only_quotes": (
        "Quoth only quotes: it can’t summarize, translate, reword or give an opinion. Ask a question instead, or type "
        "a few words to find the passages about them."
    ),
    "note.only_quotes_about": (
        "Quoth only quotes: it can’t summarize, translate, reword or give an opinion. Here are passages about "
        "“{theme}”."
    ),
    "note.only_quotes_key": (
        "Quoth only quotes: it can’t summarize, translate, reword or give an opinion. Here are some key passages "
        "instead."
    ),
    "note.looked_up": "Passages about “{words}”. To get an answer, ask a whole question.",
    "note.language": (
        "Your question is in {asked}. With its built-in models, Quoth can’t answer across languages: ask in the "
        "language of your documents."
    ),
    "note.languages": (
        "Your question is in {asked}, and the closest passages are in {read}. With its built-in models, Quoth can’t "
        "answer across languages: ask in the language of your documents."
    ),
    "note.unsure_about": "I’m not sure about: {questions}",
    "note.silent_about": "Your documents don’t say: {questions}",
    "note.unsure_and_silent_about": "I’m not sure about: {unsure} Your documents don’t say: {silent}",
    "evidence.names": "names {name}",
    "evidence.heading": "stands under a heading with {name}",
    "evidence.titled": "in a document titled with {name}",
    "evidence.unnamed": "doesn’t name {name}",
    "evidence.figure": "gives a figure",
    "evidence.percentage": "gives a percentage",
    "evidence.sum": "gives a sum of money",
    "evidence.date": "gives a date",
    "evidence.no_figure": "gives no figure",
    "evidence.no_date": "gives no date",
    "evidence.voices": "in {count} documents",
    **{f"language.{name}": name for name in NAMES.values()},
}
"""Each note by its key, and the languages that notes name."""


class Note(str):
    """A sentence of `SENTENCES` with its values in it. A value that is a note itself has a key of its own."""

    key: str
    values: Mapping[str, str]

    def __new__(cls, key: str, **values: str) -> "Note":
        """Raises KeyError where there is no such sentence, or a value of it is missing."""
        note = super().__new__(cls, SENTENCES[key].format(**values))
        note.key, note.values = key, values
        return note


def is_of_language(note: str) -> bool:
    """Whether a note says that question and documents are in two languages, so that nobody can tell what they say."""
    return isinstance(note, Note) and note.key in ("note.language", "note.languages")


def is_of_voices(note: str) -> bool:
    """Whether a fact says in how many documents something stands."""
    return isinstance(note, Note) and note.key == "evidence.voices"
