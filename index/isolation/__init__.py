"""Files are read in a separate process with limits on memory and time, so that a hostile file harms nothing else."""

from index.isolation.parent import ReadingProcess

__all__ = ["ReadingProcess"]
