"""The text of a document: sentences, headings, passages, and where its words are on a page."""
