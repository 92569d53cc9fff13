"""A certification in the real window: made, printed, sent, filled in, accepted, ended, renewed."""

import io
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel
from typing_extensions import override

from exportdesk.core.cases import CaseItem
from exportdesk.core.certification_life import Certification
from exportdesk.core.certifications import CertificationState
from exportdesk.core.company import Company, Settings
from exportdesk.core.progress import Silent
from exportdesk.operations.demo_run import fill_demo
from exportdesk.ui.cases.page import CasesPage
from exportdesk.ui.certifications.accept_sheet import AcceptSheet
from exportdesk.ui.certifications.batch_sheet import BatchSheet
from exportdesk.ui.certifications.detail import RETURNED
from exportdesk.ui.certifications.page import CertificationsPage
from exportdesk.ui.customers.detail import CERTIFICATIONS
from exportdesk.ui.customers.page import CustomersPage
from exportdesk.ui.papers.sheet import PaperSheet
from exportdesk.wiring import Desk
from tests.certificationbook import filled_in
from tests.fakes import FakeClock
from tests.journeys.conftest import Person, Start
from tests.journeys.test_letters import drop
from tests.sampling import by_name
from tests.ui.desks import open_desk

NAME = "Baltex Messtechnik GmbH"
_State = CertificationState


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the demo, and a company that asks."""
    desk = open_desk(tmp_path_factory.mktemp("certifications") / "workspace")
    fill_demo(desk, Silent())
    desk.profile.save_company(
        Company("Calm Harbor Instruments", city="Portland", country="US", email="a@calm.example")
    )
    desk.profile.save_settings(Settings(operator="Dana Whitfield"))
    desk.close()
    return desk.folder


class AtCertifications:
    """A person who asks a customer for a certification."""

    def __init__(self, start: Start, filled: Path, folder: Path, *answers: object) -> None:
        self.person: Person = start(Path(shutil.copytree(filled, folder / "ws")), *answers)

    @property
    def page(self) -> CertificationsPage:
        """The page."""
        page = self.person.window.page
        assert isinstance(page, CertificationsPage)
        return page

    @property
    def one(self) -> Certification:
        """The certification in view, once nothing is under way any more."""
        self.settle()
        one = self.page.detail.one
        assert one is not None
        return one

    @property
    def state(self) -> CertificationState:
        """Where it stands today."""
        view = (self.one, self.page.detail.view)[1]
        assert view is not None
        return view.one.standing(view.day)

    def settle(self) -> None:
        """Wait until nothing is under way."""
        shell = self.person.window.shell
        runners = (shell.jobs, shell.screening, shell.background)
        self.person.bot.wait(20)
        self.person.wait(lambda: self.person.has_arrived, "the page asked for")
        self.person.wait(lambda: not any(one.busy for one in runners), "everything to be done")

    def at_customer(self) -> None:
        """Go to the papers of a customer."""
        self.person.go("Customers")
        page = self.person.window.page
        assert isinstance(page, CustomersPage)
        self.settle()
        self.person.type("Search name", "Baltex")
        self.settle()
        self.person.wait(
            lambda: page.detail.view is not None and page.detail.view.customer.name == NAME, NAME
        )
        tabs = page.detail.tabs
        spot = tabs.tabRect(CERTIFICATIONS).center()
        self.person.bot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=spot)

    def sheet(self, kind: type[QDialog]) -> QDialog:
        """Return the sheet that is open, once it is."""
        found = self.person.window.findChildren

        self.person.wait(lambda: any(one.isVisible() for one in found(kind)), kind.__name__)
        return next(one for one in found(kind) if one.isVisible())


def test_made_printed_sent_taken_in_accepted_ended_and_renewed(
    start: Start, filled: Path, tmp_path: Path
) -> None:
    saved, printed, back = (tmp_path / f"{name}.pdf" for name in ("form", "printed", "back"))
    at = AtCertifications(start, filled, tmp_path, "Print it…", saved)
    person = at.person
    person.ask.print_to = printed

    # Made from the customer, with a product chosen, and printed: from then on it is locked.
    with clicks() as counted:
        at.at_customer()
        counted.count = 1  # the click on the tab; before it, the customer was looked for
        person.click("Make a certification")
    person.wait(lambda: at.page.maker.is_open, "the form")
    assert counted.count == 2
    at.settle()
    assert person.field("Legal name").text() == NAME
    person.type("Order reference", "PO 4711")
    at.settle()
    person.click("Add products…", at.page.maker)
    picker = person.dialog()
    person.click("Add", picker)
    at.settle()
    person.wait(lambda: bool(at.page.maker.paper.pdf), "the paper beside it")
    person.wait(lambda: "PO 4711" in _text(at.page.maker.paper.pdf), "the paper to follow")
    person.click("Send…")
    person.wait(lambda: printed.exists() and printed.stat().st_size > 1000, "the print")
    at.settle()
    assert at.state is _State.SENT
    assert at.one.form.asked.order.reference == "PO 4711"
    assert len(at.one.form.items) == 1
    assert "PO 4711" in _text(printed.read_bytes()), "the paper with its text, not pictures of it"

    # Saved for the customer, who fills it in with another program and sends it back.
    person.click("Save as PDF…")
    person.wait(saved.exists, "the file")
    at.settle()
    person.wait_for_words("Saved as form.pdf.")
    back.write_bytes(filled_in(saved.read_bytes(), signer_company=NAME))
    person.go("Home")
    at.settle()
    drop(person.window, back)
    person.wait(lambda: person.window.page_key == "certifications", "the page")
    at.settle()
    person.wait(lambda: at.state is _State.RETURNED, "it to be back")
    assert at.page.detail.tabs.currentIndex() == RETURNED
    assert person.reads("It is not signed")

    # Accepted by a person who has seen the signature in ink.
    person.click("Accept…")
    sheet = at.sheet(AcceptSheet)
    assert isinstance(sheet, AcceptSheet)
    person.click("Accept", sheet)
    assert sheet.isVisible()  # nobody has seen a signature yet
    person.bot.keyClick(sheet.ink, Qt.Key.Key_Space)
    person.click("Accept", sheet)
    person.wait(lambda: at.state is _State.ACCEPTED, "it to be accepted")
    ends = at.one.expires_on
    assert ends is not None
    assert ends.isoformat() == "2027-11-20"

    # Eleven months on, Home says that it has to be renewed.
    clock = person.desk.clock
    assert isinstance(clock, FakeClock)
    clock.advance(days=345)
    person.go("Home")
    person.wait_for_words("1 certification has to be renewed.")
    task = next(
        one.parentWidget()
        for one in person.window.findChildren(QLabel)
        if one.isVisible() and one.text() == "1 certification has to be renewed."
    )
    assert task is not None
    person.click("Show", task)
    at.settle()
    assert at.state is _State.EXPIRING
    clock.advance(days=30)
    at.page.refresh()
    assert at.state is _State.EXPIRED

    # Renewed: another number, filled like the one before.
    person.click("Renew…")
    person.wait(lambda: at.page.maker.is_open, "the form")
    at.settle()
    assert person.field("Order reference").text() == "PO 4711"
    person.click("Keep draft")
    person.wait(lambda: not at.page.maker.is_open, "the form to close")
    assert at.state is _State.DRAFT
    assert at.one.form.replaces == "C-2026-0001"
    person.go("Home")
    at.settle()
    assert not person.reads("has to be renewed")
    assert person.desk.records.verify().sound


def _text(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@by_name
def test_two_clicks_from_a_case_and_many_from_the_table_of_customers(
    start: Start, filled: Path, tmp_path: Path
) -> None:
    at = AtCertifications(start, filled, tmp_path, "It went already")
    person = at.person
    holder = next(one for one in person.desk.workspace().customers.all() if one.name == NAME)
    product = next(iter(person.desk.products.all()))
    case = person.desk.cases.new(holder.id, reference="PO 99", items=[CaseItem(product, "5")])
    person.window.go("cases", case.number)
    at.settle()
    cases = person.window.page
    assert isinstance(cases, CasesPage)
    person.wait(lambda: cases.session.view is not None, "the case")
    with clicks() as counted:
        person.click("Certification", cases.pane.steps)
        person.click("Make a certification")
    person.wait(lambda: at.page.maker.is_open, "the form")
    at.settle()
    assert counted.count == 2
    assert person.field("Order reference").text() == "PO 99"
    assert person.field("Legal name").text() == NAME
    person.click("Send…")
    person.wait(lambda: at.state is _State.SENT, "it to be sent")
    assert at.one.form.record == case.number
    person.window.go("cases", case.number)
    at.settle()
    person.wait_for_words(at_number(person.desk))

    # A letter of the same case: nothing in it has to be typed.
    person.ask.answers = ["Letter: we cannot ship"]
    person.click("Statement or letter…", cases.pane)
    letter = at.sheet(PaperSheet)
    assert isinstance(letter, PaperSheet)
    person.wait(lambda: bool(letter.paper.pdf), "the letter")
    assert "PO 99" in _text(letter.paper.pdf)
    person.click("Issue and print", letter)
    person.wait(lambda: len(person.desk.papers.list(case=case.id)) == 1, "the letter to be issued")
    at.settle()
    for one in person.window.findChildren(QDialog):
        one.close()
    person.wait_for_words("P-2026-0001")

    # Everybody at once: drafts, which Ctrl+K finds.
    person.go("Customers")
    at.settle()
    customers = person.window.page
    assert isinstance(customers, CustomersPage)
    customers.list.table.selectAll()
    action = next(one for one in customers.list.table.actions() if one.objectName() == "certify")
    action.trigger()
    at.settle()
    sheet = at.sheet(BatchSheet)
    person.click("Make them", sheet)
    at.settle()
    everybody = len(list(person.desk.workspace().customers.all()))
    person.wait(lambda: len(person.desk.certifications.list()) == everybody + 1, "all drafts")
    at.settle()
    hits = person.desk.search.book(NAME).certifications
    assert {one.state for one in hits} == {_State.SENT, _State.DRAFT}


@by_name
def test_from_draft_to_rejected_and_to_a_new_version_by_keys_alone(
    start: Start, filled: Path, tmp_path: Path
) -> None:
    at = AtCertifications(start, filled, tmp_path, "It went already", "Nobody answers there.")
    person = at.person
    holder = next(one for one in person.desk.workspace().customers.all() if one.name == NAME)
    person.desk.certifications.draft(holder.id)
    alt, control = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier

    def press(key: Qt.Key, hold: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        at.settle()
        focus = QApplication.activePopupWidget() or QApplication.focusWidget() or person.window
        person.bot.keyClick(focus, key, hold)
        at.settle()

    person.window.activateWindow()
    press(Qt.Key.Key_7, control)
    assert person.window.page_key == "certifications"
    person.wait(lambda: at.state is _State.DRAFT, "the draft")
    press(Qt.Key.Key_Return)  # a draft opens in the form
    person.wait(lambda: at.page.maker.is_open, "the form")
    press(Qt.Key.Key_S, control)
    person.wait(lambda: not at.page.maker.is_open, "the form to close")
    press(Qt.Key.Key_S, alt)
    person.wait(lambda: at.state is _State.SENT, "it to be sent")
    press(Qt.Key.Key_M, alt)
    person.wait(lambda: QApplication.activePopupWidget() is not None, "the menu")
    press(Qt.Key.Key_J)
    person.wait(lambda: at.state is _State.REJECTED, "it to be rejected")
    press(Qt.Key.Key_O, alt)
    person.wait(lambda: at.page.maker.is_open, "the form of the new version")
    press(Qt.Key.Key_Escape)
    person.wait(lambda: not at.page.maker.is_open, "it to close, with nothing asked")
    assert len(person.desk.certifications.list()) == 1, "and nothing is left behind"
    press(Qt.Key.Key_O, alt)
    person.wait(lambda: at.page.maker.is_open, "the form again")
    press(Qt.Key.Key_S, control)
    person.wait(lambda: at.state is _State.DRAFT, "the new version")
    assert at.one.form.version == 2
    assert at.one.form.replaces == "version 1"


@contextmanager
def clicks() -> Generator["Clicks"]:
    """Count the clicks of the mouse on buttons."""
    counting, application = Clicks(), QApplication.instance()
    assert application is not None
    application.installEventFilter(counting)
    yield counting
    application.removeEventFilter(counting)


class Clicks(QObject):
    """Counts presses of the mouse on buttons."""

    count = 0

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.type() == QEvent.Type.MouseButtonPress
        self.count += pressed and isinstance(watched, QAbstractButton)
        return False


def at_number(desk: Desk) -> str:
    """Return the number of the only certification."""
    return desk.certifications.list()[0].number
