"""The measurements behind `quoth eval`: a file in, a dictionary of figures out."""

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from index.embedding.embedder import token_limit
from index.errors import QuothError
from index.passage_index import PassageIndex
from qa.answering import Answerer
from qa.evaluation import beir
from qa.evaluation.agreement import agreement_summary, decided, read_pairs
from qa.evaluation.answering import answer_questions
from qa.evaluation.followups import WAYS, followups_of, written_rewrites
from qa.evaluation.libraries import library_of, library_of_folder
from qa.evaluation.outcomes import Outcome, summary
from qa.evaluation.plots import draw, draw_reliability
from qa.evaluation.questions import Example, read_examples, read_lines
from qa.evaluation.quoting import QuotingOutcome, quote_questions, quoting_summary, read_marked
from qa.evaluation.ranking import figures, means
from qa.evaluation.reading import GivenTexts, read_questions
from qa.evaluation.resuming import Row, resumed
from qa.evaluation.retrieval import STAGES, Query, ranked, relevant_counts, retriever_of, task_of
from qa.evaluation.settings import EvaluationSettings, Item, Monitor, documents_of, drawn, kept_file
from qa.evaluation.written import RecordingReader, WrittenTest, read_written
from qa.evaluation.written_outcomes import WrittenOutcome, sureness, written_summary
from qa.reading.reader import Reader
from qa.reading.registry import load_reader
from qa.retrieval import FusedRetriever, Retriever


def evaluate(mode: str, path: Path, settings: EvaluationSettings, monitor: Monitor) -> dict[str, Any]:
    """The figures of one file, in a mode of MODES. Raises QuothError if it is not a file for that mode."""
    option = "--plot" if settings.plot else "--keep"
    if (settings.kept or settings.plot) and find_spec("matplotlib") is None:
        raise QuothError(f"{option} draws with matplotlib; run pip install 'quoth[eval]', or leave out {option}.")
    try:
        return MODES[mode](path, settings, monitor)
    except (OSError, EOFError, ValueError, KeyError, TypeError, zlib.error, RecursionError) as error:
        reason = str(error) if isinstance(error, OSError) else repr(error)  # only the first names the file
        raise QuothError(f"{path} could not be measured as a file for `quoth eval {mode}`: {reason}") from error


def _reading(path: Path, settings: EvaluationSettings, monitor: Monitor) -> dict[str, Any]:
    everything = read_examples(path)
    examples = drawn(everything, settings)
    texts = GivenTexts([example.context for example in everything])
    reader = load_reader(texts, settings.reader)

    def run(todo: Sequence[Example]) -> Iterable[Outcome]:
        return read_questions(todo, texts, reader)

    return _summarised("reading", path, settings, reader, _rows("reading", path, examples, run, settings, monitor))


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

        rows = _rows("answering", path, drawn(everything, settings), run, settings, monitor)
        return _summarised("answering", path, settings, reader, rows) | _size_of(library.index, settings)


def _written(path: Path, settings: EvaluationSettings, monitor: Monitor) -> dict[str, Any]:
    """Questions over the files of a folder: `documents`, else the folder docs beside the file."""
    questions = [one for one in read_written(path) if not settings.only or one.document in settings.only]
    asked = drawn(questions, settings)
    folder = documents_of(path, settings)
    with library_of_folder(folder, settings.embedder, settings.size, monitor.adding) as index:
        reader = RecordingReader(load_reader(index, settings.reader))
        answerer = Answerer(index, None, reader, settings.passages, settings.refuse_below)
        test = WrittenTest(index, answerer, reader)
        outcomes = [WrittenOutcome(**row) for row in _rows("written", path, asked, test.ask, settings, monitor)]
        for plot in filter(None, (settings.plot, kept_file("written", path, settings, ".svg"))):
            draw_reliability(*sureness(outcomes), path.name, plot)
        if settings.outcomes:
            lines = (json.dumps(asdict(outcome), ensure_ascii=False) for outcome in outcomes)
            settings.outcomes.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        only = {"only": sorted(settings.only)} if settings.only else {}
        return written_summary(outcomes) | _size_of(index, settings) | only


