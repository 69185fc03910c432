"""What Quoth says in its own words where a turn is no question to documents."""

from qa.language.talk import Talk
from qa.language.tongue import ENGLISH, language_of

REPLIES = {
    Talk.GREETING: "Hello. Ask a question, and Quoth quotes the answer from your documents, word for word.",
    Talk.THANKS: "You’re welcome. Ask another question whenever you like.",
    Talk.HELP: (
        "Ask a question in your own words, and Quoth quotes the answer from your documents, each quote with its place. "
        "A few words, without a question, find the passages about them. Quoth can’t summarize, translate or give an "
        "opinion: everything it answers is quoted."
    ),
}


def instead_of_writing(theme: str, found: bool) -> str:
    """What Quoth says to a wish for writing: what it can't do, and what it shows instead, if it found anything."""
    refused = "Quoth only quotes: it can’t summarize, translate, reword or give an opinion."
    if not found:
        return f"{refused} Ask a question instead, or type a few words to find the passages about them."
    return (
        f"{refused} Here are passages about “{theme}”." if theme else f"{refused} Here are some key passages instead."
    )


def on_looking_up(words: str) -> str:
    """What Quoth says above the passages found for words that ask nothing."""
    return f"Passages about “{words}”. Ask a whole question to get an answer."


def across_languages(question: str, passages: str) -> str:
    """What Quoth says where nothing was found, and a question and what came closest are in two languages, or the
    question is not in English; empty where they are in one, or no one can tell."""
    asked, read = language_of(question), language_of(passages) if passages.strip() else None
    if asked is None or asked == (read or ENGLISH):
        return ""
    where = f", and the closest passages are in {read}" if read else ""
    return f"Your question is in {asked}{where}. Quoth finds an answer only in the language it is asked in."
