"""Text → unit vectors: the `Embedder` protocol and the model in the box."""
