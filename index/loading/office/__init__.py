"""Word, PowerPoint and Excel files, read from their own XML."""
