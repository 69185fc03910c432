"""Text → stemmed terms, and BM25 over the same passages (Robertson and Zaragoza 2009, as SQLite's FTS5 computes it).

The terms are made here, once, for passages and questions alike, and stand in the library's own FTS5 table, so that a
change to a document and to this index is one transaction.
"""

import json
import re
import sqlite3
import threading
import unicodedata
from collections.abc import Iterable, Sequence

import Stemmer

SCHEMA = """
CREATE VIRTUAL TABLE IF NOT EXISTS passage_terms USING fts5(terms, tokenize = "unicode61 remove_diacritics 0");
CREATE VIRTUAL TABLE IF NOT EXISTS passage_vocabulary USING fts5vocab(passage_terms, row);
"""

STOP_WORDS = frozenset(
    """a about above after again all also am an and any are as at be because been before being below between both but by
    can could did do does doing down during each few for from further had has have having he her here hers herself him
    himself his how i if in into is it its itself just let ll me more most my myself no nor not of off on once only or
    other our ours ourselves out over own re same she should so some such than that the their theirs them themselves
    then there these they this those through to too under until up ve very was we were what when where which while who
    whom whose why will with would you your yours yourself yourselves tell please say says said know many much long far
    often want need show give according exactly name called kind really actually ever""".split()
)

_FOLDED = (
    (re.compile(r"\bunited states(?: of america)?\b|\bamerica\b"), "us"),
    (re.compile(r"\bunited kingdom\b"), "uk"),
)
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_POSSESSIVE = re.compile(r"['’]s?\b")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_CJK}]+|\d+(?:\.\d+)?|[^\W\d_{_CJK}]+\d*|\w+")
_IS_CJK = re.compile(rf"[{_CJK}]")
_COMBINING = re.compile(r"[\u0300-\u036f]+")
_MOST_TERMS = 64  # of a question, that are searched for
_STEMMERS = threading.local()  # a Snowball stemmer may serve one thread at a time


def words(text: str) -> list[str]:
    """The words of a text, folded for comparison: case, accents, "U.S.", possessives; Chinese and kana in pairs."""
    folded = _COMBINING.sub("", unicodedata.normalize("NFKD", text.casefold()))
    folded = unicodedata.normalize("NFC", folded)
    folded = _INITIALS.sub(lambda match: match.group().replace(".", "") + " ", folded)
    folded = _THOUSANDS.sub("", _POSSESSIVE.sub("", folded))
    for pattern, replacement in _FOLDED:
        folded = pattern.sub(replacement, folded)
    return [part for word in _WORD.findall(folded) for part in (_pairs(word) if _IS_CJK.match(word) else [word])]


def terms(text: str) -> list[str]:
    """The words of a text, each stemmed (Snowball English, Porter 2001)."""
    stemmer = getattr(_STEMMERS, "english", None)
    if stemmer is None:
        stemmer = _STEMMERS.english = Stemmer.Stemmer("english")
    stems: list[str] = stemmer.stemWords(words(text))
    return stems


def content_words(text: str) -> list[str]:
    """The words of a question that carry its meaning, in order, each once."""
    return list(dict.fromkeys(word for word in words(text) if word not in STOP_WORDS))


def add(connection: sqlite3.Connection, passage_id: int, text: str) -> None:
    """Writes one passage's terms."""
    connection.execute("INSERT INTO passage_terms(rowid, terms) VALUES (?, ?)", (passage_id, _stored(terms(text))))


def remove(connection: sqlite3.Connection, passage_ids: Iterable[int]) -> None:
    """Takes passages' terms out; ids that are not there are passed over."""
    connection.executemany("DELETE FROM passage_terms WHERE rowid = ?", ((each,) for each in passage_ids))


def search(
    connection: sqlite3.Connection, question: str, k: int, document_ids: Sequence[str] | None = None
) -> list[tuple[int, float]]:
    """The ids of the best `k` passages that hold any content word, with their BM25 score, best first, ties by id."""
    wanted = list(dict.fromkeys(terms(" ".join(content_words(question)))))[:_MOST_TERMS]
    if not wanted:
        return []
    where, arguments = "", [" OR ".join(f'"{_stored([term])}"' for term in wanted)]
    if document_ids is not None:
        where = "AND rowid IN (SELECT id FROM passages WHERE document_id IN (SELECT value FROM json_each(?)))"
        arguments.append(json.dumps(list(document_ids)))
    rows = connection.execute(
        f"SELECT rowid, -bm25(passage_terms) AS score FROM passage_terms WHERE passage_terms MATCH ? {where} "
        "ORDER BY score DESC, rowid LIMIT ?",
        (*arguments, k),
    )
    return [(int(passage_id), float(score)) for passage_id, score in rows]


def passages_with(connection: sqlite3.Connection, stems: Sequence[str]) -> dict[str, int]:
    """How many passages hold each of these stemmed terms."""
    query = "SELECT term, doc FROM passage_vocabulary WHERE term IN (SELECT value FROM json_each(?))"
    counts = dict(connection.execute(query, (json.dumps([_stored([stem]) for stem in stems]),)).fetchall())
    return {stem: counts.get(_stored([stem]), 0) for stem in stems}


def _stored(stems: list[str]) -> str:
    """Terms as FTS5 reads them back one for one: a decimal point would cut a number in two."""
    return " ".join(stem.replace(".", "p") for stem in stems)


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]
