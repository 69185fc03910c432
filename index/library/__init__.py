"""The library, the one source of truth: documents, passages, vectors, words, titles, tags, folders."""
