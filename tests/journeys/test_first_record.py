"""From an empty workspace to the first printed record: by mouse and keys, in the real window."""

from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView

from exportdesk.core import resources
from tests.journeys.conftest import Person, Start
from tests.ui.screen.conftest import HELD

DEMO = resources.path("demo", "consolidated.json")


def say_who_we_are(person: Person) -> None:
    person.go("Settings")
    person.type("Company name", "Northfield Instruments, Inc.")
    person.type("Your name", "Dana Whitfield")
    person.click("Save changes")
    person.wait(lambda: person.desk.company().name.startswith("Northfield"), "the company saved")
    person.wait(lambda: person.desk.settings().operator == "Dana Whitfield", "the operator saved")


def take_lists_in(person: Person) -> None:
    person.go("Control lists")
    person.click("From a file")
    person.wait(lambda: person.desk.lists.status().listings == 167, "the list")
    person.wait_for_lists()


def press(
    person: Person, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    table = next(t for t in person.window.findChildren(QTableView) if t.isVisible())
    table.setFocus()
    person.bot.keyClick(table, key, held)


def test_first_run_to_first_printed_record(start: Start, tmp_path: Path) -> None:
    printed = tmp_path / "printed.pdf"
    person = start(tmp_path / "ws", DEMO)
    person.ask.print_to = printed
    say_who_we_are(person)
    take_lists_in(person)

    person.go("Screen")
    person.type("Name", "OOO Severny Impuls Trading")
    person.wait_for_words("1 possible match")
    person.type("Your reference", "PO-88213")
    press(person, Qt.Key.Key_N, HELD)
    reason = person.field("Reason")
    person.bot.keyClicks(reason, "Their tax number differs")
    person.bot.keyClick(reason, Qt.Key.Key_Return)
    person.wait_for_words("Their tax number differs")
    person.click("Add party")
    person.type("Name", "Quiet Meadow Honey Farm")
    person.wait_for_words("No possible match found")
    person.click("Save and print record")

    preview = person.dialog()
    person.click("Print", preview)
    person.wait(lambda: printed.is_file() and printed.stat().st_size > 0, "the printed paper")
    person.wait(lambda: not person.window.shell.background.busy, "the printer")
    person.bot.keyClick(preview, Qt.Key.Key_Escape)
    person.wait(lambda: not preview.isVisible(), "the preview to close")

    screening = person.desk.screenings.get("S-2026-0001")
    assert screening.reference == "PO-88213"
    first, second = screening.parties
    assert first.matches[0].decision is not None
    assert first.matches[0].decision.reason == "Their tax number differs"
    assert first.matches[0].decision.by == "Dana Whitfield"
    assert second.matches == ()
    with printed.open("rb") as file:
        assert len(PdfReader(file).pages) >= 2

    person.go("Records")
    person.wait(lambda: any("S-2026-0001" in text for text in cells(person)), "the record listed")
    assert person.desk.records.verify().sound


def test_what_was_saved_is_there_after_a_restart(start: Start, tmp_path: Path) -> None:
    person = start(tmp_path / "ws", DEMO)
    say_who_we_are(person)
    take_lists_in(person)
    person.go("Screen")
    person.type("Name", "Severny Impuls")
    person.wait_for_words("1 possible match")
    person.click("Save and print record")
    person.wait_for_words("undecided; the record will say so")
    person.click("Save undecided")
    person.bot.keyClick(person.dialog(), Qt.Key.Key_Escape)
    person.leave()

    again = start(tmp_path / "ws")
    again.wait_for_lists()
    assert again.window.windowTitle().startswith("Northfield")
    again.go("Records")
    again.wait(lambda: any("S-2026-0001" in text for text in cells(again)), "the record listed")
    again.click("Screen again")
    again.wait_for_words("1 possible match")
    assert again.field("Name").text() == "Severny Impuls"


def cells(person: Person) -> list[str]:
    """What stands in the tables that can be seen."""
    found = []
    for table in person.window.findChildren(QTableView):
        model = table.model()
        if table.isVisible():
            found += [
                str(model.index(row, column).data())
                for row in range(model.rowCount())
                for column in range(model.columnCount())
            ]
    return found
