"""In a narrow window, a chosen row shows what it tells, or brings it into view."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QTableView, QWidget
from pytestqt.qtbot import QtBot

from exportdesk.core.parties import Party
from exportdesk.core.screenings import Verdict
from exportdesk.ui.certifications.form import Covers
from exportdesk.ui.certifications.page import CertificationsPage
from exportdesk.ui.certifications.subjects import NewCertification
from exportdesk.ui.customers.page import CustomersPage
from exportdesk.ui.home.page import HomePage
from exportdesk.ui.products.page import ProductsPage
from exportdesk.ui.records.page import RecordsPage
from exportdesk.ui.screen.page import ScreenPage
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Page
from exportdesk.wiring import Desk
from tests.ui.desks import desk_on_copy, listed_name, ready_up, screen

WIDE, HIGH = 960 - 212, 640


@pytest.fixture
def desk(demo_folder: Path, tmp_path: Path) -> Iterator[Desk]:
    with desk_on_copy(demo_folder, tmp_path / "ws") as made:
        ready_up(made)
        yield made


def _shown(page: Page, qtbot: QtBot) -> QScrollArea:
    """Show a page in a narrow window, where it scrolls."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(page)
    qtbot.addWidget(area, before_close_func=lambda _area: page.close_page())
    area.resize(WIDE, HIGH)
    with qtbot.waitActive(area):
        area.show()
        area.activateWindow()
    return area


def _click(table: QTableView, place: int, keys: Qt.KeyboardModifier) -> None:
    spot = table.visualRect(table.model().index(place, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, keys, spot)


def test_a_match_that_is_chosen_brings_its_detail_into_view(
    desk: Desk, shell: Shell, qtbot: QtBot
) -> None:
    page = ScreenPage(desk, shell)
    area = _shown(page, qtbot)
    page.arrive(Party(listed_name(desk)))
    table, detail = page.matches.table, page.detail
    qtbot.waitUntil(lambda: table.isVisible() and table.model().rowCount() > 0)
    QApplication.processEvents()
    bar = area.verticalScrollBar()
    assert bar.value() == 0  # nothing moves by itself

    def seen() -> int:
        top = detail.mapTo(area.viewport(), QPoint(0, 0)).y()
        return area.viewport().height() - top

    def is_whole(part: QWidget) -> bool:
        top = part.mapTo(area.viewport(), QPoint(0, 0)).y()
        return 0 <= top <= area.viewport().height() - part.height()

    assert seen() < 100
    _click(table, 0, Qt.KeyboardModifier.NoModifier)
    qtbot.waitUntil(lambda: is_whole(page.bar))
    assert page.bar.isVisible()
    assert detail.area.verticalScrollBar().maximum() == 0, "only the page scrolls"
    assert bar.maximum() > 0
    assert is_whole(table), "the next one can be chosen from there"
    if table.model().rowCount() > 1:
        bar.setValue(0)
        QTest.keyClick(table, Qt.Key.Key_Down)
        qtbot.waitUntil(lambda: is_whole(page.bar))
    bar.setValue(0)
    page.bar.ask(Verdict.SAME)  # what is asked then is not asked out of sight, nor cut
    qtbot.waitUntil(
        lambda: (
            is_whole(page.bar) and page.bar.height() == page.bar.heightForWidth(page.bar.width())
        )
    )
    sizes = page._panes.sizes()
    area.resize(1100, HIGH)
    assert abs(page._panes.sizes()[0] - page._panes.sizes()[1]) <= 1, "beside each other as ever"
    area.resize(WIDE, HIGH)
    qtbot.waitUntil(lambda: page._panes.sizes()[0] == sizes[0])


@pytest.mark.parametrize("kind", [CustomersPage, ProductsPage, CertificationsPage])
def test_list_and_detail_have_all_the_room_in_turn(
    kind: type[Page], desk: Desk, shell: Shell, qtbot: QtBot
) -> None:
    if kind is CertificationsPage:
        for one in list(desk.workspace().customers.all())[:2]:
            desk.certifications.draft(one.id)
    page = kind(desk, shell)  # type: ignore[call-arg, arg-type] # one of several pages
    area = _shown(page, qtbot)
    page.arrive(None)
    assert isinstance(page, CustomersPage | ProductsPage | CertificationsPage)
    table = page.pane.table if isinstance(page, ProductsPage) else page.list.table
    detail, none = page.detail, Qt.KeyboardModifier.NoModifier
    qtbot.waitUntil(lambda: table.isVisible() and table.model().rowCount() > 1)
    assert area.verticalScrollBar().maximum() == 0, "each fits the window"
    assert not detail.isVisible()
    if not isinstance(page, CertificationsPage):
        _click(table, 0, none)
        assert page.back()
        _click(table, 1, Qt.KeyboardModifier.ControlModifier)
        assert table.isVisible(), "several are being selected"
    _click(table, 1, none)
    assert detail.isVisible()
    assert not table.isVisible()
    assert detail.tabs.hasFocus()
    QApplication.processEvents()
    assert 0 < detail.mapTo(area.viewport(), QPoint(0, 0)).y() < HIGH // 2
    page.arrive(None)
    assert detail.isVisible(), "as it was left"
    assert page.back()
    assert table.hasFocus()
    assert table.currentIndex().row() == 1
    QTest.keyClick(table, Qt.Key.Key_Up)
    assert table.isVisible(), "the list is walked through by keys"
    below = table.viewport().rect().bottomLeft() + QPoint(20, -2)
    if not table.indexAt(below).isValid():
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, none, below)
        assert len(table.selectionModel().selectedRows()) == 1, "what is shown stays selected"
        assert table.isVisible()
    area.resize(1100, HIGH)
    assert table.isVisible()
    assert detail.isVisible()
    assert min(page._panes.sizes()) > 200


@pytest.mark.parametrize("kind", [HomePage, RecordsPage])
def test_the_last_column_is_not_cut(
    kind: type[Page], desk: Desk, shell: Shell, qtbot: QtBot
) -> None:
    screen(desk, listed_name(desk))
    page = kind(desk, shell)  # type: ignore[call-arg, arg-type] # one of several pages
    qtbot.addWidget(page, before_close_func=lambda closing_one: closing_one.close_page())
    page.resize(WIDE, HIGH)
    page.show()
    page.arrive()
    table = page.last if isinstance(page, HomePage) else page.screenings.table  # type: ignore[attr-defined] # the other page has it
    qtbot.waitUntil(lambda: table.isVisible() and table.model().rowCount() > 0)
    QApplication.processEvents()
    assert table.horizontalScrollBar().maximum() == 0


def test_what_is_missing_in_a_form_comes_into_view_whatever_scrolls(
    desk: Desk, shell: Shell, qtbot: QtBot
) -> None:
    page = CertificationsPage(desk, shell)
    area = _shown(page, qtbot)
    area.resize(WIDE, 380)  # so low that the page scrolls, too
    page.arrive(NewCertification())
    fields = page.maker.fields
    fields.legal_name.setText("Harbor Labs")
    fields.covers.button_of(Covers.ORDER).click()
    bar = area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    fields.verticalScrollBar().setValue(0)
    bar.setValue(bar.maximum())
    page.maker.keep_and_send()
    assert fields.reference.hasFocus()
    said = next(
        one for one in fields.findChildren(QLabel) if one.text().startswith("Say which order")
    )
    for part in (said, fields.reference):
        qtbot.waitUntil(partial(_is_seen, part))


def _is_seen(part: QWidget) -> bool:
    return part.visibleRegion().boundingRect() == part.rect()
