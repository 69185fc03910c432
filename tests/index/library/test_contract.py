"""What every library does, whatever keeps it. Another one is tested by one more line in OPENERS."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import Library, open_library
from index.documents.chunking import Chunk
from index.documents.datatypes import Block, Document, PageLayout
from index.errors import LibraryError, UnknownDocumentError, VectorsGoneError
from index.library.protocol import Counts, text_key
from index.search.lexical import terms

Opener = Callable[[Path], Library]
OPENERS: dict[str, Opener] = {"sqlite": open_library}

TEXT = "First sentence 😀. Second sentence e\u0301. 第三句。"
ROOT = Path(__file__).parents[3]


@pytest.fixture(params=OPENERS)
def opener(request: pytest.FixtureRequest) -> Opener:
    return OPENERS[request.param]


@pytest.fixture
def library(opener: Opener, tmp_path: Path) -> Iterator[Library]:
    library = opener(tmp_path / "library")
    yield library
    library.close()


def document(name: str = "a", text: str = TEXT) -> Document:
    return Document(f"id-{name}", f"title {name}", f"/{name}.txt", "text/plain", f"sha-{text}", text, (0, 5))


def put(library: Library, written: Document, vector: np.ndarray | None = None, **options: bool) -> None:
    """Puts a document in two passages, its first 17 characters and, under a heading, the rest."""
    chunks = [Chunk(0, 17, ""), Chunk(18, len(written.text), "Head")]
    keys = {text_key(chunk.embedded_text(written.text)) for chunk in chunks}
    new = keys - library.known_vectors(sorted(keys))
    row = np.ones(3, np.float32) if vector is None else vector
    library.put(written, chunks, dict.fromkeys(new, row), size=10, **options)


def put_passages(library: Library, name: str, texts: list[str], vectors: np.ndarray) -> None:
    """Puts a document of these passages, a line each, under these vectors."""
    text, chunks = "\n".join(texts), list[Chunk]()
    for passage in texts:
        start = chunks[-1].end + 1 if chunks else 0
        chunks.append(Chunk(start, start + len(passage), ""))
    keys = [text_key(passage) for passage in texts]
    known = library.known_vectors(keys)
    new = {key: row for key, row in zip(keys, vectors, strict=True) if key not in known}
    library.put(Document(name, name, f"/{name}", "text/plain", text, text), chunks, new, size=1)


def ids(library: Library, *documents: str) -> list[int]:
    return [passage.id for passage in library.passages_of(documents)]


# --- documents


def test_a_document_comes_back_as_it_was(library: Library) -> None:
    layout = PageLayout(100.0, 50.0, bytes(range(16)))
    blocks = (Block(0, 5, "heading", 1), Block(6, 10, "row"))
    written = replace(
        document(), blocks=blocks, modified=7.5, warnings=("a picture",), layouts=(layout,), file="/f.zip"
    )
    put(library, written)
    assert library.document("id-a") == replace(written, layouts=())
    assert library.layout("id-a", 1) == layout and library.layout("id-a", 2) is None
    passages = library.passages_of(["id-a"])
    assert [found.text for found in library.passage_texts(passages).values()] == [TEXT[0:17], TEXT[18:]]
    assert library.passages([passage.id for passage in passages]) == {passage.id: passage for passage in passages}
    assert library.passages([999]) == {} and library.passages_of([]) == []


def test_the_list_says_of_a_document_what_it_holds(library: Library) -> None:
    put(library, document("b"))
    put(library, document("a", TEXT + "\0 after a NUL"))
    first, second = library.summaries()
    assert (first.id, first.characters, first.passages, first.pages, first.size) == ("id-a", len(TEXT) + 13, 2, 2, 10)
    assert second == library.summary("id-b") and library.summary("none") is None


def test_counts_follow_every_change(library: Library) -> None:
    assert library.count() == Counts(0, 0)
    put(library, document("a"))
    put(library, document("b"))
    put(library, document("b", TEXT + " Changed."))
    assert library.count() == Counts(2, 4)
    library.move("/a.txt", "/b.txt")
    assert library.count() == Counts(1, 2)
    library.remove("id-a")
    assert library.count() == Counts(0, 0)


def test_equal_texts_are_embedded_once_and_their_vector_goes_with_the_last(library: Library) -> None:
    put(library, document("a"))
    key = text_key(TEXT[:17])
    put(library, document("b"))
    library.remove("id-b")
    assert library.known_vectors([key, "other"]) == {key}
    library.remove("id-a")
    assert library.known_vectors([key]) == set()


def test_a_document_at_the_same_path_takes_the_others_place(library: Library) -> None:
    put(library, document("a"))
    old = text_key(TEXT[:17])
    assert library.known_vectors([old]) == {old}
    put(library, Document("other", "t", "/a.txt", "text/plain", "s", "Quite another text is here now, yes."))
    assert library.known_vectors([old]) == set() and library.documents_of("/a.txt") == {"/a.txt": ("other", "s")}
    assert [summary.id for summary in library.summaries()] == ["other"] and library.document_at("/a.txt") == "other"
    with pytest.raises(UnknownDocumentError):
        library.document("id-a")


def test_moving_keeps_the_document(library: Library) -> None:
    put(library, document("a"))
    before = library.passages_of(["id-a"])
    library.move("/a.txt", "/new.txt")
    assert library.document_at("/new.txt") == "id-a" and library.document_at("/a.txt") is None
    assert library.passages_of(["id-a"]) == before and library.files() == {"/new.txt": document().sha256}
    assert library.documents_of("/new.txt") == {"/new.txt": ("id-a", document().sha256)}


def test_a_file_at_the_path_of_one_that_moved_away_is_another_document(library: Library) -> None:
    put(library, document("a"))
    library.move("/a.txt", "/b.txt")
    put(library, document("a"))
    assert len({summary.id for summary in library.summaries()}) == 2


def test_a_file_of_several_documents_is_known_once_it_was_read_to_its_end(library: Library) -> None:
    parts = [replace(document(name), path=f"/z.zip/{name}", file="/z.zip") for name in ("a", "b")]
    for part in parts:
        put(library, part, whole_file=False)
    assert library.files() == {} and library.files_of_documents() == ["/z.zip"]
    assert library.read_to_end("/z.zip", "sha", {"/z.zip/a"}) == ["/z.zip/b"]
    assert library.files() == {"/z.zip": "sha"} and library.documents_of("/z.zip") == {
        "/z.zip/a": ("id-a", parts[0].sha256)
    }
    library.read_to_end("/z.zip", None, {"/z.zip/a"})
    assert library.files() == {}


def test_a_change_that_fails_half_way_changes_nothing(library: Library) -> None:
    put(library, document("a"))
    before = library.summaries(), library.count(), library.revision(), library.files()
    with pytest.raises((AttributeError, TypeError, ValueError)):  # a vector that is none
        library.put(document("b"), [], {"key": None}, size=1)  # type: ignore[dict-item]
    assert (library.summaries(), library.count(), library.revision(), library.files()) == before
    assert library.document("id-a").text == TEXT


def test_vectors_that_another_process_took_out_meanwhile_are_asked_for_again(library: Library) -> None:
    put(library, document("a"))
    library.remove("id-a")
    with pytest.raises(VectorsGoneError):
        library.put(document("a"), [Chunk(0, 17, "")], {}, size=10)
    assert library.count() == Counts(0, 0) and not library.summaries()


@pytest.mark.parametrize("act", ["document", "remove", "rename", "tag"])
def test_unknown_documents_are_errors(library: Library, act: str) -> None:
    arguments: dict[str, list[Any]] = {"rename": ["t"], "tag": [["t"]]}
    with pytest.raises(UnknownDocumentError, match="no-such"):
        getattr(library, act)("no-such", *arguments.get(act, []))


def test_ids_are_known_or_not(library: Library) -> None:
    put(library, document("a"))
    assert library.exists(["id-a", "no-such"]) == {"id-a"} and library.exists([]) == set()


def test_facts_stay(library: Library) -> None:
    library.set_facts(embedder="one", dimension="3")
    library.set_facts(embedder="two")
    assert (library.fact("embedder"), library.fact("dimension"), library.fact("none")) == ("two", "3", None)


# --- documents out, and back


def everything(library: Library) -> list[object]:
    """All that a search, a list or a cache can see."""
    held = [summary.id for summary in library.summaries()]
    passages = library.passages_of(held)
    found = library.matching(terms("sentence title"), 99), library.nearest(np.ones(3, np.float32), 99)
    stems = library.containing(terms("second sentence title head"))
    said = library.tags(), library.folders(), library.files(), library.files_of_documents(), library.select()
    return [
        library.summaries(),
        passages,
        found,
        stems,
        said,
        library.count(),
        library.known_vectors([text_key(TEXT[:17])]),
    ]


def test_adding_then_removing_leaves_no_trace_in_what_is_searched(library: Library) -> None:
    put(library, document("a", "Another text that is here for good, yes."))
    before = everything(library)
    put(library, replace(document("b"), layouts=(PageLayout(1.0, 2.0, b"x"),)))
    library.rename("id-b", "Sentence")
    library.tag("id-b", ["sentence"])
    library.remove("id-b")
    assert everything(library) == before and library.layout("id-b", 1) is None
    assert not library.exists(["id-b"]) and library.document_at("/b.txt") is None and not library.documents_of("/b.txt")


def test_a_removed_document_is_restored_as_it_was(library: Library) -> None:
    layouts = (PageLayout(100.0, 50.0, bytes(range(16))), PageLayout(10.0, 5.0, b"boxes"))
    written = replace(document(), layouts=layouts, modified=7.5, warnings=("a picture",), blocks=(Block(0, 5, "row"),))
    put(library, written)
    put(library, document("b", "Another text that is here for good, yes."))
    library.rename("id-a", "The coal report")
    library.tag("id-a", ["energy", "to read"])
    summary, read, passages = library.summary("id-a"), library.document("id-a"), library.passages_of(["id-a"])
    removal = library.remove("id-a")
    (removed,) = library.removed()
    assert (removed.removal, removed.id, removed.title) == (removal, "id-a", "The coal report")
    assert (removed.path, removed.file, removed.passages) == ("/a.txt", "/a.txt", 2)
    assert removed.tags == ("energy", "to read") and library.restore(removal) == "id-a" and not library.removed()
    assert library.summary("id-a") == summary and library.document("id-a") == read
    assert [library.layout("id-a", page) for page in (1, 2)] == list(layouts)
    again = library.passages_of(["id-a"])
    assert [(each.start, each.end, each.heading, each.trail) for each in again] == [
        (each.start, each.end, each.heading, each.trail) for each in passages
    ]
    np.testing.assert_array_equal(library.vectors_of([each.id for each in again]), np.ones((2, 3), np.float32))
    assert library.files()["/a.txt"] == document().sha256 and library.count() == Counts(2, 4)
    assert len(library.matching(terms("coal"), 9)) == 2
    library.rename("id-a", "")
    assert library.document("id-a").title == "title a"


def test_removals_are_listed_the_latest_first_and_chosen_by_time_and_number(library: Library) -> None:
    for name in "abc":
        put(library, document(name))
    first, second, third = (library.remove(f"id-{name}") for name in "abc")
    assert [each.removal for each in library.removed()] == [third, second, first] and first < second < third
    assert [each.removal for each in library.removed(after=second)] == [third]
    times = {each.removal: each.removed for each in library.removed()}
    assert third not in {each.removal for each in library.removed(before=times[third])}
    assert library.removed(before=times[first]) == [] and library.removed(before=times[third] + 1, after=third) == []


def test_what_cannot_be_restored(library: Library) -> None:
    put(library, document("a"))
    removal = library.remove("id-a")
    put(library, document("b"))
    library.move("/b.txt", "/a.txt")
    with pytest.raises(LibraryError, match=r"/a\.txt can't be restored"):
        library.restore(removal)
    assert library.document_at("/a.txt") == "id-b" and len(library.removed()) == 1
    library.move("/a.txt", "/b.txt")
    library.restore(removal)
    for unknown in (removal, removal + 99):
        with pytest.raises(UnknownDocumentError, match="restored"):
            library.restore(unknown)


def test_what_is_forgotten_is_gone_and_its_file_is_named_once_nothing_needs_it(library: Library) -> None:
    for name in "ab":
        put(library, replace(document(name), path=f"/z.zip/{name}", file="/z.zip"), whole_file=False)
    put(library, document("c"))
    first, second, third = (library.remove(f"id-{name}") for name in "abc")
    assert library.forget([first, third]) == ["/c.txt"] and [each.removal for each in library.removed()] == [second]
    assert library.forget([second, first]) == ["/z.zip"] and library.forget([second]) == [] and not library.removed()
    put(library, document("c"))
    assert library.remove("id-c") > third


def test_titles_and_tags_come_back_with_a_document(library: Library) -> None:
    def leave(name: str) -> None:
        put(library, document(name))
        library.rename(f"id-{name}", f"given to {name}")
        library.tag(f"id-{name}", [name])
        library.remove(f"id-{name}")

    def said(name: str) -> tuple[str, tuple[str, ...]]:
        summary = library.summary(f"id-{name}")
        assert summary
        return summary.title, summary.tags

    leave("a")
    put(library, document("a", TEXT + " Changed."))  # at the same path, whatever it holds
    assert said("a") == ("given to a", ("a",)) and not library.removed()
    leave("b")
    put(library, document("c"))  # the same bytes at another path
    assert said("c") == ("given to b", ("b",))
    put(library, document("d"))  # and once more: which is meant is not known
    assert said("d") == ("title d", ())
    library.remove("id-c")
    library.remove("id-d")
    put(library, document("e"))  # the bytes of three that were removed
    assert said("e") == ("title e", ())


def test_places_are_noted(library: Library) -> None:
    assert library.places() == {}
    library.set_places({"/a": "7", "/b": "8 mounted"})
    library.set_places({"/a": "9", "/c": None, "/b": None})
    assert library.places() == {"/a": "9"}


# --- what people say of their documents


def test_a_given_title_and_tags_stay_when_the_document_changes_and_moves(library: Library) -> None:
    put(library, document("a"))
    library.rename("id-a", "  The   coal report ")
    library.tag("id-a", ["energy", " to  read ", "energy"])
    put(library, document("a", TEXT + " Changed."))
    library.move("/a.txt", "/b.txt")
    (summary,) = library.summaries()
    assert (summary.title, summary.tags, summary.path) == ("The coal report", ("energy", "to read"), "/b.txt")
    assert library.document("id-a").title == "The coal report"
    library.rename("id-a", " ")
    assert library.document("id-a").title == "title a"
    with pytest.raises(ValueError, match="300"):
        library.rename("id-a", "x" * 301)


def test_a_new_document_has_the_tags_of_its_file_and_then_those_that_people_give_it(library: Library) -> None:
    put(library, replace(document("a"), tags=("harbour", "rules")))
    assert library.summaries()[0].tags == ("harbour", "rules")
    library.tag("id-a", [])
    put(library, replace(document("a", TEXT + " Changed."), tags=("harbour", "rules")))
    assert library.summaries()[0].tags == ()


def test_passages_are_found_by_title_file_name_and_what_they_stand_under(library: Library) -> None:
    written = replace(document("a"), path="/f/halden-2024.txt")
    chunks = [Chunk(0, 17, "", " > Fees | Euros:"), Chunk(18, len(TEXT), "")]
    keys = {text_key(chunk.embedded_text(TEXT)) for chunk in chunks}
    library.put(written, chunks, dict.fromkeys(keys, np.ones(3, np.float32)), size=1)
    first, second = ids(library, "id-a")
    assert library.passages([first])[first].trail == " > Fees | Euros:"
    for wanted, expected in ((["fee"], [first]), (["euro"], [first]), (["2024"], [first, second])):
        assert sorted(number for number, _ in library.matching(wanted, 9)) == expected
    library.move("/f/halden-2024.txt", "/f/halden-2025.txt")
    assert not library.matching(["2024"], 9) and len(library.matching(["2025"], 9)) == 2
    library.rename("id-a", "Coal")
    assert sorted(number for number, _ in library.matching(["coal"], 9)) == [first, second]
    assert library.matching(["fee"], 9) and not library.matching(["titl"], 9)
    library.rename("id-a", "")
    assert not library.matching(["coal"], 9) and len(library.matching(["titl"], 9)) == 2


def test_documents_are_chosen_by_tag_and_date(library: Library) -> None:
    put(library, replace(document("a"), modified=1000.0))
    put(library, document("b"))
    library.tag("id-a", ["energy"])
    library.tag("id-b", ["energy", "wind"])
    assert library.tags() == {"energy": 2, "wind": 1}
    assert library.select(["energy"]) == ["id-a", "id-b"] and library.select(["wind"]) == ["id-b"]
    assert library.select(since=999, until=1000) == [] and library.select(since=1000, until=1001) == ["id-a"]
    assert library.select(["energy"], since=2000) == ["id-b"] and library.select() == ["id-a", "id-b"]
    with pytest.raises(ValueError, match="no-such"):
        library.select(["no-such"])
    library.remove("id-b")
    assert library.tags() == {"energy": 1}


def test_the_longest_title_and_tag(library: Library) -> None:
    put(library, document("a"))
    library.rename("id-a", "t" * 300)
    library.tag("id-a", ["x" * 60])
    (summary,) = library.summaries()
    assert (summary.title, summary.tags) == ("t" * 300, ("x" * 60,))


@pytest.mark.parametrize("tag", ["", " ", "a,b", "x" * 61])
def test_what_is_no_tag(library: Library, tag: str) -> None:
    put(library, document("a"))
    for act in (lambda: library.tag("id-a", [tag]), lambda: library.select([tag])):
        with pytest.raises(ValueError, match="tag"):
            act()


def test_folders_are_remembered_with_their_switch(library: Library) -> None:
    library.set_folder("/a")
    library.set_folder("/a", True)
    library.set_folder("/a")
    library.set_folder("/b")
    assert library.folders() == {"/a": True, "/b": False}


# --- revisions and changes


def test_every_change_of_passages_gives_another_revision_and_nothing_else_does(library: Library) -> None:
    seen = [library.revision()]
    changes = (
        lambda: put(library, document("a")),
        lambda: put(library, document("b")),
        lambda: put(library, document("a", TEXT + " Changed.")),
        lambda: library.remove("id-b"),
    )
    for change in changes:
        change()
        seen.append(library.revision())
        library.rename("id-a", "Another title")
        library.tag("id-a", ["tag"])
        library.move("/a.txt", "/c.txt")
        library.move("/c.txt", "/a.txt")
        assert library.revision() == seen[-1]
    assert len(set(seen)) == 5


def test_changes_say_what_came_and_went_since_a_revision(library: Library) -> None:
    start = library.revision()
    put(library, document("a"))
    middle, first = library.revision(), ids(library, "id-a")
    put(library, document("b"))
    second = ids(library, "id-b")
    library.remove("id-a")
    now = library.revision()
    found = {since: library.changes(since) for since in (start, middle, now)}
    assert {since: (list(each.added), list(each.removed)) for since, each in found.items() if each} == {
        start: (second, []),
        middle: (second, first),
        now: ([], []),
    }
    assert all(each and each.revision == now for each in found.values())
    assert library.changes("another library's") is None


def test_passage_ids_are_never_used_again(library: Library) -> None:
    put(library, document("a"))
    first = ids(library, "id-a")
    library.remove("id-a")
    put(library, document("a"))
    assert min(ids(library, "id-a")) > max(first)


# --- search


def test_vectors_come_back_in_the_order_asked_for_and_zeros_for_what_is_gone(library: Library) -> None:
    rows = np.eye(3, dtype=np.float32)
    put_passages(library, "a", ["one", "two", "three"], rows)
    one, two, three = ids(library, "a")
    np.testing.assert_array_equal(library.vectors_of([three, one, 999, two]), [rows[2], rows[0], [0, 0, 0], rows[1]])


def test_an_empty_library_finds_nothing(library: Library) -> None:
    assert library.nearest(np.ones(3, np.float32), 5) == [] and library.matching(["word"], 5) == []
    assert library.containing(["word"]) == {"word": 0} and library.matching([], 5) == []


def test_words_are_found_with_their_numbers_and_counted(library: Library) -> None:
    texts = ["the probability is 20.5 percent", "probabilities and probabilities", "人工智能发展很快"]
    put_passages(library, "a", texts, np.eye(3, dtype=np.float32))
    number, words, chinese = ids(library, "a")
    assert [found for found, _ in library.matching(terms("probability"), 5)] == [words, number]
    assert [found for found, _ in library.matching(terms("20.5"), 5)] == [number]
    assert [found for found, _ in library.matching(terms("人工智能"), 5)] == [chinese]
    assert library.matching(['"; DROP TABLE* OR NEAR('], 5) == []
    assert library.containing(["renam"]) == {"renam": 0}
    library.rename(library.summaries()[0].id, "Renamed")
    assert library.containing(["renam"])["renam"] > 0
    assert library.terms_like("prob", 7, 7) == {"probabl": 2} and library.terms_like("prob", 8, 9) == {}
    assert library.containing([*terms("probability 20.5"), "zebra"]) == {"probabl": 2, "20.5": 1, "zebra": 0}


WORDS = ("mill", "rye", "ferry", "winter")
PASSAGES = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join), min_size=1, max_size=5)
BACK = "the last that was removed"
STEPS = st.lists(st.tuples(st.sampled_from("abc"), st.none() | st.just(BACK) | PASSAGES), min_size=1, max_size=8)
CHOSEN = st.none() | st.sets(st.sampled_from(["a", "b", "c", "no-such"])).map(sorted)


def vector_of(text: str) -> np.ndarray:
    return np.array([text.split().count(word) for word in WORDS], np.float32)


@pytest.mark.parametrize("opener", OPENERS.values(), ids=OPENERS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, k=st.integers(1, 12), chosen=CHOSEN)
def test_both_searches_agree_with_brute_force_after_every_change(
    opener: Opener,
    steps: list[tuple[str, list[str] | str | None]],
    k: int,
    chosen: list[str] | None,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Documents come, change, go (None) and are restored; equal passages tie, also where the best k end."""
    place = tmp_path_factory.mktemp("brute")
    library, question = opener(place / "library"), np.array([2, 1, 0, -1], np.float32)
    for step, (name, texts) in enumerate(steps):
        if isinstance(texts, str):
            for removed in library.removed()[:1]:
                library.restore(removed.removal)
        elif texts is not None:
            put_passages(library, name, texts, np.stack([vector_of(text) for text in texts]))
        elif library.exists([name]):
            library.remove(name)
        if step % 3 == 2:  # and now and then with a library that was closed
            library.close()
            library = opener(place / "library")
        held = library.passages_of(["a", "b", "c"] if chosen is None else chosen)
        texts_of = {passage.id: of.text for passage, of in library.passage_texts(held).items()}
        exact = sorted((-float(vector_of(text) @ question), number) for number, text in texts_of.items())[:k]
        assert [(-score, number) for number, score in library.nearest(question, k, chosen)] == exact
        wanted = ["mill", "ferri"]
        anywhere = [found for found in library.matching(wanted, 1000) if found[0] in texts_of][:k]
        assert library.matching(wanted, k, chosen) == anywhere
        assert {found for found, _ in anywhere} == {
            number for number, text in texts_of.items() if {"mill", "ferry"} & set(text.split())
        } or len(anywhere) == k
    library.close()


