"""reStructuredText (.rst) → Document, by docutils, as the page that it makes of it; with Sphinx's own words too.

docutils drops what it does not know. Here an unknown role is its text, and an unknown directive what it holds.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.core import publish_parts
from docutils.parsers.rst import Directive, directives, roles
from docutils.parsers.rst.languages import en

from index.documents.datatypes import Document
from index.errors import LoadError
from index.loading.bounds import Bounds
from index.loading.composing import Composer
from index.loading.decoding import decode
from index.loading.unread import counted
from index.loading.web.flow import compose
from index.loading.web.markup import parse
from index.loading.web.styles import of_page

_SETTINGS = {
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "_disable_config": True,
    "report_level": 5,
    "halt_level": 5,
    "math_output": "MathML",
    "embed_stylesheet": False,
    "stylesheet_path": "",
    "initial_header_level": 1,
    "line_length_limit": 10**6,
}
_NAMED_DIRECTIVE = re.compile(r"^[ \t]*\.\.[ \t]+(?:\|[^|\n]+\|[ \t]+)?([\w:.+-]+)::", re.M)
_NAMED_ROLE = re.compile(r":([a-zA-Z][\w:.+-]*):`|`:([a-zA-Z][\w:.+-]*):")
_TARGET = re.compile(r"\s*<[^<>]*>\Z")
_CODE = frozenset({"code-block", "sourcecode", "highlight", "doctest", "testcode", "prompt", "graphviz", "mermaid"})
_UNREAD = frozenset({"raw", "include", "literalinclude", "toctree"})


def load(path: Path, data: bytes, bounds: Bounds, media_type: str) -> Document:
    """The text as it is shown. Raises LoadError for what docutils cannot take apart, and for a file without text."""
    text, warnings = decode(path, data)
    named = _NAMED_DIRECTIVE.findall(text)
    _make_known(named, [first or second for first, second in _NAMED_ROLE.findall(text)])
    try:
        parts = publish_parts(text, writer="html5", settings_overrides=_SETTINGS)
    except Exception as error:  # docutils and its recursion raise errors of many kinds on odd nesting
        reason = f"It cannot be read as reStructuredText: {error}. To have it read as plain text, rename it to .txt."
        raise LoadError(str(path), reason) from error
    composer = Composer(str(path), bounds)
    root, too_deep = parse(parts["html_body"])
    told = [*warnings, *too_deep, *_told(named)]
    if root is not None:
        told += compose(root, composer, bounds, None, of_page(root))
    return composer.document(path, data, media_type, "", None, told)


class _Unknown(Directive):  # type: ignore[misc]  # docutils has no types
    """A directive of Sphinx's or of anybody's: what stands behind its name, and what it holds."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Its argument as a paragraph and its content as text, or as code."""
        if self.name in _UNREAD:
            return []
        content = "\n".join(self.content)
        if self.name in _CODE:
            return [nodes.literal_block(content, content)]
        found = nodes.container()
        if self.arguments:
            words, messages = self.state.inline_text(self.arguments[0], self.lineno)
            found += nodes.paragraph(self.arguments[0], "", *words)
            found += messages
        self.state.nested_parse(self.content, self.content_offset, found)
        return list(found.children)


class _AnyOption(dict[str, Any]):
    """Takes every option of a directive as it is."""

    def __missing__(self, name: str) -> Any:
        return directives.unchanged


_Unknown.option_spec = _AnyOption(name=directives.unchanged)


def _role(
    name: str, raw: str, text: str, lineno: int, inliner: Any, options: Any = None, content: Any = None
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """The words of a role: of a reference those that are shown, without its target."""
    words = _TARGET.sub("", text.replace("\0", "")) or text
    return [nodes.inline(raw, words.lstrip("~!"))], []


def _make_known(named: Sequence[str], named_roles: Sequence[str]) -> None:
    for name in set(named) - set(en.directives):
        directives.register_directive(name.lower(), _Unknown)
    for name in set(named_roles) - set(en.roles):
        roles.register_local_role(name.lower(), _role)


def _told(named: Sequence[str]) -> Iterator[str]:
    unread = sum(name in _UNREAD for name in named)
    if unread:
        yield f"{counted(unread, 'part')} not read: other files that it takes in, or raw markup."
