"""Asks the real page for hours' worth in bursts, and measures whether it is after that as it was near its beginning.

`make soak` serves the page in a process of its own, over a small library. Twenty browsers ask it in bursts, with pauses
in which a server's idle threads end, and look at its overview in between. It prints the handles and the memory of that
process against what they were after the first questions, how many answers were not the ones that the questions get
alone, and the 95th percentile of the wait against twenty times the median of a question alone, some of which are asked
in each pause, since other work on the machine comes and goes. It returns 1 where one of these is too much.
"""

import argparse
import itertools
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "tools")]

from page_client import PageClient  # noqa: E402  # a script finds it only now

CLIENTS = 20
_BURST = 2  # questions of each browser, one after another, and as many looks
_PAUSE = 12.0  # seconds; the web server's idle threads end after ten
_ALONE = 8  # questions by themselves after each burst
_MOST_GROWN = 1.05
_MOST_WAIT = 1.3  # times as long as all the others' questions before it
_SERVER = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from ui.cli.main import main
sys.exit(main(["serve", "--no-browser", "--port", "0", "--library", sys.argv[2], *sys.argv[3:]]))
"""
_FOLLOW_UPS = ("What did he say?", "Why?", "When was that?", "And in China?")


class Held(NamedTuple):
    """What a process holds: its open handles, and its memory in bytes."""

    handles: int
    memory: int


class Conversation(NamedTuple):
    """A question and the earlier ones."""

    question: str
    history: tuple[str, ...]


def held(process: int) -> Held:
    """What a process holds now, as Linux says it."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return Held(len(list(Path(f"/proc/{process}/fd").iterdir())), pages * os.sysconf("SC_PAGE_SIZE"))


def conversations(count: int) -> list[Conversation]:
    """So many conversations about the sample documents, some of them follow-ups."""
    lines = (ROOT / "tests" / "data" / "seed_questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [str(json.loads(line)["question"]) for line in lines]
    chosen = random.Random(11).sample(questions, min(count, len(questions)))
    made = zip(chosen, itertools.cycle((None, *_FOLLOW_UPS)))
    return [Conversation(further, (asked,)) if further else Conversation(asked, ()) for asked, further in made]


def ask(client: PageClient, conversation: Conversation) -> tuple[str, float]:
    """The answer's HTML, and the seconds that it took."""
    begun = time.perf_counter()
    reply = client.call("answer", {"question": conversation.question, "history": list(conversation.history)})
    return str(reply["html"]), time.perf_counter() - begun


class Soak:
    """One run against the page at `address`, in a process."""

    def __init__(self, address: str, process: int, asked: Sequence[Conversation]) -> None:
        self.clients = [PageClient(address, f"soak-{number}") for number in range(CLIENTS)]
        self.process = process
        self.asked = asked
        self.waits: list[float] = []
        self.alone: list[float] = []
        self.different = 0
        self._again = itertools.cycle(asked)
        self.answers = [self._ask_alone(conversation) for conversation in asked]

    def _ask_alone(self, conversation: Conversation) -> str:
        html, seconds = ask(self.clients[0], conversation)
        self.alone.append(seconds)
        return html

    def bursts(self, questions: int) -> Iterator[int]:
        """So many questions, and as many looks at the overview; after each burst, how many there were."""
        numbers = itertools.count()
        with ThreadPoolExecutor(CLIENTS) as pool:
            done = 0
            while done < questions:
                done += sum(pool.map(lambda client: self._burst(client, numbers), self.clients))
                for conversation in itertools.islice(self._again, _ALONE):
                    self._ask_alone(conversation)
                time.sleep(_PAUSE)
                yield done

    def _burst(self, client: PageClient, numbers: Iterator[int]) -> int:
        for _ in range(_BURST):
            place = next(numbers) % len(self.asked)
            client.call("overview", {"stamp": ""})
            html, seconds = ask(client, self.asked[place])
            self.waits.append(seconds)
            self.different += html != self.answers[place]
        return _BURST


def serve(folder: Path, options: Sequence[str]) -> tuple[subprocess.Popen[str], str]:
    """The page over the library in `folder`, in a process of its own; its address."""
    command = [sys.executable, "-c", _SERVER, str(ROOT), str(folder), *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    for line in process.stderr:
        if "http://" in line:
            return process, next(word for word in line.split() if word.startswith("http://"))
    raise SystemExit("The page did not start.")


def run(soak: Soak, questions: int, warm: int) -> list[tuple[str, float, float]]:
    """Each thing that was measured: what it is, what it came to, and the most that it may be."""
    first = now = held(soak.process)
    before = 0
    for done in soak.bursts(questions):
        now = held(soak.process)
        if before < warm:  # the most that it held by then: connections are opened when they are first needed
            first, before = Held(*map(max, first, now)), done
        print(f"{done:6,} questions: {now.handles} handles, {now.memory / 1e6:.0f} MB", flush=True)
    wait, single = float(np.quantile(soak.waits, 0.95)), statistics.median(soak.alone)
    mean = statistics.mean(soak.alone)  # a wait is a sum of many, so this is what it grows with
    print(f"a question alone: median {single:.2f} s, mean {mean:.2f} s, of {len(soak.alone)}")
    print(f"among {CLIENTS}: 95th percentile {wait:.1f} s, {wait / (CLIENTS * mean):.2f} of {CLIENTS} means")
    return [
        ("handles, against those after the first questions", now.handles / first.handles, _MOST_GROWN),
        ("memory, against that after the first questions", now.memory / first.memory, _MOST_GROWN),
        (f"95th percentile of the wait, against {CLIENTS} questions alone", wait / (CLIENTS * single), _MOST_WAIT),
        ("answers that differ from those alone", float(soak.different), 0.0),
    ]


def main() -> int:
    """Prints what was measured; 1 where something is more than it may be."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--questions", type=int, default=2000)
    parser.add_argument("--warm", type=int, default=200, help="questions after which the first measure is taken")
    parser.add_argument("--different", type=int, default=40, help="how many different questions there are")
    parser.add_argument("--passages", help="how many passages are read for an answer, as for `quoth serve`")
    flags = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="quoth-soak-") as place:
        from index import PassageIndex, open_library

        index = PassageIndex(open_library(Path(place) / "library"))
        index.add([ROOT / "seeds"])
        index.close()
        options = ["--passages", flags.passages] if flags.passages else []
        process, address = serve(Path(place) / "library", options)
        try:
            soak = Soak(address, process.pid, conversations(flags.different))
            measured: list[Any] = run(soak, flags.questions, flags.warm)
        finally:
            process.terminate()
            process.wait()
    for what, value, most in measured:
        print(f"{what}: {value:.3f} (at most {most:g})")
    return int(any(value > most for _, value, most in measured))


if __name__ == "__main__":
    sys.exit(main())
