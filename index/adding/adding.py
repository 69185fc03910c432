"""Files → library: what is new is read, chunked and embedded, what is known is left alone, what moved is renamed."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from index.adding.folders import files_at
from index.adding.pacing import OnProgress, Pace
from index.adding.presence import Presence
from index.adding.progress import Failure, Report
from index.adding.reasons import printable, reason_of
from index.documents.chunking import Chunk, PassageSize
from index.documents.datatypes import Document
from index.embedding.embedder import Embedder, Vectors, encode_document, token_counter, token_limit
from index.errors import EmbedderError, LoadError, ModelError, VectorsGoneError
from index.isolation import Offered, ReadingProcess
from index.library.protocol import Library, text_key
from index.loading import dated, digest, is_plain

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
        """`embedder` is called when the first passage has to be embedded, and not before.

        An EmbedderError or ModelError of its ends the run, as no file could be added; all else is one file's failure.
        """
        self._library = library
        self._embedder = embedder
        self._embedder_name = embedder_name
        self._size = size
        self._process = ReadingProcess()
        self._known: dict[str, str] | None = None  # what the library knows is asked when the first file needs it
        self._presence: Presence | None = None
        self._unusable: Exception | None = None  # why there is no embedder
        self._report = Report()
        self._told: set[Failure] = set()

    def run(self, paths: Sequence[Path], on_progress: OnProgress | None, report: Report | None = None) -> Report:
        """Adds every file of `paths` and of the folders among them, in order, each document in one transaction.

        Whatever goes wrong with a file is told in the report, by name and reason, and the next one goes on.
        `on_progress` hears of every file, page and batch; what it raises ends the run, all finished documents kept and
        told of in `report`.
        """
        self._report = report or self._report
        files = self._files(paths)
        pace = Pace(files, on_progress)
        with closing(self._process):
            for path in files:
                pace.begin(path)
                with self._failing(str(path), pace):
                    self._add_file(path, pace)
                pace.end()
        pace.finish()
        with self._failing(self._library.location, pace):
            if noted := self._looked_after().to_note(files):
                self._library.set_places(noted)
        return self._report

    def _files(self, paths: Sequence[Path]) -> list[Path]:
        found: dict[Path, None] = {}
        for path in paths:
            for each in files_at(path):
                if isinstance(each, Failure):
                    self._fail(each)
                else:
                    found[each.absolute()] = None
        return list(found)

    @contextmanager
    def _failing(self, path: str, pace: Pace) -> Iterator[None]:
        """Whatever is raised inside is a failure of `path`, unless it is meant to end the run.

        BaseException, since a panic in a tokenizer or a model that is written in Rust is no Exception.
        """
        try:
            yield
        except (KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException as error:
            if error is pace.raised or error is self._unusable:
                raise
            named = error.path if isinstance(error, LoadError) else ""
            self._fail(Failure(named or path, reason_of(error)))

    def _fail(self, failure: Failure) -> None:
        told = Failure(printable(failure.path), printable(failure.reason))
        if told not in self._told:  # a document that cannot be written is often followed by its file
            self._told.add(told)
            self._report.failures.append(told)

    def _add_file(self, path: Path, pace: Pace) -> None:
        shown = str(path)
        try:
            shown.encode()
        except UnicodeEncodeError as error:
            raise LoadError(shown, "The file's name is not valid Unicode. Rename it.") from error
        sha256 = digest(path)
        if self._known is None:
            self._known = self._library.files()
        known = self._known.get(shown)
        if known == sha256:
            self._report.unchanged.append(shown)
        elif known is None and (moved := self._moved(sha256, self._known)):
            self._library.move(moved, shown)
            del self._known[moved]
            self._report.renamed.append(shown)
        else:
            self._read_file(path, sha256, pace)
        self._known[shown] = sha256

    def _moved(self, sha256: str, files: dict[str, str]) -> str | None:
        """The path of a file with the same bytes that is gone."""
        same = (path for path, known in files.items() if known == sha256)
        return next((path for path in same if self._looked_after().of(Path(path)).is_gone), None)

    def _looked_after(self) -> Presence:
        if self._presence is None:
            self._presence = Presence(self._library)
        return self._presence

    def _read_file(self, path: Path, sha256: str, pace: Pace) -> None:
        """Writes each document of a file that is new or changed, and takes out those that it no longer holds."""
        before = self._library.documents_of(str(path))
        on_disk = path.stat()  # once, as the file may go while it is read
        kept, failures = set[str](), len(self._report.failures)

        def offered(inner: str, digest: str) -> tuple[int, int] | None:
            known = inner in kept or before.get(inner, ("", ""))[1] == digest
            return None if known else self._size.within(token_limit(self._usable_embedder()))

        for found, chunks in self._documents(path, on_disk.st_mtime, offered, pace):
            if isinstance(found, Document) and found.path in kept:
                found = Failure(found.path, "Another document in the file has the same path; only the first is read.")
            kept.add(found.path)
            if isinstance(found, Failure):
                self._fail(Failure(found.path or str(path), found.reason))
                continue
            with self._failing(found.path, pace):
                if chunks is not None:
                    self._write(found, chunks, path, on_disk.st_size, pace)
                    (self._report.changed if found.path in before else self._report.added).append(found.path)
                self._report.warnings += [Failure(found.path, warning) for warning in found.warnings]
        whole = len(self._report.failures) == failures
        self._report.removed += self._library.read_to_end(str(path), sha256 if whole else None, kept)

    def _documents(
        self, path: Path, modified: float, offered: Offered, pace: Pace
    ) -> Iterator[tuple[Document | Failure, Sequence[Chunk] | None]]:
        """What a file holds, dated by the file at the least, with the passages of what is to be written."""
        for each in self._process.chunked(path, offered, self._count, pace.page, pace.packed):
            document, chunks = (each, None) if isinstance(each, Failure) else each
            yield dated(document, modified), chunks

    def _count(self, texts: Sequence[str]) -> list[int]:
        return token_counter(self._usable_embedder())(texts)

    def _write(self, document: Document, chunks: Sequence[Chunk], file: Path, size: int, pace: Pace) -> None:
        """Embeds what is new, and writes; `size` is the file's, in bytes."""
        if document.path != str(file):
            size = _bytes_in(document.text)
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
            vectors.update(zip(batch, encode_document(self._usable_embedder(), texts), strict=True))
        if vectors and self._library.fact("embedder") is None:
            dimension = len(next(iter(vectors.values())))
            self._library.set_facts(embedder=self._embedder_name, dimension=str(dimension))
        return vectors

    def _usable_embedder(self) -> Embedder:
        try:
            return self._embedder()
        except (EmbedderError, ModelError) as error:
            self._unusable = error
            raise


def _bytes_in(text: str) -> int:
    """How many bytes a text has as UTF-8, counted a piece at a time."""
    pieces = range(0, len(text), _PIECE)
    return sum(len(text[at : at + _PIECE].encode("utf-8", "surrogatepass")) for at in pieces)
