"""The sample documents in a library with the real embedder, made once for all tests that ask it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from index import PassageIndex, open_library
from qa import Answerer

settings.register_profile("whole", deadline=None)  # a busy machine is no failure
settings.register_profile("quick", deadline=None, max_examples=20)  # for tests/tools/mutate.py
settings.load_profile("whole")
SEEDS = Path(__file__).parents[1] / "seeds"


@pytest.fixture(scope="session")
def seeds_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("seeds") / "library"
    index = PassageIndex(open_library(place))
    report = index.add([SEEDS])
    assert len(report.added) == 5 and not report.failures
    index.close()
    return place


@pytest.fixture(scope="session")
def seeds_index(seeds_library: Path) -> Iterator[PassageIndex]:
    index = PassageIndex(open_library(seeds_library))
    yield index
    index.close()


@pytest.fixture(scope="session")
def answerer(seeds_index: PassageIndex) -> Answerer:
    return Answerer(seeds_index)
