"""A first order of tier 1 goods to Türkiye: asked, certified, evidenced, signed, and repeated."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from exportdesk.core.cases import CaseState, CaseStep, Outcome
from exportdesk.core.certifications import CertificationState
from exportdesk.core.clock import today
from exportdesk.core.events import Event
from exportdesk.diligence.flow import StepState
from exportdesk.ui.cases.page import CasesPage
from exportdesk.ui.cases.resolve_sheet import ResolveSheet
from exportdesk.ui.certifications.accept_sheet import AcceptSheet
from exportdesk.ui.certifications.page import CertificationsPage
from tests.certificationbook import filled_in
from tests.journeys.conftest import Start
from tests.journeys.test_due_diligence import AtCases, at_cases, filled, until
from tests.journeys.test_first_order import Reader, first_order
from tests.journeys.test_letters import drop
from tests.sampling import by_name

__all__ = ["filled"]

NAME = "Ladin Ölçüm A.Ş."


@by_name
def test_a_turkish_order_goes_from_the_first_question_to_the_sign_off_and_again(
    start: Start, filled: Path, tmp_path: Path
) -> None:
    saved, printed, back, proof = (
        tmp_path / name for name in ("form.pdf", "printed.pdf", "back.pdf", "delivery.txt")
    )
    proof.write_text("Delivery terms: to Bursa, to stay there.", encoding="utf-8")
    at = at_cases(start, filled, tmp_path, "Print it…", saved, proof, True, True)
    at.person.ask.print_to = printed
    first_order(at, Reader(at), "Ladin", "NI-IC-OPA2")
    assert _open(at) == {"certification-missing", "destination-transshipment"}
    assert at.view.outcome is Outcome.HOLD_RESOLVE

    certify(at, saved, printed, back)
    assert _open(at) == {"destination-transshipment"}
    assert at.view.flow.of(CaseStep.CERTIFICATION).state is StepState.DONE

    settle_with(at, "destination-transshipment", "The delivery terms name Bursa.")
    assert _open(at) == set()
    assert at.view.outcome is Outcome.NO_OBJECTION
    at.sign("Certified; the goods stay in Bursa.")
    case = at.view.case
    assert case.state is CaseState.SIGNED
    assert case.sign_off is not None
    assert case.sign_off.outcome is Outcome.NO_OBJECTION
    assert at.view.drift is None
    kinds = [one.kind for one in _events(at, case.number)]
    assert kinds.count("case_signed") == 1

    # Another order under the same certification: what is left is what every order is asked.
    at.inputs = 0
    at.person.click("Repeat order", at.page)
    at.inputs += 1
    until(at, lambda view: view.case.state is CaseState.OPEN, "the repeat order")
    at.go(CaseStep.DESTINATION)
    at.type("export_on", today(at.person.desk.clock).isoformat())
    at.go(CaseStep.TRADE_INTEGRITY)
    at.press("look-up=not_found")
    at.answer_all()
    at.sign("The same order once more.")
    assert at.view.case.state is CaseState.SIGNED
    assert at.view.case.copied_from == case.id
    assert at.inputs < 10
    assert at.person.desk.records.verify().sound


def certify(at: AtCases, saved: Path, printed: Path, back: Path) -> None:
    """Make the certification from the case, send it, take the filled form back, and accept it."""
    person, number = at.person, at.view.case.number
    at.go(CaseStep.CERTIFICATION)
    assert person.reads("A signed certification is asked for")
    person.click("Make a certification")
    person.wait(lambda: isinstance(person.window.page, CertificationsPage), "the page")
    page = person.window.page
    assert isinstance(page, CertificationsPage)
    person.wait(lambda: page.maker.is_open, "the form")
    _idle(at)
    assert person.field("Legal name").text() == NAME
    assert person.field("Order reference").text() == "PO-4711"
    person.click("Send…")
    person.wait(lambda: printed.exists() and printed.stat().st_size > 1000, "the print")
    _idle(at)
    person.click("Save as PDF…")
    person.wait(saved.exists, "the file")
    _idle(at)
    person.go("Due diligence")
    person.wait(lambda: _button(at, "open-certification") == "primary", "the one that is out")
    back.write_bytes(filled_in(saved.read_bytes(), signer_company=NAME))
    drop(person.window, back)
    person.wait(lambda: _state(at) is CertificationState.RETURNED, "it to be back")
    _idle(at)
    person.click("Accept…")
    person.wait(lambda: bool(_sheets(at)), "the sheet")
    sheet = _sheets(at)[0]
    person.bot.keyClick(sheet.ink, Qt.Key.Key_Space)
    person.click("Accept", sheet)
    assert sheet.isVisible()  # it ticked another role than was asked: that wants a word
    person.bot.keyClicks(sheet.reason, "It uses the goods itself, as the case says.")
    person.click("Accept", sheet)
    person.wait(lambda: _state(at) is CertificationState.ACCEPTED, "it to be accepted")
    person.go("Due diligence")
    page_of_cases = person.window.page
    assert isinstance(page_of_cases, CasesPage)
    assert at.view.case.number == number
    person.wait(
        lambda: _button(at, "make-certification") == "", "all that was asked for to be there"
    )


def _button(at: AtCases, name: str) -> str | None:
    """Return of what kind a button of the step is, None where there is none."""
    page = at.person.window.page
    found = page.findChild(QPushButton, name) if page is not None else None
    return str(found.property("kind")) if found is not None else None


def settle_with(at: AtCases, code: str, says: str) -> None:
    """Settle a finding with a file and what it shows."""
    found = next(one for one in at.view.assessment.open if one.finding.code == code)
    at.go(found.finding.step)
    at.settle()
    at.person.click("Resolve…", at.page.pane.side)
    sheet = at.person.dialog()
    assert isinstance(sheet, ResolveSheet)
    at.person.click("Attach a file", sheet)
    at.person.wait(lambda: bool(sheet.evidence.files), "the file")
    at.person.bot.keyClicks(sheet.reason, says)
    at.person.click("Record it", sheet)
    until(at, lambda _view: code not in _open(at), "the resolution")


def _open(at: AtCases) -> set[str]:
    return {one.finding.code for one in at.view.assessment.open}


def _events(at: AtCases, number: str) -> list[Event]:
    return list(at.person.desk.workspace().events.about(number, 100))


def _state(at: AtCases) -> CertificationState | None:
    page = at.person.window.page
    view = page.detail.view if isinstance(page, CertificationsPage) else None
    return view.one.standing(view.day) if view is not None else None


def _sheets(at: AtCases) -> list[AcceptSheet]:
    return [one for one in at.person.window.findChildren(AcceptSheet) if one.isVisible()]


def _idle(at: AtCases) -> None:
    shell = at.person.window.shell
    runners = (shell.jobs, shell.screening, shell.background)
    at.person.bot.wait(20)
    at.person.wait(lambda: not any(one.busy for one in runners), "everything to be done")
