"""JSON and JSON Lines → Document: a value a line with the path of keys that leads to it, records as rows."""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from index.documents.datatypes import Document
from index.errors import LoadError
from index.loading.bounds import Bounds
from index.loading.composing import Composer
from index.loading.decoding import decode

_MOST_FIELDS = 60  # of a record that is shown as one row
_LONGEST_ROW = 4_000  # characters
_LONG_TEXT = 400  # characters, beyond which a value is paragraphs of its own
_LONGEST_PATH = 200  # characters of the keys that lead to a value; the nearest are shown
_TOP_LEVEL = re.compile(r"(?:\[\d+\])?")  # the path of a file's own records
_NAMED_LINES = 10  # lines that are not JSON, told by their numbers


class Fields(list[tuple[str, Any]]):
    """A JSON object as it is written: its keys in order, repeated ones kept."""


def load(path: Path, data: bytes, bounds: Bounds, media_type: str) -> Document:
    """Every value of the file, its numbers as they are written. Raises LoadError where it is not JSON."""
    text, unsure = decode(path, data)
    composer = Composer(str(path), bounds)
    if media_type == "application/json":
        values, warnings = _values(path, text)
    else:
        values, warnings = _lines(path, text, bounds)
    for number, value in enumerate(values):
        bounds.page(number, len(values))
        _compose(value, composer, bounds, record=media_type != "application/json" or len(values) > 1)
    return composer.document(path, data, media_type, path.name, None, (*unsure, *warnings))


def _values(path: Path, text: str) -> tuple[list[Any], tuple[str, ...]]:
    """The one value of a .json file; or those of its lines, where the first line is a value and others follow."""
    try:
        return [_parse(text)], ()
    except RecursionError as error:
        raise LoadError(str(path), "Its values are nested too deeply to be read.") from error
    except ValueError as error:
        first = text.lstrip().split("\n", 1)[0]
        if _is_json(first) and first.lstrip()[:1] in "{[":
            return _lines(path, text, Bounds())
        raise LoadError(
            str(path), f"It is not JSON: {error}. To have it read as plain text, rename it to .txt."
        ) from error


def _lines(path: Path, text: str, bounds: Bounds) -> tuple[list[Any], tuple[str, ...]]:
    """The values of JSON Lines, and which lines are none. Raises LoadError where no line is."""
    values, bad = [], []
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        bounds.page(0, 1)
        try:
            if line.strip():
                values.append(_parse(line))
        except (ValueError, RecursionError):
            bad.append(number)
    if not values:
        if _is_json(text):
            return [_parse(text)], ()
        raise LoadError(str(path), "None of its lines is JSON. To have it read as plain text, rename it to .txt.")
    return values, _told(bad)


def _told(bad: Sequence[int]) -> tuple[str, ...]:
    if not bad:
        return ()
    if len(bad) == 1:
        return (f"Line {bad[0]} is not JSON and was not read.",)
    numbers = ", ".join(map(str, bad[:_NAMED_LINES]))
    more = ", …" if len(bad) > _NAMED_LINES else ""
    return (f"{len(bad)} lines are not JSON and were not read: {numbers}{more}.",)


def _parse(text: str) -> Any:
    return json.loads(text, object_pairs_hook=Fields, parse_int=str, parse_float=str, parse_constant=str)


def _is_json(text: str) -> bool:
    try:
        _parse(text)
    except (ValueError, RecursionError):
        return False
    return True


def _compose(value: Any, composer: Composer, bounds: Bounds, record: bool) -> None:
    """Adds a value: a record that is small enough as a row, else each plain value that it holds behind its path."""
    waiting: list[tuple[str, Any, bool]] = [("", value, record)]
    passed = 0
    while waiting:
        path, value, record = waiting.pop()
        passed += 1
        if passed % 10_000 == 0:
            bounds.page(0, 1)
        if not isinstance(value, list):
            _compose_leaf(path, _written(value), composer)
        elif row := _row(path, value, record):
            composer.row([cell for _, cell in row], [label for label, _ in row])
        else:
            in_array = not isinstance(value, Fields)
            waiting += reversed([(name, inner, in_array) for name, inner in _held(path, value)])


def _row(path: str, value: list[Any], record: bool) -> list[tuple[str, str]]:
    """The labels and words of a record or of an array of plain values; empty for what is too large for a row."""
    if isinstance(value, Fields):
        leaves = list(islice(_leaves(value), _MOST_FIELDS + 1)) if record else []
    else:
        leaves = [("", item) for item in value[: _MOST_FIELDS + 1]]
    if len(leaves) > _MOST_FIELDS or _nests([leaf for _, leaf in leaves]):
        return []
    row = [(label, _written(leaf)) for label, leaf in leaves]
    return _labelled(path, row) if _fits_a_row([words for _, words in row]) else []


def _fits_a_row(cells: list[str]) -> bool:
    """Whether cells hold no paragraphs, and are short enough together."""
    return not any("\n\n" in words for words in cells) and sum(map(len, cells)) <= _LONGEST_ROW


def _labelled(path: str, row: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """A row whose first label leads to it from the file's top; one of the file's own records needs no path."""
    if not row or _TOP_LEVEL.fullmatch(path):
        return row
    (label, words), *others = row
    return [(f"{path}.{label}" if label else path, words), *others]


def _leaves(record: Fields) -> Iterator[tuple[str, Any]]:
    """The plain values in a record, each with its path; an array of plain values counts as one, any other as itself."""
    waiting: list[tuple[str, Any]] = [("", record)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, Fields):
            waiting += reversed(list(islice(_held(path, value), _MOST_FIELDS + 1)))
        elif isinstance(value, list) and len(value) <= _MOST_FIELDS and not _nests(value):
            yield path, ", ".join(map(_written, value))
        else:
            yield path, value


def _nests(value: list[Any]) -> bool:
    return any(isinstance(item, list) for item in value)


def _held(path: str, value: list[Any]) -> Iterator[tuple[str, Any]]:
    """What an object or an array holds, each with its path: `stations[2].name`."""
    path = path if len(path) <= _LONGEST_PATH else f"…{path[-_LONGEST_PATH:]}"
    if isinstance(value, Fields):
        yield from ((f"{path}.{key}" if path else key, item) for key, item in value)
    else:
        yield from ((f"{path}[{index}]", item) for index, item in enumerate(value))


def _compose_leaf(path: str, words: str, composer: Composer) -> None:
    """Adds a single value behind its path, in paragraphs where it is long."""
    if len(words) <= _LONG_TEXT and "\n\n" not in words:
        composer.row([words], [path] if path else [])
        return
    for index, paragraph in enumerate(words.replace("\r\n", "\n").split("\n\n")):
        composer.paragraph(f"{path}: {paragraph}" if path and index == 0 else paragraph)


def _written(value: Any) -> str:
    """A plain value as JSON writes it, text without its quotes."""
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)
