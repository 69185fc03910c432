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
from qa.evaluation.followups import WAYS, followups_of
from qa.evaluation.libraries import library_of, library_of_folder
from qa.evaluation.outcomes import Outcome, summary
from qa.evaluation.plots import draw
from qa.evaluation.questions import Example, read_examples
from qa.evaluation.ranking import figures, means
from qa.evaluation.reading import GivenTexts, read_questions
from qa.evaluation.resuming import Row, resumed
from qa.evaluation.retrieval import STAGES, Query, ranked, relevant_counts, retriever_of, task_of
from qa.evaluation.written import ask_written, read_written, written_summary
from qa.reading.reader import Reader
from qa.reading.registry import DEFAULT_READER, load_reader
from qa.retrieval import FusedRetriever, Retriever

Item = TypeVar("Item")


class Watcher(Protocol):
    """Hears how far a measurement has come."""

    def over(self, items: Iterable[Item], total: int, name: str) -> Iterable[Item]:
        """Passes items on, given how many come and what they are."""

    def adding(self, progress: Progress) -> None:
        """Hears of documents being added."""


@dataclass(frozen=True, slots=True)
class Choice:
    """How to measure: names of embedder and reader, the refusal line (None: the reader's own), how many questions.

    `sample` questions are drawn of each file with `seed`, all for 0; `kept` is a folder for outcomes and plots; the
    contexts of the files `among` are put into the library too, so that there is more to find a passage in. Written
    questions are asked over the files of the folder `documents`, and only those of the documents named in `only`.
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
        """Whether it is the measurement that expected figures are kept of."""
        return replace(self, kept=None) == Choice(DEFAULT_MODEL, DEFAULT_READER)


def evaluate(mode: str, path: Path, choice: Choice, watch: Watcher) -> dict[str, Any]:
    """The figures of one file, in a mode of MODES. Raises QuothError where it is no file of that mode."""
    if choice.kept and find_spec("matplotlib") is None:
        raise QuothError("--keep draws plots with matplotlib; run pip install 'quoth[eval]', or leave it out.")
    try:
        return MODES[mode](path, choice, watch)
    except (OSError, EOFError, ValueError, KeyError, TypeError, zlib.error, RecursionError) as error:
        raise QuothError(f"{path} could not be measured as a file for `quoth eval {mode}`: {error!r}") from error


def drawn(items: Sequence[Item], choice: Choice) -> list[Item]:
    """The sample of a file's items, in their order. Raises ValueError where there are none."""
    if not items:
        raise ValueError("it holds no questions that can be measured")
    if not choice.sample or choice.sample >= len(items):
        return list(items)
    chosen = random.Random(choice.seed).sample(range(len(items)), choice.sample)
    return [items[at] for at in sorted(chosen)]


def _reading(path: Path, choice: Choice, watch: Watcher) -> dict[str, Any]:
    everything = read_examples(path)
    examples = drawn(everything, choice)
    texts = GivenTexts([each.context for each in everything], lambda: load_embedder(choice.embedder))
    reader = load_reader(texts, choice.reader)

    def run(todo: Sequence[Example]) -> Iterable[Outcome]:
        return read_questions(todo, texts, reader)

    return _summarised("reading", path, choice, reader, _outcomes("reading", path, examples, run, choice, watch))


def _answering(path: Path, choice: Choice, watch: Watcher) -> dict[str, Any]:
    everything = read_examples(path)
    others = [each for other in choice.among for each in read_examples(other)]
    contexts = [each.context for each in (*everything, *others)]
    with library_of(contexts, choice.embedder, choice.size, watch.adding) as library:
        reader = load_reader(library.index, choice.reader)
        retriever = FusedRetriever(library.index)
        answerer = Answerer(library.index, retriever, reader, choice.passages, refuse_below=0.0)

        def run(todo: Sequence[Example]) -> Iterable[Outcome]:
            return answer_questions(todo, library, answerer, reader.refuse_below)

        outcomes = _outcomes("answering", path, drawn(everything, choice), run, choice, watch)
        return _summarised("answering", path, choice, reader, outcomes) | _size_of(library.index, choice)


def _written(path: Path, choice: Choice, watch: Watcher) -> dict[str, Any]:
    """Questions over the files of a folder: `documents`, else the folder docs beside the file."""
    questions = [one for one in read_written(path) if not choice.only or one.document in choice.only]
    with library_of_folder(
        choice.documents or path.parent / "docs", choice.embedder, choice.size, watch.adding
    ) as index:
        retriever = FusedRetriever(index)
        reader = load_reader(index, choice.reader)
        answerer = Answerer(index, retriever, reader, choice.passages, choice.refuse_below)
        paths = {document.id: document.path for document in index.documents()}
        asked = drawn(questions, choice)
        outcomes = ask_written(asked, answerer, retriever, choice.passages, paths)
        return written_summary(list(watch.over(outcomes, len(asked), path.name))) | _size_of(index, choice)


