"""The page's own HTML in one of its languages: `assets/page.html`, with what it says put in, and the script's words."""

import json
import re
from pathlib import Path

from markupsafe import Markup, escape

from ui.words import LANGUAGES, catalogue, in_language, say, say_html

ASSETS = Path(__file__).parent / "assets"
_PLACE = re.compile(r"\{([a-z_.]+)\}")
_SCRIPT = "script."
_MONTH = Markup('<input type="month" id="{}" placeholder="{}">')
_CHOOSE = Markup('<label class="link"><input type="file" id="{}" {} class="hidden-input" aria-label="{}">{}</label>')
_KEY = Markup("<kbd>{}</kbd>")


def page_html(language: str) -> str:
    """The page in `language`, one of `LANGUAGES`; its root says which, and holds the script's words as JSON."""
    with in_language(language):
        parts = {"language": escape(language), "other": escape(_other(language)), "script": _script_words(language)}
        parts |= _composed()
        page = (ASSETS / "page.html").read_text(encoding="utf-8")
        return _PLACE.sub(lambda place: str(parts.get(place[1]) or escape(say(place[1]))), page)


def _other(language: str) -> str:
    return next(other for other in LANGUAGES if other != language)


def _script_words(language: str) -> Markup:
    words = {key.removeprefix(_SCRIPT): entry for key, entry in catalogue(language).items() if key.startswith(_SCRIPT)}
    return escape(json.dumps(words, ensure_ascii=False))


def _composed() -> dict[str, Markup]:
    """The sentences with fields, keys and other elements in them."""
    files = _CHOOSE.format("files", "multiple", say("page.choose_files"), say("page.files"))
    folder = _CHOOSE.format("folder", "webkitdirectory", say("page.choose_folder"), say("page.a_folder"))
    rest = Markup('<span class="more">{}</span>').format(say("page.new_rest"))
    keys = {name: _KEY.format(cap) for name, cap in _CAPS.items()}
    return {
        "choose": say_html("page.choose", files=files, folder=folder),
        "new": say_html("page.new_short", rest=rest),
        "since": say_html("page.from", month=_MONTH.format("since", "2024-05")),
        "until": say_html("page.to", month=_MONTH.format("until", "2024-08")),
        "keys": say_html("page.keys", dot=Markup("<i>·</i>"), **keys),
    }


_CAPS = {"enter": "Enter", "shift": "Shift", "escape": "Esc", "one": "1", "nine": "9"}
"""What stands on the keys, in any language."""
