"""PDF: text with the place of every character, pages as pictures, Tesseract where it is installed."""
