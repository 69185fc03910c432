"""Makes a library of many distinct passages of real text: python tests/tools/make_large_library.py FOLDER --passages N.

The text is what everybody has who has Quoth: `seeds/`, and the docstrings, descriptions and licences of Python and of
the packages installed beside it; or the text files of `--text DIR`. It is cut into paragraphs; a passage is two of
them, and no two passages the same two. Only the paragraphs are embedded. A passage's vector is the mean of its
paragraphs' own, by their lengths, with a quarter of its length in a random direction added and brought to unit length:
so the neighbours of a question are paragraphs that are about it, and no two vectors are the same. How fast a library
finds is measured with it, and whether it finds what an exact search finds; not how well it answers.

Passages go in by `Library.put`, as any document's do. FOLDER/library is the library, FOLDER/made.json says how long it
took, and FOLDER/questions.jsonl has questions whose words were taken from its text.
"""

import argparse
import ast
import json
import random
import re
import sys
import sysconfig
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from index import open_library
from index.documents.chunking import Chunk
from index.documents.datatypes import Document
from index.embedding.embedder import DEFAULT_MODEL, Vectors, encode_document, load_embedder
from index.library.protocol import Library, text_key

SEEDS = Path(__file__).parents[2] / "seeds"
PARAGRAPHS = 4000  # embedded once: some minutes; 16 million pairs can be made of them
A_DOCUMENT = 200  # passages
OF_ITS_OWN = 0.25  # length of what a passage's vector has beside those of its paragraphs
QUESTIONS = 1000
_LEAST, _MOST = 100, 400  # characters of a paragraph
_OF_LETTERS = 0.85  # of it, spaces counted: less is a table, or code
_LETTER = re.compile(r"[^\W\d_]| ")
_PROSE = (".md", ".rst", ".txt", "METADATA", "LICENSE", "COPYING", "NOTICE")
_FORMS = ("What is said about {}?", "How does {} work?", "Why {}?", "Where is it said that {}?", "Who says {}?")


def texts(folder: Path | None, chance: random.Random) -> Iterator[str]:
    """The texts that paragraphs are taken from, one at a time: those of `seeds/` first, the others in any order."""
    if folder is not None:
        yield from (path.read_text("utf-8", "replace") for path in sorted(folder.rglob("*")) if path.is_file())
        return
    yield from (path.read_text("utf-8", "replace") for path in sorted(SEEDS.glob("*")) if path.suffix in _PROSE)
    roots = {sysconfig.get_path("stdlib"), *(entry for entry in sys.path if entry.endswith("site-packages"))}
    files = [path for root in sorted(roots) for path in sorted(Path(root).rglob("*"), key=str)]
    chance.shuffle(files)
    for path in files:
        if path.name.endswith(_PROSE) and path.is_file():
            yield path.read_text("utf-8", "replace")
        elif path.suffix == ".py" and path.is_file():
            yield from docstrings(path.read_text("utf-8", "replace"))


def docstrings(source: str) -> Iterator[str]:
    """Every docstring of a Python file; none of one that this Python cannot read."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield ast.get_docstring(node) or ""


def paragraphs(folder: Path | None, wanted: int, chance: random.Random) -> list[str]:
    """That many paragraphs of prose, none twice; fewer where the texts have no more."""
    found = dict[str, None]()
    for text in texts(folder, chance):
        for paragraph in re.split(r"\n\s*\n", text):
            joined = " ".join(paragraph.split())
            if _LEAST <= len(joined) <= _MOST and len(_LETTER.findall(joined)) > _OF_LETTERS * len(joined):
                found[joined] = None
        if len(found) >= wanted:
            break
    return list(found)[:wanted]


def embedded(place: Path, pieces: Sequence[str]) -> Vectors:
    """Float32 (n, d), unit rows: the paragraphs' vectors, read from `place` where they were kept for the same text."""
    key = text_key("\0".join(pieces))
    if place.exists():
        with np.load(place) as kept:
            if str(kept["key"]) == key:
                rows: Vectors = kept["vectors"]
                return rows
    embedder, began = load_embedder(), time.perf_counter()
    rows = np.concatenate([encode_document(embedder, [piece]) for piece in pieces])
    print(f"{len(pieces) / (time.perf_counter() - began):,.0f} paragraphs embedded a second", flush=True)
    np.savez(place, key=key, vectors=rows)
    return rows


