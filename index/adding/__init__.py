"""Files → library, once and again as they change."""