def _outcomes(
    mode: str,
    path: Path,
    examples: Sequence[Example],
    run: Callable[[Sequence[Example]], Iterable[Outcome]],
    choice: Choice,
    watch: Watcher,
) -> list[Outcome]:
    def rows(numbers: Sequence[int]) -> Iterator[Row]:
        return (asdict(outcome) for outcome in run([examples[number] for number in numbers]))

    found = resumed(len(examples), rows, _kept(mode, path, choice, ".jsonl"))
    return [Outcome(**row) for row in watch.over(found, len(examples), path.name)]


def _summarised(mode: str, path: Path, choice: Choice, reader: Reader, outcomes: Sequence[Outcome]) -> dict[str, Any]:
    line = reader.refuse_below if choice.refuse_below is None else choice.refuse_below
    plot = _kept(mode, path, choice, ".svg")
    if plot:
        draw(outcomes, f"{mode}: {path.name}", plot)
    return summary(outcomes, line)


def _retrieval(path: Path, choice: Choice, watch: Watcher) -> dict[str, Any]:
    with task_of(path, choice.embedder, choice.size, watch.adding) as task:
        queries = drawn(task.queries, choice)
        reader = load_reader(task.index, choice.reader)
        held = relevant_counts(task.index, queries)
        stages = {
            stage: _ranked(stage, path, queries, held, retriever_of(stage, task.index, reader), choice, watch)
            for stage in STAGES
        }
        return stages[STAGES[-1]] | _size_of(task.index, choice) | {"stages": stages}


def _followup(path: Path, choice: Choice, watch: Watcher) -> dict[str, Any]:
    with followups_of(path, choice.embedder, choice.size, watch.adding) as turns:
        retriever = FusedRetriever(turns.index)
        asked = {way: drawn(turns.queries[way], choice) for way in WAYS}
        held = relevant_counts(turns.index, asked["raw"])  # every way wants the same
        ways = {way: _ranked(way, path, asked[way], held, retriever, choice, watch) for way in WAYS}
        return ways["ours"] | _size_of(turns.index, choice) | {"ways": ways}


def _ranked(
    kind: str,
    path: Path,
    queries: Sequence[Query],
    held: Sequence[int],
    retriever: Retriever,
    choice: Choice,
    watch: Watcher,
) -> dict[str, Any]:
    """The figures of one way to retrieve, or to ask; `held` are the relevant passages of each query."""

    def rows(numbers: Sequence[int]) -> Iterator[Row]:
        for number in numbers:
            query = queries[number]
            yield figures(ranked(retriever, query.question), query.wanted, held[number])

    found = resumed(len(queries), rows, _kept(kind, path, choice, ".jsonl"))
    return means(list(watch.over(found, len(queries), f"{path.name} {kind}")))


def _size_of(index: PassageIndex, choice: Choice) -> dict[str, Any]:
    """How large the library is, and its passages at most."""
    tokens, overlap = choice.size.within(token_limit(index.embedder))
    return asdict(index.library.count()) | {"passage_tokens": tokens, "overlap": overlap}


def _kept(mode: str, path: Path, choice: Choice, suffix: str) -> Path | None:
    """Where the results of exactly this measurement are kept: another model, file or code has another name."""
    if choice.kept is None:
        return None
    choice.kept.mkdir(parents=True, exist_ok=True)
    facts: list[Any] = [mode, digest(path), choice.embedder, choice.reader, choice.passages, asdict(choice.size)]
    facts += [choice.sample, choice.seed, *(digest(each) for each in choice.among), *_code()]
    for name in (choice.embedder, choice.reader):
        facts += [(str(each), each.stat().st_size, each.stat().st_mtime) for each in sorted(Path(name).glob("*"))]
    key = hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:8]
    return choice.kept / f"{mode}-{path.name.split('.')[0]}-{key}{suffix}"


@cache
def _code() -> list[str]:
    """The digests of every module and fitted number that a result depends on, and of the weights' own."""
    rooms = (Path(__file__).parents[1], Path(passage_index.__file__).parent)
    found = [path for room in rooms for kind in ("*.py", "*.json") for path in room.rglob(kind)]
    return [digest(path) for path in sorted(found) if path.name != "expected.json"]


MODES: dict[str, Callable[[Path, Choice, Watcher], dict[str, Any]]] = {
    "reading": _reading,
    "answering": _answering,
    "retrieval": _retrieval,
    "followup": _followup,
    "written": _written,
}
