"""How far a run is, and the learning rate there."""

import time
from dataclasses import dataclass, field


@dataclass(slots=True)
class Schedule:
    """Progress from 0 to 1, by examples (`examples` > 0) or by the clock (`minutes` from this start).

    By the clock, progress is active / (active + time left): a pause costs training, not the finish.
    """

    minutes: float
    examples: int
    peak: float
    warmup_steps: int
    active: float = 0.0
    """Seconds spent in training steps, those of earlier starts included."""
    seen: int = 0
    """Rows trained on, those of earlier starts included."""
    began: float = field(default_factory=time.monotonic)

    def fraction(self) -> float:
        """Share of the run that is done, 0 to 1."""
        if self.examples > 0:
            return min(1.0, self.seen / self.examples)
        left = max(0.0, self.began + 60 * self.minutes - time.monotonic())
        return 1.0 if left == 0.0 else self.active / (self.active + left)

    def rate(self, step: int) -> float:
        """Learning rate at `step`: a linear rise over `warmup_steps`, then linear to 0 with progress."""
        return self.peak * min(1.0, (step + 1) / self.warmup_steps) * (1.0 - self.fraction())
