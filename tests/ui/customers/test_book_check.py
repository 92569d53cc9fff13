"""The check of the book over the Customers page, by mouse and keyboard, on a real workspace."""

from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from exportdesk.core.company import Theme
from exportdesk.core.customers import Customer, PartyAddress, PartyName, Profile
from exportdesk.core.ids import PartyId
from exportdesk.core.listings import Identifier
from exportdesk.core.screenings import Verdict
from exportdesk.operations.deciding import Word
from exportdesk.operations.hygiene import Unclean
from exportdesk.ui.book_check.sheet import CheckSheet
from exportdesk.ui.customers.page import CustomersPage
from exportdesk.ui.jobs import JobRunner
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import DARK, LIGHT, Appearance
from exportdesk.ui.widgets import Page
from exportdesk.wiring import Desk
from tests.ui.conftest import NotedWindow
from tests.ui.customers.conftest import shown
from tests.ui.desks import open_desk
from tests.ui.render import LOOKS, colours_of, render
from tests.ui.walk import clashing, unnamed

TWICE = "Quillmere Optics"


def party(name: str, country: str = "DE", reference: str = "", **more: object) -> Customer:
    addresses = (PartyAddress(country=country),) if country else ()
    profile = Profile(names=(PartyName(name),), addresses=addresses)
    told = replace(profile, **more)  # type: ignore[arg-type]  # by name
    return Customer(PartyId(f"c-{reference or name}"), told, reference)


BOOK = (
    party(f"{TWICE} GmbH", reference="Q-1x", website="www.quillmere.example"),
    party(f"{TWICE} Ltd", reference="Q-2x", identifiers=(Identifier("VAT", "DE814123"),)),
    party("Calm Brook Bearings", ""),
    party("Fjellstrom Valves", ""),
    party("International Trading Company", "AE"),
)


@pytest.fixture
def messy(desk: Desk) -> Desk:
    """The demo, with something to put right."""
    desk.customers.save_all(BOOK)
    return desk


@pytest.fixture
def sheet(messy: Desk, page: CustomersPage) -> CheckSheet:
    """The sheet, opened with the button."""
    click(page.check_button)
    assert page.checking.is_open
    return page.checking.sheet


