"""What Quoth says: the same entries in each language, each of them used, and nothing said that is no entry."""

import ast
import re
import string
from pathlib import Path
from typing import Any

import pytest
from literals import said_in_html, said_in_python, said_in_script, words_in_html
from markupsafe import Markup, escape

from index.loading.registry import FORMATS
from qa.datatypes import Answer, Citation, Finding
from qa.language.tongue import NAMES
from qa.notes import SENTENCES, Note
from ui.page.answers import answer_html
from ui.page.whole import ASSETS, page_html
from ui.words import ENGLISH, LANGUAGES, catalogue, in_language, say, say_note

UI = Path(__file__).parents[3] / "ui"
PAGE = UI / "page"
SAYING_NOTHING = {"guard", "bodies", "serving", "asked", "web", "tool", "ports", "scripts", "dismissed"}
"""Modules whose sentences are errors, refusals of requests, or the description of the HTTP endpoint."""
RENDERING = [path for path in sorted(PAGE.rglob("*.py")) if path.stem not in SAYING_NOTHING]
SCRIPTS = sorted((PAGE / "script").glob("*.js"))
OTHERS = [language for language in LANGUAGES if language != ENGLISH]
OF_COMMAND = "command."
NOT_SAID = {
    "very likely",  # what qa calls a confidence
    "more file",  # the name of an entry
    "quoth restore",  # a command, and the caps of keys, are the same in any language
    *("Enter", "Shift", "Esc"),
    "The page has not started.",  # an error that no one sees
}


def places(entry: Any) -> set[str]:
    """The names of the values in an entry; each plural may leave `count` out."""
    sentences = [entry] if isinstance(entry, str) else entry.values()
    return {name for text in sentences for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", OTHERS)
def test_each_language_has_the_same_entries_with_the_same_values(language: str) -> None:
    english, other = catalogue(ENGLISH), catalogue(language)
    assert set(other) == {key for key in english if not key.startswith(OF_COMMAND)}
    assert {key: places(other[key]) for key in other} == {key: places(english[key]) for key in other}
    assert [key for key in other if isinstance(other[key], str) != isinstance(english[key], str)] == []


def test_plurals_are_those_of_the_language() -> None:
    for language, forms in ((ENGLISH, {"one", "other"}), ("zh-CN", {"other"})):
        plurals = {key: set(entry) for key, entry in catalogue(language).items() if not isinstance(entry, str)}
        assert plurals and {key for key, found in plurals.items() if found != forms} == set()
    assert (say("count.passage", count=1), say("count.passage", count=1204)) == ("1 passage", "1,204 passages")
    with in_language("zh-CN"):
        assert (say("count.passage", count=1), say("count.passage", count=1204)) == ("1 个段落", "1,204 个段落")


def strings_in_code() -> set[str]:
    """Every text in the code of `ui` and `qa`, those in f-strings up to the first value, and the page's places."""
    found: set[str] = set()
    for path in [*UI.rglob("*.py"), *(UI.parent / "qa").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and path.name != "notes.py":
                found.add(node.value)
    html = (ASSETS / "page.html").read_text(encoding="utf-8")
    found |= set(re.findall(r"\{([a-z_.]+)\}", html))
    for path in SCRIPTS:
        found |= {f"script.{key}" for key in re.findall(r'say\("(\w+)"', path.read_text(encoding="utf-8"))}
        ternaries = re.findall(r'say\(\w+ \? "(\w+)" : "(\w+)"', path.read_text(encoding="utf-8"))
        found |= {f"script.{key}" for pair in ternaries for key in pair}
    return found


def families() -> set[str]:
    """The entries that are found by what they name."""
    code = " ".join(path.read_text(encoding="utf-8") for path in UI.rglob("*.py"))
    things = set(re.findall(r"counted\([^\n]*?, [\"']([a-z ]+)[\"']\)", code)) | {"page", "slide"}
    return {
        *(f"count.{thing}" for thing in things),
        *(f"kind.{format.words}" for format in FORMATS),
        *(f"language.{name}" for name in NAMES.values()),
        *(f"time.month_{month}" for month in range(1, 13)),
    }


def test_every_entry_is_used_and_every_family_is_whole() -> None:
    english = set(catalogue(ENGLISH))
    assert families() - english == set()
    assert english - strings_in_code() - families() == set()


@pytest.mark.parametrize("path", RENDERING, ids=lambda path: str(path.relative_to(PAGE)))
def test_rendering_holds_no_sentence_of_its_own(path: Path) -> None:
    assert [said for said in said_in_python(path.read_text(encoding="utf-8")) if said not in NOT_SAID] == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_the_script_holds_no_sentence_of_its_own(path: Path) -> None:
    assert [said for said in said_in_script(path.read_text(encoding="utf-8")) if said not in NOT_SAID] == []


def test_the_page_holds_no_sentence_of_its_own() -> None:
    assert said_in_html((ASSETS / "page.html").read_text(encoding="utf-8")) == ["Quoth", "Quoth", "¶"]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ('x = Markup("<p>Searched for {}</p>")', ["Searched for {}"]),
        ("x = Markup('<button aria-label=\"Close\">{}</button>')", ["Close"]),
        ('x = f"{n} documents say so"', ["{} documents say so"]),
        ('x = "Likely"', ["Likely"]),
        ('def f():\n    """Says what it does."""\n    raise ValueError("This is an error.")', []),
        ('x = {"class": "went-on", "kind": "paragraph"}', []),
    ],
)
def test_a_sentence_in_rendering_is_found(code: str, said: list[str]) -> None:
    assert said_in_python(code) == said


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ('line.textContent = "Reading…"; // Of course.', ["Reading…"]),
        ("announce(`Removed ${title}.`);", ["Removed {}."]),
        ('button.setAttribute("aria-label", "close it")', ["close it"]),
        ('import { find } from "./dom.js";\nfind("shelf").querySelector(".document .open");', []),
        ('const { key } = event; if (key === "Enter") say("copied");', []),
    ],
)
def test_a_sentence_in_the_script_is_found(code: str, said: list[str]) -> None:
    assert said_in_script(code) == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_whole_in_each_language(language: str) -> None:
    page = page_html(language)
    assert f'id="quoth" lang="{language}"' in page
    words = words_in_html(page)
    assert len(words) > 40 and not [text for text in words if "{" in text]
    chinese = [text for text in words if re.search("[\u4e00-\u9fff]", text)]
    latin = {
        "Quoth",
        "¶",
        "Enter",
        "Shift",
        "Esc",
        "1",
        "–",
        "9",
        "·",
        "2024-05",
        "2024-08",
        "English",
        "Show in English",
    }
    assert (
        set(words) - set(chinese) <= latin if language == "zh-CN" else chinese == ["用中文显示", "用中文显示", "中文"]
    )


