"""Reliability, coverage and latency as SVG, drawn by matplotlib (`pip install 'quoth[eval]'`)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from qa.evaluation import metrics
from qa.evaluation.metrics import Floats
from qa.evaluation.outcomes import RIGHT, Outcome


def draw(outcomes: Sequence[Outcome], title: str, file: Path) -> None:
    """One SVG with three panels. Raises ImportError if matplotlib is not installed."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(13, 4), layout="constrained")
    reliability, coverage, latency = figure.subplots(1, 3)
    figure.suptitle(f"{title} ({len(outcomes):,} questions)")
    _reliability(reliability, outcomes)
    _coverage(coverage, outcomes)
    _latency(latency, outcomes)
    figure.savefig(file, format="svg", metadata={"Date": None})


def draw_reliability(confidence: Floats, right: Floats, title: str, file: Path) -> None:
    """What is right of what was answered, by confidence in ten bins, with counts (DeGroot and Fienberg, 1983).

    SVG or PNG, as the name of `file` ends. Raises ImportError if matplotlib is not installed.
    """
    from matplotlib.figure import Figure

    bins = metrics.reliability(confidence, right)
    figure = Figure(figsize=(6, 5), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="0.6", linestyle="--", label="as sure as right")
    for number, (count, stated, share) in enumerate(bins):
        if count:
            left = number / len(bins)
            axes.bar(left, share, 1 / len(bins), align="edge", color="tab:blue", alpha=0.35, edgecolor="tab:blue")
            axes.plot([stated], [share], color="tab:blue", marker="o")
            axes.text(left + 0.5 / len(bins), share + 0.02, f"{count:,}", ha="center")
    error = f", calibration error {metrics.expected_calibration_error(confidence, right):.3f}" if len(right) else ""
    axes.set(title=f"{title}: {len(right):,} answered{error}", xlim=(0, 1), ylim=(0, 1.1))
    axes.set(xlabel="stated confidence (dot: the mean of the bin)", ylabel="share right (number: answers)")
    axes.legend(loc="upper left")
    figure.savefig(file, metadata={"Date": None} if file.suffix == ".svg" else None)


def _reliability(axes: Any, outcomes: Sequence[Outcome]) -> None:
    confidence = np.array([outcome.confidence for outcome in outcomes])
    right = np.array([float(outcome.has_answer and outcome.f1 >= RIGHT) for outcome in outcomes])
    filled = [each for each in metrics.reliability(confidence, right) if each[0]]
    sizes, stated, right_share = (np.array(column) for column in zip(*filled, strict=True))
    axes.plot([0, 1], [0, 1], color="0.7", linestyle="--", label="perfect")
    axes.scatter(
        stated,
        right_share,
        s=20 + 400 * sizes / len(outcomes),
        color="tab:blue",
        label="size: questions",
    )
    axes.plot(stated, right_share, color="tab:blue", alpha=0.5)
    axes.set(title="Reliability", xlabel="stated confidence", ylabel="share right", xlim=(0, 1), ylim=(0, 1))
    axes.legend(loc="upper left")


def _coverage(axes: Any, outcomes: Sequence[Outcome]) -> None:
    order = np.argsort([-outcome.confidence for outcome in outcomes], kind="stable")
    f1 = np.array([outcome.f1 if outcome.has_answer else 0.0 for outcome in outcomes])[order]
    share = np.arange(1, len(f1) + 1) / len(f1)
    axes.plot(share, 100 * np.cumsum(f1) / np.arange(1, len(f1) + 1), color="tab:green")
    axes.set(title="Coverage", xlabel="share answered, surest first", ylabel="F1 of those", xlim=(0, 1), ylim=(0, 100))


def _latency(axes: Any, outcomes: Sequence[Outcome]) -> None:
    stages = sorted({name for outcome in outcomes for name in outcome.stages})
    for name in stages:
        _steps(axes, [outcome.stages.get(name, 0.0) for outcome in outcomes], name)
    _steps(axes, [outcome.ms for outcome in outcomes], "total")
    axes.set(title="Latency", xlabel="milliseconds", ylabel="share of questions done", xlim=(0, None), ylim=(0, 1))
    axes.legend(loc="lower right")


def _steps(axes: Any, milliseconds: Sequence[float], name: str) -> None:
    ordered = np.sort(milliseconds)
    axes.step(ordered, np.arange(1, len(ordered) + 1) / len(ordered), where="post", label=name)
