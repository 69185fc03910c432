"""A web page → where its own text stands, and what around it is menus, banners and the like.

Losing text is worse than keeping a menu's line: what holds much of a page's text is kept, whatever it calls itself.
What is left out and holds more than links is told.
"""

import re
from dataclasses import dataclass

from index.loading.bounds import Bounds
from index.loading.web.controls import is_filled
from index.loading.web.markup import Element, events, is_silent

_SMALL_PART = 0.3  # of the page's own text, beyond which nothing is taken for a menu
_BANNER_PART = 0.7  # the same for a banner about cookies, which may well be longer than a short page
_LONGEST_BANNER = 1_500  # characters; a longer text about cookies is what the page is about
_MAIN_PART = 0.5  # of the page's own text that <main> holds, or
_ARTICLE_PART = 0.6  # a lone <article>, if it is to stand for the page
_MOSTLY_LINKS = 0.5  # of the characters
_SHORT = 400  # characters of a call to subscribe, share or sign in
_WORTH_TELLING = 40  # characters, not in links, that are left out: a sentence; fewer are a button or a copyright line
_TAGS = {"nav": "menu", "header": "edge", "footer": "edge", "aside": "edge", "form": "form", "dialog": "banner"}
_ROLES = {
    "navigation": "menu",
    "banner": "edge",
    "contentinfo": "edge",
    "complementary": "edge",
    "search": "form",
    "dialog": "banner",
    "alertdialog": "banner",
}
_BANNER = re.compile(r"cookie|consent|gdpr|onetrust|didomi", re.I)
_BUTTON = re.compile(r"(?<![a-z])(?:btn|button)", re.I)
_CALL = re.compile(
    r"(?<![a-z.])(?:newsletter|subscribe|sign-?up|social|share|sharing|advert|promo|sponsored|skip-?(?:link|nav|to))(?![a-z])",
    re.I,
)
_MENU = re.compile(
    r"(?<![a-z.])(?:nav|navbar|menu|sidebar|breadcrumbs?|footer|header|related|pagination|toc)(?![a-z])", re.I
)


@dataclass(slots=True)
class _Part:
    """An element that may be a menu, a banner or the article: how much text it holds, how much of it in links.

    `at` counts the characters of the page before it; while it is open, the counts are those of the page before it.
    """

    element: Element
    kind: str
    in_main: bool
    at: int
    characters: int
    in_links: int
    headings: int

    def end(self, page: "_Part") -> None:
        """Closes the part: from what the page held before it, to what it holds itself."""
        self.characters = page.characters - self.characters
        self.in_links = page.in_links - self.in_links
        self.headings = page.headings - self.headings

    @property
    def own(self) -> int:
        return self.characters - self.in_links


@dataclass(frozen=True, slots=True)
class Article:
    """A page's own text: the element that holds it, and the elements to leave out of it.

    `beside` are those of all left-out elements that hold a sentence or more; `outside` counts the characters, links
    left out of account, that stand neither in `start` nor in an element that is left out.
    """

    start: Element
    left_out: set[Element]
    beside: list[Element]
    outside: int


def article(root: Element, bounds: Bounds) -> Article:
    """Where a page's own text stands."""
    page, parts, title = _survey(root, bounds)
    left_out: set[Element] = set()
    told: list[Element] = []
    kept, beside, past = [], 0, 0
    for part in parts:
        if part.at < past and part.at + part.characters <= past:  # inside one that is left out
            continue
        if _is_beside(part, page):
            left_out.add(part.element)
            if part.own >= _WORTH_TELLING:
                told.append(part.element)
            beside += part.own
            past = part.at + part.characters
        else:
            kept.append(part)
    own = max(1, page.own - beside)
    mains = [part for part in kept if part.kind == "main" and part.own >= _MAIN_PART * own]
    articles = [part for part in kept if part.kind == "article" and part.own >= _ARTICLE_PART * own]
    chosen = max(mains or articles, key=lambda part: part.own, default=page)
    start = chosen.element if chosen.headings or title is None else _common(chosen.element, title)
    is_whole = chosen is page or start is not chosen.element
    outside = 0 if is_whole else own - (chosen.own - sum(part.own for part in _dropped(parts, left_out, chosen)))
    return Article(start, left_out, told, outside if outside >= _WORTH_TELLING else 0)


