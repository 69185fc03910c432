"""A small library, and every kind of damage that its folder may come to."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
from fakes import KeywordEmbedder

from index import PassageIndex, open_library
from index.library.sqlite.library import FILE_NAME
from index.library.sqlite.migrations import VERSION

Damage = Callable[[Path], object]
PAGE = 4096  # bytes of SQLite's default page

TEXTS = {
    "mill.txt": "The mill was built in 1902. " + "It grinds rye for three villages. " * 120,
    "ferry.md": "# The ferry\n\nThe ferry crosses at 7.30.\n\n## Winter\n\n" + "In winter it does not run. " * 200,
    "bridge.txt": "The bridge was opened by the mayor. " + "It is of iron and of oak. " * 150,
}


def made(place: Path) -> Path:
    """A library of three documents in `place`, with a title, a tag, a synced folder and a cache; its folder."""
    documents = place / "documents"
    documents.mkdir(parents=True)
    for name, text in TEXTS.items():
        (documents / name).write_text(text, encoding="utf-8")
    index = PassageIndex(open_library(place / "library"), KeywordEmbedder())
    index.sync(documents)
    ferry = index.library.document_at(str(documents / "ferry.md"))
    assert ferry and len(index.documents()) == len(TEXTS)
    index.library.rename(ferry, "The winter ferry")
    index.library.tag(ferry, ["boats"])
    index.library.set_folder(str(documents), False)
    assert index.search("mill", 3)
    index.close()
    return place / "library"


@contextmanager
def changed(folder: Path) -> Iterator[sqlite3.Connection]:
    """The library's file, to be changed behind Quoth's back."""
    with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as connection:
        yield connection


def ran(*statements: str) -> Damage:
    """What these statements do to a library."""

    def damage(folder: Path) -> None:
        with changed(folder) as connection:
            for statement in statements:
                connection.execute(statement)

    return damage


def replaced(content: bytes) -> Damage:
    """Other bytes in place of the library's file."""
    return lambda folder: (folder / FILE_NAME).write_bytes(content)


def cut(share: float) -> Damage:
    """Only the front of the library's file."""

    def damage(folder: Path) -> None:
        file = folder / FILE_NAME
        os.truncate(file, int(file.stat().st_size * share))

    return damage


