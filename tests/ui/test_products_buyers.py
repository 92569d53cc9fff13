"""Which customers bought a product, beside it and in its table."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from exportdesk.core.cases import Case, CaseItem
from exportdesk.core.customers import Customer
from exportdesk.core.progress import Silent
from exportdesk.operations.cases import CASE_CHANGES
from exportdesk.operations.product_rows import ProductQuery
from exportdesk.storage.opening import writing
from exportdesk.ui.cases.subjects import NewCase
from exportdesk.ui.products.detail import BUYERS
from exportdesk.ui.products.page import ProductsPage
from exportdesk.ui.shell import Shell
from exportdesk.wiring import Desk
from tests.ui.conftest import NotedWindow
from tests.ui.desks import desk_on_copy, show_page

SKU = "NI-IC-OPA2"


@pytest.fixture
def desk(demo_folder: Path, tmp_path: Path) -> Iterator[Desk]:
    with desk_on_copy(demo_folder, tmp_path, operator="Dana Whitfield") as made:
        yield made


@pytest.fixture
def page(desk: Desk, shell: Shell, qtbot: QtBot) -> ProductsPage:
    made = show_page(ProductsPage(desk, shell), shell, qtbot)
    row = next(row for row in made.pane.model.rows if row.product.sku == SKU)
    assert made.pane.table.choose(row)
    made.detail.tabs.setCurrentIndex(BUYERS)
    return made


def begun(desk: Desk, customer: Customer, reference: str, quantity: str) -> Case:
    product = next(one for one in desk.products.all() if one.sku == SKU)
    items = [CaseItem(product, quantity, "pcs")]
    return desk.cases.new(customer.id, reference=reference, items=items)


def cells(page: ProductsPage) -> list[list[str]]:
    model = page.detail.sold.table.model()
    rows = [
        [str(model.index(row, at).data()) for at in range(4)] for row in range(model.rowCount())
    ]
    return [[row[0], row[1], row[3]] for row in rows]


def test_in_no_case_it_says_so_and_begins_one(page: ProductsPage, window: NotedWindow) -> None:
    sold = page.detail.sold
    assert sold.states.currentWidget() is sold.states.widget(1)
    assert page.detail.tabs.tabText(BUYERS) == "Customers"
    sold._begin()
    product = page.detail.product
    assert product is not None
    assert window.went[-1] == ("cases", NewCase(products=(product.id,)))


def test_who_bought_it_how_many_and_when(
    page: ProductsPage, desk: Desk, shell: Shell, window: NotedWindow
) -> None:
    one, other = sorted(desk.workspace().customers.all(), key=lambda each: each.name)[:2]
    first = begun(desk, one, "PO-1", "1200")
    second = begun(desk, other, "PO-2", "40")
    desk.cases.withdraw(begun(desk, other, "PO-3", "7"), "Called off")
    shell.bus.tell(CASE_CHANGES)
    sold = page.detail.sold
    assert page.detail.tabs.tabText(BUYERS) == "Customers 2"
    assert cells(page) == [
        [other.name, "40 pcs", sold.table.model().index(0, 3).data()],
        [one.name, "1200 pcs", sold.table.model().index(1, 3).data()],
    ]
    sold.table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert cells(page)[0][:2] == [one.name, "1200 pcs"]  # by number, not by its text
    QTest.keyClick(sold.table, Qt.Key.Key_Home)
    sold.table.choose_place(0)
    QTest.keyClick(sold.table, Qt.Key.Key_Return)
    assert window.went[-1] == ("cases", first.number)
    sold.open_customer.click()
    assert window.went[-1] == ("customers", one.id)

    # Once they are one, both orders are told of the one that stays.
    shell.bus.tell(desk.customers.merge(one.id, other.id).changes)
    assert {row[0] for row in cells(page)} == {one.name}
    assert {purchase.number for purchase in sold.table.selected} <= {first.number, second.number}


def test_the_table_counts_those_it_was_signed_off_for(desk: Desk) -> None:
    customers = list(desk.workspace().customers.all())[:2]
    for at, customer in enumerate(customers):
        case = begun(desk, customer, f"PO-{at}", "5")
        desk.cases.sign(case, "Dana Whitfield", "Written down", None)

    def buyers() -> int:
        found = desk.product_rows.find(ProductQuery(search=SKU), Silent()).rows
        return next(row.buyers for row in found if row.product.sku == SKU)

    assert buyers() == 0  # on hold: it did not go
    with writing(desk.workspace().db):  # as two would stand that were let go
        desk.workspace().db.execute("drop trigger locked_cases_are_never_changed")
        desk.workspace().db.execute("update cases set outcome = 'no_objection'")
    assert buyers() == 2
    desk.customers.merge(customers[0].id, customers[1].id)
    assert buyers() == 1


def test_the_model_is_sound(
    page: ProductsPage, desk: Desk, shell: Shell, qtmodeltester: ModelTester
) -> None:
    kept = next(iter(desk.workspace().customers.all()))
    begun(desk, replace(kept), "PO-1", "5")
    shell.bus.tell(CASE_CHANGES)
    qtmodeltester.check(page.detail.sold.table.model())
