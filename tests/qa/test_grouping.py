from collections.abc import Sequence
from dataclasses import replace

from qa.datatypes import Citation, Difference
from qa.grouping import Cited, Grouped, Source, group

QUESTION = "What is the chance of a lead?"


def cited(quote: str, answer: str, score: float, document: str = "d", start: int = 0) -> Cited:
    at = start + quote.index(answer)
    citation = Citation(document, "t", "/p", document, None, start, start + len(quote), quote, at, at + len(answer))
    return Cited(citation, score, answer)


def grouped(found: Sequence[Cited], most: int = 4, question: str = QUESTION, **dates: str) -> Grouped:
    """The findings, where each document is its quotes in their places."""
    texts: dict[str, str] = {}
    for each in found:
        place = each.citation
        text = texts.get(place.document_id, "").ljust(place.end)
        texts[place.document_id] = text[: place.start] + place.quote + text[place.end :]
    return group(question, found, {name: Source(text, dates.get(name)) for name, text in texts.items()}, most)


def documents(found: Grouped) -> list[list[str]]:
    return [[citation.document_id for citation in finding.citations] for finding in found.findings]


ONE = cited("Lin gave less than a 20% chance of a lead.", "less than a 20% chance", 0.9, "a")
SAME = cited("Lin says the chance of a lead is below 20%.", "below 20%", 0.7, "b")
OTHER = cited("Zhu likes profit most.", "profit", 0.6, "b", 100)
DIFFERS = cited("Lin puts the chance of a lead at 30% now.", "30%", 0.5, "c")


def test_the_same_figure_is_one_finding_with_two_voices() -> None:
    found = grouped([ONE, OTHER, SAME])
    assert documents(found) == [["a", "b"], ["b"]] and found.differences == ()
    assert [(finding.text, finding.confidence, finding.voices) for finding in found.findings] == [
        ("less than a 20% chance", 0.9, 2),
        ("profit", 0.6, 1),
    ]


def test_figures_that_cannot_both_hold_are_told_as_a_difference_with_their_dates() -> None:
    found = grouped([ONE, SAME, DIFFERS], a="2026-01-10", c="2024-05-02")
    assert documents(found) == [["a", "b"], ["c"]]
    assert found.differences == (Difference(0, 1, "2026-01-10", "2024-05-02"),)
    assert found.differences[0].older == 1 and Difference(0, 1, "2026-01-10", "2026-01-12").older is None
    assert Difference(0, 1, None, "2026-01-12").older is None


def test_what_differs_is_shown_below_the_line_for_further_findings_if_it_is_of_another_document() -> None:
    elsewhere = replace(DIFFERS, sure=False)
    assert grouped([ONE, elsewhere]).differences == (Difference(0, 1),)
    assert grouped([ONE, replace(elsewhere, likely=False)]).differences == ()
    here = cited("Lin puts the chance of a lead at 30% now.", "30%", 0.5, "a", 400)
    assert grouped([ONE, here]).differences and not grouped([ONE, replace(here, sure=False)]).differences


def test_what_differs_is_shown_before_what_is_merely_another_thing() -> None:
    more = [cited(f"Zhu likes {word} most.", word, 0.8, word) for word in ("profit", "growth", "speed", "peace")]
    assert documents(grouped([ONE, *more, DIFFERS], most=2)) == [["a"], ["c"]]


def test_a_document_that_corrects_itself_does_not_differ() -> None:
    corrected = cited("Correction: Lin puts the chance of a lead at 30% now.", "30%", 0.8, "a", 60)
    assert len(grouped([ONE, corrected]).findings) == 2 and grouped([ONE, corrected]).differences == ()


def test_a_readers_comment_neither_agrees_nor_differs_nor_answers() -> None:
    text = "Lin gave less than a 20% chance of a lead.\n5 Comments\nI say the chance of a lead is below 20%.\n"
    said = "I say the chance of a lead is below 20%."
    comment = cited(said, "below 20%", 0.8, "b", text.index(said))
    sources = {"a": Source(ONE.citation.quote), "b": Source(text)}
    assert documents(group(QUESTION, [ONE, comment], sources, 4)) == [["a"]]
    assert documents(group(QUESTION, [comment, ONE], sources, 4)) == [["a"]]
    assert documents(group(QUESTION, [comment], sources, 4)) == [["b"]]


def test_a_press_release_that_two_documents_repeat_is_one_voice() -> None:
    release = "Ceres Robotics of Delft said on Monday that it had raised $1.2 billion in its latest round of funding."
    found = [cited(release, "$1.2 billion", score, document) for score, document in ((0.9, "a"), (0.8, "b"))]
    own = cited("Ceres Robotics has raised 1,200 million dollars.", "1,200 million dollars", 0.7, "c")
    (finding,) = grouped([*found, own], question="How much did Ceres Robotics raise?").findings
    assert len(finding.citations) == 3 and finding.voices == 2


def test_the_words_of_an_answer_elsewhere_are_a_mention_and_no_agreement() -> None:
    one = cited("The lab is headed by Ida Brand.", "Ida Brand", 0.9, "a")
    mention = replace(cited("Will Ida Brand stay?", "Ida Brand", 0.1, "b"), sure=False, likely=False)
    (finding,) = grouped([one, mention], question="Who heads the lab?").findings
    assert [citation.document_id for citation in finding.mentions] == ["b"]
    assert [citation.document_id for citation in finding.citations] == ["a"]


def test_digits_of_names_and_the_strength_of_a_claim() -> None:
    one = "Huawei claims its Ascend 910B chip can outperform the A100 chip in some tests."
    other = "The Ascend 910B chip has shown performance in some tests comparable to the A100."
    question = "Can Huawei's Ascend 910B outperform Nvidia's A100?"
    found = grouped([cited(one, one, 0.9, "a"), cited(other, other, 0.5, "b")], question=question)
    assert documents(found) == [["a"], ["b"]] and found.differences == (Difference(0, 1),)


def test_one_place_is_cited_once_and_the_number_of_findings_is_kept() -> None:
    again = cited("Lin gave less than a 20% chance of a lead.", "20%", 0.5, "a")
    assert documents(grouped([ONE, again])) == [["a"]]
    assert len(grouped([ONE, OTHER], 1).findings) == 1 and grouped([]).findings == ()


def test_the_same_name_is_one_finding_however_their_sentences_differ() -> None:
    one = cited("The head of the lab is the chemist Ida Brand.", "Ida Brand", 0.8, "a")
    other = cited("“We are early,” said Brand, who heads the lab.", "Brand", 0.7, "b")
    third = cited("The head of the lab is Tom Reed.", "Tom Reed", 0.6, "c")
    found = grouped([one, other, third], question="Who is the head of the lab?")
    assert documents(found) == [["a", "b"], ["c"]] and found.differences == (Difference(0, 1),)


def test_answers_that_differ_in_one_small_word_or_mark_are_not_the_same() -> None:
    for one, other in [("guilty", "not guilty"), ("before 1990", "after 1990"), ("5%", "$5"), ("400", "over 500")]:
        found = [cited(f"It was {one}, he said then.", one, 0.8, "a"), cited(f"She told us: {other}!", other, 0.7, "b")]
        assert len(grouped(found, question="What was it?").findings) == 2, (one, other)


def test_what_is_not_sure_is_cited_only_where_it_says_the_same() -> None:
    same, other = replace(SAME, sure=False), replace(OTHER, sure=False)
    assert documents(grouped([ONE, same, other])) == [["a", "b"]]
    assert documents(grouped([ONE, replace(same, likely=False)])) == [["a"]]
