"""When Python looks for garbage while the window is open: often a little, hardly ever everything.

Going through everything holds the interpreter, and with it the window, for 60 to 160 ms once some
thousand matches wait. What is read is let go by itself; only what goes in circles needs looking
for, and that is young.
"""

import gc

THRESHOLDS = (5_000, 10, 1_000)


class Collecting:
    """Sets how often, and sets it back."""

    def __init__(self) -> None:
        self._before = gc.get_threshold()
        gc.set_threshold(*THRESHOLDS)

    def close(self) -> None:
        """Set it back."""
        gc.set_threshold(*self._before)


def keep_out() -> None:
    """Leave out of every look for garbage what is there now: lists and code stay for hours."""
    gc.collect(1)
    gc.freeze()
