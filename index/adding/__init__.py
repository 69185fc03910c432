"""Files → library, at first and again when they change."""
