"""Passages found: by meaning (FAISS) and by words (BM25)."""
