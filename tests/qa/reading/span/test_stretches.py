from dataclasses import replace

from index.documents.datatypes import Hit, Passage
from qa.reading.span.finder import Reading, ReadSentence
from qa.reading.span.spans import ScoredSpan
from qa.reading.span.stretches import Stretch, stretches

TEXT = "It is free. It costs 30 euros a month. Pay at the desk. Dogs may not enter."
SENTENCES = [(0, 11), (12, 38), (39, 55), (56, 75)]


def hit(start: int = 0, number: int = 1, text: str = TEXT) -> Hit:
    return Hit(Passage(number, "d", start, start + len(text)), text, "", (), 1.0, number)


def reading(helps: list[float], spans: list[tuple[int, int, float]] | None = None, relevance: float = 1.0) -> Reading:
    sentences = [ReadSentence(*place, value) for place, value in zip(SENTENCES, helps, strict=True)]
    return Reading(tuple(ScoredSpan(*span) for span in spans or []), tuple(sentences), relevance)


def texts(found: list[Stretch]) -> list[str]:
    return [stretch.text for stretch in found]


def test_a_span_is_as_the_network_has_it_and_knows_its_sentence() -> None:
    [found] = stretches([hit()], [reading([-3, 2, -1, -3], [(21, 23, 8.0)])], whole_sentences=False)
    assert (found.text, found.margin, found.helps, found.relevance, found.whole) == ("30", 8.0, 2.0, 1.0, False)


def test_neighbours_that_help_are_one_run() -> None:
    found = stretches([hit()], [reading([-3, 2, 1, -3], [(21, 23, 8.0)])], whole_sentences=True)
    assert texts(found) == [TEXT[12:55]] and (found[0].margin, found[0].helps, found[0].whole) == (8.0, 2.0, True)


def test_the_most_helpful_sentence_is_there_even_if_it_hardly_helps() -> None:
    assert texts(stretches([hit()], [reading([-3, -2, -1, -4])], whole_sentences=True)) == [TEXT[39:55]]


def test_runs_apart_are_apart() -> None:
    assert texts(stretches([hit()], [reading([2, -2, -1, 3])], whole_sentences=True)) == [TEXT[:11], TEXT[56:]]


def test_what_two_passages_hold_is_there_once_as_the_better_one_read_it() -> None:
    overlapping = hit(12, 2, TEXT[12:])
    spans = [(21 - 12, 23 - 12, 3.0)]
    other = Reading(tuple(ScoredSpan(*span) for span in spans), (ReadSentence(0, 26, 1.0),), 0.0)
    found = stretches([hit(), overlapping], [reading([0, 2, 0, 0], [(21, 23, 8.0)]), other], whole_sentences=False)
    assert [(each.hit.passage.id, each.margin) for each in found] == [(1, 8.0)]


def test_a_heading_is_no_part_of_a_run() -> None:
    text = "# Dogs may swim\n\nDogs may swim in May. Cats may not."
    sentences = (ReadSentence(0, 15, 4.0), ReadSentence(17, 38, 2.0), ReadSentence(39, 52, 1.0))
    found = stretches([hit(text=text)], [Reading((), sentences, 1.0)], whole_sentences=True)
    assert texts(found) == [text[17:]]
    under = replace(hit(text=text[2:]), headings=("Dogs may swim",))
    moved = tuple(replace(each, start=max(0, each.start - 2), end=each.end - 2) for each in sentences)
    assert texts(stretches([under], [Reading((), moved, 1.0)], whole_sentences=True)) == [text[17:]]
