"""The trained reader: a network finds the exact words."""
