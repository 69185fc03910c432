"""A library in a folder: one SQLite file, the source of truth, and beside it a cache of its vectors for FAISS."""
