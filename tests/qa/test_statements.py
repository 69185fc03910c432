"""What a question costs the library: as many statements, whatever it holds."""

import sqlite3
from pathlib import Path

import pytest
from fakes import KeywordEmbedder

from index import PassageIndex, open_library
from index.library.sqlite.connection import Database
from qa.retrieval import FusedRetriever

MOST = 13  # of retrieval: five by meaning, five by words, three for near-duplicates and texts
BOUNDS = ("--", "BEGIN", "ROLLBACK")  # what FTS5 runs itself, and where a look at the library begins and ends


def statements(place: Path, documents: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements of one retrieval, from a library that has answered before, without those that FTS5 runs itself."""
    folder, seen, connect = place / "documents", list[str](), Database.connect

    def traced(database: Database) -> sqlite3.Connection:
        connection = connect(database)
        connection.set_trace_callback(seen.append)
        return connection

    monkeypatch.setattr(Database, "connect", traced)
    folder.mkdir(parents=True)
    for number in range(documents):
        (folder / f"{number}.txt").write_text(f"The red ship number {number} sails.\n\nA green boat follows {number}.")
    index = PassageIndex(open_library(place / "library"), KeywordEmbedder())
    index.add([folder])
    retriever = FusedRetriever(index)
    retriever.retrieve("Which red ship sails?", 5)
    seen.clear()
    assert len(retriever.retrieve("Which green boat follows the red ship?", 5)) == 5
    asked = sorted(statement.split("\n")[0][:60] for statement in seen if not statement.startswith(BOUNDS))
    index.close()
    monkeypatch.undo()
    return [statement for statement in asked if not statement.startswith("PRAGMA")]


def test_a_question_runs_as_many_statements_over_ten_documents_as_over_a_hundred(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few, many = (statements(tmp_path / str(documents), documents, monkeypatch) for documents in (10, 100))
    assert few == many and len(few) <= MOST, few
