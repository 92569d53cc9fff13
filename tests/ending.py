"""Holds that something ends which would go on for minutes or for good were it not guarded.

This measures no speed: a machine that is busy with other things stays far below the bound, and a
text that is taken apart in the square of its length, or an archive that unpacks itself for ever,
goes far beyond it. How fast things are is for `tests/benchmarks`.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST = 60.0


@contextmanager
def ends(seconds: float = LONGEST) -> Iterator[None]:
    """Fail where what stands in the block took more of this process's time than that."""
    begun = time.process_time()
    yield
    taken = time.process_time() - begun
    assert taken < seconds, f"took {taken:.0f} s: does it end at all?"
