"""A trained network in an .onnx file, run on the CPU by ONNX Runtime, without torch."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.errors import ModelError


class Network:
    """Runs one text at a time: int64 token ids in, float32 arrays out. Threads may share one.

    One row per call, because a batch is no faster on a CPU (a matrix of 200 tokens fills the cores), and int8
    activations are scaled over the whole batch: alone, a text gives the same result whatever else is read.
    """

    def __init__(self, path: Path) -> None:
        """Uses every core. Raises ModelError if the file is missing or not a network."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # ONNX Runtime has no base class of its own for its errors
            raise ModelError(f"The network {path} could not be opened: {error} Reinstall Quoth.") from error
        self._has_segments = any(given.name == "token_type_ids" for given in self._session.get_inputs())

    def run(self, ids: Sequence[int]) -> list[NDArray[np.float32]]:
        """The network's outputs for one row of `ids`, without the row axis; a network with segments is given one."""
        inputs = {"input_ids": np.array([ids], dtype=np.int64)}
        if self._has_segments:
            inputs["token_type_ids"] = np.zeros((1, len(ids)), dtype=np.int64)
        outputs: list[Any] = self._session.run(None, inputs)
        return [output[0] for output in outputs]


def load_tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer.json of a model's folder, without truncation or padding, so that threads may share it.

    Raises ModelError if there is none.
    """
    try:
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as error:  # tokenizers raises bare Exception
        raise ModelError(f"{folder / 'tokenizer.json'} could not be read: {error}. Reinstall Quoth.") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
