"""Tabs of which the chosen one is bold."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from exportdesk.ui.theme import Appearance
from exportdesk.ui.widgets import Tabs


@pytest.mark.parametrize("kind", ["", "close", "near"])
def test_choosing_one_moves_none(qtbot: QtBot, appearance: Appearance, kind: str) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    appearance.dress(around)
    tabs = Tabs("What to show")
    tabs.setProperty("kind", kind)
    tabs.setParent(around)
    for words in ("Profile", "Related parties 3", "Screening", "History"):
        tabs.addTab(words)
    around.show()
    tabs.resize(tabs.sizeHint())
    seen = set()
    for at in range(tabs.count()):
        tabs.setCurrentIndex(at)
        seen.add(tuple(tabs.tabRect(one).getRect() for one in range(tabs.count())))
    assert len(seen) == 1


def test_standing_farther_apart_each_has_the_room_for_it(
    qtbot: QtBot, appearance: Appearance
) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    appearance.dress(around)
    tabs = Tabs("What to show")
    tabs.setParent(around)
    for words in ("Profile", "Related parties 3", "History"):
        tabs.addTab(words)
    tabs.stand("tight")
    around.resize(600, 100)
    tabs.resize(600, 40)
    around.show()
    narrow = [tabs.tabRect(at).width() for at in range(3)]
    tabs.stand("close")
    wide = [tabs.tabRect(at).width() for at in range(3)]
    assert wide == [tabs.tabSizeHint(at).width() for at in range(3)]
    assert all(more > less for more, less in zip(wide, narrow, strict=True))
