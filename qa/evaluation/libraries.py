"""A library of a file's contexts, so that a passage has to be found before it can be read."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.adding.pacing import OnProgress
from index.documents.chunking import DEFAULT_SIZE, PassageSize
from index.embedding.embedder import Embedder
from index.library.opening import open_library
from index.passage_index import PassageIndex


@dataclass(frozen=True, slots=True)
class ContextLibrary:
    """An index whose documents are contexts, and the id of each context's document."""

    index: PassageIndex
    ids: Mapping[str, str]


@contextmanager
def library_of(
    contexts: Sequence[str],
    embedder: Embedder | str,
    size: PassageSize = DEFAULT_SIZE,
    on_progress: OnProgress | None = None,
) -> Iterator[ContextLibrary]:
    """A library of the distinct contexts, each in a text file; it is deleted afterwards."""
    with tempfile.TemporaryDirectory(prefix="quoth-eval-") as folder:
        place = Path(folder)
        documents = place / "documents"
        documents.mkdir()
        names = {}
        for number, context in enumerate(dict.fromkeys(contexts)):
            name = f"{number:06}.txt"
            (documents / name).write_bytes(context.encode("utf-8"))
            names[str((documents / name).resolve())] = context
        index = PassageIndex(open_library(place / "library"), embedder, size)
        try:
            report = index.add([documents], on_progress)
            if report.failures:
                raise ValueError(f"a context could not be made into a document: {report.failures[0].reason}")
            yield ContextLibrary(index, {names[document.path]: document.id for document in index.documents()})
        finally:
            index.close()


@contextmanager
def library_of_folder(
    folder: Path,
    embedder: Embedder | str,
    size: PassageSize = DEFAULT_SIZE,
    on_progress: OnProgress | None = None,
) -> Iterator[PassageIndex]:
    """A library of a folder's files, which is deleted afterwards. Raises ValueError where one cannot be read."""
    with tempfile.TemporaryDirectory(prefix="quoth-eval-") as place:
        index = PassageIndex(open_library(Path(place)), embedder, size)
        try:
            report = index.add([folder], on_progress)
            if report.failures:
                raise ValueError(f"{report.failures[0].path} could not be read: {report.failures[0].reason}")
            yield index
        finally:
            index.close()
