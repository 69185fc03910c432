"""`PassageIndex`: files in, matches and hits out. It joins a library with the embedder that made its vectors."""

import tempfile
import threading
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from index.adding import leaving
from index.adding.adding import Adding
from index.adding.folders import belongs
from index.adding.presence import Presence
from index.adding.progress import Failure, Progress, Report
from index.documents.chunking import DEFAULT_SIZE, PassageSize
from index.documents.context import context
from index.documents.datatypes import Document, Hit, Match, Passage
from index.embedding.embedder import DEFAULT_MODEL, Embedder, Vectors, encode_query, load_embedder
from index.errors import EmbedderError
from index.library.opening import open_library
from index.library.protocol import DocumentSummary, Library
from index.library.removed import RemovedDocument
from index.loading import path_is
from index.search import lexical


class PassageIndex:
    """Documents added, removed and searched by meaning and by words. Threads may share one."""

    def __init__(
        self, library: Library, embedder: Embedder | str = DEFAULT_MODEL, size: PassageSize = DEFAULT_SIZE
    ) -> None:
        """`embedder` is a loaded model, or the name or path of one, which is loaded when first needed.

        `size` is the passage size for documents added from now on.

        Raises EmbedderError when another embedder made the library's vectors.
        """
        self.library = library
        self.embedder_name = embedder if isinstance(embedder, str) else _name_of(embedder)
        self._size = size
        self._embedder = None if isinstance(embedder, str) else embedder
        self._lock = threading.RLock()
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        maker = library.fact("embedder")
        if maker is not None and maker != self.embedder_name:
            raise EmbedderError(
                f"The library {library.location} was made with the embedder {maker!r}, not {self.embedder_name!r}. "
                f"Ask with --embedder {maker}, or make a new library with --library."
            )

    @classmethod
    def from_folder(cls, folder: str | Path, embedder: Embedder | str = DEFAULT_MODEL) -> "PassageIndex":
        """An index of a folder's files, in a temporary library that is deleted when the index is closed.

        Warns about each file that cannot be read, with the reason.
        """
        temporary = tempfile.TemporaryDirectory(prefix="quoth-")
        index = cls(open_library(Path(temporary.name)), embedder)
        index._temporary = temporary
        for failure in index.add([Path(folder)]).failures:
            warnings.warn(f"{failure.path}: {failure.reason}", stacklevel=2)
        return index

    @property
    def embedder(self) -> Embedder:
        """The embedding model, loaded when it is first used."""
        with self._lock:
            if self._embedder is None:
                self._embedder = load_embedder(self.embedder_name)
            return self._embedder

    def close(self) -> None:
        """Closes the library."""
        self.library.close()
        if self._temporary:
            self._temporary.cleanup()

    # --- documents in and out

    def add(
        self,
        paths: Sequence[Path],
        on_progress: Callable[[Progress], None] | None = None,
        report: Report | None = None,
    ) -> Report:
        """Adds files, and folders with everything in them. For an unchanged or renamed file, nothing is embedded again.

        Each document is one transaction; a file that fails is named in the report, and the rest are still added. If
        you pass a `report`, it is filled in as the work goes on, so that it is of use if the work is interrupted.
        """
        report = self._add(paths, on_progress, report or Report())
        leaving.say_what_is_kept(self.library, report)
        return report

    def sync(
        self,
        folder: Path,
        on_progress: Callable[[Progress], None] | None = None,
        changed: Sequence[Path] | None = None,
        report: Report | None = None,
    ) -> Report:
        """Brings the library up to date with a folder: adds its files, then removes documents whose file is gone.

        `changed` names the only files to look at, if they are known. A document is kept, and the report says so, where
        it cannot be told whether its file is gone: `index.adding.presence` says when. So is every document if all of
        the folder's files are gone at once.
        """
        report = report or Report()
        try:
            root = folder.resolve()
        except (OSError, RuntimeError) as error:  # links that lead round in a circle
            report.failures.append(Failure(str(folder), f"The folder cannot be opened: {error}."))
            return report
        presence = Presence(self.library)
        if doubt := presence.doubt_of_folder(root):
            leaving.keep_all(self.library, root, doubt, report)
            return report
        _ = presence.known  # before anything is added
        present = [root] if changed is None else [path for path in changed if _is_present(path, root)]
        self._add(present, on_progress, report)
        leaving.remove_what_is_gone(self.library, root, presence, report)
        leaving.say_what_is_kept(self.library, report)
        return report

    def _add(self, paths: Sequence[Path], on_progress: Callable[[Progress], None] | None, report: Report) -> Report:
        self.forget_removed()
        adding = Adding(self.library, lambda: self.embedder, self.embedder_name, self._size)
        return adding.run(paths, on_progress, report)

    def select(self, tags: Sequence[str] = (), since: float | None = None, until: float | None = None) -> list[str]:
        """The ids of the documents that have any of `tags` and are dated in [since, until), to search only those."""
        return self.library.select(tags, since, until)

    def remove(self, document_id: str) -> int:
        """Removes a document, which can be restored for 30 days; the removal's number. Raises UnknownDocumentError."""
        self.forget_removed()
        return self.library.remove(document_id)

    def removed(self, after: int = 0) -> list[RemovedDocument]:
        """What can be restored, the latest first; with `after`, only what was removed by a later removal."""
        return leaving.restorable(self.library, after)

    def restore(self, removal: int) -> str:
        """Brings a removed document back as it was; its id. Nothing is read or embedded for it.

        Raises UnknownDocumentError, or LibraryError where another document is at its path now.
        """
        return leaving.restore(self.library, removal)

    def forget_removed(self, removals: Sequence[int] | None = None) -> None:
        """Drops these removed documents for good; without `removals`, those that were removed 30 days ago."""
        leaving.forget(self.library, removals)

    def documents(self) -> list[DocumentSummary]:
        """Every document, by path."""
        return self.library.summaries()

    def document(self, document_id: str) -> Document:
        """A document with its whole text. Raises UnknownDocumentError."""
        return self.library.document(document_id)

    # --- search

    def search(self, question: str, k: int, documents: Sequence[str] | None = None) -> list[Match]:
        """The `k` passages nearest in meaning, by cosine similarity, −1 to 1; `documents` restricts to those ids."""
        if not self.library.fact("embedder"):
            return []
        scored = self.library.nearest(encode_query(self.embedder, [question])[0], k, documents)
        return self._matches(scored)

    def search_words(self, question: str, k: int, documents: Sequence[str] | None = None) -> list[Match]:
        """The `k` passages that best match the question's words, by BM25."""
        return self._matches(self.library.matching(lexical.question_terms(question), k, documents))

    def hits(self, matches: Sequence[Match]) -> list[Hit]:
        """The matches with their texts, titles and headings, in their order, in one query.

        A passage is left out if its document has been removed in the meantime.
        """
        texts = self.library.passage_texts([match.passage for match in matches])
        return [
            Hit(
                match.passage,
                *texts[match.passage][:2],
                headings=(match.passage.heading,) if match.passage.heading else (),
                score=match.score,
                rank=match.rank,
                context=context(*texts[match.passage][1:], match.passage.trail),
            )
            for match in matches
            if match.passage in texts
        ]

    def vectors(self, passages: Sequence[Passage]) -> Vectors:
        """Float32 (n, d), unit rows: the vectors of passages of this index."""
        return self.library.vectors_of([passage.id for passage in passages])

    def rarity(self, stems: Sequence[str]) -> dict[str, float]:
        """How rare each stem is: BM25's idf, ln(1 + (N − n + ½) / (n + ½)); highest for a stem that no passage has."""
        total, counts = self.library.count().passages, self.library.containing(stems)
        return {stem: float(np.log1p((total - n + 0.5) / (n + 0.5))) for stem, n in counts.items()}

    def unknown_words(self, question: str) -> list[str]:
        """The content words of a question that no document contains, in order; no Chinese ones or kana, which are cut
        into pairs and not into words."""
        words = [word for word in lexical.content_words(question) if not lexical.is_pair(word)]
        stems = dict(zip(words, lexical.terms(" ".join(words)), strict=False))
        counts = self.library.containing(list(stems.values()))
        return [word for word in words if not counts[stems[word]]]

    def _matches(self, scored: Sequence[tuple[int, float]]) -> list[Match]:
        passages = self.library.passages([passage_id for passage_id, _ in scored])
        return [
            Match(passages[passage_id], score, rank)
            for rank, (passage_id, score) in enumerate(scored, start=1)
            if passage_id in passages
        ]


def _is_present(path: Path, root: Path) -> bool:
    """Whether a path exists and would be read in a sync of the whole folder `root`."""
    return path_is(path, lambda candidate: candidate.exists() and belongs(candidate, root))


def _name_of(embedder: Embedder) -> str:
    """The name of a loaded embedder; its class if it has none."""
    return str(getattr(embedder, "name", None) or type(embedder).__name__)
