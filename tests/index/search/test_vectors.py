"""What every store of vectors does. Another one is tested by one more line in STORES."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from index.search.vector_store import Exact, Ids, VectorStore, VectorStoreError, id_array
from index.search.vectors import FaissStore

ROWS = hnp.arrays(np.float32, st.tuples(st.integers(1, 30), st.just(4)), elements=st.integers(-3, 3).map(np.float32))


STORES: dict[str, type[VectorStore]] = {"faiss": FaissStore}
EVERY_STORE = pytest.mark.parametrize("kind", STORES.values(), ids=STORES)


def store_of(kind: type[VectorStore], rows: np.ndarray, first: int = 10) -> VectorStore:
    store = kind(rows.shape[1])
    store.add(id_array(range(first, first + len(rows))), rows)
    return store


def among(rows: np.ndarray, first: int = 10) -> Exact:
    """What a library does for its store: gives the vectors of ids, here rows counted from `first`."""
    return lambda ids: rows[ids - first]


def nothing(ids: Ids) -> np.ndarray:
    raise AssertionError(f"asked for {ids}")


@EVERY_STORE
@given(ROWS, st.integers(1, 40), st.data())
def test_agrees_with_brute_force(kind: type[VectorStore], rows: np.ndarray, k: int, data: st.DataObject) -> None:
    store, query = store_of(kind, rows), rows[0]
    chosen = data.draw(st.none() | st.lists(st.sampled_from(range(10, 10 + len(rows))), unique=True))
    scores, ids = store.search(query, k, among(rows), None if chosen is None else id_array(chosen))
    wanted = [at for at in range(len(rows)) if chosen is None or at + 10 in chosen]
    exact = np.sort(rows[wanted] @ query)[::-1][:k]
    np.testing.assert_allclose(scores, exact)
    np.testing.assert_allclose([rows[at - 10] @ query for at in ids], scores)
    pairs = list(zip(-scores, ids, strict=True))
    assert pairs == sorted(pairs) and len(set(ids.tolist())) == len(ids)


@EVERY_STORE
@given(ROWS)
def test_save_load_and_search_change_nothing(kind: type[VectorStore], rows: np.ndarray) -> None:
    import tempfile

    store = store_of(kind, rows)
    with tempfile.TemporaryDirectory() as folder:
        store.save(Path(folder) / "vectors")
        loaded = kind.load(Path(folder) / "vectors", 4)
        assert [path.name for path in Path(folder).iterdir()] == ["vectors"]
    for one, other in zip(store.search(rows[0], 5, among(rows)), loaded.search(rows[0], 5, among(rows)), strict=True):
        np.testing.assert_array_equal(one, other)


@EVERY_STORE
@given(ROWS, ROWS)
def test_adding_then_removing_leaves_no_trace(kind: type[VectorStore], rows: np.ndarray, others: np.ndarray) -> None:
    store, plain = store_of(kind, rows), store_of(kind, rows)
    new = id_array(range(100, 100 + len(others)))
    store.add(new, others)
    store.remove(new)
    for one, other in zip(store.search(rows[0], 50, among(rows)), plain.search(rows[0], 50, among(rows)), strict=True):
        np.testing.assert_array_equal(one, other)
    np.testing.assert_array_equal(store.ids, plain.ids)


@EVERY_STORE
def test_k_beyond_the_store_and_an_empty_store(kind: type[VectorStore]) -> None:
    store = store_of(kind, np.eye(3, dtype=np.float32))
    question = np.ones(3, np.float32)
    assert len(store.search(question, 50, among(np.eye(3, dtype=np.float32)))[1]) == 3
    assert len(kind(3).search(question, 5, nothing)[1]) == 0
    assert len(store.search(question, 5, nothing, id_array([]))[1]) == 0
    assert len(store.search(question, 5, nothing, id_array([999]))[1]) == 0


@EVERY_STORE
@pytest.mark.parametrize(
    "action",
    [
        lambda store: store.add(id_array([1]), np.zeros((1, 2), np.float32)),
        lambda store: store.add(id_array([1, 2]), np.zeros((1, 3), np.float32)),
        lambda store: store.add(id_array([10]), np.zeros((1, 3), np.float32)),
        lambda store: store.add(id_array([1, 1]), np.zeros((2, 3), np.float32)),
        lambda store: store.add(id_array([1]), np.full((1, 3), np.nan, np.float32)),
        lambda store: store.add(id_array([1]), np.full((1, 3), 1e6, np.float32)),
        lambda store: store.search(np.zeros((2, 3), np.float32), 1, nothing),
        lambda store: store.search(np.zeros(2, np.float32), 1, nothing),
    ],
)
def test_what_no_store_can_hold_or_search_is_an_error(
    kind: type[VectorStore], action: Callable[[VectorStore], object]
) -> None:
    with pytest.raises(VectorStoreError):
        action(store_of(kind, np.eye(3, dtype=np.float32)))


@EVERY_STORE
@pytest.mark.parametrize("keep", [0, 1, 20, 60, -1])
def test_a_missing_or_cut_file_is_an_error(kind: type[VectorStore], keep: int, tmp_path: Path) -> None:
    path = tmp_path / "vectors"
    store_of(kind, np.eye(3, dtype=np.float32)).save(path)
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(VectorStoreError):
        kind.load(path, 3)
    with pytest.raises(VectorStoreError):
        kind.load(tmp_path / "none", 3)


@EVERY_STORE
def test_another_dimension_is_an_error(kind: type[VectorStore], tmp_path: Path) -> None:
    store_of(kind, np.eye(3, dtype=np.float32)).save(tmp_path / "vectors")
    with pytest.raises(VectorStoreError, match="dimension"):
        kind.load(tmp_path / "vectors", 4)


def unit(rows: int, width: int = 32, seed: int = 0) -> np.ndarray:
    drawn = np.random.default_rng(seed).standard_normal((rows, width)).astype(np.float32)
    drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
    return drawn


def brute_force(rows: np.ndarray, query: np.ndarray, k: int, chosen: np.ndarray) -> list[int]:
    scores = rows[chosen].astype(np.float64) @ query.astype(np.float64)
    return [int(chosen[place]) for place in np.lexsort((chosen, -scores))[:k]]


@EVERY_STORE
@pytest.mark.parametrize("apart", [1.0, 1e-3, 1e-4])
def test_vectors_that_rounding_cannot_tell_apart_are_ranked_as_they_are(kind: type[VectorStore], apart: float) -> None:
    """Half precision has 11 bits: of vectors that differ by less, it knows nothing."""
    rows = unit(1, seed=3) + apart * unit(400)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    store = store_of(kind, rows, first=0)
    for number in range(5):
        query = unit(1, seed=100 + number)[0]
        for chosen in (np.arange(400), np.arange(0, 400, 7)):
            _, ids = store.search(query, 10, among(rows, 0), id_array(chosen.tolist()))
            assert ids.tolist() == brute_force(rows, query, 10, chosen)


@EVERY_STORE
def test_a_text_that_stands_in_thousands_of_passages_is_ordered_by_id_and_not_all_fetched(
    kind: type[VectorStore],
) -> None:
    rows, asked = np.concatenate([unit(50), np.repeat(unit(1, seed=9), 9000, axis=0)]), list[int]()

    def exact(ids: Ids) -> np.ndarray:
        asked.append(len(ids))
        return rows[ids]

    store = store_of(kind, rows, first=0)
    store.remove(id_array([60, 70]))
    _, ids = store.search(rows[-1], 20, exact)
    assert ids.tolist() == [number for number in range(50, 73) if number not in (60, 70)][:20]
    assert sum(asked) < 3000


@EVERY_STORE
def test_threads_and_blocks_share_a_scan(kind: type[VectorStore], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.search.vectors._A_THREAD", 100)
    monkeypatch.setattr("index.search.vectors._BLOCK", 64)
    monkeypatch.setattr("faiss.omp_get_max_threads", lambda: 3)
    rows = unit(1000)
    store, query = store_of(kind, rows, first=0), unit(1, seed=5)[0]
    for chosen in (np.arange(1000), np.arange(1, 1000, 2)):
        among_them = None if len(chosen) == 1000 else id_array(chosen.tolist())
        assert store.search(query, 40, among(rows, 0), among_them)[1].tolist() == brute_force(rows, query, 40, chosen)
