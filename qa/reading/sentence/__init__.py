"""The reader by sentences, chosen by weighted signals."""
