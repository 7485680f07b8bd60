"""Work that is bounded in time, told from work that grows without bound.

Counted in this thread's own time, so that neither other processes nor other threads are counted; the bound is
many times what the work takes, so that a slow machine passes, and far below what it takes without its bound.
How quick something is, is measured in `bench/`.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def within(seconds: float = 20) -> Iterator[None]:
    begun = time.thread_time()
    yield
    taken = time.thread_time() - begun
    assert taken < seconds, f"{taken:.1f} s of this thread's time, at most {seconds} s was expected"