def pairs(count: int, of: int, chance: np.random.Generator) -> np.ndarray:
    """Int64 (count, 2): so many different pairs of the numbers below `of`. Raises SystemExit where there are not."""
    if count > of * (of - 1) // 4:
        raise SystemExit(f"{of:,} paragraphs do not make {count:,} passages; name a folder with more text.")
    drawn = np.unique(chance.integers(0, of * of, count + count // 8 + 1000))
    drawn = drawn[drawn // of != drawn % of]
    while len(drawn) < count:
        more = chance.integers(0, of * of, count)
        drawn = np.unique(np.concatenate([drawn, more[more // of != more % of]]))
    return np.stack(np.divmod(chance.permutation(drawn)[:count], of), axis=1)


def document(number: int, chosen: np.ndarray, pieces: Sequence[str]) -> tuple[Document, list[Chunk]]:
    """One document of those pairs of paragraphs, a passage each."""
    lines = [f"{pieces[one]} {pieces[other]}" for one, other in chosen]
    text, chunks, start = "\n".join(lines), list[Chunk](), 0
    for line in lines:
        chunks.append(Chunk(start, start + len(line), ""))
        start += len(line) + 1
    title = " ".join(lines[0].split()[:6])
    name = f"/recombined/{number:06}.txt"
    return Document(f"recombined-{number:06}", title, name, "text/plain", text_key(text), text), chunks


def mixed(chosen: np.ndarray, pieces: Sequence[str], rows: Vectors, chance: np.random.Generator) -> Vectors:
    """Float32 (n, d), unit rows: the vectors of passages made of those pairs of paragraphs."""
    lengths = np.array([[len(pieces[one]), len(pieces[other])] for one, other in chosen], np.float32)
    mean = (rows[chosen] * (lengths / lengths.sum(axis=1, keepdims=True))[:, :, None]).sum(axis=1)
    mean /= np.linalg.norm(mean, axis=1, keepdims=True)
    own = chance.standard_normal(mean.shape, dtype=np.float32)
    mean += own * (OF_ITS_OWN / np.linalg.norm(own, axis=1, keepdims=True))
    unit: Vectors = (mean / np.linalg.norm(mean, axis=1, keepdims=True)).astype(np.float32)
    return unit


def fill(library: Library, count: int, pieces: Sequence[str], rows: Vectors) -> float:
    """Puts so many passages into a library; the seconds that the library took."""
    chance, spent = np.random.default_rng(count), 0.0
    library.set_facts(embedder=DEFAULT_MODEL, dimension=str(rows.shape[1]))
    chosen = pairs(count, len(pieces), chance)
    for number, first in enumerate(range(0, count, A_DOCUMENT)):
        some = chosen[first : first + A_DOCUMENT]
        made, chunks = document(number, some, pieces)
        keys = [text_key(chunk.embedded_text(made.text)) for chunk in chunks]
        vectors = dict(zip(keys, mixed(some, pieces, rows, chance), strict=True))
        began = time.perf_counter()
        library.put(made, chunks, vectors, len(made.text))
        spent += time.perf_counter() - began
        if (number + 1) % 500 == 0:
            print(f"    {first + len(some):,} passages, {spent:,.0f} s", flush=True)
    return spent


def questions(pieces: Sequence[str], count: int, chance: random.Random) -> list[str]:
    """Questions made of four to nine words that stand together in a paragraph."""
    asked = []
    for piece in chance.choices(pieces, k=count):
        words = piece.split()
        length = chance.randint(4, 9)
        first = chance.randrange(max(1, len(words) - length))
        stretch = " ".join(words[first : first + length]).strip(".,;:!?()[]\"'`")
        asked.append(chance.choice(_FORMS).format(stretch))
    return asked


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--text", type=Path, metavar="DIR", help="text files to take the paragraphs from")
    flags = parser.parse_args()
    make(flags.folder, flags.passages, flags.text)


def make(folder: Path, passages: int, text: Path | None = None) -> None:
    """Makes FOLDER/library, made.json and questions.jsonl; the paragraphs' vectors are kept beside FOLDER."""
    folder.mkdir(parents=True, exist_ok=True)
    pieces = paragraphs(text, PARAGRAPHS, random.Random(17))
    rows = embedded(folder.parent / "paragraphs.npz", pieces)
    library = open_library(folder / "library")
    if library.count().passages:
        raise SystemExit(f"{folder / 'library'} has passages already; name another folder.")
    spent = fill(library, passages, pieces, rows)
    library.close()
    asked = questions(pieces, QUESTIONS, random.Random(23))
    (folder / "questions.jsonl").write_text("".join(json.dumps({"question": each}) + "\n" for each in asked), "utf-8")
    made = {"passages": passages, "paragraphs": len(pieces), "put_seconds": round(spent, 1)}
    (folder / "made.json").write_text(json.dumps(made) + "\n", "utf-8")
    print(f"{passages:,} passages of {len(pieces):,} paragraphs in {spent:,.0f} s", flush=True)


if __name__ == "__main__":
    main()
