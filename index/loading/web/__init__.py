"""Web pages and books: the article, not the menus."""
