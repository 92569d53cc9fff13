"""Cases in the real window: from a customer to a signed-off case, and what stands in the way."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from exportdesk.core.cases import (
    Answer,
    Case,
    CaseItem,
    CaseParty,
    CaseState,
    CaseStep,
    LookUp,
    LookUpResult,
    Outcome,
    PartyAnswer,
)
from exportdesk.core.changes import Changes
from exportdesk.core.clock import today
from exportdesk.core.company import Settings
from exportdesk.core.customers import (
    Customer,
    PartyAddress,
    PartyName,
    Profile,
    RelatedParty,
)
from exportdesk.core.ids import PartyId, new_id
from exportdesk.core.parties import PartyKind, Role
from exportdesk.core.progress import Silent
from exportdesk.core.standing import MatchState
from exportdesk.diligence.flags_asked import SEEN
from exportdesk.operations.cases import CaseView
from exportdesk.operations.demo_run import fill_demo
from exportdesk.operations.import_list import ImportRequest
from exportdesk.ui.cases.match_sheet import MatchSheet
from exportdesk.ui.cases.page import CasesPage
from exportdesk.ui.cases.resolve_sheet import ResolveSheet
from exportdesk.ui.dates import day_text
from exportdesk.wiring import Desk
from tests.journeys.conftest import Person, Start
from tests.journeys.test_customers import take_window
from tests.sampling import by_name
from tests.ui.desks import NEXT_LIST, US_CSL, listed_name, open_desk

SAID = {"classification_basis": "self", "onward": "stay", "end_use": "use"}
YES = ("route_direct", "business_fit", "web_presence", "order_usual")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the demo, a customer in Germany and one in Türkiye."""
    desk = open_desk(tmp_path_factory.mktemp("cases") / "workspace")
    fill_demo(desk, Silent())
    desk.profile.save_settings(Settings(operator="Dana Whitfield"))
    owner = _related("Greta Stillfeld", Role.OWNER, PartyKind.PERSON, "DE", percent="100")
    desk.customers.save_all(
        [
            _customer("Stillfeld Prüfgeräte GmbH", "DE", "Am Kai 4, 24103 Kiel", owner),
            _customer("Ladin Ölçüm A.Ş.", "TR", "Sanayi Caddesi 4, Bursa", _other("Aysel Ladin")),
            _customer(
                "Westmark Optics BV",
                "NL",
                "Kade 7, Delft",
                _related(listed_name(desk), Role.OWNER, PartyKind.ORGANIZATION, "", percent="50"),
            ),
        ]
    )
    place = next(one for one in desk.lists_db().current_listings() if one.kind is PartyKind.ADDRESS)
    text = place.addresses[0].text
    desk.customers.save_all(
        [_customer("Harbor Lane Parts Ltd", "HK", text, _related(
            "Lok Harbor", Role.OWNER, PartyKind.PERSON, "HK", percent="100"
        ))]
    )  # fmt: skip
    desk.close()
    return desk.folder


def _other(name: str) -> RelatedParty:
    return _related(name, Role.OWNER, PartyKind.PERSON, "TR", percent="100")


def _related(name: str, role: Role, kind: PartyKind, country: str, *, percent: str) -> RelatedParty:
    place = (PartyAddress(country=country),) if country else ()
    profile = Profile((PartyName(name),), kind, place)
    return RelatedParty(PartyId(new_id()), role, profile, PartyId(""), percent)


def _customer(name: str, country: str, address: str, owner: RelatedParty) -> Customer:
    made = PartyId(new_id())
    profile = Profile(
        (PartyName(name),),
        PartyKind.ORGANIZATION,
        (PartyAddress(address, country=country),),
        website="https://example.test",
        email_domain="example.test",
        formed_on="1998",
    )
    return Customer(made, profile, related=(replace(owner, of=made),))


