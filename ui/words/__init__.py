"""Everything that the page says in Quoth's own words, keyed, one file a language; and the lines of the command.

`en.json` is the source, and what is read as a text; `zh-CN.json` says the same, but for the command, which speaks
English. An entry is a sentence with its values by name, `{documents}`, or two of them, `one` and `other`, of which
`{count}` chooses. Nothing else is ever looked up here: what documents say stays as it is.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from qa.notes import SENTENCES, Note

Entry = str | dict[str, str]

ENGLISH = "en"
LANGUAGES = (ENGLISH, "zh-CN")
"""The languages of the page, by their BCP 47 tags; Gradio picks one for a browser, whose person may pick another."""

_spoken: ContextVar[str] = ContextVar("language", default=ENGLISH)


@cache
def catalogue(language: str) -> Mapping[str, Entry]:
    """Every entry of a language by its key, `section.name`; English with the notes of answers, which stand in `qa`."""
    path = Path(__file__).with_name(f"{language}.json")
    sections: dict[str, dict[str, Entry]] = json.loads(path.read_text(encoding="utf-8"))
    own = {f"{section}.{name}": entry for section, names in sections.items() for name, entry in names.items()}
    return {**own, **SENTENCES} if language == ENGLISH else own


def spoken() -> str:
    """The language that is spoken now: English unless `in_language` says otherwise."""
    return _spoken.get()


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Meanwhile, in this thread or task, what is said is said in `language`; in English if it is not one of ours."""
    token = _spoken.set(language if language in LANGUAGES else ENGLISH)
    try:
        yield
    finally:
        _spoken.reset(token)


def say(key: str, **values: Any) -> str:
    """The sentence of `key` in the language that is spoken. Whole numbers are written with their thousands apart.

    Raises KeyError where there is no such entry, or a value of it is missing.
    """
    shown = {name: f"{value:,}" if type(value) is int else value for name, value in values.items()}
    return _template(key, values.get("count")).format(**shown)


def can_say(key: str) -> bool:
    """Whether the language that is spoken has such an entry."""
    return key in catalogue(spoken())


def say_html(key: str, **values: Any) -> Markup:
    """The same as HTML: what is not `Markup` is escaped."""
    shown = {name: f"{value:,}" if type(value) is int else value for name, value in values.items()}
    return Markup(escape(_template(key, values.get("count")))).format(**shown)


def say_note(note: str) -> str:
    """An answer's note in the language that is spoken; one that has no key, as it is."""
    if not isinstance(note, Note) or spoken() == ENGLISH:
        return str(note)
    return say(note.key, **{name: say_note(value) for name, value in note.values.items()})


def either(words: Iterable[Markup]) -> Markup:
    """`a`, `a or b`, `a, b or c`."""
    *first, last = [*words] or [Markup()]
    comma, last_one = Markup(say("list.comma")), Markup(say("list.or"))
    return last_one.join([comma.join(first), last]) if first else last


def _template(key: str, count: Any) -> str:
    entry = catalogue(spoken())[key]
    if isinstance(entry, str):
        return entry
    return entry["one"] if count == 1 and "one" in entry else entry["other"]
