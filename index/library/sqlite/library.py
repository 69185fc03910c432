"""`SqliteLibrary`: the library in a folder. A method is one query or one change; its SQL is in the files beside."""

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

from index.documents.chunking import Chunk
from index.documents.datatypes import Document, PageLayout, Passage
from index.embedding.embedder import Vectors
from index.library.labels import checked_tag, checked_title
from index.library.private import make_file, make_folder
from index.library.protocol import Changes, Counts, DocumentSummary, PassageText, Scored
from index.library.removed import RemovedDocument
from index.library.sqlite import catalogue, change_log, documents, passages, removed, restoring, words
from index.library.sqlite.connection import Database
from index.library.sqlite.faults import FILE_NAME, in_words, with_words
from index.library.sqlite.file import look
from index.library.sqlite.migrations import bring_up_to_date
from index.library.sqlite.term_counts import TermCounts
from index.library.sqlite.vector_cache import VectorCache
from index.search.vector_store import VectorStore
from index.search.vectors import FaissStore

__all__ = ["FILE_NAME", "SqliteLibrary"]


@with_words
class SqliteLibrary:
    """A folder with one SQLite file and a cache of its vectors; `Library` says what its methods do."""

    def __init__(self, folder: Path, create: bool = True, vectors: type[VectorStore] = FaissStore) -> None:
        """Opens the library in `folder`, or makes it if `create`; `vectors` is the store of its cache.

        Raises LibraryError when that cannot be done, NoLibraryError where there is none and none is to be made.
        """
        self._folder = folder
        self._database = Database(folder / FILE_NAME)
        self._cache = VectorCache(folder, vectors)
        self._term_counts = TermCounts()
        look(folder, create)
        try:
            make_folder(folder)
            make_file(self._database.path)
            bring_up_to_date(self._database)
        except (OSError, sqlite3.Error, MemoryError) as error:
            raise in_words(error, folder, "opened") from error

    @property
    def location(self) -> str:
        """The folder's path."""
        return str(self._folder)

    @property
    def folder(self) -> Path:
        """The folder."""
        return self._folder

    def close(self) -> None:
        """Closes every connection, and writes the cache of vectors where enough of it has changed."""
        self._cache.close()
        self._database.close()

    def fact(self, name: str) -> str | None:
        """A fact recorded about the library."""
        return self._database.ask(catalogue.fact, name)

    def set_facts(self, **facts: str) -> None:
        """Records facts about the library."""
        with self._database.change() as connection:
            connection.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", facts.items())

    # --- documents

    def summaries(self) -> list[DocumentSummary]:
        """Every document, by path."""
        return self._database.ask(documents.summaries)

    def summary(self, document_id: str) -> DocumentSummary | None:
        """One document of the list."""
        return next(iter(self._database.ask(documents.summaries, document_id)), None)

    def document(self, document_id: str) -> Document:
        """A document with its whole text."""
        return self._database.ask(documents.read, document_id)

    def document_at(self, path: str) -> str | None:
        """The id of the document at a path."""
        return self._database.ask(documents.at, path)

    def exists(self, ids: Sequence[str]) -> set[str]:
        """Those of the ids that a document has."""
        return self._database.ask(documents.exists, ids)

    def documents_of(self, file: str) -> dict[str, tuple[str, str]]:
        """The documents that a file holds: path → (id, sha256)."""
        return self._database.ask(documents.of_file, file)

    def files(self) -> dict[str, str]:
        """Each file that was read to its end → the sha256 of its bytes."""
        return self._database.ask(documents.files)

    def files_of_documents(self) -> list[str]:
        """Every file that a document was read from, by path."""
        return self._database.ask(documents.files_of_documents)

    def layout(self, document_id: str, page: int) -> PageLayout | None:
        """Where the characters of a page stand on it."""
        return self._database.ask(documents.layout, document_id, page)

    def put(
        self,
        document: Document,
        chunks: Sequence[Chunk],
        vectors: dict[str, Vectors],
        size: int,
        whole_file: bool = True,
    ) -> None:
        """Writes a document with its passages, in place of what was at its path."""
        with self._database.change() as connection:
            documents.put(connection, document, chunks, vectors, size)
            if whole_file:
                connection.execute("INSERT OR REPLACE INTO files VALUES (?, ?)", (document.path, document.sha256))

    def read_to_end(self, file: str, sha256: str | None, keep: set[str]) -> list[str]:
        """Takes out those of a file's documents that are not in `keep`; their paths."""
        with self._database.change() as connection:
            return documents.read_to_end(connection, file, sha256, keep)

    def move(self, old: str, new: str) -> None:
        """Records a file's new path, and that of the documents in it."""
        with self._database.change() as connection:
            documents.move(connection, old, new)

    # --- documents out, and back

    def remove(self, document_id: str) -> int:
        """Takes a document out; the removal's number."""
        with self._database.change() as connection:
            file = connection.execute("SELECT file FROM documents WHERE id = ?", (document_id,)).fetchone()
            removal = documents.remove(connection, document_id)
            connection.execute("DELETE FROM files WHERE path = ?", file)
            return removal

    def removed(self, before: float | None = None, after: int = 0) -> list[RemovedDocument]:
        """What was removed and can be restored, the latest first."""
        return self._database.ask(removed.listed, before, after)

    def restore(self, removal: int) -> str:
        """Brings a removed document back as it was; its id."""
        with self._database.change() as connection:
            return restoring.restore(connection, removal)

    def forget(self, removals: Sequence[int]) -> list[str]:
        """Drops removed documents for good; the files that nothing was read from any more."""
        with self._database.change() as connection:
            return removed.forget(connection, removals)

    # --- what people say of their documents

    def rename(self, document_id: str, title: str) -> None:
        """Gives a document another title."""
        kept = checked_title(title)
        with self._database.change() as connection:
            catalogue.rename(connection, document_id, kept)

    def tag(self, document_id: str, tags: Sequence[str]) -> None:
        """Makes these a document's tags."""
        kept = [checked_tag(tag) for tag in tags]
        with self._database.change() as connection:
            catalogue.tag(connection, document_id, kept)

    def tags(self) -> dict[str, int]:
        """Every tag, with the number of documents that bear it."""
        return self._database.ask(catalogue.counted_tags)

    def select(self, tags: Sequence[str] = (), since: float | None = None, until: float | None = None) -> list[str]:
        """The ids of the documents of some tags and dates."""
        return self._database.ask(catalogue.select, tags, since, until)

    def folders(self) -> dict[str, bool]:
        """The folders that were synced, each with whether it is kept in sync."""
        return self._database.ask(catalogue.folders)

    def set_folder(self, path: str, watched: bool | None = None) -> None:
        """Notes a folder."""
        with self._database.change() as connection:
            catalogue.set_folder(connection, path, watched)

    def places(self) -> dict[str, str]:
        """How folders and files were last seen, by path."""
        return self._database.ask(catalogue.places)

    def set_places(self, seen: Mapping[str, str | None]) -> None:
        """Notes how folders and files were seen."""
        with self._database.change() as connection:
            catalogue.set_places(connection, seen)

    # --- passages and vectors

    def passages(self, ids: Sequence[int]) -> dict[int, Passage]:
        """Passages by id."""
        return self._database.ask(passages.by_id, ids)

    def passages_of(self, documents: Sequence[str]) -> list[Passage]:
        """The passages of some documents, by id."""
        return self._database.ask(passages.of_documents, documents)

    def passage_texts(self, wanted: Sequence[Passage]) -> dict[Passage, PassageText]:
        """The texts of passages, and the titles and paths of their documents."""
        return self._database.ask(passages.texts, wanted)

    def vectors_of(self, ids: Sequence[int]) -> Vectors:
        """The vectors of these passages."""
        return self._database.ask(passages.vectors_of, ids)

    def known_vectors(self, keys: Sequence[str]) -> set[str]:
        """Those of the embedded texts' keys that have a vector."""
        return self._database.ask(passages.known_vectors, keys)

    # --- search

    def nearest(self, vector: Vectors, k: int, documents: Sequence[str] | None = None) -> list[Scored]:
        """The `k` nearest passages."""
        return self._cache.search(self._database, vector, k, documents)

    def matching(self, terms: Sequence[str], k: int, documents: Sequence[str] | None = None) -> list[Scored]:
        """The best `k` passages by BM25."""
        with self._database.reading() as connection:
            return words.matching(connection, terms, k, documents, self._term_counts.of(connection, terms))

    def containing(self, stems: Sequence[str]) -> dict[str, int]:
        """How many passages hold each of these stemmed terms."""
        return self._database.ask(self._term_counts.of, stems)

    def terms_like(self, beginning: str, shortest: int, longest: int) -> dict[str, int]:
        """The terms that begin so and have that many characters, each with how many passages hold it."""
        return self._database.ask(words.like, beginning, shortest, longest)

    # --- what caches go by

    def count(self) -> Counts:
        """How many documents and passages there are."""
        return self._database.ask(documents.count)

    def revision(self) -> str:
        """A random name of the passages as they are now."""
        return self._database.ask(change_log.revision)

    def changes(self, since: str) -> Changes | None:
        """What came and went since a revision."""
        return self._database.ask(change_log.changes, since)
