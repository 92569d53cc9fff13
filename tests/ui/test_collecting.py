"""Garbage is looked for on the window's thread alone."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QThread, QTimer
from pytestqt.qtbot import QtBot

from exportdesk.ui.collecting import GROWN, YOUNG, Collecting


@pytest.fixture
def collecting(qtbot: QtBot) -> Iterator[Collecting]:
    """It is at work; whatever went before leaves nothing to be found."""
    was_enabled = gc.isenabled()
    gc.collect()
    gc.enable()
    made = Collecting()
    made.begin()
    yield made
    made.close()
    assert gc.isenabled()
    if not was_enabled:
        gc.disable()


class Ring(QObject):
    """Something with a timer that only a look for garbage lets go of."""

    def __init__(self, ended: list[object]) -> None:
        super().__init__()
        self.timer = QTimer(self)
        self.timer.start(60_000)
        self.ring = [self]
        self.destroyed.connect(lambda: ended.append(QThread.currentThread()))


def litter(count: int) -> None:
    """Make so many objects that go in circles."""
    for _each in range(count):
        one: list[object] = []
        one.append(one)


def test_what_a_thread_makes_ends_no_widget_beside_the_window(
    collecting: Collecting, qtbot: QtBot
) -> None:
    ended: list[object] = []
    Ring(ended)
    thread = threading.Thread(target=litter, args=(3 * YOUNG,))
    thread.start()
    thread.join()
    assert ended == []
    qtbot.waitUntil(lambda: bool(ended))
    assert ended == [QThread.currentThread()]


def test_what_outlived_a_look_is_looked_at_again(collecting: Collecting) -> None:
    kept = [[one] for one in range(2 * YOUNG)]
    collecting.look()
    assert gc.get_count()[0] < YOUNG
    old: list[object] = []
    old.append(old)
    lines = [kept, old]
    for _each in range(GROWN // (2 * YOUNG)):
        kept = [[one] for one in range(2 * YOUNG)]
        lines.append(kept)
        collecting.look()
    # The second generation was emptied on the way: it never holds more than was allowed.
    assert len(gc.get_objects(1)) < GROWN


def test_little_is_not_looked_at(collecting: Collecting) -> None:
    before = gc.get_count()[0]
    litter(50)
    collecting.look()
    assert gc.get_count()[0] > before
