"""The text of a document: sentences, headings, passages, and where its words stand on a page."""
