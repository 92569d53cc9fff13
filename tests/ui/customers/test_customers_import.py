"""The import sheet over the Customers page, by mouse and keyboard, on a real workspace."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QPushButton,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from exportdesk.core.book import Act, Kind, Trigger
from exportdesk.core.company import Theme
from exportdesk.core.screenings import Verdict
from exportdesk.operations.book_import import RowAct
from exportdesk.operations.deciding import Word
from exportdesk.tables import CustomerField, read_table
from exportdesk.ui.book_import.sheet import ImportSheet, Stage
from exportdesk.ui.book_import.words import Show
from exportdesk.ui.customers.page import CustomersPage
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import DARK, LIGHT, Appearance
from exportdesk.ui.widgets import Page
from exportdesk.wiring import Desk
from tests.ui.conftest import NotedWindow
from tests.ui.customers.conftest import a_customer
from tests.ui.desks import DEMO_CSV
from tests.ui.dropping import drop
from tests.ui.render import LOOKS, colours_of, render
from tests.ui.scripted import ScriptedAsk
from tests.ui.walk import clashing, unnamed

TABLE = """Cust. no;Company;Street;City;Land;VAT number;Remarkable
K-101;Quillmere Optics;Am Kai 4;Kiel;Deutschland;DE814123;x
K-102;Ostrava Bearings;Long Road 1;Ostrava;Atlantis;;y
;;Somewhere 9;Lyon;FR;;z
K-101;Quillmere Optics Ltd;Am Kai 4;Kiel;DE;;q
K-7;Kept Already Inc;New Road 5;Oslo;NO;NO998877;r
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "June.csv"
    path.write_text(TABLE, "utf-8")
    return path


@pytest.fixture
def kept(desk: Desk) -> None:
    desk.customers.save(a_customer("Kept Already", "NO", "K-7"))


def click(button: QPushButton) -> None:
    assert button.isVisible()
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def pick(box: QComboBox, words: str) -> None:
    """Choose with the arrow keys, as the keyboard does."""
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    while box.currentText() != words:
        before = box.currentIndex()
        QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() != before, f"{words} is not offered"


def shows_whole(box: QComboBox) -> bool:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    kind = QStyle.ComplexControl.CC_ComboBox
    room = box.style().subControlRect(kind, option, part, box).width()
    return box.fontMetrics().horizontalAdvance(box.currentText()) <= room


def opened(page: CustomersPage, ask: ScriptedAsk, path: Path) -> ImportSheet:
    """Open the sheet on a file as a person does: the button, the file."""
    click(page.import_button)
    ask.answers = [path]
    click(page.importing.sheet.empty.action)
    return page.importing.sheet


def rows(page: CustomersPage) -> ImportSheet:
    click(page.importing.forward)
    sheet = page.importing.sheet
    assert sheet.stage is Stage.ROWS
    return sheet


def names_kept(desk: Desk) -> set[str]:
    return {one.name for one in desk.workspace().customers.all()}


def show(sheet: ImportSheet, which: Show) -> None:
    box = sheet.rows.filter
    pick(box, box.itemText(list(Show).index(which)))


