import sqlite3
from pathlib import Path

import numpy as np
from fakes import KeywordEmbedder

from index import Library, PassageIndex
from index.library.sqlite import text_key

TEXT = "The mill was built in 1902. It grinds rye."
VERSION_1 = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    id TEXT PRIMARY KEY, path TEXT NOT NULL UNIQUE, title TEXT NOT NULL, media_type TEXT NOT NULL,
    sha256 TEXT NOT NULL, text TEXT NOT NULL, page_starts TEXT NOT NULL, size INTEGER NOT NULL, added REAL NOT NULL);
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, document_id TEXT NOT NULL REFERENCES documents (id),
    start INTEGER NOT NULL, end INTEGER NOT NULL, heading TEXT NOT NULL, embedded TEXT NOT NULL);
CREATE TABLE vectors (embedded TEXT PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE passage_terms USING fts5(terms, tokenize = "unicode61 remove_diacritics 0");
CREATE VIRTUAL TABLE passage_vocabulary USING fts5vocab(passage_terms, row);
INSERT INTO facts VALUES ('identity', 'abc'), ('embedder', 'keywords'), ('dimension', '257');
PRAGMA user_version = 1;
"""


def test_a_library_of_version_1_is_brought_up_to_date_and_embeds_nothing_again(tmp_path: Path) -> None:
    file = tmp_path / "mill.txt"
    file.write_text(TEXT)
    place = tmp_path / "library"
    place.mkdir()
    vector = KeywordEmbedder().encode_query([TEXT])[0]
    connection = sqlite3.connect(place / "library.sqlite")
    connection.executescript(VERSION_1)
    import hashlib

    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    connection.execute(
        "INSERT INTO documents VALUES ('d', ?, 'Mill', 'text/plain', ?, ?, '[]', 42, 1.0)", (str(file), sha256, TEXT)
    )
    connection.execute("INSERT INTO passages VALUES (1, 'd', 0, ?, '', ?)", (len(TEXT), text_key(TEXT)))
    connection.execute(
        "INSERT INTO vectors VALUES (?, ?)", (text_key(TEXT), (vector / np.linalg.norm(vector)).tobytes())
    )
    connection.execute("INSERT INTO passage_terms(rowid, terms) VALUES (1, 'mill built 1902 grind rye')")
    connection.commit()
    connection.close()

    embedder = KeywordEmbedder()
    index = PassageIndex(Library(place), embedder)
    assert index.add([file]).unchanged == [str(file)] and embedder.encoded == []
    assert index.search("mill", 1) and index.search_words("mill", 1) and index.document("d").text == TEXT
    (summary,) = index.documents()
    assert summary.file == str(file) and summary.tags == () and summary.warnings == ()
    index.close()
    assert Library(place).connection.execute("PRAGMA user_version").fetchone()[0] == 2
