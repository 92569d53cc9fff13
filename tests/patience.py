"""Lets a window work, for what draws it or looks at it from the same thread."""

import time
from collections.abc import Callable

from PySide6.QtWidgets import QApplication


def settle(seconds: float = 0.3) -> None:
    """Let the window do what it has to."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.01)


def wait(there: Callable[[], bool], seconds: float = 20.0) -> None:
    """Let the window work until something is so."""
    until = time.monotonic() + seconds
    while not there():
        if time.monotonic() > until:
            raise TimeoutError("the window did not get there")
        QApplication.processEvents()
        time.sleep(0.01)
