"""The book looked over in the real window: one put aside, two made one, taken back."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from exportdesk.core.customers import Customer, PartyAddress, PartyName, Profile
from exportdesk.core.ids import PartyId, new_id
from exportdesk.operations.hygiene import Unclean
from exportdesk.ui.book_check.sheet import CheckSheet
from exportdesk.ui.customers.page import CustomersPage
from tests.journeys.conftest import Person, Start
from tests.journeys.test_customers import take_window, with_lists
from tests.ui.desks import open_desk


def party(name: str, country: str) -> Customer:
    addresses = (PartyAddress(f"Long Road {len(name)}", country=country),) if country else ()
    return Customer(PartyId(new_id()), Profile((PartyName(name),), addresses=addresses))


def counts(sheet: CheckSheet) -> dict[str, int]:
    return {(one.what or "aside"): one.count for one in sheet.kinds_model.rows}


def names(person: Person) -> set[str]:
    return {one.name for one in person.desk.workspace().customers.all()}


def key(person: Person, what: Qt.Key) -> None:
    """Press a key where the cursor is."""
    take_window(person)
    widget = person.window.focusWidget()
    assert widget is not None
    person.bot.keyClick(widget, what)


def wait_for_cursor(person: Person, widget: QWidget) -> None:
    """Wait until the cursor is in a widget."""
    person.wait(lambda: person.window.focusWidget() is widget, f"the cursor in {widget}")


def test_the_book_is_put_right(start: Start, tmp_path: Path) -> None:
    folder = with_lists(tmp_path / "ws")
    desk = open_desk(folder)
    desk.customers.save_all(
        [
            party("Quillmere Optics", "DE"),
            party("Quilmere Optics GmbH", "DE"),
            party("Calm Brook Bearings", ""),
            party("Quiet Meadow Honey", "CA"),
        ]
    )
    desk.close()
    person = start(folder)
    person.wait_for_lists()
    person.go("Customers")
    page = person.window.page
    assert isinstance(page, CustomersPage)
    before = names(person)

    person.click("Check customers")
    sheet = page.checking.sheet
    found = {"no_country": 1, "near_name": 1}
    person.wait(lambda: counts(sheet) == found, "the findings")
    wait_for_cursor(person, sheet.table)

    # The one without a country is put aside, with the keyboard alone.
    person.wait(lambda: bool(sheet.detail.side.names), "what was found")
    key(person, Qt.Key.Key_Return)
    first = sheet.detail.side.names[0].button
    wait_for_cursor(person, first)
    person.wait(sheet.detail.aside.isEnabled, "the actions")
    sheet.detail.aside.setFocus(Qt.FocusReason.TabFocusReason)
    key(person, Qt.Key.Key_Space)
    reason = person.window.focusWidget()
    assert isinstance(reason, QLineEdit)
    person.bot.keyClicks(reason, "Asked twice, not known")
    key(person, Qt.Key.Key_Return)
    person.wait(lambda: counts(sheet) == {"near_name": 1, "aside": 1}, "it put aside")
    wait_for_cursor(person, sheet.table)
    assert sheet.kinds.current is not None
    assert sheet.kinds.current.what is Unclean.NEAR_NAME

    # Two that are one are merged, and the step is taken back.
    person.wait(sheet.detail.merge.isEnabled, "the two side by side")
    person.click("Merge…")
    merging = sheet.detail.merging
    person.wait(merging.agree.isEnabled, "the merged")
    stays = merging.stays.currentText()
    person.click("Swap")
    person.wait(lambda: merging.goes.currentText() == stays, "the other to stay")
    person.wait(merging.agree.isEnabled, "the merged")
    person.click("Merge", merging)
    person.wait(lambda: names(person) == before - {stays}, "one of the two")
    person.wait(lambda: counts(sheet) == {"aside": 1}, "nothing else found")
    person.click("Undo")
    person.wait(lambda: names(person) == before, "both again")
    person.wait(lambda: counts(sheet) == {"near_name": 1, "aside": 1}, "the finding again")

    person.wait(lambda: page.checking._job is None, "the look to end")
    person.bot.keyClick(sheet.table, Qt.Key.Key_Escape)
    person.wait(lambda: not page.checking.is_open, "the customers again")
    assert page.title.text() == "Customers"
