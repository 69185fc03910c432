"""Questions with known answers, from .jsonl and .jsonl.gz files: an `Example` is one question about one passage."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Example:
    """A question, a passage, and the half-open character spans that answer it; no span means "not here"."""

    source: str
    id: str
    question: str
    context: str
    spans: tuple[tuple[int, int], ...]
    all_required: bool = False
    """Whether every span is part of the answer, rather than an alternative."""


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The JSON objects of a `.jsonl` or `.jsonl.gz` file, in order."""
    with (
        gzip.open(path, "rt", encoding="utf-8-sig")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8-sig") as lines
    ):
        for line in lines:
            if line.strip():
                yield json.loads(line)


def example_from(record: dict[str, Any], source: str | None = None) -> Example:
    """The Example that a `{"dataset", "id", "question", "context", "answers"}` object describes."""
    spans = tuple((a["answer_start"], a["answer_start"] + len(a["text"])) for a in record["answers"] if a["text"])
    return Example(
        source or record["dataset"],
        str(record["id"]),
        record["question"].strip(),
        record["context"],
        spans,
        bool(record.get("all_required")),
    )


def passage_key(text: str) -> str:
    """The sha256 of a passage, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def read_examples(path: Path) -> list[Example]:
    """All examples of a file."""
    return [example_from(record) for record in read_lines(path)]
