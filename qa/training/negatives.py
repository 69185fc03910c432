"""Retrieved negatives: for a training question, the most similar other passages without its answer.

python -m qa.training.negatives --data FOLDER --out mined.jsonl.gz --questions 12000
"""

import argparse
import gzip
import json
import random
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from qa.evaluation.metrics import normalise_answer
from qa.evaluation.questions import Example, read_examples
from qa.training.data import read_backtranslated
from qa.training.overlap import shingles

SOURCES = ("squad1", "nq", "hotpot", "quoref")
"""Sources of `spans` whose questions stand alone, so that a passage of another page can be wrong for them."""

BLOCK = 500
"""Questions scored at once; bounds memory."""


def select_questions(data: Path, count: int, seed: int) -> list[Example]:
    """`count` answered questions with an answer of at least four letters once normalised."""
    examples = [e for e in read_examples(data / "spans.jsonl.gz") if e.source in SOURCES and e.spans]
    examples += read_backtranslated(data / "squad2_backtranslated.jsonl.gz", 0.95)
    wanted = [e for e in examples if any(len(normalise_answer(e.context[a:b])) >= 4 for a, b in e.spans)]
    random.Random(seed).shuffle(wanted)
    return wanted[:count]


def is_negative(example: Example, passage: str, own: set[int]) -> bool:
    """Whether `passage` holds none of the answers and shares no eight words with the question's own passage."""
    flat = f" {normalise_answer(passage)} "
    if any(f" {normalise_answer(example.context[a:b])} " in flat for a, b in example.spans):
        return False
    return own.isdisjoint(shingles(passage))


def mine(examples: list[Example], per_question: int, depth: int, seed: int) -> list[dict[str, Any]]:
    """Negatives in the data format, ids ending in "_neg0", …: drawn from the valid ones of the first `depth`."""
    passages = sorted({e.context for e in examples})
    vectorizer = TfidfVectorizer(sublinear_tf=True, stop_words="english", dtype=np.float32)
    index = vectorizer.fit_transform(passages).T.tocsc()
    rng = random.Random(seed)
    negatives: list[dict[str, Any]] = []
    for first in range(0, len(examples), BLOCK):
        block = examples[first : first + BLOCK]
        scores = np.asarray((vectorizer.transform([e.question for e in block]) @ index).todense())
        nearest = np.argpartition(-scores, depth, axis=1)[:, :depth]
        for example, row, candidates in zip(block, scores, nearest, strict=True):
            own = shingles(example.context)
            order = sorted(candidates.tolist(), key=lambda i: -row[i])
            valid = [passages[i] for i in order if row[i] > 0.15 and is_negative(example, passages[i], own)]
            for n, passage in enumerate(rng.sample(valid[:5], min(per_question, len(valid[:5])))):
                negatives.append(
                    {
                        "dataset": "mined",
                        "id": f"{example.id}_neg{n}",
                        "question": example.question,
                        "context": passage,
                        "answers": [],
                    }
                )
    return negatives


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--questions", type=int, default=12000)
    parser.add_argument("--per-question", type=int, default=2)
    parser.add_argument("--depth", type=int, default=20)
    parser.add_argument("--seed", type=int, default=13)
    args = parser.parse_args()
    negatives = mine(select_questions(args.data, args.questions, args.seed), args.per_question, args.depth, args.seed)
    with gzip.open(args.out, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in negatives)


if __name__ == "__main__":
    main()
