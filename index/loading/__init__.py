"""File → documents. The way through: files, registry, dispatch, then the module of the file's format.

`files` reads bytes within bounds; `registry` lists every format; `dispatch` has each file read by its format's module
and looks into containers; `dating` gives a document its date. A format's module builds its text with a `Composer`
(`composing`) and spends from `Bounds` (`bounds`) as it reads.
"""

from index.loading.bounds import LARGEST_FILE, LARGEST_TEXT, Bounds
from index.loading.dating import dated
from index.loading.dispatch import bytes_at, documents, is_plain, load
from index.loading.files import digest, kind_of, path_is, read

__all__ = [
    "LARGEST_FILE",
    "LARGEST_TEXT",
    "Bounds",
    "bytes_at",
    "dated",
    "digest",
    "documents",
    "is_plain",
    "kind_of",
    "load",
    "path_is",
    "read",
]
