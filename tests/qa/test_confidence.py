import pytest

from qa.confidence import confidence_words


@pytest.mark.parametrize(
    ("confidence", "words"),
    [(1, "very likely"), (0.85, "very likely"), (0.84, "likely"), (0.6, "likely"), (0.59, "possibly"), (0, "possibly")],
)
def test_confidence_in_words(confidence: float, words: str) -> None:
    assert confidence_words(confidence) == words
