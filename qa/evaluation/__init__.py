"""What `quoth eval` measures: reading, answering, retrieval, follow-ups, questions over whole documents, quoting."""
