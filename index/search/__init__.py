"""Finds passages by meaning (FAISS) and by words (BM25)."""
