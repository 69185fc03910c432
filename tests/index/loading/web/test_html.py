import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loading_laws import FORMATS, check_offsets, kinds, load_bytes, read_all
from mutants import mutants

from index.documents.datatypes import Document
from index.errors import LoadError
from index.loading import documents

OWN_TEXT = Path(__file__).parents[3] / "tools" / "web_pages"
XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'
PAGES = ["tidal_power", "brindle_configuration", "ferry_timetable", "planning_notice", "mountains"]
MOST_BESIDE = {"planning_notice": 5}  # words of menus that are kept; its menu is a table without a name


def read(name: str) -> Document:
    (found,) = documents(Path(f"/{name}"), (FORMATS / name).read_bytes())
    assert isinstance(found, Document)
    check_offsets(found)
    return found


def words_of(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


@pytest.mark.parametrize("name", PAGES)
def test_a_saved_page_keeps_all_its_own_text_and_next_to_nothing_else(name: str) -> None:
    document = read(f"{name}.html")
    own = words_of((OWN_TEXT / f"{name}.txt").read_text(encoding="utf-8"))
    kept = words_of(document.text)
    assert not own - kept
    beside = {word for word in kept if word not in own and not word.isdigit()}
    assert len(beside) <= MOST_BESIDE.get(name, 0), beside


def test_the_news_page_in_full() -> None:
    document = read("tidal_power.html")
    assert document.title == "Zorland opens its first tidal power station"
    assert document.modified == 1709626500
    assert kinds(document)[:3] == [
        ("heading", 1, "Zorland opens its first tidal power station"),
        ("paragraph", 0, "The plant in Kelm Strait will supply 41,000 homes."),
        ("paragraph", 0, "By Hedda Lund, 5 March 2024"),
    ]
    assert ("heading", 2, "Twelve turbines") in kinds(document)
    assert ("paragraph", 0, "Each of the twelve turbines weighs 180 tonnes.\nThey were built in Dremmen.") in kinds(
        document
    )
    assert "added by a script" not in document.text and "The station was shut in 2025" in document.text


def test_the_documentation_page_keeps_code_and_the_depth_of_lists() -> None:
    found = kinds(read("brindle_configuration.html"))
    assert ("heading", 1, "Configuration") in found
    assert ("code", 0, "cache_days = 30\nif slow:\n    workers = 2") in found
    assert found[-3:] == [
        ("item", 0, "1. Write the file."),
        ("item", 1, "• Save it as UTF-8."),
        ("item", 0, "2. Start brindle again."),
    ]


def test_tables_are_rows_with_their_headers() -> None:
    found = kinds(read("mountains.html"))
    assert ("row", 0, "Survey: Royal Survey of 1902") in found
    assert ("row", 1, "Name; Figures Height (m); Figures First climbed") in found
    assert ("row", 0, "Name: Peak Esk; Figures Height (m): 1548; Figures First climbed: 1863") in found


def test_an_mhtml_file_reads_as_the_page_it_was_saved_from() -> None:
    saved, page = read("ferry_timetable.mhtml"), read("ferry_timetable.html")
    assert (saved.text, saved.title, saved.blocks) == (page.text, page.title, page.blocks)
    assert "Boat: Heron; Leaves Orm: 08:05; Arrives Vell: 08:50" in saved.text


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        (
            "<tr><th>Keeper<th>Town</tr><tr><td rowspan=2>Varr<td>Orm</tr><tr><td>Vell</tr>",
            ["Keeper; Town", "Keeper: Varr; Town: Orm", "Keeper: Varr; Town: Vell"],
        ),
        (
            "<tr><th>A<th>B<th>C</tr><tr><td colspan=2>one<td>two</tr><tr><td colspan=3>all of them</tr>",
            ["A; B; C", "A: one; C: two", "all of them"],
        ),
        ("<tr><td>a<td>b</tr><tr><td>c<td>d<br>e</tr>", ["a; b", "c; d e"]),
        ("<caption>Fees</caption><tr><th>Dog<td>2</tr><tr><th>Cat<td>1</tr>", ["Fees", "Dog: 2", "Cat: 1"]),
        (
            "<tr><th>A<th>B</tr><tr><td rowspan=9 colspan=x>1</tr><tr></tr><tr><td>2</tr>",
            ["A; B", "A: 1", "A: 1", "A: 1; B: 2"],
        ),
    ],
    ids=["rowspan", "colspan", "without headers", "headers at the side", "broken spans"],
)
def test_rows_of_tables(table: str, rows: list[str]) -> None:
    assert [text for kind, _, text in kinds(load_bytes(f"<table>{table}</table>", ".html")) if kind == "row"] == rows


