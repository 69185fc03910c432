"""The four measurements behind `quoth eval`: a file in, a dictionary of figures out."""

import hashlib
import json
import random
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol, TypeVar

from index import passage_index
from index.adding.progress import Progress
from index.documents.chunking import DEFAULT_SIZE, PassageSize
from index.embedding.embedder import DEFAULT_MODEL, load_embedder, token_limit
from index.errors import QuothError
from index.passage_index import PassageIndex
from qa.answering import PASSAGES_READ, Answerer
from qa.evaluation.answering import answer_questions
from qa.evaluation.expected import digest
from qa.evaluation.followups import WAYS, followups_of, written_rewrites
from qa.evaluation.libraries import library_of, library_of_folder
from qa.evaluation.outcomes import Outcome, summary
from qa.evaluation.plots import draw
from qa.evaluation.questions import Example, read_examples, read_lines
from qa.evaluation.ranking import figures, means
from qa.evaluation.reading import GivenTexts, read_questions
from qa.evaluation.resuming import Row, resumed
from qa.evaluation.retrieval import STAGES, Query, ranked, relevant_counts, retriever_of, task_of
from qa.evaluation.written import ask_written, read_written, written_summary
from qa.reading.reader import Reader
from qa.reading.registry import DEFAULT_READER, load_reader
from qa.retrieval import FusedRetriever, Retriever

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
    are asked over the files of the folder `documents`, and only those of the documents named in `only`.
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

    def is_plain(self) -> bool:
        """Whether these are the settings that the expected figures are for."""
        return replace(self, kept=None) == EvaluationSettings(DEFAULT_MODEL, DEFAULT_READER)


def evaluate(mode: str, path: Path, settings: EvaluationSettings, monitor: Monitor) -> dict[str, Any]:
    """The figures of one file, in a mode of MODES. Raises QuothError if it is not a file for that mode."""
    if settings.kept and find_spec("matplotlib") is None:
        raise QuothError("--keep draws plots with matplotlib; run pip install 'quoth[eval]', or leave out --keep.")
    try:
        return MODES[mode](path, settings, monitor)
    except (OSError, EOFError, ValueError, KeyError, TypeError, zlib.error, RecursionError) as error:
        raise QuothError(f"{path} could not be measured as a file for `quoth eval {mode}`: {error!r}") from error


def drawn(items: Sequence[Item], settings: EvaluationSettings) -> list[Item]:
    """The sample of a file's items, in their order. Raises ValueError if there are none."""
    if not items:
        raise ValueError("it has no questions that can be measured")
    if not settings.sample or settings.sample >= len(items):
        return list(items)
    chosen = random.Random(settings.seed).sample(range(len(items)), settings.sample)
    return [items[number] for number in sorted(chosen)]


def _reading(path: Path, settings: EvaluationSettings, monitor: Monitor) -> dict[str, Any]:
    everything = read_examples(path)
    examples = drawn(everything, settings)
    texts = GivenTexts([example.context for example in everything], lambda: load_embedder(settings.embedder))
    reader = load_reader(texts, settings.reader)

    def run(todo: Sequence[Example]) -> Iterable[Outcome]:
        return read_questions(todo, texts, reader)

    return _summarised("reading", path, settings, reader, _outcomes("reading", path, examples, run, settings, monitor))


def _answering(path: Path, settings: EvaluationSettings, monitor: Monitor) -> dict[str, Any]:
    everything = read_examples(path)
    others = [example for other in settings.among for example in read_examples(other)]
    contexts = [example.context for example in (*everything, *others)]
    with library_of(contexts, settings.embedder, settings.size, monitor.adding) as library:
        reader = load_reader(library.index, settings.reader)
        retriever = FusedRetriever(library.index)
        answerer = Answerer(library.index, retriever, reader, settings.passages, refuse_below=0.0)

        def run(todo: Sequence[Example]) -> Iterable[Outcome]:
            return answer_questions(todo, library, answerer, reader.refuse_below)

        outcomes = _outcomes("answering", path, drawn(everything, settings), run, settings, monitor)
        return _summarised("answering", path, settings, reader, outcomes) | _size_of(library.index, settings)


def _written(path: Path, settings: EvaluationSettings, monitor: Monitor) -> dict[str, Any]:
    """Questions over the files of a folder: `documents`, else the folder docs beside the file."""
    questions = [one for one in read_written(path) if not settings.only or one.document in settings.only]
    with library_of_folder(
        settings.documents or path.parent / "docs", settings.embedder, settings.size, monitor.adding
    ) as index:
        retriever = FusedRetriever(index)
        reader = load_reader(index, settings.reader)
        answerer = Answerer(index, retriever, reader, settings.passages, settings.refuse_below)
        paths = {document.id: document.path for document in index.documents()}
        asked = drawn(questions, settings)
        outcomes = ask_written(asked, answerer, retriever, settings.passages, paths)
        return written_summary(list(monitor.over(outcomes, len(asked), path.name))) | _size_of(index, settings)


