"""The source panel: a whole document as HTML, its text or the picture of a page, at the words it is quoted from."""

from ui.page.source.pages import Sheet
from ui.page.source.panel import gone_html, source_html
from ui.page.source.windows import WINDOW, further_html

__all__ = ["WINDOW", "Sheet", "further_html", "gone_html", "source_html"]
