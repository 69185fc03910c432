"""Train the reader: `python -m qa.training.train --data FOLDER --start FOLDER --run FOLDER --minutes 100`.

A run stopped by SIGTERM, SIGINT or a crash resumes from its newest checkpoint when the same command is run again.
While the file named by --pause exists, no step is taken.
"""

import argparse
import json
import logging
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import torch

from index.embedding.network import load_tokenizer
from qa.reading.span.windows import Windower
from qa.training import checkpoints
from qa.training.data import TrainingData, Unit, load_units
from qa.training.mixing import STAGES, Batch, Mixture, Stage, batches
from qa.training.model import SpanRelevanceModel, load_model, reader_loss, start_model
from qa.training.sampling import LIMITS
from qa.training.schedule import Schedule

log = logging.getLogger("qa.training")


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the training .jsonl.gz files")
    parser.add_argument("--mined", type=Path, help="retrieved negatives, written by qa.training.negatives")
    parser.add_argument("--drop", type=Path, help="passages to leave out, written by qa.training.overlap")
    parser.add_argument("--start", type=Path, required=True, help="folder of the sentence encoder to start from")
    parser.add_argument("--again", type=Path, help="a finished run's checkpoint, whose weights get another schedule")
    parser.add_argument("--run", type=Path, required=True, help="folder of checkpoints and log.jsonl")
    parser.add_argument("--minutes", type=float, default=100.0, help="length of the run from now, by the clock")
    parser.add_argument("--examples", type=int, default=0, help="length of the run in rows; overrides --minutes")
    parser.add_argument("--rate", type=float, default=3e-4, help="peak learning rate")
    parser.add_argument("--warmup", type=int, default=100, help="steps of warm-up")
    parser.add_argument("--tokens", type=int, default=4096, help="tokens a batch")
    parser.add_argument("--confidence", type=float, default=0.9, help="least probability of a back-translated label")
    parser.add_argument("--qamr-cap", type=int, default=8, help="most QAMR questions of one sentence")
    parser.add_argument("--checkpoint-minutes", type=float, default=5.0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--pause", type=Path, help="while this file exists, wait between steps")
    parser.add_argument("--seed", type=int, default=13)
    return parser.parse_args()


def optimizer_for(model: SpanRelevanceModel, rate: float) -> torch.optim.AdamW:
    """AdamW with weight decay 0.01 on matrices and none on biases and norms."""
    matrices = [p for p in model.parameters() if p.ndim > 1]
    vectors = [p for p in model.parameters() if p.ndim <= 1]
    groups = [{"params": matrices, "weight_decay": 0.01}, {"params": vectors, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.98), fused=True)


class Trainer:
    """One run: its model, its place in the data, its clock."""

    def __init__(self, args: argparse.Namespace) -> None:
        """Start fresh, or from the newest checkpoint under `args.run`."""
        self.args = args
        self.stopping = False
        self.step = 0
        self.schedule = Schedule(args.minutes, args.examples, args.rate, args.warmup)
        data = TrainingData(args.data, args.mined, args.drop, args.confidence, args.qamr_cap, args.seed)
        units = load_units(data)
        log.info("units: %s", {source: len(members) for source, members in sorted(units.items())})
        self.mixture: Mixture[Unit] = Mixture(units, args.seed)
        folder = checkpoints.latest(args.run)
        known = folder or args.again
        self.model = (start_model(args.start) if known is None else load_model(known)).to(args.device)
        self.windower = Windower(load_tokenizer(known or args.start), LIMITS.question_tokens)
        self.optimizer = optimizer_for(self.model, args.rate)
        if folder is not None:
            state, progress = checkpoints.read_state(folder)
            self.optimizer.load_state_dict(state)
            self.step, self.schedule.active, self.schedule.seen = progress["step"], progress["active"], progress["seen"]
            self.mixture.restore(progress["drawn"])
            log.info("resumed %s", folder)
        elif args.again is not None:
            self.mixture.restore(checkpoints.read_state(args.again)[1]["drawn"])
            log.info("the weights of %s, from where its data ended", args.again)

    def save(self) -> None:
        """Write a checkpoint of this step."""
        progress = {
            "step": self.step,
            "active": self.schedule.active,
            "seen": self.schedule.seen,
            "drawn": self.mixture.state(),
        }
        tokenizer = (checkpoints.latest(self.args.run) or self.args.start) / "tokenizer.json"
        checkpoints.write(self.args.run, self.step, self.model, self.optimizer, progress, tokenizer)

    def stage(self) -> Stage:
        """The current stage."""
        return next((s for s in STAGES if self.schedule.fraction() < s.until), STAGES[-1])

    def stream(self) -> Iterator[Batch]:
        """Batches until the run ends, in the stage that is current when each pool is drawn."""
        while not self.stopping and self.schedule.fraction() < 1.0:
            yield from batches(self.mixture, self.windower, self.stage(), self.args.tokens)

    def train_batch(self, batch: Batch) -> dict[str, float]:
        """One optimizer step; returns the parts of its loss."""
        rate = self.schedule.rate(self.step)
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        batch = batch.to(self.args.device)
        with torch.autocast(torch.device(self.args.device).type, torch.bfloat16):
            outputs = self.model(batch.ids, batch.attended, batch.segments)
        loss, parts = reader_loss(outputs, batch)
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.step += 1
        self.schedule.seen += len(batch.starts)
        return parts | {"rate": rate}

    def wait_while_paused(self) -> None:
        """Sleep while the pause file exists, unless asked to stop or out of time."""
        while self.args.pause and self.args.pause.exists() and not self.stopping and self.schedule.fraction() < 1.0:
            time.sleep(0.5)

    def run(self) -> None:
        """Train to the end of the schedule or until asked to stop; the last step is always saved."""
        saved = time.monotonic()
        recent: list[dict[str, float]] = []
        for batch in self.stream():
            self.wait_while_paused()
            if self.stopping or self.schedule.fraction() >= 1.0:
                break
            began = time.monotonic()
            recent.append(self.train_batch(batch))
            self.schedule.active += time.monotonic() - began
            if len(recent) == 50:
                self.note(recent)
                recent.clear()
            if time.monotonic() - saved > 60 * self.args.checkpoint_minutes:
                self.save()
                saved = time.monotonic()
        self.save()
        log.info("ended at step %d, fraction %.3f", self.step, self.schedule.fraction())

    def note(self, recent: list[dict[str, float]]) -> None:
        """Append the mean loss of the recent steps to log.jsonl."""
        means = {name: round(sum(parts[name] for parts in recent) / len(recent), 6) for name in recent[0]}
        line = {
            "step": self.step,
            "seen": self.schedule.seen,
            "active": round(self.schedule.active, 1),
            "fraction": round(self.schedule.fraction(), 4),
            **means,
        }
        with (self.args.run / "log.jsonl").open("a") as out:
            out.write(json.dumps(line) + "\n")


def main() -> None:
    """The command."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    args = arguments()
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
