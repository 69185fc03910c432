"""Train the reader: python -m qa.training.train --data FOLDER --start FOLDER --run FOLDER --rows 150000

RUN/checkpoint.pt is written every five minutes, RUN/SEEN.md says what it has seen, and the same command goes on from
it. While RUN/pause exists, no step is taken. RUN/written.jsonl (see qa.training.written) joins in the last quarter.
"""

import argparse
import logging
import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import torch

from index.embedding.network import load_tokenizer
from qa.training.data import TrainingData
from qa.training.mixing import STRIPPED_MARKS, Mixture, Stage
from qa.training.model import reader_loss, start_model
from qa.training.rows import Batch, Row, RowMaker, collate
from qa.training.sources import FIRST_WEIGHTS, LATER_WEIGHTS, WRITTEN, Unit, read_written, units_of

log = logging.getLogger("qa.training")

STAGES = (Stage(0.75, 128, FIRST_WEIGHTS), Stage(1.01, 304, LATER_WEIGHTS))
"""Short windows while the loss falls fast, then as long as passages are; the written set joins in the last stage."""
WRITTEN_SHARE = 0.7  # of the draws in the last stage
_WARMUP = 200  # steps
_HEADS = 8.0  # times the body's rate, as they start from nothing
_POOL = 384  # units sorted by length together
_SAVED_EVERY = 300.0  # seconds
_NOTED_EVERY = 50  # steps


