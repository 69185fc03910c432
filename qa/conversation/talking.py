"""What Quoth says in its own words where a turn is no question to documents, or one in another language."""

from qa.language.talk import Talk
from qa.language.tongue import ENGLISH, language_of
from qa.notes import Note

REPLIES = {
    Talk.GREETING: Note("note.greeting"),
    Talk.THANKS: Note("note.thanks"),
    Talk.HELP: Note("note.help"),
}


def instead_of_writing(theme: str, found: bool) -> Note:
    """What Quoth says to a wish for writing: what it can't do, and what it shows instead, if it found anything."""
    if not found:
        return Note("note.only_quotes")
    return Note("note.only_quotes_about", theme=theme) if theme else Note("note.only_quotes_key")


def on_looking_up(words: str) -> Note:
    """What Quoth says above the passages found for words that ask nothing."""
    return Note("note.looked_up", words=words)


def across_languages(question: str, passages: str) -> str:
    """What Quoth says where nothing was found, and a question and what came closest are in two languages, or the
    question is not in English; empty where they are in one, or no one can tell."""
    asked, read = language_of(question), language_of(passages) if passages.strip() else None
    if asked is None or asked == (read or ENGLISH):
        return ""
    if read is None:
        return Note("note.language", asked=Note(f"language.{asked}"))
    return Note("note.languages", asked=Note(f"language.{asked}"), read=Note(f"language.{read}"))
