"""What the tests of the Due diligence page share: the demo's book, the page on it, one case."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from exportdesk.core.cases import (
    Case,
    CaseItem,
    CaseStep,
)
from exportdesk.core.ids import PartyId
from exportdesk.ui.cases.page import CasesPage
from exportdesk.ui.shell import Shell
from exportdesk.wiring import Desk
from tests.ui.desks import desk_on_copy, show_page


@pytest.fixture
def desk(demo_folder: Path, tmp_path: Path) -> Iterator[Desk]:
    with desk_on_copy(demo_folder, tmp_path, operator="Dana Whitfield") as made:
        yield made


@pytest.fixture
def page(desk: Desk, shell: Shell, qtbot: QtBot) -> CasesPage:
    return shown(desk, shell, qtbot)


def shown(desk: Desk, shell: Shell, qtbot: QtBot) -> CasesPage:
    return show_page(CasesPage(desk, shell), shell, qtbot)


def turkish_customer(desk: Desk) -> PartyId:
    customers = desk.workspace().customers.all()
    return next(one.id for one in customers if one.profile.country == "TR")


def turkish(desk: Desk) -> Case:
    """Keep a case of a customer in Türkiye with a product of tier 1."""
    item = next(one for one in desk.products.all() if one.sku == "NI-IC-OPA2")
    items = [CaseItem(item, "5", "pcs")]
    return desk.cases.new(turkish_customer(desk), reference="PO-1", items=items)


def opened(page: CasesPage, case: Case, step: CaseStep) -> None:
    page.open_case(case.id, case.number)
    page.pane.go_to(step)


def kept(page: CasesPage) -> Case:
    assert page.session.case is not None
    return page.session.case


def words(page: CasesPage) -> str:
    labels = page.findChildren(QLabel)
    return "\n".join(one.text() for one in labels if one.isVisible())


def field(page: CasesPage, name: str) -> QLineEdit:
    found = page.pane.findChild(QLineEdit, name)
    assert found is not None
    return found


def retype(page: CasesPage, name: str, text: str) -> None:
    edit = field(page, name)
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)
    QTest.keyClick(edit, Qt.Key.Key_Tab)
