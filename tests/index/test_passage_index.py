from pathlib import Path

import numpy as np
import pytest
from fakes import TEXTS, KeywordEmbedder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import PassageIndex, open_library
from index.adding.progress import Progress
from index.embedding.embedder import encode_document, encode_query
from index.errors import EmbedderError, UnknownDocumentError

CHINA = "China attracted nine billion. It has many engineers and few chips."
FRANCE = "France has cheese. Nobody there talks about chips."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "china.txt").write_text(CHINA)
    (folder / "france.md").write_text(FRANCE)
    return folder


def open_index(tmp_path: Path, embedder: KeywordEmbedder | None = None) -> PassageIndex:
    return PassageIndex(open_library(tmp_path / "library"), embedder or KeywordEmbedder())


def state(index: PassageIndex, question: str = "chips in China") -> list[tuple[object, ...]]:
    hits = index.search(question, 50) + index.search_words(question, 50)
    return [
        (hit.passage.document_id, hit.passage.start, hit.passage.end, round(hit.score, 5), hit.rank) for hit in hits
    ]


def test_a_second_run_on_an_unchanged_folder_embeds_nothing(tmp_path: Path, folder: Path) -> None:
    first = open_index(tmp_path).add([folder])
    embedder = KeywordEmbedder()
    second = open_index(tmp_path, embedder).sync(folder)
    assert (len(first.added), first.embedded) == (2, 2)
    assert len(second.unchanged) == 2 and second.embedded == 0 and embedder.encoded == []


def test_each_change_costs_only_itself(tmp_path: Path, folder: Path) -> None:
    embedder = KeywordEmbedder()
    index = open_index(tmp_path, embedder)
    index.add([folder])
    ids = {Path(summary.path).name: summary.id for summary in index.documents()}
    embedder.encoded.clear()

    (folder / "china.txt").rename(folder / "prc.txt")
    report = index.sync(folder)
    assert [Path(path).name for path in report.renamed] == ["prc.txt"] and not report.removed and embedder.encoded == []
    assert index.document(ids["china.txt"]).path.endswith("prc.txt")

    (folder / "copy.txt").write_text(CHINA)
    report = index.sync(folder)
    assert len(report.added) == 1 and embedder.encoded == []
    assert len(index.documents()) == 3

    (folder / "france.md").write_text(FRANCE + " Added words.")
    report = index.sync(folder)
    assert len(report.changed) == 1 and len(embedder.encoded) == 1

    (folder / "prc.txt").unlink()
    report = index.sync(folder)
    assert [Path(path).name for path in report.removed] == ["prc.txt"] and len(index.documents()) == 2
    assert len(embedder.encoded) == 1


def test_an_emptied_folder_removes_nothing_and_says_so(tmp_path: Path, folder: Path) -> None:
    index = open_index(tmp_path)
    index.add([folder])
    for file in folder.iterdir():
        file.unlink()
    report = index.sync(folder)
    assert not report.removed and "All its files are gone" in report.kept[0].reason and len(index.documents()) == 2


