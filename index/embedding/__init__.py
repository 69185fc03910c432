"""Text → unit vectors: the `Embedder` protocol and the built-in model."""