def test_a_note_is_said_in_the_language_of_the_page_and_is_english_in_json() -> None:
    note = Note("note.languages", asked=Note("language.German"), read=Note("language.English"))
    assert note.startswith("Your question is in German, and the closest passages are in English.")
    assert say_note(note) == note == say_note(str(note))
    with in_language("zh-CN"):
        assert say_note(note).startswith("您的问题是德语，而最接近的段落是英语。")
        assert say_note("Of no key.") == "Of no key."
        assert str(note).startswith("Your question is in German")
    assert set(SENTENCES) <= set(catalogue(ENGLISH))


def test_a_language_that_is_not_ours_is_english() -> None:
    for language in ("de", "", "../en", "zh-TW"):
        with in_language(language):
            assert say("page.cancel") == "Cancel"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    ["Cancel", "page.cancel", "{count}", "{title.__class__}", "Your documents don’t say.", "script.reading", "Text"],
)
def test_what_documents_say_is_never_looked_up_nor_formatted(text: str, language: str) -> None:
    """Text that is a sentence of ours, a key, or the name of a value is shown as it stands."""
    place = Citation("d", text, f"/{text}", "0", None, 0, len(text), text, 0, len(text))
    shown_as = Markup('<mark class="whole">{}</mark>').format(text)
    with in_language(language):
        found = answer_html(Answer(text, text, (Finding(text, 0.9, (place,)),)))
        refused = answer_html(Answer(text, f"Not {text}", closest=(place,), unknown_words=(text,), corrected=text))
    assert shown_as in found and f'<bdi class="title">{escape(text)}</bdi>' in found
    assert f"Not {escape(text)}</q>" in refused and f"<b>{escape(text)}</b>" in refused
    assert f'class="meant">{escape(text)}</button>' in refused
