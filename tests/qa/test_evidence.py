"""What is said of a quote in place of a guess: each fact is true of it as it stands."""

import re
from pathlib import Path

import pytest
from fakes import KeywordEmbedder
from hypothesis import given
from hypothesis import strategies as st
from small_library import write

from index import PassageIndex, open_library
from qa.agreement.dates import dates
from qa.confidence import sureness_words
from qa.datatypes import Citation, Finding, Lead
from qa.evidence import names_everywhere, with_evidence

ODDS = "Justin Lin, who leads Qwen, put the odds at less than 20%."


def found(
    question: str, quote: str, title: str = "Notes", headings: tuple[str, ...] = (), lead: str = "", voices: int = 1
) -> Finding:
    context = (Lead(0, len(lead), lead),) if lead else ()
    citation = Citation(*("d", title, "/a.txt", "0", None, 0, len(quote), quote, 0, len(quote)), headings, context)
    return with_evidence(question, Finding(quote, 0.9, (citation,), voices))


@pytest.mark.parametrize(
    ("question", "quote", "facts"),
    [
        ("What chance does Justin Lin give?", ODDS, ("names Justin Lin",)),
        ("What share does Justin Lin name?", ODDS, ("names Justin Lin", "gives a percentage")),
        ("What share does Mr Justin Lin name?", "Lin put it at half.", ("names Lin", "gives a figure")),
        ("How much did Tang Jie earn?", "He was paid $3.5m.", ("doesn’t name Tang Jie", "gives a sum of money")),
        ("How much does it cost?", "It costs a lot.", ("gives no figure",)),
        ("How many people came?", "In May 2011 crowds came.", ()),
        ("How many people came?", "About two dozen came.", ("gives a figure",)),
        ("When was the bridge opened?", "It was opened on 3 May 1951.", ("gives a date",)),
        ("When was the bridge opened?", "It was opened with a feast.", ("gives no date",)),
        ("When was the bridge opened?", "It was opened after the war.", ()),
        ("What happened in the US?", "The United States joined.", ()),
        ("Is Apple near?", "An apple a day.", ()),
        ("How fast is the A100?", "The A100 is fast.", ("names A100",)),
        ("Why did it rain?", "Because of the clouds.", ()),
    ],
)
def test_facts_by_hand(question: str, quote: str, facts: tuple[str, ...]) -> None:
    assert found(question, quote).evidence == facts


def test_headings_and_titles_are_said_to_be_what_they_are() -> None:
    question = "When did Bodmin Gaol open?"
    assert (
        "stands under a heading that names Bodmin Gaol"
        in found(question, "In 1779.", headings=("Bodmin Gaol",)).evidence
    )
    assert "in a document whose title names Bodmin Gaol" in found(question, "In 1779.", title="Bodmin Gaol").evidence


def test_independent_voices_are_counted() -> None:
    assert found("Who leads?", ODDS, voices=2).evidence[-1] == "in two documents"
    assert found("Who leads?", ODDS, voices=12).evidence[-1] == "in 12 documents"


@pytest.mark.parametrize(
    ("question", "quote", "said"),
    [
        ("How many people came?", "Crowds came.", ""),
        ("How many people came?", "In May 2011 crowds came.", ""),
        ("How many people came?", "Some 300 people came.", "very likely"),
        ("How often is it cleaned?", "It is cleaned daily.", "very likely"),
        ("How much does it cost?", "It is free of charge.", "very likely"),
        ("When was it opened?", "It was opened with a feast.", ""),
        ("When should it be closed?", "In high wind, shut it.", "very likely"),
        ("Who opened it?", "It was opened with a feast.", ""),
        ("Who opened it?", "The mayor opened it.", "very likely"),
        ("Who opened it?", "It was opened by Queen Anne.", "very likely"),
        ("Who is Jensen Huang?", "Sam Altman, head of OpenAI, spoke.", ""),
        ("Who is Jensen Huang?", "Huang leads Nvidia.", "very likely"),
        ("Why was it closed?", "The roof leaked.", "very likely"),
    ],
)
def test_no_word_for_sureness_over_a_quote_that_lacks_what_is_asked_for(question: str, quote: str, said: str) -> None:
    assert sureness_words(found(question, quote)) == said


def test_a_figure_in_the_header_row_is_not_missing() -> None:
    assert found("How long is it?", "| Bodmin |", lead="| Length 12 km |").gives_asked


@given(
    st.sampled_from(["How many came to Bodmin?", "When did Ann Lee leave?", "What share is it?", "Who is Ann Lee?"]),
    st.lists(st.sampled_from("Bodmin Ann Lee 12 % 2011 May half came per cent $5 A100 no in .".split())).map(" ".join),
)
def test_every_fact_is_true_of_the_quote(question: str, quote: str) -> None:
    for fact in found(question, quote).evidence:
        if match := re.match(r"names (.+)", fact):
            assert match[1] in quote
        elif match := re.match(r"doesn’t name (.+)", fact):
            assert not any(word in quote.split() for word in match[1].split())
        elif fact == "gives no figure":
            assert not re.search(r"\d", quote)
        elif fact == "gives a date":
            assert dates(quote)
        elif fact == "gives a percentage":
            assert "%" in quote or "per cent" in quote
        else:
            assert fact in ("gives a figure", "gives no date", "gives a sum of money")


def test_a_name_that_stands_everywhere_is_no_evidence(tmp_path: Path) -> None:
    lines = [f"China built plant number {number}.\n\nIt took Ann Lee {number} years.\n" for number in range(9)]
    index = PassageIndex(open_library(tmp_path / "library"), KeywordEmbedder())
    index.add([write(tmp_path / "documents", {f"{number}.txt": line for number, line in enumerate(lines)})])
    index.add([write(tmp_path / "other", {"lin.txt": "Justin Lin lives in China."})])
    everywhere = names_everywhere("Where in China does Justin Lin live?", index)
    assert everywhere == {"China"}
    finding = found("Where in China does Justin Lin live?", "Justin Lin lives in China.")
    told = with_evidence("Where in China does Justin Lin live?", finding, everywhere)
    assert "names Justin Lin" in told.evidence and "names China" not in told.evidence
    index.close()


def test_a_part_of_a_name_is_not_told_beside_the_whole() -> None:
    told = found("When did Line 4 open?", "Line 4 opened on 20 May 2026.").evidence
    assert told == ("names Line 4", "gives a date")
