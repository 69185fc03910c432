"""`Library`: what any library can do, whatever keeps it. Nobody beyond it sees a connection, or lists all ids."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from index.documents.chunking import Chunk
from index.documents.datatypes import Document, PageLayout, Passage
from index.embedding.embedder import Vectors
from index.library.removed import RemovedDocument

Scored = tuple[int, float]
"""A passage's id and its score; a higher score is better."""


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """What a list of documents shows of one.

    `characters` counts code points, `passages` includes overlaps, `pages` is 0 where the format has none, `size` is in
    bytes (of the text's own bytes), `modified` and `added` in seconds since 1970.
    """

    id: str
    title: str
    path: str
    media_type: str
    sha256: str
    characters: int
    passages: int
    pages: int
    size: int
    modified: float | None
    added: float
    file: str
    warnings: tuple[str, ...]
    tags: tuple[str, ...]


class PassageText(NamedTuple):
    """A passage's text, cut from its document's, and that document's title and path."""

    text: str
    title: str
    path: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a library holds."""

    documents: int
    passages: int


@dataclass(frozen=True, slots=True)
class Changes:
    """The ids of the passages that came and went since an earlier revision, ascending, and the `revision` now.

    A passage that came and went again is in neither.
    """

    revision: str
    added: Sequence[int]
    removed: Sequence[int]


class Library(Protocol):
    """Documents with their passages, vectors and words. Threads and processes may share one; each change is whole."""

    @property
    def location(self) -> str:
        """What the library was opened by, fit to be shown."""

    @property
    def folder(self) -> Path:
        """The folder of this machine that keeps what belongs to the library, such as files dropped on the page."""

    def close(self) -> None:
        """Ends every connection, and keeps what makes the next start fast."""

    def fact(self, name: str) -> str | None:
        """A fact recorded about the library, such as the embedder that made its vectors."""

    def set_facts(self, **facts: str) -> None:
        """Records facts about the library."""

    # --- documents

    def summaries(self) -> list[DocumentSummary]:
        """Every document, by path; no text is read for it."""

    def summary(self, document_id: str) -> DocumentSummary | None:
        """One document of the list; None where there is none of that id."""

    def document(self, document_id: str) -> Document:
        """A document with its whole text, its layouts left where they are. Raises UnknownDocumentError."""

    def document_at(self, path: str) -> str | None:
        """The id of the document at a path; None where there is none."""

    def exists(self, ids: Sequence[str]) -> set[str]:
        """Those of the ids that a document has."""

    def documents_of(self, file: str) -> dict[str, tuple[str, str]]:
        """The documents that a file holds: path → (id, sha256)."""

    def files(self) -> dict[str, str]:
        """Each file that was read to its end, a document or several in it → the sha256 of its bytes."""

    def files_of_documents(self) -> list[str]:
        """Every file that a document was read from, by path."""

    def layout(self, document_id: str, page: int) -> PageLayout | None:
        """Where the characters of a page stand on it; None where the document has no such page to show."""

    def put(
        self,
        document: Document,
        chunks: Sequence[Chunk],
        vectors: dict[str, Vectors],
        size: int,
        whole_file: bool = True,
    ) -> None:
        """Writes a document with its passages, in place of what was at its path, whose tags and given title it keeps.

        It also gets those of a document that was removed and comes back with it: the one that was at its path, or else
        the only one with its bytes, if no document in the library has these bytes. One that is new gets its own tags.

        `vectors` are by `text_key`, those that the library has already left out; `size` is in bytes; `whole_file` says
        that its file holds nothing else, and so was read to its end. Raises VectorsGoneError.
        """

    def read_to_end(self, file: str, sha256: str | None, keep: set[str]) -> list[str]:
        """Takes out those of a file's documents that are not in `keep`; their paths.

        The file is known by its `sha256` from now on; None leaves it to be read again, since something in it failed.
        """

    def move(self, old: str, new: str) -> None:
        """Records a file's new path, and that of the documents in it; ids, passages and vectors stay."""

    # --- documents out, and back

    def remove(self, document_id: str) -> int:
        """Takes a document out of all that is searched, counted and listed; the number that `restore` takes.

        Raises UnknownDocumentError.
        """

    def removed(self, before: float | None = None, after: int = 0) -> list[RemovedDocument]:
        """What was removed and can be restored, the latest first.

        Only what was removed `before` a time, in seconds since 1970, and by a later removal than `after`.
        """

    def restore(self, removal: int) -> str:
        """Brings a removed document back as it was, its title, tags and dates too; its id. Nothing is embedded again.

        Raises UnknownDocumentError for an unknown number, LibraryError where another document is at its path.
        """

    def forget(self, removals: Sequence[int]) -> list[str]:
        """Drops removed documents for good; those of their files that no document, removed or not, was read from."""

    # --- what people say of their documents

    def rename(self, document_id: str, title: str) -> None:
        """Gives a document another title; a blank one gives it back its own. Its passages are found by the new one.

        Raises UnknownDocumentError or ValueError.
        """

    def tag(self, document_id: str, tags: Sequence[str]) -> None:
        """Makes these a document's tags, and no others. Raises UnknownDocumentError, ValueError."""

    def tags(self) -> dict[str, int]:
        """Every tag, with the number of documents that bear it, by tag."""

    def select(self, tags: Sequence[str] = (), since: float | None = None, until: float | None = None) -> list[str]:
        """The ids of the documents that bear any of `tags` and are dated in [since, until), in seconds since 1970.

        A document without a date of its own counts by the day it was added. Raises ValueError for an unknown tag.
        """

    def folders(self) -> dict[str, bool]:
        """The folders that were synced, each with whether it is kept in sync."""

    def set_folder(self, path: str, watched: bool | None = None) -> None:
        """Notes a folder; `watched` says whether it is to be kept in sync, None leaves that as it is."""

    def places(self) -> dict[str, str]:
        """How folders and files were last seen, by path; `index.adding.presence` says in what words."""

    def set_places(self, seen: Mapping[str, str | None]) -> None:
        """Notes how folders and files were seen; None drops what was noted of one."""

    # --- passages and vectors

    def passages(self, ids: Sequence[int]) -> dict[int, Passage]:
        """Passages by id; ids that are not there are left out."""

    def passages_of(self, documents: Sequence[str]) -> list[Passage]:
        """The passages of some documents, by id."""

    def passage_texts(self, wanted: Sequence[Passage]) -> dict[Passage, PassageText]:
        """Each passage's text, with its document's title and path.

        Passages of documents that are not there are left out.
        """

    def vectors_of(self, ids: Sequence[int]) -> Vectors:
        """Float32 (n, d), the vectors of these passages, in their order; zeros for a passage that is gone."""

    def known_vectors(self, keys: Sequence[str]) -> set[str]:
        """Those of the embedded texts' keys whose vectors the library has."""

    # --- search

    def nearest(self, vector: Vectors, k: int, documents: Sequence[str] | None = None) -> list[Scored]:
        """The `k` passages whose vectors have the highest inner product with this one, exactly; ties by id.

        `documents` restricts to those ids. `vector` is float32 (d,) of unit length, so the score is the cosine.
        """

    def matching(self, terms: Sequence[str], k: int, documents: Sequence[str] | None = None) -> list[Scored]:
        """The best `k` passages that hold any of these stemmed terms, by BM25 over the whole library; ties by id.

        A passage's terms are those of its text, of its document's title and file name, and of what it stands under.
        `documents` restricts to those ids. BM25: Robertson and Zaragoza 2009, k1 = 1.2, b = 0.75. Where a question's
        terms stand in tens of thousands of passages, those with none of its rarest terms may be left out.
        """

    def containing(self, stems: Sequence[str]) -> dict[str, int]:
        """How many passages hold each of these stemmed terms."""

    def terms_like(self, beginning: str, shortest: int, longest: int) -> dict[str, int]:
        """The terms that begin so and have that many characters, each with how many passages hold it."""

    # --- what caches go by

    def count(self) -> Counts:
        """How many documents and passages there are; nothing is counted for it."""

    def revision(self) -> str:
        """A random name of the passages as they are now; every change of passages gives another."""

    def changes(self, since: str) -> Changes | None:
        """What came and went since a revision; None where that is not known any more, or is another library's."""


def text_key(embedded: str) -> str:
    """The key under which an embedded text's vector is kept: the SHA-256 of the text, as hex digits."""
    return hashlib.sha256(embedded.encode("utf-8", "surrogatepass")).hexdigest()