def _dropped(parts: list[_Part], left_out: set[Element], within: _Part) -> list[_Part]:
    """The parts inside another that are left out of it."""
    end = within.at + within.characters
    return [part for part in parts if part.element in left_out and within.at <= part.at < end]


def _is_beside(part: _Part, page: _Part) -> bool:
    """Whether a part stands beside the page's text."""
    most = _BANNER_PART if part.kind == "banner" else _SMALL_PART
    if part.kind in ("main", "article") or part.own > most * page.own:
        return False
    mostly_links = part.in_links > _MOSTLY_LINKS * part.characters
    if part.kind == "banner":
        return part.own <= _LONGEST_BANNER and (_is_dialog(part.element) or (not part.in_main and _asks(part.element)))
    if part.kind == "form" and is_filled(part.element):
        return False
    if part.kind == "call":
        return mostly_links or part.characters <= _SHORT
    if part.kind == "menu":
        return mostly_links or not part.in_main
    if part.kind == "edge":
        return not part.headings and (mostly_links or not part.in_main)
    return mostly_links or part.kind != "named"


def _is_dialog(element: Element) -> bool:
    return element.tag == "dialog" or (element.get("role") or "").lower() in ("dialog", "alertdialog")


def _asks(element: Element) -> bool:
    """Whether there is something to press in an element."""
    if next(element.iter("button", "input"), None) is not None:
        return True
    return any(
        (part.get("role") or "").lower() == "button" or _BUTTON.search(part.get("class") or "")
        for part in element.iter("a", "div", "span")
    )


def _survey(root: Element, bounds: Bounds) -> tuple[_Part, list[_Part], Element | None]:
    """The page as a whole, its parts in order, and its first <h1>. One pass, whatever the nesting."""
    page = _Part(root, "page", False, 0, 0, 0, 0)
    open_parts: list[_Part] = []
    parts: list[_Part] = []
    title: Element | None = None
    links = 0
    for passed, (event, element) in enumerate(events(root, is_silent), 1):
        if passed % 10_000 == 0:
            bounds.page(0, 1)
        if event == "start":
            links += element.tag == "a"
            if kind := _kind(element):
                part = _begun(element, kind, page, open_parts)
                open_parts.append(part)
                parts.append(part)
            if element.tag == "h1":
                page.headings += 1
                title = element if title is None else title
        elif event == "end":
            links -= element.tag == "a"
            if open_parts and open_parts[-1].element is element:
                open_parts.pop().end(page)
        count = _count(element.text if event == "start" else element.tail, element is root and event != "start")
        page.characters += count
        page.in_links += count if links else 0
    return page, parts, title


def _begun(element: Element, kind: str, page: _Part, around: list[_Part]) -> _Part:
    in_main = bool(around) and (around[-1].in_main or around[-1].kind in ("main", "article"))
    return _Part(element, kind, in_main, page.characters, page.characters, page.in_links, page.headings)


def _count(text: str | None, beyond: bool) -> int:
    return len(text.strip()) if text and not beyond else 0


def _kind(element: Element) -> str:
    """What an element may be, by its tag, its role and its names; empty for one that is nothing in particular."""
    tag = str(element.tag)
    role = (element.get("role") or "").lower()
    if tag in ("html", "body"):
        return ""
    if tag in ("main", "article") or role in ("main", "article"):
        return "main" if "main" in (tag, role) else "article"
    kind = _TAGS.get(tag) or _ROLES.get(role)
    if kind:
        return kind
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if _BANNER.search(names):
        return "banner"
    if (element.get("aria-hidden") or "").lower() == "true":
        return "hidden"
    if tag not in ("div", "section", "ul", "ol", "p"):
        return ""
    return "call" if _CALL.search(names) else "named" if _MENU.search(names) else ""


def _common(one: Element, other: Element) -> Element:
    """The innermost element that holds both."""
    above = [one, *one.iterancestors()]
    holders = {other, *other.iterancestors()}
    return next(element for element in above if element in holders)
