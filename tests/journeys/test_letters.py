"""A letter from BIS in the real window: recorded, screened for, seen in cases it touches."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar, QWidget

from exportdesk.core.cases import CaseStep, Outcome
from exportdesk.core.company import Settings
from exportdesk.core.letters import Letter, LetterItem, LetterKind
from exportdesk.core.parties import PartyKind, Role
from exportdesk.core.progress import Silent
from exportdesk.core.standing import MatchState
from exportdesk.operations.demo_run import fill_demo
from exportdesk.ui.cases.page import CasesPage
from exportdesk.ui.letters.form import LetterForm
from exportdesk.ui.search.opening import Searching
from tests.journeys.conftest import Person, Start
from tests.journeys.test_due_diligence import AtCases, _customer, _related, clean_case, until
from tests.sampling import by_name
from tests.ui.desks import open_desk
from tests.ui.dropping import drop

KIEL = "Stillfeld Prüfgeräte GmbH"
SUPPLIERS = """Firma;Auch bekannt als;Land
Quiet Lagoon Relays FZE;QLR;AE
Stillfeld Pruefgeraete GmbH;;DE
"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the demo and a customer in Germany that no list knows."""
    desk = open_desk(tmp_path_factory.mktemp("letters") / "workspace")
    fill_demo(desk, Silent())
    desk.profile.save_settings(Settings(operator="Dana Whitfield"))
    owner = _related("Greta Stillfeld", Role.OWNER, PartyKind.PERSON, "DE", percent="100")
    desk.customers.save_all([_customer(KIEL, "DE", "Am Kai 4, 24103 Kiel", owner)])
    desk.close()
    return desk.folder


class AtLetters:
    """A person at the letters of the Due diligence page."""

    def __init__(self, start: Start, filled: Path, folder: Path, *answers: object) -> None:
        self.cases = AtCases(start(Path(shutil.copytree(filled, folder / "ws")), *answers))
        self.person: Person = self.cases.person
        self.turn_to("Letters from BIS")

    @property
    def page(self) -> CasesPage:
        """The page."""
        return self.cases.page

    @property
    def form(self) -> LetterForm:
        """The form."""
        return self.page.letters.form

    def turn_to(self, words: str) -> None:
        """Click a tab."""
        tabs: QTabBar = self.page.tabs
        at = next(n for n in range(tabs.count()) if tabs.tabText(n) == words)
        spot = tabs.tabRect(at).center()
        self.person.bot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=spot)

    def key(self, widget: QWidget, words: str) -> None:
        """Type into a field, and leave it with Tab."""
        self.person.bot.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.person.bot.keyClicks(widget, words)
        self.person.bot.keyClick(widget, Qt.Key.Key_Tab)

    def choose_kind(self, kind: LetterKind) -> None:
        """Choose what the letter is, with the keyboard."""
        box = self.form.kind
        box.setFocus()
        for _down in range(list(LetterKind).index(kind) + 1):
            self.person.bot.keyClick(box, Qt.Key.Key_Down)
        assert box.value is kind

    def settle(self) -> None:
        """Wait until nothing is under way."""
        shell = self.person.window.shell
        runners = (shell.jobs, shell.screening, shell.background)
        self.person.wait(lambda: not any(one.busy for one in runners), "everything to be kept")

    def keep(self) -> Letter:
        """Click "Keep the letter", and return it once it is there."""
        before = len(self.person.desk.letters.list())
        self.person.click("Keep the letter")
        letters: Callable[[], list[Letter]] = self.person.desk.letters.list
        self.person.wait(lambda: len(letters()) > before, "the letter")
        self.person.wait(lambda: not self.page.letters.is_form, "the form to close")
        self.settle()
        return letters()[0]


def test_a_list_of_suppliers_is_recorded_screened_for_and_stops_the_case(
    start: Start, filled: Path, tmp_path: Path
) -> None:
    scan, table = tmp_path / "letter.pdf", tmp_path / "suppliers.csv"
    scan.write_bytes(b"%PDF-1.4 a scan")
    table.write_text(SUPPLIERS, encoding="utf-8")
    at = AtLetters(start, filled, tmp_path, table)
    case = clean_case(at.person.desk, KIEL)
    at.settle()
    at.person.desk.case_parties.screen(case, Silent())
    assert at.person.desk.cases.assess(case).outcome is Outcome.NO_OBJECTION
    assert at.person.reads("No letters yet")
    at.person.click("Record a letter")
    at.choose_kind(LetterKind.SUPPLIER_LIST)
    at.key(at.form.reference, "BIS 2026-417")
    at.key(at.form.dated, "2026-11-03")
    at.key(at.form.asks, "Stop shipping to whoever is named, and check what you shipped.")
    drop(at.form.scans, scan)
    at.person.wait(lambda: bool(at.form.scans.files), "the scan")
    at.person.click("From a spreadsheet", at.form)
    at.person.wait_for_words("2 rows in the file: 2 parties")
    letter = at.keep()
    assert letter.kind is LetterKind.SUPPLIER_LIST
    assert letter.source == "own:BIS 2026-417"
    assert letter.dated is not None
    assert at.person.desk.letters.read(letter.scans[0]) == scan.read_bytes()

    # Nobody has to ask for it: the book is screened against the new list, and the pane tells.
    line = at.page.letters.table
    at.person.wait(
        lambda: line.current is not None and "1 customer" in line.current.touches, "the effect"
    )
    at.person.wait_for_words("It touches 1 customer, 1 open case.")
    queued = at.person.desk.workspace().matches.with_state(MatchState.OPEN)
    assert any(one.match.source == letter.source for one in queued)

    # It shows in the case: the step is no more moot, and the finding holds it.
    at.person.click(case.number, at.page.letters.detail)
    until(at.cases, lambda view: view.case.id == case.id, "the case")
    until(at.cases, lambda view: bool(view.facts.letters), "the letter in the case")
    at.cases.go(CaseStep.LETTERS)
    at.cases.settle()
    assert at.person.reads("Supplier list letter L-2026-0001 from BIS touches")
    assert at.person.reads("Stop shipping to whoever is named")
    assert not at.cases.view.outcome.lets_go
    at.cases.go(CaseStep.SCREENING)
    at.cases.settle()
    assert at.person.reads("Stillfeld Pruefgeraete GmbH")


