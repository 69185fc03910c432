import pytest

from qa.reading.boundaries import is_question, repeats_question, stands_in_heading

FAQ = "## Can I bring a dog?\n\nDogs are let in. Who pays? You do.\n\n| Post | Fee |\n|---|---|\n| nurse | £5 |"


@pytest.mark.parametrize(
    ("question", "text", "repeats"),
    [
        ("What is a public suffix?", "a public suffix", True),
        ("Who makes Huawei's chips?", "chips", True),
        ("Who makes Huawei's chips?", "SMIC", False),
        ("Is the fee refunded?", "the fee is refunded", False),
        ("Does one pay in cash or by card?", "card", False),
        ("Which is dearer, cash or card?", "card", False),
        ("What is the code of the hall?", "no code", False),
        ("Where are the ollama models?", "~/.ollama/models", False),
        ("Who is it?", "it", False),
    ],
)
def test_what_only_repeats_the_question_is_known(question: str, text: str, repeats: bool) -> None:
    assert repeats_question(question, text) is repeats


@pytest.mark.parametrize(
    ("span", "asks"), [("bring a dog", True), ("Dogs", False), ("Who pays", True), ("pays? You do", False)]
)
def test_a_span_within_a_question_is_known(span: str, asks: bool) -> None:
    start = FAQ.index(span)
    assert is_question(FAQ, start, start + len(span)) is asks


def test_headings_are_known() -> None:
    def at(words: str) -> tuple[str, int, int]:
        return FAQ, FAQ.index(words), FAQ.index(words) + len(words)

    assert stands_in_heading(*at("a dog")) and not stands_in_heading(*at("Dogs"))
    assert stands_in_heading(*at("Dogs are"), headings={"Dogs are let in. Who pays? You do."})
    assert stands_in_heading("Late fees\n=========\nNone.", 0, 4)
