"""How to measure: the settings of `quoth eval`, the sample they draw, and the files that results are kept in."""

import hashlib
import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Protocol, TypeVar

from index import passage_index
from index.adding.progress import Progress
from index.documents.chunking import DEFAULT_SIZE, PassageSize
from index.embedding.embedder import DEFAULT_MODEL
from qa.answering import PASSAGES_READ
from qa.evaluation.expected import digest
from qa.reading.registry import DEFAULT_READER

Item = TypeVar("Item")


class Monitor(Protocol):
    """Is informed of how far a measurement has got."""

    def over(self, items: Iterable[Item], total: int, name: str) -> Iterable[Item]:
        """Passes on items, of which there are `total`; `name` says what they are."""

    def adding(self, progress: Progress) -> None:
        """Is informed of documents being added."""


@dataclass(frozen=True, slots=True)
class EvaluationSettings:
    """How to measure: the embedder and reader by name, the refusal line (None: the reader's own), how many questions.

    `sample` questions are drawn from each file with `seed`, or all for 0; `kept` is a folder for outcomes and plots;
    the contexts of the files `among` go into the library too, so that passages are harder to find. Written questions
    are asked over the files of the folder `documents`, and only those of the documents named in `only`; their
    reliability is drawn in the file `plot`, and what became of each of them written to the file `outcomes`.
    """

    embedder: str
    reader: str
    refuse_below: float | None = None
    passages: int = PASSAGES_READ
    size: PassageSize = DEFAULT_SIZE
    sample: int = 0
    seed: int = 13
    kept: Path | None = None
    among: tuple[Path, ...] = ()
    documents: Path | None = None
    only: tuple[str, ...] = ()
    plot: Path | None = None
    outcomes: Path | None = None

    def is_plain(self) -> bool:
        """Whether these are the settings that the expected figures are for, whichever documents are asked about."""
        same = replace(self, kept=None, documents=None, only=(), plot=None, outcomes=None)
        return same == EvaluationSettings(DEFAULT_MODEL, DEFAULT_READER)


def drawn(items: Sequence[Item], settings: EvaluationSettings) -> list[Item]:
    """The sample of a file's items, in their order. Raises ValueError if there are none."""
    if not items:
        raise ValueError("it has no questions that can be measured")
    if not settings.sample or settings.sample >= len(items):
        return list(items)
    chosen = random.Random(settings.seed).sample(range(len(items)), settings.sample)
    return [items[number] for number in sorted(chosen)]


def kept_file(mode: str, path: Path, settings: EvaluationSettings, suffix: str) -> Path | None:
    """The file for the results of exactly this measurement: another model, file or code has another name."""
    if settings.kept is None:
        return None
    settings.kept.mkdir(parents=True, exist_ok=True)
    facts: list[Any] = [
        mode,
        digest(path),
        settings.embedder,
        settings.reader,
        settings.passages,
        asdict(settings.size),
    ]
    facts += [settings.sample, settings.seed, *(digest(other) for other in settings.among), *_code()]
    if mode in ("written", "quoting"):  # what is kept of these depends on the line; of the others it does not
        facts += [settings.refuse_below, settings.only]
    if mode == "written":
        facts += [digest(documents_of(path, settings))]
    for name in (settings.embedder, settings.reader):
        facts += [(str(file), file.stat().st_size, file.stat().st_mtime) for file in sorted(Path(name).glob("*"))]
    key = hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:8]
    return settings.kept / f"{mode}-{path.name.split('.')[0]}-{key}{suffix}"


def documents_of(path: Path, settings: EvaluationSettings) -> Path:
    """The folder of the documents that written questions are about: the one named, else `docs` beside their file."""
    return settings.documents or path.parent / "docs"


@cache
def _code() -> list[str]:
    """The digests of all modules, fitted numbers and weights that a result depends on."""
    packages = (Path(__file__).parents[1], Path(passage_index.__file__).parent)
    paths = [path for package in packages for kind in ("*.py", "*.json") for path in package.rglob(kind)]
    return [digest(path) for path in sorted(paths) if path.name != "expected.json"]
