"""The trained reader: a network finds the exact words that answer, or the sentences that do."""
