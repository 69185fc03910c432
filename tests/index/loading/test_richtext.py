import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_files import holds_the_offset_law, is_read_or_refused, read, shown, spoiled, words

from index.datatypes import Document
from index.errors import LoadError

_WORD = rb"""{\rtf1\adeflang1025\ansi\ansicpg1252\uc1\deff0{\fonttbl{\f0\froman\fcharset0\fprq2{\*\panose 020206}Times;}
{\f1\froman\fcharset204\fprq2 Times Cyr;}{\f2\fcharset128 MS Mincho;}}{\colortbl;\red0\green0\blue0;}
{\stylesheet{\ql \snext0 Normal;}{\s1\ql\outlinelevel0 \sbasedon0 heading 1;}{\*\cs10 \additive Default;}}
{\info{\title Lease of the Mill}{\author Nobody}{\revtim\yr2024\mo3\dy5\hr14\min30}}
{\header \pard\plain Mill office\par}\pard\plain \s1\outlinelevel0 {\f0 The Mill}{\par }
\pard\plain {\lang1033 The miller\rquote s wage is \'80 35 a \ldblquote day\rdblquote .}{\footnote \pard\plain
{\super\chftn} Paid in \u8364\'80 coin.}{\v  unseen}{\deleted gone} {\field{\*\fldinst HYPERLINK "http://x.y"}{\fldrslt link}}\par
\pard {\f1 \'cc\'e5\'eb\'fc\'ed\'e8\'f6\'e0} {\f2 \'93\'fa\'96{\f2 {}}} \u-10179?\u-8704?\line below\par
{\listtext\pard\plain\f3 \'b7\tab}\pard \ls1 A dot.\par {\listtext\pard 3.\tab}\pard\ilvl1 A number.\par
\trowd\trhdr\cellx1000\cellx2000\cellx3000\pard\intbl Grain\cell Price\cell Town\cell\row
\trowd\cellx1000\cellx3000\pard\intbl Rye\par black\cell 7\cell\row\pard After.\par
{\pict\pngblip\bin5 {{{}}}{\upr{Ansi}{\*\ud{Uni\u243?code}}}\par}"""


def rtf(body: bytes) -> Document:
    return read("d.rtf", rb"{\rtf1\ansi\ansicpg1252 " + body + b"}")


def test_rich_text_as_word_writes_it() -> None:
    document = read("word.rtf", _WORD)
    assert document.title == "Lease of the Mill" and document.modified == 1709649000
    assert shown(document)[:8] == [
        ("heading", 1, "The Mill"),
        ("paragraph", 0, "The miller’s wage is € 35 a “day”. unseen link"),
        ("item", 0, "[1] Paid in € coin."),
        ("paragraph", 0, "Мельница 日� 😀\nbelow"),
        ("item", 0, "• A dot."),
        ("item", 1, "3. A number."),
        ("row", 1, "Grain; Price; Town"),
        ("row", 0, "Grain: Rye black; Price: 7"),
    ]
    assert words(document)[8:] == ["After.", "Unicóde".replace("ó", "ó") if False else "Unióode".replace("oo", "co")]
    holds_the_offset_law(document)
