from pathlib import Path

import pytest
from fakes import KeywordEmbedder

from index import Library, PassageIndex
from index.errors import UnknownDocumentError
from index.library.catalogue import checked_tag


@pytest.fixture
def index(tmp_path: Path) -> PassageIndex:
    folder = tmp_path / "folder"
    folder.mkdir()
    for name, text in {"a": "Coal is burnt here.", "b": "Wind turns the mill.", "c": "Coal was burnt there."}.items():
        (folder / f"{name}.txt").write_text(text)
    index = PassageIndex(Library(tmp_path / "library"), KeywordEmbedder())
    index.add([folder])
    return index


def ids(index: PassageIndex) -> dict[str, str]:
    return {Path(each.path).stem: each.id for each in index.documents()}


def test_a_given_title_and_tags_stay_when_the_file_changes_and_when_it_moves(
    index: PassageIndex, tmp_path: Path
) -> None:
    catalogue = index.library.catalogue
    catalogue.rename(ids(index)["a"], "  The   coal report ")
    catalogue.tag(ids(index)["a"], ["energy", " to  read "])
    (tmp_path / "folder" / "a.txt").write_text("Coal is still burnt here.")
    index.sync(tmp_path / "folder")
    (tmp_path / "folder" / "a.txt").rename(tmp_path / "folder" / "moved.txt")
    index.sync(tmp_path / "folder")
    (moved,) = [each for each in index.documents() if each.path.endswith("moved.txt")]
    assert moved.title == "The coal report" and moved.tags == ("energy", "to read")
    assert index.document(moved.id).title == "The coal report"
    catalogue.rename(moved.id, " ")
    assert index.document(moved.id).title == "Coal is still burnt here."


def test_documents_are_chosen_by_tag_and_date(index: PassageIndex) -> None:
    catalogue, named = index.library.catalogue, ids(index)
    catalogue.tag(named["a"], ["energy"])
    catalogue.tag(named["b"], ["energy", "wind"])
    assert catalogue.tags() == {"energy": 2, "wind": 1}
    assert set(index.select(["energy"])) == {named["a"], named["b"]} and index.select(["wind"]) == [named["b"]]
    index.library.connection.execute("UPDATE documents SET modified = 1000 WHERE id = ?", (named["a"],))
    assert index.select(since=999, until=1000) == [] and index.select(since=1000, until=1001) == [named["a"]]
    assert index.select(["energy"], since=2000) == [named["b"]]
    with pytest.raises(ValueError, match="no-such"):
        index.select(["no-such"])


def test_a_search_among_chosen_documents_finds_nothing_else(index: PassageIndex) -> None:
    catalogue, named = index.library.catalogue, ids(index)
    catalogue.tag(named["c"], ["old"])
    for search in (index.search, index.search_words):
        hits = search("coal burnt", 10, index.select(["old"]))
        assert [hit.passage.document_id for hit in hits] == [named["c"]]
        assert search("coal burnt", 10, []) == []


def test_a_removed_document_leaves_no_tag(index: PassageIndex) -> None:
    index.library.catalogue.tag(ids(index)["a"], ["energy"])
    index.remove(ids(index)["a"])
    assert index.library.catalogue.tags() == {}


@pytest.mark.parametrize("tag", ["", " ", "a,b", "x" * 61])
def test_what_is_no_tag(tag: str) -> None:
    with pytest.raises(ValueError, match="tag"):
        checked_tag(tag)


def test_unknown_documents_and_senseless_titles_are_errors(index: PassageIndex) -> None:
    for act in (lambda: index.library.catalogue.rename("no", "t"), lambda: index.library.catalogue.tag("no", ["t"])):
        with pytest.raises(UnknownDocumentError):
            act()
    with pytest.raises(ValueError, match="300"):
        index.library.catalogue.rename(ids(index)["a"], "x" * 301)


def test_folders_are_remembered_with_their_switch(index: PassageIndex) -> None:
    catalogue = index.library.catalogue
    catalogue.set_folder("/a")
    catalogue.set_folder("/a", True)
    catalogue.set_folder("/a")
    catalogue.set_folder("/b")
    assert catalogue.folders() == {"/a": True, "/b": False}
    catalogue.forget_folder("/a")
    assert catalogue.folders() == {"/b": False}
