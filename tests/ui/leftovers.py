"""Lets go of the widgets that earlier tests closed."""

import gc

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

MANY = 300


def let_go_of_windows() -> None:
    """Delete what was closed and is not used any more.

    The program keeps what it has loaded out of every look for garbage, for it ends with its window;
    in a run of tests thousands of widgets would stay that way, and each makes the next test slower.
    """
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if len(QApplication.allWidgets()) > MANY:
        gc.unfreeze()
        gc.collect()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
