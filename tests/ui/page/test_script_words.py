"""What the page's script says and decides, by its modules alone: words, filters, panels, keys, places."""

import pytest
from playwright.sync_api import BrowserContext
from script_page import ScriptPage


@pytest.fixture(scope="module")
def script(context: BrowserContext) -> ScriptPage:
    return ScriptPage(context.new_page())


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0 files"), (1, "1 file"), (2, "2 files"), (1204, "1,204 files"), (2000000, "2,000,000 files")],
)
def test_things_are_counted(script: ScriptPage, number: int, words: str) -> None:
    assert script.call("words", "say", "files", {"count": number}) == words


@pytest.mark.parametrize(
    ("time", "words"),
    [("2024-05", "May 2024"), ("2024-01", "January 2024"), ("2024-12", "December 2024"), ("2024", "2024"), ("", "")],
)
def test_a_month_is_written_out_and_anything_else_left_alone(script: ScriptPage, time: str, words: str) -> None:
    assert script.call("words", "monthWords", time) == words


@pytest.mark.parametrize(
    ("documents", "tags", "since", "until", "words"),
    [
        (0, [], "", "", ""),
        (2, [], "", "", "Asking only 2 of 1,500 documents"),
        (0, ["law"], "", "", "Asking only documents tagged law"),
        (0, ["law", "energy"], "", "", "Asking only documents tagged law or energy"),
        (0, [], "2024-05", "", "Asking only documents dated May 2024 or later"),
        (0, [], "", "2024-08", "Asking only documents dated August 2024 or earlier"),
        (0, [], "2024-05", "2024-05", "Asking only documents dated May 2024"),
        (0, ["law"], "2023-11", "2024-02", "Asking only documents tagged law and dated November 2023 to February 2024"),
        (3, ["law"], "2024-05", "", "Asking only 3 of 1,500 documents, if tagged law and dated May 2024 or later"),
    ],
)
def test_the_scope_is_a_sentence(
    script: ScriptPage, documents: int, tags: list[str], since: str, until: str, words: str
) -> None:
    scope = {"documents": [str(number) for number in range(documents)], "tags": tags, "since": since, "until": until}
    assert script.call("words", "scopeWords", scope, 1500) == words
    assert script.call("words", "scopeWords", scope, 1500, True) == words.replace("Asking", "Asked")


def test_files_that_were_not_added_or_are_out_of_reach_are_a_sentence(script: ScriptPage) -> None:
    shown = [script.call("words", "unreadWords", *counts) for counts in ((0, False), (1, False), (2, False))]
    assert shown == ["", "1 file was not added", "2 files were not added"]
    shown = [script.call("words", "unreadWords", *counts) for counts in ((0, True), (2, True))]
    assert shown == [
        "Some files are out of reach; their documents are kept",
        "2 files were not added; others are out of reach, and their documents are kept",
    ]


@pytest.mark.parametrize(
    ("typed", "tags"), [("law", ["law"]), (" law , 2030,, a b ", ["law", "2030", "a b"]), (" , ", []), ("", [])]
)
def test_commas_part_tags(script: ScriptPage, typed: str, tags: list[str]) -> None:
    assert script.call("words", "tagsTyped", typed) == tags


@pytest.mark.parametrize(
    ("typed", "words"), [("Budget  COUNCIL", ["budget", "council"]), (" \t\n", []), ("Straße ", ["straße"])]
)
def test_the_filter_is_words_in_lower_case(script: ScriptPage, typed: str, words: list[str]) -> None:
    assert script.call("words", "filterWords", typed) == words


@pytest.mark.parametrize(
    ("front", "is_wide", "is_narrow", "is_covering", "inert"),
    [
        ("", True, False, False, ""),
        ("", False, False, False, "source"),
        ("", False, True, False, "library source"),
        ("source", True, False, False, ""),
        ("source", False, False, True, "library chat"),
        ("source", False, True, True, "library chat"),
        ("library", False, False, False, "source"),
        ("library", False, True, True, "chat source"),
    ],
)
def test_the_panel_in_front_is_the_only_one_in_reach_where_it_covers_the_others(
    script: ScriptPage, front: str, is_wide: bool, is_narrow: bool, is_covering: bool, inert: str
) -> None:
    code = """
        const { isCovering, inert } = modules.panels.inertPanels(...argument);
        return { isCovering, inert: ["library", "chat", "source"].filter((name) => inert.has(name)).join(" ") };
    """
    assert script.run(code, [front, is_wide, is_narrow]) == {"isCovering": is_covering, "inert": inert}


@pytest.mark.parametrize(
    ("around", "left", "top"),
    [
        ({"left": 200, "top": 300, "bottom": 320}, 200, 192),  # above
        ({"left": 200, "top": 100, "bottom": 120}, 200, 128),  # no room above
        ({"left": 900, "top": 300, "bottom": 320}, 692, 192),  # at the right edge
        ({"left": -40, "top": 116, "bottom": 136}, 8, 8),  # at the left edge, just enough room above
    ],
)
def test_a_tooltip_stays_in_the_window(script: ScriptPage, around: dict[str, int], left: int, top: int) -> None:
    size = {"width": 300, "height": 100}
    assert script.call("tooltips", "tooltipPlace", around, size, 1000) == {"left": left, "top": top}


@pytest.mark.parametrize(
    ("tag", "key", "meaning"),
    [
        ("<p>", {"key": "3"}, "3"),
        ("<p>", {"key": "0"}, ""),
        ("<p>", {"key": "12"}, ""),
        ("<p>", {"key": "3", "ctrlKey": True}, ""),
        ("<p>", {"key": "/"}, "question"),
        ("<p>", {"key": "Escape"}, "back"),
        ("<p>", {"key": "Escape", "isComposing": True}, ""),
        ("<textarea>", {"key": "3"}, ""),
        ("<textarea>", {"key": "/"}, ""),
        ("<textarea>", {"key": "Escape"}, "back"),
        ("<input type=checkbox>", {"key": "3"}, "3"),
        ("<input type=search>", {"key": "3"}, ""),
    ],
)
def test_what_a_key_means_depends_on_where_it_is_pressed(
    script: ScriptPage, tag: str, key: dict[str, object], meaning: str
) -> None:
    code = """
        const holder = document.createElement("template");
        holder.innerHTML = argument.tag;
        return modules.keys.meaning({ ...argument.key, target: holder.content.firstElementChild });
    """
    assert script.run(code, {"tag": tag, "key": key}) == meaning


@pytest.mark.parametrize(
    ("chosen", "is_system_dark", "other"),
    [(None, True, "light"), (None, False, "dark"), ("light", True, "dark"), ("dark", False, "light")],
)
def test_the_other_theme(script: ScriptPage, chosen: str | None, is_system_dark: bool, other: str) -> None:
    assert script.call("theme", "otherTheme", chosen, is_system_dark) == other


@pytest.mark.parametrize(
    ("is_busy", "examples", "is_expected", "pause"),
    [
        (True, [], False, "working"),
        (False, ["Who?"], True, "working"),
        (False, [], False, "unsettled"),
        (False, ["Who?"], False, "resting"),
    ],
)
def test_the_server_is_asked_again_soon_only_while_something_may_change(
    script: ScriptPage, is_busy: bool, examples: list[str], is_expected: bool, pause: str
) -> None:
    code = f"return modules.overview.pauseAfter(...argument) === modules.overview.pauses[{pause!r}]"
    assert script.run(code, [{"busy": is_busy, "examples": examples}, is_expected])
