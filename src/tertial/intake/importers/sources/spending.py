"""How much time reading may take: counted in the reader's own processor time, so that a busy machine loses nothing."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")
MOST_SECONDS = 90.0  # a PDF of two thousand pages takes twenty
_EACH = 64  # things between two looks at the clock


@dataclass(slots=True)
class Spending:
    """Begins to count when it is made."""

    most: float = MOST_SECONDS
    begun: float = field(default_factory=time.thread_time)
    cut: bool = False  # something was left out for want of time

    @property
    def over(self) -> bool:
        return time.thread_time() - self.begun > self.most

    def while_left(self, things: Iterable[T], each: int = _EACH) -> Iterator[T]:
        """The things as long as there is time, and a note of it where some were left out."""
        for number, thing in enumerate(things):
            if number % each == 0 and self.over:
                self.cut = True
                return
            yield thing
