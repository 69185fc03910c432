"""The front matter of a Markdown or HTML file, in YAML (---) or TOML (+++) → its title, date and tags, and the rest.

Jekyll, Hugo and others begin a page with it; it is about the page, and no part of what the page says.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import yaml

from index.loading.dating import seconds_of

_LONGEST = 64 * 1024  # characters
_YAML = re.compile(r"\s*---[ \t]*\r?\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S)
_TOML = re.compile(r"\s*\+\+\+[ \t]*\r?\n(.*?)(?:^|\n)\+\+\+[ \t]*(?:\r?\n|\Z)", re.S)
_BLANK_LINES = re.compile(r"(?:[ \t]*\r?\n)*")
_LINE = re.compile(r"([\w.-]+)[ \t]*:(?:[ \t]+(.*))?")
_GOES_ON = re.compile(r"[ \t#-]|\Z")  # a line of a value of several lines, a comment, or a blank one
_DATES = ("date", "published", "pubdate", "publishdate", "created", "updated", "lastmod", "last_modified_at")
_TAGS = ("tags", "tag", "keywords")
_MOST_TAGS = 30
_LONGEST_TAG = 60  # characters, as a library takes them
_NAMED = 8  # of the other keys, in a warning


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands before a text: `length` characters; `modified` in seconds since 1970; `others` are its other keys."""

    length: int
    title: str
    modified: float | None
    tags: tuple[str, ...]
    others: tuple[str, ...]

    def warnings(self) -> tuple[str, ...]:
        """What of it is read nowhere."""
        if not self.others:
            return ()
        more = ", …" if len(self.others) > _NAMED else ""
        return (
            f"In its front matter only title, date and tags were read, not {', '.join(self.others[:_NAMED])}{more}.",
        )


def front_matter(text: str) -> FrontMatter | None:
    """The front matter that a text begins with; None where it begins with none."""
    head = text[:_LONGEST]
    for pattern, parse in ((_YAML, _yaml), (_TOML, _toml)):
        found = pattern.match(head)
        fields = parse(found[1]) if found else None
        if found and fields:
            blank = _BLANK_LINES.match(text, found.end())
            return _said(fields, blank.end() if blank else found.end())
    return None


def _said(fields: dict[str, Any], length: int) -> FrontMatter:
    lowered = {key.lower(): value for key, value in fields.items()}
    named = {"title", *_DATES, *_TAGS}
    title = lowered.get("title")
    return FrontMatter(
        length,
        " ".join(title.split()) if isinstance(title, str) else "" if title is None else str(title),
        next((when for key in _DATES if (when := _seconds(lowered.get(key))) is not None), None),
        tuple(_tags(next((lowered[key] for key in _TAGS if lowered.get(key)), ()))),
        tuple(key for key in fields if key.lower() not in named),
    )


def _yaml(written: str) -> dict[str, Any] | None:
    """The fields of YAML; of what only looks like it, as templates do, those on a line of their own."""
    try:
        fields = yaml.safe_load(written)
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError):
        return _lines(written)
    is_mapping = isinstance(fields, dict) and bool(fields) and all(isinstance(key, str) for key in fields)
    return fields if is_mapping and all(re.fullmatch(r"[\w .-]{1,60}", key) for key in fields) else None


def _lines(written: str) -> dict[str, Any] | None:
    fields: dict[str, Any] = {}
    for line in written.splitlines():
        match = _LINE.fullmatch(line)
        if match:
            fields[match[1]] = (match[2] or "").strip().strip("\"'")
        elif not _GOES_ON.match(line):
            return None
    return fields or None


def _toml(written: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(written.replace("\r\n", "\n")) or None
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return None


def _seconds(value: Any) -> float | None:
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).timestamp()
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC).timestamp()
    return seconds_of(value) if isinstance(value, str) else None


def _tags(value: Any) -> Iterable[str]:
    """Tags as a library takes them: without commas, none twice, none too long."""
    parts = re.split(r"[,;]", value) if isinstance(value, str) else value if isinstance(value, list) else []
    words = (" ".join(str(part).replace(",", " ").split()) for part in parts if isinstance(part, str | int | float))
    return list(dict.fromkeys(word for word in words if word and len(word) <= _LONGEST_TAG))[:_MOST_TAGS]
