"""The four measurements behind `quoth eval`: a file in, a dictionary of figures out."""

import hashlib
import json
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from index.chunking import DEFAULT_SIZE, PassageSize
from index.embedding import DEFAULT_MODEL, load_embedder
from index.errors import QuothError
from qa.answering import PASSAGES_READ, Answerer
from qa.evaluation.answering import answer_questions
from qa.evaluation.expected import digest
from qa.evaluation.followups import WAYS, followups_of
from qa.evaluation.libraries import library_of
from qa.evaluation.outcomes import Outcome, summary
from qa.evaluation.plots import draw
from qa.evaluation.questions import Example, read_examples
from qa.evaluation.ranking import figures
from qa.evaluation.reading import GivenTexts, read_questions
from qa.evaluation.resuming import resumed
from qa.evaluation.retrieval import STAGES, Query, ranked, relevant_counts, retriever_of, task_of
from qa.readers import DEFAULT_READER, load_reader, reader_path
from qa.reading import Reader
from qa.retrieval import FusedRetriever

MODES = ("reading", "answering", "retrieval", "followup")

Item = TypeVar("Item")
Watch = Callable[[Iterable[Item], int, str], Iterable[Item]]
"""Passes items on, given how many come and what they are."""


@dataclass(frozen=True, slots=True)
class Choice:
    """How to measure: names of embedder and reader, the refusal line (None: the reader's own), how many questions.

    `sample` questions are drawn of each file with `seed`, all for 0; `kept` is a folder for outcomes and plots; the
    contexts of the files `among` are put into the library too, so that there is more to find a passage in.
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

    def is_plain(self) -> bool:
        """Whether it is the measurement that expected figures are kept of."""
        return replace(self, kept=None) == Choice(DEFAULT_MODEL, DEFAULT_READER)


def evaluate(mode: str, path: Path, choice: Choice, watch: Watch[Any]) -> dict[str, Any]:
    """The figures of one file. Raises QuothError where it cannot be read as a file of the mode."""
    run = {"reading": _reading, "answering": _answering, "retrieval": _retrieval, "followup": _followup}[mode]
    try:
        return run(path, choice, watch)
    except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise QuothError(f"{path} could not be measured as a file for `quoth eval {mode}`: {error!r}") from error


def drawn(items: Sequence[Item], choice: Choice) -> list[Item]:
    """The sample of a file's items, in their order. Raises ValueError where there are none."""
    if not items:
        raise ValueError("it holds no questions that can be measured")
    if not choice.sample or choice.sample >= len(items):
        return list(items)
    chosen = random.Random(choice.seed).sample(range(len(items)), choice.sample)
    return [items[at] for at in sorted(chosen)]


def _reading(path: Path, choice: Choice, watch: Watch[Any]) -> dict[str, Any]:
    everything = read_examples(path)
    examples = drawn(everything, choice)
    texts = GivenTexts([each.context for each in everything], lambda: load_embedder(choice.embedder))
    reader = load_reader(texts, choice.reader)

    def run(todo: Sequence[Example]) -> Iterable[Outcome]:
        return read_questions(todo, texts, reader)

    return _summarised("reading", path, choice, reader, _outcomes("reading", path, examples, run, choice, watch))


def _answering(path: Path, choice: Choice, watch: Watch[Any]) -> dict[str, Any]:
    everything = read_examples(path)
    others = [each for other in choice.among for each in read_examples(other)]
    with library_of([each.context for each in (*everything, *others)], choice.embedder, choice.size) as library:
        reader = load_reader(library.index, choice.reader)
        retriever = FusedRetriever(library.index)
        answerer = Answerer(library.index, retriever, reader, choice.passages, refuse_below=0.0)

        def run(todo: Sequence[Example]) -> Iterable[Outcome]:
            return answer_questions(todo, library, answerer)

        outcomes = _outcomes("answering", path, drawn(everything, choice), run, choice, watch)
        report = _summarised("answering", path, choice, reader, outcomes)
        return report | {"documents": len(library.ids), "passages": len(library.index.library.passage_ids())}


def _outcomes(
    mode: str,
    path: Path,
    examples: Sequence[Example],
    run: Callable[[Sequence[Example]], Iterable[Outcome]],
    choice: Choice,
    watch: Watch[Any],
) -> list[Outcome]:
    kept = _kept(mode, path, choice, ".jsonl")
    return list(watch(resumed(examples, lambda todo: iter(run(todo)), kept), len(examples), path.name))


def _summarised(mode: str, path: Path, choice: Choice, reader: Reader, outcomes: Sequence[Outcome]) -> dict[str, Any]:
    line = reader.refuse_below if choice.refuse_below is None else choice.refuse_below
    plot = _kept(mode, path, choice, ".svg")
    if plot:
        draw(outcomes, f"{mode}: {path.name}", plot)
    return summary(outcomes, line)


def _retrieval(path: Path, choice: Choice, watch: Watch[Any]) -> dict[str, Any]:
    with task_of(path, choice.embedder, choice.size) as task:
        queries = drawn(task.queries, choice)
        held = relevant_counts(task.index, queries)
        reader = load_reader(task.index, choice.reader)
        stages = {}
        for stage in STAGES:
            retriever = retriever_of(stage, task.index, reader)
            found = [ranked(retriever, each.question) for each in watch(queries, len(queries), f"{path.name} {stage}")]
            stages[stage] = figures(found, [each.wanted for each in queries], held)
        return stages[STAGES[-1]] | {
            "documents": len(task.index.library.paths()),
            "passages": len(task.index.library.passage_ids()),
            "stages": stages,
        }


def _followup(path: Path, choice: Choice, watch: Watch[Any]) -> dict[str, Any]:
    with followups_of(path, choice.embedder) as turns:
        retriever = FusedRetriever(turns.index)
        ways = {}
        for way in WAYS:
            queries: list[Query] = drawn(turns.queries[way], choice)
            found = [ranked(retriever, each.question) for each in watch(queries, len(queries), f"{path.name} {way}")]
            ways[way] = figures(found, [each.wanted for each in queries], relevant_counts(turns.index, queries))
        return ways["ours"] | {"documents": len(turns.index.library.paths()), "ways": ways}


def _kept(mode: str, path: Path, choice: Choice, suffix: str) -> Path | None:
    """Where the outcomes of exactly this measurement are kept: another reader, library or file has another name."""
    if choice.kept is None:
        return None
    choice.kept.mkdir(parents=True, exist_ok=True)
    facts: list[Any] = [mode, digest(path), choice.embedder, choice.reader, choice.passages, asdict(choice.size)]
    facts += [digest(each) for each in choice.among]
    folder = reader_path() if choice.reader == DEFAULT_READER else Path(choice.reader)
    facts += [digest(each) for each in sorted(folder.glob("*.json"))]
    key = hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:8]
    return choice.kept / f"{mode}-{path.name.split('.')[0]}-{key}{suffix}"
