"""What a page shows beyond plain words: powers, formulas, notes, struck text, fields, pictures, banners."""

import pytest
from loading_laws import load_bytes

MUCH = "<p>" + "The mill of Orm burned in 1904 and was built again. " * 20 + "</p>"


def text_of(markup: str) -> str:
    return load_bytes(markup, ".html").text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("10<sup>6</sup> cells, 4.2 × 10<sup>-3</sup> mol", "10⁶ cells, 4.2 × 10⁻³ mol"),
        ("H<sub>2</sub>O and x<sub>max</sub>", "H₂O and x_max"),
        ("2<sup>n<sup>2</sup></sup>", "2^{n²}"),
        ("10<span style='vertical-align: super'>9</span> years", "10⁹ years"),
        ("10<span style='font-size:8pt; mso-text-raise:3.0pt'>9</span>", "10⁹"),
        ("<style>.up{vertical-align:super}</style>10<span class='x up'>9</span>", "10⁹"),
        ("1<sup>3</sup>/<sub>4</sub> cups", "1 3/4 cups"),
        ("half is <sup>1</sup>&frasl;<sub>2</sub>.", "half is 1/2."),
        ("the 18<sup>th</sup> day", "the 18th day"),
        ("e<sup>a, b</sup>", "e^{a, b}"),
        ("<table><tr><th>Cells<th>Area</tr><tr><td>10<sup>6</sup><td>5 m<sup>2</sup></tr></table>", None),
        ("<h2>Area in km<sup>2</sup></h2>", "Area in km²"),
    ],
)
def test_raised_and_lowered_words_keep_their_height(markup: str, text: str | None) -> None:
    assert text_of(f"<div>{markup}</div>") == (text or "Cells; Area\n\nCells: 10⁶; Area: 5 m²")


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("<mfrac><mn>3</mn><mn>4</mn></mfrac>", "3/4"),
        ("<mn>3</mn><mfrac><mn>1</mn><mn>2</mn></mfrac>", "3 1/2"),
        ("<mfrac><mrow><mi>x</mi><mo>+</mo><mn>1</mn></mrow><mn>2</mn></mfrac>", "(x+1)/2"),
        ("<msup><mrow><mo>(</mo><mi>a</mi><mo>+</mo><mi>b</mi><mo>)</mo></mrow><mn>2</mn></msup>", "(a+b)²"),
        ("<msup><mfrac><mn>3</mn><mn>4</mn></mfrac><mn>2</mn></msup>", "(3/4)²"),
        ("<msqrt><mn>2</mn></msqrt><mo>≈</mo><mn>1.41</mn>", "√2 ≈ 1.41"),
        ("<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover>", "∑_{i=1}^{n}"),
        ("<semantics><msub><mi>v</mi><mn>0</mn></msub><annotation>v_0</annotation></semantics>", "v₀"),
        ("<mi>sin</mi><mi>x</mi>", "sin x"),
        ("<mtable><mtr><mtd>1</mtd><mtd>2</mtd></mtr><mtr><mtd>3</mtd><mtd>4</mtd></mtr></mtable>", "(1, 2; 3, 4)"),
    ],
)
def test_formulas_stand_on_one_line(formula: str, text: str) -> None:
    assert text_of(f"<p>He kept <math>{formula}</math> of it.") == f"He kept {text} of it."


def test_a_formula_behind_a_figure_and_one_that_is_drawn_twice() -> None:
    assert text_of("<p>1<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> cups") == "1 1/2 cups"
    half = "<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>"
    katex = f"<span class=katex><span class=katex-mathml>{half}</span><span class=katex-html>12</span></span>"
    wikipedia = f"<span class=mwe-math-mathml-inline style='display:none'>{half}</span>"
    assert text_of(f"<p>It is {katex}.") == text_of(f"<p>It is {wikipedia}.") == "It is 1/2."


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("built in 1877<sup><a href='#fn18'>18</a></sup>.", "built in 1877 [18]."),
        ("built in 1877<a href='#fn18'><sup>18</sup></a>.", "built in 1877 [18]."),
        ("built in 1877<a href='#fn18'>18</a>.", "built in 1877 [18]."),
        ("built in 1877<a role=doc-noteref href='notes.html'>18</a>.", "built in 1877 [18]."),
        ("built in 1877<sup class=reference><a href='#c'><span>[</span>18<span>]</span></a></sup>.", None),
        ("built in 1877<sup><a href='#a'>3</a>, <a href='#b'>4</a></sup>.", "built in 1877 [3], [4]."),
        ("built in 1877<sup><a href='#a'>*</a></sup>.", "built in 1877*."),
        ("see <a href='#s'>4</a>.", "see 4."),
    ],
)
def test_note_marks_are_never_glued_to_a_number(markup: str, text: str | None) -> None:
    assert text_of(f"<p>It was {markup}") == f"It was {text or 'built in 1877 [18].'}"


