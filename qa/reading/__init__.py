"""Question and hits → the words that answer, each with a probability."""