def test_tables_that_lay_out_a_page_are_no_rows() -> None:
    inner = "<table><tr><td><h2>News</h2><p>The mill burned.<td><p>The mayor left.</table>"
    document = load_bytes(f"<table><tr><td>left<td>{inner}</table>", ".html")
    assert [kind for kind, _, _ in kinds(document)] == ["paragraph", "heading", "paragraph", "paragraph"]


def test_hidden_text_controls_and_scripts_are_left_out() -> None:
    page = (
        "<p>Seen.<span hidden>x1</span><span style='Display : none'>x2</span><div aria-hidden=true>x3</div>"
        "<script>x4</script><style>x5</style><noscript>x6</noscript><template>x7</template><input type=hidden value=x8>"
        "<input type=password value=x9><button>x10</button><svg><text>x11</text></svg><img src=x12><!-- x13 -->"
        "<p>Soft&shy;ware &amp; caf&eacute;.<p>" + "Much is said here. " * 20
    )
    text = load_bytes(page, ".html").text
    assert "x" not in text and text.startswith("Seen.") and "Software & café." in text


@pytest.mark.parametrize(
    "wrapper", ["<nav>{}</nav>", "<div class=cookie-wall>{}</div>", "<form>{}</form>", "<footer>{}</footer>"]
)
def test_a_page_within_what_looks_like_a_menu_is_kept(wrapper: str) -> None:
    assert "The mill burned in 1904." in load_bytes(wrapper.format("<p>The mill burned in 1904.</p>"), ".html").text


def test_a_page_behind_an_open_dialog_is_kept() -> None:
    page = (
        "<div aria-hidden=true><main><p>The mill burned in 1904.</main></div><div role=dialog>Take our cookies.</div>"
    )
    assert "The mill burned in 1904." in load_bytes(page, ".html").text


def test_a_heading_outside_the_article_is_kept() -> None:
    page = (
        "<header><nav><a href=/>Home</a></nav><h1>Fire</h1></header><p>Lead.</p><article><p>The mill burned.</article>"
    )
    assert load_bytes(page, ".html").text == "Fire\n\nLead.\n\nThe mill burned."


@pytest.mark.parametrize(
    "data",
    [
        "<meta charset=iso-8859-1><p>Köln – “gut”".encode("cp1252"),
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252"><p>Köln – “gut”'.encode("cp1252"),
        "\ufeff<meta charset=iso-8859-1><p>Köln – “gut”".encode(),
        "<meta charset=nonsense><p>Köln – “gut”".encode(),
        "<meta charset=utf-16><p>Köln – “gut”".encode(),
        "\ufeff<p>Köln – “gut”".encode("utf-16-le"),
        '<?xml version="1.0" encoding="windows-1252"?><p>Köln – “gut”'.encode("cp1252"),
    ],
)
def test_encodings(data: bytes) -> None:
    assert load_bytes(data, ".html").text == "Köln – “gut”"


def test_chinese_pages_and_broken_characters() -> None:
    assert (
        load_bytes("<meta charset=gb2312><p>中国的人工智能發展".encode("gb18030"), ".html").text == "中国的人工智能發展"
    )
    broken = load_bytes(b"<meta charset=utf-8><p>" + "Köln liegt am Rhein. ".encode() * 9 + b"\xff", ".html")
    assert "Köln liegt" in broken.text and "1 character was broken" in broken.warnings[0]