class AtCases:
    """A person at the Due diligence page; counts what is clicked and typed."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.inputs = 0
        person.wait_for_lists()
        person.go("Due diligence")

    @property
    def page(self) -> CasesPage:
        """The page."""
        page = self.person.window.page
        assert isinstance(page, CasesPage)
        return page

    @property
    def view(self) -> CaseView:
        """The case in view, once nothing is under way any more."""
        self.settle()
        view = self.page.session.view
        assert view is not None
        return view

    def settle(self) -> None:
        """Wait until everything is saved and drawn."""
        window, session = self.person.window, self.page.session
        runners = (window.shell.jobs, window.shell.screening, window.shell.background)
        self.person.wait(
            lambda: not session.is_busy and not any(one.busy for one in runners), "the case"
        )

    def find(self, name: str) -> QWidget:
        """Return what is called `name` in the step in view."""
        self.settle()

        def found() -> list[QWidget]:
            every = self.page.pane.findChildren(QWidget, name)
            return [one for one in every if one.isVisible()]

        self.person.wait(lambda: bool(found()), name)
        return found()[-1]

    def press(self, name: str) -> None:
        """Click what is called `name`."""
        self.inputs += 1
        made = self.find(name)
        assert isinstance(made, QAbstractButton)
        self.person.bot.mouseClick(made, Qt.MouseButton.LeftButton)
        self.settle()

    def type(self, name: str, words: str) -> None:
        """Type into the field called `name`, and leave it with Tab."""
        self.inputs += 1
        field = self.find(name)
        take_window(self.person)
        field.setFocus()
        if isinstance(field, QLineEdit | QPlainTextEdit):
            field.selectAll()
        self.person.bot.keyClicks(field, words)
        self.person.bot.keyClick(field, Qt.Key.Key_Tab)
        self.settle()

    def choose(self, name: str, words: str) -> None:
        """Choose from a list, with the keyboard."""
        self.inputs += 1
        box = self.find(name)
        assert isinstance(box, QComboBox)
        box.setFocus()
        self.person.bot.keyClick(box, Qt.Key.Key_Down)
        texts = [box.itemText(n) for n in range(box.count())]
        at = texts.index(words)
        view = box.view()
        for _down in range(abs(at - box.currentIndex())):
            self.person.bot.keyClick(view, Qt.Key.Key_Down)
        self.person.bot.keyClick(view, Qt.Key.Key_Return)
        self.settle()

    def go(self, step: CaseStep) -> None:
        """Click a step."""
        self.settle()
        made = self.page.pane.steps.buttons[step]
        self.person.bot.mouseClick(made, Qt.MouseButton.LeftButton)

    def begin(self, customer: str) -> None:
        """Begin a case from a customer."""
        self.person.click("From a customer")
        sheet = self.person.dialog()
        search = sheet.findChild(QLineEdit)
        assert search is not None
        self.person.bot.keyClicks(search, customer)
        self.person.bot.keyClick(search, Qt.Key.Key_Return)
        self.person.wait(lambda: not self.page.is_list, "the case to open")
        self.settle()

    def answer_all(self) -> None:
        """Answer what is asked, step by step, as a clean order would have it."""
        for step in CaseStep:
            self.go(step)
            for _each in range(12):
                left = [one for one in self.view.flow.of(step).questions if not one.value]
                if not left:
                    break
                question = left[0].question
                if question.code == SEEN:
                    waiting = [one.code for one in self.view.flow.signs.groups if one.open]
                    self.read_on()
                    self.press("none-of-all" if len(waiting) > 1 else f"none-{waiting[0]}")
                    continue
                self.press(f"{question.code}={said(question.code, question.values)}")

    def read_on(self) -> None:
        """Scroll to the end of the step."""
        self.settle()
        bar = self.page.pane.area.verticalScrollBar()
        bar.setValue(bar.maximum())
        self.settle()
        foot = self.page.pane.findChild(QAbstractButton, "none-of-all")
        self.person.wait(lambda: foot is None or foot.text() != "Read on", "the end to be noted")

    def sign(self, reason: str) -> None:
        """Sign off as computed, on the day that is planned."""
        self.go(CaseStep.DECISION)
        self.type("sign-reason", reason)
        self.inputs += 1  # the outcome that is confirmed
        self.person.click("Sign off", self.page.pane)
        self.settle()


def said(code: str, values: tuple[str, ...]) -> str:
    """Return the answer of a clean order."""
    return SAID.get(code) or ("yes" if code in YES else "no" if "no" in values else values[0])


def at_cases(start: Start, filled: Path, folder: Path, *answers: object) -> AtCases:
    return AtCases(start(Path(shutil.copytree(filled, folder / "ws")), *answers))


def clean_case(desk: Desk, customer: str) -> Case:
    """Keep a case of a customer with everything answered as a clean order would have it."""
    named = next(one for one in desk.workspace().customers.all() if one.name == customer)
    item = next(one for one in desk.products.all() if one.sku == "NI-IC-OPA2")
    case = desk.cases.new(named.id, items=[CaseItem(item, "400", "pcs", "900", "USD")])
    for role in (Role.ULTIMATE_CONSIGNEE, Role.END_USER):
        same = CaseParty(role, PartyAnswer.SAME_AS, same_as=Role.PURCHASER)
        case = case.with_role(role, same)
    for role in (Role.INTERMEDIATE_CONSIGNEE, Role.FREIGHT_FORWARDER, Role.BANK):
        case = case.with_role(role, CaseParty(role, PartyAnswer.NONE))
    day = today(desk.clock)
    looked = LookUp(day, LookUpResult.NOT_FOUND, by="Dana Whitfield")
    case = desk.cases.save(replace(case, export_on=day, trade_integrity=looked))
    for _each in range(40):
        left = [
            one.question
            for step in desk.cases.assess(case).steps
            for one in step.questions
            if not one.value
        ]
        if not left:
            break
        value = said(left[0].code, left[0].values)
        case = case.with_answer(Answer(left[0].code, value, by="Dana Whitfield"))
    return desk.cases.save(case)


def until(at: AtCases, there: Callable[[CaseView], bool], what: str) -> None:
    at.person.wait(lambda: there(at.view), what)


@by_name
def test_a_clean_order_and_its_repeat(start: Start, filled: Path, tmp_path: Path) -> None:
    at = at_cases(start, filled, tmp_path, True, True)
    at.begin("Stillfeld")
    person = at.person
    at.go(CaseStep.TRIGGER)
    at.type("reference", "PO-4711")
    person.click("Add products", at.page)
    search = person.dialog().findChild(QLineEdit)
    assert search is not None
    person.bot.keyClicks(search, "NI-IC-OPA2")
    person.bot.keyClick(search, Qt.Key.Key_Return)
    until(at, lambda view: bool(view.case.items), "the product")
    product = at.view.case.items[0].product.id
    at.type(f"quantity-{product}", "400")
    at.type(f"value-{product}", "900")
    at.go(CaseStep.PARTIES)
    for role in (Role.ULTIMATE_CONSIGNEE, Role.END_USER):
        at.choose(f"role-{role}-0", "Same as purchaser")
    for role in (Role.INTERMEDIATE_CONSIGNEE, Role.FREIGHT_FORWARDER, Role.BANK):
        at.choose(f"role-{role}-0", "Nobody")
        assert at.view.case.of_role(role)[0].answer is PartyAnswer.NONE
    at.go(CaseStep.DESTINATION)
    at.type("export_on", today(person.desk.clock).isoformat())
    at.answer_all()
    at.go(CaseStep.TRADE_INTEGRITY)
    at.press("look-up=not_found")
    assert [one.finding.key for one in at.view.assessment.open] == []
    assert at.view.outcome is Outcome.NO_OBJECTION
    assert at.view.case.items[0].currency == "USD"
    later = today(person.desk.clock) + timedelta(days=3)
    at.go(CaseStep.DECISION)
    at.type("sign-day", later.isoformat())
    at.sign("Known customer, clean order.")
    # Everything is looked at by the other day first; what was typed is still there.
    assert at.view.case.state is CaseState.OPEN
    assert at.view.case.export_on == later
    person.wait_for_words(f"The case goes by {day_text(later)} now")
    person.click("Sign off", at.page.pane)
    assert at.view.case.state is CaseState.SIGNED
    assert at.view.case.sign_off is not None
    assert at.page.pane.step is CaseStep.FOLLOW_UP
    assert "Signed off" in at.page.chip.text()

    at.inputs = 0
    person.click("Repeat order", at.page)
    until(at, lambda view: view.case.state is CaseState.OPEN, "the repeat order")
    at.go(CaseStep.DESTINATION)
    at.type("export_on", today(person.desk.clock).isoformat())
    at.go(CaseStep.TRADE_INTEGRITY)
    at.press("look-up=not_found")
    at.answer_all()
    at.sign("The same order once more.")
    assert at.view.case.state is CaseState.SIGNED
    assert at.view.case.sign_off is not None
    assert at.view.case.sign_off.outcome is Outcome.NO_OBJECTION
    assert at.view.inputs < 10
    assert at.inputs < 10
    events = [
        one
        for one in person.desk.workspace().events.about(at.view.case.number, 100)
        if one.kind.startswith("case_")
    ]
    assert len(events) <= 10  # the opening, each input but the three of the sign-off, and that


def test_a_certification_that_is_missing_holds_the_case(
    start: Start, filled: Path, tmp_path: Path
) -> None:
    at = at_cases(start, filled, tmp_path)
    case = clean_case(at.person.desk, "Ladin Ölçüm A.Ş.")
    at.page.arrive(case.id)
    until(at, lambda view: view.case.id == case.id, "the case")
    at.go(CaseStep.CERTIFICATION)
    assert at.person.reads("A signed certification is asked for")
    view = at.view
    assert view.outcome is Outcome.HOLD_RESOLVE
    found = next(one for one in view.assessment.open if one.finding.code == "certification-missing")
    at.go(CaseStep.DECISION)
    at.settle()
    box = at.find("sign-outcome")
    assert isinstance(box, QComboBox)
    offered = [box.itemText(n) for n in range(box.count())]
    assert not any(words.startswith(("No objection", "Proceed")) for words in offered)

    # Company policy: overridden with a reason and a second name, which is not one's own.
    at.page.pane.resolve(found)
    sheet = at.person.dialog()
    assert isinstance(sheet, ResolveSheet)
    sheet.reason.setPlainText("Long known; the certificate follows by post.")
    assert at.person.reads("Needed: somebody other than you.")
    high = sheet.yes.y()
    at.person.bot.keyClicks(sheet.second_name, "whitfield, dana")
    at.person.bot.keyClick(sheet.second_name, Qt.Key.Key_Return)
    assert sheet.isVisible()
    assert sheet.grid.mark_of(sheet.second_name).isVisible()
    assert sheet.yes.y() == high, "nothing moves"
    sheet.second_name.selectAll()
    at.person.bot.keyClicks(sheet.second_name, "Ingrid Maas")
    at.person.bot.keyClick(sheet.second_name, Qt.Key.Key_Return)
    until(
        at,
        lambda view: all(one.finding.key != found.finding.key for one in view.assessment.open),
        "the override",
    )
    weighed = at.view.assessment.of(found.finding.key)
    assert weighed is not None
    assert weighed.weighs is Outcome.CONDITIONS


def test_a_listed_owner_of_half_is_decided_in_place(
    start: Start, filled: Path, tmp_path: Path
) -> None:
    at = at_cases(start, filled, tmp_path)
    case = clean_case(at.person.desk, "Westmark Optics BV")
    at.page.arrive(case.id)
    until(at, lambda view: any(one.of and one.matches for one in view.facts.parties), "the match")
    at.go(CaseStep.SCREENING)
    owner = next(one for one in at.view.facts.parties if one.of and one.matches)
    match = owner.matches[0]
    at.press(f"match-{owner.id}-{match.uid}")
    sheet = at.person.dialog()
    assert isinstance(sheet, MatchSheet)
    at.person.click("Same party", sheet)
    area = next(one for one in sheet.findChildren(QPlainTextEdit) if one.isVisible())
    at.person.bot.keyClicks(area, "Same register number.")
    at.person.click("Decide", sheet.foot.reason)
    until(
        at,
        lambda view: any(
            each.state is MatchState.SAME for one in view.facts.parties for each in one.matches
        ),
        "the decision",
    )
    at.go(CaseStep.OWNERSHIP)
    assert at.person.reads("50 %")
    assert at.view.outcome.rank <= Outcome.HOLD_LICENSE.rank
    at.go(CaseStep.DECISION)
    box = at.find("sign-outcome")
    assert isinstance(box, QComboBox)
    assert box.count() <= 2  # nothing better than what is open allows


def test_a_listed_address_is_found_and_holds_the_case(
    start: Start, filled: Path, tmp_path: Path
) -> None:
    at = at_cases(start, filled, tmp_path)
    case = clean_case(at.person.desk, "Harbor Lane Parts Ltd")
    at.page.arrive(case.id)
    until(at, lambda view: any(one.matches for one in view.facts.parties), "the match")
    at.go(CaseStep.SCREENING)
    at.settle()
    codes = [one.finding.code for one in at.view.assessment.open]
    assert "match-undecided-address" in codes
    assert at.person.reads("listed address:")
    assert at.person.reads("an entry without a name")
    assert not at.view.outcome.lets_go


def test_a_red_flag_is_resolved_with_evidence(start: Start, filled: Path, tmp_path: Path) -> None:
    paper = tmp_path / "answer.txt"
    paper.write_text("We have a new production line.", encoding="utf-8")
    at = at_cases(start, filled, tmp_path, paper)
    case = clean_case(at.person.desk, "Stillfeld Prüfgeräte GmbH")
    at.page.arrive(case.id)
    until(at, lambda view: view.outcome is Outcome.NO_OBJECTION, "the clean case")
    at.go(CaseStep.RED_FLAGS)
    at.settle()
    flag = at.view.flow.flags[0][0]
    at.press(f"Raise: {flag.text}")
    assert at.view.outcome.rank < Outcome.CONDITIONS.rank
    at.press(f"resolve-{flag.id}")
    sheet = at.person.dialog()
    assert isinstance(sheet, ResolveSheet)
    at.person.bot.keyClicks(sheet.inquiry, "Why so many at once?")
    at.person.bot.keyClicks(sheet.answer, "A new production line.")
    at.person.click("Record it", sheet)
    assert sheet.isVisible()  # without evidence it settles nothing
    at.person.click("Attach a file", sheet)
    at.person.wait(lambda: bool(sheet.evidence.files), "the file")
    at.person.click("Record it", sheet)
    until(at, lambda view: view.outcome is Outcome.NO_OBJECTION, "the resolution")
    held = at.view.case.flag(flag.id)
    assert held is not None
    assert held.evidence[0].name == "answer.txt"
    assert at.person.desk.cases.read(held.evidence[0]) == paper.read_bytes()


def test_what_changes_after_the_sign_off_is_told(
    start: Start, filled: Path, tmp_path: Path
) -> None:
    at = at_cases(start, filled, tmp_path)
    desk = at.person.desk
    case = clean_case(desk, "Stillfeld Prüfgeräte GmbH")
    desk.case_parties.screen(case, Silent())
    signed = desk.cases.sign(case, "Dana Whitfield", "Clean.", today(desk.clock))
    at.page.arrive(signed.id)
    until(at, lambda view: view.case.is_locked, "the signed case")
    assert at.view.drift is None
    assert at.page.chip.text() == "Signed off"
    desk.lists.import_file(ImportRequest(NEXT_LIST, US_CSL), Silent())
    desk.cases.save_policy(replace(desk.cases.policy(), growth_factor=5))
    at.person.window.shell.bus.tell(Changes.LISTS | Changes.SETTINGS | Changes.CASES)
    until(at, lambda view: view.drift is not None, "the difference")
    at.person.wait(lambda: at.page.chip.text() == "Changed since", "the chip")
    assert at.person.reads("Consolidated Screening List: ")
    assert at.person.reads("Company policy, how many times the largest earlier order")
    assert at.person.reads("3 → 5")
    QApplication.processEvents()
