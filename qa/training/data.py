"""Training questions, read from .jsonl.gz files and gathered by source."""

import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from qa.evaluation.questions import Example, example_from, passage_key, read_examples, read_lines

UNANSWERABLE_TAIL = 5
"""SQuAD 2.0 lists a paragraph's unanswerable questions last, five at most."""


Unit = tuple[Example, ...]
"""Examples of one question that are trained in the same batch, so that their relevance can be compared."""


def cap_per_context(examples: list[Example], limit: int, seed: int) -> list[Example]:
    """At most `limit` examples per passage, chosen with `seed`; the order is shuffled."""
    shuffled = list(examples)
    random.Random(seed).shuffle(shuffled)
    seen: Counter[str] = Counter()
    kept = []
    for example in shuffled:
        seen[example.context] += 1
        if seen[example.context] <= limit:
            kept.append(example)
    return kept


def read_backtranslated(path: Path, confidence: float) -> list[Example]:
    """Back-translated questions whose answer is known with at least `confidence` (a probability)."""
    return [
        example_from(record, "backtranslated" if record["answers"] else "known_unanswerable")
        for record in read_lines(path)
        if record["conf"] >= confidence
    ]


def read_native_unanswerable(highlights: Path, answered: set[tuple[str, str]]) -> list[Example]:
    """Questions that people wrote to look answerable and are not: the last five of a long paragraph.

    `answered` holds (context, question) pairs with a known answer, which are left out. `native_strict`: no more
    highlighted answers than the other questions need (about 85 % unanswerable); `native_wide`: up to two more.
    """
    examples = []
    for record in read_lines(highlights):
        questions = record["questions"]
        answerable = len(questions) - UNANSWERABLE_TAIL
        surplus = len({mark["colour"] for mark in record["highlights"]}) - answerable
        if answerable < 2 or surplus > 2 or (surplus > 0 and len(questions) not in (8, 9, 10)):
            continue
        source = "native_strict" if surplus <= 0 else "native_wide"
        for position, question in enumerate(questions[-UNANSWERABLE_TAIL:]):
            if (record["context"], question) not in answered:
                name = f"hl{record['article']}_{record['para']}_{position}"
                examples.append(Example(source, name, question.strip(), record["context"], ()))
    return examples


def pair_with_negatives(positives: list[Example], negatives: list[Example]) -> list[Unit]:
    """Units of an answered example and every unanswered passage for its question (`id` + "_neg…")."""
    by_id = {example.id: example for example in positives}
    groups: dict[str, list[Example]] = defaultdict(list)
    for negative in negatives:
        groups[negative.id.rsplit("_neg", 1)[0]].append(negative)
    return [(by_id[name], *unanswered) for name, unanswered in groups.items() if name in by_id]


@dataclass(frozen=True, slots=True)
class TrainingData:
    """What to train on: files, and the limits that keep out bad or too similar questions."""

    folder: Path
    mined: Path | None
    """Retrieved negatives; see negatives.py."""
    dropped: Path | None
    """Keys of passages to leave out; see overlap.py."""
    confidence: float
    """The least probability of a back-translated label."""
    qamr_cap: int
    """The most QAMR questions about one sentence."""
    seed: int


def dropping(dropped: Path | None) -> Callable[[list[Example]], list[Example]]:
    """A filter that leaves out examples whose passage is listed in `dropped`."""
    keys = set(json.loads(dropped.read_text())) if dropped else set()
    return lambda examples: [e for e in examples if not keys or passage_key(e.context) not in keys]


def load_units(data: TrainingData) -> dict[str, list[Unit]]:
    """Every training unit that `data` allows, by source."""
    clean = dropping(data.dropped)
    spans = clean(read_examples(data.folder / "spans.jsonl.gz"))
    everything = clean(read_backtranslated(data.folder / "squad2_backtranslated.jsonl.gz", 0.0))
    back = clean(read_backtranslated(data.folder / "squad2_backtranslated.jsonl.gz", data.confidence))
    answered = {(e.context, e.question) for e in everything if e.spans}
    native = clean(read_native_unanswerable(data.folder / "squad2_highlights.jsonl.gz", answered))
    synthetic = clean(read_examples(data.folder / "synthetic_unanswerable.jsonl.gz"))
    qamr = cap_per_context([e for e in spans if e.source == "qamr"], data.qamr_cap, data.seed)
    units: dict[str, list[Unit]] = defaultdict(list)
    for example in [*(e for e in spans if e.source != "qamr"), *qamr, *back, *native]:
        units[example.source].append((example,))
    units["paired"] = pair_with_negatives(spans, synthetic)
    if data.mined is not None:
        units["mined"] = pair_with_negatives([*spans, *back], clean(read_examples(data.mined)))
    return dict(units)
