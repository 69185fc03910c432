from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from fakes import TEXTS
from hypothesis import given
from hypothesis import strategies as st

from index.documents import context
from index.documents.chunking import Chunk, PassageSize, chunk
from index.documents.datatypes import Document
from index.embedding.embedder import load_embedder, token_counter, token_limit
from index.loading import load

SEEDS = Path(__file__).parents[3] / "seeds"


def document(text: str, media_type: str = "text/plain") -> Document:
    return Document("d", "title", "/d.txt", media_type, "0", text)


def count(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


@given(TEXTS, st.sampled_from(["text/plain", "text/markdown"]), st.sampled_from([(8, 0), (8, 3), (40, 10)]))
def test_passages_cover_every_character_that_is_not_blank(text: str, media_type: str, sizes: tuple[int, int]) -> None:
    covered: set[int] = set()
    chunks = chunk(document(text, media_type), count, *sizes)
    for each in chunks:
        assert 0 <= each.start < each.end <= len(text)
        covered |= set(range(each.start, each.end))
    assert all(text[at].isspace() for at in range(len(text)) if at not in covered)
    assert all(one.start < other.start and one.end < other.end for one, other in pairwise(chunks))


@given(TEXTS, st.sampled_from(["text/plain", "text/markdown"]), st.sampled_from([(8, 0), (8, 3), (40, 10)]))
def test_no_passage_is_longer_than_the_embedder_reads(text: str, media_type: str, sizes: tuple[int, int]) -> None:
    for each in chunk(document(text, media_type), count, *sizes):
        assert count([each.embedded_text(text)])[0] <= sizes[0]


def test_a_sentence_without_blanks_longer_than_the_limit_is_split() -> None:
    characters = "字" * 100

    def by_character(texts: Sequence[str]) -> list[int]:
        return [len(text) for text in texts]

    chunks = chunk(document(characters), by_character, limit=30, overlap=0)
    assert max(each.end - each.start for each in chunks) <= 30
    assert "".join(characters[each.start : each.end] for each in chunks) == characters


def test_whole_sentences_overlap_and_headings_stay_with_what_they_head() -> None:
    text = (
        "One Heading\n"
        + " ".join(f"This is sentence number {n} here." for n in range(6))
        + "\n\nOther Heading\nIts own words are these."
    )
    chunks = chunk(document(text), count, limit=20, overlap=7)
    passages = [text[each.start : each.end] for each in chunks]
    assert passages[0].startswith("One Heading\nThis is sentence number 0")
    assert passages[1].startswith("This is sentence number 2 here.") and passages[0].endswith(
        "This is sentence number 2 here."
    )
    assert [each.heading for each in chunks[:2]] == ["One Heading"] * 2
    assert chunks[1].embedded_text(text).startswith("One Heading\nThis is sentence")
    assert not any(passage.endswith("Heading") for passage in passages)


def test_seeds_fit_the_real_embedder() -> None:
    embedder = load_embedder()
    counter, limit = token_counter(embedder), token_limit(embedder)
    assert limit == 254
    for path in sorted(SEEDS.iterdir()):
        loaded = load(path)
        lengths = counter([each.embedded_text(loaded.text) for each in chunk(loaded, counter, limit)])
        assert max(lengths) <= limit and len(lengths) > 2


@pytest.mark.parametrize("sizes", [(7, 0), (20, 10), (20, -1)])
def test_senseless_sizes_are_refused(sizes: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="limit of at least 8"):
        chunk(document("words"), count, *sizes)


def test_a_heading_is_not_repeated_in_front_of_a_passage_that_begins_with_it() -> None:
    assert Chunk(0, 12, "Head").embedded_text("Head\nand body") == "Head\nand bod"


def passages(text: str, limit: int, overlap: int = 0, media_type: str = "text/plain") -> list[str]:
    return [text[each.start : each.end] for each in chunk(document(text, media_type), count, limit, overlap)]


def of_words(number: int, name: str) -> str:
    """A sentence of so many words."""
    return " ".join((name.title(), *(f"{name}{at}" for at in range(number - 2)), "end."))


def test_a_heading_opens_a_passage_once_the_one_before_is_more_than_a_third_full() -> None:
    for words, opened in ((10, 1), (11, 2)):  # of 30
        text = f"{of_words(words, 'rain')}\n\n## Next Part\n\n{of_words(8, 'snow')}"
        assert len(passages(text, limit=30, media_type="text/markdown")) == opened, words


def test_passages_are_packed_to_the_last_token() -> None:
    text = " ".join(of_words(10, name) for name in ("ash", "elm", "fir"))
    assert [len(passage.split()) for passage in passages(text, limit=20)] == [20, 10]
    assert [len(passage.split()) for passage in passages(text, limit=19)] == [10, 10, 10]
    assert [len(passage.split()) for passage in passages(text, limit=30)] == [30]


def test_the_overlap_is_of_whole_sentences_that_fit() -> None:
    text = " ".join(of_words(5, name) for name in ("ash", "elm", "fir", "oak", "yew", "box"))
    first = [passage.split()[0] for passage in passages(text, limit=15, overlap=5)]
    assert first == ["Ash", "Fir", "Yew"]
    assert [passage.split()[0] for passage in passages(text, limit=15, overlap=4)] == ["Ash", "Oak"]
    uneven = " ".join((of_words(9, "ash"), of_words(6, "elm"), of_words(9, "fir")))
    assert [passage.split()[0] for passage in passages(uneven, limit=15, overlap=6)] == ["Ash", "Elm"]


def test_a_sentence_too_long_is_cut_at_the_blank_nearest_its_middle_without_the_blanks() -> None:
    text = "aaaa bbbb   " + " ".join("c" * 3 for _ in range(6)) + "   dddd eeee ffff"
    pieces = passages(text, limit=8)
    assert pieces == [piece.strip() for piece in pieces] and " ".join(pieces).split() == text.split()
    assert len(pieces) == 2 and abs(len(pieces[0]) - len(pieces[1])) <= 4


def test_a_heading_of_more_than_a_quarter_of_a_passage_is_not_repeated() -> None:
    for words, repeated in ((5, True), (6, False)):  # of 20
        heading = " ".join(f"Word{at}" for at in range(words))
        text = f"# {heading}\n\n{of_words(12, 'rain')} {of_words(12, 'snow')}"
        headings = {each.heading for each in chunk(document(text, "text/markdown"), count, 24, 0)}
        assert headings == ({heading} if repeated else {""}), words


def test_a_small_embedder_has_small_passages() -> None:
    assert PassageSize().within(1000) == (254, 40)
    assert PassageSize().within(100) == (100, 25)
    assert PassageSize(tokens=50, overlap=10).within(254) == (50, 10)


def test_an_overlap_stays_under_half_of_the_limit() -> None:
    assert passages("Ash. Elm.", limit=9, overlap=4) == ["Ash. Elm."]
    for limit, overlap in ((8, 4), (9, 5), (9, -1)):
        with pytest.raises(ValueError, match="under half"):
            passages("Ash. Elm.", limit, overlap)


def test_no_heading_is_lost_where_each_of_several_fills_a_passage() -> None:
    text = "0\r0 A\r0 0 A\r0 0 0 0"
    assert "".join(passages(text, limit=8)).count("A") == 2


def calls_of(name: str, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Counts the calls of a function of `context`."""
    real, calls = getattr(context, name), [0]

    def counted(*given: Any) -> Any:
        calls[0] += 1
        return real(*given)

    monkeypatch.setattr(context, name, counted)
    return calls


def test_a_long_table_is_climbed_once_and_not_for_each_of_its_passages(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = calls_of("_line", monkeypatch)
    rows = 1_000
    made = chunk(document("| mill | grain |\n" + "| Oak | rye and oats |\n" * rows), count, 8, 0)
    assert len(made) > rows / 2 and all(each.trail == " | | mill | grain |" for each in made[1:])
    assert calls[0] <= 3 * rows


def test_headings_are_passed_once_and_not_for_each_passage(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = calls_of("_step", monkeypatch)
    heads = 300
    text = "".join(f"# Mill {n}\n\nThe mill number {n} grinds rye and oats.\n\n" for n in range(heads))
    made = chunk(document(text, "text/markdown"), count, 16, 0)
    assert len(made) > heads / 3 and calls[0] == heads


def test_a_long_line_is_looked_at_once_and_not_for_each_of_its_passages(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = calls_of("_line", monkeypatch)
    assert len(chunk(document("The mill grinds rye. " * 1_000), count, 8, 0)) == 500
    assert calls[0] < 5


def test_a_passage_ends_though_its_characters_make_no_tokens() -> None:
    text = "\u200b.\n" * 30_000
    made = chunk(document(text), lambda texts: [0] * len(texts), 8, 3)
    assert max(each.end - each.start for each in made) <= 20_000 and len(made) < 10


def test_no_more_than_a_batch_of_text_is_counted_at_once() -> None:
    batches: list[int] = []

    def counting(texts: Sequence[str]) -> list[int]:
        batches.append(sum(map(len, texts)))
        return count(texts)

    chunk(document("The mill grinds rye. " * 50_000), counting, 40, 10)
    assert max(batches) < 250_000
