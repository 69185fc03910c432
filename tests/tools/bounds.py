"""Adds documents made to be too much, one a process, and prints what each took of memory and time, and what was said.

`python tests/tools/bounds.py [NAME…]` prints for each the seconds, their ratio to a small text's, and the most memory
of the adding process and of the one that reads for it. The built-in embedder is loaded and counts the tokens; the
vectors are random, since embedding goes a batch at a time and its time is known (`make bench`). `--size 0.1` makes each
a tenth as large.
"""

import argparse
import contextlib
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]
FIXTURES = ROOT / "tests" / "data" / "formats"
SMALL = "small.txt"
WORDS = "the old mill grinds rye and oats for every village along the river until winter comes".split()


def words(characters: float) -> str:
    """So many characters of words in no order, without a full stop."""
    chosen = random.Random(0).choices(WORDS, k=2**16)
    text = " ".join(chosen)
    return (text * (1 + int(characters) // len(text)))[: int(characters)]


def sentences(characters: float) -> str:
    """So many characters of sentences of some twelve words."""
    chance = random.Random(0)
    text = " ".join(" ".join(chance.choices(WORDS, k=12)).capitalize() + "." for _ in range(5_000))
    return (text * (1 + int(characters) // len(text)))[: int(characters)]


def word_file(path: Path, paragraphs: Sequence[str]) -> None:
    """A Word file of these paragraphs, in the package of a real one."""
    with (
        zipfile.ZipFile(FIXTURES / "quelm_harbour.docx") as real,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in real.namelist():
            content = real.read(name)
            if name == "word/document.xml":
                head = content[: content.index(b"<w:body")].decode()
                body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
                content = f"{head}<w:body>{body}</w:body></w:document>".encode()
            made.writestr(name, content)


def millions(size: float, of: float) -> int:
    """`of` millions, times `size`."""
    return int(size * of * 1e6)


MADE: dict[str, Callable[[Path, float], object]] = {
    SMALL: lambda path, _: path.write_text(sentences(200_000)),
    "headings.md": lambda path, size: path.write_text("# a\n" * millions(size, 2.5)),
    "paragraphs.docx": lambda path, size: word_file(path, [sentences(590)] * millions(size, 0.1)),
    "paragraph.docx": lambda path, size: word_file(path, [sentences(size * 59e6)]),
    "rows.csv": lambda path, size: path.write_text("town,mills\n" + "Oak,7\n" * millions(size, 5)),
    "wide.csv": lambda path, size: path.write_text("town,mills\n" + f"{words(300)},7\n" * millions(size, 0.1)),
    "line.txt": lambda path, size: path.write_text(words(size * 50e6)),
    "letters.txt": lambda path, size: path.write_text("x" * millions(size, 50)),
    "sentences.txt": lambda path, size: path.write_text(sentences(size * 60e6)),
    "wrapped.txt": lambda path, size: path.write_text(f"{words(69)}\n" * millions(size, 0.9)),
    "smileys.txt": lambda path, size: path.write_text("\U0001f600" * millions(size, 15), encoding="utf-8"),
    "invisible.txt": lambda path, size: path.write_text("\u200b\n" * millions(size, 0.9), encoding="utf-8"),
    "sentence.md": lambda path, size: path.write_text(words(size * 30e6)),
    "heading.md": lambda path, size: path.write_text(f"# {words(size * 30e6)}\n"),
    "items.md": lambda path, size: path.write_text("- an item\n" * millions(size, 0.999)),
    "nested.md": lambda path, size: path.write_text("> " * millions(size, 10) + "a\n"),
    "table.md": lambda path, size: path.write_text("| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * millions(size, 0.9)),
    "flat.html": lambda path, size: path.write_text("<p>a</p>" * millions(size, 2)),
    "nested.html": lambda path, size: path.write_text("<div>" * millions(size, 2) + "words"),
    "keys.json": lambda path, size: path.write_text(json.dumps({f"key{n}": n for n in range(millions(size, 1))})),
    "lines.jsonl": lambda path, size: path.write_text('{"a": 1, "b": "words"}\n' * millions(size, 1)),
}


def most_used(process: int) -> float:
    """The most memory, in MB, that a process has used since it began to run its program (Linux); 0 where it ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) * 1.024e-3 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)


def watch(seen: list[float], ended: threading.Event) -> None:
    """Notes the memory of this process's children, twenty times a second."""
    own = os.getpid()
    while not ended.wait(0.05):
        for task in Path(f"/proc/{own}/task").iterdir():
            with contextlib.suppress(OSError):
                seen += map(most_used, map(int, (task / "children").read_text().split()))


def added(path: Path, library: Path) -> dict[str, object]:
    """Adds one file; the seconds, the most memory in MB of both processes, and what was said of the file."""
    from index import PassageIndex, open_library
    from index.embedding.embedder import load_embedder

    embedder, chance = load_embedder(), np.random.default_rng(0)
    embedder.encode_document = lambda texts: chance.standard_normal((len(texts), 384))  # type: ignore[method-assign]
    index = PassageIndex(open_library(library), embedder)
    reading, ended = [0.0], threading.Event()
    watcher = threading.Thread(target=watch, args=(reading, ended))
    watcher.start()
    began = time.monotonic()
    report = index.add([path])
    seconds = time.monotonic() - began
    ended.set()
    watcher.join()
    said = "; ".join(each.reason for each in report.failures) or f"{index.library.count().passages:,} passages"
    return {"seconds": seconds, "adding": most_used(os.getpid()), "reading": max(reading), "said": said}


def main() -> None:
    """Prints a line for each input."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=list(MADE), metavar="NAME")
    parser.add_argument("--size", type=float, default=1.0)
    parser.add_argument("--one", type=Path, nargs=2, help=argparse.SUPPRESS)
    flags = parser.parse_args()
    if flags.one:
        print(json.dumps(added(*flags.one)))
        return
    print(f"{'input':<16}{'MB':>5}{'s':>7}{'ratio':>7}{'adding':>8}{'reading':>9}  said", flush=True)
    small = 0.0
    for name in dict.fromkeys([SMALL, *flags.names]):
        with tempfile.TemporaryDirectory() as place:
            path = Path(place) / name
            MADE[name](path, flags.size)
            command = [sys.executable, __file__, "--one", str(path), str(Path(place) / "library")]
            got = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
            small = small or got["seconds"]
            print(
                f"{name:<16}{path.stat().st_size / 1e6:>5.0f}{got['seconds']:>7.1f}{got['seconds'] / small:>7.1f}"
                f"{got['adding']:>6.0f} MB{got['reading']:>6.0f} MB  {got['said']}",
                flush=True,
            )


if __name__ == "__main__":
    main()
