"""What rich text's control words mean: destinations, signs, code pages (RTF specification 1.9.1)."""

SKIPPED = frozenset(
    """colortbl filetbl revtbl rsidtbl listtable listoverridetable listtables themedata colorschememapping latentstyles
    datastore xmlnstbl generator fldinst datafield formfield ffname ffdeftext bkmkstart bkmkend atnid atnauthor
    atndate atnref atrfstart atrfend atnicn atnparent annotation nonshppict pict objdata objclass objname objalias
    sp nonesttables nesttableprops mmathPr wgrffmtfilter pgptbl pgp xe tc txe rxe shprslt ftnsep ftnsepc ftncn
    aftnsep aftnsepc aftncn falt panose fontemb fontfile upr private keywords subject author operator company
    comment doccomm category manager hlinkbase creatim printim buptim template background userprops docvar xform
    password passwordhash protusertbl defchp defpap blipuid picprop fname""".split()
)
"""Destinations whose text is none of the document's."""

NOTES = frozenset({"footnote"})
BOXES = frozenset({"shptxt", "dptxbxtext"})
HEADERS = frozenset("header headerl headerr headerf footer footerl footerr footerf".split())
MARKS = frozenset({"listtext", "pntext"})
READ_THOUGH_STARRED = frozenset({"shpinst", "shpgrp", "shppict", "do", *NOTES, *MARKS, *BOXES})

SIGNS = {
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "emdash": "—",
    "endash": "–",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "nestcell": "; ",
    "nestrow": "\n",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "ltrmark": "",
    "rtlmark": "",
}
SYMBOLS = {"~": " ", "_": "-", "-": "", "\\": "\\", "{": "{", "}": "}", "\t": "\t"}

CODE_PAGES = {
    77: "mac_roman",
    78: "cp932",
    80: "gb18030",
    81: "big5",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gb18030",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
"""A font's \\fcharset → its code page; every other one takes the document's own, \\ansicpg."""