@by_name
def test_a_letter_typed_by_hand_is_found_changed_and_ended(
    start: Start, filled: Path, tmp_path: Path
) -> None:
    at = AtLetters(start, filled, tmp_path, "BIS told us that it is settled.")
    person, bot = at.person, at.person.bot
    case = clean_case(person.desk, KIEL)
    at.settle()
    person.desk.case_parties.screen(case, Silent())
    person.click("Record a letter")
    person.click("Keep the letter")
    assert person.reads("Say what it is: it decides what a match means.")
    at.choose_kind(LetterKind.INFORMED)
    person.click("Keep the letter")
    assert person.reads("else the letter touches nothing")
    at.key(at.form.reference, "BIS-EE 77")
    person.click("Add goods", at.form)
    at.key(at.form.items.rows[0].hs_code, "85")
    person.click("Keep the letter")
    assert person.reads("85 is no code of the HS")
    at.form.items.rows[0].hs_code.selectAll()
    bot.keyClicks(at.form.items.rows[0].hs_code, "8542.33")
    place = at.form.place.lineEdit()
    assert place is not None
    place.setFocus()
    place.selectAll()
    bot.keyClicks(place, "Germany")
    bot.keyClick(place, Qt.Key.Key_Return)
    person.wait(lambda: at.form.places.values == ("DE",), "the place")
    letter = at.keep()
    assert letter.items == (LetterItem("854233"),)
    assert letter.source == ""
    view = person.desk.cases.assess(case)
    assert [one.number for one in view.facts.letters] == [letter.number]
    assert view.outcome is Outcome.HOLD_LICENSE
    person.wait_for_words("It touches 1 product, 1 open case.")

    # Changed: a party is named, too, and is screened for from now on.
    person.click("Edit", at.page.letters.detail)
    person.wait(lambda: at.page.letters.is_form, "the form")
    person.click("Add a party", at.form)
    bot.keyClicks(at.form.parties.rows[0].name, "Stillfeld Pruefgeraete")
    person.click("Keep the letter")
    person.wait(lambda: not at.page.letters.is_form, "the form to close")
    person.wait_for_words("It touches 1 customer, 1 product, 1 open case.")
    changed = person.desk.letters.get(letter.id)
    assert changed.source == "own:BIS-EE 77"
    assert changed.parties == ("Stillfeld Pruefgeraete",)

    # Found with Ctrl+K from any page, and opened from there.
    person.go("Home")
    bot.keyClick(person.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    searching = person.window.shell.bus.findChild(Searching)
    assert isinstance(searching, Searching)
    dialog = searching.dialog
    assert dialog is not None
    bot.keyClicks(dialog.field, "bis-ee")
    person.wait(
        lambda: any(one.subject == letter.number for one in dialog.results.rows), "the letter"
    )
    bot.keyClick(dialog.field, Qt.Key.Key_Return)
    person.wait(lambda: isinstance(person.window.page, CasesPage), "the page")
    table = at.page.letters.table
    person.wait(lambda: table.current is not None and table.current.id == letter.id, "the letter")

    person.click("It ended", at.page.letters.detail)
    person.wait(lambda: person.desk.letters.get(letter.id).ended_on is not None, "the end")
    person.wait_for_words("BIS told us that it is settled.")
    codes = [one.finding.code for one in person.desk.cases.assess(case).assessment.open]
    assert "letter-informed" not in codes
    kinds = [one.kind for one in person.desk.workspace().events.about(letter.number, 10)]
    assert sorted(kinds) == ["letter_changed", "letter_changed", "letter_recorded"]


def test_what_is_typed_is_not_lost_without_a_word(
    start: Start, filled: Path, tmp_path: Path
) -> None:
    at = AtLetters(start, filled, tmp_path, False, True)
    person = at.person
    person.click("Record a letter")
    at.key(at.form.reference, "BIS 9")
    person.click("Cancel", at.page)
    assert at.page.letters.is_form  # the person said no
    assert at.form.reference.text() == "BIS 9"
    person.click("Cancel", at.page)
    assert not at.page.letters.is_form
    assert person.desk.letters.list() == []
