"""What every store of vectors does. Another one is tested by one more line in STORES."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from index.search.vectors import FaissStore, VectorStore, VectorStoreError, id_array

ROWS = hnp.arrays(np.float32, st.tuples(st.integers(1, 30), st.just(4)), elements=st.integers(-3, 3).map(np.float32))


STORES: dict[str, type[VectorStore]] = {"faiss": FaissStore}
EVERY_STORE = pytest.mark.parametrize("kind", STORES.values(), ids=STORES)


def store_of(kind: type[VectorStore], rows: np.ndarray, first: int = 10) -> VectorStore:
    store = kind(rows.shape[1])
    store.add(id_array(range(first, first + len(rows))), rows)
    return store


@EVERY_STORE
@given(ROWS, st.integers(1, 40), st.data())
def test_agrees_with_brute_force(kind: type[VectorStore], rows: np.ndarray, k: int, data: st.DataObject) -> None:
    store, query = store_of(kind, rows), rows[0]
    among = data.draw(st.none() | st.lists(st.sampled_from(range(10, 10 + len(rows))), unique=True))
    scores, ids = store.search(query, k, None if among is None else id_array(among))
    wanted = [at for at in range(len(rows)) if among is None or at + 10 in among]
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
    for one, other in zip(store.search(rows[0], 5), loaded.search(rows[0], 5), strict=True):
        np.testing.assert_array_equal(one, other)


@EVERY_STORE
@given(ROWS, ROWS)
def test_adding_then_removing_leaves_no_trace(kind: type[VectorStore], rows: np.ndarray, others: np.ndarray) -> None:
    store, plain = store_of(kind, rows), store_of(kind, rows)
    new = id_array(range(100, 100 + len(others)))
    store.add(new, others)
    store.remove(new)
    for one, other in zip(store.search(rows[0], 50), plain.search(rows[0], 50), strict=True):
        np.testing.assert_array_equal(one, other)
    np.testing.assert_array_equal(store.ids, plain.ids)


@EVERY_STORE
def test_k_beyond_the_store_and_an_empty_store(kind: type[VectorStore]) -> None:
    store = store_of(kind, np.eye(3, dtype=np.float32))
    assert len(store.search(np.ones(3, np.float32), 50)[1]) == 3
    assert len(kind(3).search(np.ones(3, np.float32), 5)[1]) == 0
    assert len(store.search(np.ones(3, np.float32), 5, id_array([]))[1]) == 0
    assert len(store.search(np.ones(3, np.float32), 5, id_array([999]))[1]) == 0


@EVERY_STORE
@pytest.mark.parametrize(
    "action",
    [
        lambda store: store.add(id_array([1]), np.zeros((1, 2), np.float32)),
        lambda store: store.add(id_array([1, 2]), np.zeros((1, 3), np.float32)),
        lambda store: store.add(id_array([10]), np.zeros((1, 3), np.float32)),
        lambda store: store.add(id_array([1, 1]), np.zeros((2, 3), np.float32)),
        lambda store: store.add(id_array([1]), np.full((1, 3), np.nan, np.float32)),
        lambda store: store.search(np.zeros((2, 3), np.float32), 1),
        lambda store: store.search(np.zeros(2, np.float32), 1),
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