def test_what_progress_raises_ends_the_run_and_keeps_what_was_finished(tmp_path: Path, folder: Path) -> None:
    (folder / "long.txt").write_text(" ".join(f"Sentence number {n} of the long one ends here." for n in range(2000)))

    def stop_within(progress: Progress) -> None:
        if progress.name == "long.txt" and progress.part > 0.3:
            raise KeyboardInterrupt

    index = open_index(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        index.add([folder], stop_within)
    assert [Path(each.path).name for each in index.documents()] == ["china.txt", "france.md"]


def test_one_bad_file_never_stops_the_others(tmp_path: Path, folder: Path) -> None:
    (folder / "a-empty.txt").write_text("")
    (folder / "b-binary.txt").write_bytes(bytes(range(256)))
    (folder / "c.xyz").write_bytes(b"GIF\0\1")
    report = open_index(tmp_path).add([folder, tmp_path / "nowhere"])
    assert len(report.added) == 2
    assert {Path(failure.path).name for failure in report.failures} == {
        "a-empty.txt",
        "b-binary.txt",
        "c.xyz",
        "nowhere",
    }
    assert all(len(failure.reason) > 10 for failure in report.failures)


def test_progress_counts_up_to_the_total(tmp_path: Path, folder: Path) -> None:
    seen: list[Progress] = []
    open_index(tmp_path).add([folder], seen.append)
    assert list(dict.fromkeys((each.done, each.total) for each in seen)) == [(0, 2), (1, 2), (2, 2)]
    assert seen[-1].seconds_left == 0 and all(0 <= each.part <= 1 for each in seen)


def test_passages_are_stretches_of_their_document(tmp_path: Path, folder: Path) -> None:
    index = open_index(tmp_path)
    index.add([folder])
    matches = index.search("chips", 10)
    hits = index.hits(matches)
    assert len(hits) == 2
    assert [(hit.passage, hit.score, hit.rank) for hit in hits] == [(m.passage, m.score, m.rank) for m in matches]
    for hit in hits:
        document = index.document(hit.passage.document_id)
        assert (hit.text, hit.title) == (document.text[hit.passage.start : hit.passage.end], document.title)
        assert hit.headings == ((hit.passage.heading,) if hit.passage.heading else ())
        assert hit.context.startswith(document.title) and hit.context.endswith(hit.passage.trail)


def test_documents_restrict_both_searches(tmp_path: Path, folder: Path) -> None:
    index = open_index(tmp_path)
    index.add([folder])
    only = [each.id for each in index.documents() if each.path.endswith("france.md")]
    for search in (index.search, index.search_words):
        assert {hit.passage.document_id for hit in search("chips", 5, only)} == set(only)
        assert search("chips", 5, []) == []


def test_a_missing_or_damaged_cache_is_made_anew_without_embedding(tmp_path: Path, folder: Path) -> None:
    index = open_index(tmp_path)
    index.add([folder])
    expected = state(index)
    index.close()
    (cache,) = (tmp_path / "library").glob("vectors-*")
    for damage in (
        lambda: cache.unlink(),
        lambda: cache.write_bytes(cache.read_bytes()[:40]),
        lambda: cache.write_bytes(b""),
    ):
        damage()
        embedder = KeywordEmbedder()
        again = open_index(tmp_path, embedder)
        assert state(again) == expected and embedder.encoded == []
        again.close()


def test_a_cache_that_a_deleted_library_left_behind_is_not_trusted(tmp_path: Path, folder: Path) -> None:
    index = open_index(tmp_path)
    index.add([folder / "france.md"])
    state(index)
    index.close()
    for left in (tmp_path / "library").glob("library.sqlite*"):
        left.unlink()
    again = open_index(tmp_path)
    again.add([folder / "china.txt"])
    fresh = PassageIndex(open_library(tmp_path / "fresh"), KeywordEmbedder())
    fresh.add([folder / "china.txt"])
    assert state(again) == state(fresh)


def test_another_process_s_change_is_seen(tmp_path: Path, folder: Path) -> None:
    index, other = open_index(tmp_path), open_index(tmp_path)
    index.add([folder])
    assert len(other.search("chips", 10)) == 2
    index.remove(index.documents()[0].id)
    assert len(other.search("chips", 10)) == 1 == len(other.search_words("chips", 10))


def test_asking_with_another_embedder_names_both(tmp_path: Path, folder: Path) -> None:
    open_index(tmp_path).add([folder])
    with pytest.raises(EmbedderError, match=r"'keywords'.*'all-MiniLM-L6-v2-int8'.*--embedder keywords"):
        PassageIndex(open_library(tmp_path / "library"))


def test_rare_words_tell_more(tmp_path: Path, folder: Path) -> None:
    index = open_index(tmp_path)
    index.add([folder])
    rarity = index.rarity(["chip", "chees", "zebra"])
    assert rarity["chip"] < rarity["chees"] < rarity["zebra"]
    wanted = [np.log(1 + (2 - n + 0.5) / (n + 0.5)) for n in (2, 1, 0)]  # of two passages
    assert [rarity[stem] for stem in ("chip", "chees", "zebra")] == pytest.approx(wanted)
    assert index.unknown_words("Do zebras like chips?") == ["zebras", "like"]


def test_removing_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnknownDocumentError):
        open_index(tmp_path).remove("none")


def test_from_folder_warns_of_a_bad_file(folder: Path) -> None:
    (folder / "empty.txt").write_text("")
    with pytest.warns(UserWarning, match="empty"):
        index = PassageIndex.from_folder(folder, KeywordEmbedder())
    assert len(index.documents()) == 2
    place = index.library.folder
    index.close()
    assert not place.exists()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    texts=st.lists(TEXTS, min_size=1, max_size=4),
    other=TEXTS,
    question=st.sampled_from(["word heading", "Two words.", "中文"]),
)
def test_adding_then_removing_a_document_leaves_no_trace(
    texts: list[str], other: str, question: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("trace")
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_bytes(text.encode())
    index = PassageIndex(open_library(folder / "library"), KeywordEmbedder())
    index.add([folder / f"{number}.txt" for number in range(len(texts))])
    before = state(index, question), index.documents()
    (folder / "other.md").write_bytes(other.encode())
    report = index.add([folder / "other.md"])
    if report.added:
        state(index, question)
        index.remove(index.library.document_at(report.added[0]) or "")
    assert (state(index, question), index.documents()) == before
    index.close()
    reopened = PassageIndex(open_library(folder / "library"), KeywordEmbedder())
    assert (state(reopened, question), reopened.documents()) == before
    reopened.close()


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(texts=st.lists(TEXTS, min_size=1, max_size=4, unique=True))
def test_search_agrees_with_brute_force(texts: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("brute")
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_bytes(text.encode())
    embedder = KeywordEmbedder()
    index = PassageIndex(open_library(folder / "library"), embedder)
    index.add([path for path in folder.iterdir() if path.suffix == ".txt"])
    hits = index.search("word heading words", 1000)
    passages = index.library.passages_of([summary.id for summary in index.documents()])
    stored = index.library.passage_texts(passages)
    embedded = [
        f"{p.heading}\n{stored[p][0]}" if p.heading and p.heading not in stored[p][0] else stored[p][0]
        for p in passages
    ]
    if embedded:
        exact = encode_document(embedder, embedded) @ encode_query(embedder, ["word heading words"])[0]
        np.testing.assert_allclose([hit.score for hit in hits], np.sort(exact)[::-1], atol=1e-6)
    order = [(-hit.score, hit.passage.id) for hit in hits]
    assert order == sorted(order)
    index.close()
