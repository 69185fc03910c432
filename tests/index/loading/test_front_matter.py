import pytest
from loading_laws import load_bytes

from index.documents.datatypes import Document
from index.loading.front_matter import front_matter

BODY = "\n# Mooring\n\nThree nights.\n"
YAML = "---\ntitle: Harbour rules\nauthor: J. Holm\ndate: 2024-05-01\ntags: [harbour, rules]\n---\n" + BODY
TOML = '+++\ntitle = "Harbour rules"\nauthor = "J. Holm"\ndate = 2024-05-01\ntags = ["harbour", "rules"]\n+++\n' + BODY
TEMPLATE = (
    "---\ntitle: Harbour rules\nauthor: {{ page.author }}: J. Holm\ndate: 2024-05-01\ntags: harbour, rules\n"
    "redirect_from:\n  - /old\n---\n\n# Mooring\n\nThree nights.\n"
)
MAY = 1714521600.0


def said(document: Document) -> tuple[str, float | None, tuple[str, ...]]:
    return document.title, document.modified, document.tags


@pytest.mark.parametrize("text", [YAML, TOML, TEMPLATE, YAML.replace("\n", "\r\n"), "\ufeff" + YAML])
def test_front_matter_gives_title_date_and_tags_and_is_no_text(text: str) -> None:
    document = load_bytes(text, ".md")
    assert said(document) == ("Harbour rules", MAY, ("harbour", "rules"))
    assert document.text.split() == ["#", "Mooring", "Three", "nights."]
    assert "author" in document.warnings[0]


def test_front_matter_of_a_page() -> None:
    document = load_bytes(YAML.replace("# Mooring", "<h1>Mooring</h1>"), ".html")
    assert said(document) == ("Harbour rules", MAY, ("harbour", "rules"))
    assert document.text == "Mooring\n\nThree nights."


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nThe harbour closes at six.\n\n---\n\nMore.\n",
        "--- a dash\ntitle: x\n---\n",
        "---\ntitle: never closed\n\nText.",
        "Text.\n\n---\ntitle: x\n---\n",
        "---\n- a\n- b\n---\nText.",
        "---\n? [a, b]\n: c\n---\nText.",
    ],
)
def test_what_is_no_front_matter_stays_text(text: str) -> None:
    assert front_matter(text) is None
    assert load_bytes(text, ".md").text == text


def test_a_plain_text_keeps_every_character() -> None:
    assert load_bytes(YAML, ".txt").text == YAML


def test_a_file_of_front_matter_alone_is_read_as_its_text() -> None:
    assert "Harbour rules" in load_bytes("---\ntitle: Harbour rules\n---\n", ".md").text


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("title: 2024", ("2024", None, ())),
        ("title: [a]\ndate: soon\ntags: 5", ("['a']", None, ())),
        ("title: x\npublished: 2024-05-01T00:00:00Z\nkeywords: a; b, a", ("x", MAY, ("a", "b"))),
        ("title: x\ndate: 2024-05-01 02:00:00 +0200", ("x", MAY, ())),
        (f"title: x\ntags: [{'y' * 99}, ok, {{a: b}}]", ("x", None, ("ok",))),
        ("a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\ntitle: x", ("x", None, ())),
    ],
)
def test_values_of_every_kind(fields: str, expected: tuple[str, float | None, tuple[str, ...]]) -> None:
    found = front_matter(f"---\n{fields}\n---\nText.")
    assert found and (found.title, found.modified, found.tags) == expected


def test_a_hostile_front_matter_is_text() -> None:
    text = "---\ntitle: " + "[" * 5_000 + "\n---\nText."
    assert front_matter(text) is not None or load_bytes(text, ".md").text == text
