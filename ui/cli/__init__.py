"""The command, `quoth`."""
