"""The library, the one source of truth: documents, passages, vectors, words, titles, tags, folders.

`protocol.py` says what any library can do, `opening.py` which one a path or an address means; `sqlite/` is the one in
a folder of this machine.
"""
