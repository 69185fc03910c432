"""What `quoth eval` measures: reading, answering over a library, retrieval, follow-ups."""