@pytest.mark.parametrize(
    ("head", "title", "modified"),
    [
        ("<title>Fire | Post</title>", "Fire | Post", None),
        ("<title>Post</title><meta property=og:title content=Fire>", "Fire", None),
        ("<meta name=date content=2024-03-05>", "The mill", 1709596800),
        ("<meta name=date content='2024-03-05T01:00:00+01:00'>", "The mill", 1709596800),
        ("<meta name=date content=05/03/2024>", "The mill", None),
        ("<meta name=date content=2024-13-45><title> </title>", "The mill", None),
    ],
)
def test_title_and_date(head: str, title: str, modified: float | None) -> None:
    document = load_bytes(f"<head>{head}</head><h1>The mill</h1><p>It burned.", ".html")
    assert (document.title, document.modified) == (title, modified)


def test_xhtml_is_read_by_the_rules_of_xml() -> None:
    page = f'<?xml version="1.0"?><html {XHTML}><head><title/></head><body><p>Caf&eacute;</p></body></html>'
    assert load_bytes(page, ".xhtml").text == "Café"
    assert load_bytes(page.replace("</p>", ""), ".xhtml").text == "Café"


def test_entities_of_a_bomb_are_not_expanded() -> None:
    page = '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><html ' + XHTML + "><p>Text &b;</p></html>"
    assert "haha" not in load_bytes(page, ".xhtml").text


@pytest.mark.parametrize("element", ["div", "table><tr><td", "ul><li", "span", "blockquote", "nav", "font"])
def test_text_a_hundred_thousand_levels_deep_is_read(element: str) -> None:
    document = load_bytes("<p>First.</p>" + f"<{element}>" * 100_000 + "deep", ".html")
    assert document.text.startswith("First.") and "deep" in document.text and not document.warnings


def test_text_at_every_depth_is_read_in_order() -> None:
    page = "".join(f"<div>w{level} " for level in range(3_000)) + "".join(f"</div>v{level} " for level in range(3_000))
    expected = [f"w{level}" for level in range(3_000)] + [f"v{level}" for level in range(3_000)]
    for markup in (page, "<div>" * 300_000 + "alone", "<script>" + "<div>" * 9 + "</script>" + page):
        document = load_bytes(markup, ".html")
        assert document.text.split() == (["alone"] if "alone" in markup else expected) and not document.warnings


def test_a_thousand_levels_are_read() -> None:
    document = load_bytes("<p>First.</p>" + "<div>" * 1000 + "deep" + "</div>" * 1000 + "<p>Last.", ".html")
    assert document.text == "First.\n\ndeep\n\nLast." and not document.warnings


def test_text_that_stands_in_the_head_is_kept() -> None:
    page = "<head><title>T</title><x-card><y>Lost in the head.</y></x-card></head><body><p>In the body.</p></body>"
    assert load_bytes(page, ".html").text == "Lost in the head.\n\nIn the body."


@pytest.mark.parametrize("data", ["<html></html>", "<script>x</script>", "<!-- x -->", "<img src=x>"])
def test_pages_without_text_are_refused(data: str) -> None:
    with pytest.raises(LoadError, match="contains no text"):
        load_bytes(data, ".html")


@pytest.mark.parametrize("data", [b"no mail at all", b"Content-Type: image/png\n\nx", b"\0\1\2"])
def test_an_mhtml_file_without_a_page_is_refused(data: bytes) -> None:
    with pytest.raises(LoadError, match="not a saved web page"):
        load_bytes(data, ".mht")


@pytest.mark.parametrize("name", ["tidal_power.html", "mountains.html", "ferry_timetable.mhtml"])
def test_damaged_pages_are_read_or_refused(name: str) -> None:
    @settings(max_examples=25, deadline=None)
    @given(mutants((FORMATS / name).read_bytes()))
    def check(data: bytes) -> None:
        read_all(data, Path(name).suffix)

    check()


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "<p> </p> <div> <ul> <li> </ul> <table> <tr> <td> <th> </table> <pre> <h2> </h2> <br> <a> a b".split()
        )
    )
)
def test_any_tags_keep_every_word(tags: list[str]) -> None:
    shown = [tag for tag in tags if tag in ("a", "b")]
    found = read_all(f"<body>start {' '.join(tags)}".encode(), ".html")
    assert isinstance(found[0], Document)
    assert Counter(re.findall(r"\b[ab]\b", found[0].text)) == Counter(shown)
