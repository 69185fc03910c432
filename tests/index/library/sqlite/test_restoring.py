"""Libraries copied, put back and changed in any order, and their caches mixed up: no passage answers for another."""

import shutil
import tempfile
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from index.documents.chunking import Chunk
from index.documents.datatypes import Document
from index.library.protocol import text_key
from index.library.sqlite.library import FILE_NAME, SqliteLibrary

QUESTION = np.array([1, 0.5, 0.25], np.float32)
LIBRARIES, COPIES, NAMES = st.integers(0, 1), st.integers(0, 9), st.sampled_from("abc")


class Mixing(RuleBasedStateMachine):
    """Two libraries of the same documents' names and passages' ids, but of other vectors."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="quoth-mixing-"))
        self.folders = [self.root / "0", self.root / "1"]
        self.open = [SqliteLibrary(folder) for folder in self.folders]
        self.copies: list[Path] = []
        self.caches: list[Path] = []
        self.made = 0

    def teardown(self) -> None:
        for library in self.open:
            library.close()
        shutil.rmtree(self.root)

    @rule(which=LIBRARIES, name=NAMES, passages=st.integers(1, 4))
    def put(self, which: int, name: str, passages: int) -> None:
        self.made += 1
        lines = [f"{self.made} {line}" for line in range(passages)]
        chunks, vectors, start = list[Chunk](), {}, 0
        for number, line in enumerate(lines):
            chunks.append(Chunk(start, start + len(line), ""))
            start += len(line) + 1
            vector = np.random.default_rng([self.made, number]).standard_normal(3).astype(np.float32)
            vectors[text_key(line)] = vector / np.linalg.norm(vector)
        text = "\n".join(lines)
        self.open[which].put(
            Document(f"{name}{self.made}", name, f"/{name}", "text/plain", text, text), chunks, vectors, 1
        )

    @rule(which=LIBRARIES, name=NAMES)
    def remove(self, which: int, name: str) -> None:
        if identity := self.open[which].document_at(f"/{name}"):
            self.open[which].remove(identity)

    @rule(which=LIBRARIES)
    def ask(self, which: int) -> None:
        self.open[which].nearest(QUESTION, 100)

    @rule(which=LIBRARIES)
    def reopen(self, which: int) -> None:
        self.open[which].close()
        self.open[which] = SqliteLibrary(self.folders[which])

    @rule(which=LIBRARIES)
    def copy(self, which: int) -> None:
        """A copy of the library's file, as somebody makes one of a closed library."""
        self.open[which].close()
        copy = self.root / f"copy-{len(self.copies)}"
        shutil.copy(self.folders[which] / FILE_NAME, copy)
        self.copies.append(copy)
        self.open[which] = SqliteLibrary(self.folders[which])

    @rule(which=LIBRARIES, number=COPIES)
    def put_back(self, which: int, number: int) -> None:
        """An older file of this library, or of the other, in the place of the file alone."""
        if self.copies:
            self.open[which].close()
            shutil.copy(self.copies[number % len(self.copies)], self.folders[which] / FILE_NAME)
            self.open[which] = SqliteLibrary(self.folders[which])

    @rule(which=LIBRARIES)
    def keep_cache(self, which: int) -> None:
        for path in self.folders[which].glob("vectors-*"):
            kept = self.root / f"cache-{len(self.caches)}" / path.name
            kept.parent.mkdir(exist_ok=True)
            self.caches.append(Path(shutil.copy(path, kept)))

    @rule(which=LIBRARIES, number=COPIES, renamed=st.booleans())
    def put_cache(self, which: int, number: int, renamed: bool) -> None:
        """Some cache under its own name, or under that of the library's state now."""
        if self.caches:
            cache, library = self.caches[number % len(self.caches)], self.open[which]
            is_of_now = library.revision() in cache.name
            name = cache.name if is_of_now or not renamed else f"vectors-{library.revision()}.cache"
            library.close()
            shutil.copy(cache, self.folders[which] / name)
            self.open[which] = SqliteLibrary(self.folders[which])

    @invariant()
    def each_passage_answers_for_itself(self) -> None:
        for folder in self.folders:
            library = SqliteLibrary(folder)  # as another process sees it
            ids = [passage.id for passage in library.passages_of([each.id for each in library.summaries()])]
            scores = dict(zip(ids, (library.vectors_of(ids) @ QUESTION).tolist(), strict=True)) if ids else {}
            for seen in (library, self.open[self.folders.index(folder)]):
                found = dict(seen.nearest(QUESTION, 100))
                assert found.keys() == scores.keys()
                assert np.allclose([found[number] for number in ids], [scores[number] for number in ids], atol=1e-5)
            library.close()


Mixing.TestCase.settings = settings(
    max_examples=12, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
)
TestMixing = Mixing.TestCase
