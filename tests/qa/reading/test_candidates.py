from index.documents.datatypes import Hit, Passage
from index.search import lexical
from qa.reading.candidates import sentences_of

TEXT = "The Great Mill\nThe mill burned down. Who saw it? Nobody there did. “Was it dark?” It was. Then rain fell."


def hit(passage: Passage) -> Hit:
    text = TEXT[passage.start : passage.end]
    return Hit(passage, text, "Title", tuple(filter(None, [passage.heading])), 1.0, 1)


WHOLE = Passage(1, "d", 0, len(TEXT), "The Great Mill")


def test_each_sentence_has_its_span_and_what_leads_up_to_it() -> None:
    found = list(sentences_of(hit(WHOLE)))
    assert all(TEXT[candidate.start : candidate.end] == candidate.text for candidate in found)
    texts = [candidate.text for candidate in found]
    assert texts[:3] == ["The Great Mill", "The mill burned down.", "Who saw it?"] and len(texts) == 7
    assert [candidate.lead for candidate in found] == ["The Great Mill", *texts[:-1]]
    behind = next(sentences_of(hit(Passage(1, "d", TEXT.index("Nobody"), TEXT.index(" “Was"), "The Great Mill"))))
    assert (behind.start, behind.lead) == (0, "The Great Mill")


def test_around_are_the_stems_of_the_whole_passage() -> None:
    assert {candidate.around for candidate in sentences_of(hit(WHOLE))} == {frozenset(lexical.terms(TEXT))}
    assert "burn" in lexical.terms(TEXT)
