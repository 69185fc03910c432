"""Files are read in a process of their own, so that what a hostile one does stays there, within bounds."""

from index.isolation.parent import ReadingProcess

__all__ = ["ReadingProcess"]
