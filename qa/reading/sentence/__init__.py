"""The sentence reader: it ranks whole sentences by weighted signals."""