def click(button: QPushButton) -> None:
    assert button.isVisible()
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def press(widget: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(widget, key)


def counts(sheet: CheckSheet) -> dict[str, int]:
    return {(one.what or "aside"): one.count for one in sheet.kinds_model.rows}


def turn_to(sheet: CheckSheet, what: Unclean | None) -> None:
    """Choose a kind with the arrow keys."""
    sheet.kinds.setFocus()
    press(sheet.kinds, Qt.Key.Key_Home)
    sheet.kinds.choose_place(0)
    while sheet.kinds.current is not None and sheet.kinds.current.what is not what:
        before = sheet.kinds.currentIndex().row()
        press(sheet.kinds, Qt.Key.Key_Down)
        assert sheet.kinds.currentIndex().row() != before, f"there is no {what}"


def found(sheet: CheckSheet) -> list[tuple[str, ...]]:
    return [one.finding.names for one in sheet.model.rows]


def focused() -> QWidget | None:
    return QApplication.focusWidget()


def names_kept(desk: Desk) -> set[str]:
    return {one.name for one in desk.workspace().customers.all()}


def test_findings_stand_under_their_kinds_with_counts(
    page: CustomersPage, sheet: CheckSheet
) -> None:
    assert page.title.text() == "Check customers"
    assert not page.list.isVisible()
    assert counts(sheet) == {"generic_name": 1, "no_country": 2, "same_name": 1}
    assert "checked on" in sheet.caption.text()
    assert found(sheet) == [("International Trading Company",)]
    assert focused() is sheet.table
    turn_to(sheet, Unclean.NO_COUNTRY)
    assert found(sheet) == [("Calm Brook Bearings",), ("Fjellstrom Valves",)]
    press(sheet.kinds, Qt.Key.Key_Return)
    assert focused() is sheet.table
    assert sheet.detail.says.text().startswith("No country is given.")
    turn_to(sheet, Unclean.SAME_NAME)
    lines = sheet.detail.side.text.splitlines()
    assert lines[0] == f"\t{TWICE} GmbH\t{TWICE} Ltd"
    assert "Reference\tQ-1x\tQ-2x" in lines
    assert "Addresses\t✓ Germany\t✓ Germany" in lines


def test_a_customer_is_opened_and_the_findings_are_there_again(
    page: CustomersPage, sheet: CheckSheet
) -> None:
    turn_to(sheet, Unclean.NO_COUNTRY)
    press(sheet.kinds, Qt.Key.Key_Return)
    press(sheet.table, Qt.Key.Key_Down)
    press(sheet.table, Qt.Key.Key_Return)
    name = focused()
    assert isinstance(name, QPushButton)
    assert name.accessibleName() == "Open Fjellstrom Valves"
    press(name, Qt.Key.Key_Return)
    assert not page.checking.is_open
    assert page.title.text() == "Customers"
    assert page.detail.name.text() == "Fjellstrom Valves"
    click(page.check_button)
    assert sheet.table.current is not None
    assert sheet.table.current.finding.names == ("Fjellstrom Valves",)
    press(sheet.table, Qt.Key.Key_Escape)
    page.back()
    assert not page.checking.is_open
    assert page.list.isVisible()


def test_one_is_put_aside_brought_back_and_undone(
    page: CustomersPage, sheet: CheckSheet, messy: Desk, window: NotedWindow
) -> None:
    turn_to(sheet, Unclean.NO_COUNTRY)
    click(sheet.detail.aside)
    asking = sheet.detail.asking
    assert focused() is asking.reason
    assert not asking.put.isEnabled()
    press(asking.reason, Qt.Key.Key_Return)  # nothing is put aside without a reason
    assert counts(sheet)["no_country"] == 2
    click(asking.common[0])
    assert asking.reason.text() == "The country is not known"
    QTest.keyClicks(asking.reason, " yet")
    press(asking.reason, Qt.Key.Key_Return)
    assert window.toasts[-1] == "Put aside: 1 finding."
    assert counts(sheet) == {"generic_name": 1, "no_country": 1, "same_name": 1, "aside": 1}
    assert found(sheet) == [("Fjellstrom Valves",)]
    assert focused() is sheet.table
    (kept,) = messy.hygiene.aside().values()
    assert kept.reason == "The country is not known yet"

    turn_to(sheet, None)
    assert found(sheet) == [("Calm Brook Bearings",)]
    assert not sheet.table.isColumnHidden(3)
    assert sheet.detail.why.text().startswith("Put aside: The country is not known yet (")
    click(sheet.detail.back)
    assert counts(sheet)["no_country"] == 2
    assert messy.hygiene.aside() == {}

    turn_to(sheet, Unclean.NO_COUNTRY)
    sheet.table.setFocus()
    QTest.keySequence(sheet.table, "Ctrl+A")
    assert sheet.detail.says.text() == "2 findings are selected."
    click(sheet.detail.aside)
    QTest.keyClicks(asking.reason, "Not in use")
    click(asking.put)
    assert counts(sheet) == {"generic_name": 1, "same_name": 1, "aside": 2}
    assert window.undo is not None
    window.undo()
    assert counts(sheet)["no_country"] == 2
    assert messy.hygiene.aside() == {}


def test_two_are_merged_after_a_look_at_the_merged(
    page: CustomersPage, sheet: CheckSheet, messy: Desk, window: NotedWindow
) -> None:
    before = names_kept(messy)
    turn_to(sheet, Unclean.SAME_NAME)
    click(sheet.detail.merge)
    merging = sheet.detail.merging
    assert focused() is merging.stays
    assert not sheet.table.isVisible()
    assert merging.stays.currentText() == f"{TWICE} Ltd (Q-2x)"  # more is known of it
    lines = merging.preview.text.splitlines()
    assert "Reference\tQ-1x\tQ-2x\tQ-2x" not in lines
    assert "Reference\tQ-2x\tQ-1x\tQ-2x" in lines
    assert "Website\t\twww.quillmere.example\t+ www.quillmere.example" in lines
    click(merging.turn)
    assert merging.goes.currentText() == f"{TWICE} Ltd (Q-2x)"
    press(merging.stays, Qt.Key.Key_Down)  # the same as goes: the other one takes its place
    assert merging.goes.currentText() == f"{TWICE} GmbH (Q-1x)"
    click(merging.turn)
    assert f"{TWICE} Ltd leaves the book" in merging.means.text()
    assert merging.trouble.text() == ""
    click(merging.agree)
    assert window.toasts[-1] == f"{TWICE} Ltd was merged into {TWICE} GmbH."
    assert names_kept(messy) == before - {f"{TWICE} Ltd"}
    assert "same_name" not in counts(sheet)
    assert sheet.table.isVisible()
    (step,) = [one for one in messy.customers.steps() if one.facts.get("merged")]
    assert step.label == f"{TWICE} GmbH"
    QTest.keySequence(sheet.table, "Ctrl+Z")
    assert names_kept(messy) == before
    assert counts(sheet)["same_name"] == 1


def test_escape_goes_back_step_by_step(page: CustomersPage, sheet: CheckSheet) -> None:
    turn_to(sheet, Unclean.SAME_NAME)
    click(sheet.detail.merge)
    assert page.back()
    assert sheet.detail.side.isVisible()
    assert focused() is sheet.detail.merge
    click(sheet.detail.aside)
    assert page.back()
    assert focused() is sheet.detail.aside
    assert page.back()
    assert not page.checking.is_open


def test_what_was_decided_on_the_one_that_goes_is_told(
    page: CustomersPage, desk: Desk, ask: object
) -> None:
    first = desk.deciding.queue()[0].match
    desk.deciding.decide(
        desk.deciding.subjects([first]), Word(Verdict.NOT_SAME, "Another birth year")
    )
    kept = desk.customers.get(first.customer)
    desk.customers.save(replace(kept, id=PartyId("again"), reference="K-9", related=()))
    click(page.check_button)
    sheet = page.checking.sheet
    turn_to(sheet, Unclean.SAME_NAME)
    assert any(line.startswith("Decisions\t") for line in sheet.detail.side.text.splitlines())
    click(sheet.detail.merge)
    merging = sheet.detail.merging
    assert merging.stays.value == kept.id  # what was decided on it stands on
    assert "decision on its matches" not in merging.means.text()
    click(merging.turn)
    assert "1 decision on its matches comes along" in merging.means.text()


def test_what_was_found_is_kept_until_the_book_changes(
    page: CustomersPage,
    sheet: CheckSheet,
    messy: Desk,
    shell: Shell,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks: list[int] = []
    check = messy.hygiene.check
    monkeypatch.setattr(
        messy.hygiene, "check", lambda *a, **k: (looks.append(1), check(*a, **k))[1]
    )
    click(page.checking.close_button)
    click(page.check_button)
    assert looks == []
    shell.bus.tell(messy.deciding.decide([], Word(Verdict.NOT_SAME, "x")).changes)
    assert looks == []
    click(page.checking.refresh_button)
    assert looks == [1]
    shell.bus.tell(messy.customers.save(party("Anders Pumps", "")).changes)
    assert looks == [1, 1]
    assert counts(sheet)["no_country"] == 3


def test_a_look_is_stopped_and_begun_again(
    messy: Desk, shell: Shell, qtbot: QtBot, request: pytest.FixtureRequest
) -> None:
    def raised(error: BaseException) -> None:
        raise error

    runner, free = JobRunner(raised), Event()
    request.addfinalizer(runner.close)
    request.addfinalizer(free.set)
    page = shown(CustomersPage(messy, replace(shell, background=runner)), shell, qtbot)
    qtbot.waitUntil(lambda: not runner.busy)
    runner.start(lambda _progress: free.wait(10))  # the look has to wait for its turn
    click(page.check_button)
    sheet = page.checking.sheet
    assert sheet.state.progress.words == "Checking the customers"
    sheet.state.progress.stop()
    assert sheet.empty.title.text() == "Stopped"
    assert not sheet.kinds_model.rows
    free.set()
    click(sheet.empty.action)
    qtbot.waitUntil(lambda: counts(sheet).get("no_country") == 2)
    qtbot.waitUntil(lambda: not runner.busy)
    click(page.checking.refresh_button)  # what was found stays in view meanwhile
    assert sheet.kinds.isVisible()
    qtbot.waitUntil(lambda: not runner.busy)
    assert sheet.line.isHidden()


def test_it_is_copied(sheet: CheckSheet) -> None:
    turn_to(sheet, Unclean.SAME_NAME)
    click(sheet.detail.copy)
    text = QGuiApplication.clipboard().text()
    assert text.startswith("The same name but for the legal form")
    assert "Reference\tQ-1x\tQ-2x" in text
    press(sheet.kinds, Qt.Key.Key_Return)
    QTest.keySequence(sheet.table, "Ctrl+C")
    assert QGuiApplication.clipboard().text().startswith(f"{TWICE} GmbH · {TWICE} Ltd")


def test_an_empty_book_and_a_sound_one_say_so(shell: Shell, qtbot: QtBot, tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "bare")
    page = shown(CustomersPage(desk, shell), shell, qtbot)
    assert not page.check_button.isEnabled()
    assert page.check_button.toolTip() == "There are no customers to check yet."
    page.begin_check()
    empty = page.checking.sheet.empty
    assert empty.title.text() == "No customers yet"
    shell.bus.tell(desk.customers.save(party(TWICE)).changes)
    assert page.check_button.isEnabled()
    assert empty.title.text() == "Nothing found to put right"
    assert "says nothing about whether a customer is on a list" in empty.words.text()
    assert focused() is empty.action
    assert page.back()
    assert focused() is page.list.table, "the customers are back, and the keyboard with them"
    shell.bus.ended.emit()
    desk.close()


def test_a_workspace_for_reading_is_looked_over_and_left_as_it_is(
    messy: Desk, shell: Shell, qtbot: QtBot
) -> None:
    reading = open_desk(messy.folder, read_only=True)
    page = shown(CustomersPage(reading, shell), shell, qtbot)
    click(page.check_button)
    sheet = page.checking.sheet
    assert counts(sheet)["no_country"] == 2
    turn_to(sheet, Unclean.SAME_NAME)
    assert not sheet.detail.aside.isEnabled()
    assert not sheet.detail.merge.isEnabled()
    assert "reading only" in sheet.detail.merge.toolTip()
    sheet.detail.begin_aside()
    sheet.detail.begin_merge()
    assert not sheet.detail.is_asking
    shell.bus.ended.emit()
    reading.close()


def test_every_field_has_a_name_and_no_letter_stands_twice(
    page: CustomersPage, sheet: CheckSheet
) -> None:
    def walk() -> None:
        assert unnamed(page) == []
        assert clashing(page) == []

    turn_to(sheet, Unclean.SAME_NAME)
    walk()
    click(sheet.detail.aside)
    walk()
    page.back()
    click(sheet.detail.merge)
    walk()


def test_the_models_are_sound(sheet: CheckSheet, qtmodeltester: ModelTester) -> None:
    turn_to(sheet, Unclean.NO_COUNTRY)
    qtmodeltester.check(sheet.model)
    qtmodeltester.check(sheet.kinds_model)


@pytest.mark.parametrize(("theme", "scale"), LOOKS)
def test_it_is_drawn(
    messy: Desk, shell: Shell, appearance: Appearance, qtbot: QtBot, theme: Theme, scale: float
) -> None:
    made: list[CustomersPage] = []

    def make() -> Page:
        page = CustomersPage(messy, shell)
        qtbot.addWidget(page, before_close_func=CustomersPage.close_page)
        page.begin_check()
        turn_to(page.checking.sheet, Unclean.SAME_NAME)
        page.checking.sheet.detail.begin_merge()
        made.append(page)
        return page

    size = QSize(round(1068 * scale), round(800 * scale))
    colours = LIGHT if theme is Theme.LIGHT else DARK
    seen = colours_of(render(make, appearance, theme, scale, size))
    assert {colours.background.lower(), colours.card.lower(), colours.accent.lower()} <= seen
    assert made[0].minimumSizeHint().width() <= size.width()
