"""What a question costs the library: as many statements, whatever it holds."""

from pathlib import Path

from fakes import KeywordEmbedder

from index import PassageIndex, open_library
from index.library.sqlite.library import SqliteLibrary
from qa.retrieval import FusedRetriever

MOST = 12  # of retrieval: five by meaning, four by words, three for near-duplicates and texts


def statements(place: Path, documents: int) -> list[str]:
    """The statements of one retrieval, from a library that has answered before, without those that FTS5 runs itself."""
    folder, seen = place / "documents", list[str]()
    folder.mkdir(parents=True)
    for number in range(documents):
        (folder / f"{number}.txt").write_text(
            f"The red ship number {number} sails.\n\nA green boat follows ship {number}."
        )
    library = open_library(place / "library")
    assert isinstance(library, SqliteLibrary)
    index = PassageIndex(library, KeywordEmbedder())
    index.add([folder])
    retriever = FusedRetriever(index)
    retriever.retrieve("Which red ship sails?", 5)
    with library._database.reading() as connection:
        connection.set_trace_callback(seen.append)
    assert len(retriever.retrieve("Which green boat follows the red ship?", 5)) == 5
    index.close()
    bounds = ("--", "BEGIN", "ROLLBACK")  # what FTS5 runs itself, and where a look at the library begins and ends
    return [statement.split("\n")[0][:60] for statement in seen if not statement.startswith(bounds)]


def test_a_question_runs_as_many_statements_over_ten_documents_as_over_a_hundred(tmp_path: Path) -> None:
    few, many = statements(tmp_path / "few", 10), statements(tmp_path / "many", 100)
    assert few == many and len(few) <= MOST, few
