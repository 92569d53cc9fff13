"""Importing in the real window: columns changed, a cell put right, a duplicate, taken back."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox

from exportdesk.core.book import Act, Trigger
from exportdesk.core.customers import Customer, PartyAddress, PartyName, Profile
from exportdesk.core.ids import PartyId, new_id
from exportdesk.operations.book_import import RowAct
from exportdesk.ui.book_import.sheet import ImportSheet, Stage
from exportdesk.ui.book_import.words import Show
from exportdesk.ui.customers.page import CustomersPage
from tests.journeys.conftest import Person, Start
from tests.journeys.test_customers import with_lists
from tests.sampling import by_name
from tests.tables.test_rows import many
from tests.ui.desks import open_desk

TABLE = """Cust. no;Company;Street;City;Land;Remarkable
K-1;OOO Severny Impuls Trading;Zavodskaya 12;Moscow;Russia;x
K-2;Quiet Meadow Honey;Long Road 1;Ottawa;Atlantis;y
;Calm Brook Optics;1 Mill Lane;Leeds;GB;z
"""


def sheet_of(person: Person) -> ImportSheet:
    page = person.window.page
    assert isinstance(page, CustomersPage)
    return page.importing.sheet


def pick(person: Person, box: QComboBox, words: str) -> None:
    box.setFocus()
    person.bot.keyClick(box, Qt.Key.Key_Home)
    while box.currentText() != words:
        person.bot.keyClick(box, Qt.Key.Key_Down)


def names(person: Person) -> set[str]:
    return {one.name for one in person.desk.workspace().customers.all()}


def to_the_rows(person: Person, file: Path) -> ImportSheet:
    person.go("Customers")
    person.click("Import…")
    person.ask.answers = [file]
    person.click("Choose a file…")
    sheet = sheet_of(person)
    person.wait(lambda: sheet.stage is Stage.COLUMNS, "the columns")
    return sheet


def test_a_table_becomes_screened_customers_and_is_taken_back(start: Start, tmp_path: Path) -> None:
    folder = with_lists(tmp_path / "ws")
    desk = open_desk(folder)
    kept = Customer(
        PartyId(new_id()),
        Profile((PartyName("Calm Brook Optics"),), addresses=(PartyAddress(country="GB"),)),
    )
    desk.customers.save(kept)
    desk.close()
    file = tmp_path / "June.csv"
    file.write_text(TABLE, "utf-8")
    person = start(folder)
    person.wait_for_lists()
    sheet = to_the_rows(person, file)
    pick(person, sheet.columns.preview.choices[5], "Tags")
    person.click("Next")
    person.wait(lambda: sheet.stage is Stage.ROWS, "the rows")
    assert sheet.taken == 3

    person.click("Skip", sheet.rows.detail)
    person.wait(lambda: sheet.taken == 2, "the row skipped")
    person.click("New", sheet.rows.detail)
    edit = next(e for e in sheet.rows.detail.edits if e.accessibleName() == "Land")
    edit.setFocus()
    edit.selectAll()
    person.bot.keyClicks(edit, "Kanada")
    person.bot.keyClick(edit, Qt.Key.Key_Return)
    person.wait(
        lambda: any(o.value.profile.country == "CA" for o in sheet.rows.model.rows), "the country"
    )
    pick(person, sheet.rows.filter, sheet.rows.filter.itemText(list(Show).index(Show.UPDATE)))
    (met,) = sheet.rows.model.rows
    assert met.kept == kept
    person.click("Skip", sheet.rows.detail)
    person.wait(lambda: sheet.taken == 2, "the duplicate skipped")
    person.click("Update", sheet.rows.detail)
    person.wait(lambda: sheet.taken == 3, "the duplicate to be updated")
    assert sheet.rows.model.rows[0].act is RowAct.UPDATE

    person.click("Import 3 customers")
    person.wait(lambda: sheet.stage is Stage.DONE, "the import")
    assert names(person) == {
        "OOO Severny Impuls Trading", "Quiet Meadow Honey", "Calm Brook Optics",
    }  # fmt: skip
    person.wait(
        lambda: any(one.trigger is Trigger.IMPORT for one in person.desk.book.last()),
        "the book screened",
    )
    assert person.desk.deciding.waiting() >= 1
    assert person.desk.customers.get(kept.id).tags == ("z",)
    person.click("Undo the import")
    person.wait(lambda: names(person) == {"Calm Brook Optics"}, "the import taken back")
    assert person.desk.customers.get(kept.id) == kept
    assert [one.act for one in person.desk.customers.steps()][:2] == [Act.UNDO, Act.IMPORT]
    person.wait(lambda: not person.window.shell.background.busy, "everything to be done")
    assert person.desk.records.verify().sound


@by_name
def test_thousands_of_rows_are_stopped_and_taken_beside_the_window(
    start: Start, tmp_path: Path
) -> None:
    file = tmp_path / "many.csv"
    file.write_text(many(3_000), "utf-8")
    person = start(with_lists(tmp_path / "ws"))
    person.wait_for_lists()
    sheet = to_the_rows(person, file)
    person.click("Next")
    person.wait(lambda: sheet.stage is Stage.WAIT, "the work begun")
    person.click("Stop")
    person.wait(lambda: sheet.stage is Stage.COLUMNS, "the work stopped")
    beats: list[Stage] = []
    timer = QTimer()
    timer.setInterval(0)
    timer.timeout.connect(lambda: beats.append(sheet.stage))
    timer.start()
    person.click("Next")
    person.wait(lambda: sheet.stage is Stage.ROWS, "the rows")
    timer.stop()
    assert beats.count(Stage.WAIT) > 10  # the window went on turning while it worked
    person.click("Import 3,000 customers")
    person.click("Stop")
    person.wait(lambda: sheet.stage in (Stage.ROWS, Stage.DONE), "the import stopped")
    if sheet.stage is Stage.ROWS:
        assert names(person) == set()
        person.click("Import 3,000 customers")
        person.wait(lambda: sheet.stage is Stage.DONE, "the import")
    assert len(names(person)) == 3_000
    person.window.shell.background.cancel_all()
    person.wait(lambda: not person.window.shell.background.busy, "everything to be done")
