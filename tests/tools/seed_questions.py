"""The questions over seeds/ and what counts as a right answer: python tests/tools/seed_questions.py [FILE.jsonl …].

`--keep`, without files, keeps the figures of the default reader, which README shows and the tests expect.
"""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from measured import keep

from qa import Answer, Answerer

DATA = Path(__file__).parents[1] / "data"
FILES = (DATA / "seed_questions.jsonl", DATA / "seed_questions_held_out.jsonl")
KINDS = ("fact", "why", "several", "followup", "unanswerable")


def questions(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def is_right(question: dict[str, Any], answer: Answer, findings: int = 1) -> bool:
    """Refused where nothing answers; else one of the first findings quotes a sentence that answers."""
    if question["kind"] == "unanswerable":
        return not answer.answered
    quotes = [citation.quote for finding in answer.findings[:findings] for citation in finding.citations]
    wanted = [*question["answers"], *question["sentences"]]
    return any(stretch in quote or quote in stretch for quote in quotes for stretch in wanted)


def score(answerer: Answerer, path: Path, show: bool = False) -> dict[str, tuple[int, int, int]]:
    """By kind: how many are right at the first finding, among all findings, and how many there are."""
    first: Counter[str] = Counter()
    among: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for question in questions(path):
        answer = answerer.ask(question["question"], question["history"])
        kind, right = question["kind"], is_right(question, answer)
        total[kind] += 1
        first[kind] += right
        among[kind] += is_right(question, answer, findings=9)
        if show and not right:
            said = f"{answer.confidence:.2f} {answer.text[:90]!r}" if answer.answered else "refused"
            print(f"  wrong {question['id']}: {answer.standalone_question} → {said}")
    return {kind: (first[kind], among[kind], total[kind]) for kind in KINDS}


def main(paths: list[Path]) -> None:
    from index import PassageIndex

    answerer = Answerer(PassageIndex.from_folder(Path(__file__).parents[2] / "seeds"))
    for path in paths:
        print(path.name)
        scores = score(answerer, path, show=True)
        for kind, (first, among, total) in scores.items():
            print(f"  {kind:13} {first:2} of {total} right at the first finding, {among} among all findings")
        print(f"  {'all':13} {sum(each[0] for each in scores.values())} of {sum(each[2] for each in scores.values())}")


def keep_figures() -> None:
    """Asks all questions, and keeps how many are right at the first finding."""
    from index import PassageIndex

    answerer = Answerer(PassageIndex.from_folder(Path(__file__).parents[2] / "seeds"))
    rows = []
    for path in FILES:
        scores = score(answerer, path)
        rows.append({"file": path.name, **{kind: first for kind, (first, _, _) in scores.items()}})
        print(rows[-1])
    keep("seed_questions", {"rows": rows, "questions": {kind: total for kind, (_, _, total) in scores.items()}})


if __name__ == "__main__" and sys.argv[1:] == ["--keep"]:
    keep_figures()
elif __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or list(FILES))
