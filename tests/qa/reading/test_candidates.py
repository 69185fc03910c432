from index.documents.datatypes import Hit, Passage
from index.search import lexical
from qa.reading.candidates import Candidate, candidates

TEXT = "The Great Mill\nThe mill burned down. Who saw it? Nobody there did. “Was it dark?” It was. Then rain fell."


def drawn(*passages: Passage) -> list[Candidate]:
    """The candidates of hits with these passages, the first of rank 1."""
    return candidates(
        [
            Hit(passage, TEXT[passage.start : passage.end], "Title", tuple(filter(None, [passage.heading])), 1.0, rank)
            for rank, passage in enumerate(passages, start=1)
        ]
    )


WHOLE = Passage(1, "d", 0, len(TEXT), "The Great Mill")


def test_sentences_are_drawn_but_no_question_no_heading_and_nothing_of_two_words() -> None:
    assert [candidate.text for candidate in drawn(WHOLE)] == [
        "The mill burned down.",
        "Nobody there did.",
        "Then rain fell.",
    ]


def test_each_has_its_span_and_what_leads_up_to_it() -> None:
    found = drawn(WHOLE)
    assert all(TEXT[candidate.start : candidate.end] == candidate.text for candidate in found)
    assert [candidate.lead for candidate in found] == ["The Great Mill", "Who saw it?", "It was."]
    (behind,) = drawn(Passage(1, "d", TEXT.index("Nobody"), TEXT.index(" “Was"), "The Great Mill"))
    assert (behind.start, behind.lead) == (0, "The Great Mill")


def test_what_two_passages_share_is_drawn_once_where_it_was_read_first() -> None:
    first = Passage(1, "d", TEXT.index("Nobody"), len(TEXT))
    found = drawn(first, WHOLE, Passage(2, "other", first.start, first.end))
    assert [(candidate.text, candidate.hit.passage.id, candidate.hit.rank) for candidate in found] == [
        ("Nobody there did.", 1, 1),
        ("Then rain fell.", 1, 1),
        ("The mill burned down.", 1, 2),
        ("Nobody there did.", 2, 3),
        ("Then rain fell.", 2, 3),
    ]


def test_around_are_the_stems_of_the_whole_passage() -> None:
    assert {candidate.around for candidate in drawn(WHOLE)} == {frozenset(lexical.terms(TEXT))}
    assert "burn" in drawn(WHOLE)[2].around