@pytest.mark.parametrize(
    "old",
    [
        "<del>$500</del>",
        "<s>$500</s>",
        "<strike>$500</strike>",
        "<span style='color:red;text-decoration: line-through'>$500</span>",
        "<style>.old{text-decoration:line-through}</style><b class=old>$500</b>",
    ],
)
def test_struck_text_is_left_out_and_told(old: str) -> None:
    document = load_bytes(f"<p>The rent is {old} <ins>$450</ins> a month.", ".html")
    assert document.text == "The rent is $450 a month."
    assert document.warnings == ("1 struck-out stretch was left out: after “The rent is”.",)


def test_struck_cells_and_items_are_left_out_and_told() -> None:
    rows = "<tr><th>Dog<th>Fee</tr><tr><td>Big<td><s>9</s> 7</tr><tr style='text-decoration:line-through'><td>Cat<td>1"
    document = load_bytes(f"<table>{rows}</table><ul><li><del>Fish</del><li>Bird</ul>", ".html")
    assert document.text == "Dog; Fee\n\nDog: Big; Fee: 7\n\n• Bird"
    assert document.warnings[0].startswith("4 struck-out stretches were left out")


def test_fields_lists_and_pictures_are_read() -> None:
    page = (
        "<p>Order: <input value='4711'>, from <select><option>Rome<option selected>Oslo</select>.</p>"
        "<textarea>The caretaker is Mr Blunt.</textarea><p><input type=checkbox checked> Paid "
        "<input type=checkbox> Sent <input type=checkbox></p><img src=a.png alt='Chart: sales rose to 12 million'>"
        "<p>Well done <img class=emoji alt='🙂'>"
    )
    assert text_of(page).split("\n\n") == [
        "Order: 4711 , from Oslo .",
        "The caretaker is Mr Blunt.",
        "☒ Paid ☐ Sent",
        "[Picture: Chart: sales rose to 12 million]",
        "Well done 🙂",
    ]


def test_a_long_list_with_nothing_chosen_and_a_frame_are_told() -> None:
    options = "".join(f"<option>Country {number}" for number in range(40))
    document = load_bytes(f"<p>Words.<select>{options}</select><iframe src=x></iframe>", ".html")
    assert document.text == "Words."
    assert [warning.split()[:2] for warning in document.warnings] == [["1", "frame"], ["1", "long"]]


@pytest.mark.parametrize("name", ["id=set-cookie", "class='consent-law'", "id=gdpr", "class=onetrust-guide"])
def test_a_section_about_cookies_is_no_banner(name: str) -> None:
    section = f"<section {name}><h2>Consent</h2><p>Cookies are kept for thirty days.</p></section>"
    long = f"<section {name}><button>Copy</button>{'<p>A cookie has a name and a value.</p>' * 60}</section>"
    for part in (section, long):
        document = load_bytes(f"<h1>Paper</h1>{MUCH}{MUCH}{MUCH}{part}", ".html")
        assert "cookie" in document.text.lower() and not document.warnings


@pytest.mark.parametrize(
    "banner",
    [
        "<div id=cookie-banner>We use cookies to make this site better for you. <button>Accept</button></div>",
        "<div class=gdpr>We use cookies to make this site better for you. <a class=btn-ok href=#>OK</a></div>",
        "<div role=dialog>We use cookies to make this site better for you.</div>",
    ],
)
def test_a_banner_is_left_out_and_told(banner: str) -> None:
    document = load_bytes(f"{banner}<h1>Paper</h1>{MUCH}", ".html")
    assert "cookies" not in document.text
    assert "“We use cookies to make this site" in document.warnings[0]


def test_a_form_that_somebody_filled_in_is_kept() -> None:
    form = (
        "<form><p>Name of the tenant and of the flat, as they are in the lease</p><input name=name value='{}'></form>"
    )
    assert "Mira Holm" in text_of(MUCH + form.format("Mira Holm"))
    empty = load_bytes(MUCH + form.format(""), ".html")
    assert "tenant" not in empty.text and "“Name of the tenant" in empty.warnings[0]


def test_what_stands_outside_the_main_part_is_told() -> None:
    document = load_bytes(f"<main><h1>Paper</h1>{MUCH}</main><div>{'The bridge opens at nine. ' * 9}</div>", ".html")
    assert "bridge" not in document.text and "outside its main part" in document.warnings[0]
