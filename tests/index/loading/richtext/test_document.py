from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_files import holds_the_offset_law, is_read_or_refused, read, shown, spoiled, words

from index.documents.datatypes import Document
from index.errors import LoadError
from index.loading.bounds import Bounds
from index.loading.richtext.document import load

_WORD = rb"""{\rtf1\adeflang1025\ansi\ansicpg1252\uc1\deff0{\fonttbl{\f0\froman\fcharset0\fprq2{\*\panose 020206}Times;}
{\f1\froman\fcharset204\fprq2 Times Cyr;}{\f2\fcharset128 MS Mincho;}}{\colortbl;\red0\green0\blue0;}
{\stylesheet{\ql \snext0 Normal;}{\s1\ql\outlinelevel0 \sbasedon0 heading 1;}{\*\cs10 \additive Default;}}
{\info{\title Lease of the Mill}{\author Nobody}{\revtim\yr2024\mo3\dy5\hr14\min30}}
{\header \pard\plain Mill office\par}\pard\plain \s1\outlinelevel0 {\f0 The Mill}{\par }
\pard\plain
{\lang1033 The miller\rquote s wage is \'80 35 a \ldblquote day\rdblquote .}
{\footnote \pard\plain
{\super\chftn} Paid in \u8364\'80 coin.}{\v  unseen}
{\deleted gone} {\field{\*\fldinst HYPERLINK "http://x.y"}{\fldrslt link}}\par
\pard {\f1 \'cc\'e5\'eb\'fc\'ed\'e8\'f6\'e0} {\f2 \'93\'fa\'96\'7b} \u-10179?\u-8704?\line below\par
{\listtext\pard\plain\f3 \'b7\tab}\pard \ls1 A dot.\par {\listtext\pard 3.\tab}\pard\ilvl1 A number.\par
\trowd\trhdr\cellx1000\cellx2000\cellx3000\pard\intbl Grain\cell Price\cell Town\cell\row
\trowd\cellx1000\cellx3000\pard\intbl Rye\par black\cell 7\cell\row\pard After.\par
{\pict\pngblip\bin5 {{{}}}{\upr{Ansi}{\*\ud{Unic\u243?de}}}\par}"""


_PIECES = (
    rb"{ } \par \cell \row \intbl \pard \u-1? \u55357? \'9 \'93 \'ff \* \f2 \fcharset128 \fonttbl "
    rb"\footnote \header \listtext \s1 \stylesheet \ud \upr \v \deleted \bin3 \trowd \cellx5 \cellx99999999 "
    rb"\shptxt \title \ansicpg0 word \ \uc9"
).split()


def rtf(body: bytes) -> Document:
    return read("d.rtf", rb"{\rtf1\ansi\ansicpg1252 " + body + b"}")


def test_rich_text_as_word_writes_it() -> None:
    document = read("word.rtf", _WORD)
    assert document.title == "Lease of the Mill" and document.modified == 1709649000
    assert shown(document)[:8] == [
        ("heading", 1, "The Mill"),
        ("paragraph", 0, "The miller’s wage is € 35 a “day”. [1] unseen link"),
        ("item", 0, "[1] Paid in € coin."),
        ("paragraph", 0, "Мельница 日本 😀\nbelow"),
        ("item", 0, "• A dot."),
        ("item", 1, "3. A number."),
        ("row", 1, "Grain; Price; Town"),
        ("row", 0, "Grain: Rye black; Price: 7"),
    ]
    assert words(document)[8:] == ["After.", "Unicóde", "Mill office"]
    holds_the_offset_law(document)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (rb"10{\super 6} cells", "10⁶ cells"),
        (rb"10\super -3\nosupersub  mol", "10⁻³ mol"),
        (rb"10{\up6 6} cells", "10⁶ cells"),
        (rb"fit{\up2 ted}", "fitted"),
        (rb"CO{\sub 2}", "CO₂"),
        (rb"10{\super 6\plain 7}", "10⁶7"),
        (rb"x{\sub max}y", "x_{max}y"),
        (rb"aged {\f7 \'b3} 65", "aged ≥ 65"),
        (rb"{\f7 \u-3917?} and {\f7 b}", "≥ and β"),
        (rb"{\f8 \'fe} yes {\f8 \'a8} no", "☑ yes ☐ no"),
        (rb"1877{\footnote By hand.}.", "1877 [1]."),
    ],
)
def test_raised_lowered_and_symbol_text_is_written_as_it_is_seen(body: bytes, shown: str) -> None:
    fonts = rb"{\fonttbl{\f7\froman\fcharset2 Symbol;}{\f8\fnil\fcharset2 Wing{\*\panose 05}dings;}}"
    assert words(rtf(fonts + body + rb"\par"))[0] == shown


