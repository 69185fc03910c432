"""What the reader learns from: question sets, labelled sentences, and questions as people type them."""

import gzip
import json
import re
from collections.abc import Iterable
from pathlib import Path

from qa.evaluation.questions import Example
from qa.training.data import TrainingData, load_units
from qa.training.rows import Item

Unit = tuple[Item, ...]
"""Items of one question that are trained in the same batch, so that their relevance can be compared."""

WRITTEN = "written"
NOISY = {"native_strict": 0.9, "native_wide": 0.7}
"""Loss weight of sources whose "not here" is a guess; all others weigh 1."""

_SHORT_ANSWERS = 0.5  # weight of sentences in sets whose answers are short: others may help too, unlabelled
_ONE_SENTENCE = 0.1  # and in QAMR, whose passages are one sentence each
_LONGEST_SECTION = 900  # characters of labelled sentences joined into one passage
_TOKENISED = re.compile(r"\s+([,.;:!?%)\]])|([(\[])\s+| ('s|n't|'re|'ve|'ll)\b")

ANSWERED = {
    "squad1": 22.0, "backtranslated": 27.0, "nq": 5.0, "nq_swap": 3.0, "hotpot": 3.0, "quoref": 2.0, "covidqa": 2.0,
    "fairytaleqa": 4.0, "policyqa": 3.0, "timeqa": 2.0, "tatqa": 1.0, "friendsqa": 1.0, "qamr": 5.0, "narrativeqa": 0.3,
}  # fmt: skip
"""Draws in a hundred, more or less, of each source of answered questions."""
UNANSWERED = {"native_strict": 9.0, "native_wide": 6.0, "known_unanswerable": 0.5, "paired": 5.0, "selqa": 3.0}
LATER = {"qamr": 2.0, "native_strict": 13.0, "native_wide": 9.0, "known_unanswerable": 1.0, "paired": 7.0, "selqa": 4.0}
FIRST_WEIGHTS = ANSWERED | UNANSWERED
"""Draws in a hundred, more or less, of each source while windows are short."""
LATER_WEIGHTS = ANSWERED | LATER | {"mined": 6.0}


def units_of(data: TrainingData, rerank: Path) -> dict[str, list[Unit]]:
    """Every unit by source: those of `load_units`, and the labelled sentences of `rerank` (rerank.jsonl.gz)."""
    units: dict[str, list[Unit]] = {
        source: [tuple(map(item_of, unit)) for unit in found] for source, found in load_units(data).items()
    }
    return units | {"selqa": labelled_sentences(rerank)}


def item_of(example: Example) -> Item:
    """A short-answer example; its answer's sentence helps."""
    weight = NOISY.get(example.source, 1.0)
    sentences = _ONE_SENTENCE if example.source == "qamr" else _SHORT_ANSWERS * weight
    return Item(
        example.source, example.question, "", example.context, example.spans, weight=weight, sentence_weight=sentences
    )


def labelled_sentences(path: Path) -> list[Unit]:
    """SelQA's sections (Jurczyk et al. 2016), its sentences joined to passages: one that helps, up to two that don't.

    They teach which sentences help, and no span.
    """
    sections: dict[str, list[tuple[str, bool]]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            if record["dataset"] == "selqa":
                sections.setdefault(record["question"], []).append((_plain(record["passage"]), bool(record["label"])))
    units = []
    for question, sentences in sections.items():
        items = [_joined(_plain(question), passage) for passage in _passages(sentences)]
        helping = [item for item in items if item.helps]
        if helping and len(sentences) > 1:
            units.append((helping[0], *[item for item in items if not item.helps][:2]))
    return units


def read_written(path: Path) -> list[Unit]:
    """Units as `qa.training.written` wrote them; none where there is no file."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8") as lines:
        return [tuple(_item(record) for record in json.loads(line)) for line in lines]


def _item(record: dict[str, object]) -> Item:
    stretches = {name: tuple((a, b) for a, b in record.pop(name)) for name in ("spans", "helps")}  # type: ignore[attr-defined]
    return Item(**record, **stretches)  # type: ignore[arg-type]


def _passages(sentences: Iterable[tuple[str, bool]]) -> list[list[tuple[str, bool]]]:
    passages: list[list[tuple[str, bool]]] = [[]]
    for sentence in sentences:
        if passages[-1] and sum(len(text) + 1 for text, _ in passages[-1]) + len(sentence[0]) > _LONGEST_SECTION:
            passages.append([])
        passages[-1].append(sentence)
    return passages


def _joined(question: str, sentences: list[tuple[str, bool]]) -> Item:
    text, helps = "", []
    for sentence, label in sentences:
        text += " " if text else ""
        if label:
            helps.append((len(text), len(text) + len(sentence)))
        text += sentence
    return Item("selqa", question, "", text, tuple(helps), tuple(helps), span_weight=0.0)


def _plain(tokenised: str) -> str:
    """A sentence whose marks stand apart, as people write it."""
    joined = _TOKENISED.sub(lambda match: match[1] or match[2] or match[3], tokenised)
    return joined.replace(" - ", "-").replace("`` ", '"').replace(" ''", '"')
