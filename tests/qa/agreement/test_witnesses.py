import pytest

from qa.agreement.correcting import corrects_itself
from qa.agreement.voices import repeats, voices
from qa.agreement.witnesses import is_witness
from qa.datatypes import Citation

TEXT = """The report
The gap is narrowing, experts say. Will the gap widen? Nobody knows.
Chapter 3: The gap widens ........ 17
5 Comments
Comandante
The gap is definitely shrinking, perhaps faster than we thought.
"""


def cite(text: str, quote: str, document: str = "d", headings: tuple[str, ...] = (), sha256: str = "") -> Citation:
    start = text.index(quote)
    end = start + len(quote)
    return Citation(document, "t", "/p", sha256 or document, None, start, end, quote, start, end, headings)


@pytest.mark.parametrize(
    ("quote", "heard"),
    [
        ("The gap is narrowing, experts say.", True),
        ("Nobody knows.", True),
        ("Will the gap widen?", False),
        ("Chapter 3: The gap widens ........ 17", False),
        ("The gap is definitely shrinking, perhaps faster than we thought.", False),
    ],
)
def test_comments_questions_and_contents_are_no_witnesses(quote: str, heard: bool) -> None:
    assert is_witness(cite(TEXT, quote), TEXT) is heard


def test_a_heading_tells_too_and_an_empty_comment_form_does_not() -> None:
    text = "Leave a comment\nThe gap is narrowing."
    assert is_witness(cite(text, "The gap is narrowing."), text)
    assert not is_witness(cite(text, "The gap is narrowing.", headings=("News", "Readers' comments")), text)


RELEASE = "Ceres Robotics of Delft said on Monday that it had raised $1.2 billion in its latest round of funding."
REPEATED = (
    "Ceres Robotics of Delft said on Monday it had raised $1.2 billion in its latest round of funding, led by Arn."
)
OWN_WORDS = "Investors put 1,200 million dollars into Ceres Robotics, two people who know the terms told this paper."


def test_a_press_release_is_one_voice_however_many_repeat_it() -> None:
    assert repeats(RELEASE, REPEATED) and not repeats(RELEASE, OWN_WORDS)
    first, again, own = cite(RELEASE, RELEASE, "a"), cite(REPEATED, REPEATED, "b"), cite(OWN_WORDS, OWN_WORDS, "c")
    assert voices([first]) == 1 and voices([first, again]) == 1 and voices([first, again, own]) == 2
    assert (
        voices([first, cite(OWN_WORDS, OWN_WORDS, "a")]) == 1
        and voices([first, cite(OWN_WORDS, OWN_WORDS, "c", sha256="a")]) == 1
    )


def test_short_quotes_are_not_repeated_by_chance() -> None:
    assert not repeats("It is 212 metres tall.", "It is 212 metres tall.")


@pytest.mark.parametrize(
    ("text", "corrects"),
    [
        ("The fee is 40 euros. Correction: The fee is 45 euros.", True),
        ("The fee is 40 euros. It should read: The fee is 45 euros.", True),
        ("The fee is not 40 but more. The fee is 40 euros. The fee is 45 euros.", True),
        ("The fee is 40 euros. Later in the leaflet: The fee is 45 euros.", False),
    ],
)
def test_a_document_that_corrects_itself_does_not_contradict_itself(text: str, corrects: bool) -> None:
    one, other = cite(text, "The fee is 40 euros."), cite(text, "The fee is 45 euros.")
    assert corrects_itself(one, other, text) is corrects_itself(other, one, text) is corrects
    assert not corrects_itself(one, cite(text, "The fee is 45 euros.", "e"), text)


@pytest.mark.parametrize(
    ("quote", "answer", "heard"),
    [
        ("An earlier version of this article said that 61,000 people rode.", "61,000", False),
        ("The first edition wrongly gave the height as 300 metres.", "300 metres", False),
        ("We incorrectly reported a loss of 4 million euros.", "4 million euros", False),
        ("An earlier version said 61,000; the correct number is 51,000.", "51,000", True),
        ("The original estimate was 390 million euros.", "390 million euros", True),
        ("The first version was published in 2019.", "2019", True),
        ("By Lena Osei, 13 March 2026", "13 March 2026", False),
        ("By Lena Osei, 13 March 2026", "Lena Osei", True),
        ("By Friday, 13 March 2026, all had left.", "Friday, 13 March 2026", True),
    ],
)
def test_what_was_retracted_and_the_date_of_a_byline_are_no_witnesses(quote: str, answer: str, heard: bool) -> None:
    at = quote.index(answer)
    citation = Citation("d", "t", "/p", "d", None, 0, len(quote), quote, at, at + len(answer))
    assert is_witness(citation, quote) is heard