class Trainer:
    """One run: its network, its place in the data, its checkpoint."""

    def __init__(self, args: argparse.Namespace) -> None:
        """Fresh, or from RUN/checkpoint.pt."""
        self.args = args
        self.stopping = False
        self.step = self.seen = 0
        self.model = start_model(args.start, args.layers)
        self.model.freeze(args.freeze)
        self.optimizer = self._optimizer()
        data = TrainingData(args.data, args.mined, args.drop, confidence=0.9, qamr_cap=8, seed=args.seed)
        units: dict[str, list[Unit]] = units_of(data, args.data / "rerank.jsonl.gz")
        units[WRITTEN] = read_written(args.run / "written.jsonl")
        log.info("units: %s", {source: len(found) for source, found in sorted(units.items())})
        self.mixture: Mixture[Unit] = Mixture(units, args.seed)
        self.maker = RowMaker(load_tokenizer(args.start))
        self._checkpoint = args.run / "checkpoint.pt"
        if self._checkpoint.exists():
            state = torch.load(self._checkpoint, weights_only=True)
            self.model.load_state_dict(state["model"])
            self.optimizer.load_state_dict(state["opt"])
            self.step, self.seen = state["step"], state["seen"]
            self.mixture.restore(state["drawn"])
            log.info("goes on at step %d, %d rows seen", self.step, self.seen)

    def _optimizer(self) -> torch.optim.AdamW:
        named = [(name, p) for name, p in self.model.named_parameters() if p.requires_grad]
        body = [p for name, p in named if name.startswith("encoder.")]
        groups = [
            {"params": [p for p in body if p.ndim > 1], "weight_decay": 0.01, "k": 1.0},
            {"params": [p for p in body if p.ndim <= 1], "weight_decay": 0.0, "k": 1.0},
            {"params": [p for name, p in named if not name.startswith("encoder.")], "weight_decay": 0.0, "k": _HEADS},
        ]
        return torch.optim.AdamW(groups, lr=self.args.rate, betas=(0.9, 0.98), fused=True)

    def save(self) -> None:
        """Writes the checkpoint whole or not at all, and what it has seen."""
        partial = self._checkpoint.with_suffix(".partial")
        state = {"model": self.model.state_dict(), "opt": self.optimizer.state_dict(), "drawn": self.mixture.state()}
        torch.save(state | {"step": self.step, "seen": self.seen}, partial)
        partial.rename(self._checkpoint)
        seen = f"step {self.step}, {self.seen} rows of {self.args.rows} planned; units drawn: {self.mixture.state()}\n"
        (self.args.run / "SEEN.md").write_text(seen)

    def run(self) -> None:
        """Trains to the end of the plan, or until told to stop; the last step is always kept."""
        saved, recent = time.monotonic(), list[dict[str, float]]()
        for batch in self._batches():
            recent.append(self.train(batch))
            if len(recent) == _NOTED_EVERY:
                means = {name: round(sum(parts[name] for parts in recent) / len(recent), 3) for name in recent[0]}
                log.info("step %d, %d rows: %s", self.step, self.seen, means)
                recent.clear()
            if time.monotonic() - saved > _SAVED_EVERY:
                self.save()
                saved = time.monotonic()
        self.save()

    def train(self, batch: Batch) -> dict[str, float]:
        """One step; the parts of its loss. Embeddings and products in bfloat16 where the processor is fast at it."""
        rate = self.args.rate * min(1.0, (self.step + 1) / _WARMUP) * max(0.0, 1 - self.seen / self.args.rows)
        for group in self.optimizer.param_groups:
            group["lr"] = rate * group["k"]
        with torch.autocast("cpu", torch.bfloat16, enabled=self.args.bfloat16):
            outputs = self.model(batch.ids, batch.attended)
        loss, parts = reader_loss(outputs, batch)
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_([p for p in self.model.parameters() if p.requires_grad], 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.step += 1
        self.seen += len(batch.ids)
        return parts

    def _batches(self) -> Iterator[Batch]:
        while not self._over():
            stage = next(stage for stage in STAGES if self.seen / self.args.rows < stage.until)
            for rows in self._packed(stage):
                while (self.args.run / "pause").exists() and not self.stopping:
                    time.sleep(0.5)
                if self._over():
                    return
                yield collate(rows)

    def _over(self) -> bool:
        return self.stopping or self.seen >= self.args.rows

    def _packed(self, stage: Stage) -> list[list[tuple[Row, int]]]:
        """A pool of units as batches of about `tokens` tokens of like length, shuffled."""
        last = stage is STAGES[-1] and bool(self.mixture.units[WRITTEN])
        drawn = []
        for group in range(_POOL):
            chance = random.Random(f"w{self.seen}/{group}").random()
            unit, rng = self.mixture.draw({WRITTEN: 1.0} if last and chance < WRITTEN_SHARE else stage.weights)
            unmarked = rng.random() < STRIPPED_MARKS
            rows = [row for item in unit if (row := self.maker.row(item, stage.width, rng, unmarked))]
            if rows:
                drawn.append([(row, group) for row in rows])
        drawn.sort(key=_longest)
        packed: list[list[tuple[Row, int]]] = [[]]
        for rows_of_one in drawn:
            if packed[-1] and (len(packed[-1]) + len(rows_of_one)) * _longest(rows_of_one) > self.args.tokens:
                packed.append([])
            packed[-1].extend(rows_of_one)
        random.Random(self.seen).shuffle(packed)
        return packed


def _longest(rows: list[tuple[Row, int]]) -> int:
    return max(len(row.ids) for row, _ in rows)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the training .jsonl.gz files")
    parser.add_argument("--mined", type=Path, help="retrieved negatives, written by qa.training.negatives")
    parser.add_argument("--drop", type=Path, help="passages to leave out, written by qa.training.overlap")
    parser.add_argument("--start", type=Path, required=True, help="folder of all-mpnet-base-v2")
    parser.add_argument("--run", type=Path, required=True, help="folder of the checkpoint")
    parser.add_argument("--rows", type=int, default=150_000, help="length of the run; the rate falls to 0 over it")
    parser.add_argument("--rate", type=float, default=1e-4, help="peak learning rate of the body")
    parser.add_argument("--layers", type=int, default=8, help="layers kept of twelve, the lowest")
    parser.add_argument("--freeze", type=int, default=2, help="layers, with the embeddings, that stay as they are")
    parser.add_argument("--tokens", type=int, default=4096, help="tokens a batch")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--bfloat16", action=argparse.BooleanOptionalAction, default=True, help="measure which is fast")
    parser.add_argument("--seed", type=int, default=13)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.run.mkdir(parents=True, exist_ok=True)
    trainer = Trainer(args)

    def stop(signum: int, frame: object) -> None:
        trainer.stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    trainer.run()


if __name__ == "__main__":
    main()