def overwritten(page: int, content: bytes = b"\xa5" * PAGE) -> Damage:
    """Other bytes in place of a page inside, counted from the back where negative."""

    def damage(folder: Path) -> None:
        data = bytearray((folder / FILE_NAME).read_bytes())
        place = page % (len(data) // PAGE) * PAGE
        data[place : place + PAGE] = content
        (folder / FILE_NAME).write_bytes(data)

    return damage


def foreign(version: int) -> Damage:
    """The database of another program, which may count its versions as Quoth does."""

    def damage(folder: Path) -> None:
        (folder / FILE_NAME).unlink()
        ran("CREATE TABLE bookmarks (url TEXT)", f"PRAGMA user_version = {version}")(folder)

    return damage


def with_log(share: float, whose: str = "its own") -> Damage:
    """A library whose process was killed: its last change is in the log beside it alone, which was cut then."""

    def damage(folder: Path) -> None:
        with changed(folder) as connection:
            connection.execute("PRAGMA wal_autocheckpoint = 0")
            connection.execute("INSERT INTO tags SELECT id, 'late' FROM documents")
            for name in (FILE_NAME, f"{FILE_NAME}-wal"):
                shutil.copy(folder / name, folder / f"{name}.kept")
        for name in (FILE_NAME, f"{FILE_NAME}-wal"):
            (folder / f"{name}.kept").replace(folder / name)
        log = folder / f"{FILE_NAME}-wal"
        os.truncate(log, int(log.stat().st_size * share))
        if whose == "another's":
            with changed(folder) as connection:
                connection.execute("PRAGMA journal_mode = DELETE")
            log.write_bytes(os.urandom(32) + b"\x00" * PAGE * 3)

    return damage


def instead(make: Callable[[Path], object], whole: bool = False) -> Damage:
    """Something else in place of the library's file, or of its `whole` folder."""

    def damage(folder: Path) -> None:
        if whole:
            shutil.rmtree(folder)
            make(folder)
        else:
            (folder / FILE_NAME).unlink()
            make(folder / FILE_NAME)

    return damage


def of_cache(change: Callable[[Path], object]) -> Damage:
    """Damage to the cache of vectors alone, which is no loss."""

    def damage(folder: Path) -> None:
        for cache in folder.glob("vectors-*.cache"):
            change(cache)

    return damage


def folder_for_file(path: Path) -> None:
    path.unlink()
    path.mkdir()


NOISE = np.random.default_rng(11).bytes(40_000)
VECTOR = "UPDATE vectors SET vector = {} WHERE rowid = (SELECT max(rowid) FROM vectors)"

HARMLESS: dict[str, Damage] = {
    "no cache": of_cache(Path.unlink),
    "cut cache": of_cache(lambda path: os.truncate(path, 50)),
    "noise for cache": of_cache(lambda path: path.write_bytes(NOISE)),
    "folder for cache": of_cache(folder_for_file),
    "cut log": with_log(0.5),
    "log of another": with_log(1, "another's"),
}
"""What a library gets over by itself."""

DAMAGES: dict[str, Damage] = {
    "noise": replaced(NOISE),
    "text": replaced(b"These are my notes.\n" * 400),
    "zero bytes": replaced(b""),
    "cut in the first page": cut(0.002),
    "cut in the middle": cut(0.5),
    "cut at the end": cut(0.97),
    **{f"page {page} overwritten": overwritten(page) for page in (0, 1, 2, 3, 5, 8, 13, 21, -1, -2, -3)},
    **{f"page {page} of zeros": overwritten(page, bytes(PAGE)) for page in (0, 4, 9, -4)},
    "another program's": foreign(0),
    "another program's of our version": foreign(VERSION),
    "another program's of a later version": foreign(77),
    "newer": ran(f"PRAGMA user_version = {VERSION + 1}"),
    "a table dropped": ran("DROP TABLE passages"),
    "words dropped": ran("DROP TABLE passage_terms"),
    "another table of that name": ran("DROP TABLE vectors", "CREATE TABLE vectors (x)"),
    "no revision": ran("DELETE FROM changes"),
    "no totals": ran("DELETE FROM totals"),
    "blocks cut": ran("UPDATE documents SET blocks = '[[0, 5'"),
    "blocks of no kind": ran("UPDATE documents SET blocks = '[[0, 5, 99, 1]]'"),
    "warnings cut": ran("UPDATE documents SET warnings = '[\"a'"),
    "page starts cut": ran("UPDATE documents SET page_starts = '{'"),
    "text not UTF-8": ran("UPDATE documents SET text = CAST(x'ff41ff' AS TEXT)"),
    "title not UTF-8": ran("UPDATE documents SET title = CAST(x'ff41ff' AS TEXT), given_title = NULL"),
    "a path of bytes": ran("UPDATE documents SET path = x'ff41ff' WHERE path LIKE '%mill.txt'"),
    "a date beyond all": ran("UPDATE documents SET modified = 1e300"),
    "a vector cut": ran(VECTOR.format("x'0102'")),
    "a vector too long": ran(VECTOR.format("vector || vector")),
    "a vector of no numbers": ran(VECTOR.format("x'0000c07f' || substr(vector, 5)")),
    "a vector of text": ran(VECTOR.format("'vector'")),
    "every vector of none": ran("UPDATE vectors SET vector = x''"),
    "vectors gone": ran("DELETE FROM vectors"),
    "a folder for the file": instead(Path.mkdir),
    "a file for the folder": instead(lambda path: path.write_text("notes"), whole=True),
    "a link to nothing": instead(lambda path: path.symlink_to(path.parent / "nothing")),
    "a link to itself": instead(lambda path: path.symlink_to(path)),
    "a folder that links to itself": instead(lambda path: path.symlink_to(path), whole=True),
}
"""What has to be said in words, by a name for it."""

if hasattr(os, "mkfifo"):
    DAMAGES["a pipe for the file"] = instead(os.mkfifo)
    DAMAGES["a pipe for the folder"] = instead(os.mkfifo, whole=True)