@pytest.mark.usefixtures("kept")
def test_a_table_comes_in_and_goes_out_again(
    page: CustomersPage, desk: Desk, ask: ScriptedAsk, window: NotedWindow, file: Path
) -> None:
    before = names_kept(desk)
    sheet = opened(page, ask, file)
    assert page.title.text() == "Import customers"
    assert not page.list.isVisible()
    assert sheet.stage is Stage.COLUMNS
    assert [box.currentText() for box in sheet.columns.preview.choices] == [
        "Your reference", "Name", "Street", "City", "Country", "Tax ID: VAT number", "Not used",
    ]  # fmt: skip
    for box in sheet.columns.preview.choices:
        assert shows_whole(box), box.currentText()
    pick(sheet.columns.preview.choices[6], "Contact or other party: country")
    assert shows_whole(sheet.columns.preview.choices[6])
    pick(sheet.columns.preview.choices[6], "Notes")
    rows(page)
    assert sheet.rows.filter.value is Show.PROBLEMS
    assert page.importing.forward.text() == "&Import 3 customers"
    assert [one.row.number for one in sheet.rows.model.rows] == [3, 4]
    listed, told = sheet.rows._panes.sizes()
    assert told > listed / 2, "made before it is shown, it parts the room that it gets then"

    # Which rows are left out is told, and shown one after the other, whatever rows are shown.
    assert sheet.rows.out.text() == "2 rows are left out: 4, 5"
    assert sheet.rows.out.x() + 2 == sheet.rows.filter.x(), "its words begin where all begins"
    for number in (4, 5, 4):
        click(sheet.rows.out)
        assert sheet.rows.table.current is not None
        assert sheet.rows.table.current.row.number == number
    show(sheet, Show.PROBLEMS)
    sheet.rows.table.choose_place(0)

    # The country that nobody knows is put right in its cell.
    sheet.rows.table.setFocus()
    QTest.keyClick(sheet.rows.table, Qt.Key.Key_Return)
    edit = sheet.rows.detail.first_wrong()
    assert edit is not None
    assert edit.hasFocus()
    assert edit.text() == "Atlantis"
    QTest.keyClicks(edit, "Tschechien")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert sheet.rows.table.current is not None
    assert sheet.rows.table.current.value.profile.country == "CZ"
    assert not sheet.rows.table.current.row.problems

    # The one whom the row met is shown beside what would become of it.
    show(sheet, Show.UPDATE)
    (met,) = sheet.rows.model.rows
    assert met.value.name == "Kept Already Inc"
    assert "has this reference" in sheet.rows.detail.met.text()
    click(page.importing.forward)

    assert sheet.stage is Stage.DONE
    assert page.importing.forward.text() == "&Done"
    assert not sheet.done.undo.hasFocus()  # an Enter too many takes nothing back
    assert sheet.done._next.isVisible()
    assert sheet.done.screening_words == "Screened: no new possible match."
    assert sheet.done.review.isHidden()
    page.arrive()
    assert not page.importing.is_open
    assert page.banner.words == "The import left out 2 rows."
    click(page.banner._action)
    page.new()
    assert page.detail.profile.is_new, "what is done is in nobody's way"
    assert not page.importing.is_open
    page.back()
    click(page.banner._action)
    assert page.importing.is_open  # they wait to be seen to
    assert page.banner.words == ""
    assert sheet.done.title.text() == "Imported: 2 new customers, 1 updated, 2 left out."
    assert not any("Imported" in one for one in window.toasts), (
        "it is said in the sheet, which takes it back too"
    )
    assert page.purpose.text() == "It is saved. This can be undone."
    assert names_kept(desk) == before - {"Kept Already"} | {
        "Quillmere Optics", "Ostrava Bearings", "Kept Already Inc",
    }  # fmt: skip
    kept = next(c for c in desk.workspace().customers.all() if c.reference == "K-102")
    assert kept.profile.notes == "y"
    assert desk.book.last()[0].trigger is Trigger.IMPORT
    (step,) = desk.customers.steps(Act.IMPORT)
    assert step.facts["sheet"] == ""
    click(sheet.done.undo)
    assert names_kept(desk) == before
    assert window.toasts[-1] == "The import was taken back."
    assert not page.importing.is_open
    focused = QApplication.focusWidget()
    assert focused is not None
    assert page.isAncestorOf(focused)
    assert page.list.isVisible()
    assert page.title.text() == "Customers"

    # The next file with these headings is read as this one was.
    again = opened(page, ask, file)
    assert again.columns.preview.choices[6].currentText() == "Notes"
    assert "as for the last file" in again.columns._known.text()
    click(again.columns._guess)
    assert again.columns.preview.choices[6].currentText() == "Not used"


