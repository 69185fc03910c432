"""What rich text's control words mean: destinations and signs (RTF specification 1.9.1)."""

SKIPPED = frozenset(
    """colortbl filetbl revtbl rsidtbl listtable listoverridetable listtables themedata colorschememapping latentstyles
    datastore xmlnstbl generator fldinst datafield formfield ffname ffdeftext bkmkstart bkmkend atnid atnauthor
    atndate atnref atrfstart atrfend atnicn atnparent annotation nonshppict pict objdata objclass objname objalias
    sp nonesttables nesttableprops mmathPr wgrffmtfilter pgptbl pgp xe tc txe rxe shprslt ftnsep ftnsepc ftncn
    aftnsep aftnsepc aftncn falt panose fontemb fontfile upr private keywords subject author operator company
    comment doccomm category manager hlinkbase creatim printim buptim template background userprops docvar xform
    password passwordhash protusertbl defchp defpap blipuid picprop fname mmathPict""".split()
)
"""Destinations whose text is none of the document's."""

NOTES = frozenset({"footnote"})
BOXES = frozenset({"shptxt", "dptxbxtext"})
HEADERS = frozenset("header headerl headerr headerf footer footerl footerr footerf".split())
MARKS = frozenset({"listtext", "pntext"})
READ_THOUGH_STARRED = frozenset({"moMath", "moMathPara", "shpinst", "shpgrp", "shppict", "do", *NOTES, *MARKS, *BOXES})

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
