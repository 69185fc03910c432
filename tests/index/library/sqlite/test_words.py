"""Words where too many passages hold them: what is scored, what is found, and that BM25 stays the same."""

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index.documents.chunking import Chunk
from index.documents.datatypes import Document
from index.library.protocol import text_key
from index.library.sqlite import bm25, words
from index.library.sqlite.library import SqliteLibrary

VOCABULARY = [f"w{number}" for number in range(60)]


def put(library: SqliteLibrary, name: str, lines: list[str]) -> None:
    text, chunks = "\n".join(lines), list[Chunk]()
    for line in lines:
        start = chunks[-1].end + 1 if chunks else 0
        chunks.append(Chunk(start, start + len(line), ""))
    keys = [text_key(line) for line in lines]
    known = library.known_vectors(keys)
    new = {key: np.ones(3, np.float32) for key in keys if key not in known}
    library.put(Document(name, "", f"/{name}", "text/plain", text, text), chunks, new, size=1)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteLibrary]:
    """2,000 passages; w0 stands in nearly all of them, w59 in few, as words do (Zipf)."""
    chance, library = random.Random(3), SqliteLibrary(tmp_path_factory.mktemp("library"))
    weights = [1 / (1 + number) for number in range(len(VOCABULARY))]
    for number in range(20):
        lines = [" ".join(chance.choices(VOCABULARY, weights, k=chance.randint(4, 30))) for _ in range(100)]
        put(
            library,
            f"d{number}",
            [f"{line} 7.5 foo_bar" if place % 9 == 0 else line for place, line in enumerate(lines)],
        )
    yield library
    library.close()


@pytest.mark.parametrize("asked", [["w0"], ["w59", "w3"], ["w1", "w2", "w30", "nowhere"], ["7.5"], ["_bar", "w4"]])
def test_bm25_of_chosen_passages_is_that_of_fts5(library: SqliteLibrary, asked: list[str]) -> None:
    ask = library._database.ask
    found = ask(words.scored, asked, 300)
    counts = {words.stored([term]): n for term, n in ask(words.containing, asked).items()}
    scores = ask(bm25.scores, [number for number, _ in found], counts)
    assert len(found) > 50 and scores == pytest.approx(dict(found))


def limited(monkeypatch: pytest.MonkeyPatch, scored: int) -> None:
    """Has no more than so many passages scored, of those with the rarest terms or two others."""
    for name in ("_SCORED", "_RARE", "_PAIRED"):
        monkeypatch.setattr(words, name, scored)


def steps(library: SqliteLibrary, asked: list[str], k: int) -> int:
    """How many hundred instructions of SQLite's machine a question takes."""
    taken = [0]

    def counted() -> int:
        taken[0] += 1
        return 0

    with library._database.reading() as connection:
        connection.set_progress_handler(counted, 100)
    library.matching(asked, k)
    connection.set_progress_handler(None, 0)
    return taken[0]


def test_words_that_stand_everywhere_are_not_all_scored(
    library: SqliteLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ["w59", "w0", "w1", "w2"]
    library.matching(asked, 5)
    everything = steps(library, asked, 5)
    limited(monkeypatch, 100)
    assert steps(library, asked, 5) < everything / 2


@pytest.mark.parametrize(("limit", "share"), [(100, 0.85), (300, 0.95)])
def test_the_best_passages_are_found_and_scored_as_if_all_had_been(
    library: SqliteLibrary, limit: int, share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited(monkeypatch, limit)
    chance, shares = random.Random(5), list[float]()
    for _ in range(60):
        asked = chance.sample(VOCABULARY, 4)
        expected = dict(library._database.ask(words.scored, asked, 10))
        found = library.matching(asked, 10)
        assert found == sorted(found, key=lambda scored: (-scored[1], scored[0]))
        assert all(score == pytest.approx(expected[number]) for number, score in found if number in expected)
        shares.append(len(expected.keys() & dict(found)) / len(expected))
    assert sum(shares) / len(shares) >= share


@pytest.mark.parametrize("asked", [["w0"], ["w0", "w1"], ["w0", "nowhere"]])
def test_common_words_alone_are_found_too(
    library: SqliteLibrary, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    limited(monkeypatch, 50)
    assert len(library.matching(asked, 10)) == 10


def test_in_few_documents_every_passage_is_scored(library: SqliteLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    limited(monkeypatch, 250)
    few, asked = ["d3", "d11"], ["w0", "w1", "w5"]
    assert library.matching(asked, 30, few) == library._database.ask(words.scored, asked, 30, few)


def test_a_term_is_counted_once_for_each_state_of_the_library(tmp_path: Path) -> None:
    library, statements = SqliteLibrary(tmp_path), list[str]()
    put(library, "a", ["one two", "two three"])
    assert library.containing(["one", "two"]) == {"one": 1, "two": 2}
    with library._database.reading() as connection:
        connection.set_trace_callback(statements.append)
    library.containing(["two", "one"])
    assert not [each for each in statements if "passage_vocabulary" in each]
    library.matching(["two"], 5)
    assert not [each for each in statements if "passage_vocabulary" in each]
    put(library, "b", ["two four"])
    assert library.containing(["one", "two"]) == {"one": 1, "two": 3}
    library.close()
