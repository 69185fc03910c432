"""A reader by its name: the built-in trained one, or a model that the user brings."""

from collections.abc import Callable
from pathlib import Path

from qa.reading.reader import Corpus, Reader
from qa.reading.span.reader import SpanReader

DEFAULT_READER = "span"


def reader_path() -> Path:
    """The folder of the trained reader: model.onnx, tokenizer.json, model.json, calibration.json, its model card."""
    return Path(__file__).parent / "span" / "weights"


BUILT_IN_READERS: dict[str, Callable[[Corpus], Reader]] = {
    DEFAULT_READER: lambda corpus: SpanReader.from_folder(reader_path(), corpus),
}
"""The readers that need no model of the user's, by their names; another one is one more line."""


def load_reader(corpus: Corpus, name_or_path: str = DEFAULT_READER) -> Reader:
    """A built-in reader, or any Hugging Face extractive question answering model by name or path.

    Raises ModelError if the model is not a folder and cannot be had from the hub, or is of another kind.
    """
    if made := BUILT_IN_READERS.get(name_or_path):
        return made(corpus)
    from qa.reading.transformers import TransformersReader

    return TransformersReader(name_or_path)