def _quoting(path: Path, settings: EvaluationSettings, monitor: Monitor) -> dict[str, Any]:
    everything = read_marked(path)
    asked = drawn(everything, settings)
    texts = GivenTexts([row.context for row in everything])
    reader = load_reader(texts, settings.reader)
    line = reader.refuse_below if settings.refuse_below is None else settings.refuse_below

    def run(todo: Sequence[Example]) -> Iterable[QuotingOutcome]:
        return quote_questions(todo, texts, reader, line)

    rows = _rows("quoting", path, asked, run, settings, monitor)
    return quoting_summary([QuotingOutcome(**row) for row in rows], line)


def _rows(
    mode: str,
    path: Path,
    items: Sequence[Item],
    run: Callable[[Sequence[Item]], Iterable[Any]],
    settings: EvaluationSettings,
    monitor: Monitor,
) -> list[Row]:
    """What becomes of each item, the fields of the dataclass that `run` yields for it."""

    def rows(numbers: Sequence[int]) -> Iterator[Row]:
        return (asdict(outcome) for outcome in run([items[number] for number in numbers]))

    results = resumed(len(items), rows, kept_file(mode, path, settings, ".jsonl"))
    return list(monitor.over(results, len(items), path.name))


def _summarised(
    mode: str, path: Path, settings: EvaluationSettings, reader: Reader, rows: Sequence[Row]
) -> dict[str, Any]:
    outcomes = [Outcome(**row) for row in rows]
    line = reader.refuse_below if settings.refuse_below is None else settings.refuse_below
    plot = kept_file(mode, path, settings, ".svg")
    if plot:
        draw(outcomes, f"{mode}: {path.name}", plot)
    return summary(outcomes, line)


def _retrieval(path: Path, settings: EvaluationSettings, monitor: Monitor) -> dict[str, Any]:
    if path.is_dir():
        return _beir(path, settings, monitor)
    with task_of(path, settings.embedder, settings.size, monitor.adding) as task:
        queries = drawn(task.queries, settings)
        reader = load_reader(task.index, settings.reader)
        held = relevant_counts(task.index, queries)
        stages = {
            stage: _ranked(stage, path, queries, held, retriever_of(stage, task.index, reader), settings, monitor)
            for stage in STAGES
        }
        return stages[STAGES[-1]] | _size_of(task.index, settings) | {"stages": stages}


def _beir(folder: Path, settings: EvaluationSettings, monitor: Monitor) -> dict[str, Any]:
    with beir.beir_task(folder, settings.embedder, settings.size, monitor.adding) as task:
        queries = drawn(task.queries, settings)

        def of(stage: str) -> dict[str, Any]:
            retriever = retriever_of(stage, task.index)

            def rows(numbers: Sequence[int]) -> Iterator[Row]:
                for query in (queries[number] for number in numbers):
                    documents = beir.ranked_documents(retriever, query, task.ids)
                    yield beir.document_figures(documents, query.relevance)

            results = resumed(len(queries), rows, kept_file(stage, folder, settings, ".jsonl"))
            return means(list(monitor.over(results, len(queries), f"{folder.name} {stage}")))

        stages = {stage: of(stage) for stage in beir.STAGES}
        return stages[beir.STAGES[-1]] | _size_of(task.index, settings) | {"stages": stages}


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

    results = resumed(len(queries), rows, kept_file(kind, path, settings, ".jsonl"))
    return means(list(monitor.over(results, len(queries), f"{path.name} {kind}")))


def _size_of(index: PassageIndex, settings: EvaluationSettings) -> dict[str, Any]:
    """The size of the library, and of its passages at most."""
    tokens, overlap = settings.size.within(token_limit(index.embedder))
    return asdict(index.library.count()) | {"passage_tokens": tokens, "overlap": overlap}


def _agreement(path: Path, settings: EvaluationSettings, monitor: Monitor) -> dict[str, Any]:
    pairs = drawn(read_pairs(path), settings)
    return agreement_summary(pairs, decided(pairs))


MODES: dict[str, Callable[[Path, EvaluationSettings, Monitor], dict[str, Any]]] = {
    "reading": _reading,
    "answering": _answering,
    "retrieval": _retrieval,
    "followup": _followup,
    "written": _written,
    "quoting": _quoting,
    "agreement": _agreement,
}