_ADDING = """
import sys
from pathlib import Path
from typing import Any
sys.path[:0] = [{root!r}, {here!r}]
from test_contract import OPENERS, put_passages, np
library = OPENERS[{name!r}](Path({place!r}))
for number in range(60):
    rows = np.array([[1, number / 100, 0], [0, 1, number / 100]], np.float32)
    put_passages(library, f"d{{number}}", [f"one {{number}}", f"two {{number}}"], rows)
    if number % 3 == 2:
        library.remove(f"d{{number - 1}}")
    print(number, flush=True)
library.close()
"""


@pytest.mark.parametrize("name", OPENERS)
def test_a_search_beside_another_process_that_adds_sees_whole_documents(name: str, tmp_path: Path) -> None:
    place = tmp_path / "library"
    library = OPENERS[name](place)
    code = _ADDING.format(root=str(ROOT), here=str(Path(__file__).parent), name=name, place=str(place))
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    question, counts = np.array([1, 0.5, 0.25], np.float32), set()
    while process.poll() is None:
        found = library.nearest(question, 1000)
        counts.add(len(found))
        assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    assert process.returncode == 0 and all(count % 2 == 0 for count in counts), counts
    fresh = OPENERS[name](place)
    assert library.nearest(question, 1000) == fresh.nearest(question, 1000)
    assert len(library.nearest(question, 1000)) == library.count().passages == 80
    assert json.dumps(library.nearest(question, 5, ["d0"])) == json.dumps(fresh.nearest(question, 5, ["d0"]))
    library.close()
    fresh.close()
