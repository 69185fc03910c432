"""Steps of adding that fail on demand, each the next time it comes to them: nothing is stood in for, only held up."""

import builtins
import errno
import inspect
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from fakes import KeywordEmbedder

from index import errors
from index.library.sqlite.library import SqliteLibrary

_TRIED_AGAIN = (errors.VectorsGoneError,)
_ENDING = (KeyboardInterrupt, SystemExit, GeneratorExit)  # which are to end what they are raised in
_WITHOUT_WORDS = (BaseExceptionGroup, UnicodeDecodeError, UnicodeEncodeError, UnicodeTranslateError, OSError)


class PanicException(BaseException):
    """What a panic in a library that is written in Rust is: no Exception."""


def every_error() -> list[BaseException]:
    """One of each type of error that Python, SQLite and Quoth have, and those of the system that adding meets."""
    kinds = [
        kind
        for module in (builtins, sqlite3, errors)
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, BaseException)
        and not issubclass(kind, (*_WITHOUT_WORDS, *_ENDING, *_TRIED_AGAIN, errors.LoadError))
    ]
    numbers = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EMFILE, errno.ENOENT, errno.ESTALE, errno.ENAMETOOLONG)
    return [
        *(kind("words of its own") for kind in dict.fromkeys(kinds)),
        *(OSError(number, f"system error {number}") for number in numbers),
        errors.LoadError("", "It is damaged."),
        sqlite3.OperationalError("database is locked"),
        sqlite3.DatabaseError("database disk image is malformed"),
        UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"),
        UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"),
        ExceptionGroup("several", [ValueError("one")]),
        PanicException("called `Option::unwrap()` on a `None` value"),
    ]


class FaultyLibrary(SqliteLibrary):
    """A library whose method `step` raises the first of `faults`, and works again when there are none."""

    step = ""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.faults: Iterator[BaseException] = iter(())

    def __getattribute__(self, name: str) -> Any:
        if name == object.__getattribute__(self, "step"):
            for fault in object.__getattribute__(self, "faults"):
                raise fault
        return super().__getattribute__(name)


class FaultyEmbedder(KeywordEmbedder):
    """An embedder whose `step`, "count_tokens" or "encode_document", raises the first of `faults` as above."""

    step = ""

    def __init__(self) -> None:
        super().__init__()
        self.faults: Iterator[BaseException] = iter(())

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        self._fail("count_tokens")
        return [len(text.split()) for text in texts]

    def encode_document(self, texts: Sequence[str]) -> np.ndarray:
        self._fail("encode_document")
        return super().encode_document(texts)

    def _fail(self, step: str) -> None:
        for fault in self.faults if step == self.step else ():
            raise fault
