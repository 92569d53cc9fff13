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
