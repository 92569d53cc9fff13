"""A customer's life in the real window: typed, edited, an owner added, deleted, taken back."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTabBar, QTableView
from pytestqt.qtbot import QtBot

from exportdesk.core import resources
from exportdesk.core.customers import Customer
from exportdesk.core.progress import Silent
from exportdesk.operations.import_list import ImportRequest
from exportdesk.storage.customer_rows import CustomerRow
from exportdesk.wiring import Desk
from tests.books import fill_book
from tests.fakes import FakeClock
from tests.importing import ImporterHere
from tests.journeys.conftest import Person, Start
from tests.sampling import by_name
from tests.ui.desks import US_CSL

DEMO = resources.path("demo", "consolidated.json")


def with_lists(folder: Path, customers: int = 0) -> Path:
    """Make a workspace with the demo's list and made-up customers."""
    clock = FakeClock()
    desk = Desk(folder, clock=clock, zone=clock.zone, importer=ImporterHere(folder, clock))
    desk.lists.import_file(ImportRequest(DEMO, US_CSL), Silent())
    if customers:
        fill_book(desk.workspace(), customers)
    desk.close()
    return folder


def row(person: Person, name: str) -> CustomerRow | None:
    rows = person.desk.workspace().customer_rows
    found = rows.named(name)
    now = rows.rows([found[0].row], person.desk.book.current()) if found else []
    return now[0] if now else None  # it may be deleted in between


def customer(person: Person, name: str) -> Customer | None:
    found = row(person, name)
    return person.desk.customers.get(found.id) if found else None


def take_window(person: Person) -> None:
    """Make the window the active one: keys reach it only then, and offscreen it is not always."""
    if not person.window.isActiveWindow():
        person.window.activateWindow()
        person.wait(person.window.isActiveWindow, "the window to be active")


def press(person: Person, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    take_window(person)
    person.bot.keyClick(QApplication.focusWidget() or person.window, key, held)


def table(person: Person) -> QTableView:
    def tables() -> list[QTableView]:
        return [
            one
            for one in person.window.findChildren(QTableView)
            if one.isVisible() and one.accessibleName() == "Customers"
        ]

    person.wait(lambda: bool(tables()), "the table of customers")
    return tables()[0]


def tab(person: Person, at: int) -> None:
    bar = next(b for b in person.window.findChildren(QTabBar) if b.isVisible())
    spot = bar.tabRect(at).center()
    person.bot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=spot)


def test_from_a_typed_name_to_a_deleted_customer_and_back(start: Start, tmp_path: Path) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    person = start(with_lists(tmp_path / "ws"), "Do not save", True)
    person.wait_for_lists()
    person.go("Customers")
    press(person, Qt.Key.Key_N, control)
    person.type("Name", "Quiet Meadow Honey Farm")
    person.type("Your reference", "K-1")
    press(person, Qt.Key.Key_S, control)
    person.wait(lambda: row(person, "Quiet Meadow Honey Farm") is not None, "the customer kept")
    person.wait(
        lambda: bool(row(person, "Quiet Meadow Honey Farm").screened_at),  # type: ignore[union-attr] # kept
        "the customer screened by itself",
    )
    person.wait_for_words("No open match")

    person.type("Name", "OOO Severny Impuls Trading")
    press(person, Qt.Key.Key_S, control)
    person.wait_for_words("Review")
    assert row(person, "Quiet Meadow Honey Farm") is None

    tab(person, 1)
    person.click("Add a related party")
    person.type("Name", "Baltex Messtechnik LLC")
    person.type("Share in", "51")
    press(person, Qt.Key.Key_S, control)
    person.wait_for_words("Ownership")
    whole = customer(person, "OOO Severny Impuls Trading")
    assert whole is not None
    assert [one.profile.name for one in whole.related] == ["Baltex Messtechnik LLC"]
    person.wait(lambda: matches(person, whole) >= 2, "the owner screened too")

    table(person).setFocus()
    person.ask.answers = [True]
    take_window(person)
    person.bot.keyClick(table(person), Qt.Key.Key_Delete)
    person.wait(lambda: row(person, whole.name) is None, "the customer deleted")
    person.wait_for_words("No customers yet")
    press(person, Qt.Key.Key_Z, control)
    person.wait(lambda: row(person, whole.name) is not None, "the customer brought back")
    assert customer(person, whole.name) == whole
    person.wait(lambda: not person.window.shell.background.busy, "everything to be done")
    assert person.desk.records.verify().sound


def matches(person: Person, whole: Customer) -> int:
    return len({one.party for one in person.desk.deciding.matches(whole.id)})


@by_name
def test_thousands_of_customers_are_screened_while_one_works(
    start: Start, tmp_path: Path, qtbot: QtBot
) -> None:
    person = start(with_lists(tmp_path / "ws", 3_000))
    person.go("Customers")
    person.wait(lambda: table(person).model().rowCount() == 3_000, "the table")
    search = person.field("Search name")
    search.setFocus()
    person.bot.keyClicks(search, "granite optics")
    person.wait(lambda: 0 < table(person).model().rowCount() < 50, "the search")
    found = str(table(person).model().index(0, 0).data())
    assert "Granite Optics" in found
    take_window(person)
    person.bot.keyClick(search, Qt.Key.Key_Escape)
    person.wait(lambda: table(person).model().rowCount() == 3_000, "all of them again")
    person.wait(
        lambda: not person.desk.book.is_due() and not person.window.shell.background.busy,
        "the whole book screened",
    )
    assert person.desk.book.last()[0].parties == 3_300
