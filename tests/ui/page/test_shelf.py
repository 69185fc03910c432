"""The documents on the left as HTML: whatever a title, a path, a tag or a reason holds is shown as text."""

import re
from collections.abc import Sequence

from hypothesis import given
from markup import TEXTS, as_shown, inside, read_back

from index.adding.progress import Failure, Progress
from index.library.protocol import DocumentSummary
from index.library.removed import RemovedDocument
from ui.intake import Summary
from ui.page.shelf import (
    documents_html,
    failures_html,
    folders_html,
    progress_html,
    removed_html,
    summary_words,
    tag_choices_html,
)


def summary(
    title: str = "A report",
    path: str = "/x/report.pdf",
    tags: Sequence[str] = (),
    warnings: Sequence[str] = (),
    pages: int = 31,
    modified: float | None = 1715940000.0,
) -> DocumentSummary:
    facts = ("id", title, path, "application/pdf", "0", 1234567, 42, pages, 64_000, modified, 0.0, path)
    return DocumentSummary(*facts, tuple(warnings), tuple(tags))


def text_of(name: str, page: str) -> str:
    return read_back(inside(rf'class="{name}"[^>]*>(.*?)</(?:bdi|span|li)>', page))


@given(TEXTS, TEXTS, TEXTS)
def test_only_our_own_tags_are_ever_in_the_list(title: str, path: str, tag: str) -> None:
    shown = documents_html([summary(title, path, [tag], [title])])
    shown += tag_choices_html({tag: 3}) + folders_html({path: True}) + failures_html([Failure(path, title)])
    shown += progress_html(Progress(1, 4, path, None))
    names = {each.strip("</>").split()[0] for each in re.findall(r"</?[a-zA-Z!][^>]*>", shown)}
    assert names <= set("li input button bdi span svg path i p".split())
    assert text_of("title", shown) == as_shown(title)
    assert text_of("tag", shown) == as_shown(tag)
    assert text_of("reason", shown) == as_shown(title)
    assert read_back(inside(r'data-tag="(.*?)"', shown)) == as_shown(tag)


def test_a_document_says_its_kind_length_passages_and_day() -> None:
    shown = documents_html([summary(tags=["energy"])])
    assert text_of("kind", shown) == "PDF"
    assert text_of("day", shown) == "17 May 2024"
    assert "PDF</span> · <span>31 pages</span> · <span>42 passages</span></span>" in shown
    assert "noted" not in shown
    assert "added 1 Jan 1970" in documents_html([summary(modified=None)])


def test_a_document_with_warnings_has_a_quiet_mark() -> None:
    assert 'title="2 notes on how it was read"' in documents_html([summary(warnings=["a", "b"])])


def test_the_list_is_by_title_whatever_marks_it_begins_with() -> None:
    titles = ["“Zorland”", "a cautious outlook", "Part 10", "Part 2", "A bridge"]
    shown = documents_html([summary(title) for title in titles])
    found = re.findall(r'class="title">(.*?)</bdi>', shown)
    assert found == ["A bridge", "a cautious outlook", "Part 2", "Part 10", "“Zorland”"]


def test_folders_say_whether_they_are_kept_in_sync() -> None:
    shown = folders_html({"/b/two": False, "/a/one": True})
    assert re.findall(r'aria-checked="(\w+)" data-folder="([^"]*)"', shown) == [("true", "/a/one"), ("false", "/b/two")]


def test_progress_says_what_is_known_so_far() -> None:
    assert "<span>1 of 4 files</span></p>" in progress_html(Progress(1, 4, "/x/<i>.txt", None))
    shown = read_back(progress_html(Progress(12, 240, "/x/<i>.txt", 200.0, part=0.5, pages=310, passages=1204)))
    assert shown == "Reading <i>.txt12 of 240 files · 310 pages · 1,204 passages · about 3 min left"


def test_what_came_of_it_in_words() -> None:
    assert summary_words(Summary(added=2, unchanged=1, failed=1)) == "2 added, 1 already there, 1 not added."
    assert summary_words(Summary(added=2, cancelled=True)) == "Cancelled; already done: 2 added."
    assert summary_words(Summary(cancelled=True)) == "Cancelled; nothing was added."
    noted = "2 added; 1 marked †, with notes on what could not be read."
    assert summary_words(Summary(added=2, noted=1)) == noted
    assert summary_words(Summary(unchanged=2, kept=3)) == "2 already there, 3 out of reach."
    assert summary_words(Summary()) == "There was nothing to add."


def test_files_out_of_reach_are_named_the_first_few_of_each_reason() -> None:
    kept = [Failure(f"/a/<i>{number}.txt", "The disk is not mounted.") for number in range(12)]
    shown = failures_html([Failure("/b.gif", "No text.")], [*kept, Failure("/c.txt", "It is a link now.")])
    assert shown.count('<li class="kept">') == 12 and shown.count('<li class="failed">') == 1
    assert "&lt;i&gt;9.txt" in shown and "11.txt" not in shown and "2 more files" in shown and "It is a link" in shown


def test_each_removed_document_has_its_undo_the_first_few() -> None:
    removed = [RemovedDocument(9 - n, "id", f"<b>{n}</b>", "/p", "/p", 1, (), 0.0) for n in range(5)]
    shown = removed_html(removed)
    assert shown.count("<li>") == 4 and shown.count('data-removal="') == 3 and 'data-removal="9"' in shown
    assert 'Removed <bdi class="title">&lt;b&gt;0&lt;/b&gt;</bdi>.' in shown and "and 2 more" in shown
    assert removed_html([]) == "" and "more" not in removed_html(removed[:3])
