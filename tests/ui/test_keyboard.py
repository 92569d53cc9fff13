"""Without a mouse: letters of one's own for every field, Enter on buttons, the focus kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from exportdesk.core.company import Theme
from exportdesk.core.screenings import Verdict
from exportdesk.ui.matches import words
from exportdesk.ui.pages import pages
from exportdesk.ui.records.page import RecordsPage
from exportdesk.ui.screen.match_list import columns
from exportdesk.ui.settings.page import SettingsPage
from exportdesk.ui.shell import Shell
from exportdesk.ui.sidebar import Sidebar
from exportdesk.ui.theme import Appearance, px
from exportdesk.ui.widgets import Banner, Page, button, icon_button
from exportdesk.ui.widgets.buttons import PushButton
from exportdesk.wiring import Desk
from tests.ui.desks import listed_name, open_filled, screen
from tests.ui.walk import clashing


@dataclass(frozen=True)
class Lists:
    """How lists stand."""

    text: str
    state: str = "warn"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = open_filled(tmp_path / "workspace")
    screen(made, listed_name(made))
    yield made
    made.close()


@pytest.fixture
def kept() -> Iterator[list[Page]]:
    """Pages kept as the window keeps them: none is collected before Qt has deleted it."""
    pages_made: list[Page] = []
    yield pages_made
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def shown(page: Page, qtbot: QtBot) -> None:
    qtbot.addWidget(page, before_close_func=Page.close_page)
    page.resize(1068, 800)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.arrive()


def test_no_letter_stands_for_two_fields_of_a_page(
    kept: list[Page], desk: Desk, shell: Shell, qtbot: QtBot
) -> None:
    for spec in pages(desk):
        page = spec.make(shell)
        kept.append(page)
        shown(page, qtbot)
        assert clashing(page) == [], spec.key


def test_the_cards_of_records_add_no_letter_twice(desk: Desk, shell: Shell, qtbot: QtBot) -> None:
    page = RecordsPage(desk, shell)
    shown(page, qtbot)
    page.verify()
    page.ask_for_days()
    for tab in range(page.tabs.count()):
        page.tabs.setCurrentIndex(tab)
        assert clashing(page) == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_the_button_in_focus(key: Qt.Key, qtbot: QtBot) -> None:
    for made in (button("Save undecided"), icon_button("Copy", "content-copy")):
        qtbot.addWidget(made)
        made.show()
        made.setFocus()
        with qtbot.waitSignal(made.clicked, timeout=1000):
            qtbot.keyClick(made, key)


def test_enter_saves_all_the_same(qtbot: QtBot) -> None:
    banner, called = Banner(), []
    qtbot.addWidget(banner)
    banner.say("2 matches are undecided", action="Save undecided", call=lambda: called.append(1))
    qtbot.keyClick(banner._action, Qt.Key.Key_Return)
    assert called == [1]


def test_the_cross_gives_the_focus_back_to_where_it_was(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    column = QVBoxLayout(box)
    banner, before = Banner(), button("Save")
    for one in (button("New screening"), before, banner, button("After")):
        column.addWidget(one)
    with qtbot.waitActive(box):
        box.show()
    before.setFocus()
    banner.say("1 match is undecided", action="Save undecided")
    banner._action.setFocus()
    qtbot.mouseClick(banner._close, Qt.MouseButton.LeftButton)
    assert banner.isHidden()
    assert before.hasFocus()


def test_after_a_check_the_cursor_waits_for_the_hash(
    desk: Desk, shell: Shell, qtbot: QtBot
) -> None:
    page = RecordsPage(desk, shell)
    shown(page, qtbot)
    page.tabs.setCurrentIndex(1)
    page.events.check.setFocus()
    qtbot.keyClick(page.events.check, Qt.Key.Key_Return)
    assert page.found.isVisible()
    assert page.found.older.hasFocus()


def test_a_mark_goes_with_the_next_letter(desk: Desk, shell: Shell, qtbot: QtBot) -> None:
    page = SettingsPage(desk, shell)
    shown(page, qtbot)
    qtbot.keyClicks(page.company.email, "nomail")
    page.save()
    assert page.company.email.accessibleDescription()
    qtbot.keyClicks(page.company.email, "@acme.example")
    assert not page.company.email.accessibleDescription()


def test_the_foot_of_the_sidebar_cuts_no_word(appearance: Appearance, qtbot: QtBot) -> None:
    for scale in (1.0, 2.0):
        appearance.wear(Theme.LIGHT, scale=scale)
        bar = Sidebar((), is_demo=True)
        qtbot.addWidget(bar)
        said = "Lists out of date: 114 days old\n12 lists · 25,921 listings"
        bar.say(Lists(said))
        foot = bar.findChildren(QPushButton)[-1]
        assert "Demo" in [one.accessibleName() for one in bar.findChildren(QWidget)]
        small = QFont(foot.font())
        small.setPixelSize(px(12))
        room = foot.sizeHint().width() - px(12 + 18)
        lines = foot.shown_lines
        assert " ".join(lines) == said.replace("\n", " ")
        assert all(QFontMetrics(small).horizontalAdvance(line) <= room for line in lines)
        assert foot.sizeHint().height() >= px(16) * len(lines)


def test_a_decision_is_not_cut_in_the_list_of_matches(appearance: Appearance) -> None:
    appearance.wear(Theme.LIGHT)
    bold = QFont()
    bold.setPixelSize(px(12))
    bold.setWeight(QFont.Weight.DemiBold)
    # Beside the chip stands the arrow of a party on several lists.
    wide = columns(str, str, lambda: True, lambda: False, lambda: False)[0].width
    room = px(wide) - px(2 * 12 + 18 + 16 + 8)
    for verdict in Verdict:
        assert QFontMetrics(bold).horizontalAdvance(words.short_verdict(verdict)) <= room


def test_every_button_of_every_page_is_one_that_enter_presses(
    kept: list[Page], desk: Desk, shell: Shell, qtbot: QtBot
) -> None:
    for spec in pages(desk):
        page = spec.make(shell)
        kept.append(page)
        qtbot.addWidget(page, before_close_func=Page.close_page)
        made = page.findChildren(QPushButton)
        assert all(isinstance(one, PushButton) for one in made), spec.key
