"""Checkpoints on disk: complete folders named step-000123, made under another name and renamed when whole."""

import os
import shutil
from pathlib import Path
from typing import Any

import torch

from qa.training.model import SpanRelevanceModel, save_model


def latest(run: Path) -> Path | None:
    """The newest checkpoint folder of a run; None when there is none."""
    return max(run.glob("step-*[0-9]"), default=None)


def write(
    run: Path,
    step: int,
    model: SpanRelevanceModel,
    optimizer: torch.optim.Optimizer,
    progress: dict[str, Any],
    tokenizer: Path,
    keep: int = 2,
) -> Path:
    """Write one checkpoint and delete all but the newest `keep`; `progress` holds plain numbers and dicts."""
    final = run / f"step-{step:06d}"
    unfinished = run / f"unfinished-{os.getpid()}"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    save_model(model, unfinished)
    shutil.copyfile(tokenizer, unfinished / "tokenizer.json")
    torch.save({"optimizer": optimizer.state_dict(), "progress": progress}, unfinished / "training_state.pt")
    shutil.rmtree(final, ignore_errors=True)
    unfinished.rename(final)
    for old in sorted(run.glob("step-*[0-9]"))[:-keep]:
        shutil.rmtree(old)
    return final


def read_state(folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The optimizer state and the progress of a checkpoint."""
    state = torch.load(folder / "training_state.pt", weights_only=True)
    return state["optimizer"], state["progress"]
