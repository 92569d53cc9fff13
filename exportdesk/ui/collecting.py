"""When Python looks for garbage while the window is open: on the window's thread, a little often.

By itself it looks on whichever thread happens to make the next object. What is left of a widget,
with its timers, would then be taken apart beside the window's thread, and Qt may crash.
Going through everything holds the window for 60 to 160 ms once some thousand matches wait, so that
is hardly ever done: what is read is let go by itself, and only what goes in circles needs looking
for, and that is young.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 100
YOUNG = 5_000
"""So many new objects are worth a look."""
GROWN = 20_000
"""So many that outlived a look, or fewer: a second one takes some 3 ms."""
LOOKS_AT_ALL = 1_000
"""So many second looks until everything is gone through."""


class Collecting(QObject):
    """Looks for garbage now and then, once it has begun; until it is closed nobody else does."""

    def __init__(self) -> None:
        super().__init__()
        self._grown = self._second_looks = 0
        self._was_enabled = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Look from now on. What is there is the program itself and is not gone through."""
        keep_out()
        self._timer.start()

    def look(self) -> None:
        """Look among what is new, where there is much of it."""
        young = gc.get_count()[0]
        if young < YOUNG:
            return
        self._grown += young
        if self._grown < GROWN:
            gc.collect(0)
            return
        self._grown = 0
        self._second_looks += 1
        gc.collect(1 if self._second_looks % LOOKS_AT_ALL else 2)

    def close(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        if self._was_enabled:
            gc.enable()


def keep_out() -> None:
    """Leave out of every look for garbage what is there now: lists and code stay for hours.

    Garbage among it stays as well: to look for it first would hold the window for 20 ms.
    """
    gc.freeze()


def let_go() -> None:
    """Let go of all that nobody uses any more, also of what was kept out of every look.

    For when no window is open: it takes a quarter of a second.
    """
    gc.unfreeze()
    gc.collect()