def _outcomes(
    mode: str,
    path: Path,
    examples: Sequence[Example],
    run: Callable[[Sequence[Example]], Iterable[Outcome]],
    settings: EvaluationSettings,
    monitor: Monitor,
) -> list[Outcome]:
    def rows(numbers: Sequence[int]) -> Iterator[Row]:
        return (asdict(outcome) for outcome in run([examples[number] for number in numbers]))

    results = resumed(len(examples), rows, _kept(mode, path, settings, ".jsonl"))
    return [Outcome(**row) for row in monitor.over(results, len(examples), path.name)]


def _summarised(
    mode: str, path: Path, settings: EvaluationSettings, reader: Reader, outcomes: Sequence[Outcome]
) -> dict[str, Any]:
    line = reader.refuse_below if settings.refuse_below is None else settings.refuse_below
    plot = _kept(mode, path, settings, ".svg")
    if plot:
        draw(outcomes, f"{mode}: {path.name}", plot)
    return summary(outcomes, line)


def _retrieval(path: Path, settings: EvaluationSettings, monitor: Monitor) -> dict[str, Any]:
    with task_of(path, settings.embedder, settings.size, monitor.adding) as task:
        queries = drawn(task.queries, settings)
        reader = load_reader(task.index, settings.reader)
        held = relevant_counts(task.index, queries)
        stages = {
            stage: _ranked(stage, path, queries, held, retriever_of(stage, task.index, reader), settings, monitor)
            for stage in STAGES
        }
        return stages[STAGES[-1]] | _size_of(task.index, settings) | {"stages": stages}


def _followup(path: Path, settings: EvaluationSettings, monitor: Monitor) -> dict[str, Any]:
    if "support" in next(read_lines(path), {}):
        return written_rewrites(path)
    with followups_of(path, settings.embedder, settings.size, monitor.adding) as turns:
        retriever = FusedRetriever(turns.index)
        asked = {way: drawn(turns.queries[way], settings) for way in WAYS}
        held = relevant_counts(turns.index, asked["raw"])  # the same passages are relevant every way
        ways = {way: _ranked(way, path, asked[way], held, retriever, settings, monitor) for way in WAYS}
        return ways["ours"] | _size_of(turns.index, settings) | {"ways": ways}


def _ranked(
    kind: str,
    path: Path,
    queries: Sequence[Query],
    held: Sequence[int],
    retriever: Retriever,
    settings: EvaluationSettings,
    monitor: Monitor,
) -> dict[str, Any]:
    """The figures of one way to retrieve or ask; `held` counts the relevant passages of each query."""

    def rows(numbers: Sequence[int]) -> Iterator[Row]:
        for number in numbers:
            query = queries[number]
            yield figures(ranked(retriever, query.question), query.wanted, held[number])

    results = resumed(len(queries), rows, _kept(kind, path, settings, ".jsonl"))
    return means(list(monitor.over(results, len(queries), f"{path.name} {kind}")))


def _size_of(index: PassageIndex, settings: EvaluationSettings) -> dict[str, Any]:
    """The size of the library, and of its passages at most."""
    tokens, overlap = settings.size.within(token_limit(index.embedder))
    return asdict(index.library.count()) | {"passage_tokens": tokens, "overlap": overlap}


def _kept(mode: str, path: Path, settings: EvaluationSettings, suffix: str) -> Path | None:
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
    for name in (settings.embedder, settings.reader):
        facts += [(str(file), file.stat().st_size, file.stat().st_mtime) for file in sorted(Path(name).glob("*"))]
    key = hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:8]
    return settings.kept / f"{mode}-{path.name.split('.')[0]}-{key}{suffix}"


@cache
def _code() -> list[str]:
    """The digests of all modules, fitted numbers and weights that a result depends on."""
    packages = (Path(__file__).parents[1], Path(passage_index.__file__).parent)
    paths = [path for package in packages for kind in ("*.py", "*.json") for path in package.rglob(kind)]
    return [digest(path) for path in sorted(paths) if path.name != "expected.json"]


MODES: dict[str, Callable[[Path, EvaluationSettings, Monitor], dict[str, Any]]] = {
    "reading": _reading,
    "answering": _answering,
    "retrieval": _retrieval,
    "followup": _followup,
    "written": _written,
}
