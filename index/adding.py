"""Files → library: what is new is chunked and embedded, what is known is left alone, what moved is renamed."""

import hashlib
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from index.chunking import PassageSize, chunk
from index.datatypes import Document
from index.embedding import Embedder, Vectors, encode_document, token_counter, token_limit
from index.errors import LoadError
from index.library import Library, text_key
from index.loading import files_in, parse, path_is, read
from index.progress import Failure, Progress, Report

_BATCH = 32  # passages embedded at once

OnProgress = Callable[[Progress], None]


class Adding:
    """One call of `PassageIndex.add`."""

    def __init__(
        self, library: Library, embedder: Callable[[], Embedder], embedder_name: str, size: PassageSize
    ) -> None:
        """`embedder` is called when the first passage has to be embedded, and not before."""
        self._library = library
        self._embedder = embedder
        self._embedder_name = embedder_name
        self._size = size
        self._known = library.paths()

    def run(self, paths: Sequence[Path], on_progress: OnProgress | None) -> Report:
        """Adds every file of `paths` and of the folders among them, in order, each in one transaction.

        `on_progress` hears of every file and every batch; what it raises ends the run, with all finished files kept.
        """
        report = Report()
        files = self._files(paths, report)
        sizes = [_size(path) for path in files]
        started, read = time.monotonic(), 0
        for done, path in enumerate(files):

            def tick(part: float, done: int = done, path: Path = path, read: int = read) -> None:
                if on_progress:
                    spent, behind = time.monotonic() - started, read + part * sizes[done]
                    left = spent / behind * (sum(sizes) - behind) if behind and spent > 0.5 else None
                    on_progress(Progress(done, len(files), path.name, left, part))

            tick(0.0)
            try:
                self._add_file(path, report, tick)
            except LoadError as error:
                report.failures.append(Failure(error.path, error.reason))
            read += sizes[done]
        if on_progress and files:
            on_progress(Progress(len(files), len(files), files[-1].name, 0.0))
        return report

    def _files(self, paths: Sequence[Path], report: Report) -> list[Path]:
        found: dict[Path, None] = {}
        for path in paths:
            if path_is(path, Path.is_dir):
                found.update(dict.fromkeys(each.absolute() for each in files_in(path.resolve())))
            elif path_is(path, Path.exists):
                found[path.resolve()] = None
            else:
                report.failures.append(Failure(str(path), "There is no such file or folder."))
        return list(found)

    def _add_file(self, path: Path, report: Report, tick: Callable[[float], None]) -> None:
        shown = str(path)
        try:
            shown.encode()
        except UnicodeEncodeError as error:
            raise LoadError(ascii(shown), "The file's name is not valid Unicode. Rename it.") from error
        data = read(path)
        sha256 = hashlib.sha256(data).hexdigest()
        known = self._known.get(shown)
        if known and known[1] == sha256:
            report.unchanged.append(shown)
        elif not known and (moved := self._moved(sha256)):
            self._library.move(self._known.pop(moved)[0], shown)
            report.renamed.append(shown)
        else:
            document = parse(path, data)
            report.embedded += self._write(document, len(data), tick)
            self._known[shown] = (document.id, sha256)
            (report.changed if known else report.added).append(shown)

    def _moved(self, sha256: str) -> str | None:
        """The path of the document with the same bytes whose file is no longer there."""
        same = (path for path, known in self._known.items() if known[1] == sha256)
        return next((path for path in same if not Path(path).exists()), None)

    def _write(self, document: Document, size: int, tick: Callable[[float], None]) -> int:
        """Chunks, embeds what is new, and writes; returns how many texts were embedded."""
        embedder = self._embedder()
        chunks = chunk(document, token_counter(embedder), *self._size.within(token_limit(embedder)))
        texts = {text_key(text): text for text in (each.embedded_text(document.text) for each in chunks)}
        for key in self._library.known_vectors(list(texts)):
            del texts[key]
        vectors: dict[str, Vectors] = {}
        keys = sorted(texts, key=lambda key: len(texts[key]))
        for at in range(0, len(keys), _BATCH):
            tick(at / len(keys))
            batch = keys[at : at + _BATCH]
            vectors.update(zip(batch, encode_document(embedder, [texts[key] for key in batch]), strict=True))
        self._record_embedder(vectors)
        self._library.put(document, chunks, vectors, size)
        return len(vectors)

    def _record_embedder(self, vectors: dict[str, Vectors]) -> None:
        if vectors and self._library.fact("embedder") is None:
            dimension = len(next(iter(vectors.values())))
            self._library.set_facts(embedder=self._embedder_name, dimension=str(dimension))


def _size(path: Path) -> int:
    try:
        return max(1, path.stat().st_size)
    except OSError:
        return 1
