"""The decision of one case, and the page as a whole."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from exportdesk.core.cases import (
    CaseParty,
    CaseState,
    CaseStep,
    Outcome,
    PartyAnswer,
    Remedy,
)
from exportdesk.core.clock import today
from exportdesk.core.company import Theme
from exportdesk.core.customers import PartyName, Profile
from exportdesk.core.parties import PartyKind, Role
from exportdesk.core.progress import Silent
from exportdesk.core.screenings import Verdict
from exportdesk.diligence.flow import StepState
from exportdesk.diligence.weighing import Stand, Weighed, remedies
from exportdesk.operations.deciding import Word
from exportdesk.ui.cases.answer_box import AnswerButton
from exportdesk.ui.cases.list_pane import Show
from exportdesk.ui.cases.page import CasesPage
from exportdesk.ui.cases.resolve_sheet import ResolveSheet
from exportdesk.ui.cases.steps.decision import DecisionStep
from exportdesk.ui.cases.words import look_signed, state_chip
from exportdesk.ui.dates import day_text, moment_text
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import LIGHT, Appearance, Tone, px
from exportdesk.wiring import Desk
from tests.ui.cases.conftest import kept, opened, shown, turkish, words
from tests.ui.conftest import NotedWindow
from tests.ui.desks import open_desk
from tests.ui.render import colours_of, render
from tests.ui.scripted import ScriptedAsk
from tests.ui.walk import clashing, cut_off, unnamed


def test_what_to_do_about_a_blocked_party_stands_at_the_decision(
    page: CasesPage, desk: Desk
) -> None:
    case = turkish(desk)
    firms = (PartyKind.ORGANIZATION, PartyKind.UNKNOWN)
    every = desk.lists_db().current_listings()
    listing = next(one for one in every if one.list == "SDN" and one.kind in firms)
    profile = Profile((PartyName(listing.names[0].text),), PartyKind.ORGANIZATION)
    bank = CaseParty(Role.BANK, PartyAnswer.TYPED, profile=profile)
    case = desk.cases.save(case.with_role(Role.BANK, bank))
    desk.case_parties.screen(case, Silent())
    kept_case = desk.cases.get(case.id)
    party = next(one for one in desk.cases.facts(kept_case).parties if Role.BANK in one.roles)
    found = desk.case_parties.matches(kept_case, party.id)
    match = next(one for one in found if one.listing.uid == listing.uid)
    desk.case_parties.decide(kept_case, [match.subject], Word(Verdict.SAME, "It is them."))
    opened(page, desk.cases.get(case.id), CaseStep.DECISION)
    said = words(page)
    assert "10 business days" in said
    assert "refund" in said
    assert "counted from today" in said
    view = page.session.view
    assert view is not None
    assert view.outcome is Outcome.DO_NOT_SHIP


def places(body: DecisionStep) -> list[tuple[int, int]]:
    """Return where the fields of the sign-off stand in what is scrolled."""
    parts = (body.name, body.day, body.reason, body.sign)
    return [(one.mapTo(body, QPoint()).y(), one.height()) for one in parts]


def test_the_sign_off_confirms_the_date_and_nothing_in_it_moves(
    page: CasesPage, desk: Desk, ask: ScriptedAsk
) -> None:
    answered = desk.cases.answer(turkish(desk), "classification_basis", "self")
    planned = today(desk.clock) + timedelta(days=9)
    case = desk.cases.save(replace(answered, export_on=planned))
    opened(page, case, CaseStep.DECISION)
    page.sign.click()
    QTest.qWait(1)
    body = page.pane.body
    assert isinstance(body, DecisionStep)
    assert QApplication.focusWidget() is body.reason
    assert body.sign_panel.visibleRegion().boundingRect().top() == 0
    assert body.outcome.value is Outcome.HOLD_RESOLVE
    assert body.day.value == planned
    page.pane.area.setFixedHeight(328)  # as in a window of 960 x 640
    QTest.qWait(1)
    page.sign.click()
    QTest.qWait(1)
    assert body.sign.visibleRegion().boundingRect() == body.sign.rect(), "none of it is cut"
    assert body.name.visibleRegion().boundingRect() == body.name.rect()
    page.pane.area.setMinimumHeight(0)
    page.pane.area.setMaximumHeight(800)
    QTest.qWait(1)
    page.sign.click()
    QTest.qWait(1)
    stood, scrolled = places(body), page.pane.area.verticalScrollBar().value()
    body.sign.setFocus()
    body.sign.click()
    assert ask.asked == []  # nothing is signed without a reason
    assert QApplication.focusWidget() is body.reason
    QTest.qWait(1)
    assert places(body) == stood
    QTest.keyClicks(body.reason, "Not before the open points are settled.")
    day = today(desk.clock) - timedelta(days=1)
    for typed, said in ((day.isoformat(), "past"), ("never", "That is no date")):
        body.day.setText(typed)
        body.sign.setFocus()
        body.sign.click()
        assert said in words(page)
        assert QApplication.focusWidget() is body.day
        QTest.qWait(1)
        assert places(body) == stood
    body.day.setText("03/04/2027")  # one of two days: both are offered in the line that is kept
    body.day.settle()
    QTest.qWait(1)
    assert [one.isVisible() for one in body.day.doubt.choices] == [True, True, False]
    assert places(body) == stood
    assert page.pane.area.verticalScrollBar().value() == scrolled
    assert body.sign.visibleRegion().boundingRect().height() == body.sign.height()
    body.day.choose(planned)
    assert "That is no date" not in words(page)
    page.pane.go_back()
    page.pane.go_on()
    body = page.pane.body
    assert isinstance(body, DecisionStep)
    assert body.reason.toPlainText() == "Not before the open points are settled."
    ask.answers = [True]
    body.sign.click()
    assert f"Planned date of export: {day_text(planned)}." in ask.told[-1]
    assert "kept" not in ask.told[-1]
    assert "use Repeat order" in ask.told[-1], "it holds the goods, and is locked"
    assert state_chip(CaseState.SIGNED, Outcome.HOLD_RESOLVE, changed=False)[1] is Tone.AMBER
    assert kept(page).state is CaseState.SIGNED
    assert kept(page).sign_off.export_on == planned  # type: ignore[union-attr] # signed
    assert page.pane.step is CaseStep.FOLLOW_UP
    assert page.session.is_read_only
    page.list.look()
    page.list.show_only(Show.HOLD)
    assert case.id in {line.id for line in page.list.model.rows}, "whoever looks for it finds it"
    assert page.isAncestorOf(QApplication.focusWidget() or body.sign)
    # What was left open calls for nothing any more.
    view, steps = page.session.view, page.pane.steps.buttons
    assert view is not None
    left = [one for one in view.steps if one.waiting and one.state is StepState.OPEN]
    assert left
    assert not [one for one in steps.values() if one._state.text()]
    assert not {look_signed(one)[1] for one in view.steps} & {"amber"}
    name = steps[left[0].step].accessibleName()
    assert name.endswith(": Left open")
    assert steps[CaseStep.DECISION].accessibleName() == "Decision: Done"
    page.pane.go_to(CaseStep.DECISION)
    signed = kept(page).sign_off
    assert signed is not None
    assert kept(page).export_confirmed == planned
    on = signed.at.local.date()
    dateless = replace(kept(page), export_on=None, sign_off=replace(signed, export_on=on))
    assert dateless.export_confirmed is None, "nobody gave one: that is the day of signing"
    assert f"Signed off by {signed.name}" in words(page)
    assert signed.reason in words(page)
    assert moment_text(signed.at) in words(page)
    page.pane.go_to(CaseStep.CLASSIFICATION)
    assert words(page).count("Locked as it was signed. To go on, use Repeat order.") == 1
    answers = page.pane.body.findChildren(AnswerButton)
    (chosen,) = (one for one in answers if one.isChecked())
    assert not chosen.isEnabled()
    look = chosen.grab().toImage()
    middle = {look.pixelColor(x, look.height() // 2).name() for x in range(look.width())}
    assert {LIGHT.accent.lower(), LIGHT.accent_soft.lower(), LIGHT.ink.lower()} <= middle


def test_the_sign_off_is_in_view_where_the_page_scrolls(
    desk: Desk, shell: Shell, qtbot: QtBot
) -> None:
    page, around = CasesPage(desk, shell), QScrollArea()
    around.setWidgetResizable(True)
    around.setWidget(page)
    qtbot.addWidget(around, before_close_func=lambda _around: page.close_page())
    around.resize(428, 390)  # beside the sidebar of a screen of 1280 x 800 at 200 %
    with qtbot.waitActive(around):
        around.show()
        around.activateWindow()
    page.arrive()
    opened(page, turkish(desk), CaseStep.DECISION)
    page.sign.click()
    QTest.qWait(1)
    body = page.pane.body
    assert isinstance(body, DecisionStep)
    assert body.sign.visibleRegion().boundingRect() == body.sign.rect()
    assert body.name.width() >= px(120), "a name is read"


def test_a_point_is_settled_changed_and_opened_again(
    page: CasesPage, desk: Desk, ask: ScriptedAsk, window: NotedWindow, tmp_path: Path
) -> None:
    opened(page, desk.cases.flag(turkish(desk), "KYC-04"), CaseStep.OWNERSHIP)

    def point() -> Weighed:
        view = page.session.view
        assert view is not None
        return next(one for one in view.assessment.findings if one.finding.key == key)

    view = page.session.view
    assert view is not None
    open_point = next(
        one for one in view.assessment.open if remedies(one.finding)[0] is Remedy.EVIDENCE
    )
    key = open_point.finding.key
    page.pane.resolve(open_point)
    (sheet,) = page.window().findChildren(ResolveSheet)
    sheet.yes.click()
    missing = [one for one in sheet.findChildren(QLabel) if one.text() == "There is no evidence."]
    assert [one.isHidden() for one in missing] == [False]
    assert sheet.focusWidget() is sheet.reason, "the first that lacks something"
    proof = tmp_path / "register.txt"
    proof.write_text("extract")
    ask.answers = [proof]
    QTest.qWait(1)
    parts = (sheet.yes, sheet.evidence.attach)
    stood = [one.mapTo(sheet, QPoint()) for one in parts]
    sheet.evidence.attach.click()
    QTest.qWait(1)
    assert [one.mapTo(sheet, QPoint()) for one in parts] == stood, "nothing moves under the mouse"
    assert [one.isHidden() for one in missing] == [True]
    assert sheet.focusWidget() is sheet.yes
    sheet.reason.setPlainText("The register names the owner.")
    sheet.yes.click()
    assert point().stand is Stand.SETTLED
    # The card of what is settled leads to what was recorded: it is changed, or taken back.
    page.pane.go_to(CaseStep(open_point.finding.step))
    (card,) = [one for one in page.pane.side.cards if one.weighed.finding.key == key]
    (change,) = [one for one in card.findChildren(QPushButton) if one.text().startswith("Change")]
    change.click()
    sheet = page.window().findChildren(ResolveSheet)[-1]
    assert sheet.windowTitle() == "Change what was recorded"
    assert sheet.reason.toPlainText() == "The register names the owner."
    sheet.reason.setPlainText("The register names two owners.")
    ask.answers = [False]
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert ask.asked[-1] == "Leave without recording?"
    assert sheet.isVisible()
    assert sheet.reason.toPlainText() == "The register names two owners."
    sheet.yes.click()
    assert point().resolution.reason == "The register names two owners."  # type: ignore[union-attr] # settled above
    page.pane.resolve(point())
    page.window().findChildren(ResolveSheet)[-1].reject()  # nothing was typed, nobody asks
    page.pane.resolve(point())
    page.window().findChildren(ResolveSheet)[-1].reopen.click()
    assert point().is_open
    assert window.toasts[-1] == "The point is open again."
    assert window.undo is not None
    window.undo()
    assert point().resolution.reason == "The register names two owners."  # type: ignore[union-attr] # settled above
    # Two boxes are seen whole, with what is wrong below each.
    key = "red-flag:KYC-04"
    page.pane.resolve(point())
    sheet = page.window().findChildren(ResolveSheet)[-1]
    sheet.yes.click()
    QTest.qWait(50)
    for box in (sheet.inquiry, sheet.answer):
        cell = box.parentWidget()
        assert cell.rect().contains(box.geometry()), "its lower border is seen"
        said = [one.geometry() for one in cell.findChildren(QLabel)]
        assert not [one for one in said if one.intersects(box.geometry())]
    sheet.reject()


def test_the_record_and_the_pack(
    page: CasesPage, desk: Desk, window: NotedWindow, ask: ScriptedAsk, tmp_path: Path
) -> None:
    case = turkish(desk)
    opened(page, case, CaseStep.TRIGGER)
    page.print_out()
    assert window.papers[0][0].startswith(b"%PDF")
    ask.answers = [tmp_path]
    page.more.actions["pack"].trigger()
    assert (tmp_path / f"{case.number}-evidence.zip").stat().st_size > 0


def test_a_workspace_for_reading_changes_nothing(desk: Desk, shell: Shell, qtbot: QtBot) -> None:
    case = turkish(desk)
    folder = desk.folder
    desk.close()
    reading = open_desk(folder, read_only=True)
    page = shown(reading, shell, qtbot)
    assert not page.new_button.isVisible()
    for step in CaseStep:
        opened(page, case, step)
    assert not page.sign.isVisible()
    retype_is_off = page.session.is_read_only
    assert retype_is_off
    reading.close()


def test_every_step_has_names_and_keys_of_its_own(page: CasesPage, desk: Desk) -> None:
    case = turkish(desk)
    case = case.with_role(Role.BANK, CaseParty(Role.BANK, PartyAnswer.UNKNOWN))
    case = desk.cases.save(case)
    for step in CaseStep:
        opened(page, case, step)
        assert page.pane.step is step
        assert unnamed(page) == [], step
        assert clashing(page) == [], step
    # Nor is any of it cut where the steps stand beside it, or no longer do.
    around = page.width() - page.pane.width()
    for wide in (590, 680):
        page.resize(around + wide, page.height())
        for step in (CaseStep.TRIGGER, CaseStep.CLASSIFICATION, CaseStep.OWNERSHIP):
            page.pane.go_to(step)
            QTest.qWait(1)
            assert cut_off(page) == [], (wide, step)


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_the_step_is_drawn_in_both_themes(
    desk: Desk, shell: Shell, appearance: Appearance, theme: Theme, qtbot: QtBot
) -> None:
    case = turkish(desk)

    def make() -> CasesPage:
        page = CasesPage(desk, shell)
        qtbot.addWidget(page, before_close_func=CasesPage.close_page)
        opened(page, case, CaseStep.PROFILE)
        return page

    picture = render(make, appearance, theme)
    assert len(colours_of(picture)) > 5
