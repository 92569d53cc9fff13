"""Lets go of the widgets that earlier tests closed."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

MANY = 300
TESTS = 20
"""After so many that left few widgets, all is looked through for what else they left."""


@contextmanager
def nothing_kept_out() -> Iterator[None]:
    """Let looks for garbage find all that tests have made, meanwhile.

    The program keeps what it has loaded out of every look, for it ends with its window. In a run of
    tests the widgets and lists of a thousand windows would stay that way.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gc, "freeze", lambda: None)
        yield


def let_go_of_windows() -> None:
    """Delete what was closed and is not used any more, once it is much."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if len(QApplication.allWidgets()) > MANY:
        gc.collect(1)  # what the last tests made: nearly always that is all of it
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if len(QApplication.allWidgets()) > MANY or max(gc.get_count()[1:]) > TESTS:
        gc.collect()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
