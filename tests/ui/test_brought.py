"""In a narrow window, a chosen row brings what it tells into view; no column is cut."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QTableView, QWidget
from pytestqt.qtbot import QtBot

from exportdesk.core.parties import Party
from exportdesk.ui.certifications.page import CertificationsPage
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


def _parts(page: Page) -> tuple[QTableView, QWidget]:
    if isinstance(page, ProductsPage):
        return page.pane.table, page.detail
    if isinstance(page, ScreenPage):
        return page.matches.table, page.detail
    assert isinstance(page, CustomersPage | CertificationsPage)
    return page.list.table, page.detail


@pytest.mark.parametrize("kind", [ScreenPage, CustomersPage, ProductsPage, CertificationsPage])
def test_a_row_that_is_chosen_brings_its_detail_into_view(
    kind: type[Page], desk: Desk, shell: Shell, qtbot: QtBot
) -> None:
    if kind is CertificationsPage:
        desk.certifications.draft(next(iter(desk.workspace().customers.all())).id)
    page = kind(desk, shell)  # type: ignore[call-arg, arg-type]
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(page)
    qtbot.addWidget(area, before_close_func=lambda _area: page.close_page())
    area.resize(WIDE, HIGH)
    area.show()
    page.arrive(Party(listed_name(desk)) if kind is ScreenPage else None)
    table, detail = _parts(page)
    qtbot.waitUntil(lambda: table.isVisible() and table.model().rowCount() > 0)
    QApplication.processEvents()
    bar = area.verticalScrollBar()
    assert bar.value() == 0  # nothing moves by itself

    def seen() -> int:
        top = detail.mapTo(area.viewport(), QPoint(0, 0)).y()
        return area.viewport().height() - top

    assert seen() < 100
    spot = table.visualRect(table.model().index(0, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.waitUntil(lambda: seen() >= 200)
    if table.model().rowCount() > 1:
        bar.setValue(0)
        QTest.keyClick(table, Qt.Key.Key_Down)
        qtbot.waitUntil(lambda: seen() >= 200)
    if isinstance(page, ScreenPage):
        bar.setValue(0)
        QTest.keyClick(table, Qt.Key.Key_S)  # what is asked then is not asked out of sight
        foot, end = page.bar, QPoint(0, page.bar.height())
        qtbot.waitUntil(lambda: foot.mapTo(area.viewport(), end).y() <= area.viewport().height())


@pytest.mark.parametrize("kind", [HomePage, RecordsPage])
def test_the_last_column_is_not_cut(
    kind: type[Page], desk: Desk, shell: Shell, qtbot: QtBot
) -> None:
    screen(desk, listed_name(desk))
    page = kind(desk, shell)  # type: ignore[call-arg, arg-type]
    qtbot.addWidget(page, before_close_func=lambda closing_one: closing_one.close_page())
    page.resize(WIDE, HIGH)
    page.show()
    page.arrive()
    table = page.last if isinstance(page, HomePage) else page.screenings.table  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: table.isVisible() and table.model().rowCount() > 0)
    QApplication.processEvents()
    assert table.horizontalScrollBar().maximum() == 0
