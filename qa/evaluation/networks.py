"""A reader's network from disk, as a function of arrays: a checkpoint folder (torch) or an .onnx file."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa.evaluation.spans import Logits, Network


def torch_network(folder: Path, threads: int) -> Network:
    """The network of a checkpoint folder, in float32."""
    import torch

    from qa.training.model import load_model

    torch.set_num_threads(threads)
    model = load_model(folder).eval()

    def run(ids: NDArray[np.int64], attended: NDArray[np.int64], segments: NDArray[np.int64]) -> Logits:
        with torch.inference_mode():
            start, end, relevance = model(*(torch.from_numpy(array) for array in (ids, attended, segments)))
        return start.numpy(), end.numpy(), relevance.numpy()

    return run


def onnx_network(path: Path, threads: int) -> Network:
    """The network of an .onnx file with outputs start, end and relevance, on the CPU."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def run(ids: NDArray[np.int64], attended: NDArray[np.int64], segments: NDArray[np.int64]) -> Logits:
        inputs = {"input_ids": ids, "attention_mask": attended, "token_type_ids": segments}
        start, end, relevance = session.run(["start", "end", "relevance"], inputs)
        return start, end, relevance

    return run


def load_network(path: Path, threads: int) -> tuple[Network, Path]:
    """The network at `path`, and the folder that holds its tokenizer.json."""
    if path.suffix == ".onnx":
        return onnx_network(path, threads), path.parent
    return torch_network(path, threads), path