def test_struck_text_is_left_out_and_told() -> None:
    document = rtf(rb"The rent is {\strike $500{\b  a}} $450{\strike0 !}. {\striked1 Old.}\par")
    assert document.text == "The rent is $450!."
    assert document.warnings == (
        "2 struck-out stretches were left out: after “The rent is”, after “The rent is $450!.”.",
    )


def test_equations_are_written_on_one_line() -> None:
    half = rb"{\mf{\mfPr{\mctrlPr x}}{\mnum{\mr\mscr0 1}}{\mden{\mr 2}}}"
    assert rtf(rb"keeps 3{\mmath{\*\moMath" + half + rb"}}of it").text == "keeps 3 1/2 of it"
    power = rb"{\msSup{\me{\mr 10}}{\msup{\mr 6}}}"
    assert rtf(rb"{\mmath{\*\moMathPara{\*\moMath" + power + rb"}}}").text == "10⁶"
    total = rb"{\mnary{\mnaryPr{\mchr \u8721?}}{\msub{\mr i=1}}{\msup{\mr n}}{\me{\mr x}}}"
    assert rtf(rb"{\mmath{\*\moMath" + total + rb"}}").text == "∑_{i=1}^{n}x"


def test_what_is_left_out_of_it_is_told() -> None:
    assert read("word.rtf", _WORD).warnings == (
        "It contains tracked changes: insertions were read, deletions were left out.",
        "It contains hidden text, which was read like the rest.",
        "1 picture was not read; text in pictures is missing.",
    )
    assert rtf(rb"Said.{\*\annotation Is it?}").warnings == ("1 comment was left out.",)


def test_text_boxes_and_old_drawings_are_read_and_their_copies_are_not() -> None:
    new = rb"{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt \pard Boxed\par}}{\shprslt{\*\do{\dptxbxtext Boxed\par}}}}"
    assert words(rtf(b"Around" + new + rb"\par")) == ["Around", "Boxed"]
    assert words(rtf(rb"Around{\*\do{\dptxbxtext \pard Old\par}}\par")) == ["Around", "Old"]


def test_unicode_skips_what_stands_for_it_in_old_programs() -> None:
    assert rtf(rb"a\u8211\endash b\uc2\u8220\'93\'93c\uc0\u233 d").text == "a–b“céd"


def test_text_after_the_end_is_not_the_documents() -> None:
    assert read("d.rtf", rb"{\rtf1 In\par}Out").text == "In"


def test_a_cut_file_gives_its_text_and_says_so() -> None:
    document = read("cut.rtf", _WORD[: _WORD.index(b"A dot.")])
    assert "The Mill" in document.text
    assert "The file seems to be cut short: its end is missing." in document.warnings


def test_what_is_no_rich_text_or_absurdly_deep_is_refused() -> None:
    with pytest.raises(LoadError, match="not rich text"):
        read("d.rtf", b"Plain words")
    with pytest.raises(LoadError, match="groups are nested too deeply"):
        rtf(b"{" * 100_000)
    with pytest.raises(LoadError, match="no text"):
        rtf(rb"\par")


@pytest.mark.parametrize(
    "piece",
    [rb"{\field{\*\fldinst{HYPERLINK ", rb"\'", b"{}", rb"{\fonttbl", rb"\f1\fcharset", rb"\cell\row", rb"\bin9"],
)
def test_time_grows_with_length_alone(piece: bytes) -> None:
    lives: list[int] = []
    body = piece * (200_000 // len(piece))
    try:
        found = read_counting(body, lives)
        holds_the_offset_law(found)
    except LoadError as error:
        assert error.reason
    assert len(lives) <= len(body) / 2**14 + 1


def read_counting(body: bytes, lives: list[int]) -> Document:
    class Counting(Bounds):
        def page(self, done: int, total: int) -> None:
            lives.append(done)

    return load(Path("/invented/d.rtf"), rb"{\rtf1 x\par " + body, Counting(), "application/rtf")


@settings(max_examples=25, deadline=None)
@given(spoiled("quelm_harbour.rtf"))
def test_a_spoiled_file_is_read_or_refused(data: bytes) -> None:
    is_read_or_refused("quelm_harbour.rtf", data)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=40))
def test_any_string_of_control_words_is_read_or_refused(pieces: list[bytes]) -> None:
    is_read_or_refused("d.rtf", rb"{\rtf1 " + b"".join(pieces))
