"""Files → library: what is new is read, chunked and embedded, what is known is left alone, what moved is renamed."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from index.adding.folders import files_in
from index.adding.pacing import OnProgress, Pace
from index.adding.presence import Presence
from index.adding.progress import Failure, Report
from index.documents.chunking import Chunk, PassageSize
from index.documents.datatypes import Document
from index.embedding.embedder import Embedder, Vectors, encode_document, token_counter, token_limit
from index.errors import LoadError, VectorsGoneError
from index.isolation import Offered, ReadingProcess
from index.library.protocol import Library, text_key
from index.loading import dated, digest, is_plain, path_is

_BATCH = 32  # passages embedded at once
_PIECE = 2**20  # characters
_TRIES = 3  # where another process takes out vectors meanwhile


class Adding:
    """One call of `PassageIndex.add`."""

    def __init__(
        self,
        library: Library,
        embedder: Callable[[], Embedder],
        embedder_name: str,
        size: PassageSize,
    ) -> None:
        """`embedder` is called when the first passage has to be embedded, and not before."""
        self._library = library
        self._embedder = embedder
        self._embedder_name = embedder_name
        self._size = size
        self._process = ReadingProcess()
        self._known = library.files()
        self._presence = Presence(library)
        self._report = Report()

    def run(self, paths: Sequence[Path], on_progress: OnProgress | None, report: Report | None = None) -> Report:
        """Adds every file of `paths` and of the folders among them, in order, each document in one transaction.

        `on_progress` hears of every file, page and batch; what it raises ends the run, all finished documents kept and
        told of in `report`.
        """
        self._report = report or self._report
        files = self._files(paths)
        pace = Pace(files, on_progress)
        with closing(self._process):
            for path in files:
                pace.begin(path)
                try:
                    self._add_file(path, pace)
                except LoadError as error:
                    self._fail(Failure(error.path, error.reason))
                pace.end()
        pace.finish()
        if noted := self._presence.to_note(files):
            self._library.set_places(noted)
        return self._report

    def _files(self, paths: Sequence[Path]) -> list[Path]:
        found: dict[Path, None] = {}
        for path in paths:
            if path_is(path, Path.is_dir):
                for each in files_in(path.resolve()):
                    if isinstance(each, Failure):
                        self._fail(each)
                    else:
                        found[each.absolute()] = None
            elif path_is(path, Path.exists):
                found[path.resolve()] = None
            else:
                self._fail(Failure(str(path), "There is no such file or folder."))
        return list(found)

    def _fail(self, failure: Failure) -> None:
        self._report.failures.append(failure)

    def _add_file(self, path: Path, pace: Pace) -> None:
        shown = str(path)
        try:
            shown.encode()
        except UnicodeEncodeError as error:
            raise LoadError(ascii(shown), "The file's name is not valid Unicode. Rename it.") from error
        sha256 = digest(path)
        known = self._known.get(shown)
        if known == sha256:
            self._report.unchanged.append(shown)
        elif known is None and (moved := self._moved(sha256)):
            self._library.move(moved, shown)
            del self._known[moved]
            self._report.renamed.append(shown)
        else:
            self._read_file(path, sha256, pace)
        self._known[shown] = sha256

    def _moved(self, sha256: str) -> str | None:
        """The path of a file with the same bytes that is gone."""
        same = (path for path, known in self._known.items() if known == sha256)
        return next((path for path in same if self._presence.of(Path(path)).is_gone), None)

    def _read_file(self, path: Path, sha256: str, pace: Pace) -> None:
        """Writes each document of a file that is new or changed, and takes out those that it no longer holds."""
        before = self._library.documents_of(str(path))
        kept, failed = set[str](), False

        def offered(inner: str, digest: str) -> tuple[int, int] | None:
            known = inner in kept or before.get(inner, ("", ""))[1] == digest
            return None if known else self._size.within(token_limit(self._embedder()))

        for found, chunks in self._documents(path, offered, pace):
            if isinstance(found, Document) and found.path in kept:
                found = Failure(found.path, "Another document in the file has the same path; only the first is read.")
            kept.add(found.path)
            if isinstance(found, Failure):
                failed = True
                self._fail(found)
                continue
            self._report.warnings += [Failure(found.path, warning) for warning in found.warnings]
            if chunks is not None:
                self._write(found, chunks, path, pace)
                (self._report.changed if found.path in before else self._report.added).append(found.path)
        self._report.removed += self._library.read_to_end(str(path), None if failed else sha256, kept)

    def _documents(
        self, path: Path, offered: Offered, pace: Pace
    ) -> Iterator[tuple[Document | Failure, Sequence[Chunk] | None]]:
        """What a file holds, dated by the file at the least, with the passages of what is to be written."""
        modified = path.stat().st_mtime
        for each in self._process.chunked(path, offered, self._count, pace.page, pace.packed):
            document, chunks = (each, None) if isinstance(each, Failure) else each
            yield dated(document, modified), chunks

    def _count(self, texts: Sequence[str]) -> list[int]:
        return token_counter(self._embedder())(texts)

    def _write(self, document: Document, chunks: Sequence[Chunk], file: Path, pace: Pace) -> None:
        """Embeds what is new, and writes."""
        size = _bytes_in(document.text) if document.path != str(file) else file.stat().st_size
        for left in reversed(range(_TRIES)):
            vectors = self._embed(document.text, chunks, pace)
            try:
                self._library.put(document, chunks, vectors, size, whole_file=is_plain(file))
            except VectorsGoneError:
                if not left:
                    raise
            else:
                self._report.embedded += len(vectors)
                return

    def _embed(self, text: str, chunks: Sequence[Chunk], pace: Pace) -> dict[str, Vectors]:
        """The vectors of the passages, by the key of what is embedded, that stand nowhere in the library yet.

        What is embedded is cut from the text a batch at a time.
        """
        new = {text_key(each.embedded_text(text)): each for each in chunks}
        for key in self._library.known_vectors(list(new)):
            del new[key]
        vectors: dict[str, Vectors] = {}
        keys = sorted(new, key=lambda key: len(new[key].embedded_text(text)))
        for at in range(0, len(keys), _BATCH):
            batch = keys[at : at + _BATCH]
            pace.passages(at, len(keys), len(batch))
            texts = [new[key].embedded_text(text) for key in batch]
            vectors.update(zip(batch, encode_document(self._embedder(), texts), strict=True))
        if vectors and self._library.fact("embedder") is None:
            dimension = len(next(iter(vectors.values())))
            self._library.set_facts(embedder=self._embedder_name, dimension=str(dimension))
        return vectors


def _bytes_in(text: str) -> int:
    """How many bytes a text has as UTF-8, counted a piece at a time."""
    pieces = range(0, len(text), _PIECE)
    return sum(len(text[at : at + _PIECE].encode("utf-8", "surrogatepass")) for at in pieces)
