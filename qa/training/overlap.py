"""Evaluation passages kept out of training: shared 8-word shingles, counted, and the passages that share them dropped.

    python -m qa.training.overlap --train FILE... --eval FOLDER --out dropped.json

Writes the sha256 of every training passage that holds more than --share of an evaluation passage's shingles; give the
file to qa.training.train as --drop. The last line printed is a JSON object with the overlap before and after. The exit
status is 1 if, after dropping, an evaluation passage is still in training word for word.
"""

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from qa.evaluation.questions import passage_key, read_lines

WORDS = 8
PASSAGE_FIELDS = ("context", "passage", "premise")
_WORD = re.compile(r"\w+")


def shingles(text: str) -> set[int]:
    """Hashes (64 bit, of this process only) of every run of eight lower-cased words; of all words when fewer."""
    words = _WORD.findall(text.lower())
    if not words:
        return set()
    return {hash(tuple(words[i : i + WORDS])) for i in range(max(1, len(words) - WORDS + 1))}


def passages(paths: Iterable[Path]) -> set[str]:
    """The distinct passages of data files, whichever field holds them; those under eight words are left out."""
    texts = {
        record[field] for path in paths for record in read_lines(path) for field in PASSAGE_FIELDS if field in record
    }
    return {passage for passage in texts if len(_WORD.findall(passage)) >= WORDS}


def holders(train: set[str]) -> dict[int, list[str]]:
    """The training passages that hold each shingle."""
    held: dict[int, list[str]] = defaultdict(list)
    for passage in train:
        for shingle in shingles(passage):
            held[shingle].append(passage)
    return held


def overlapping(held: Mapping[int, list[str]], evaluation: set[str], share: float) -> set[str]:
    """Training passages that hold more than `share` (0 to 1) of some evaluation passage's shingles."""
    dropped = set()
    for passage in evaluation:
        own = shingles(passage)
        counts = Counter(holder for shingle in own for holder in held.get(shingle, ()))
        dropped |= {holder for holder, count in counts.items() if count > share * len(own)}
    return dropped


def report(train: set[str], held: Mapping[int, list[str]], evaluation: set[str], gone: set[str]) -> dict[str, Any]:
    """How much of the evaluation passages is in the training passages not `gone`: counts, and the largest share."""
    shares = []
    for passage in evaluation:
        own = shingles(passage)
        shares.append(sum(any(h not in gone for h in held.get(s, ())) for s in own) / len(own))
    return {
        "passages": len(evaluation),
        "exact": len(evaluation & (train - gone)),
        "any_shingle": sum(share > 0 for share in shares),
        "over_10_percent": sum(share > 0.1 for share in shares),
        "largest_share": round(max(shares, default=0.0), 4),
    }


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", type=Path, nargs="+", required=True)
    parser.add_argument("--eval", type=Path, required=True, help="folder of evaluation files")
    parser.add_argument("--share", type=float, default=0.05, help="largest share of an evaluation passage's shingles")
    parser.add_argument("--out", type=Path, help="write the keys of the dropped passages here")
    args = parser.parse_args()
    train = passages(args.train)
    held = holders(train)
    files = {path.name: passages([path]) for path in sorted(args.eval.glob("*.jsonl*"))}
    gone = overlapping(held, set().union(*files.values()), args.share)
    if args.out:
        args.out.write_text(json.dumps(sorted(passage_key(passage) for passage in gone), indent=0) + "\n")
    before = {name: report(train, held, evaluated, set()) for name, evaluated in files.items()}
    after = {name: report(train, held, evaluated, gone) for name, evaluated in files.items()}
    print(json.dumps({"train_passages": len(train), "dropped": len(gone), "before": before, "after": after}))
    sys.exit(int(any(figures["exact"] for figures in after.values())))


if __name__ == "__main__":
    main()
