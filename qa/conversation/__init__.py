"""A chat turn and the questions before it → questions that stand alone, one at a time."""
