"""The cases and certifications of a customer: told with it, opened, begun, filtered by."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from exportdesk.core.cases import Case, CaseItem
from exportdesk.core.certification_life import SentBy
from exportdesk.core.customers import Customer, PartyAddress
from exportdesk.core.progress import Silent
from exportdesk.operations.cases import CASE_CHANGES
from exportdesk.ui.cases.subjects import NewCase, RepeatOrder
from exportdesk.ui.customers.cases_tab import CasesTab
from exportdesk.ui.customers.detail import CASES, CERTIFICATIONS, PROFILE
from exportdesk.ui.customers.page import CustomersPage
from exportdesk.ui.customers.subjects import DeletedTogether
from exportdesk.ui.shell import Shell
from exportdesk.wiring import Desk
from tests.ui.conftest import NotedWindow
from tests.ui.customers.conftest import a_customer, names, shown
from tests.ui.desks import open_desk


@pytest.fixture
def customer(page: CustomersPage, desk: Desk, shell: Shell) -> Customer:
    """A customer nobody lists, in view."""
    made = a_customer("Quiet Meadow Honey Farm")
    shell.bus.tell(desk.customers.save(made).changes)
    page.arrive(made.id)
    return made


def begun(desk: Desk, customer: Customer, reference: str) -> Case:
    product = next(one for one in desk.products.all() if one.sku == "NI-IC-OPA2")
    return desk.cases.new(customer.id, reference=reference, items=[CaseItem(product, "5", "pcs")])


def cells(tab: CasesTab) -> list[list[str]]:
    model = tab.table.model()
    return [
        [str(model.index(row, at).data()) for at in range(3)] for row in range(model.rowCount())
    ]


def test_the_tabs_are_those_of_a_customer(page: CustomersPage, customer: Customer) -> None:
    tabs = page.detail.tabs
    assert [tabs.tabText(at).split(" ")[0] for at in range(tabs.count())] == [
        "Profile", "Related", "Screening", "Certifications", "Cases", "Files", "History",
    ]  # fmt: skip
    whole = "Certifications, statements and letters"
    assert tabs.accessibleTabName(3).startswith(whole)
    assert tabs.tabToolTip(3) == whole
    page.resize(1700, 800)
    assert tabs.tabText(1) == "Related parties"
    assert tabs.tabText(3).startswith("Certifications")


def test_without_cases_it_says_what_one_is_and_begins_it(
    page: CustomersPage, customer: Customer, window: NotedWindow
) -> None:
    page.detail.tabs.setCurrentIndex(CASES)
    tab = page.detail.cases
    assert tab.states.currentWidget() is not tab.table
    offered = [one.text() for one in tab.findChildren(QPushButton) if one.isVisible()]
    assert offered.count("New case") == 1  # below the list; not once more in its middle
    tab.begin()
    assert window.went[-1] == ("cases", NewCase(customer.id))


def test_cases_are_told_opened_and_repeated_by_keys(
    page: CustomersPage, desk: Desk, customer: Customer, shell: Shell, window: NotedWindow
) -> None:
    first = begun(desk, customer, "PO-1")
    desk.case_parties.screen(first, Silent())
    signed = desk.cases.sign(first, "Dana Whitfield", "Written down", None)
    second = begun(desk, customer, "PO-2")
    shell.bus.tell(CASE_CHANGES)
    tabs, tab = page.detail.tabs, page.detail.cases
    assert tabs.tabText(CASES) == "Cases 2"
    assert cells(tab) == [
        [second.number, "On hold", "Hold until resolved"],
        [signed.number, "Signed off", "Hold until resolved"],
    ]
    tabs.setFocus()
    tabs.setCurrentIndex(PROFILE)
    for _each in range(CASES):
        QTest.keyClick(tabs, Qt.Key.Key_Right)
    assert tab.table.isVisible()
    QTest.keyClick(tabs, Qt.Key.Key_Tab)
    QTest.keyClick(tab.table, Qt.Key.Key_Down)
    QTest.keyClick(tab.table, Qt.Key.Key_Return)
    assert window.went[-1] == ("cases", signed.number)
    tab.repeat()
    assert window.went[-1] == ("cases", RepeatOrder(signed.id))
    tab.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert [row[0] for row in cells(tab)] == [signed.number, second.number]

    profile = replace(customer.profile, addresses=(PartyAddress(country="TR"),))
    shell.bus.tell(desk.customers.save(replace(customer, profile=profile)).changes)
    assert [row[1] for row in cells(tab) if row[0] == signed.number] == ["Changed since"]


def test_the_model_of_cases_is_sound(
    page: CustomersPage, desk: Desk, customer: Customer, shell: Shell, qtmodeltester: ModelTester
) -> None:
    begun(desk, customer, "PO-1")
    shell.bus.tell(CASE_CHANGES)
    qtmodeltester.check(page.detail.cases.table.model())


def test_a_workspace_for_reading_begins_no_case(
    desk: Desk, shell: Shell, qtbot: QtBot, window: NotedWindow
) -> None:
    kept = next(iter(desk.workspace().customers.all()))
    case = begun(desk, kept, "PO-1")
    reading = open_desk(desk.folder, read_only=True)
    page = shown(CustomersPage(reading, shell), shell, qtbot)
    page.arrive(kept.id)
    tab = page.detail.cases
    tab.begin()
    tab.repeat()
    assert window.went == []
    tab.open()
    assert window.went == [("cases", case.number)]
    page.close_page()
    reading.close()


def test_customers_are_filtered_by_their_certifications(
    page: CustomersPage, desk: Desk, customer: Customer, shell: Shell
) -> None:
    other = next(one for one in desk.workspace().customers.all() if one.id != customer.id)
    one = desk.certifications.draft(customer.id)
    desk.certifications.send(one.id, SentBy.EMAIL)
    desk.certifications.draft(other.id)
    page.refresh()
    menu = page.filters.certification._menu.actions()
    total = desk.workspace().customers.count()
    assert [action.text() for action in menu] == [f"None  ({total - 2})", "Draft  (1)", "Sent  (1)"]
    menu[2].trigger()
    assert names(page) == [customer.name]
    menu[1].trigger()
    assert set(names(page)) == {customer.name, other.name}
    page.filters.clear_all()
    menu[0].trigger()
    assert page.list._model.rowCount() == total - 2
    assert page.detail.tabs.tabText(CERTIFICATIONS).startswith("Certifications")


def test_who_was_deleted_or_merged_is_told_when_another_page_asks(
    page: CustomersPage, desk: Desk, customer: Customer, shell: Shell
) -> None:
    other = next(one for one in desk.workspace().customers.all() if one.id != customer.id)
    shell.bus.tell(desk.customers.merge(other.id, customer.id).changes)
    page.arrive(customer.id)
    assert page.detail.customer == other.id  # it goes on as the one it was merged into
    shell.bus.tell(desk.customers.delete([other.id]).changes)
    page.arrive(other.id)
    assert other.name in page.banner.words
    assert "not in the book any more" in page.banner.words
    assert page.filters.search.text() == ""
    page.banner._action.click()
    assert page.detail.customer == other.id, "who came back is the one in view"
    assert (page.banner.words, desk.workspace().customers.is_deleted(other.id)) == ("", False)
    gone = desk.customers.delete([one.id for one in desk.workspace().customers.all()][:2])
    shell.bus.tell(gone.changes)
    page.arrive(DeletedTogether(gone.batch))
    assert page.banner.words.startswith("2 customers were deleted together.")
    page.banner._action.click()
    assert not desk.workspace().customers.deleted(gone.customers)
    page.arrive(DeletedTogether(gone.batch))
    assert page.banner.words == "2 customers were brought back."
