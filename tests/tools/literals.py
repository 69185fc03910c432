"""Sentences that stand in code, in the page's script and in HTML, where each should be an entry of `ui/words`."""

import ast
import re
from html.parser import HTMLParser

SPOKEN = ("aria-label", "title", "placeholder", "alt", "data-label")
"""Attributes whose values people see or hear."""

_TAG = re.compile(r"<[^<>]*>|<[^<>]*$|^[^<>]*>")
_SPOKEN = re.compile(rf"""(?:{"|".join(SPOKEN)})=["']([^"'{{]*[A-Za-z][^"']*)["']""")
_SENTENCE = re.compile(r"(?<![\w.])[A-Z][a-z]|[A-Za-z’']{2,} [A-Za-z’']{2,}|[a-z]{2,}[?!…]$")
_OPEN_STRING = re.compile(
    r"""(?P<said>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|//[^\n]*|/(?![*/ ])(?:[^/\\\n]|\\.)+/\w*"""
)
_SELECTOR = re.compile(r"^[#.\[]|[.#]\w+ [.#\[]|\[[\w-]+[=\]]|^\w+\[|^\w+:not|^\(|, \.|, input")
_KEYS = {"Enter", "Escape", "Backspace", "Files"}  # what browsers call keys, and files that are dragged


def said_in_python(code: str) -> list[str]:
    """The sentences of a module, in order; what is raised and what documents the code is none."""
    tree = ast.parse(code)
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.Raise) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            inside.add(id(node.value))
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
            inside |= {id(part) for part in ast.walk(node.value)}
        elif isinstance(node, ast.arg) and node.annotation:
            inside |= {id(part) for part in ast.walk(node.annotation)}
        elif isinstance(node, ast.Subscript):  # a type, or a place in a dictionary
            inside |= {id(part) for part in ast.walk(node.slice)}
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns:
            inside |= {id(part) for part in ast.walk(node.returns)}
        elif isinstance(node, ast.JoinedStr):
            inside |= {id(part) for part in node.values}
    found = []
    for node in ast.walk(tree):
        if id(node) in inside:
            continue
        if isinstance(node, ast.JoinedStr):
            found.append("".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.append(node.value)
    return [sentence for text in found for sentence in _sentences(text)]


def said_in_script(code: str) -> list[str]:
    """The sentences of a module of the page's script, in order; comments, selectors and names of keys are none."""
    found = []
    for match in _OPEN_STRING.finditer(code):
        if (text := match["said"]) and not _SELECTOR.search(text[1:-1]) and text[1:-1] not in _KEYS:
            found.append(re.sub(r"\$\{[^{}]*\}", "{}", text[1:-1]))
    return [sentence for text in found for sentence in _sentences(text)]


def said_in_html(page: str) -> list[str]:
    """What a page says that is no `{place}`."""
    return [text for text in words_in_html(page) if re.sub(r"\{[a-z_.]+\}", "", text).strip()]


def words_in_html(page: str) -> list[str]:
    """Every text of a page, in order, those of its attributes included."""
    words = _Words()
    words.feed(page)
    return words.found


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in SPOKEN and value]

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.found.append(data.strip())


def _sentences(text: str) -> list[str]:
    """What is said in a text that may be HTML: its spoken attributes, and what stands outside of its tags."""
    spoken = _SPOKEN.findall(text)
    outside = _TAG.sub("", text).strip()
    return [*spoken, outside] if _SENTENCE.search(outside) else spoken
