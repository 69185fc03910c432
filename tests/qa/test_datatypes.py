import inspect
import json
from dataclasses import FrozenInstanceError, fields, is_dataclass

import pytest

from qa import datatypes
from qa.datatypes import Answer, Citation, Finding, Lead

CITATION = Citation(
    *("d", "Title", "/a.txt", "00", None, 512, 543, "It was less than a 20% chance.", 519, 541),
    headings=("Odds", "In 2024"),
    context=(Lead(490, 497, "In 2024"),),
)


def test_the_json_is_the_one_that_is_documented() -> None:
    finding = Finding("less than a 20% chance", 0.91, (CITATION,), evidence=("gives a percentage",))
    answer = Answer(
        "What?", "What chance?", (finding,), confidence=0.91, timings={"retrieve": 3.14, "read": 88.0, "total": 93.4}
    )
    assert json.loads(json.dumps(answer.to_json())) == {
        "question": "What?",
        "standalone_question": "What chance?",
        "verdict": "answer",
        "answered": True,
        "text": "less than a 20% chance",
        "confidence": 0.91,
        "findings": [
            {
                "text": "less than a 20% chance",
                "confidence": 0.91,
                "evidence": ["gives a percentage"],
                "citations": [
                    {
                        "document_id": "d",
                        "title": "Title",
                        "path": "/a.txt",
                        "sha256": "00",
                        "page": None,
                        "headings": ["Odds", "In 2024"],
                        "start": 512,
                        "end": 543,
                        "quote": "It was less than a 20% chance.",
                        "answer_start": 519,
                        "answer_end": 541,
                        "context": [{"start": 490, "end": 497, "quote": "In 2024"}],
                    }
                ],
            }
        ],
        "differences": [],
        "closest": [],
        "note": None,
        "timings_ms": {"retrieve": 3.1, "read": 88.0, "total": 93.4},
    }


def test_a_refusal_has_no_text_and_offers_what_is_closest() -> None:
    refusal = Answer("What?", "What?", closest=(CITATION,), unknown_words=("zebra",))
    assert (refusal.answered, refusal.text, refusal.to_json()["closest"][0]["start"]) == (False, "", 512)


@pytest.mark.parametrize("carried", [each for _, each in inspect.getmembers(datatypes, is_dataclass)])
def test_what_is_carried_cannot_be_changed_and_takes_no_more(carried: type) -> None:
    blank: object = object.__new__(carried)
    for name in (fields(carried)[0].name, "another"):
        with pytest.raises((FrozenInstanceError, TypeError)):
            setattr(blank, name, 1)
    assert not hasattr(blank, "__dict__")