@pytest.mark.usefixtures("kept")
def test_rows_are_taken_as_the_person_wants(
    page: CustomersPage, desk: Desk, ask: ScriptedAsk, file: Path
) -> None:
    sheet = opened(page, ask, file)
    rows(page)
    show(sheet, Show.ALL)
    table, detail = sheet.rows.table, sheet.rows.detail
    table.choose_place(4)
    click(detail.acts.button_of(RowAct.SKIP))
    assert table.current is not None
    assert table.current.act is RowAct.SKIP
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_U)
    assert table.current.act is RowAct.UPDATE
    QTest.keyClick(table, Qt.Key.Key_N)
    assert table.current.faults  # somebody has this reference already
    QTest.keyClick(table, Qt.Key.Key_S)
    table.choose_place(3)  # the same as the first: of two with one reference one can be new
    click(detail.acts.button_of(RowAct.NEW))
    assert any("K-101" in fault for fault in table.current.faults)
    click(sheet.rows.bulk[RowAct.SKIP])
    assert sheet.taken == 0
    assert not page.importing.forward.isEnabled()
    click(sheet.rows.bulk[RowAct.NEW])
    assert page.importing.forward.text() == "&Import 2 customers"
    # In a small window a row has all the room: several of its cells are seen, and Esc leads back.
    page.resize(748, 604)
    QApplication.processEvents()
    assert not detail.isVisible()
    place = table.visualRect(table.model().index(0, 2)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QApplication.processEvents()
    assert not table.isVisible()
    seen = [one for one in detail.edits if one.visibleRegion().boundingRect() == one.rect()]
    assert len(seen) >= 4
    assert page.minimumSizeHint().height() <= 604
    page.back()
    assert page.focusWidget() is table
    assert sheet.stage is Stage.ROWS
    ask.answers = [False]
    QTest.keyClick(page, Qt.Key.Key_Escape)
    page.back()
    assert sheet.stage is Stage.COLUMNS
    page.back()
    assert page.importing.is_open
    assert ask.asked[-1] == "Leave without importing?"
    ask.answers = [True]
    page.back()
    assert not page.importing.is_open
    assert "Quillmere Optics" not in names_kept(desk)


@pytest.mark.usefixtures("kept")
def test_what_was_left_out_is_put_right_or_saved(
    page: CustomersPage, desk: Desk, ask: ScriptedAsk, file: Path, tmp_path: Path
) -> None:
    sheet = opened(page, ask, file)
    rows(page)
    click(page.importing.forward)
    ask.answers = [tmp_path / "left.xlsx"]
    click(sheet.done.save)
    left = read_table(tmp_path / "left.xlsx")
    assert left.headings[-1] == "Why it was left out"
    assert [row.cells[1] for row in left.rows] == ["", "Quillmere Optics Ltd"]
    assert left.rows[1].cells[-1] == "The same as row 2."
    assert sheet.done.left.text().startswith(
        "Left out: 1 row is the same as another one, 1 row cannot be taken. "
    )
    click(sheet.done.rest)
    assert [one.row.number for one in sheet.rows.model.rows] == [4, 5]
    assert page.title.text() == "Rows left out"
    assert page.purpose.text().startswith("Put right what should come in")
    assert page.importing.forward.text() == "&Done", "there is nothing to import yet"
    assert page.importing.cancel.isHidden()
    click(page.importing.step_back)
    assert (sheet.stage, page.title.text()) == (Stage.DONE, "Import customers")
    click(sheet.done.rest)
    sheet.rows.table.choose_place(0)
    name = next(e for e in sheet.rows.detail.edits if e.accessibleName() == "Company")
    name.setFocus()
    QTest.keyClicks(name, "Lyon Verre")
    QTest.keyClick(name, Qt.Key.Key_Tab)
    assert page.importing.forward.text() == "&Import 1 customer"
    click(page.importing.forward)
    assert "Lyon Verre" in names_kept(desk)
    assert page.title.text() == "Import customers"
    assert sheet.done.left.text() == (
        "Row 5 was left out: Quillmere Optics Ltd. The same as row 2."
    ), "nothing in it is to be put right"
    click(sheet.done.rest)
    assert page.purpose.text().startswith("Choose what should come in")
    assert sheet.rows.out.text() == "Row 5 is left out: Quillmere Optics Ltd"
    assert page.importing.forward.isEnabled()
    click(page.importing.forward)
    assert not page.importing.is_open


def test_how_a_file_is_read_can_be_changed(
    page: CustomersPage, ask: ScriptedAsk, tmp_path: Path
) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes("Ort;Firma;Land\nKöln;Müller;DE\n".encode("cp1252"))
    sheet = opened(page, ask, path)
    reading, preview = sheet.columns.reading, sheet.columns.preview
    assert preview.model().index(0, 0).data() == "Köln"
    pick(reading.encoding, "Cyrillic (Windows-1251)")
    assert preview.model().index(0, 0).data() != "Köln"
    pick(reading.delimiter, "Comma ,")
    assert len(preview.choices) == 1
    pick(reading.delimiter, "Semicolon ;")
    pick(reading.headings, "There are none")
    assert preview.model().rowCount() == 2
    while any(box.currentText() == "Name" for box in preview.choices):
        box = next(box for box in preview.choices if box.currentText() == "Name")
        pick(box, "Not used")
    assert not page.importing.forward.isEnabled()
    assert "the column that holds the names" in sheet.columns._known.text()
    pick(preview.choices[1], "Name")
    assert page.importing.forward.isEnabled()
    place = preview.mapTo(page, QPoint())
    pick(preview.choices[0], "Name")  # there is one name: the other column gives it up
    assert preview.choices[1].currentText() == "Not used"
    assert sheet.columns._known.text() == (
        "Only one column can be “Name”: it is “A” now, and “B” is not used."
    )
    pick(preview.choices[0], "City")
    assert sheet.columns._known.text().startswith("As you chose")
    assert preview.mapTo(page, QPoint()) == place
    path.write_text("Name;Legal name\nMüller;Müller GmbH\n", "utf-8")
    ask.answers = [True]
    page.importing.open_file(path)
    assert "“Name” may be “Name” too" in sheet.columns._known.text()


def test_a_file_that_is_no_table_says_so(
    page: CustomersPage, ask: ScriptedAsk, tmp_path: Path
) -> None:
    path = tmp_path / "paper.csv"
    path.write_bytes(b"%PDF-1.7 nothing")
    sheet = opened(page, ask, path)
    assert sheet.stage is Stage.REFUSED
    assert "PDF" in sheet.trouble.words.text()
    assert not page.importing.forward.isVisible()
    page.back()
    assert not page.importing.is_open


def test_a_control_list_is_told_from_customers_and_led_to_where_it_belongs(
    page: CustomersPage, ask: ScriptedAsk, file: Path, window: NotedWindow
) -> None:
    sheet = opened(page, ask, DEMO_CSV)
    note = sheet.columns.note
    assert note.isVisible()
    assert "a control list: Consolidated Screening List" in note.words
    (another,) = [one for one in note.findChildren(QPushButton) if "another" in one.text()]
    ask.answers = [file]
    click(another)
    assert not note.isVisible(), "customers are customers"
    page.importing.open_file(DEMO_CSV)
    (lead,) = [one for one in note.findChildren(QPushButton) if "Control lists" in one.text()]
    click(lead)
    assert not page.importing.is_open
    assert window.went[-1] == ("lists", DEMO_CSV)


def test_a_file_is_dropped_on_the_page(page: CustomersPage, file: Path) -> None:
    assert drop(page, file)
    assert page.importing.sheet.stage is Stage.COLUMNS
    assert page.search() is False
    page.arrive()
    assert page.importing.is_open


def test_ctrl_o_asks_for_a_file(page: CustomersPage, ask: ScriptedAsk, file: Path) -> None:
    ask.answers = [file]
    QTest.keyClick(page, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert page.importing.sheet.stage is Stage.COLUMNS


def test_the_template_is_filled_in_and_read(
    page: CustomersPage, ask: ScriptedAsk, tmp_path: Path, desk: Desk
) -> None:
    click(page.import_button)
    ask.answers = [tmp_path / "template.xlsx"]
    click(page.importing.sheet.template)
    assert (tmp_path / "template.xlsx").is_file()


def test_what_is_found_is_exported(
    page: CustomersPage, ask: ScriptedAsk, desk: Desk, tmp_path: Path, window: NotedWindow
) -> None:
    ask.answers = [tmp_path / "all"]
    page.list._export.click()
    table = read_table(tmp_path / "all.xlsx")
    assert len(table.rows) == desk.workspace().customers.count()
    page.filters.search.setText("gmbh")
    page.filters.search.search_now()
    shown = page.list.table.model().rowCount()
    assert 0 < shown < len(table.rows)
    ask.answers = [tmp_path / "some.csv"]
    page.list._export.click()
    assert len(read_table(tmp_path / "some.csv").rows) == shown
    assert "some.csv" in window.toasts[-1]
    ask.answers = [tmp_path / "no" / "such" / "folder.csv"]
    page.list._export.click()
    assert page.banner.words


@pytest.mark.usefixtures("kept")
def test_the_sheet_has_names_and_letters_for_everything(
    page: CustomersPage, ask: ScriptedAsk, file: Path
) -> None:
    sheet = opened(page, ask, file)
    assert unnamed(page) == []
    assert clashing(page) == []
    rows(page)
    show(sheet, Show.UPDATE)
    assert unnamed(page) == []
    assert clashing(page) == []
    click(page.importing.forward)
    assert unnamed(page) == []
    assert clashing(page) == []


def test_the_rows_are_a_sound_model(
    page: CustomersPage, ask: ScriptedAsk, file: Path, qtmodeltester: ModelTester
) -> None:
    sheet = opened(page, ask, file)
    rows(page)
    qtmodeltester.check(sheet.rows.model, force_py=True)


@pytest.mark.parametrize(("theme", "scale"), LOOKS)
def test_the_sheet_is_drawn(
    desk: Desk,
    shell: Shell,
    appearance: Appearance,
    file: Path,
    theme: Theme,
    scale: float,
    qtbot: QtBot,
) -> None:
    def make() -> QWidget:
        made = CustomersPage(desk, shell)
        qtbot.addWidget(made, before_close_func=Page.close_page)
        made.importing.open_file(file)
        made.importing.sheet.go_on()
        return made

    picture = render(make, appearance, theme, scale, QSize(1068, 760))
    colours = LIGHT if theme is Theme.LIGHT else DARK
    assert colours.card.lower() in colours_of(picture)


def test_the_result_tells_what_was_found_and_gives_way(
    page: CustomersPage, desk: Desk, ask: ScriptedAsk, window: NotedWindow, tmp_path: Path
) -> None:
    path = tmp_path / "listed.csv"
    path.write_text("Name,Country\nImpuls Komplekt OOO,RU\n", "utf-8")
    sheet = opened(page, ask, path)
    rows(page)
    click(page.importing.forward)
    assert sheet.done.screening_words == "Screened: 1 possible match."
    click(sheet.done.review)
    assert window.went[-1][0] == "review"
    page.arrive()
    assert not page.importing.is_open
    assert page.list.isVisible()
    assert desk.customers.steps(Act.IMPORT)  # to be taken back as any other step

    # Of whoever comes in changed, what was decided comes back: the result says so and leads there.
    waiting = [one.match for one in desk.deciding.queue() if one.customer == "Impuls Komplekt OOO"]
    seen = desk.deciding.subjects(waiting)
    desk.deciding.decide(seen, Word(Verdict.NOT_SAME, "Another street."))
    path.write_text("Name,Country,City\nImpuls Komplekt OOO,RU,Kazan\n", "utf-8")
    opened(page, ask, path)
    rows(page)
    click(page.importing.forward)
    assert sheet.done.screening_words == (
        "Screened: no new possible match. 1 earlier decision is back for review."
    )
    click(sheet.done.review)
    assert len(window.went) == 2


def test_products_come_in_too(
    desk: Desk, shell: Shell, qtbot: QtBot, tmp_path: Path, window: NotedWindow
) -> None:
    from exportdesk.ui.book_import.host import ImportHost

    page = Page("Products", "What you sell.")
    qtbot.addWidget(page)
    host = ImportHost(page, desk, shell, Kind.PRODUCTS)
    page.show()
    path = tmp_path / "goods.csv"
    path.write_text("SKU;Description;HS code\nQ-1;Board;8542.31\nQ-2;Lost;10129\n", "utf-8")
    host.open_file(path)
    host.forward.click()
    assert host.forward.text() == "&Import 1 product"
    host.sheet.rows.table.choose_place(0)
    assert CustomerField.REFERENCE.value not in host.sheet.rows.detail.faults.text()
    host.forward.click()
    assert "Q-1" in [one.sku for one in desk.products.all()]
    host.sheet.done.undo.click()
    assert "Q-1" not in [one.sku for one in desk.products.all()]


def test_a_workspace_for_reading_takes_nothing_in(
    desk: Desk, shell: Shell, qtbot: QtBot, tmp_path: Path
) -> None:
    from tests.ui.desks import open_desk

    reading = open_desk(desk.folder, read_only=True)
    page = CustomersPage(reading, shell)
    qtbot.addWidget(page, before_close_func=CustomersPage.close_page)
    assert not page.import_button.isEnabled()
    page.importing.begin()
    page.importing.open_file(tmp_path / "x.csv")
    assert not page.importing.is_open
    reading.close()
