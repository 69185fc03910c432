"""The source panel: a document's text, or the picture of a page, as HTML that opens at the quoted words."""

from ui.page.source.pages import Sheet
from ui.page.source.panel import gone_html, source_html
from ui.page.source.windows import WINDOW, further_html

__all__ = ["WINDOW", "Sheet", "further_html", "gone_html", "source_html"]
