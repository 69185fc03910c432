"""Files are read and cut in a separate process with limits on memory and time, so a hostile file harms nothing else."""

from index.isolation.parent import Offered, ReadingProcess

__all__ = ["Offered", "ReadingProcess"]
