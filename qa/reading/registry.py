"""A reader by its name: the built-in trained one, the sentence reader, or a model that the user brings."""

from pathlib import Path

from qa.reading.by_kind import ReaderByKind
from qa.reading.reader import Corpus, Reader
from qa.reading.sentence.reader import SentenceReader
from qa.reading.span.reader import SpanReader

DEFAULT_READER = "span"
SENTENCE_READER = "sentence"
BUILT_IN_READERS = (DEFAULT_READER, SENTENCE_READER)


def reader_path() -> Path:
    """The folder of the trained reader: model.onnx, tokenizer.json, model.json, calibration.json, its model card."""
    return Path(__file__).parent / "span" / "weights"


def load_reader(corpus: Corpus, name_or_path: str = DEFAULT_READER) -> Reader:
    """`span`, `sentence`, or any Hugging Face extractive question answering model by name or path.

    `span` is two readers: "why" and "how" questions that it cannot answer in a few words go to the sentence reader.

    Raises ModelError if the model is not a folder and cannot be had from the hub, or is of another kind.
    """
    if name_or_path == DEFAULT_READER:
        return ReaderByKind(SpanReader.from_folder(reader_path(), corpus), SentenceReader.from_file(corpus))
    if name_or_path == SENTENCE_READER:
        return SentenceReader.from_file(corpus)
    from qa.reading.transformers import TransformersReader

    return TransformersReader(name_or_path)
