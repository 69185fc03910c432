"""Files are read in a separate process with limits on memory and time, so that a hostile file harms nothing else."""

from index.isolation.parent import Offered, ReadingProcess

__all__ = ["Offered", "ReadingProcess"]
