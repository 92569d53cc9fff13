"""Light and dark worn live, at any size."""

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QStyle,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from exportdesk.core.company import Theme
from exportdesk.ui.fonts import base_font
from exportdesk.ui.theme import DARK, LIGHT, Appearance, px, tokens
from exportdesk.ui.widgets import button


def test_light_and_dark_are_worn_live(appearance: Appearance, qapp: QApplication) -> None:
    told: list[bool] = []
    appearance.changed.connect(lambda: told.append(True))
    appearance.wear(Theme.DARK)
    assert tokens() is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.background
    appearance.wear(Theme.LIGHT)
    assert tokens() is LIGHT
    assert len(told) == 2
    appearance.wear(Theme.LIGHT)
    assert len(told) == 2, "nothing changed, nothing told"


def test_the_system_is_followed_only_when_asked(appearance: Appearance) -> None:
    appearance.wear(Theme.DARK)
    appearance._system_changed(Qt.ColorScheme.Light)
    assert appearance.tokens is DARK
    appearance.wear(Theme.SYSTEM)
    assert appearance.wish is Theme.SYSTEM


def test_everything_grows_with_the_text(appearance: Appearance) -> None:
    small = px(36)
    appearance.wear(Theme.LIGHT, scale=2.0)
    assert px(36) == 2 * small
    label = QLabel("Screen a party")
    label.setProperty("kind", "title")
    label.ensurePolished()
    assert label.font().pixelSize() == px(22)


def test_the_base_is_never_smaller_than_reads_well(qapp: QApplication) -> None:
    tiny = qapp.font()
    tiny.setPixelSize(9)
    assert base_font(tiny, 13, 1.0).pixelSize() == 13
    large = qapp.font()
    large.setPixelSize(20)
    assert base_font(large, 13, 1.5).pixelSize() == 30


def test_window_state_comes_back_typed(ini: QSettings) -> None:
    ini.setValue("a/flag", True)
    ini.sync()
    again = QSettings(ini.fileName(), QSettings.Format.IniFormat)
    assert again.value("a/flag", False, type=bool) is True


def test_a_link_begins_where_the_words_above_it_begin(appearance: Appearance, qtbot: QtBot) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    column = QVBoxLayout(whole)
    link, other = (button(words, kind="link") for words in ("Add a note", "Another"))
    column.addWidget(link)
    column.addWidget(other)
    appearance.dress(whole)
    with qtbot.waitActive(whole):
        whole.show()
        whole.activateWindow()
    for focused in (link, other):  # with the ring and without it
        focused.setFocus()
        option = QStyleOptionButton()
        link.initStyleOption(option)
        words = link.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, link)
        assert words.left() <= 2
